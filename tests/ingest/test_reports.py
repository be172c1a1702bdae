"""Whole files to single reports: cleaning, boundaries, units, types, periods."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.clean import find_removals
from ingest.compilation import split_reports
from ingest.errors import EmptyFile, FileMissing, NoReportFound
from ingest.export import figure_rows, report_row
from ingest.headers import covered_period, document_type
from ingest.model import Span
from ingest.parsed import ParsedFile
from ingest.pipeline import discover, parse_file
from ingest.units import identify_unit

FILLING = "年初制定方案，年中检查督促，年末考核评比，做到人人有责、事事有人管，各项任务都落到了实处，群众的满意度一年比一年高。"
TOWN = f"""今年以来，我镇在县委、县政府的坚强领导下，狠抓落实，柳汀镇各项工作有了起色，现将全年工作总结如下：
一、抓环境
全镇清运垃圾三百吨，新建公厕4座，柳汀镇的面貌焕然一新，群众说好。{FILLING}
二、抓文化
全年送戏下村12场。
总之，我镇工作取得了一些成绩，但与上级要求还有差距，今后将继续努力。"""
SCHOOL = f"""本学期，我校在上级教育主管部门的领导下，以德育为先，扎实开展各项活动，现将工作总结如下：
一、抓养成教育
每周一举行升旗仪式，全校班主任轮流在国旗下讲话，学生人人参与，家长普遍满意。{FILLING}
二、抓安全教育
开展演练两次。"""
BUREAU = f"""__年，我局在市委、市政府的领导下，以税收工作为中心，强化服务，圆满完成了全年任务，现将工作情况汇报如下：
一、优化服务
全局开展纳税人培训20_人次，新增办税窗口3个，纳税人满意度提高，得到各方面的好评。{FILLING}
二、强化征管
查补税款x万元。"""


def spans_as_text(text: str) -> list[str]:
    return [p.span.of(text) for p in split_reports(text, find_removals(text))]


@pytest.mark.parametrize("order", [(TOWN, SCHOOL, BUREAU), (SCHOOL, BUREAU, TOWN), (BUREAU, TOWN, SCHOOL)])
def test_reports_pasted_together_without_headings_come_apart(order: tuple[str, ...]) -> None:
    assert spans_as_text("\n".join(order)) == list(order)


def test_headings_open_reports_and_front_matter_belongs_to_none(tmp_path: Path) -> None:
    text = (
        "乡镇工作总结大全(精选2篇)\n时间:2022-01-01 作者:佚名\n下面是小编为大家整理的工作总结,欢迎阅读!\n"
        f"乡镇工作总结篇一\n{SCHOOL}\n乡镇工作总结篇二\n{BUREAU}\n乡镇工作总结大全相关文章:\n环保局工作总结范文\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    parsed = parse_file(tmp_path / "a.txt")
    assert [r.report.title for r in parsed.reports] == ["乡镇工作总结篇一", "乡镇工作总结篇二"]
    assert [r.report.text[r.report.body :] for r in parsed.reports] == [SCHOOL, BUREAU]
    assert {r.kind for r in parsed.document.removed} == {
        "compilation_title",
        "byline",
        "editor_note",
        "related_links",
    }


def test_nothing_vanishes_unseen(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"某网首页\n\n工作总结范文三篇\n{TOWN}\n>二、补充\n更多范文请访问 www.example.com\n", encoding="utf-8"
    )
    parsed = parse_file(path)
    text = parsed.document.text
    inside = {i for r in parsed.reports for i in range(r.report.span.start, r.report.span.end)}
    gone = {i for r in parsed.document.removed for i in range(r.span.start, r.span.end)}
    assert all(r.span.of(text) == r.text for r in parsed.document.removed)
    assert not {i for i, c in enumerate(text) if c.strip()} - inside - gone


def test_one_long_report_is_not_cut() -> None:
    chapters = "".join(
        f"{n}、第{n}方面工作\n今年，我镇扎实推进此项工作，全镇上下共同努力，取得了明显成效，群众普遍欢迎。\n"
        for n in "一二三四五六七八九"
    )
    text = TOWN.split("\n")[0] + "\n" + chapters + "总之，成绩属于过去。"
    assert len(spans_as_text(text)) == 1


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"\r\n{TOWN}".replace("\n", "\r\n").encode("gb18030"))
    report = parse_file(path).reports[0].report
    at = report.text.index("送戏下村12场")
    line = report.lines(Span(start=at, end=at + 7))[0]
    assert "送戏下村12场" in path.read_bytes().decode("gb18030").splitlines()[line - 1]
    assert parse_file(path).document.source.encoding == "gb18030"


def test_units_that_name_themselves() -> None:
    town = identify_unit(TOWN)
    assert (town.name, town.kind, town.named_in_text) == ("柳汀镇", "镇", True)
    assert "柳汀" in town.aliases
    community = identify_unit(
        "一年来，桐荫里社区在街道党工委的领导下，做了大量工作。桐荫里社区党委下设支部三个。"
    )
    assert (community.name, community.kind) == ("桐荫里社区", "社区")


def test_units_that_do_not_name_themselves_get_a_readers_label() -> None:
    bureau = identify_unit(BUREAU)
    assert (bureau.name, bureau.kind, bureau.named_in_text) == ("某市税务局", "局", False)
    assert identify_unit(SCHOOL).name == "某学校"


def test_a_bureaus_place_comes_from_how_it_speaks_of_home() -> None:
    unit = identify_unit(
        "今年，我局在县委、县政府领导下，以做文明有礼的蒲江人为主题，开展税收宣传，税务干部走访企业。我局人人参与。"
    )
    assert unit.name == "蒲江县税务局"
    assert unit.place == "蒲江县"
    assert {"蒲江税务局", "县税务局"} <= set(unit.aliases)
    assert not unit.named_in_text


def test_the_body_decides_over_a_misleading_title() -> None:
    assert identify_unit(TOWN, title="教育局精神文明建设总结篇一").name == "柳汀镇"


@pytest.mark.parametrize(
    ("body", "title", "wanted"),
    [
        (TOWN, None, "总结"),
        ("兹介绍我单位王红同志前往你处联系工作，请接洽。", None, "其他"),
        (BUREAU, None, "汇报"),
        ("要加强学习，要抓好落实，力争年底完成。", "某镇工作计划", "计划"),
        ("要坚持学习，进一步抓好落实，力争年底完成，确保实效。", None, "计划"),
        ("完成了任务，取得了成绩，共办实事9件。", None, "总结"),
    ],
)
def test_document_types(body: str, title: str | None, wanted: str) -> None:
    assert document_type(body, title) == wanted


def test_periods_as_stated_and_withheld_where_redacted() -> None:
    stated = covered_period(
        "2019年上半年，我社区扎实开展各项工作，取得了较好的成绩，得到居民的一致好评。", None
    )
    assert stated is not None
    assert (stated.normalised, stated.withheld) == ("2019年上半年", False)
    hidden = covered_period(BUREAU, None)
    assert hidden is not None
    assert (hidden.raw, hidden.normalised, hidden.withheld) == ("__年", None, True)
    own = covered_period(
        "2024年，全省上下团结奋斗，经济稳中向好，各项事业全面进步。", "2025年澜江省政府工作报告"
    )
    assert own is not None
    assert own.normalised == "2025年"
    titled = f"今年以来，我区工作开局良好，势头喜人，{FILLING}"
    assert (covered_period(titled, "澜江区2023年工作总结") or own).normalised == "2023年"
    assert (covered_period(titled, "2023年工作总结范文篇三") or own).normalised is None
    relative = covered_period(
        f"今年以来，我区工作开局良好，势头喜人，{FILLING}\n印发2018年方案，制定2018年清单。", None
    )
    assert relative is not None
    assert (relative.raw, relative.normalised) == ("今年以来", "2018年")


def test_files_without_a_report_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("你好", encoding="utf-8")
    (tmp_path / "b.txt").write_text(" \n\n", encoding="utf-8")
    with pytest.raises(NoReportFound, match="没有找到报告正文"):
        parse_file(tmp_path / "a.txt")
    with pytest.raises(EmptyFile):
        parse_file(tmp_path / "b.txt")
    with pytest.raises(FileMissing, match=r"c\.txt"):
        discover([tmp_path / "c.txt"])


def boundaries(parsed: ParsedFile) -> list[tuple[int, int]]:
    return [(r.report.first_line, r.report.last_line) for r in parsed.reports]


def gold_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_samples_come_apart_where_their_gold_says(samples: Path) -> None:
    rows = gold_rows(Path(__file__).parents[1] / "gold" / "samples_reports.jsonl")
    for name in {str(r["file"]) for r in rows}:
        parsed = parse_file(samples / name)
        wanted = [r for r in rows if r["file"] == name]
        assert [b[1] for b in boundaries(parsed)] == [r["line_end"] for r in wanted]
        assert [r.report.unit.name for r in parsed.reports] == [r["unit"] for r in wanted]
        assert [r.report.doc_type for r in parsed.reports] == [r["doc_type"] for r in wanted]


def test_seeds_come_apart_where_their_gold_says(seeds: Path, shared: Path) -> None:
    rows = gold_rows(shared / "gold" / "reports.jsonl")
    found = {(p.name, *b) for p in seeds.glob("*.txt") for b in boundaries(parse_file(p))}
    missed = [r["report_id"] for r in rows if (r["file"], r["line_start"], r["line_end"]) not in found]
    assert missed == []
    assert len(found) == len(rows)


def share(printed: str, what: str) -> float:
    """The share that score.py prints behind `what`."""
    line = next(line for line in printed.splitlines() if line.startswith(what))
    return float(line.rsplit("= ", 1)[1])


def scored(shared: Path, seeds: Path, what: str, gold: str, rows: list[dict[str, Any]], folder: Path) -> str:
    """What ../shared/tools/score.py prints of rows against the gold of the seeds."""
    found = folder / f"{what}.jsonl"
    found.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    tool, gold = str(shared / "tools" / "score.py"), str(shared / "gold" / gold)
    command = [sys.executable, tool, what, gold, str(found), "--sources", str(seeds)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def test_units_types_and_figures_of_the_seeds_reach_the_bar(
    seeds: Path, shared: Path, tmp_path: Path
) -> None:
    reports = [(r.report, p.name) for p in seeds.glob("*.txt") for r in parse_file(p).reports]
    rows = [report_row(report, name) for report, name in reports]
    printed = scored(shared, seeds, "reports", "reports.jsonl", rows, tmp_path)
    assert share(printed, "unit right") >= 21 / 23
    assert share(printed, "doc_type right") == 1.0
    figures = [row for report, name in reports for row in figure_rows(report, name)]
    printed = scored(shared, seeds, "figures", "figures_dev.jsonl", figures, tmp_path)
    assert share(printed, "figures found with value and measure") >= 0.92
    assert share(printed, "redacted figures given a value") == 0.0
