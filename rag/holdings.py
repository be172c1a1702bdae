"""What the library itself holds, told from the catalog: its units, its reports by type and year, and hidden years."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.model import Figure, Report, Span
from rag import phrases
from rag.comparison.write import Comparison
from rag.directory import UnitEntry
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.holdings_question import Holding
from rag.model import Cell, Derived, Row, Table
from rag.overall import Overall
from rag.retrieve import Shelf
from rag.roll import Named, counted, listed
from rag.surroundings import Readable

_LEADS = {"units": "库中有", "hidden_year": "年份被隐去的有", "hidden_figures": "有数字被隐去的有"}
_COLUMNS = ("类型", "时间", "文件")
_PLACEHOLDER = re.compile("[_xX×]")
_OPENING = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class _Held:
    """A report that is asked for, and the words of it that show that it is."""

    entry: UnitEntry
    page: Readable
    span: Span


def tell_holdings(asked: Overall, shelf: Shelf, book: EvidenceBook) -> Comparison:
    """The units or reports that the question asks for, each shown by words of its own."""
    holding = asked.holding or Holding(matter="units")
    held = [
        _Held(entry=unit, page=page, span=_shown(holding, page.report))
        for unit in asked.units
        for page in map(shelf.page, unit.report_ids)
        if _CHOOSES[holding.matter](holding, page.report)
    ]
    note = phrases.FROM_CATALOG.format(
        units=len(shelf.refresh().entries), reports=sum(len(u.report_ids) for u in shelf.refresh().entries)
    )
    if not held:
        text = phrases.NONE_HELD.format(what=_what(holding))
        return Comparison(
            draft=Draft(status="not_found", text=text, notes=(note,)), table=None, derived=(), passages=0
        )
    numbers = [book.cite(h.page, h.span) for h in held]
    line, derived = _line(holding, held, numbers)
    return Comparison(
        draft=Draft(status="answered", text=line, notes=(note, *_others(holding, asked.units, held, shelf))),
        table=Table(columns=_COLUMNS, rows=_rows(held, numbers, shelf)),
        derived=(derived,),
        passages=len(held),
    )


def _line(holding: Holding, held: Sequence[_Held], numbers: Sequence[int]) -> tuple[str, Derived]:
    if holding.matter in _LEADS:
        first = {h.entry.name: (h, n) for h, n in reversed(list(zip(held, numbers, strict=True)))}
        named = [
            Named(entry=h.entry, number=n, words=_hidden(holding, h)) for h, n in reversed(first.values())
        ]
        count = counted(named, "单位" if holding.kind in ("家", "地方", "部门") else holding.kind)
        return f"{_LEADS[holding.matter]}{count.text}：{listed(named)}。", count
    named = [Named(entry=h.entry, number=n) for h, n in zip(held, numbers, strict=True)]
    what = _what(holding)
    count = Derived(text=f"{len(held)}份{what}", formula=f"逐份计数 = {len(held)}", inputs=tuple(numbers))
    return f"库中有{count.text}：{listed(named)}。", count


def _hidden(holding: Holding, held: _Held) -> str:
    """How the source writes what it hides."""
    report = held.page.report
    if holding.matter == "hidden_year" and report.period:
        return f"（原文作“{report.period.raw}”）"
    if holding.matter == "hidden_figures":
        hidden = _hidden_figure(report)
        return f"（{'计划数，' if hidden.planned else ''}如“{hidden.raw}”）"
    return ""


def _what(holding: Holding) -> str:
    if holding.matter == "reports":
        return (
            f"工作{holding.doc_type}"
            if holding.doc_type in ("总结", "计划", "汇报")
            else holding.doc_type or "报告"
        )
    if holding.matter == "year":
        return f"{holding.year}年的报告"
    if holding.matter in ("hidden_year", "hidden_figures"):
        return f"隐去{'年份' if holding.matter == 'hidden_year' else '数字'}的报告"
    return f"{holding.kind}的报告"


def _rows(held: Sequence[_Held], numbers: Sequence[int], shelf: Shelf) -> tuple[Row, ...]:
    rows = []
    for one, number in zip(held, numbers, strict=True):
        report = one.page.report
        period = report.period.raw if report.period else phrases.NO_PERIOD
        words = (report.doc_type, period, shelf.files[report.id])
        cells = tuple(
            Cell(text=w, status="answered", citations=(number,) if n == 0 else ())
            for n, w in enumerate(words)
        )
        rows.append(Row(unit=one.entry.name, aliases=one.entry.unit.aliases, cells=cells))
    return tuple(rows)


def _others(holding: Holding, units: Sequence[UnitEntry], held: Sequence[_Held], shelf: Shelf) -> list[str]:
    """Of hidden years the reader is told how the other units write theirs."""
    if holding.matter != "hidden_year":
        return []
    shown = {h.entry.name for h in held}
    others = [u for u in units if u.name not in shown]
    periods = [shelf.report(u.report_ids[0]).report.period for u in others]
    words = [f"{u.name}（{p.raw if p else phrases.NO_PERIOD}）" for u, p in zip(others, periods, strict=True)]
    return [phrases.OTHER_PERIODS.format(values="、".join(words))] if words else []


def _is_hidden(_: Holding, report: Report) -> bool:
    return report.period is not None and report.period.withheld


def _hides_figures(_: Holding, report: Report) -> bool:
    return any(f.withheld for f in report.figures)


def _hidden_figure(report: Report) -> Figure:
    """One that the source hides, of what was done and with a mark for it (x, _) where there is such a one."""
    hidden = [f for f in report.figures if f.withheld]
    return min(hidden, key=lambda f: (f.planned, not _PLACEHOLDER.search(f.raw), f.span))


def _is_of_year(holding: Holding, report: Report) -> bool:
    period = report.period
    return period is not None and holding.year in (period.normalised or period.raw)


def _is_of_type(holding: Holding, report: Report) -> bool:
    return holding.doc_type in ("", report.doc_type)


_CHOOSES: dict[str, Callable[[Holding, Report], bool]] = {
    "units": lambda _holding, _report: True,
    "reports": _is_of_type,
    "hidden_year": _is_hidden,
    "hidden_figures": _hides_figures,
    "year": _is_of_year,
}


def _shown(holding: Holding, report: Report) -> Span:
    """The words by which a report is shown to be what it is held for: its year as written, its type, its unit's name,
    else its beginning."""
    if holding.matter == "hidden_figures":
        return _hidden_figure(report).clause
    period = report.period.raw if report.period and holding.matter in ("hidden_year", "year") else ""
    sought = [
        period,
        report.title or "",
        f"工作{report.doc_type}",
        report.doc_type,
        report.unit.name,
        *report.unit.aliases,
    ]
    if holding.matter == "units":
        sought = [report.unit.name, *report.unit.aliases, report.title or ""]
    for words in filter(None, sought):
        if (at := report.text.find(words)) >= 0:
            return _line_at(report.text, at, len(words))
    start = report.body
    return _line_at(report.text, start + len(report.text[start:]) - len(report.text[start:].lstrip()), 1)


def _line_at(text: str, at: int, length: int) -> Span:
    """The line around a place, cut to the sentence and to a length that can be read at a glance."""
    start = max(text.rfind(mark, 0, at) for mark in "\n\r。") + 1
    ends = [e for mark in "\n\r。" if (e := text.find(mark, at + length)) >= 0]
    end = min([*ends, len(text)])
    start, end = max(start, at - _OPENING), min(end, at + length + _OPENING)
    words = text[start:end]
    return Span(start=start + len(words) - len(words.lstrip()), end=start + len(words.rstrip()))
