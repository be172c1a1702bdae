"""`python -m ingest` as a clerk runs it: what it takes in, what it says, and how it ends."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.parsed import Cut, ParsedFile
from ingest.pipeline import parse_file

ROOT = Path(__file__).resolve().parents[2]

SPRING = """青禾镇人民政府2023年工作总结

一年来，在县委的领导下，我镇扎实推进各项工作，现总结如下。

一、兴修水利
全年新修水渠12公里，惠及农户300户。投入资金1.2万元。
二、文化惠民
组织春节文艺演出8场次，观众近千名。
"""
SUMMER = """云溪社区2023年工作总结

今年以来，云溪社区认真落实街道部署，现将工作总结如下。

一、信访工作
接待来访群众45人次，办结率100%。
二、安全工作
开展消防演练3次，发放宣传单____份。
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command, in this process, on the store of this test."""

    def command(*arguments: object) -> Ended:
        code = main([*map(str, arguments), "--store", str(tmp_path / "store")])
        sys.stdout.flush()
        return Ended(code, *capfd.readouterr())

    return command


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two good files and much that is none."""
    folder = tmp_path_factory.mktemp("材料")
    (folder / "春.txt").write_text(SPRING, encoding="utf-8-sig")
    (folder / "街道").mkdir()
    (folder / "街道" / "夏.md").write_bytes(SUMMER.encode("gb18030"))
    (folder / "~$春.txt").write_bytes(b"\x05lock")
    (folder / ".草稿.txt").write_text(SPRING)
    (folder / "空.txt").write_bytes(b"")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" * 9)
    return folder


@pytest.fixture(scope="module")
def added(library: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """A store into which the folder went through `python -m ingest add`, and how that ended."""
    store = tmp_path_factory.mktemp("stocked") / "store"
    ended = subprocess.run(
        [sys.executable, "-m", "ingest", "add", str(library), "--store", str(store)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return store, Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.fixture
def stocked(added: tuple[Path, Ended], tmp_path: Path) -> None:
    """The store of this test holds 春.txt and 夏.md."""
    shutil.copytree(added[0], tmp_path / "store")


def test_help_comes_before_any_heavy_import() -> None:
    code = (
        "import sys\nfrom ingest.__main__ import main\n"
        "try:\n    main(['add', '--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'chromadb', 'torch', 'numpy', 'rich', 'pydantic'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, timeout=30)


def test_a_folder_goes_in_and_every_failure_is_told(added: tuple[Path, Ended]) -> None:
    _, ended = added
    assert ended.code == 1
    assert ended.err == ""  # no bar, no warnings
    lines = ended.out.splitlines()
    assert [line.split("：")[1][:6] for line in lines if line.startswith("新增")] == ["1 份报告，"] * 2
    failed = [line for line in lines if line.startswith("失败")]
    assert len(failed) == 2
    assert all("请" in line for line in failed)
    skipped = next(line for line in lines if line.startswith("跳过 2 个"))
    assert "~$春.txt" in skipped
    assert ".草稿.txt" in skipped
    assert lines[-1] == "共 4 个文件：新增 2，替换 0，未变 0，失败 2；新读入 2 份报告。"


@pytest.mark.usefixtures("stocked")
def test_unchanged_files_are_skipped_and_all_is_in_order(run: Run, library: Path) -> None:
    again = run("add", library / "春.txt", library / "街道", "--json")
    assert again.code == 0
    assert [file["kind"] for file in json.loads(again.out)["files"]] == ["unchanged"] * 2
    checked = run("check")
    assert checked.code == 0
    assert "100.00%" in checked.out
    assert "三处一致" in checked.out


@pytest.mark.usefixtures("stocked")
def test_a_wrong_path_does_not_stop_the_others(run: Run, library: Path) -> None:
    ended = run("add", "没有这个文件夹", library / "春.txt", "--json")
    kinds = [(Path(file["path"]).name, file["kind"]) for file in json.loads(ended.out)["files"]]
    assert kinds == [("没有这个文件夹", "failed"), ("春.txt", "unchanged")]
    assert ended.code == 1


def test_nothing_to_add_makes_no_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空文件夹").mkdir()
    added = run("add", tmp_path / "空文件夹")
    assert added.code == 1
    assert "没有找到可以添加的文件" in added.out
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    "command", [["list"], ["check"], ["remove", "x"], ["export", "reports"], ["rebuild"]]
)
def test_where_there_is_no_store_the_next_step_is_said(run: Run, command: list[str], tmp_path: Path) -> None:
    ended = run(*command)
    assert ended.code == 1
    assert "python -m ingest add" in ended.err
    assert not (tmp_path / "store").exists()


@pytest.mark.usefixtures("stocked")
def test_exported_rows_follow_the_source(run: Run, tmp_path: Path) -> None:
    reports = [json.loads(line) for line in run("export", "reports").out.splitlines()]
    assert [(row["file"], row["doc_type"], row["lines"][1]) for row in reports] == [
        ("春.txt", "总结", 8),
        ("夏.md", "总结", 8),
    ]
    assert set(reports[0]) == {
        "report_id", "file", "lines", "unit", "unit_aliases", "unit_kind", "doc_type", "period", "title", "chars",
    }  # fmt: skip

    figures = [json.loads(line) for line in run("export", "figures").out.splitlines()]
    money = next(row for row in figures if row["raw"].startswith("1.2万"))
    assert (money["value"], money["measure"], money["lines"]) == (12000, "元", [6, 6])
    assert isinstance(money["value"], int)
    for row in figures:
        assert row["raw"] in row["quote"]
        assert row["quote"] in SPRING + SUMMER
        assert row["value"] is not None or row["withheld"]

    out = tmp_path / "指标.csv"
    assert run("export", "figures", "--format", "csv", "--out", out).code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [row["raw"] for row in table] == [row["raw"] for row in figures]
    assert table[0]["lines"] == "-".join(map(str, figures[0]["lines"]))


@pytest.mark.usefixtures("stocked")
def test_files_and_reports_are_listed_and_removed_by_name_or_number(run: Run) -> None:
    listed = run("list")
    assert "春.txt（1 份报告" in listed.out
    files = json.loads(run("list", "--json").out)
    number = files[0]["reports"][0]["report_id"]
    assert number in listed.out

    unknown = run("remove", "没有.txt")
    assert unknown.code == 1
    assert "ingest list" in unknown.err
    assert run("remove", number[:8], "夏.md").code == 0
    assert json.loads(run("list", "--json").out) == []
    assert run("check").code == 0


def test_a_name_that_two_files_bear_is_not_guessed(run: Run, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "总结.txt").write_text(SPRING.replace("青禾", name))
    run("add", tmp_path / "甲", tmp_path / "乙")
    removed = run("remove", "总结.txt")
    assert removed.code == 1
    assert "不止一个" in removed.err
    assert run("remove", tmp_path / "甲" / "总结.txt").code == 0


@pytest.mark.usefixtures("stocked")
def test_a_store_of_another_encoder_is_rebuilt_with_the_present_one(
    run: Run, library: Path, tmp_path: Path
) -> None:
    change_encoder(tmp_path / "store" / "catalog.sqlite3")
    refused = run("add", library)
    assert refused.code == 1
    assert f"python -m ingest rebuild --store {tmp_path / 'store'}" in refused.err
    rebuilt = run("rebuild")
    assert rebuilt.code == 0
    assert "multilingual-e5-small" in rebuilt.out
    assert run("add", library / "春.txt").code == 0


@pytest.mark.usefixtures("stocked")
def test_a_fault_in_reading_one_file_does_not_keep_the_others_out(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def faulty(path: Path, cuts: Sequence[Cut]) -> ParsedFile:
        return parse_file(path, cuts) if path.name != "坏.txt" else [][1]

    monkeypatch.setattr("vectorstore.intake.parse_file", faulty)
    for name in ("坏.txt", "好.txt"):
        (tmp_path / name).write_text(SPRING.replace("青禾", name[0]))
    ended = run("add", tmp_path / "坏.txt", tmp_path / "好.txt", "--json")
    assert ended.code == 1
    bad, good = json.loads(ended.out)["files"]
    assert (bad["kind"], good["kind"]) == ("failed", "added")
    assert "IndexError" in bad["error"]


def change_encoder(catalog: Path) -> None:
    db = sqlite3.connect(catalog)
    db.execute("UPDATE meta SET value = replace(value, 'multilingual', 'monolingual') WHERE key = 'encoder'")
    db.execute(
        "UPDATE meta SET value = replace(value, '\"fingerprint\":\"', '\"fingerprint\":\"x') WHERE key = 'encoder'"
    )
    db.commit()
    db.close()


@pytest.mark.usefixtures("stocked")
def test_a_report_is_split_at_a_line_and_merged_again(run: Run, library: Path) -> None:
    def held() -> list[str]:
        files = json.loads(run("list", "--file", "春.txt", "--json").out)
        return [report["report_id"] for report in files[0]["reports"]]

    (whole,) = held()
    line = SPRING.splitlines().index("二、文化惠民") + 1
    ended = run("split", whole, line)
    assert (ended.code, ended.err) == (0, "")
    head, tail = held()
    assert f"第{line}-{line + 1}行" in ended.out
    assert run("add", library / "春.txt", "--force").code == 0
    assert held() == [head, tail]
    assert "第 1 行不能作为新的开头" in run("split", head, 1).err
    assert "不相邻" in run("merge", tail, head).err
    assert run("merge", head, tail).code == 0
    assert held() == [whole]
    assert run("check").code == 0
