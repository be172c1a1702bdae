"""Taking files in, in the background: one batch at a time, nothing lost, nothing unsaid."""

import time
from pathlib import Path

import pytest

from rag.web.intake import Batch, IntakeDesk, IntakeState
from rag.web.intake_view import intake_html, time_left
from tests.web.scripted import ScriptedLibrarian
from vectorstore.errors import StoreBusy
from vectorstore.model import FileOutcome, IntakeProgress


def files(folder: Path, *names: str) -> tuple[Path, ...]:
    for name in names:
        (folder / name).touch()
    return tuple(folder / name for name in names)


def finished(desk: IntakeDesk) -> IntakeState:
    deadline = time.monotonic() + 10
    while desk.state.working and time.monotonic() < deadline:
        time.sleep(0.01)
    assert desk.state.phase == "done"
    return desk.state


def test_every_file_has_an_outcome_and_batches_queue(tmp_path: Path) -> None:
    librarian = ScriptedLibrarian(pause=0.02)
    desk = IntakeDesk(librarian)
    desk.start(Batch(files=files(tmp_path, "一.txt", "坏.txt", "二.txt", "~$二.docx")))
    desk.start(Batch(files=files(tmp_path, "三.txt")))
    assert desk.state.waiting >= 1
    state = finished(desk)
    assert librarian.taken == ["一.txt", "坏.txt", "二.txt", "三.txt"]
    assert [o.kind for o in state.outcomes] == ["added", "failed", "added", "added"]
    assert state.skipped == ("~$二.docx",)
    assert {p.name for p in librarian.tidied} >= {"坏.txt", "三.txt"}


def test_stopped_after_the_file_it_is_at_and_the_rest_is_named(tmp_path: Path) -> None:
    librarian = ScriptedLibrarian(pause=0.2)
    desk = IntakeDesk(librarian)
    desk.start(Batch(files=files(tmp_path, "一.txt", "二.txt", "三.txt")))
    desk.start(Batch(files=files(tmp_path, "四.txt")))
    while not desk.state.progress:
        time.sleep(0.005)
    desk.stop()
    assert "正在停止" in intake_html(desk.state)
    state = finished(desk)
    assert librarian.taken == ["一.txt"]
    assert state.left == ("二.txt", "三.txt", "四.txt")
    desk.close()
    assert {path.name for path in librarian.tidied} == {"一.txt", "二.txt", "三.txt", "四.txt"}
    shown = intake_html(state)
    assert "已停止" in shown
    assert "还有3个文件没有添加" in shown
    assert all(name in shown for name in ("二.txt", "三.txt", "四.txt"))


def test_a_busy_store_is_told_with_the_way_out(tmp_path: Path) -> None:
    desk = IntakeDesk(ScriptedLibrarian(refuses=StoreBusy("另一个程序正在写入这个资料库。")))
    desk.start(Batch(files=files(tmp_path, "一.txt")))
    state = finished(desk)
    shown = intake_html(state)
    assert "请等它结束后再试" in shown
    assert state.left == ("一.txt",)


def test_a_path_that_is_not_there_is_a_failure_not_a_crash(tmp_path: Path) -> None:
    desk = IntakeDesk(ScriptedLibrarian())
    desk.start(Batch(files=(tmp_path / "没有.txt", *files(tmp_path, "一.txt"))))
    state = finished(desk)
    assert [o.kind for o in state.outcomes] == ["failed", "added"]
    assert "没有.txt" in intake_html(state)


def test_samples_are_taken_in_once_however_often_one_asks() -> None:
    librarian = ScriptedLibrarian(pause=0.05)
    desk = IntakeDesk(librarian)
    desk.start_samples()
    desk.start_samples()
    finished(desk)
    assert len(librarian.taken) == len(librarian.samples())
    desk.dismiss()
    assert desk.state == IntakeState()


def test_the_summary_names_failures_warnings_and_the_rest() -> None:
    outcomes = (
        FileOutcome(path="/s/files/0123456789ab/新的.txt", kind="added", reports=3),
        FileOutcome(path="/s/旧的.txt", kind="unchanged"),
        FileOutcome(path="/s/改的.docx", kind="replaced", reports=1, warnings=("第3页是图片，没有读。",)),
        FileOutcome(path="/s/包.zip/坏<b>.pdf", kind="failed", error="打不开。", advice="请另存。"),
    )
    shown = intake_html(IntakeState(phase="done", outcomes=outcomes))
    assert "新增1个文件，替换1个，未变1个，失败1个" in shown
    assert "新读入4份报告" in shown
    assert "包.zip › 坏&lt;b&gt;.pdf" in shown
    assert "打不开。" in shown
    assert "请另存。" in shown
    assert "第3页是图片" in shown
    assert "files/0123456789ab" not in shown


def test_progress_says_file_stage_and_how_far() -> None:
    progress = IntakeProgress(
        file="/s/汇编.txt",
        stage="encoding",
        done=40,
        total=120,
        files_done=2,
        files=5,
        reports=7,
        characters=12345,
        seconds_left=130.0,
    )
    shown = intake_html(IntakeState(phase="working", progress=progress, waiting=3))
    for words in (
        "正在编码：汇编.txt（40/120）",
        "第3个，共5个文件",
        "7份报告、12,345字",
        "还需约2分钟",
        "另有3个",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, ""), (0.2, "还需约1秒"), (59, "还需约59秒"), (7200, "还需约2.0小时")]
)
def test_time_left(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words
