"""Nearest chunks and windows within chosen reports: the exact product over the catalog's vectors.

A filtered query costs Chroma 70 to 90 ms at 100,000 chunks; reading the few hundred vectors of a unit's
reports and multiplying takes a few, and is exact.
"""

import sqlite3
from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from typing import Generic, Protocol, TypeVar

import numpy as np

from vectorstore import queries
from vectorstore.model import EncoderIdentity, Vectors

Key = TypeVar("Key")
_CACHE_BYTES = 256 * 1024 * 1024


class _Read(Protocol[Key]):
    """Reads the keys and vectors of some reports from the catalog."""

    def __call__(
        self, db: sqlite3.Connection, encoder: str, report_ids: Collection[str], *, dimension: int
    ) -> dict[str, tuple[list[Key], Vectors]]: ...


class ScopedSearch(Generic[Key]):
    """Exact search in some reports. Keeps the vectors of the reports asked for last, by version."""

    def __init__(self, read: _Read[Key]) -> None:
        self._read = read
        self._blocks: OrderedDict[tuple[str, int], tuple[list[Key], Vectors]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def scores(
        self, db: sqlite3.Connection, encoder: EncoderIdentity, vector: Vectors, *, report_ids: Sequence[str]
    ) -> tuple[list[tuple[str, Key]], Vectors]:
        """Report id and key of everything in these reports, and its cosine: float32, shape (found,)."""
        blocks = self._load(db, encoder, report_ids)
        keys = [(report_id, key) for report_id, (keys, _) in blocks.items() for key in keys]
        if not keys:
            return [], np.zeros(0, dtype=np.float32)
        # Not `@`: that wakes a thread for each processor, and waits long for them where other programs are busy.
        return keys, np.concatenate([np.einsum("ij,j->i", matrix, vector) for _, matrix in blocks.values()])

    def query(
        self,
        db: sqlite3.Connection,
        encoder: EncoderIdentity,
        vector: Vectors,
        *,
        n: int,
        report_ids: Sequence[str],
    ) -> list[tuple[Key, str, float]]:
        """Key, report id and cosine of the `n` nearest in these reports, nearest first."""
        keys, scores = self.scores(db, encoder, vector, report_ids=report_ids)
        best = np.argsort(-scores, kind="stable")[: max(n, 0)]
        return [(keys[place][1], keys[place][0], float(scores[place])) for place in best]

    def _load(
        self, db: sqlite3.Connection, encoder: EncoderIdentity, report_ids: Sequence[str]
    ) -> dict[str, tuple[list[Key], Vectors]]:
        versions = queries.versions(db, report_ids)
        with self._lock:
            known = {id: self._blocks.get((encoder.fingerprint, version)) for id, version in versions.items()}
        missing = [id for id, block in known.items() if block is None]
        read = self._read(db, encoder.fingerprint, missing, dimension=encoder.dimension)
        with self._lock:
            for id, version in versions.items():
                self._keep((encoder.fingerprint, version), read.get(id))
        return {id: block for id in dict.fromkeys(report_ids) if (block := known.get(id) or read.get(id))}

    def _keep(self, key: tuple[str, int], block: tuple[list[Key], Vectors] | None) -> None:
        """Note the use of a block; forget those used longest ago when they are too many."""
        if block is not None and key not in self._blocks:
            self._blocks[key] = block
            self._bytes += block[1].nbytes
        if key in self._blocks:
            self._blocks.move_to_end(key)
        while self._bytes > _CACHE_BYTES:
            _, (_, matrix) = self._blocks.popitem(last=False)
            self._bytes -= matrix.nbytes


def relative(scores: Vectors) -> Vectors:
    """Cosines as a share of the way from the typical one (the median) to 1.

    Encoders crowd their cosines into a narrow band, each into another; measured from the middle of the band
    they mean the same for all.
    """
    if not len(scores):
        return scores
    middle = min(float(np.median(scores)), 0.999)
    return ((scores - middle) / (1.0 - middle)).astype(np.float32)
