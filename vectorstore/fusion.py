"""Rankings: hits in order, and one order out of two by reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""

from collections.abc import Sequence

from vectorstore.model import Hit, IndexName


def ranked(found: Sequence[tuple[str, str, float]], index: IndexName) -> list[Hit]:
    """Hits from chunk id, report id and score, best first, as one index gave them."""
    return [
        Hit(
            chunk_id=chunk_id,
            report_id=report_id,
            score=score,
            rank=rank,
            dense_rank=rank if index == "dense" else None,
            lexical_rank=rank if index == "lexical" else None,
        )
        for rank, (chunk_id, report_id, score) in enumerate(found, start=1)
    ]


def fuse(dense: Sequence[Hit], lexical: Sequence[Hit], *, n: int, k: int = 60) -> list[Hit]:
    """The `n` best of two rankings: each gives a chunk 1 / (k + its rank there).

    Equal scores are ordered by the better rank, then the dense one, so that the result never depends on chance.
    """
    dense_ranks = {hit.chunk_id: hit.rank for hit in dense}
    lexical_ranks = {hit.chunk_id: hit.rank for hit in lexical}
    owners = {hit.chunk_id: hit.report_id for hit in (*dense, *lexical)}

    def scored(chunk_id: str) -> tuple[float, int, int, str]:
        ranks = [ranks[chunk_id] for ranks in (dense_ranks, lexical_ranks) if chunk_id in ranks]
        score = sum(1 / (k + rank) for rank in ranks)
        return -score, min(ranks), dense_ranks.get(chunk_id, len(owners) + 1), chunk_id

    best = sorted(map(scored, owners))[: max(0, n)]
    return [
        Hit(
            chunk_id=chunk_id,
            report_id=owners[chunk_id],
            score=-score,
            rank=rank,
            dense_rank=dense_ranks.get(chunk_id),
            lexical_rank=lexical_ranks.get(chunk_id),
        )
        for rank, (score, _, _, chunk_id) in enumerate(best, start=1)
    ]
