"""What a sentence-transformers checkpoint says of itself, read from its files without loading a model."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from vectorstore.errors import EncoderFailed
from vectorstore.model import EncoderIdentity

_SAMPLES, _SAMPLE_BYTES = 64, 65_536
_CODE_OR_NOTES = (".md", ".py", ".txt", ".gitattributes", ".lock", ".png", ".jpg")
_E5 = re.compile(r"(^|[/_-])e5([_-]|$)", re.IGNORECASE)


def find(name_or_folder: str) -> tuple[str, Path]:
    """The name and folder of a checkpoint: a folder, or a model's name if this computer has it already.

    Raises `EncoderFailed` where there is none: nothing is ever downloaded.
    """
    folder = Path(name_or_folder).expanduser()
    if (folder / "config.json").is_file():
        return folder.resolve().name, folder.resolve()
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for name in (name_or_folder, f"sentence-transformers/{name_or_folder}"):
        try:
            found = try_to_load_from_cache(name, "config.json")
        except HFValidationError:
            break
        if isinstance(found, str):
            return name, Path(found).parent
    raise EncoderFailed(
        f"本机没有向量模型“{name_or_folder}”。",
        advice="本程序不会联网下载：请把模型文件夹拷贝到本机并在设置里写它的路径，或改用内置模型。",
    )


def identify(name: str, folder: Path) -> EncoderIdentity:
    """Name, dimension and fingerprint of the checkpoint in `folder`. Raises `EncoderFailed`."""
    return EncoderIdentity(name=name, dimension=_dimension(folder), fingerprint=_fingerprint(folder))


def e5_prompts(name: str, folder: Path) -> dict[str, str]:
    """The prefixes that E5 models were trained with, for those whose checkpoint forgets to name them."""
    origin = str(_read(folder / "config.json").get("_name_or_path", ""))
    is_e5 = any(_E5.search(text) and "instruct" not in text.lower() for text in (name, origin))
    return {"query": "query: ", "document": "passage: "} if is_e5 else {}


def _dimension(folder: Path) -> int:
    """Of the last module that changes it (dense layer, pooling), else the network's hidden size."""
    modules = _read(folder / "modules.json", default=[])
    for module in reversed(modules):
        config = _read(folder / module["path"] / "config.json", default={}) if module["path"] else {}
        for key in ("out_features", "embedding_dimension", "word_embedding_dimension"):
            if key in config:
                return int(config[key])
    config = _read(folder / "config.json")
    try:
        return int(config.get("hidden_size") or config["dim"])
    except KeyError as error:
        raise EncoderFailed(f"向量模型 {folder} 没有写明向量的维数。", advice=_ADVICE) from error


def _fingerprint(folder: Path) -> str:
    """A hash of the files a model is made of; of the large ones, samples all through."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or inside.name.startswith(".") or inside.suffix in _CODE_OR_NOTES:
            continue
        size = path.stat().st_size
        digest.update(f"{inside.as_posix()}:{size}\n".encode())
        with path.open("rb") as file:
            step = max(_SAMPLE_BYTES, size // _SAMPLES)
            for offset in range(0, size, step):
                file.seek(offset)
                digest.update(file.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:16]


def _read(path: Path, *, default: Any = None) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if default is not None:
            return default
        raise EncoderFailed(f"向量模型 {path.parent} 里缺少 {path.name}。", advice=_ADVICE) from error
    except ValueError as error:
        raise EncoderFailed(f"向量模型的 {path.name} 无法读取（{error}）。", advice=_ADVICE) from error


_ADVICE = "请确认这是完整的 sentence-transformers 模型文件夹，或改用内置模型。"
