"""Answers on figures of all units: each unit's own found, what cannot be compared set aside and said, the rest told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.comparison.quoting import typed
from rag.comparison.times import Time
from rag.comparison.write import Comparison
from rag.extractive import Draft
from rag.figure_answer import RankedFigure
from rag.ground import EvidenceBook
from rag.model import Cell, Quantity, Row, Status, Table
from rag.overall import Overall, whose
from rag.reading import plain_words, say_withheld
from rag.retrieve import Shelf
from rag.roll import Named
from rag.standings import Told, in_rank, tell_bounded, tell_ranking, tell_roll, tell_sum
from rag.tally import Tallied, holds_several, like_with_like, quote_of, tally, to_come

_FUTURE = re.compile("计划|预计|打算|目标|明年|下半年|下一步|准备")
_PART_OF_YEAR = re.compile("上半年|下半年|季度|[1-9]-[1-9]月")
NAMES = 60
"""How many units a note names."""
_SHORT = 24
# Of so many units each is cited once: marks have three digits.
_CROWD = 150
_WITHHELD_TOLD = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sorted:
    """The units' figures: `groups` may be compared, each within itself; the others may not."""

    groups: tuple[tuple[Tallied, ...], ...]
    mixed: tuple[Tallied, ...]
    planned: tuple[Tallied, ...]
    withheld: tuple[Tallied, ...]


def tell_figures(asked: Overall, shelf: Shelf, book: EvidenceBook) -> Comparison:
    """Every unit's figure for what is asked; ranked, added up or held against a limit as the question wants."""
    tallied = tally(asked.question, asked.units, shelf)
    tallied = tuple(replace(t, others=()) for t in tallied) if len(tallied) > _CROWD else tallied
    cells = {t.entry.name: _cell(t, asked, book) for t in tallied}
    sides = _sorted(tallied, asked)
    lines, derived = _told(
        sides, {t.entry.name: _said(t, cells[t.entry.name], asked) for t in tallied}, asked
    )
    for hidden in sides.withheld[:_WITHHELD_TOLD]:
        span = quote_of(hidden.best, asked.question)
        lines.append(say_withheld(hidden.best.page, span, hidden.best.figure.raw, book).text)
    stated = len(tallied) - len(sides.withheld)
    status: Status = "answered" if stated else "withheld_in_source" if tallied else "not_found"
    ranked = [t for g in sides.groups for t in in_rank(g, asked)]
    rows = tuple(
        Row(unit=t.entry.name, aliases=t.entry.unit.aliases, cells=(cells[t.entry.name],))
        for t in [*ranked, *(t for t in tallied if t not in ranked)]
    )
    alone = len(sides.groups) == 1 and asked.aim in ("most", "least")
    nobody = phrases.NOBODY_COUNTS.format(whose=whose(asked), thing=asked.thing)
    return Comparison(
        draft=Draft(
            status=status,
            text="\n".join(lines) or nobody,
            short=ranked[0].best.figure.raw if alone else None,
            notes=(_coverage(asked, tallied, shelf), *_aside(sides, asked)),
        ),
        table=Table(columns=(asked.thing,), rows=rows) if rows else None,
        derived=tuple(derived),
        passages=sum(1 + len(t.others) for t in tallied),
    )


def _sorted(tallied: Sequence[Tallied], asked: Overall) -> _Sorted:
    withheld = tuple(t for t in tallied if t.withheld)
    future = bool(_FUTURE.search(asked.text))
    planned = tuple(t for t in tallied if t not in withheld and to_come(t.best) and not future)
    rest = [t for t in tallied if t not in withheld and t not in planned]
    # What counts several things together is no measure of one of them.
    mixed = tuple(t for t in rest if holds_several(t.best, asked.question))
    groups = like_with_like([t for t in rest if t not in mixed], asked.question.measure)
    return _Sorted(groups=groups, mixed=mixed, planned=planned, withheld=withheld)


def _said(tallied: Tallied, cell: Cell, asked: Overall) -> Named:
    """A unit in a roll with the words it gives its figure in, or the figure alone where they are long."""
    words = plain_words(tallied.best.page, quote_of(tallied.best, asked.question))
    figure = tallied.best.figure
    _, _, cycle = figure.measure.partition("/")
    raw = f"每{cycle}{figure.raw}" if cycle else figure.raw
    told = f"（{words if len(words) <= _SHORT else raw}）"
    return Named(entry=tallied.entry, number=cell.citations[0], words=told)


def _told(sides: _Sorted, cited: dict[str, Named], asked: Overall) -> Told:
    if not sides.groups:
        left = sides.mixed + sides.planned
        return tell_roll([left], cited, asked) if left else ([], [])
    if asked.aim == "sum":
        return tell_sum(sides.groups, cited, asked)
    if asked.aim in ("most", "least"):
        return tell_ranking(sides.groups, cited, asked)
    if asked.bound is not None:
        return tell_bounded(sides.groups, cited, asked)
    return tell_roll([*sides.groups, *([sides.mixed] if sides.mixed else [])], cited, asked)


def _cell(tallied: Tallied, asked: Overall, book: EvidenceBook) -> Cell:
    """A unit's figures in its own words, the one it is ranked by cited first."""
    found = (tallied.best, *tallied.others)
    spans = [(f.page, quote_of(f, asked.question)) for f in found]
    apart = [s for n, s in enumerate(spans) if not any(p is s[0] and o.overlaps(s[1]) for p, o in spans[:n])]
    numbers = tuple(book.cite(page, span) for page, span in apart)
    told = [plain_words(page, span) for page, span in apart]
    quoted = list(zip(apart, numbers, strict=True))
    quantities = tuple(
        _quantity(f, n) for f in found for (p, s), n in quoted if p is f.page and s.covers(f.figure.span)
    )
    if tallied.withheld:
        words = "；".join([phrases.STATUS_WITHHELD.format(raw=tallied.best.figure.raw), *told[1:]])
        return Cell(text=words, status="withheld_in_source", citations=numbers, quantities=quantities)
    return Cell(text="；".join(told), status="answered", citations=numbers, quantities=quantities)


def _quantity(found: RankedFigure, n: int) -> Quantity:
    period = found.page.report.period
    return typed(found.figure, Time(period=period.raw if period else "", planned=to_come(found)), n)


def _coverage(asked: Overall, tallied: Sequence[Tallied], shelf: Shelf) -> str:
    stating = {t.entry.name for t in tallied}
    silent = [u.name for u in asked.units if u.name not in stating]
    held = len(shelf.refresh().entries)
    words = phrases.COVERAGE_STATED.format(held=held, read=len(asked.units), stated=len(tallied))
    if not silent:
        return words
    return words.rstrip("。") + phrases.OTHERS_WITHOUT.format(names=phrases.listed(silent, NAMES))


def _aside(sides: _Sorted, asked: Overall) -> list[str]:
    """What the reader must know before comparing or adding up."""
    notes = []
    compared = [t for g in sides.groups for t in g]
    if len(sides.groups) > 1:
        measures = "、".join(g[0].best.figure.measure for g in sides.groups)
        notes.append(phrases.DIFFERENT_MEASURES.format(measures=measures))
    for group, words in (
        (sides.mixed if compared else (), phrases.COUNTED_TOGETHER),
        (sides.planned if compared else (), phrases.ONLY_PLANNED),
        (sides.withheld if compared else (), phrases.NOT_COMPARED_WITHHELD),
    ):
        if group:
            notes.append(
                words.format(values="、".join(f"{t.entry.name}（{t.best.figure.raw}）" for t in group))
            )
    if loose := [t for t in compared if t.best.figure.approximate]:
        notes.append(
            phrases.APPROXIMATE.format(
                values="、".join(f"{t.entry.name}（{t.best.figure.raw}）" for t in loose)
            )
        )
    if asked.aim != "figures" or asked.bound:
        notes += _unlike(compared, asked)
    return notes


def _unlike(compared: Sequence[Tallied], asked: Overall) -> list[str]:
    """Where the figures are of other stretches of time, or of units that may lie within one another."""
    notes = []
    parts = [t for t in compared if (p := t.best.page.report.period) and _PART_OF_YEAR.search(p.raw)]
    if parts and len(parts) < len(compared):
        names = "、".join(
            f"{t.entry.name}（{t.best.page.report.period.raw}）" for t in parts if t.best.page.report.period
        )
        notes.append(phrases.PART_OF_YEAR.format(names=names))
    if asked.aim == "sum" and len({t.entry.unit.kind for t in compared}) > 1:
        notes.append(phrases.MAY_OVERLAP)
    return notes
