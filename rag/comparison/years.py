"""One unit at several times: a side for each period or report that a message names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.numerals import parse_number
from rag import phrases
from rag.comparison.plan import Side
from rag.directory import UnitEntry
from rag.retrieve import Shelf

_DOC_TYPES = ("总结", "计划", "汇报", "方案")
_PART = r"(?:[上下]半年|第?[一二三四1-4]季度|全年)"
_OF_YEAR = rf"(?:19|20)\d{{2}}(?:年度?{_PART}?)?"
_AND = r"(?:[和与跟同、，,比及]|以及|对比|相比|相较于?)+"
_STATED = re.compile(rf"(?<!\d){_OF_YEAR}(?:的?{_AND}(?:{_OF_YEAR}|{_PART}))+(?!\d)")
_RANGE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年?(?:[-—–~至到]|以来到)((?:19|20)\d{2})年(?!\d)(?:[各每]年|来|间)*"
)
_PARTS = re.compile(rf"{_PART}(?:的?{_AND}{_PART})+")
_AGO = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2}
_RELATIVE = rf"(?:{'|'.join(_AGO)})(?:度|同期)?"
_TWO_NAMED = re.compile(rf"(?:{_OF_YEAR}|{_RELATIVE})(?:的?{_AND}{_RELATIVE})+")
_TO_LAST = re.compile(
    rf"{_TWO_NAMED.pattern}|(?:[和与跟同比较]|相比|对比|相较于?){_RELATIVE}(?:的?(?:相比|比较?|对比)[起来]*|[多少高低增减变怎如])"
)
_LAST_FEW = re.compile(r"(?:最?近|这|过去|前)([两二三四五六七八九十\d]{1,2})年(?:来|间|内|里)?")
_EVERY = re.compile(r"历年|[各逐]年度?(?!级)|这几年|近几年")
_REPORTS = re.compile(
    rf"(?:这|那|它的|它)?(?:[两二三四五六七八九十几\d]|每|各)份(?:工作)?(?:报告|材料|文件|{'|'.join(_DOC_TYPES)})?"
)
_BY_TYPE = re.compile(rf"(?:{'|'.join(_DOC_TYPES)})(?:{_AND}(?:{'|'.join(_DOC_TYPES)}))+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS = {
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 3): "第一季度",
    (4, 6): "第二季度",
    (7, 9): "第三季度",
    (10, 12): "第四季度",
}
_ORDER = ("第一季度", "第二季度", "上半年", "第三季度", "第四季度", "下半年", "")
_MOST_YEARS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A year, or a `part` of it (上半年); "" for the whole."""

    year: int
    part: str = ""

    @property
    def words(self) -> str:
        """2024年上半年."""
        return f"{self.year}年{self.part}"

    @property
    def rank(self) -> tuple[int, int]:
        """Earlier times before later ones; parts of a year before the whole."""
        return self.year, _ORDER.index(self.part)


def sides_of(message: str, units: Sequence[UnitEntry], shelf: Shelf) -> tuple[Side, ...]:
    """A side for each of the units at each of the times, or for each of its reports, that a message names
    (2023年和2024年, 今年和去年, 近三年, 上半年和全年, 这两份报告), earlier times first; () where it names none, or no
    report of them is held. A time of which a unit has no report gives a side that says so."""
    if _names_times(message):
        whens = _whens(message, _held(units))
        sides = [side for unit in units for side in _by_time(unit, whens)] if len(whens) > 1 else []
    elif _REPORTS.search(message) or _BY_TYPE.search(message):
        sides = [side for unit in units for side in _by_report(unit, message, shelf)]
    else:
        sides = []
    # 比去年多多少 is asked of one report too, which may say so itself.
    needed = 1 if any(p.search(message) for p in (_RANGE, _STATED, _TWO_NAMED)) else 2
    return tuple(sides) if len(sides) > 1 and sum(s.entry is not None for s in sides) >= needed else ()


def without_times(message: str) -> str:
    """A message without the words that name several times or reports: 青禾里社区的培训人数比一比."""
    for pattern in (_RANGE, _STATED, _TO_LAST, _PARTS, _LAST_FEW, _EVERY, _REPORTS, _BY_TYPE):
        message = pattern.sub("", message, count=1)
    message = re.sub(r"(?:相比|对比|比较|比)(?:起来|一下)?[，,](?=.)", "，", message)
    return re.sub(r"^(?:的|在|，|,)+|(?<=[，,])的|的(?=的)", "", message)


def when_of(period: str) -> When | None:
    """The time that a period's words name; None where they name no year."""
    year = _YEAR.search(period)
    return When(year=int(year.group()), part=_part_in(period[year.end() :])) if year else None


def _part_in(words: str) -> str:
    if found := re.search(r"([上下])半年", words):
        return f"{found[1]}半年"
    if found := re.search(r"([一二三四1-4])季度", words):
        return f"第{'一二三四'[int(found[1]) - 1] if found[1].isdigit() else found[1]}季度"
    if found := re.search(r"(\d{1,2})月?[-—–~至到](\d{1,2})月", words):
        return _MONTHS.get((int(found[1]), int(found[2])), "")
    return ""


def _names_times(message: str) -> bool:
    return any(p.search(message) for p in (_RANGE, _STATED, _TO_LAST, _PARTS, _LAST_FEW, _EVERY))


def _held(units: Sequence[UnitEntry]) -> tuple[When, ...]:
    """The times of which the units have reports, the earliest first."""
    found = {when for unit in units for period in unit.periods if (when := when_of(period))}
    return tuple(sorted(found, key=lambda w: w.rank))


def _whens(message: str, held: Sequence[When]) -> tuple[When, ...]:
    return tuple(sorted(set(_named(message, held)), key=lambda w: w.rank))


def _named(message: str, held: Sequence[When]) -> Iterator[When]:
    latest = held[-1].year if held else None
    if found := _RANGE.search(message):
        first, last = sorted(map(int, found.groups()))
        yield from (When(year=y) for y in range(first, min(last, first + _MOST_YEARS) + 1))
    elif found := _TO_LAST.search(message):
        stated = _YEAR.search(found.group())
        base = int(stated.group()) if stated else latest
        named = [word for word in _AGO if word in found.group()]
        ago = {_AGO[w] for w in named if not (w == "上年" and "上一年" in named)} | {0}
        yield from (When(year=base + n) for n in ago if base is not None)
    elif found := _STATED.search(message):
        yield from _stated(found.group())
    elif found := _PARTS.search(message):
        yield from (When(year=latest, part=_part_in(p)) for p in re.findall(_PART, found.group()) if latest)
    elif found := _LAST_FEW.search(message):
        count = int(parse_number(found[1].replace("两", "二")) or 0)
        yield from (When(year=latest - n) for n in range(min(count, _MOST_YEARS)) if latest)
    else:
        yield from held


def _stated(words: str) -> Iterator[When]:
    """2023年和2024年, 2023年上半年和下半年: a part without a year is of the year before it."""
    year = 0
    for found in re.finditer(rf"((?:19|20)\d{{2}})年?度?({_PART})?|({_PART})", words):
        year = int(found[1]) if found[1] else year
        yield When(year=year, part=_part_in(found[2] or found[3] or ""))


def _by_time(unit: UnitEntry, whens: Sequence[When]) -> Iterator[Side]:
    for when in whens:
        ids = _reports_of(unit, when)
        if not ids:
            missing = phrases.NO_REPORT_OF.format(name=f"{unit.name}{when.words}")
            yield Side(label=f"{unit.name}{when.words}", entry=None, missing=missing, period=when.words)
            continue
        entry = _only(unit, ids)
        # Where only the first half of a year is reported on, the side says so.
        told = {w for p in entry.periods if (w := when_of(p))}
        words = told.pop().words if len(told) == 1 else when.words
        yield Side(label=f"{unit.name}{words}", entry=entry, period=words)


def _reports_of(unit: UnitEntry, when: When) -> tuple[str, ...]:
    """The unit's reports of a time; of a year without a report on the whole of it those on its parts."""
    dated = [(i, w) for i, p in zip(unit.report_ids, unit.periods, strict=False) if (w := when_of(p))]
    exact = tuple(i for i, w in dated if w == when)
    return exact or tuple(i for i, w in dated if not when.part and w.year == when.year)


def _by_report(unit: UnitEntry, message: str, shelf: Shelf) -> list[Side]:
    """Each report of the unit as a side, told apart by its period, its sort, else by its file."""
    wanted = [t for t in _DOC_TYPES if t in found.group()] if (found := _BY_TYPE.search(message)) else []
    periods = dict(zip(unit.report_ids, unit.periods, strict=False))
    ids = [i for i in unit.report_ids if not wanted or shelf.report(i).report.doc_type in wanted]
    if len(ids) < 2:
        return []
    sorts: dict[str, str] = {i: shelf.report(i).report.doc_type for i in ids}
    called: list[dict[str, str]] = [
        {i: periods.get(i, "") for i in ids},
        sorts,
        {i: f"{periods.get(i, '')}{sorts[i]}" for i in ids},
    ]
    names = next((c for c in called if all(c.values()) and len(set(c.values())) == len(ids)), None)
    names = names or {i: f"（{shelf.files[i]}）" for i in ids}
    sides = [
        Side(label=f"{unit.name}{names[i]}", entry=_only(unit, (i,)), period=periods.get(i, "")) for i in ids
    ]
    return sorted(sides, key=lambda s: w.rank if (w := when_of(s.period)) else (0, 0))


def _only(unit: UnitEntry, ids: Sequence[str]) -> UnitEntry:
    kept = [(i, p) for i, p in zip(unit.report_ids, unit.periods, strict=False) if i in ids]
    return replace(unit, report_ids=tuple(i for i, _ in kept), periods=tuple(p for _, p in kept))
