"""python -m rag draft writes a file of the kind that its name ends with, or says in Chinese why not."""

from pathlib import Path

import docx
import pytest

from rag.__main__ import main
from rag.draft_files import UnwritableDraft, write_draft_file
from tests.rag.drafting.papers import paragraph

REQUEST = "为“志愿服务”写一段约200字的总结"


@pytest.mark.parametrize("ending", [".docx", ".md", ".TXT"])
def test_a_request_becomes_a_file(
    ending: str, sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"稿{ending}"
    assert main(["draft", REQUEST, "--out", str(path), "--store", str(sample_folder)]) == 0
    assert str(path) in capsys.readouterr().out
    if ending == ".docx":
        assert len(docx.Document(str(path)).tables) == 1
    else:
        mark = "[^1]" if ending == ".md" else "[1]"
        assert path.read_text(encoding="utf-8").count(mark) >= 2, "a mark and its source"


def test_without_a_file_it_is_printed(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", REQUEST, "--store", str(sample_folder)]) == 0
    assert "[1]" in capsys.readouterr().out


def test_what_is_no_request_for_a_draft_writes_nothing(
    sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "稿.docx"
    assert main(["draft", "谢谢", "--out", str(path), "--store", str(sample_folder)]) == 1
    assert "请说明写什么" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [("稿.pdf", "请换一个文件名"), ("稿", "请换一个文件名"), ("无此文件夹/稿.docx", "换一个位置")],
)
def test_a_file_that_cannot_be_written_is_told_before_anything_is_drafted(
    name: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = tmp_path / "no store"
    assert main(["draft", REQUEST, "--out", str(tmp_path / name), "--store", str(nowhere)]) == 1
    assert told in capsys.readouterr().err


def test_a_place_that_refuses_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "稿.txt"
    folder.mkdir()
    with pytest.raises(UnwritableDraft, match="换一个位置"):
        write_draft_file(paragraph(), folder)
    with pytest.raises(UnwritableDraft, match="换一个位置"):
        write_draft_file(paragraph(), tmp_path / f"{'长' * 300}.txt")


def test_none_leaves_the_sources_away(tmp_path: Path) -> None:
    for ending in (".md", ".txt"):
        write_draft_file(paragraph(), tmp_path / f"a{ending}", "none")
        assert "[" not in (tmp_path / f"a{ending}").read_text(encoding="utf-8")


def test_the_ways_to_cite_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["draft", "--help"])
    told = capsys.readouterr().out
    assert all(word in told for word in ("脚注", "尾注", "不带出处", ".docx"))
