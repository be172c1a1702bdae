"""Laying out a comparison: what was found as a table, sorted, narrowed and turned as the plan says."""

from collections.abc import Sequence

from rag import phrases
from rag.comparison.finding import Finding, Grid
from rag.comparison.likeness import Kin, column_of, kindred
from rag.comparison.plan import Order, Plan
from rag.comparison.turning import turned
from rag.model import Row, Table

MEASURES = {
    "人数": ("人", "人次"),
    "次数": ("次", "场次", "人次", "期"),
    "场次": ("场次", "次"),
    "户数": ("户",),
    "金额": ("元",),
    "资金": ("元",),
    "投入": ("元",),
    "面积": ("平方米", "亩", "公顷", "平方公里"),
}
"""What a table may be sorted by that heads none of its columns, with the measures it is counted by."""


def whole_table(plan: Plan, grid: Grid) -> Table:
    """Every side and every aspect, in the plan's order, with units as rows."""
    return Table(
        columns=tuple(a.name for a in plan.aspects),
        rows=tuple(
            Row(unit=side.label, aliases=side.aliases, cells=tuple(f.cell for f in findings))
            for side, findings in zip(plan.sides, grid.findings, strict=True)
        ),
    )


def laid_out(table: Table, plan: Plan) -> Table:
    """The table as the plan shows it; of a group, units that say nothing are left to the notes."""
    kept = [n for n, row in enumerate(table.rows) if _shown(row, plan)] or list(range(len(table.rows)))
    if plan.order is not None:
        kept = _in_order(table, kept, plan.order)
    shown = Table(columns=table.columns, rows=tuple(table.rows[n] for n in kept))
    return turned(shown) if plan.turned else shown


def left_out(table: Table, plan: Plan) -> tuple[str, ...]:
    """The units whose rows the plan leaves out, in the table's order; none where that would be all."""
    hidden = tuple(row.unit for row in table.rows if not _shown(row, plan))
    return hidden if len(hidden) < len(table.rows) else ()


def filter_note(table: Table, plan: Plan) -> str:
    """That a filter would leave nothing; "" where it leaves something, or there is none."""
    if plan.only == "all" or any(_shown(row, plan) for row in table.rows):
        return ""
    return phrases.NOTHING_TO_SHOW.format(what="有数字" if plan.only == "figures" else "提到这些方面")


def order_note(table: Table, plan: Plan) -> str:
    """Why the rows could not be put in the order asked for; "" where they were."""
    if plan.order is None or not plan.order.new or _kin_of(table, plan.order) is not None:
        return ""
    return phrases.NOTHING_TO_SORT_BY.format(aspect=plan.order.aspect or "各方面")


def silent(findings: Sequence[Finding]) -> bool:
    """Whether a side says nothing of any aspect, though it was read."""
    return all(f.cell.status == "not_found" for f in findings)


def _shown(row: Row, plan: Plan) -> bool:
    states = {cell.status for cell in row.cells}
    if plan.only == "figures":
        return any(q.value is not None for cell in row.cells for q in cell.quantities)
    if plan.only == "stated":
        return bool(states & {"answered", "withheld_in_source"})
    return not (plan.group and states == {"not_found"})


def _in_order(table: Table, kept: Sequence[int], order: Order) -> list[int]:
    """The rows by the figures that can be compared; the others stay behind them as they were."""
    kin = _kin_of(table, order)
    if kin is None:
        return list(kept)
    ranked = [n for n, _ in kin.in_order if n in kept]
    ranked = ranked if order.descending else ranked[::-1]
    return ranked + [n for n in kept if n not in ranked]


def _kin_of(table: Table, order: Order) -> Kin | None:
    """The figures that a table is sorted by: of the aspect named, of the first one counted by what is named (人数), or
    of the first one that has some; None where fewer than two units have them."""
    named = [n for n, name in enumerate(table.columns) if name == order.aspect]
    measures = MEASURES.get(order.aspect, ()) if not named else ()
    for n in named or range(len(table.columns)):
        for kin in kindred(column_of(table, n).quantities):
            if len(kin.rows) > 1 and (not measures or kin.measure in measures):
                return kin
    return None
