"""One contract for both indexes, then what each does of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest

from tests.vectorstore.bigrams import DIMENSION, BigramEncoder
from vectorstore.chroma import DenseIndex
from vectorstore.errors import StoreDamaged
from vectorstore.lexical import LexicalIndex, words
from vectorstore.model import Passage

TEXTS = {"a": "新修水渠12公里", "b": "组织春节文艺演出", "c": "开展消防演练3次"}
ENCODE = BigramEncoder()


class Index(Protocol):
    """What both indexes can do, by text."""

    def put(self, texts: dict[str, str]) -> None: ...
    def drop(self, *ids: str) -> None: ...
    def query(self, text: str, n: int) -> list[tuple[str, float]]: ...
    def ids(self) -> set[str]: ...
    def reopen(self) -> None: ...


class Dense:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = DenseIndex(folder, dimension=DIMENSION, create=True)

    def put(self, texts: dict[str, str]) -> None:
        self.index.put(list(texts), ENCODE.encode_passages(list(texts.values())))

    def drop(self, *ids: str) -> None:
        self.index.drop(ids)

    def query(self, text: str, n: int) -> list[tuple[str, float]]:
        return self.index.query(ENCODE.encode_queries([text])[0], n=n)

    def ids(self) -> set[str]:
        return self.index.ids()

    def reopen(self) -> None:
        self.index.close()
        self.index = DenseIndex(self.folder, dimension=DIMENSION)


class Lexical:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = LexicalIndex(folder, create=True)

    def put(self, texts: dict[str, str]) -> None:
        with self.index.writing() as writer:
            writer.put(Passage(id=id, report_id=f"r{id}", text=text) for id, text in texts.items())
            writer.commit()

    def drop(self, *ids: str) -> None:
        with self.index.writing() as writer:
            writer.drop(ids)
            writer.commit()

    def query(self, text: str, n: int) -> list[tuple[str, float]]:
        return self.index.query(text, n=n)

    def ids(self) -> set[str]:
        return self.index.ids()

    def reopen(self) -> None:
        self.index = LexicalIndex(self.folder)


@pytest.fixture(params=[Dense, Lexical])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    made = request.param(tmp_path / "index")
    yield made
    if isinstance(made, Dense):
        made.index.close()


def test_an_empty_index_finds_nothing(index: Index) -> None:
    assert index.query("水渠", 5) == []
    assert index.ids() == set()


def test_the_best_comes_first_and_no_more_than_asked(index: Index) -> None:
    index.put(TEXTS)
    hits = index.query("消防演练", 3)
    assert hits[0][0] == "c"
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert len(index.query("消防演练", 1)) == 1
    assert index.query("消防演练", 0) == []


def test_what_is_dropped_is_not_found(index: Index) -> None:
    index.put(TEXTS)
    index.drop("c", "unknown")
    assert index.ids() == {"a", "b"}
    assert "c" not in [id for id, _ in index.query("消防演练", 9)]


def test_a_known_id_takes_the_place_of_the_old(index: Index) -> None:
    index.put(TEXTS)
    index.put({"c": "植树2000株"})
    assert index.ids() == set(TEXTS)
    assert index.query("植树多少株", 1)[0][0] == "c"


def test_it_is_all_there_when_opened_again(index: Index) -> None:
    index.put(TEXTS)
    index.reopen()
    assert index.ids() == set(TEXTS)
    assert index.query("春节演出", 1)[0][0] == "b"


def test_a_missing_index_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        DenseIndex(tmp_path / "nothing", dimension=DIMENSION)
    with pytest.raises(FileNotFoundError):
        LexicalIndex(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_lexical_search_within_reports_scores_as_without(tmp_path: Path) -> None:
    index = Lexical(tmp_path)
    index.put(TEXTS | {"d": "消防检查3次"})
    free = dict(index.index.query("消防3次", n=9))
    within = index.index.query("消防3次", n=9, report_ids=["rd", "ra"])
    assert dict(within) == pytest.approx({"d": free["d"]})
    assert index.index.query("消防3次", n=9, report_ids=[]) == []


def test_numbers_letters_and_full_width_are_words() -> None:
    assert {"5.46", "gdp", "公里", "12"} <= set(words("ＧＤＰ增长５.46%，修渠12公里。"))
    assert words("，。！（）") == []


def test_damage_to_the_vectors_is_noticed(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path, dimension=DIMENSION, create=True)
    ids, vectors = list(TEXTS), ENCODE.encode_passages(list(TEXTS.values()))
    index.put(ids, vectors)
    assert index.altered(ids, vectors) == []
    assert index.finds(vectors)
    other = np.roll(vectors, 1, axis=0)
    assert index.altered(ids, other) == ids
    assert not index.finds(-vectors)
    index.close()


def test_a_broken_lexical_index_says_how_to_mend_it(tmp_path: Path) -> None:
    Lexical(tmp_path).put(TEXTS)
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(StoreDamaged, match="rebuild"):
        LexicalIndex(tmp_path)
