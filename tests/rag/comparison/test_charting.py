"""A chart draws what the reports state, like beside like, and says what it leaves out."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span
from rag.comparison.charting import MOST_BARS, Chart, charts_of, why_no_chart
from rag.comparison.likeness import stretch_of
from rag.comparison.turning import turned, upright
from rag.model import Cell, Evidence, Quantity, Row, Table
from rag.tally import one_measure

ABSENT = Cell(text="未提及", status="not_found")
UNREAD = Cell(text="库中没有这一年的报告", status="not_read")


def number(value: int | None, measure: str, n: int = 1, **more: object) -> Quantity:
    raw = f"{'x' if value is None else value}{measure}"
    facts: dict[str, object] = {"raw": raw, "subject": "培训", **more}
    return Quantity(value=None if value is None else Decimal(value), measure=measure, n=n, **facts)  # type: ignore[arg-type]


def stated(*quantities: Quantity) -> Cell:
    words = "；".join(q.raw for q in quantities) or "办四点半课堂"
    return Cell(
        text=words, status="answered", citations=tuple(q.n for q in quantities), quantities=quantities
    )


def withheld(quantity: Quantity) -> Cell:
    return replace(stated(quantity), status="withheld_in_source")


def table(**columns: Sequence[Cell]) -> Table:
    names = ("云栖镇", "松溪社区", "青禾村", "白石乡", "汀兰县")
    rows = zip(names, *columns.values(), strict=False)
    return Table(
        columns=tuple(columns), rows=tuple(Row(unit=unit, cells=tuple(cells)) for unit, *cells in rows)
    )


def told(chart: Chart) -> dict[str, list[str]]:
    return {
        f"{s.aspect}{'计划' if s.planned else ''}": [b.unit + b.label for b in s.bars] for s in chart.series
    }


def test_numbers_of_one_measure_share_a_chart_and_the_others_are_told_beside_it() -> None:
    shown = table(
        培训=[
            stated(number(43, "人次", 1)),
            stated(number(1200, "人次", 2)),
            stated(number(9, "人", 3)),
            withheld(number(None, "人次", 4)),
            ABSENT,
        ]
    )
    (chart,) = charts_of(shown, ())
    assert told(chart) == {"培训": ["云栖镇43人次[1]", "松溪社区1200人次[2]"]}
    assert [(left.unit, left.reason, left.n) for left in chart.left_out] == [
        ("青禾村", "以人计：9人[3]", 3),
        ("白石乡", "原文缺失（x人次）[4]", 4),
        ("汀兰县", "未提及", None),
    ]
    assert chart.title == "培训（人次）"


def test_words_that_count_alike_are_one_measure_and_great_numbers_are_scaled() -> None:
    shown = table(
        演出=[
            stated(number(20_000, "场")),
            stated(number(150_000, "场次", 2)),
            UNREAD,
            stated(number(9, "场次", 3)),
        ]
    )
    (chart,) = charts_of(shown, ())
    assert chart.title == "演出（万场次）"
    assert chart.scale == (Decimal(10_000), "万")
    assert [left.reason for left in chart.left_out] == ["未检索"]


def test_what_is_planned_stands_beside_what_was_done() -> None:
    plan = number(60, "人次", 2, planned=True, period="2031年", subject="培训干部")
    shown = table(
        培训=[
            stated(number(43, "人次", 1, period="2030年", subject="培训干部"), plan),
            stated(number(50, "人次", 3, period="2030年")),
            stated(number(70, "人次", 4, planned=True, period="2031年")),
        ]
    )
    (chart,) = charts_of(shown, ())
    assert told(chart) == {
        "培训": ["云栖镇43人次[1]", "松溪社区50人次[3]"],
        "培训计划": ["云栖镇60人次[2]", "青禾村70人次[4]"],
    }
    assert chart.left_out == ()
    assert chart.period == ""


def test_a_part_of_the_year_is_not_held_against_a_year() -> None:
    shown = table(
        培训=[
            stated(number(43, "人次", 1, period="2030年")),
            stated(number(20, "人次", 2, period="2030年上半年")),
            stated(number(44, "人次", 3, period="2030年")),
        ]
    )
    (chart,) = charts_of(shown, ())
    assert [left.reason for left in chart.left_out] == ["半年的数：20人次[2]"]
    assert chart.title == "培训（人次，2030年）"


def test_a_fall_is_not_drawn_as_a_rise() -> None:
    shown = table(信访=[stated(number(5, "%", 1)), stated(number(6, "%", 2)), stated(number(3, "%", 3))])
    quotes = ("信访量增长5%", "信访量增长约6%", "信访量下降了3%")
    evidence = tuple(
        Evidence(
            n=n, report_id=f"r{n}", unit="", file="总结.txt", lines=(n, n), quote=quote,
            span=Span(start=0, end=len(quote)), paragraph=quote, highlight=Span(start=0, end=len(quote)),
        )
        for n, quote in enumerate(quotes, start=1)
    )  # fmt: skip
    (chart,) = charts_of(shown, evidence)
    assert told(chart) == {"信访": ["云栖镇5%[1]", "松溪社区6%[2]"]}
    assert [left.reason for left in chart.left_out] == ["下降：3%[3]"]


def test_aspects_of_one_measure_are_grouped_where_both_can_be_seen() -> None:
    few = [stated(number(40, "人")), stated(number(50, "人"))]
    more = [stated(number(400, "人")), stated(number(300, "人"))]
    many = [stated(number(90_000, "人")), stated(number(80_000, "人"))]
    charts = charts_of(table(党员=few, 培训=more, 人口=many), ())
    assert [chart.aspects for chart in charts] == [("党员", "培训"), ("人口",)]
    rates = [stated(number(4, "%")), stated(number(5, "%"))]
    assert [c.aspects for c in charts_of(table(增速=rates, 覆盖率=rates), ())] == [("增速",), ("覆盖率",)]


def test_a_range_keeps_both_ends() -> None:
    ranged = number(20, "场", 2, upper=Decimal(30), raw="20-30场")
    (chart,) = charts_of(table(演出=[stated(number(43, "场")), stated(ranged)]), ())
    bar = chart.series[0].bars[1]
    assert (bar.start, bar.end, bar.label) == (Decimal(20), Decimal(30), "20-30场[2]")


def test_only_so_many_bars_are_drawn_and_the_rest_is_named() -> None:
    many = Table(
        columns=("培训",),
        rows=tuple(Row(unit=f"第{n}村", cells=(stated(number(n, "人次", n)),)) for n in range(1, 60)),
    )
    (chart,) = charts_of(many, ())
    assert [b.unit for s in chart.series for b in s.bars] == [f"第{n}村" for n in range(1, MOST_BARS + 1)]
    assert len(chart.left_out) == 59 - MOST_BARS


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([ABSENT, stated()], "没有可以画成图的数字"),
        ([stated(number(43, "场")), withheld(number(None, "场"))], "只有云栖镇写明了数字（43场）"),
        ([stated(number(43, "场")), stated(number(20, "人"))], "不是同一种（场、人）"),
        ([stated(number(43, "场")), stated(number(20, "场", planned=True))], "不足两个"),
    ],
)
def test_where_nothing_can_be_drawn_the_reason_is_said(cells: list[Cell], why: str) -> None:
    shown = table(演出=cells)
    assert charts_of(shown, ()) == ()
    assert why in why_no_chart(shown, ())


QUANTITIES = st.builds(
    number,
    value=st.none() | st.integers(0, 10**9),
    measure=st.sampled_from(["人", "名", "人次", "场", "元", "%", ""]),
    n=st.integers(1, 99),
    planned=st.booleans(),
    period=st.sampled_from(["", "2030年", "2031年", "2030年上半年", "近三年"]),
    upper=st.none() | st.just(Decimal(2 * 10**9)),
)
CELLS = st.one_of(
    st.just(ABSENT),
    st.just(UNREAD),
    st.builds(withheld, QUANTITIES),
    st.lists(QUANTITIES, max_size=3).map(lambda quantities: stated(*quantities)),
)
TABLES = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), max_size=6).map(
        lambda rows: Table(
            columns=tuple(f"方面{n}" for n in range(wide)),
            rows=tuple(Row(unit=f"第{n}村", cells=tuple(cells)) for n, cells in enumerate(rows)),
        )
    )
)


@given(shown=TABLES)
def test_every_bar_is_a_number_that_its_cell_states_and_like_its_neighbours(shown: Table) -> None:
    cells = {
        (row.unit, name): c for row in shown.rows for name, c in zip(shown.columns, row.cells, strict=True)
    }
    for chart in charts_of(shown, ()):
        bars = [(series, bar) for series in chart.series for bar in series.bars]
        for series, bar in bars:
            cell = cells[bar.unit, series.aspect]
            assert cell.status == "answered"
            assert bar.quantity in cell.quantities
            assert bar.quantity.value is not None
            assert bar.quantity.planned == series.planned
        assert {one_measure(bar.quantity.measure) for _, bar in bars} == {chart.measure}
        assert chart.measure
        assert len({stretch_of(bar.quantity.period) for _, bar in bars}) == 1
        assert max(len(series.bars) for series in chart.series) >= 2
        assert len(bars) <= MOST_BARS


@given(shown=TABLES)
def test_every_unit_has_a_bar_or_a_reason_for_each_aspect(shown: Table) -> None:
    for chart in charts_of(shown, ()):
        drawn = {(bar.unit, series.aspect) for series in chart.series for bar in series.bars}
        left_out = [(left.unit, left.aspect) for left in chart.left_out]
        assert len(left_out) == len(set(left_out))
        assert not drawn & set(left_out)
        assert drawn | set(left_out) == {(unit, aspect) for unit in chart.units for aspect in chart.aspects}
        assert all(left.reason for left in chart.left_out)


@given(shown=TABLES)
def test_a_turned_table_makes_the_same_charts(shown: Table) -> None:
    assert upright(turned(shown)) == upright(shown) == shown
    if shown.rows:
        assert charts_of(turned(shown), ()) == charts_of(shown, ())
