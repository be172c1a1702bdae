"""The two indexes derived from the catalog, side by side in a folder of one generation.

A rebuild makes the folder of the next generation beside the present one and the catalog then names it, so
that whoever is reading never meets a half-built index.
"""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from vectorstore.chroma import DenseIndex
from vectorstore.errors import StoreDamaged
from vectorstore.lexical import LexicalIndex, LexicalWriter
from vectorstore.model import Passage, Vectors

_PREFIX = "index-"


class Indexes:
    """Dense and lexical index of one generation."""

    def __init__(self, store: Path, generation: int, *, dimension: int, create: bool = False) -> None:
        """Open both, or make them empty. Raises `StoreDamaged` where one is gone."""
        self.generation = generation
        folder = _folder(store, generation)
        if create:
            shutil.rmtree(folder, ignore_errors=True)
        try:
            self.lexical = LexicalIndex(folder / "lexical", create=create)
            self.dense = DenseIndex(folder / "dense", dimension=dimension, create=create)
        except FileNotFoundError as error:
            raise StoreDamaged(
                f"资料库 {store} 的索引不见了。",
                advice=f"请运行 python -m ingest rebuild --store {store} 重建索引。",
            ) from error

    def close(self) -> None:
        """Release the files."""
        self.dense.close()

    def put(self, writer: LexicalWriter, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages with their vectors to both, durably; those with known ids take their places."""
        self.dense.put([passage.id for passage in passages], vectors)
        self.dense.settle()
        writer.put(passages)
        writer.commit()

    def drop(self, writer: LexicalWriter, ids: Iterable[str]) -> None:
        """Take passages out of both, durably."""
        gone = list(ids)
        if gone:
            self.dense.drop(gone)
            self.dense.settle()
            writer.drop(gone)
            writer.commit()


def remove_others(store: Path, generation: int) -> None:
    """Delete the folders of all generations but one; those still in use elsewhere are left for the next time."""
    keep = _folder(store, generation)
    for folder in store.glob(f"{_PREFIX}*"):
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(store: Path, generation: int) -> Path:
    return store / f"{_PREFIX}{generation}"
