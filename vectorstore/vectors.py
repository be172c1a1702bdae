"""Vectors for chunks and their windows: from the catalog where the same text was encoded before, else from the encoder."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from ingest.model import Chunk, Window
from ingest.window import cut_windows
from vectorstore import edits, queries
from vectorstore.catalog import Catalog
from vectorstore.errors import EncoderFailed, StoreDamaged
from vectorstore.model import Encoder, Part, Progress, Vectors, search_hash, window_hash

_SLICE = 256
_ADVICE = "请改用内置模型，或换一个完整的模型文件夹。"

Report = Callable[[Progress], None]


def ensure_vectors(
    catalog: Catalog, encoder: Encoder, chunks: Iterable[Chunk], progress: Report | None = None
) -> None:
    """Have a vector in the catalog for each of these chunks, and for each of their windows.

    Written slice by slice, so that a run that is killed and repeated goes on where it was.
    """
    fingerprint = encoder.identity.fingerprint
    cut = ((chunk, cut_windows(chunk)) for chunk in chunks)
    hashes = {(search_hash(c), *(window_hash(c, w) for w in windows)): (c, windows) for c, windows in cut}
    with catalog.reading() as db:
        known = queries.known_hashes(db, fingerprint, {hash for names in hashes for hash in names})
    missing = [(names, both) for names, both in hashes.items() if not known.issuperset(names)]
    for start in range(0, len(missing), _SLICE):
        part = missing[start : start + _SLICE]
        vectors = _encoded(encoder, [both for _, both in part])
        names = [*(own for (own, *_), _ in part), *(name for (_, *windows), _ in part for name in windows)]
        with catalog.writing() as db:
            edits.put_vectors(db, fingerprint, dict(zip(names, vectors, strict=True)))
        if progress:
            done = len(hashes) - len(missing) + start + len(part)
            progress(Progress(stage="encoding", done=done, total=len(hashes)))


def _encoded(encoder: Encoder, chunks: Sequence[tuple[Chunk, Sequence[Window]]]) -> Vectors:
    """A row for each chunk, then one for each window of the first, of the second, and so on."""
    windows: list[Part] = [(n, w.searched) for n, (_, own) in enumerate(chunks) for w in own]
    rows = encoder.encode_passages([chunk.search_text for chunk, _ in chunks], windows)
    if rows.shape != (len(chunks) + len(windows), encoder.identity.dimension):
        raise EncoderFailed(f"向量模型 {encoder.identity} 给出了 {rows.shape} 的结果。", advice=_ADVICE)
    return rows


def vectors_for(
    catalog: Catalog, encoder_fingerprint: str, hashes: Sequence[str], *, dimension: int
) -> Vectors:
    """One row for each hash: float32, shape (len(hashes), dimension). `StoreDamaged` where the catalog lacks one."""
    with catalog.reading() as db:
        known = queries.known_vectors(db, encoder_fingerprint, set(hashes), dimension=dimension)
    if lacking := set(hashes) - known.keys():
        raise StoreDamaged(
            f"目录里缺少 {len(lacking)} 个片段的向量。", advice="请运行 python -m ingest rebuild 重建索引。"
        )
    return np.array([known[value] for value in hashes], dtype=np.float32).reshape(len(hashes), dimension)
