"""A run that is killed is repeated, not half believed; broken indexes are mended from the catalog."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vectorstore.bigrams import DIMENSION, BigramEncoder
from tests.vectorstore.library import SPRING, SUMMER, parse, write
from vectorstore.indexes import Indexes
from vectorstore.rows import passage_of
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_any_moment_the_same_run_completes(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.vectorstore.killed", str(tmp_path), "8"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "killed" in run.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.timeout(600)
def test_taking_in_real_files_killed_ten_times_ends_complete_each_time(shared: Path, tmp_path: Path) -> None:
    reports = shared / "reports"
    folders = [str(reports / name) for name in ("seeds", "provincial", "formats")]
    run = subprocess.run(
        [sys.executable, "-m", "tests.vectorstore.killed_intake", str(tmp_path), "10", *folders],
        cwd=ROOT,
        env={**os.environ, "PATH": os.devnull},  # no LibreOffice: it takes most of the time where it is there
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == "killed 10"


def cut_short(store: Path, chunk_ids: list[str]) -> None:
    """Leave the catalog as a run leaves it that was killed while it changed these chunks in the indexes."""
    db = sqlite3.connect(store / "catalog.sqlite3")
    db.executemany("INSERT INTO unfinished VALUES (?, '/某处/a.txt')", [(id,) for id in chunk_ids])
    db.commit()
    db.close()


def test_an_unfinished_change_is_named_and_set_right_by_the_next_writer(
    tmp_path: Path, encoder: BigramEncoder
) -> None:
    path = write(tmp_path, "a.txt", SPRING)
    with Store.open(tmp_path / "store", encoder, create=True) as store:
        store.add(path, parse(path))
        lost = store.chunks(store.reports()[0].id)[0]
    ghost = parse(write(tmp_path, "ghost.txt", SUMMER)).reports[0].chunks
    passages = [passage_of(chunk) for chunk in ghost]
    indexes = Indexes(tmp_path / "store", 1, dimension=DIMENSION)
    with indexes.lexical.writing() as postings:  # some the catalog never came to know, and one that got lost
        indexes.put(postings, passages, encoder.encode_passages([passage.text for passage in passages]))
        indexes.drop(postings, [lost.id])
    indexes.close()
    cut_short(tmp_path / "store", [lost.id, *(chunk.id for chunk in ghost)])

    with Store.open(tmp_path / "store", encoder) as store:
        assert store.unfinished() == ("/某处/a.txt",)
        found = store.check()
        assert not found.clean
        dense, lexical = found.differences
        assert dense.trouble is not None  # its files may be half written: nobody looks at them
        assert set(lexical.unknown) == {chunk.id for chunk in ghost}
        assert lexical.missing == (lost.id,)
        assert store.dense(lost.text, n=1)[0].chunk_id == lost.id  # the catalog knows it
        assert all(hit.report_id == lost.report_id for hit in store.search("消防演练", n=9))

        with store.writing():
            pass
        assert store.unfinished() == ()
        assert store.check().clean


def test_broken_vectors_are_named_and_built_anew(tmp_path: Path, encoder: BigramEncoder) -> None:
    path = write(
        tmp_path, "a.txt", "青禾镇工作总结\n" + "\n".join(f"第{n}项完成{n * 7}件。" for n in range(1200))
    )
    with Store.open(tmp_path / "store", encoder, create=True) as store:
        store.add(path, parse(path))
    (graph,) = (tmp_path / "store").glob("index-1/dense/*/data_level0.bin")
    graph.write_bytes(b"\0" * graph.stat().st_size)
    with Store.open(tmp_path / "store", encoder) as store:
        dense, lexical = store.check().differences
        assert not dense.agrees
        assert lexical.agrees
        store.rebuild()
        assert store.check().clean
        assert len(store.dense("第1100项完成多少件", n=5)) == 5
    assert [folder.name for folder in (tmp_path / "store").glob("index-*")] == ["index-2"]
