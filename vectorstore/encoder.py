"""Turns texts into vectors with a sentence-transformers model on this computer.

Making an encoder is instant and its identity is known at once; torch and the weights are loaded with the
first text, or in the background by `warm`. Nothing is downloaded.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from vectorstore import checkpoint, embedded_model, late
from vectorstore.errors import EncoderError, EncoderFailed
from vectorstore.model import EncoderIdentity, Part, Vectors

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

_Task = Literal["query", "document"]
_RECENT = 64  # questions whose vectors are remembered
_BATCH_TOKENS = 1024  # a question waits for one batch at most: a tenth of a second
_LONGEST_CHARACTERS = 2000  # of one text: any model's window is full long before
_SILENT = (
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_HUB_DISABLE_TELEMETRY",
    "HF_HUB_DISABLE_PROGRESS_BARS",
)
# What x86 and ARM processors can do, and what they are, as torch names it.
_BFLOAT16 = ("avx512_bf16", "amx_bf16", "bf16")
_INTEGERS = ("avx512_vnni", "avx_vnni", "amx_int8")
_ARM = ("aarch64", "arm64")


class SentenceTransformerEncoder:
    """The embedded model, or any other sentence-transformers model by name or folder. Safe to use from threads."""

    def __init__(self, model: str | None = None, *, cache: Path = embedded_model.CACHE) -> None:
        """`model` None is the embedded one, unpacked to `cache`. Raises `EncoderFailed` for one that is not here."""
        self._cache = cache
        self._folder: Path | None = None
        if model is None or model == embedded_model.NAME:
            self._identity = embedded_model.IDENTITY
        else:
            name, self._folder = checkpoint.find(model)
            self._identity = checkpoint.identify(name, self._folder)
        self._state: str = "未加载"
        self._model: SentenceTransformer | None = None
        self._prompts: dict[str, str] = {}
        self._loading, self._encoding, self._recalling = Lock(), Lock(), Lock()
        self._recent: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def identity(self) -> EncoderIdentity:
        """Known at once, without loading any weights."""
        return self._identity

    @property
    def state(self) -> str:
        """未加载, 加载中, 就绪, or 失败 with the reason."""
        return self._state

    @property
    def ready(self) -> bool:
        """Whether the weights are loaded."""
        return self._model is not None

    def warm(self) -> Thread:
        """Load the weights in the background; a failure shows in `state` and in the first encoding."""
        thread = Thread(target=self._warm, name="encoder", daemon=True)
        thread.start()
        return thread

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        """One row of length 1 for each question, as float32. Raises `EncoderFailed`."""
        if len(texts) != 1:
            return self._encode(texts, "query")
        # One question is asked of many units, and of several indexes: it is encoded once.
        with self._recalling:
            known = self._recent.get(texts[0])
        if known is None:
            known = self._encode(texts, "query")
            with self._recalling:
                self._recent[texts[0]] = known
                while len(self._recent) > _RECENT:
                    self._recent.popitem(last=False)
        return known.copy()

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        """One row of length 1 for each passage, then one for each part, as float32. Raises `EncoderFailed`.

        A part is read in the light of its whole text where the model averages its tokens, else by itself.
        """
        if not parts:
            return self._encode(texts, "document")
        if late.averages_tokens(self._loaded()):
            vectors = self._encode_late(texts, parts)
            alone = [n for n in range(len(parts)) if not vectors[len(texts) + n].any()]  # cut off, if any
        else:
            vectors = np.zeros((len(texts) + len(parts), self._identity.dimension), dtype=np.float32)
            vectors[: len(texts)] = self._encode(texts, "document")
            alone = list(range(len(parts)))
        words = [span.of(texts[text]) for text, span in (parts[n] for n in alone)]
        vectors[[len(texts) + n for n in alone]] = self._encode(words, "document")
        return vectors

    def _encode(self, texts: Sequence[str], task: _Task) -> Vectors:
        vectors = np.zeros((len(texts), self._identity.dimension), dtype=np.float32)
        for batch, found in self._encoded(texts, task):
            vectors[batch] = found
        return _normalised(vectors)

    def _encode_late(self, texts: Sequence[str], parts: Sequence[Part]) -> Vectors:
        """Rows of zeros for those parts that the model cut off."""
        vectors = np.zeros((len(texts) + len(parts), self._identity.dimension), dtype=np.float32)
        inside: list[list[int]] = [[] for _ in texts]
        for n, (text, _) in enumerate(parts):
            inside[text].append(n)
        in_front = len(self._prompts.get("document") or late.document_prompt(self._loaded()))
        for batch, found in self._encoded(texts, "document", **late.WANTED):
            for text, features in zip(batch, found, strict=True):
                vectors[text] = features["sentence_embedding"].float().cpu()
                rows = [len(texts) + n for n in inside[text]]
                vectors[rows] = late.means(features, [parts[n][1] for n in inside[text]], in_front=in_front)
        return _normalised(vectors)

    def _encoded(
        self, texts: Sequence[str], task: _Task, **options: Any
    ) -> Iterator[tuple[list[int], Sequence[Any]]]:
        """Batch by batch the places of texts, and what the model gives for them."""
        if not texts:
            return
        model = self._loaded()
        encode: Any = model.encode_query if task == "query" else model.encode_document
        given = [text[:_LONGEST_CHARACTERS] for text in texts]
        for batch in _batches(_lengths(model, given)):
            # The tokenizer is not safe to share. Held for one batch only, so that a question can slip in between.
            with self._encoding:
                found = encode(
                    [given[place] for place in batch],
                    prompt=self._prompts.get(task),
                    batch_size=len(batch),
                    show_progress_bar=False,
                    **options,
                )
            yield batch, found

    def _loaded(self) -> "SentenceTransformer":
        with self._loading:
            if self._model is None:
                self._state = "加载中"
                try:
                    self._model = self._load()
                except EncoderError as error:
                    self._state = f"失败：{error}"
                    raise
                self._state = "就绪"
            return self._model

    def _load(self) -> "SentenceTransformer":
        _keep_quiet_and_offline()
        try:
            device, number = _place()
            integers = _integers()
        except ImportError as error:
            raise self._failed(error) from error
        graph = self._folder is None and device == "cpu"
        if graph:
            folder = embedded_model.graph(self._cache, "int8" if integers else "float32")
        else:
            folder = self._folder or embedded_model.checkpoint(self._cache)
        try:
            model = _open_graph(folder) if graph else _open_checkpoint(folder, device, number)
        except Exception as error:  # whatever five libraries raise for a model they cannot read
            raise self._failed(error) from error
        if not any(model.prompts.values()):
            self._prompts = checkpoint.e5_prompts(self._identity.name, folder)
        dimension = model.get_embedding_dimension()
        if dimension != self._identity.dimension:
            raise EncoderFailed(
                f"向量模型 {self._identity.name} 给出 {dimension} 维向量，它的配置文件写的是 {self._identity.dimension} 维。",
                advice="请换用完整的模型文件夹，或改用内置模型。",
            )
        return model

    def _failed(self, error: Exception) -> EncoderFailed:
        return EncoderFailed(
            f"向量模型 {self._identity.name} 无法加载（{error}）。",
            advice="请运行 python -m rag doctor 检查安装，或在设置里改用内置模型。",
        )

    def _warm(self) -> None:
        try:
            self._encode(["预热"], "query")
        except EncoderError:
            return  # shown by `state`


def _open_graph(folder: Path) -> "SentenceTransformer":
    from vectorstore import onnx_model

    return onnx_model.load(folder)


def _open_checkpoint(folder: Path, device: str, number: "torch.dtype") -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # Gradio may have imported the library before its names were set
    return SentenceTransformer(
        str(folder), device=device, local_files_only=True, model_kwargs={"dtype": number}
    )


def _lengths(model: "SentenceTransformer", texts: Sequence[str]) -> Sequence[int]:
    """The texts' lengths in tokens where the model can count them beforehand, else in characters."""
    count = getattr(model[0], "lengths", None)
    return count(texts) if count else [len(text) for text in texts]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts of these lengths, those of like length together, so that little is spent on padding."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if batch and (len(batch) + 1) * lengths[place] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _normalised(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    normalised: Vectors = vectors / lengths
    return normalised


def _place() -> tuple[str, "torch.dtype"]:
    """The device to compute on, and the fastest kind of number it handles natively."""
    import torch

    if torch.cuda.is_available():
        return "cuda", torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if torch.backends.mps.is_available():
        return "mps", torch.float32
    able = torch.cpu.get_capabilities()
    return "cpu", torch.bfloat16 if any(able.get(name) for name in _BFLOAT16) else torch.float32


def _integers() -> bool:
    """Whether this processor multiplies 8-bit integers without overflow, and quicker than float32."""
    import torch

    able = torch.cpu.get_capabilities()
    return able["architecture"] in _ARM or any(able.get(name) for name in _INTEGERS)


def _keep_quiet_and_offline() -> None:
    """The libraries read these names when they are imported: nothing may ask the hub, no bar may be drawn."""
    os.environ |= dict.fromkeys(_SILENT, "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Threads that spin while they wait make encoding forty times slower (measured: 706 ms a question against
    # 15 ms) as soon as another program wants the processor; on an office PC one always does.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
