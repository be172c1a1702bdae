"""Which figures of an aspect may stand side by side, and what the reader is told of the others."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.comparison.likeness import column_of, kindred, stretch_of, why_not
from rag.model import Cell, Quantity, Row, Table


def quantity(
    value: int | str | None, measure: str = "人", n: int = 1, *, raw: str = "", planned: bool = False,
    approximate: bool = False, upper: int | None = None, period: str = "",
) -> Quantity:  # fmt: skip
    return Quantity(
        value=None if value is None else Decimal(value), measure=measure, raw=raw or f"{value}{measure}", n=n,
        upper=None if upper is None else Decimal(upper), planned=planned, approximate=approximate, period=period,
    )  # fmt: skip


def cell(*quantities: Quantity) -> Cell:
    if not quantities:
        return Cell(text="未提及", status="not_found")
    hidden = quantities[0].value is None
    return Cell(
        text="；".join(q.raw for q in quantities),
        status="withheld_in_source" if hidden else "answered",
        citations=tuple(dict.fromkeys(q.n for q in quantities)),
        quantities=quantities,
    )


def table(*cells: Cell, name: str = "培训人数", turned: bool = False) -> Table:
    units = tuple(f"{c}社区" for c in ("青禾里", "芷泊", "柳汀", "云岫", "枫渡")[: len(cells)])
    if turned:
        return Table(columns=units, rows=(Row(unit=name, cells=cells),), turned=True)
    rows = tuple(Row(unit=u, cells=(c,)) for u, c in zip(units, cells, strict=True))
    return Table(columns=(name,), rows=rows)


def rows_of(*cells: Cell) -> list[tuple[tuple[int, str], ...]]:
    found = kindred(column_of(table(*cells), 0).quantities)
    return [tuple((n, q.raw) for n, q in kin.rows) for kin in found]


def test_people_and_attendances_are_two_kinds_and_names_of_one_measure_are_one() -> None:
    cells = (cell(quantity(106)), cell(quantity(10, "人次")), cell(quantity(45, "名")))
    assert rows_of(*cells) == [((0, "106人"), (2, "45名")), ((1, "10人次"),)]
    (reason,) = why_not(column_of(table(*cells), 0))
    assert "人次" in reason
    assert "芷泊社区（10人次）" in reason


def test_of_several_figures_of_a_unit_the_one_that_fits_the_others_stands_for_it() -> None:
    planned, done = quantity(200, planned=True), quantity(180)
    assert rows_of(cell(planned, done), cell(quantity(45))) == [((0, "180人"), (1, "45人"))]


def test_of_kinds_as_great_the_one_whose_figures_stand_first_leads() -> None:
    shows, guests = quantity(43, "场次"), quantity(9000, "人次")
    cells = (cell(shows, guests), cell(quantity(12, "场次")), cell(quantity(5000, "人次")))
    assert rows_of(*cells)[0] == ((0, "43场次"), (1, "12场次"))


def test_what_is_planned_is_not_compared_with_what_is_done() -> None:
    cells = (cell(quantity(200, planned=True)), cell(quantity(45)), cell(quantity(60)))
    assert rows_of(*cells)[0] == ((1, "45人"), (2, "60人"))
    assert any("计划数" in r and "青禾里社区（200人）" in r for r in why_not(column_of(table(*cells), 0)))


def test_half_a_year_is_not_compared_with_a_year() -> None:
    cells = (
        cell(quantity(20, period="2024年上半年")),
        cell(quantity(45, period="2024年")),
        cell(quantity(60)),
    )
    assert rows_of(*cells)[0] == ((1, "45人"), (2, "60人"))
    assert "半年的数不与全年的数比：青禾里社区（20人）。" in why_not(column_of(table(*cells), 0))


def test_hidden_figures_and_ranges_are_of_no_kind_and_said_to_be_left_out() -> None:
    cells = (
        cell(quantity(None, raw="xx人")),
        cell(quantity(30, upper=40, raw="30-40人")),
        cell(quantity(60)),
    )
    assert rows_of(*cells) == [((2, "60人"),)]
    reasons = why_not(column_of(table(*cells), 0))
    assert any("原文缺失" in r and "青禾里社区（xx人）" in r for r in reasons)
    assert any("区间" in r and "芷泊社区（30-40人）" in r for r in reasons)


def test_loose_figures_and_other_years_are_pointed_out() -> None:
    cells = (
        cell(quantity(50, raw="50余人", approximate=True, period="2023年")),
        cell(quantity(45, period="2024年")),
    )
    reasons = why_not(column_of(table(*cells), 0))
    assert any("约数" in r and "50余人" in r for r in reasons)
    assert any("时间不同" in r and "芷泊社区（2024年）" in r for r in reasons)
    named = Table(
        columns=("培训人数",),
        rows=tuple(
            Row(unit=f"青禾里社区{c.quantities[0].period}", cells=(c,)) for c in cells
        ),
    )  # fmt: skip
    assert not any("时间不同" in r for r in why_not(column_of(named, 0)))


def test_nothing_is_said_where_all_may_be_compared() -> None:
    assert why_not(column_of(table(cell(quantity(1)), cell(quantity(2)), cell()), 0)) == ()
    assert why_not(column_of(table(cell(), cell()), 0)) == ()


def test_a_turned_table_gives_the_same_column() -> None:
    cells = (cell(quantity(106)), cell(quantity(45)))
    assert column_of(table(*cells, turned=True), 0) == column_of(table(*cells), 0)


@pytest.mark.parametrize(
    ("period", "stretch"),
    [
        ("", "全年"), ("2024年", "全年"), ("2024年底", "全年"), ("2024年1-12月", "全年"), ("上半年", "半年"),
        ("2024年1-6月", "半年"), ("2024年下半年", "半年"), ("一季度", "季度"), ("2024年1-3月", "季度"),
        ("2024年1-9月", "9个月"), ("2024年5月", "1个月"), ("2021-2025年", "多年"), ("近三年", "多年"),
        ("十四五期间", "多年"),
    ],
)  # fmt: skip
def test_how_long_a_period_is(period: str, stretch: str) -> None:
    assert stretch_of(period) == stretch


QUANTITIES = st.builds(
    quantity,
    value=st.one_of(st.none(), st.integers(0, 10_000)),
    measure=st.sampled_from(("人", "名", "人次", "场", "场次", "元")),
    planned=st.booleans(),
    upper=st.one_of(st.none(), st.just(20_000)),
    period=st.sampled_from(("", "2024年", "2024年上半年")),
)


@given(st.lists(st.lists(QUANTITIES, max_size=3), min_size=1, max_size=5))
def test_each_unit_is_of_at_most_one_kind_and_greater_kinds_come_first(lists: list[list[Quantity]]) -> None:
    cells = tuple(cell(*(replace(q, n=i) for q in qs)) for i, qs in enumerate(lists, 1))
    found = kindred(column_of(table(*cells), 0).quantities)
    units = [n for kin in found for n, _ in kin.rows]
    assert len(units) == len(set(units))
    assert [len(k.rows) for k in found] == sorted((len(k.rows) for k in found), reverse=True)
    comparable = {n for n, qs in enumerate(lists) if any(q.value is not None and q.upper is None for q in qs)}
    assert set(units) == comparable
    for kin in found:
        assert len({(q.planned, stretch_of(q.period)) for _, q in kin.rows}) == 1
