"""From the lines that a loader found to a document: one paragraph, table row or record a line."""

import re
from collections.abc import Iterable
from hashlib import sha256

from ingest.errors import EmptyFile
from ingest.model import Document, Source, line_starts

# What `str.splitlines` takes for a line's end. Inside a paragraph such a character must not start a new line:
# lines count paragraphs.
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def one_line(text: str) -> str:
    """`text` with every character that would end a line turned into a blank."""
    return _LINE_ENDS.sub(" ", text)


def compose(
    path: str,
    data: bytes,
    lines: Iterable[str],
    *,
    media_type: str,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
) -> Document:
    """The document of these lines; `data` are the file's bytes. Raises EmptyFile where there are no words."""
    return whole(path, data, "\n".join(lines), media_type=media_type, encoding=encoding, warnings=warnings)


def whole(
    path: str,
    data: bytes,
    text: str,
    *,
    media_type: str,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
) -> Document:
    """The document of a text that has its line ends. Raises EmptyFile where there are no words."""
    if not text.strip():
        raise EmptyFile("文件里没有文字。")
    source = Source(path=path, sha256=sha256(data).hexdigest(), encoding=encoding, media_type=media_type)
    return Document(source=source, text=text, line_starts=line_starts(text), warnings=warnings)
