"""The librarian over a real store: files kept, taken in, corrected, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.corrections import Correction
from rag.assistant import Assistant
from rag.librarian import StoreLibrarian
from rag.retrieve import Shelf
from tests.vectorstore.bigrams import BigramEncoder
from vectorstore.errors import NotInStore
from vectorstore.model import FileOutcome, IntakeProgress
from vectorstore.store import Store

TOWN = (
    "青禾镇2031年工作总结\n今年以来，青禾镇党委、政府围绕中心工作，扎实推进各项任务。\n"
    "一、基础设施\n青禾镇全年新修水渠12公里，惠及农户300户。\n二、文化\n组织文艺演出8场次。\n青禾镇人民政府\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", BigramEncoder(), create=True) as opened:
        yield opened


@pytest.fixture
def librarian(store: Store) -> StoreLibrarian:
    return StoreLibrarian(store)


def hand_over(librarian: StoreLibrarian, folder: Path, name: str, text: str) -> Path:
    upload = folder / "upload"
    upload.write_text(text, encoding="utf-8")
    return librarian.keep(upload, name)


def take(librarian: StoreLibrarian, *paths: Path) -> list[FileOutcome]:
    seen: list[IntakeProgress] = []
    outcomes = list(librarian.take_in(paths, seen.append))
    assert seen
    librarian.tidy(paths)
    return outcomes


def test_the_same_file_handed_over_again_is_unchanged(librarian: StoreLibrarian, tmp_path: Path) -> None:
    first = take(librarian, hand_over(librarian, tmp_path, "青禾镇.txt", TOWN))
    again = take(librarian, hand_over(librarian, tmp_path, "青禾镇.txt", TOWN))
    assert [o.kind for o in (*first, *again)] == ["added", "unchanged"]
    assert [r.file for r in librarian.reports()] == ["青禾镇.txt"]


def test_a_file_that_fails_is_named_and_its_copy_goes(librarian: StoreLibrarian, tmp_path: Path) -> None:
    empty = hand_over(librarian, tmp_path, "空白.txt", "")
    good = hand_over(librarian, tmp_path, "青禾镇.txt", TOWN)
    assert [o.kind for o in take(librarian, empty, good)] == ["failed", "added"]
    assert not empty.exists()
    assert good.exists()


def test_a_deleted_report_takes_its_copy_along(librarian: StoreLibrarian, tmp_path: Path) -> None:
    kept = hand_over(librarian, tmp_path, "青禾镇.txt", TOWN)
    take(librarian, kept)
    removed = librarian.remove_report(librarian.reports()[0].id)
    assert len(removed.reports) == 1
    assert librarian.reports() == ()
    assert not kept.exists()


def test_the_next_report_of_the_file(librarian: StoreLibrarian, samples: Path) -> None:
    take(librarian, *librarian.samples())
    together = [r for r in librarian.reports() if r.path == librarian.reports()[0].path]
    assert len(together) > 1
    behind = librarian.next_in_file(together[0].id)
    assert behind is not None
    assert behind.id == together[1].id
    assert librarian.next_in_file(together[-1].id) is None
    with pytest.raises(NotInStore):
        librarian.next_in_file("nothing")


def test_the_chat_reads_a_corrected_report_by_its_new_name(
    store: Store, librarian: StoreLibrarian, tmp_path: Path
) -> None:
    take(librarian, hand_over(librarian, tmp_path, "青禾镇.txt", TOWN))
    assistant = Assistant(store, shelf=Shelf(store))
    assert "12公里" in assistant.answer("青禾镇新修水渠多少公里？").text
    librarian.correct(librarian.reports()[0].id, Correction(unit="翠屏镇"))
    answer = assistant.answer("翠屏镇新修水渠多少公里？")
    assert "12公里" in answer.text
    assert {e.unit for e in answer.evidence} == {"翠屏镇"}
    librarian.uncorrect(librarian.reports()[0].id)
    assert assistant.answer("翠屏镇新修水渠多少公里？").status == "not_found"
