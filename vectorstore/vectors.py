"""Vectors for passages: from the catalog where the same text was encoded before, else from the encoder."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from vectorstore import edits, queries
from vectorstore.catalog import Catalog
from vectorstore.errors import EncoderFailed, StoreDamaged
from vectorstore.model import Encoder, Progress, Vectors

_SLICE = 256
_ADVICE = "请改用内置模型，或换一个完整的模型文件夹。"

Report = Callable[[Progress], None]


def ensure_vectors(
    catalog: Catalog, encoder: Encoder, texts: Mapping[str, str], progress: Report | None = None
) -> None:
    """Have a vector in the catalog for each of `texts` (searched text by its hash).

    Written slice by slice, so that a run that is killed and repeated goes on where it was.
    """
    fingerprint = encoder.identity.fingerprint
    with catalog.reading() as db:
        known = queries.known_hashes(db, fingerprint, texts)
    missing = [text_hash for text_hash in texts if text_hash not in known]
    for start in range(0, len(missing), _SLICE):
        part = missing[start : start + _SLICE]
        rows = encoder.encode_passages([texts[text_hash] for text_hash in part])
        if rows.shape != (len(part), encoder.identity.dimension):
            raise EncoderFailed(f"向量模型 {encoder.identity} 给出了 {rows.shape} 的结果。", advice=_ADVICE)
        with catalog.writing() as db:
            edits.put_vectors(db, fingerprint, dict(zip(part, rows, strict=True)))
        if progress:
            done = len(known) + start + len(part)
            progress(Progress(stage="encoding", done=done, total=len(texts)))


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
