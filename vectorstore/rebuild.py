"""Making a store's indexes: empty ones, or from the catalog after a killed run, a change of encoder or a loss."""

from collections.abc import Callable
from pathlib import Path

from vectorstore import edits, queries
from vectorstore.catalog import Catalog
from vectorstore.errors import EncoderMissing, StoreError
from vectorstore.indexes import Indexes, remove_others
from vectorstore.lock import locked
from vectorstore.model import Encoder, EncoderIdentity, Passage, Progress, Vectors, search_hash
from vectorstore.rows import passage_of
from vectorstore.vectors import ensure_vectors, vectors_for

_SLICE = 2000


def create_empty(store: Path, catalog: Path, encoder: EncoderIdentity) -> None:
    """Make an empty store for vectors of this encoder, its catalog last. Raises `StoreError` and `StoreBusy`."""
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"无法在“{store}”建立资料库：{error.strerror or error}。",
            advice="请换一个可以写入的文件夹（--store）。",
        ) from error
    with locked(store):
        if not Catalog.exists(catalog):
            Indexes(store, 1, dimension=encoder.dimension, create=True).close()
            Catalog.create(catalog, encoder).close()


def rebuild(
    catalog: Catalog, store: Path, encoder: Encoder | None, progress: Callable[[Progress], None] | None
) -> None:
    """Derive both indexes anew from the catalog, in the folder of the next generation.

    With an encoder other than the one that built the store everything is encoded again first; with any, windows
    are cut anew, as this version of the program does. The store stays as it was until the very end, when the catalog turns to the new indexes.
    """
    before = catalog.encoder
    identity = _encode_missing(catalog, encoder, progress)
    generation = catalog.generation + 1
    with catalog.reading() as db:
        ids = list(queries.chunk_hashes(db))
    indexes = Indexes(store, generation, dimension=identity.dimension, create=True)
    try:
        with indexes.lexical.writing() as postings:
            for start in range(0, len(ids), _SLICE):
                passages, vectors = _stored(catalog, ids[start : start + _SLICE], identity)
                indexes.put(postings, passages, vectors)
                if progress:
                    progress(Progress(stage="indexing", done=start + len(passages), total=len(ids)))
    finally:
        indexes.close()
    with catalog.writing() as db:
        edits.turn_to(db, identity, generation)
        if encoder is not None:
            edits.put_windows(db, list(queries.all_chunks(db)))
        if identity != before:  # else they stay: a run that was killed will use what it had encoded
            edits.sweep_vectors(db, identity.fingerprint)
        edits.finish(db, queries.unfinished(db))
    remove_others(store, generation)


def _encode_missing(
    catalog: Catalog, encoder: Encoder | None, progress: Callable[[Progress], None] | None
) -> EncoderIdentity:
    if encoder is None:
        with catalog.reading() as db:
            hashes = set(queries.chunk_hashes(db).values())
            known = queries.known_hashes(db, catalog.encoder.fingerprint, hashes)
        if hashes - known:
            raise EncoderMissing("有片段还没有向量，重建需要向量模型。")
        return catalog.encoder
    with catalog.reading() as db:
        chunks = list(queries.all_chunks(db))
    ensure_vectors(catalog, encoder, chunks, progress)
    return encoder.identity


def _stored(catalog: Catalog, ids: list[str], encoder: EncoderIdentity) -> tuple[list[Passage], Vectors]:
    with catalog.reading() as db:
        found = queries.chunks(db, ids)
    chunks = [found[id] for id in ids if id in found]
    hashes = [search_hash(chunk) for chunk in chunks]
    vectors = vectors_for(catalog, encoder.fingerprint, hashes, dimension=encoder.dimension)
    return [passage_of(chunk) for chunk in chunks], vectors
