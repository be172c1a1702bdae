"""When what a report says is or was: the time a statement covers, and whether it is done or to come."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.model import Figure, Section, Span
from rag import stance
from rag.surroundings import Readable

_COMPARED = r"(?<![比较同自从由为])"
_NAMED = re.compile(
    rf"{_COMPARED}(?:"
    r"(?P<until>截[至止](?:目前|[^，。；：、]{0,8}?(?:底|末|[0-9]日))|(?:到|至)(?:19|20)\d{2}年底?)|"
    r"(?P<stated>(?:19|20)\d{2}年(?:度|底)?(?:上半年|下半年|前?[一二三四]季度|[0-9]{1,2}月份?)?)|"
    r"(?P<part>上半年|下半年|前?第?[一二三四]季度)|"
    r"(?P<span>[一二三四五六七八九十两几]+年来|“?十[二三四五]五”?(?:以来|期间|时期)|近年来|本届政府)|"
    r"(?P<relative>去年|上年|今年|本年|当年|明年|来年)|(?P<whole>全年|年内|年底前))"
    r"(?!同期|水平|平均)"
)
_YEARS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "来年": 1}
_YEAR = re.compile(r"(?:19|20)\d{2}(?=\s*年)")
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}")
_PART_OF_YEAR = re.compile("半年|季度|月")
_BACK = re.compile("回顾|去年|过去")
_AHEAD = re.compile("明年|来年|下一年")
_TO_COME = re.compile(
    "打算|下一步|下步|今后(?:工作|的)|努力方向|工作(?:计划|安排|思路|设想)|目标任务|(?:主要|重点|年度)(?:任务|目标)|重点工作|总体要求"
)
_OF_RECORD = re.compile("情况|回顾|成效|完成|总结|成绩|现状")
# What a plan says of how things stand is no plan.
_AS_IT_STANDS = re.compile("现有|现已|目前|原有|已有")
_ESTIMATED = re.compile("预计|有望")
_GOAL = re.compile("(?:目标|指标|任务)(?:是|为|建议为)?[：:]|主要预期目标")


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """`period` as the report tells it, "" where it does not; `planned`: to come."""

    period: str
    planned: bool


class Calendar:
    """One report's times: the year of each of its parts, and which of them look ahead."""

    def __init__(self, page: Readable) -> None:
        self._page = page
        period = page.report.period
        self._stated = "" if period is None or period.withheld else period.normalised or period.raw
        found = _YEAR.search(f"{self._stated}年")
        self._year = _spoken_in(page, int(found.group()) if found else None)

    @cached_property
    def _parts(self) -> tuple[tuple[Span, int | None, bool], ...]:
        """Each top part with its year and whether it looks ahead: 2025年重点工作 behind 2024年工作回顾, and what
        follows it."""
        parts: list[tuple[Span, int | None, bool]] = []
        looked_back = ahead = False
        for section in self._page.report.outline:
            year = self._year_of(section)
            later = looked_back and year is not None and self._year is not None and year >= self._year
            ahead = ahead or later or (looked_back and _looks_ahead(section.title))
            looked_back = looked_back or bool(_BACK.search(section.title))
            parts.append((section.span, year, ahead))
        return tuple(parts)

    def _year_of(self, section: Section) -> int | None:
        if stated := _YEAR.search(section.title):
            return int(stated.group())
        if self._year is None:
            return None
        return self._year + 1 if _AHEAD.search(section.title) else None

    def _part(self, offset: int) -> tuple[int | None, bool]:
        found = [(year, ahead) for span, year, ahead in self._parts if span.start <= offset < span.end]
        return found[-1] if found else (None, False)

    def time_of(self, clause: Span, figure: Figure | None = None) -> Time:
        """The time of a clause, or of a figure in it."""
        year, ahead = self._part(clause.start)
        planned = self._is_planned(clause, figure, year=year, ahead=ahead)
        return Time(period=self._period(clause, year, planned=planned, ahead=ahead), planned=planned)

    def _is_planned(self, clause: Span, figure: Figure | None, *, year: int | None, ahead: bool) -> bool:
        text = self._page.report.text
        sentence = self._page.sentence_at(clause.start)
        start = sentence.span.start if sentence else clause.start
        words, lead = clause.of(text), text[start : clause.end]
        past = year is not None and self._year is not None and year < self._year
        if past and not ahead and not _GOAL.search(lead):
            # What a look back at an ended year 预计 is an estimate, no plan.
            told = _ESTIMATED.sub("", lead)
            return stance.firmly_plans(_ESTIMATED.sub("", words)) and stance.plans(told)
        if _AS_IT_STANDS.search(lead) and not stance.firmly_plans(words):
            return False
        if figure is not None and figure.planned:
            return True
        if stance.says_done(words):
            return False
        headings = sentence.headings if sentence else ()
        return ahead or stance.firmly_plans(words) or any(map(_looks_ahead, headings))

    def _period(self, clause: Span, year: int | None, *, planned: bool, ahead: bool) -> str:
        if named := self._named(clause):
            return self._resolved(named, year)
        if year is not None:
            return f"{year}年"
        # A plan at the end of a summary is for a time that nobody named.
        return "" if planned and not ahead and not self._of_plans else self._stated

    @property
    def _of_plans(self) -> bool:
        return self._page.report.doc_type in ("计划", "方案")

    def _named(self, clause: Span) -> re.Match[str] | None:
        """The time that a clause names, else the nearest one before it in its sentence."""
        text, sentence = self._page.report.text, self._page.sentence_at(clause.start)
        if found := list(_NAMED.finditer(text, clause.start, clause.end)):
            return found[-1]
        start = sentence.span.start if sentence else clause.start
        earlier = list(_NAMED.finditer(text, start, clause.start))
        return earlier[-1] if earlier else None

    def _resolved(self, named: re.Match[str], year: int | None) -> str:
        base = year if year is not None else self._year
        words = named.group()
        if base is None or named["until"] or named["span"] or named["stated"]:
            return words.removesuffix("度") if named["stated"] else words
        if named["relative"]:
            counted = self._year if self._year is not None else base
            return f"{counted + _YEARS[words]}年"
        return f"{base}年" if named["whole"] else f"{base}年{words}"


def _spoken_in(page: Readable, stated: int | None) -> int | None:
    """The year in which a report speaks of 今年: the one it states, but of one that looks back at a year (2024年工作回顾)
    and then ahead at the next that next one, whichever it states."""
    years = [
        (int(y.group()), bool(_BACK.search(s.title)))
        for s in page.report.outline
        if (y := _YEAR.search(s.title))
    ]
    ended = [year for year, back in years if back]
    if not ended:
        return stated
    return max([*(year for year, _ in years), *([stated] if stated else [])])


def _looks_ahead(heading: str) -> bool:
    """Whether a heading announces what is to come; 科学规划 and 重点工作完成情况 do not."""
    return bool(_TO_COME.search(heading)) and not _OF_RECORD.search(heading)


def written_of(page: Readable) -> tuple[int, bool]:
    """How new a report is: the year it is of, 0 where it names none, and whether it is of the whole of it."""
    period = page.report.period
    words = (period.normalised or period.raw) if period and not period.withheld else ""
    years = _ANY_YEAR.findall(words)
    return max(map(int, years), default=0), not _PART_OF_YEAR.search(words)
