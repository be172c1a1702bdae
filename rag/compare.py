"""Comparing units: one reading and one extraction for each, then a table whose every cell is cited."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.model import Span
from rag import phrases
from rag.asked_measure import topic_terms
from rag.citations import with_marks
from rag.directory import UnitEntry
from rag.extractive import Draft
from rag.figure_answer import RankedFigure, rank_figures
from rag.ground import EvidenceBook
from rag.model import Cell, Derived, Row, Status, Table
from rag.reading import figure_span, plain_words, say, say_withheld
from rag.retrieve import Reading, Shelf, read_each, read_for
from rag.text_answer import rank_sentences, shown_part
from rag.understand import Question
from rag.wordings import LIGHT

_ASKING = re.compile(
    r"(?:方面)?[，,、]?(?:哪个[^，]*|谁[^，]*|(?:各|都|分别)*(?:从|有|是|做|开展|添置|办|投|要求)?了?(?:哪些|什么|多少|几|怎么)[^，]*)$"
    r"|^(?:哪些单位|哪个单位|谁)(?:都)?(?:提到|说到|做|开展|有)了?"
)
_NUMBERS_ONLY = re.compile(r"数据|数字|什么数|人数|次数|户数|人[更最]?多")
_LOOSE = re.compile(rf"{_NUMBERS_ONLY.pattern}|情况|哪些")
_EACH = re.compile(r"^(?:各自?|分别|都)(?![类项种级界方族])")
_MOST = 6
_LONGEST_CELL = 90
_SHOWN_IN_TEXT = 8
_CLOSE_BY = 0.3
# Of more units the question is encoded once for all, instead of a search in each.
MANY = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A comparison as written: sentences, the table above them, and what code worked out."""

    draft: Draft
    table: Table | None
    derived: tuple[Derived, ...]
    passages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Finding:
    entry: UnitEntry
    cell: Cell
    sentence: str | None
    best: RankedFigure | None = None
    best_cited: int = 0


def compare(question: Question, shelf: Shelf, book: EvidenceBook) -> Comparison:
    """Read every unit of the question for its topic and lay the findings side by side."""
    findings, passages = [], 0
    readings = read_each(question, shelf) if len(question.units) > MANY else None
    for n, entry in enumerate(question.units):
        alone = _put_to(question, n)
        reading = next(readings) if readings else read_for(alone, shelf)
        passages += len(reading.hits)
        findings.append(_find(alone, entry, reading, book))
    stated = [f for f in findings if f.cell.status != "not_found"]
    shown = stated if question.group else findings
    lines = [f.sentence for f in stated if f.sentence][:_SHOWN_IN_TEXT]
    difference = _difference(stated)
    if difference:
        lines.append(with_marks(difference[0], difference[1].inputs))
    table = Table(
        columns=(_column(question),),
        rows=tuple(Row(unit=f.entry.name, aliases=f.entry.unit.aliases, cells=(f.cell,)) for f in shown),
    )
    draft = Draft(
        status=_status(findings),
        text="\n".join(lines) if stated else phrases.NOT_FOUND,
        notes=_notes(question, findings, shelf),
    )
    return Comparison(
        draft=draft, table=table, derived=(difference[1],) if difference else (), passages=passages
    )


def _put_to(question: Question, n: int) -> Question:
    """The question as put to its n-th unit alone."""
    alone = replace(question, units=(question.units[n],))
    if not question.shares:
        return alone
    topic = question.shares[n]
    return replace(alone, topic=topic, terms=topic_terms(topic))


def _find(question: Question, entry: UnitEntry, reading: Reading, book: EvidenceBook) -> _Finding:
    if question.asked == "number":
        return _find_figures(question, entry, reading, book)
    if _LOOSE.search(question.topic):
        counted = _find_figures(question, entry, reading, book)
        if counted.cell.status != "not_found" or _NUMBERS_ONLY.search(question.topic):
            return counted
    good = [r for r in rank_sentences(question, reading.pages, reading.sense) if r.acceptable]
    if not good:
        return _absent(entry)
    span = shown_part(question, good[0], longest=_LONGEST_CELL)
    said, words = say(good[0].page, span, book), plain_words(good[0].page, span)
    return _Finding(
        entry=entry, cell=Cell(text=words, status="answered", citations=said.numbers), sentence=said.text
    )


def _find_figures(question: Question, entry: UnitEntry, reading: Reading, book: EvidenceBook) -> _Finding:
    good = [r for r in rank_figures(question, reading.pages, reading.sense) if r.acceptable]
    if not good:
        return _absent(entry)
    if good[0].figure.withheld:
        return _withheld(entry, good[0], question, book)
    loose = bool(_LOOSE.search(question.topic))
    slack = 0.3 if loose else 0.08
    chosen = [r for r in good if r.score >= good[0].score - slack and not r.figure.withheld]
    chosen = [r for r in chosen if not loose or r.close_by >= _CLOSE_BY][:_MOST] or [good[0]]
    spans = _merged((r.page.report.id, figure_span(r.page, r.figure, question.terms)) for r in chosen)
    by_report = {p.report.id: p for p in reading.pages}
    said = [say(by_report[i], span, book, lead=n == 0) for n, (i, span) in enumerate(spans)]
    cell = Cell(
        text="；".join(plain_words(by_report[i], span) for i, span in spans),
        status="answered",
        citations=tuple(dict.fromkeys(n for s in said for n in s.numbers)),
    )
    best = chosen[0]
    (cited,) = (
        s.numbers[0]
        for s, (i, span) in zip(said, spans, strict=True)
        if i == best.page.report.id and span.covers(best.figure.span)
    )
    return _Finding(
        entry=entry, cell=cell, sentence="".join(s.text for s in said), best=best, best_cited=cited
    )


def _merged(spans: Iterable[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
    """Quotes that overlap become one."""
    merged: list[tuple[str, Span]] = []
    for report_id, span in sorted(set(spans)):
        if merged and merged[-1][0] == report_id and merged[-1][1].end >= span.start:
            last = merged.pop()[1]
            span = Span(start=last.start, end=max(last.end, span.end))
        merged.append((report_id, span))
    return tuple(merged)


def _absent(entry: UnitEntry) -> _Finding:
    return _Finding(entry=entry, cell=Cell(text=phrases.STATUS_ABSENT, status="not_found"), sentence=None)


def _withheld(entry: UnitEntry, found: RankedFigure, question: Question, book: EvidenceBook) -> _Finding:
    span = figure_span(found.page, found.figure, question.terms)
    said = say_withheld(found.page, span, found.figure.raw, book)
    words = phrases.STATUS_WITHHELD.format(raw=found.figure.raw)
    cell = Cell(text=words, status="withheld_in_source", citations=said.numbers)
    return _Finding(entry=entry, cell=cell, sentence=said.text)


def _difference(stated: Sequence[_Finding]) -> tuple[str, Derived] | None:
    """Of two units with exact figures of one measure: which has more, and by how much."""
    figures = [(f, f.best.figure) for f in stated if f.best is not None]
    if len(figures) != 2:
        return None
    (a, x), (b, y) = sorted(figures, key=lambda f: -(f[1].value or 0))
    if (
        x.value is None
        or y.value is None
        or x.measure != y.measure
        or x.approximate
        or y.approximate
        or x.value == y.value
    ):
        return None
    more = f"{plain_number(x.value - y.value)}{x.measure}"
    derived = Derived(
        text=f"多{more}",
        formula=f"{x.value:f} - {y.value:f}",
        inputs=(a.best_cited, b.best_cited),
    )
    return f"{a.entry.name}比{b.entry.name}多{more}", derived


def plain_number(value: Decimal) -> str:
    """A number as the reports write it: 112000 as 11.2万."""
    if value >= 10_000 and value % 100 == 0:
        return f"{(value / 10_000).normalize():f}万"
    return f"{value:f}"


def _status(findings: Sequence[_Finding]) -> Status:
    states = {f.cell.status for f in findings}
    return (
        "answered"
        if "answered" in states
        else "withheld_in_source"
        if "withheld_in_source" in states
        else "not_found"
    )


def _column(question: Question) -> str:
    words = re.split(r"[？?。！]", question.topic)[0]
    words = _EACH.sub("", _ASKING.sub("", words))
    words = re.sub(r"(?:方面|上|的|在|各|都|分别|更多|最多|[，,、])+$", "", words).strip("，,、的在 ")
    return words or "".join(t.text for t in question.terms if t.text not in LIGHT) or "内容"


def _notes(question: Question, findings: Sequence[_Finding], shelf: Shelf) -> tuple[str, ...]:
    absent = [f.entry.name for f in findings if f.cell.status == "not_found"]
    stated = len(findings) - len(absent)
    held = len(shelf.refresh().entries)
    notes = [phrases.COVERAGE.format(held=held, read=len(findings), stated=stated)]
    if absent:
        notes.append(phrases.NOT_STATING.format(names="、".join(absent)))
    measures = {f.best.figure.measure for f in findings if f.best is not None}
    if len(measures) > 1:
        notes.append(phrases.DIFFERENT_MEASURES.format(measures="、".join(sorted(measures))))
    return tuple(notes)
