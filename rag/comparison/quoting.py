"""Findings as the reader sees them: short quotes, cited, with typed quantities; what is absent, hidden or not read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Figure, Span
from rag import phrases
from rag.comparison.choosing import in_order
from rag.comparison.finding import Finding
from rag.comparison.statements import Statement
from rag.comparison.thing import Thing
from rag.comparison.times import Time
from rag.figure_answer import RankedFigure
from rag.ground import EvidenceBook
from rag.model import Cell, Quantity
from rag.reading import plain_words, say, say_withheld
from rag.surroundings import Readable
from rag.terms import fold

_LAST_OF_ROW = re.compile(r"^.*、")
_SAYS_SO = re.compile("计划|力争|争取|确保|预计|拟(?!定)|将|努力")
_ADDED = re.compile("净增|新增|新认定|新培育|新建|新开工|新筹集")
_LONG_SUBJECT = 14


def absent() -> Finding:
    """Nothing was found."""
    return Finding(cell=Cell(text=phrases.STATUS_ABSENT, status="not_found"), said=None, best=None)


def not_read(why: str) -> Finding:
    """There is no report to read."""
    return Finding(cell=Cell(text=why, status="not_read"), said=None, best=None)


def withheld(
    page: Readable, span: Span, quantity: Figure, time: Time, best: RankedFigure, book: EvidenceBook
) -> Finding:
    """The source hides the number."""
    said = say_withheld(page, span, quantity.raw, book)
    cell = Cell(
        text=phrases.STATUS_WITHHELD.format(raw=quantity.raw),
        status="withheld_in_source",
        citations=said.numbers,
        quantities=(typed(quantity, time, said.numbers[0]),),
    )
    return Finding(cell=cell, said=said.text, best=best)


def typed(figure: Figure, time: Time, n: int, *, subject: str = "") -> Quantity:
    """A figure as a quantity of a cell; `n` is the number of the evidence it stands in."""
    return Quantity(
        value=figure.value, upper=figure.upper, measure=figure.measure, raw=figure.raw, n=n,
        subject=subject or figure.subject, approximate=figure.approximate, planned=time.planned, period=time.period,
    )  # fmt: skip


def stated(
    thing: Thing, statements: Sequence[Statement], book: EvidenceBook, *, no_number: bool = False
) -> Finding:
    """What a report says of a thing. `no_number`: figures were wanted and there are none."""
    pairs = in_order(thing, statements)
    if pairs and pairs[0][1].value is None:
        return _partly_withheld(thing, *pairs[0], statements, book)
    planned = frozenset(s.span for s in statements if s.time.planned and not thing.planned)
    found = in_words([(s.page, s.span) for s in statements], book, planned=planned, no_number=no_number)
    quantities = (
        typed(f, s.time, book.cite(s.page, s.span), subject=_subject(thing, f, s.page)) for s, f in pairs
    )
    # What they count is not what the column is of: their own words keep them from being compared.
    others = (
        replace(typed(f, s.time, book.cite(s.page, s.span)), thing=f.subject or f.raw)
        for s in statements
        for f in s.beside
    )
    best_of_all = _ranked(thing, *pairs[0]) if pairs else None
    return replace(found, cell=replace(found.cell, quantities=(*quantities, *others)), best=best_of_all)


def _partly_withheld(
    thing: Thing, statement: Statement, figure: Figure, statements: Sequence[Statement], book: EvidenceBook
) -> Finding:
    """The source hides what was done; what it says of the plan is told behind that."""
    best = _ranked(thing, statement, figure)
    found = withheld(statement.page, statement.span, figure, statement.time, best, book)
    plans = [s for s in statements if s.time.planned > statement.time.planned and s.figures]
    if not plans:
        return found
    more = stated(thing, plans, book)
    cell = Cell(
        text=f"{found.cell.text}；{more.cell.text}",
        status=found.cell.status,
        citations=tuple(dict.fromkeys((*found.cell.citations, *more.cell.citations))),
        quantities=(*found.cell.quantities, *more.cell.quantities),
    )
    return replace(found, cell=cell)


def in_words(
    spans: Sequence[tuple[Readable, Span]],
    book: EvidenceBook,
    *,
    planned: frozenset[Span] = frozenset(),
    no_number: bool = False,
) -> Finding:
    """Quotes side by side; those of `planned` are told as plans. `no_number`: figures were wanted, there are none."""
    said = [say(page, span, book, lead=n == 0) for n, (page, span) in enumerate(spans)]
    words = "；".join(_labelled(plain_words(page, span), planned=span in planned) for page, span in spans)
    sentences = [
        _labelled(s.text, planned=n > 0 and span in planned)
        for n, (s, (_, span)) in enumerate(zip(said, spans, strict=True))
    ]
    cell = Cell(
        text=phrases.CELL_NO_NUMBER.format(words=words) if no_number else words,
        status="answered",
        citations=tuple(dict.fromkeys(n for s in said for n in s.numbers)),
    )
    return Finding(cell=cell, said="".join(sentences), best=None)


def _labelled(words: str, *, planned: bool) -> str:
    """Words of what is to come, told as such where they do not say so themselves."""
    return phrases.CELL_PLANNED.format(words=words) if planned and not _SAYS_SO.search(words) else words


def _subject(thing: Thing, figure: Figure, page: Readable) -> str:
    """What a figure counts, the thing itself always in it, and whether it is all of it or what was added: 老旧小区改造完工,
    高新技术企业净增."""
    subject = figure.subject
    if len(subject) > _LONG_SUBJECT:
        subject = _LAST_OF_ROW.sub("", subject)
    folded = fold(subject)
    if not (thing.pattern.search(folded) or (thing.loosely and thing.loosely.search(folded))):
        shared = next(
            (n for n in range(min(len(subject), len(thing.name)), 0, -1) if thing.name.endswith(folded[:n])),
            0,
        )
        subject = thing.name if folded in thing.name else thing.name + subject[shared:]
    lead = page.report.text[figure.clause.start : figure.span.start]
    added = _ADDED.search(lead)
    return subject if added is None or added.group() in subject else f"{added.group()}{subject}"


def _ranked(thing: Thing, statement: Statement, figure: Figure) -> RankedFigure:
    """A figure that is told of the thing by name, as the rankers speak of figures: nothing about it is in doubt."""
    return RankedFigure(
        page=statement.page, figure=figure, covered=1.0, score=1.0, counts_it=True, fits=True,
        measured=bool(thing.measure), near=0.0, close_by=1.0,
    )  # fmt: skip
