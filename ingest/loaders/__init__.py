"""From a file to a document: one loader for each ending of a file's name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ingest.errors import FileMissing, UnsupportedFormat
from ingest.loaders.text import load_markdown, load_plain
from ingest.model import Document

Loader = Callable[[str, bytes], Document]

LOADERS: Mapping[str, Loader] = MappingProxyType({".txt": load_plain, ".md": load_markdown})


def load(path: Path) -> Document:
    """Read one file; the document's source names it by `path` as given.

    Raises FileMissing where it is not there or may not be read, UnsupportedFormat where no loader reads its
    kind, and what `ingest.decode.decode` raises.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise FileMissing(f"“{path}”是文件夹，不是文件。") from error
    except PermissionError as error:
        raise FileMissing(f"没有读取“{path}”的权限。") from error
    except OSError as error:
        raise FileMissing(f"找不到文件“{path}”。") from error
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        raise UnsupportedFormat(
            f"不支持 {path.suffix} 格式。" if path.suffix else "文件名没有扩展名，不知道是什么格式。"
        )
    return loader(str(path), data)
