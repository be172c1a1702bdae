"""What goes in can be found, what changes leaves no ghost, what is removed is gone everywhere."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Removal, Span
from tests.vectorstore.bigrams import BigramEncoder
from tests.vectorstore.library import AUTUMN, SPRING, SUMMER, parse, write
from vectorstore.errors import (
    EncoderMismatch,
    EncoderMissing,
    NotInStore,
    StoreBusy,
    StoreDamaged,
    StoreMissing,
)
from vectorstore.lock import locked
from vectorstore.model import Hit, Progress
from vectorstore.store import Store


def texts(store: Store, hits: list[Hit]) -> list[str]:
    return [chunk.text for chunk in store.chunks_by_id([hit.chunk_id for hit in hits])]


def add(store: Store, path: Path) -> str:
    return store.add(path, parse(path)).kind


def assert_clean(store: Store) -> None:
    found = store.check()
    assert found.clean, found.differences
    assert found.coverage == 1.0


def test_a_file_that_was_added_can_be_read_and_found(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "汇编.txt", SPRING, SUMMER)
    outcome = store.add(path, parse(path))
    assert (outcome.kind, outcome.reports, outcome.chunks) == ("added", 2, 6)

    first, second = store.reports()
    assert (first.report, second.report) == tuple(p.report for p in parse(path).reports)
    assert (first.file, first.path, second.first_line) == ("汇编.txt", str(path), 5)
    assert store.report(second.id) is second
    assert store.chunks(first.id) == parse(path).reports[0].chunks
    for search in (store.dense, store.lexical, store.search):
        assert texts(store, search("春节演出几场", n=1)) == ["组织春节文艺演出8场次。"]
    assert_clean(store)


def test_search_stays_within_the_reports_asked_for(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "汇编.txt", SPRING, SUMMER, AUTUMN)
    add(store, path)
    spring, summer, _ = store.reports()
    for search in (store.dense, store.lexical, store.search):
        hits = search("工作总结 消防演练3次", n=9, report_ids=[spring.id])
        assert hits
        assert {hit.report_id for hit in hits} == {spring.id}
        assert texts(store, search("消防演练", n=1, report_ids=[spring.id, summer.id])) == [
            "开展消防演练3次。"
        ]
        assert search("消防演练", n=5, report_ids=[]) == []
        assert search("消防演练", n=0) == []


def test_filtered_and_unfiltered_meaning_agree(store: Store, tmp_path: Path) -> None:
    add(store, write(tmp_path, "汇编.txt", SPRING, SUMMER, AUTUMN))
    every = [report.id for report in store.reports()]
    free, scoped = (
        store.dense("新修水渠多少公里", n=9),
        store.dense("新修水渠多少公里", n=9, report_ids=every),
    )
    assert [hit.chunk_id for hit in free] == [hit.chunk_id for hit in scoped]
    assert [hit.score for hit in free] == pytest.approx([hit.score for hit in scoped], abs=1e-5)


def test_an_unchanged_file_is_left_alone(store: Store, tmp_path: Path, encoder: BigramEncoder) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    add(store, path)
    assert store.is_unchanged(path, parse(path).document.source.sha256)
    assert not store.is_unchanged(path, "0" * 64)
    encoder.encoded.clear()
    assert add(store, path) == "unchanged"
    assert encoder.encoded == []


def test_a_changed_file_is_replaced_without_ghosts(
    store: Store, tmp_path: Path, encoder: BigramEncoder
) -> None:
    path = write(tmp_path, "a.txt", SPRING, SUMMER)
    add(store, path)
    encoder.encoded.clear()
    write(tmp_path, "a.txt", SPRING, SUMMER.replace("3次", "4次"))
    assert add(store, path) == "replaced"
    assert encoder.encoded == ["开展消防演练4次。"]  # all else was known
    assert texts(store, store.search("消防演练", n=1)) == ["开展消防演练4次。"]
    assert "开展消防演练3次。" not in texts(store, store.search("消防演练3次", n=50))
    assert len(store.reports()) == 2
    assert_clean(store)


def test_the_same_report_in_two_files_is_stored_once_and_survives_the_loss_of_one(
    store: Store, tmp_path: Path, encoder: BigramEncoder
) -> None:
    one, two = write(tmp_path, "a.txt", SPRING), write(tmp_path, "b.txt", SUMMER, SPRING)
    add(store, one)
    encoder.encoded.clear()
    add(store, two)
    assert not set(encoder.encoded) & set(SPRING.split("\n"))
    shared = next(r for r in store.reports() if r.report.text == SPRING)
    assert (shared.path, shared.also_in, shared.first_line) == (str(one), (str(two),), 1)

    assert store.remove_file(one).reports == ()
    left = store.report(shared.id)
    assert (left.path, left.also_in, left.first_line) == (str(two), (), 5)
    assert texts(store, store.search("新修水渠", n=1)) == ["全年新修水渠12公里，惠及农户300户。"]
    assert_clean(store)


def test_the_same_report_twice_in_one_file_counts_once(store: Store, tmp_path: Path) -> None:
    add(store, write(tmp_path, "a.txt", SPRING, SPRING))
    assert len(store.reports()) == 1
    assert store.check().chunks == 3
    assert_clean(store)


def test_a_removed_file_is_gone_everywhere(store: Store, tmp_path: Path) -> None:
    path, other = write(tmp_path, "a.txt", SPRING), write(tmp_path, "b.txt", SUMMER)
    add(store, path)
    add(store, other)
    gone = store.reports()[0].id
    removed = store.remove_file(path)
    assert (removed.files, removed.reports, removed.chunks) == ((str(path),), (gone,), 3)
    assert [file.name for file in store.files()] == ["b.txt"]
    assert not any(hit.report_id == gone for hit in store.search("新修水渠12公里", n=50))
    assert store.chunks(gone) == ()
    with pytest.raises(NotInStore):
        store.report(gone)
    with sqlite3.connect(store.folder / "catalog.sqlite3") as db:
        assert db.execute("SELECT count(*) FROM vectors").fetchone() == (3 + 4,)  # lines and their clauses
    db.close()
    assert_clean(store)


def test_a_removed_report_leaves_the_rest_of_its_file(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SPRING, SUMMER)
    add(store, path)
    spring, summer = store.reports()
    assert store.remove_report(spring.id).files == ()
    assert store.reports() == (summer,)
    assert store.remove_report(summer.id).files == (str(path),)  # the file held no other
    assert store.files() == ()
    assert_clean(store)


@pytest.mark.parametrize("remove", [Store.remove_file, Store.remove_report])
def test_what_is_not_there_cannot_be_removed(store: Store, remove: object) -> None:
    assert callable(remove)
    with pytest.raises(NotInStore, match="ingest list"):
        remove(store, "没有这个")


def test_a_file_parsed_anew_by_better_rules_replaces_what_was_cut_before(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    add(store, path)
    before = store.reports()
    assert store.add(path, parse(path, heading="文化惠民"), force=True).kind == "replaced"
    assert [chunk.heading_path for chunk in store.chunks(before[0].id)] == [("文化惠民",)] * 3
    assert len(store.lexical("惠民", n=9)) == 3
    assert_clean(store)


def test_reports_are_the_same_object_until_they_change(store: Store, tmp_path: Path) -> None:
    add(store, write(tmp_path, "a.txt", SPRING))
    before = store.reports()
    assert store.reports() is before
    add(store, write(tmp_path, "b.txt", SUMMER))
    assert store.reports() is not before
    assert store.reports()[0].report is before[0].report  # only what is new is read again


def test_another_open_store_sees_what_was_written(store: Store, tmp_path: Path) -> None:
    with Store.open(store.folder, BigramEncoder()) as reader:
        assert reader.reports() == ()
        assert reader.search("水渠", n=5) == []
        path = write(tmp_path, "a.txt", SPRING)
        add(store, path)
        assert texts(reader, reader.dense("新修水渠", n=1)) == ["全年新修水渠12公里，惠及农户300户。"]
        assert texts(reader, reader.lexical("新修水渠", n=1)) == ["全年新修水渠12公里，惠及农户300户。"]
        add(reader, write(tmp_path, "b.txt", SUMMER))
        store.remove_file(path)
        assert {r.report.text for r in reader.reports()} == {SUMMER}
        assert_clean(reader)
        assert_clean(store)


def test_a_reader_finds_what_another_store_is_still_writing(store: Store, tmp_path: Path) -> None:
    old = write(tmp_path, "a.txt", SPRING)
    add(store, old)
    with (
        Store.open(store.folder, BigramEncoder()) as loaded,
        Store.open(store.folder, BigramEncoder()) as late,
    ):
        assert loaded.dense("水渠", n=1)
        with store.writing():
            add(store, write(tmp_path, "b.txt", SUMMER))
            for reader in (loaded, late):
                for search in (reader.dense, reader.lexical, reader.search):
                    assert texts(reader, search("消防演练", n=1)) == ["开展消防演练3次。"]
                    assert texts(reader, search("新修水渠", n=1)) == ["全年新修水渠12公里，惠及农户300户。"]
            store.remove_file(old)
            for reader in (loaded, late):
                assert len(reader.dense("新修水渠12公里", n=9)) == 3
        assert {len(reader.dense("新修水渠12公里", n=9)) for reader in (loaded, late)} == {3}
        assert_clean(loaded)


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.lists(st.sampled_from([SPRING, SUMMER, AUTUMN]), max_size=3),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None)
@given(OPERATIONS)
def test_after_any_changes_the_store_holds_the_files_as_they_are_now(
    operations: list[tuple[str, list[str]]],
) -> None:
    """No reports means: the file is removed."""
    present: dict[str, list[str]] = {}
    with (
        TemporaryDirectory() as name,
        Store.open(Path(name) / "store", BigramEncoder(), create=True) as store,
    ):
        for file, reports in operations:
            path = Path(name).resolve() / file
            if reports:
                add(store, write(path.parent, file, *reports))
                present[file] = reports
            elif present.pop(file, None):
                store.remove_file(path)
        assert {file.name: len(file.reports) for file in store.files()} == {
            f: len(r) for f, r in present.items()
        }
        held = {report for reports in present.values() for report in reports}
        assert {report.report.text for report in store.reports()} == held
        assert_clean(store)


def test_many_threads_may_read_while_one_writes(store: Store, tmp_path: Path) -> None:
    add(store, write(tmp_path, "a.txt", SPRING))
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                assert store.reports()[0].report.text == SPRING
                assert texts(store, store.search("春节演出", n=1)) == ["组织春节文艺演出8场次。"]
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(8):
        add(store, write(tmp_path, f"b{n}.txt", f"河湾村工作总结\n第{n}批扶贫资金到位。"))
    for thread in threads:
        thread.join()
    assert failures == []
    assert_clean(store)


def test_a_second_writer_is_told_to_wait(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    with locked(store.folder), pytest.raises(StoreBusy, match="请等它结束后再试"):
        add(store, path)
    assert add(store, path) == "added"


def test_a_folder_without_a_store_is_an_error_unless_one_is_to_be_made(
    tmp_path: Path, encoder: BigramEncoder
) -> None:
    with pytest.raises(StoreMissing, match="python -m ingest add"):
        Store.open(tmp_path / "nothing", encoder)
    assert not (tmp_path / "nothing").exists()
    with pytest.raises(EncoderMissing):
        Store.open(tmp_path / "nothing", None, create=True)


def test_a_file_that_is_no_catalog_is_named(tmp_path: Path, encoder: BigramEncoder) -> None:
    (tmp_path / "catalog.sqlite3").write_text("这不是数据库" * 100)
    with pytest.raises(StoreDamaged, match="备份"):
        Store.open(tmp_path, encoder, create=True)


def test_a_store_of_another_version_is_refused(store: Store, encoder: BigramEncoder) -> None:
    db = sqlite3.connect(store.folder / "catalog.sqlite3")
    db.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
    db.commit()
    db.close()
    with pytest.raises(StoreDamaged, match="第 0 版"):
        Store.open(store.folder, encoder)


def test_another_encoder_is_refused_until_the_store_is_rebuilt_with_it(store: Store, tmp_path: Path) -> None:
    add(store, write(tmp_path, "a.txt", SPRING))
    other = BigramEncoder("other")
    with pytest.raises(EncoderMismatch) as refused:
        Store.open(store.folder, other)
    for words in ("bigrams", "other", f"python -m ingest rebuild --store {store.folder}"):
        assert words in str(refused.value)

    with Store.open(store.folder, None) as unencoded:
        with pytest.raises(EncoderMissing):
            unencoded.dense("水渠", n=1)
        assert unencoded.lexical("水渠", n=1)
        unencoded.rebuild(other)
        assert texts(unencoded, unencoded.dense("新修水渠", n=1)) == ["全年新修水渠12公里，惠及农户300户。"]
        assert_clean(unencoded)
    with pytest.raises(EncoderMismatch):  # the store that was open all the while
        store.dense("水渠", n=1)


def test_a_rebuild_brings_back_lost_indexes_without_encoding_again(
    store: Store, tmp_path: Path, encoder: BigramEncoder
) -> None:
    add(store, write(tmp_path, "a.txt", SPRING, SUMMER))
    expected = store.search("消防演练", n=5)
    store.close()
    for file in sorted(store.folder.glob("index-*/**/*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    encoder.encoded.clear()
    with Store.open(store.folder, encoder) as mended:
        assert not mended.check().clean
        with pytest.raises(StoreDamaged, match="rebuild"):
            mended.lexical("消防", n=1)
        mended.rebuild()
        assert mended.search("消防演练", n=5) == expected
        assert_clean(mended)
    assert encoder.encoded == []
    assert len(list(store.folder.glob("index-*"))) == 1


def test_words_no_chunk_holds_are_named(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    parsed = parse(path)
    (only,) = parsed.reports
    removed = (Removal(span=Span(start=0, end=4), kind="byline", text="青禾镇工"),)
    short = replace(only, report=replace(only.report, removed=removed), chunks=only.chunks[1:2])
    store.add(path, replace(parsed, reports=(short,)))
    found = store.check()
    assert [(hole.text, hole.lines) for hole in found.uncovered] == [
        ("作总结", (1, 1)),
        ("组织春节文艺演出8场次。", (3, 3)),
    ]
    assert found.clean
    assert 0 < found.coverage < 1


def test_progress_counts_to_the_end(store: Store, tmp_path: Path) -> None:
    seen: list[Progress] = []
    path = write(tmp_path, "a.txt", SPRING)
    store.add(path, parse(path), progress=seen.append)
    assert seen[-1] == Progress(stage="encoding", done=3, total=3)


def test_file_rows_tell_what_was_read_and_set_aside(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    parsed = parse(path)
    removed = (Removal(span=Span(start=0, end=1), kind="site_ad", text="青"),)
    store.add(path, replace(parsed, document=replace(parsed.document, removed=removed)))
    (file,) = store.files()
    assert (file.path, file.size, file.encoding, file.removed) == (
        str(path), path.stat().st_size, "utf-8", removed,
    )  # fmt: skip
    assert file.reports == tuple(report.id for report in store.reports())


def test_windows_of_an_earlier_version_are_used_until_the_store_is_rebuilt(
    store: Store, tmp_path: Path, encoder: BigramEncoder
) -> None:
    add(store, write(tmp_path, "a.txt", SPRING))
    (found,) = store.reports()
    near = store.nearness("新修水渠多少公里", report_ids=[found.id])
    store.close()
    db = sqlite3.connect(store.folder / "catalog.sqlite3")
    (vector,) = db.execute("SELECT vector FROM vectors LIMIT 1").fetchone()
    db.executescript(
        "ALTER TABLE windows ADD COLUMN text TEXT; UPDATE windows SET search_hash = 'alone', text = '单独编码';"
        "UPDATE meta SET value = '3' WHERE key = 'version'"
    )
    db.execute("INSERT INTO vectors VALUES (?, 'alone', ?)", (encoder.identity.fingerprint, vector))
    db.commit()
    db.close()
    with Store.open(store.folder, encoder) as again:
        assert set(again.nearness("新修水渠多少公里", report_ids=[found.id]).values()) == {0.0}
        assert_clean(again)
        again.rebuild()
        assert again.nearness("新修水渠多少公里", report_ids=[found.id]) == near
        assert_clean(again)


def test_nearness_tells_the_clause_that_is_meant(tmp_path: Path, encoder: BigramEncoder) -> None:
    text = "青禾镇工作总结\n全年新修水渠12公里，惠及农户300户。\n组织春节文艺演出8场次。"
    path = write(tmp_path, "a.txt", text)
    with Store.open(tmp_path / "near", encoder, create=True) as store:
        add(store, path)
        (found,) = store.reports()
        near = store.nearness("春节文艺演出几场次", report_ids=[found.id])
        clauses = ("青禾镇工作总结", "全年新修水渠", "惠及农户", "组织春节")
        assert near.keys() == {(found.id, text.index(clause)) for clause in clauses}
        assert max(near, key=lambda place: near[place]) == (found.id, text.index("组织春节"))
        store.rebuild()
        assert store.nearness("春节文艺演出几场次", report_ids=[found.id]) == near
        store.remove_file(path)
        assert store.nearness("春节文艺演出几场次", report_ids=[found.id]) == {}
