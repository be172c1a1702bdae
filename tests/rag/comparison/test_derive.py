"""Differences, multiples, shares, sums, means and amounts a head: right, cited, and never of unlike kinds."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Span
from rag.citations import with_marks
from rag.comparison.amounts import number_words
from rag.comparison.derive import derived_values, why_not_derived
from rag.model import Cell, Derived, Evidence, Quantity, Row, Table
from rag.verify import check_sentence

UNITS = ("青禾里社区", "芷泊社区", "柳汀镇", "云岫镇", "枫渡村")
ALL = "相差多少，是几倍，各占多大比重，合计多少，平均多少"


def quantity(
    value: int | str | None, measure: str, n: int, *, raw: str = "", planned: bool = False, approximate: bool = False
) -> Quantity:  # fmt: skip
    return Quantity(
        value=None if value is None else Decimal(value), measure=measure, raw=raw or f"{value}{measure}", n=n,
        planned=planned, approximate=approximate,
    )  # fmt: skip


def cell(*quantities: Quantity) -> Cell:
    text = "；".join(q.raw for q in quantities) or "未提及"
    return Cell(text=text, status="answered" if quantities else "not_found", quantities=quantities)


def table(*quantities: Quantity | None) -> Table:
    rows = zip(UNITS, quantities, strict=False)
    return Table(
        columns=("培训人数",),
        rows=tuple(Row(unit=unit, cells=(cell(*(() if q is None else (q,))),)) for unit, q in rows),
    )


def people(*values: int | None, measure: str = "人") -> Table:
    return table(*(None if v is None else quantity(v, measure, n) for n, v in enumerate(values, 1)))


def texts(found: Sequence[Derived]) -> list[str]:
    return [d.text for d in found]


def evidence_of(values: Sequence[int], measure: str = "人") -> dict[int, Evidence]:
    quotes = {n: f"全年培训居民{value}{measure}" for n, value in enumerate(values, 1)}
    return {
        n: Evidence(
            n=n, report_id=f"r{n}", unit=UNITS[n - 1], file="a.txt", lines=(1, 1), quote=quote,
            span=Span(start=0, end=len(quote)), paragraph=quote, highlight=Span(start=0, end=len(quote)),
        )
        for n, quote in quotes.items()
    }  # fmt: skip


def test_of_two_the_difference_with_both_citations_and_the_multiple_where_it_tells_something() -> None:
    difference, times = derived_values(people(45, 106), 0)
    assert difference == Derived(
        text="芷泊社区比青禾里社区多61人", formula="106 - 45", inputs=(2, 1), stated=True
    )
    assert (times.text, times.formula) == ("芷泊社区是青禾里社区的2.4倍", "106 ÷ 45 ≈ 2.36")
    assert texts(derived_values(people(50, 60), 0)) == ["芷泊社区比青禾里社区多10人"]
    assert texts(derived_values(people(50, 60), 0, "芷泊社区是几倍")) == [
        "芷泊社区比青禾里社区多10人", "芷泊社区是青禾里社区的1.2倍"
    ]  # fmt: skip


def test_equal_figures_are_said_to_be_equal() -> None:
    assert texts(derived_values(people(45, 45), 0)) == ["青禾里社区与芷泊社区相同，都是45人"]


def test_of_more_units_only_what_is_asked_for_is_worked_out() -> None:
    assert derived_values(people(106, 45, 95), 0) == ()
    found = derived_values(people(106, 45, 95), 0, ALL)
    assert texts(found) == [
        "青禾里社区比芷泊社区多61人",
        "青禾里社区是芷泊社区的2.4倍",
        "3个单位合计246人",
        "青禾里社区占3个单位合计的43.1%",
        "柳汀镇占3个单位合计的38.6%",
        "芷泊社区占3个单位合计的18.3%",
        "3个单位平均82人",
    ]
    assert found[3].formula == "106 ÷ (106 + 45 + 95) ≈ 43.1%"
    assert found[3].inputs == (1, 2, 3)


def test_a_share_needs_every_unit_and_a_sum_says_how_many_it_holds() -> None:
    some = people(106, 45, None)
    assert texts(derived_values(some, 0, "合计多少，占比多少"))[2:] == ["2个单位合计151人"]
    assert why_not_derived(some, 0, "占比多少") == ("没有写明的有柳汀镇，占比不能算。",)
    assert why_not_derived(people(106, 45), 0, "占比多少") == ()
    (reason,) = why_not_derived(people(106, None), 0, "是几倍")
    assert "倍数" in reason


def test_rates_differ_by_points_and_are_neither_added_nor_divided() -> None:
    rates = table(quantity("98.5", "%", 1), quantity(96, "%", 2))
    assert texts(derived_values(rates, 0, ALL)) == ["青禾里社区比芷泊社区高2.5个百分点"]
    monthly = table(quantity(8, "次/月", 1), quantity(2, "次/月", 2))
    assert texts(derived_values(monthly, 0, ALL)) == ["青禾里社区比芷泊社区每月多6次"]


def test_money_is_told_as_reports_write_it() -> None:
    money = table(quantity(32_500_000_000, "元", 1), quantity(112_000, "元", 2))
    assert number_words(Decimal(32_500_000_000)) == "325亿"
    assert derived_values(money, 0)[0].formula == "325亿 - 11.2万"
    assert number_words(Decimal(12345)) == "12345"


@pytest.mark.parametrize(
    "odd",
    [
        quantity(45, "人次", 2),
        quantity(45, "人", 2, planned=True),
        quantity(None, "人", 2, raw="xx人"),
        replace(quantity(45, "人", 2), upper=Decimal(60)),
        replace(quantity(45, "人", 2), period="2024年上半年"),
    ],
)
def test_nothing_is_worked_out_from_unlike_kinds(odd: Quantity) -> None:
    assert derived_values(table(quantity(106, "人", 1), odd), 0, ALL) == ()


def test_of_loose_figures_no_difference_and_the_rest_with_about() -> None:
    loose = table(quantity(100, "人", 1, raw="100余人", approximate=True), quantity(40, "人", 2))
    assert derived_values(loose, 0) == ()
    told = texts(derived_values(loose, 0, ALL))
    assert told[:2] == ["青禾里社区约是芷泊社区的2.5倍", "2个单位合计约140人"]
    assert all("约" in t for t in told)


def test_plans_are_compared_as_plans() -> None:
    plans = table(quantity(100, "人", 1, planned=True), quantity(70, "人", 2, planned=True))
    assert texts(derived_values(plans, 0)) == ["按计划，青禾里社区比芷泊社区多30人"]


def test_an_amount_a_head_needs_the_people_of_the_same_unit() -> None:
    money, heads = quantity(500_000, "元", 1, raw="50万元"), quantity(4000, "人", 2)
    rows = (
        Row(unit=UNITS[0], cells=(cell(money), cell(heads))),
        Row(unit=UNITS[1], cells=(cell(replace(money, n=3)), cell())),
    )
    whole = Table(columns=("文体经费", "常住人口"), rows=rows)
    found = [d for d in derived_values(whole, 0, "人均多少") if "人均" in d.text]
    assert texts(found) == ["青禾里社区文体经费按常住人口计算，人均125元"]
    assert (found[0].formula, found[0].inputs) == ("50万 ÷ 4000 = 125", (1, 2))
    assert not any("人均" in d.text for d in derived_values(whole, 0, ""))


def test_of_one_unit_in_several_times_the_whole_is_told_in_times() -> None:
    rows = tuple(Row(unit=f"青禾里社区202{n}年", cells=(cell(quantity(40 + n, "人", n)),)) for n in (3, 4))
    found = derived_values(Table(columns=("培训人数",), rows=rows), 0, "合计")
    assert "2期合计87人" in texts(found)


def test_with_several_aspects_the_aspect_is_named() -> None:
    rows = tuple(
        Row(unit=u, cells=(cell(quantity(v, "人", n)), cell())) for n, (u, v) in enumerate(zip(UNITS, (5, 6), strict=False), 1)
    )  # fmt: skip
    found = derived_values(Table(columns=("培训人数", "演出"), rows=rows), 0)
    assert texts(found) == ["培训人数：芷泊社区比青禾里社区多1人"]


FIGURES = st.lists(st.integers(1, 100_000), min_size=2, max_size=5)


@given(FIGURES)
def test_difference_and_less_give_the_greater(values: list[int]) -> None:
    found = derived_values(people(*values), 0, "相差多少")
    greater, less = max(values), min(values)
    differences = [d for d in found if "比" in d.text]
    assert len(differences) == (greater != less)
    for difference in differences:
        assert difference.text.endswith(f"多{number_words(Decimal(greater - less))}人")
        more, fewer = difference.inputs
        assert (values[more - 1], values[fewer - 1]) == (greater, less)


@given(FIGURES)
def test_shares_sum_to_a_hundred(values: list[int]) -> None:
    shares = [d.text for d in derived_values(people(*values), 0, "占比") if "占" in d.text]
    assert len(shares) == len(values)
    total = sum((Decimal(s.rpartition("的")[2].removesuffix("%")) for s in shares), Decimal(0))
    assert abs(total - 100) <= Decimal("0.05") * len(values)


@settings(deadline=None)  # the first sentence of all loads the words of the language
@given(FIGURES)
def test_all_that_is_worked_out_may_be_said_and_not_said_otherwise(values: list[int]) -> None:
    known = evidence_of(values)
    found = derived_values(people(*values), 0, ALL)
    for value in found:
        assert check_sentence(with_marks(value.text, value.inputs), known, found) is None
        for wrong in falsified(value.text):
            assert check_sentence(with_marks(wrong, value.inputs), known, found) is not None, wrong
        fewer = with_marks(value.text, value.inputs[:-1])
        assert check_sentence(fewer, known, found) is not None


def falsified(text: str) -> list[str]:
    """A derived sentence with one thing wrong: its measure, its number, who is first."""
    names = [u for u in UNITS if u in text]
    wrong = [text.replace("人", "户") if "人" in text else text.replace("倍", "个百分点").replace("%", "‰")]
    digits = [i for i, c in enumerate(text) if c.isdigit() and text[i + 1 : i + 2] not in "个"]
    wrong += [text[:i] + str((int(text[i]) + 1) % 10) + text[i + 1 :] for i in digits[-1:]]
    if len(names) == 2 and "相同" not in text:
        wrong.append(text.replace(names[0], "\0").replace(names[1], names[0]).replace("\0", names[1]))
    return wrong


@pytest.mark.parametrize(
    "wrong",
    [
        "芷泊社区比青禾里社区多45人[1][2]。",
        "青禾里社区比芷泊社区少45人[1][2]。",
        "2个单位平均90人[1][2]。",
        "青禾里社区由45人增加到90人[1][2]。",
    ],
)
def test_a_false_relation_is_caught_though_its_number_stands_in_the_sources(wrong: str) -> None:
    found = derived_values(people(90, 45), 0, ALL)
    known = evidence_of((90, 45))
    assert check_sentence("青禾里社区比芷泊社区多45人[1][2]。", known, found) is None
    assert check_sentence(wrong, known, found) is not None
