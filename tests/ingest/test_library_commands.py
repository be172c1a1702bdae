"""`python -m ingest` list, edit, split, merge, check and export, as a clerk puts a library right."""

import json
import sqlite3
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.__main__ import main
from tests.ingest.test_command import SPRING, SUMMER, Ended, Run
from tests.vectorstore.bigrams import BigramEncoder
from vectorstore.intake import take_in
from vectorstore.store import Store

FILLING = "年初定下方案，年中逐项检查，年末考核评比，大事小事都有人管，群众看得见、摸得着、得实惠，满意的人一年比一年多。"
BOTH = f"{SPRING.strip()}\n{FILLING * 4}\n{SUMMER.strip()}\n{FILLING * 2}\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with a file of two reports, built by a quick encoder."""
    file = tmp_path / "汇编.txt"
    file.write_text(BOTH, encoding="utf-8")
    with Store.open(tmp_path / "store", BigramEncoder(), create=True) as opened:
        list(take_in(opened, [file]))
    return tmp_path / "store"


@pytest.fixture
def run(store: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> Ended:
        code = main([*map(str, arguments), "--store", str(store)])
        return Ended(code, *capfd.readouterr())

    return command


def ids(run: Run) -> list[str]:
    (file,) = json.loads(run("list", "--json").out)
    return [report["report_id"] for report in file["reports"]]


def test_edit_is_heard_everywhere_and_taken_back(run: Run) -> None:
    town, community = ids(run)
    ended = run("edit", town[:6], "--unit", "白石镇", "--period", "2022年", "--type", "汇报")
    assert (ended.code, ended.err) == (0, "")
    assert "白石镇  汇报  2022年" in ended.out
    listed = run("list").out
    assert "白石镇  汇报  2022年" in listed
    assert "已更正" in listed
    rows = [json.loads(line) for line in run("export", "reports").out.splitlines()]
    assert [row["unit"] for row in rows] == ["白石镇", "云溪社区"]
    assert run("list", "--corrected").out.splitlines()[-1] == "共 1 个文件，1 份报告。"
    assert run("edit", town, "--auto").code == 0
    assert "青禾镇" in run("list").out
    assert community in run("list").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("edit", "0000", "--unit", "某镇"), "资料库里没有编号为 0000 的报告"),
        (("edit", "0", "--unit", "某镇"), "至少写 4 位"),
    ],
)
def test_a_report_that_is_not_there_is_told(run: Run, arguments: tuple[str, ...], told: str) -> None:
    ended = run(*arguments)
    assert ended.code == 1
    assert told in ended.err
    assert "python -m ingest list" in ended.err


def test_edit_without_anything_to_change_says_what_it_needs(run: Run) -> None:
    town, _ = ids(run)
    assert "--unit" in run("edit", town).err
    assert run("edit", town).code == 1
    assert "不能是空的" in run("edit", town, "--unit", " ").err


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--unit", "社区"), ["云溪社区"]),
        (("--type", "总结"), ["青禾镇", "云溪社区"]),
        (("--type", "计划"), []),
        (("--period", "2023"), ["青禾镇", "云溪社区"]),
        (("--period", "2019"), []),
        (("--file", "汇编"), ["青禾镇", "云溪社区"]),
        (("--file", "别的"), []),
        (("水渠",), ["青禾镇"]),
        (("水渠", "信访"), []),
        (("--versions",), []),
    ],
)
def test_list_is_filtered(run: Run, filters: tuple[str, ...], found: list[str]) -> None:
    files = json.loads(run("list", *filters, "--json").out)
    assert [report["unit"] for file in files for report in file["reports"]] == found
    assert (
        run("list", *filters)
        .out.rstrip()
        .endswith(f"{len(found)} 份报告。" if found else "没有符合条件的报告。")
    )


def test_versions_are_listed_with_the_one_that_counts(run: Run, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "另存.txt"
    copy.write_text(BOTH.replace("12公里", "13公里"), encoding="utf-8")
    with Store.open(store, BigramEncoder()) as opened:
        list(take_in(opened, [copy]))
    listed = run("list", "--versions").out
    assert listed.count("内容相近") == 2
    assert listed.count("回答时以") == 1
    assert listed.splitlines()[-1] == "共 2 个文件，2 份报告。"


def test_check_fails_loudly_where_text_cannot_be_found_and_shows_what(run: Run, store: Path) -> None:
    assert run("check").code == 0
    with sqlite3.connect(store / "catalog.sqlite3") as db:
        (lost,) = db.execute("SELECT id FROM chunks WHERE text LIKE '%水渠%'").fetchone()
        db.execute("DELETE FROM chunks WHERE id = ?", (lost,))
    ended = run("check")
    assert ended.code == 1
    assert "没有收入片段：汇编.txt" in ended.out
    assert "水渠12公里" in ended.out
    assert "警告" in ended.err
    assert "--force" in ended.err
    assert json.loads(run("check", "--json").out)["complete"] is False


def test_check_shows_what_was_set_aside(run: Run, store: Path, tmp_path: Path) -> None:
    ad = tmp_path / "网页.txt"
    ad.write_text(
        f"{SPRING}\n更多精彩文章请关注我们的网站\n青禾镇工作总结相关文章:\n镇工作总结范文\n", encoding="utf-8"
    )
    with Store.open(store, BigramEncoder()) as opened:
        list(take_in(opened, [ad]))
    assert "用 check --dropped 逐处查看" in run("check").out
    assert "青禾镇工作总结相关文章" in run("check", "--dropped").out


def test_figures_as_an_excel_table_with_typed_numbers(run: Run, tmp_path: Path) -> None:
    assert "--out" in run("export", "figures", "--format", "xlsx").err
    out = tmp_path / "指标.xlsx"
    assert run("export", "figures", "--format", "xlsx", "--out", out).code == 0
    sheet = load_workbook(BytesIO(out.read_bytes())).active
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by_raw = {row[head.index("raw")]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_raw["12公里"]["value"] == 12
    assert by_raw["1.2万元"]["value"] == 12000
    assert by_raw["____份"]["value"] is None
    assert by_raw["____份"]["withheld"] is True
