"""The benchmarks' parts at work on a small scale."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.retrieve import Shelf
from tests.bench import baselines, comparing, recall, retrieval, synthetic
from tests.bench.places import LIBRARIES
from tests.vectorstore.bigrams import BigramEncoder
from vectorstore.store import Store

SAMPLES = LIBRARIES[0]
CHUNKS = 400


@pytest.fixture(scope="module")
def given() -> synthetic.Material:
    return synthetic.material([SAMPLES.reports])


@pytest.fixture(scope="module")
def library(given: synthetic.Material, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("library")
    encoder = synthetic.RecombiningEncoder(BigramEncoder(), given)
    with Store.open(folder / "store", encoder, create=True) as store:
        (*_, made) = synthetic.build(store, given, folder / "files", chunks=CHUNKS)
        assert made >= CHUNKS
        yield store


def test_an_invented_library_is_like_a_real_one(library: Store, given: synthetic.Material) -> None:
    held = library.reports()
    assert library.check().clean
    assert len({r.report.text for r in held}) == len(held)
    assert all(r.report.text.split("\n")[0].startswith(r.report.unit.name) for r in held if r.report.figures)
    again = next(synthetic.files(given, chunks=CHUNKS)).reports
    assert [r.report.id for r in again] == [r.id for r in held]


def test_a_unit_named_is_the_unit_read(library: Store) -> None:
    naming, open_ = retrieval.asked_of(library.reports(), 20)
    shelf = Shelf(library)
    for (question, history), (topic, _) in zip(naming, open_, strict=True):
        (reading,) = retrieval.evidence(shelf, question, history)
        units = {page.report.unit.name for page in reading.pages}
        assert reading.hits
        assert units == {question.removesuffix(topic)}


def test_measuring_tells_medians_and_where_the_time_went(library: Store) -> None:
    naming, _ = retrieval.asked_of(library.reports(), 5)
    lines = list(retrieval.measured("small", library, naming))
    assert sum("to evidence" in line and "p95" in line for line in lines) == 2
    assert any("units named" in line and "by words" in line for line in lines)


def test_recall_counts_a_clause_only_in_a_passage_of_its_own_file() -> None:
    asked = [recall.Asked(question="？", clauses=(("甲.txt", "修路 3公里"), ("乙.txt", "植树5株")))]
    passages = [("甲.txt", "全年修路3公里。"), ("甲.txt", "植树5株。")]
    found = recall.measure(lambda question, k: passages[:k], asked, BigramEncoder(), rounds=1)
    assert found.recall == (0.5, 0.5)
    assert found.characters == (13, 13)


def test_the_table_of_recall_says_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("langchain_chroma", "langchain_text_splitters", "llama_index", "llama_index.core"):
        monkeypatch.setitem(sys.modules, name, None)
    lines = list(recall.compare(SAMPLES, BigramEncoder()))
    assert sum(baselines.HOW_TO_GET in line for line in lines) == 2
    ours = next(line for line in lines if line.startswith("据实, as it reads"))
    at_four, at_ten = map(float, ours.split("answer")[1].split()[:2])
    assert 0.5 < at_four <= at_ten <= 1


def test_langchains_usual_chain_finds_passages_of_the_files(tmp_path: Path) -> None:
    pytest.importorskip("langchain_chroma")
    pytest.importorskip("langchain_text_splitters")
    files = sorted(SAMPLES.reports.iterdir())
    _, retrieve = baselines.langchain_usual(files, BigramEncoder(), tmp_path)
    found = retrieve("排查矛盾纠纷多少起？", 4)
    assert len(found) == 4
    assert {name for name, _ in found} <= {file.name for file in files}
    assert all(len(text) <= 1000 for _, text in found)


def test_llama_indexs_default_finds_passages_of_the_files() -> None:
    pytest.importorskip("llama_index.core")
    files = sorted(SAMPLES.reports.iterdir())
    _, retrieve = baselines.llama_index_default(files, BigramEncoder())
    found = retrieve("排查矛盾纠纷多少起？", 4)
    assert len(found) == 4
    assert {name for name, _ in found} <= {file.name for file in files}


def test_a_table_of_provinces_is_read_as_a_whole(given: synthetic.Material, tmp_path: Path) -> None:
    encoder = synthetic.RecombiningEncoder(BigramEncoder(), given)
    with comparing.provinces(tmp_path, given, encoder, parts=1) as store:
        found = comparing.grid(store, comparing.ASPECTS).findings
    assert len(comparing.ASPECTS) == 30
    assert [len(row) for row in found] == [30] * 12
    assert any(f.cell.quantities for row in found for f in row)
