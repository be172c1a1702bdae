"""Single reports out of compilations that nobody tuned to: reports joined at random, their headings removed."""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest.clean import find_removals
from ingest.compilation import split_reports
from ingest.errors import NoReportFound
from ingest.lines import read_lines
from ingest.loaders import load
from ingest.model import Document, Source, line_starts
from ingest.pipeline import parse_document

HERE = Path(__file__).parent
# Reports written for this test, in units that do not exist, one after another between lines of =.
OWN = tuple(t.strip() for t in (HERE / "single_reports.txt").read_text(encoding="utf-8").split("====\n"))
MARGIN = " 　\n>"
LONG = 5000


def starts_of(text: str) -> list[int]:
    return [part.span.start for part in split_reports(text, find_removals(text))]


def without_headings(text: str) -> str:
    """The report from its first paragraph, addressee or number on."""
    for line in read_lines(text):
        speech = re.match(r"—|-|\d{4}年\d+月\d+日在", line.text)
        if line.marker or line.text.endswith(("：", ":")) or (len(line.text) >= 45 and not speech):
            return text[line.span.start :].strip()
    raise AssertionError("no paragraph")


def gold_parts(gold: Path, folder: Path) -> tuple[str, ...]:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = {row["file"]: load(folder / row["file"]).text.splitlines() for row in rows}
    return tuple(
        "\n".join(texts[row["file"]][row["body_line_start"] - 1 : row["line_end"]]).strip() for row in rows
    )


@pytest.fixture(scope="module")
def sampled(samples: Path) -> tuple[str, ...]:
    """The single reports among the samples that ship with the project."""
    return gold_parts(HERE.parent / "gold" / "samples_reports.jsonl", samples)


@pytest.fixture(scope="module")
def seeded(shared: Path, seeds: Path) -> tuple[str, ...]:
    """The single reports in the seed files."""
    return gold_parts(shared / "gold" / "reports.jsonl", seeds)


@pytest.fixture(scope="module")
def provincial(shared: Path) -> tuple[str, ...]:
    """Six reports of 13,000 to 20,000 characters, one a file."""
    folder = shared / "reports" / "provincial"
    return tuple(without_headings(load(p).text) for p in sorted(folder.glob("*.docx")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What came of many concatenations: starts there were and starts found, false ones, those in long reports."""

    joints: int
    found: int
    false: int
    false_in_long: int

    @property
    def recall(self) -> float:
        return self.found / self.joints


def concatenate(pools: Mapping[str, tuple[str, ...]], *, times: int, seed: int, size: int = 5) -> Tally:
    """Join `size` reports at a time, each from a pool drawn at random, and compare where they come apart."""
    rng = random.Random(seed)
    joints = found = false = false_in_long = 0
    for _ in range(times):
        chosen: list[str] = []
        while len(chosen) < size:
            report = rng.choice(pools[rng.choice(sorted(pools))])
            if report not in chosen:
                chosen.append(report)
        ends = [0]
        for report in chosen:
            ends.append(ends[-1] + len(report) + 1)
        text = "\n".join(chosen)
        wanted = {bare_start(text, at) for at in ends[1:-1]}
        got = {bare_start(text, at) for at in starts_of(text)} - {bare_start(text, 0)}
        joints += len(wanted)
        found += len(wanted & got)
        false += len(got - wanted)
        false_in_long += sum(
            ends[i] <= at < ends[i + 1] and len(chosen[i]) > LONG
            for at in got - wanted
            for i in range(len(chosen))
        )
    return Tally(joints=joints, found=found, false=false, false_in_long=false_in_long)


def bare_start(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(MARGIN))


def test_samples_and_reports_of_our_own_come_apart(sampled: tuple[str, ...]) -> None:
    tally = concatenate({"samples": sampled, "own": OWN}, times=60, seed=20)
    assert tally.recall >= 0.95
    assert tally.false == 0


def test_provincial_reports_and_samples_come_apart(
    provincial: tuple[str, ...], sampled: tuple[str, ...]
) -> None:
    tally = concatenate({"provincial": provincial, "samples": sampled}, times=30, seed=21)
    assert tally.recall >= 0.95
    assert tally.false == 0


def test_whatever_is_joined_long_reports_stay_whole(
    provincial: tuple[str, ...], sampled: tuple[str, ...], seeded: tuple[str, ...]
) -> None:
    pools = {"provincial": provincial, "samples": sampled, "seeds": seeded, "own": OWN}
    tally = concatenate(pools, times=60, seed=22)
    assert tally.recall >= 0.95
    assert tally.false_in_long == 0
    assert tally.false <= tally.joints / 100


@pytest.mark.parametrize("report", OWN, ids=lambda text: text[:8])
def test_a_report_of_our_own_is_one(report: str) -> None:
    assert len(starts_of(report)) == 1


def test_a_provincial_report_is_one_with_and_without_its_title(
    shared: Path, provincial: tuple[str, ...]
) -> None:
    whole = [load(p).text for p in sorted((shared / "reports" / "provincial").glob("*.docx"))]
    assert [len(starts_of(text)) for text in (*whole, *provincial)] == [1] * 12


CHINESE = "一二三四五"
UNITS = ("云溪县市场监督管理局", "竹溪镇", "榆钱村", "梧桐街道", "城东派出所")
BODIES = tuple(OWN[i] for i in (1, 2, 6, 8, 9))
HEADINGS: dict[str, Callable[[int], str]] = {
    "篇一": lambda i: f"单位工作总结篇{CHINESE[i]}\n",
    "篇1": lambda i: f"篇{i + 1}\n",
    "范文三": lambda i: f"范文{CHINESE[i]}\n",
    "【第2篇】": lambda i: f"【第{i + 1}篇】\n",
    "第 2 篇": lambda i: f"第 {i + 1} 篇\n",
    "第二篇：": lambda i: f"第{CHINESE[i]}篇：{UNITS[i]}工作总结\n",
    "(二)": lambda i: f"({CHINESE[i]})\n",
    "（2）": lambda i: f"（{i + 1}）\n",
    "一、…总结": lambda i: f"{CHINESE[i]}、{UNITS[i]}工作总结\n",
    "1.…总结": lambda i: f"{i + 1}.{UNITS[i]}年度工作总结\n",
    "…总结3": lambda i: f"年度文明创建工作总结{i + 1}\n",
    "模板二": lambda i: f"年终总结模板{CHINESE[i]}\n",
    "title of each": lambda i: f"{UNITS[i]}2024年工作总结\n",
    "one title": lambda i: "年度工作总结\n",
    "title on two lines": lambda i: f"{UNITS[i]}\n关于2024年度工作情况的报告\n",
    "title broken in two": lambda i: f"关于{UNITS[i]}2024年度\n精神文明建设工作情况的报告\n",
}
RULES = ("--------\n", "*****\n", "————————\n", "\f", "\n\n")


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_of_every_make(heading: Callable[[int], str]) -> None:
    blocks = [heading(i) + body + "\n" for i, body in enumerate(BODIES)]
    text = "".join(blocks)
    parts = split_reports(text, find_removals(text))
    assert [p.span.of(text) for p in parts] == [block.strip() for block in blocks]
    assert [p.span.of(text)[p.body :] for p in parts] == list(BODIES)
    titles = [heading(i).replace("\n", "") for i in range(len(BODIES))]
    assert [p.title for p in parts] == titles


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_rules_page_breaks_and_blank_lines_part_reports_and_belong_to_none(rule: str) -> None:
    text = f"\n{rule}".join(BODIES)
    parts = split_reports(text, find_removals(text))
    assert [p.span.of(text) for p in parts] == list(BODIES)


def test_a_title_comes_with_occasion_and_speaker() -> None:
    title = "竹溪镇政府工作报告\n——2025年1月8日在竹溪镇第三届人民代表大会第五次会议上\n镇长 申屠梧\n"
    speech = next(report for report in OWN if report.startswith("各位代表"))
    text = f"{BODIES[0]}\n{title}{speech}\n{BODIES[2]}"
    parts = split_reports(text, find_removals(text))
    assert [p.span.of(text) for p in parts] == [BODIES[0], title + speech, BODIES[2]]
    assert parts[1].title == "竹溪镇政府工作报告"


def test_titles_over_parts_of_one_report_do_not_part_it() -> None:
    first, rest = BODIES[1].split("\n", 1)
    plan = (
        "新的一年，我镇将在县委、县政府的领导下，按照全会要求，重点做好以下几个方面的工作：\n"
        "一、抓好产业。新建基地三百亩，引进企业两家，培育合作社五个，带动农户增收。\n"
        "二、抓好环境。新建公厕四座，整治河道两条，做到村村整洁，户户干净。"
    )
    text = f"竹溪镇工作总结和工作计划\n{first}\n{rest}\n下一步工作打算\n{plan}"
    assert len(starts_of(text)) == 1


def test_plans_that_count_anew_belong_to_the_report_above() -> None:
    text = (
        f"{BODIES[1]}\n一年来，我镇各项工作虽然取得了一定成绩，但也存在很多不足，为了做得更好，特制定明年工作计划如下：\n"
        "一、抓产业。新建茶园三百亩，引进龙头企业两家，培育家庭农场五个，带动农户增收。\n"
        "二、抓环境。新建公厕四座，整治河道两条，做到村村整洁，户户干净，人人满意。"
    )
    assert len(starts_of(text)) == 1


def test_an_appendix_that_counts_anew_belongs_to_the_report_above() -> None:
    items = "".join(
        f"{n}、实施第{n}项民生工程\n年度目标：新建改建设施若干处，惠及群众一万人以上，年底前投入使用。\n"
        for n in CHINESE
    )
    text = f"{BODIES[1]}\n附件\n竹溪镇十件民生实事\n{items}"
    assert len(starts_of(text)) == 1


LINES = tuple(line for report in OWN for line in report.split("\n"))
ODD_LINES = (
    "",
    "  ",
    "----",
    "\f",
    "篇二",
    "(一)",
    "附件",
    "★相关链接",
    "年度工作总结",
    "各位代表：",
    "2024年12月5日",
)
lines = st.lists(st.sampled_from(LINES) | st.sampled_from(ODD_LINES), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(lines)
def test_parts_lie_in_order_and_no_line_is_lost(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    source = Source(path="a.txt", sha256="0" * 64, encoding="utf-8", media_type="text/plain")
    try:
        parsed = parse_document(Document(source=source, text=text, line_starts=line_starts(text)))
    except NoReportFound:
        assume(False)
        raise
    spans = [r.report.span for r in parsed.reports]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    told = [*spans, *(r.span for r in parsed.document.removed)]
    covered = {i for span in told for i in range(span.start, span.end)}
    assert not {i for i, c in enumerate(text) if c.strip()} - covered
