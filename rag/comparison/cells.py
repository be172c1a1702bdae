"""What every side of a comparison says of every aspect: one reading and one extraction each, as cited cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Span
from rag import phrases
from rag.comparison.plan import Aspect, Plan, Side
from rag.figure_answer import RankedFigure, rank_figures
from rag.ground import EvidenceBook
from rag.model import Cell, Quantity
from rag.reading import Said, figure_span, plain_words, say, say_withheld
from rag.retrieve import Reading, Shelf, read_for
from rag.surroundings import Readable
from rag.text_answer import rank_sentences, shown_part
from rag.understand import Question

_NUMBERS_ONLY = re.compile(r"数据|数字|什么数|人数|次数|户数|人[更最]?多")
_LOOSE = re.compile(rf"{_NUMBERS_ONLY.pattern}|情况|哪些")
_MOST = 6
_LONGEST_CELL = 90
_CLOSE_BY = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one side says of one aspect. `said` is the cell as a cited sentence led by the unit's name, None where
    nothing is stated; `best` is the figure it is ranked by, where it has one."""

    cell: Cell
    said: str | None
    best: RankedFigure | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """The findings of a plan, a row for every side and in it one for every aspect, in the plan's order; `passages` is
    how many were read."""

    findings: tuple[tuple[Finding, ...], ...]
    passages: int


def read_grid(plan: Plan, shelf: Shelf, book: EvidenceBook) -> Grid:
    """Read every side of a plan for every aspect of it; what is quoted is numbered in `book`."""
    passages, rows = 0, []
    for side in plan.sides:
        row = []
        for aspect in plan.aspects:
            if side.entry is None:
                row.append(_not_read(side))
                continue
            question = aspect.question(side)
            reading = read_for(question, shelf)
            passages += len(reading.hits)
            row.append(_find(question, aspect, reading, book))
        rows.append(tuple(row))
    return Grid(findings=tuple(rows), passages=passages)


def _find(question: Question, aspect: Aspect, reading: Reading, book: EvidenceBook) -> Finding:
    figures_first = (
        question.asked == "number" or aspect.kind == "figures" or bool(_LOOSE.search(question.topic))
    )
    if aspect.kind != "practices" and figures_first:
        counted = _find_figures(question, reading, book)
        only = question.asked == "number" or aspect.kind == "figures" or _NUMBERS_ONLY.search(question.topic)
        if counted.cell.status != "not_found" or only:
            return counted
    return _find_words(question, reading, book)


def _find_words(question: Question, reading: Reading, book: EvidenceBook) -> Finding:
    good = [r for r in rank_sentences(question, reading.pages, reading.sense) if r.acceptable]
    if not good:
        return _absent()
    span = shown_part(question, good[0], longest=_LONGEST_CELL)
    said, words = say(good[0].page, span, book), plain_words(good[0].page, span)
    return Finding(
        cell=Cell(text=words, status="answered", citations=said.numbers), said=said.text, best=None
    )


def _find_figures(question: Question, reading: Reading, book: EvidenceBook) -> Finding:
    good = [r for r in rank_figures(question, reading.pages, reading.sense) if r.acceptable]
    if not good:
        return _absent()
    if good[0].figure.withheld:
        return _withheld(good[0], question, book)
    loose = bool(_LOOSE.search(question.topic))
    slack = 0.3 if loose else 0.08
    chosen = [r for r in good if r.score >= good[0].score - slack and not r.figure.withheld]
    chosen = [r for r in chosen if not loose or r.close_by >= _CLOSE_BY][:_MOST] or [good[0]]
    return _stated(chosen, question, book)


def _stated(chosen: Sequence[RankedFigure], question: Question, book: EvidenceBook) -> Finding:
    spans = merged([(r.page, figure_span(r.page, r.figure, question.terms)) for r in chosen])
    said = [say(page, span, book, lead=n == 0) for n, (page, span) in enumerate(spans)]
    cell = Cell(
        text="；".join(plain_words(page, span) for page, span in spans),
        status="answered",
        citations=tuple(dict.fromkeys(n for s in said for n in s.numbers)),
        quantities=tuple(_quantity(r, spans, said) for r in chosen),
    )
    return Finding(cell=cell, said="".join(s.text for s in said), best=chosen[0])


def _quantity(found: RankedFigure, spans: Sequence[tuple[Readable, Span]], said: Sequence[Said]) -> Quantity:
    figure, report = found.figure, found.page.report
    n = next(
        s.numbers[0]
        for s, (page, span) in zip(said, spans, strict=True)
        if page is found.page and span.covers(figure.span)
    )
    period = (
        report.period.normalised or report.period.raw if report.period and not report.period.withheld else ""
    )
    return Quantity(
        value=figure.value, upper=figure.upper, measure=figure.measure, raw=figure.raw, n=n, subject=figure.subject,
        approximate=figure.approximate, planned=figure.planned, period=period,
    )  # fmt: skip


def merged(spans: Sequence[tuple[Readable, Span]]) -> tuple[tuple[Readable, Span], ...]:
    """Quotes that overlap become one, in the order of the reports and of their text."""
    pages = {page.report.id: page for page, _ in spans}
    joined: list[tuple[str, Span]] = []
    for report_id, span in sorted({(page.report.id, span) for page, span in spans}):
        if joined and joined[-1][0] == report_id and joined[-1][1].end >= span.start:
            last = joined.pop()[1]
            span = Span(start=last.start, end=max(last.end, span.end))
        joined.append((report_id, span))
    return tuple((pages[i], span) for i, span in joined)


def _absent() -> Finding:
    return Finding(cell=Cell(text=phrases.STATUS_ABSENT, status="not_found"), said=None, best=None)


def _not_read(side: Side) -> Finding:
    return Finding(cell=Cell(text=side.missing, status="not_read"), said=None, best=None)


def _withheld(found: RankedFigure, question: Question, book: EvidenceBook) -> Finding:
    span = figure_span(found.page, found.figure, question.terms)
    said = say_withheld(found.page, span, found.figure.raw, book)
    cell = Cell(
        text=phrases.STATUS_WITHHELD.format(raw=found.figure.raw),
        status="withheld_in_source",
        citations=said.numbers,
        quantities=(_quantity(found, [(found.page, span)], [said]),),
    )
    return Finding(cell=cell, said=said.text, best=found)
