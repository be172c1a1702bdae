"""The dense index: nearest vectors by cosine, in a local Chroma that tells nobody.

Chroma does not expect another process at its files: it would work its pending entries into them, miss what
this one wrote, or crash on what is half written. To see to that is for the caller.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration as HNSW
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from vectorstore.errors import StoreDamaged
from vectorstore.model import Vectors

_COLLECTION = "chunks"
_SLICE = 256  # small, because a question waits for a slice that is being added
_FOUND = 0.98
_SAME = 1e-3  # cosine distance below which two vectors count as one
# Among 12,000 e5 vectors of report sentences and ten unlike them, added in 67 sittings with one in ten taken out
# again, Chroma's own 16, 100 and 100 could not find 2 of 831 by their own vector; with these, none was lost.
_GRAPH: HNSW = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 400}


class DenseIndex:
    """One Chroma collection in its own folder. Its files are opened with the first use."""

    def __init__(self, folder: Path, *, dimension: int, create: bool = False) -> None:
        """The index in `folder`, or an empty one. `FileNotFoundError` where there is none."""
        if not create and not (folder / "chroma.sqlite3").is_file():
            raise FileNotFoundError(folder)
        self.folder, self.dimension = folder, dimension
        self._lock = RLock()
        self._client: Client | None = None
        self._chunks: Collection | None = None
        if create:
            with self._opened() as client:
                client.create_collection(
                    _COLLECTION,
                    embedding_function=None,
                    configuration={"hnsw": _GRAPH},
                )

    def close(self) -> None:
        """Release the files; they are opened again with the next use."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = self._chunks = None

    def settle(self) -> None:
        """Wait until everything put and dropped has been worked into the graph."""
        self.query(np.ones(self.dimension, dtype=np.float32), n=1)

    def ids(self) -> set[str]:
        """The ids of all vectors in the index."""
        with self._collection() as collection:
            return set(collection.get(include=[])["ids"])

    def query(self, vector: Vectors, *, n: int) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the `n` nearest vectors, nearest first."""
        if n < 1:
            return []
        with self._collection() as collection:
            found = collection.query(query_embeddings=vector[np.newaxis], n_results=n, include=["distances"])
        ids, distances = found["ids"][0], cast(list[list[float]], found["distances"])[0]
        return [(id, 1.0 - distance) for id, distance in zip(ids, distances, strict=True)]

    def put(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add vectors; one with an id that is already there takes its place."""
        for start in range(0, len(ids), _SLICE):
            part = slice(start, start + _SLICE)
            with self._collection() as collection:
                collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def drop(self, ids: Sequence[str]) -> None:
        """Take vectors out; unknown ids are none of its business."""
        for start in range(0, len(ids), _SLICE):
            with self._collection() as collection:
                collection.delete(ids=list(ids[start : start + _SLICE]))

    def altered(self, ids: Sequence[str], vectors: Vectors) -> list[str]:
        """Those ids whose stored vector is another than the one given here; unknown ones are passed over."""
        wrong = []
        place = {id: n for n, id in enumerate(ids)}
        for start in range(0, len(ids), _SLICE):
            with self._collection() as collection:
                found = collection.get(ids=list(ids[start : start + _SLICE]), include=["embeddings"])
            stored = np.asarray(found["embeddings"], dtype=np.float32).reshape(len(found["ids"]), -1)
            expected = vectors[[place[id] for id in found["ids"]]]
            same = (stored * expected).sum(axis=1) > 1 - _SAME
            wrong += [id for id, fits in zip(found["ids"], same, strict=True) if not fits]
        return wrong

    def finds(self, vectors: Vectors) -> bool:
        """Whether the index finds these stored vectors, but for a rare one, when asked for that very vector."""
        found = sum(bool(hit := self.query(vector, n=1)) and hit[0][1] > 1 - _SAME for vector in vectors)
        return found >= _FOUND * len(vectors)

    @contextmanager
    def _collection(self) -> Iterator[Collection]:
        with self._opened() as client:
            if self._chunks is None:
                self._chunks = client.get_collection(_COLLECTION, embedding_function=None)
            yield self._chunks

    @contextmanager
    def _opened(self) -> Iterator[Client]:
        """The client, for one call at a time. Raises `StoreDamaged` for what goes wrong in it."""
        with self._lock:
            try:
                if self._client is None:
                    self._client = self._connect()
                yield self._client
            except ChromaError as error:
                raise StoreDamaged(
                    f"向量索引 {self.folder} 无法使用（{error}）。",
                    advice="请运行 python -m ingest rebuild 重建索引。",
                ) from error

    def _connect(self) -> Client:
        settings = Settings(anonymized_telemetry=False, allow_reset=False)
        return cast(Client, chromadb.PersistentClient(self.folder, settings=settings))
