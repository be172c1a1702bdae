"""A comparison written: what each side says of each aspect as a table, what it shows, what was left out and why."""

from dataclasses import dataclass, replace

from rag import phrases
from rag.citations import cited_sentences
from rag.comparison.cells import read_grid
from rag.comparison.closing import Closing, as_said, closing_of
from rag.comparison.counted import with_things
from rag.comparison.derive import why_not_derived
from rag.comparison.finding import Grid
from rag.comparison.layout import filter_note, laid_out, left_out, order_note, silent, whole_table
from rag.comparison.likeness import column_of, why_not
from rag.comparison.paragraph import paragraph_of
from rag.comparison.plan import Plan, Side
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.model import Derived, Status, Table
from rag.retrieve import Shelf
from rag.verify import check_sentence

MOST_CELLS = 450
"""Of how many cells a table of several aspects may be: marks have three digits, and a cell may need two."""
MOST_OF_ONE = 900
"""How many units a table of one aspect may have."""
_NAMED = 60
_NAMED_IN_LINE = 8
_WHY_NOT_TOLD = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A comparison as written: sentences, the table, and what code worked out. `whole` has every side as a row,
    however the table is shown; `worked_out` are the sentences that set units beside each other."""

    draft: Draft
    table: Table | None
    derived: tuple[Derived, ...]
    passages: int
    whole: Table | None = None
    worked_out: tuple[str, ...] = ()


def write_comparison(plan: Plan, shelf: Shelf, book: EvidenceBook) -> Comparison:
    """Read every side of the plan for every aspect and lay the findings side by side."""
    plan = within_reach(plan)
    grid = with_things(read_grid(plan, shelf, book), plan, book)
    whole = whole_table(plan, grid)
    closing = closing_of(plan, whole, grid)
    status = _status(grid)
    lines = _grounded(closing, book) or as_said(grid)
    draft = Draft(
        status=status,
        text="\n".join(lines) if status != "not_found" else phrases.NOT_FOUND,
        notes=_notes(plan, whole, grid, shelf),
    )
    return Comparison(
        draft=draft, table=laid_out(whole, plan), derived=closing.derived, passages=grid.passages,
        whole=whole, worked_out=tuple(line for line in closing.worked_out if line in lines),
    )  # fmt: skip


def as_paragraph(found: Comparison, plan: Plan, book: EvidenceBook) -> Comparison:
    """The comparison told as one paragraph in the place of its table; as it is where nothing is stated."""
    if found.whole is None or found.draft.status != "answered":
        return found
    told = paragraph_of(laid_out(found.whole, replace(plan, turned=False)), book.items)
    return replace(found, draft=replace(found.draft, text=told.text), table=None, derived=told.derived)


def _grounded(closing: Closing, book: EvidenceBook) -> tuple[str, ...]:
    """The closing sentences that their evidence bears out: what words of two cells share need not mean the same."""
    evidence = {e.n: e for e in book.items}
    return tuple(
        line
        for line in closing.lines
        if all(
            check_sentence(s, evidence, closing.derived, book.units) is None for s in cited_sentences(line)
        )
    )


def plan_line(plan: Plan) -> str:
    """What a plan compares, in a line: 3个单位（甲、乙、丙）× 2个方面（志愿服务、培训人数）."""
    names = phrases.listed([side.label for side in plan.sides], _NAMED_IN_LINE)
    whose = f"各{plan.group}（{len(plan.sides)}个）" if plan.group else f"{len(plan.sides)}个（{names}）"
    found = "，从报告中找出" if any(a.found for a in plan.aspects) else ""
    aspects = "、".join(a.name for a in plan.aspects)
    kinds = {a.kind for a in plan.aspects}
    kind = (
        {"figures": "，只看数字", "practices": "，只看做法"}.get(kinds.pop(), "") if len(kinds) == 1 else ""
    )
    return phrases.PLANNED.format(
        whose=whose, count=len(plan.aspects), aspects=aspects, found=found, kind=kind
    )


def within_reach(plan: Plan) -> Plan:
    """The plan with the sides that a table cannot hold any more as not looked up."""
    reach = MOST_CELLS // len(plan.aspects) if len(plan.aspects) > 1 else MOST_OF_ONE
    if len(plan.sides) <= reach:
        return plan
    missing = phrases.BEYOND_TABLE.format(most=reach)
    beyond = tuple(Side(label=s.label, entry=None, missing=missing) for s in plan.sides[reach:])
    return replace(plan, sides=plan.sides[:reach] + beyond)


def _status(grid: Grid) -> Status:
    states = {f.cell.status for row in grid.findings for f in row}
    if "answered" in states:
        return "answered"
    return "withheld_in_source" if "withheld_in_source" in states else "not_found"


def _notes(plan: Plan, whole: Table, grid: Grid, shelf: Shelf) -> tuple[str, ...]:
    """How much of the library was read, who says nothing, what could not be compared and why."""
    read = [n for n, side in enumerate(plan.sides) if side.entry is not None]
    quiet = [n for n in read if silent(grid.findings[n])]
    # One unit at two times is one unit.
    units = len({unit.name for unit in plan.units})
    stating = len({entry.name for n in read if n not in quiet and (entry := plan.sides[n].entry)})
    notes = [phrases.COVERAGE.format(held=len(shelf.refresh().entries), read=units, stated=stating)]
    if quiet:
        notes.append(phrases.NOT_STATING.format(names=_labels(plan, quiet)))
    unread = [n for n, side in enumerate(plan.sides) if side.entry is None]
    if unread:
        reasons = dict.fromkeys(plan.sides[n].missing for n in unread)
        notes.append(phrases.NOT_READ.format(names=_labels(plan, unread), why="；".join(reasons)))
    hidden = [name for name in left_out(whole, plan) if name not in {plan.sides[n].label for n in quiet}]
    if plan.only != "all" and hidden:
        notes.append(phrases.ROWS_LEFT_OUT.format(names=phrases.listed(hidden, _NAMED)))
    notes += _cautions(plan, whole)
    return tuple(n for n in (*notes, filter_note(whole, plan), order_note(whole, plan)) if n)


def _cautions(plan: Plan, whole: Table) -> list[str]:
    """What may not be compared, by aspect; of many aspects the first few."""
    several = len(plan.aspects) > 1
    told = []
    for n, aspect in enumerate(plan.aspects):
        column = column_of(whole, n)
        if sum(bool(c.quantities) for c in column.cells) < 2:
            continue
        lead = f"{aspect.name}：" if several else ""
        told += [f"{lead}{why}" for why in (*why_not(column), *why_not_derived(whole, n, plan.wording))]
    return told if not several else told[:_WHY_NOT_TOLD]


def _labels(plan: Plan, places: list[int]) -> str:
    return phrases.listed([plan.sides[n].label for n in places], _NAMED)
