"""Reciprocal rank fusion."""

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fusion import fuse, ranked
from vectorstore.model import Hit

RANKINGS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def hits(ids: list[str], *, dense: bool) -> list[Hit]:
    return ranked([(id, f"r{id}", 1.0) for id in ids], "dense" if dense else "lexical")


def test_a_chunk_in_both_lists_beats_the_first_of_either() -> None:
    fused = fuse(hits(["a", "b"], dense=True), hits(["c", "b"], dense=False), n=3)
    assert [(hit.chunk_id, hit.dense_rank, hit.lexical_rank) for hit in fused] == [
        ("b", 2, 2),
        ("a", 1, None),
        ("c", None, 1),
    ]
    assert fused[0].score == 2 / 62


@given(RANKINGS, RANKINGS, st.integers(0, 12), st.integers(1, 100))
def test_every_chunk_once_best_first(dense: list[str], lexical: list[str], n: int, k: int) -> None:
    fused = fuse(hits(dense, dense=True), hits(lexical, dense=False), n=n, k=k)
    assert len(fused) == min(n, len({*dense, *lexical}))
    assert [hit.rank for hit in fused] == list(range(1, len(fused) + 1))
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)
    for hit in fused:
        ranks = [ids.index(hit.chunk_id) + 1 for ids in (dense, lexical) if hit.chunk_id in ids]
        assert hit.score == sum(1 / (k + rank) for rank in ranks)
        assert hit.report_id == f"r{hit.chunk_id}"


@given(RANKINGS)
def test_two_equal_rankings_stay_as_they_are(ids: list[str]) -> None:
    fused = fuse(hits(ids, dense=True), hits(ids, dense=False), n=len(ids))
    assert [hit.chunk_id for hit in fused] == ids
