"""Search within chosen reports is the exact product over their vectors, whichever they are."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.vectorstore.bigrams import BigramEncoder
from tests.vectorstore.library import AUTUMN, SPRING, SUMMER, parse, write
from vectorstore.store import Store

# The first line of each stands in all of them, so that equal scores are met with.
REPORTS = [f"{report}\n接待来访群众45人次，办结率100%。" for report in (SPRING, SUMMER, AUTUMN)]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_nearest_of_some_reports_are_those_of_the_plain_product(
    store: Store, tmp_path: Path, encoder: BigramEncoder, n: int
) -> None:
    path = write(tmp_path, "汇编.txt", *REPORTS)
    store.add(path, parse(path))
    asked = encoder.encode_queries(["接待来访群众多少人次？"])[0]
    for chosen in combinations([r.id for r in store.reports()], n):
        chunks = [chunk for id in chosen for chunk in store.chunks(id)]
        vectors = encoder.encode_passages([chunk.search_text for chunk in chunks])
        scores = np.array([float((vector * asked).sum()) for vector in vectors])
        for round_ in ("read", "remembered"):
            found = store.dense("接待来访群众多少人次？", n=50, report_ids=chosen)
            assert {hit.chunk_id for hit in found} == {chunk.id for chunk in chunks}, round_
            by_id = dict(zip((chunk.id for chunk in chunks), scores, strict=True))
            assert [hit.score for hit in found] == pytest.approx([by_id[h.chunk_id] for h in found], abs=1e-5)
            assert [hit.score for hit in found] == sorted((h.score for h in found), reverse=True)


def test_equal_texts_score_equally_wherever_they_stand(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "汇编.txt", *REPORTS)
    store.add(path, parse(path))
    found = store.dense("办结率是多少？", n=50, report_ids=[r.id for r in store.reports()])
    texts = {chunk.id: chunk.text for chunk in store.chunks_by_id([hit.chunk_id for hit in found])}
    same = [hit.score for hit in found if texts[hit.chunk_id].startswith("接待来访")]
    assert len(same) == 4
    assert len(set(same)) == 1
