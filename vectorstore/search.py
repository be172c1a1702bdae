"""Finding chunks: by meaning, by words, and by both fused; of all reports or of some."""

from collections.abc import Callable, Sequence

from vectorstore import queries
from vectorstore.catalog import Catalog
from vectorstore.fusion import fuse, ranked
from vectorstore.live import LiveIndexes
from vectorstore.model import Encoder, Hit, IndexName, Vectors
from vectorstore.scoped import ScopedSearch, relative

_FUSED_DEPTH = 50


class Search:
    """Searches the indexes of a store; what they name that the catalog does not know is left out."""

    def __init__(self, catalog: Catalog, live: LiveIndexes, encoder: Callable[[], Encoder]) -> None:
        """`encoder` gives the store's encoder, or raises `EncoderError`."""
        self._catalog, self._live, self._require_encoder = catalog, live, encoder
        self._scoped = ScopedSearch(queries.report_vectors)
        self._clauses = ScopedSearch(queries.window_vectors)

    def dense(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `n` chunks nearest in meaning, of the given reports or of all."""
        encoder = self._require_encoder()
        vector = encoder.encode_queries([query])[0]
        if report_ids is None:
            return self._known(lambda depth: self._nearest(encoder, vector, depth), n, "dense")
        return ranked(self._scoped_nearest(encoder, vector, n, report_ids), "dense")

    def nearness(self, query: str, *, report_ids: Sequence[str]) -> dict[tuple[str, int], float]:
        """How near each clause of these reports is to the query in meaning, by report id and where it begins:
        0 for the typical one, 1 for the query's own words."""
        encoder = self._require_encoder()
        vector = encoder.encode_queries([query])[0]
        with self._catalog.reading() as db:
            places, scores = self._clauses.scores(db, encoder.identity, vector, report_ids=report_ids)
        return dict(zip(places, relative(scores).tolist(), strict=True))

    def lexical(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `n` chunks that best share the query's words (BM25), of the given reports or of all."""
        scope = None if report_ids is None else list(report_ids)
        return self._known(lambda depth: self._live.lexical(query, n=depth, report_ids=scope), n, "lexical")

    def search(
        self,
        query: str,
        *,
        n: int,
        report_ids: Sequence[str] | None = None,
        depth: int = _FUSED_DEPTH,
        k: int = 60,
    ) -> list[Hit]:
        """The `n` best chunks by reciprocal rank fusion of `depth` (at least `n`) dense and lexical hits."""
        depth = max(n, depth)
        dense = self.dense(query, n=depth, report_ids=report_ids)
        return fuse(dense, self.lexical(query, n=depth, report_ids=report_ids), n=n, k=k)

    def _nearest(self, encoder: Encoder, vector: Vectors, n: int) -> list[tuple[str, float]]:
        """By Chroma, and by exact product where a report is newer than what Chroma has in memory."""
        found, loaded_to = self._live.dense(vector, n=n)
        with self._catalog.reading() as db:
            newer = queries.newer_reports(db, loaded_to)
        if not newer:
            return found
        scores = dict(found) | {id: score for id, _, score in self._scoped_nearest(encoder, vector, n, newer)}
        return sorted(scores.items(), key=lambda item: -item[1])[:n]

    def _scoped_nearest(
        self, encoder: Encoder, vector: Vectors, n: int, report_ids: Sequence[str]
    ) -> list[tuple[str, str, float]]:
        with self._catalog.reading() as db:
            return self._scoped.query(db, encoder.identity, vector, n=n, report_ids=report_ids)

    def _known(self, ask: Callable[[int], list[tuple[str, float]]], n: int, index: IndexName) -> list[Hit]:
        """The best `n` that the catalog knows: an index may be a step ahead of it or behind."""
        depth = max(1, n)
        while True:
            found = ask(depth)
            with self._catalog.reading() as db:
                owners = queries.owners(db, [id for id, _ in found])
            known = [(id, owners[id], score) for id, score in found if id in owners]
            if len(known) >= n or len(found) < depth:
                return ranked(known[: max(0, n)], index)
            depth *= 2
