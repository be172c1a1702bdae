"""One unit at several times: the sides a message names, and how the figures changed between them."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span, Unit
from ingest.pipeline import parse_file
from rag.citations import with_marks
from rag.comparison.cells import read_grid
from rag.comparison.changes import changes
from rag.comparison.plan import Aspect, Plan, Side
from rag.comparison.years import sides_of, without_times
from rag.directory import UnitEntry
from rag.ground import EvidenceBook
from rag.model import Cell, Evidence, Quantity, Row, Table
from rag.retrieve import Shelf
from rag.verify import check_sentence
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

_REPORTS = {
    "a.txt": "兰溪桥社区2023年工作总结\n\n2023年，兰溪桥社区认真履职，现将工作总结如下：\n一、教育培训\n全年举办培训班3期，培训居民86人。\n二、文化活动\n全年举办演出12场次。\n",
    "b.txt": "兰溪桥社区2024年工作总结\n\n2024年，兰溪桥社区扎实工作，现将工作总结如下：\n一、教育培训\n全年举办培训班4期，培训居民106人。\n二、文化活动\n全年举办演出12场次。\n",
    "c.txt": "兰溪桥社区2024年上半年工作总结\n\n2024年上半年，兰溪桥社区稳步推进各项工作，现总结如下：\n一、教育培训\n上半年举办培训班2期，培训居民43人。\n",
    "d.txt": "桐花镇2024年工作总结\n\n2024年，桐花镇干部群众共同努力，现将工作总结如下：\n一、教育培训\n全年培训农民320人次，比上年增加20人次。\n",
    "e.txt": "桐花镇2024年工作计划\n\n2024年，桐花镇工作计划如下：\n一、教育培训\n计划全年培训农民300人次。\n",
}  # fmt: skip
# What is too short is taken for no report.
_TAIL = "三、加强队伍建设\n坚持每周集中学习，完善考核办法，转变工作作风，主动上门服务，认真听取群众意见，及时回应群众关切，各项工作有序推进，得到群众的广泛认可，为全面完成各项任务打下了坚实基础。\n"
_UNIT = Unit(name="兰溪桥社区", kind="社区")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("years")
    with Store.open(folder / "store", SentenceTransformerEncoder(), create=True) as store:
        for name, text in _REPORTS.items():
            (folder / name).write_text(text + _TAIL, encoding="utf-8")
            store.add(folder / name, parse_file(folder / name))
        yield Shelf(store)


def units(shelf: Shelf, *names: str) -> list[UnitEntry]:
    return [e for n in names for e in shelf.refresh().entries if e.name == n]


def test_the_reports_are_of_two_units_at_several_times(shelf: Shelf) -> None:
    held = {e.name: sorted(e.periods) for e in shelf.refresh().entries}
    assert held == {"兰溪桥社区": ["2023年", "2024年", "2024年上半年"], "桐花镇": ["2024年", "2024年"]}


@pytest.mark.parametrize(
    ("message", "labels"),
    [
        ("兰溪桥社区2023年和2024年的培训人数比一比", ["2023年", "2024年"]),
        ("兰溪桥社区2024年比2023年培训人数增加了多少", ["2023年", "2024年"]),
        ("兰溪桥社区今年和去年的培训人数比一比", ["2023年", "2024年"]),
        ("兰溪桥社区的培训人数和去年比怎么样", ["2023年", "2024年"]),
        ("兰溪桥社区2024年与上年的培训情况对比", ["2023年", "2024年"]),
        ("兰溪桥社区近三年的培训人数", ["2022年", "2023年", "2024年"]),
        ("兰溪桥社区2022到2024年培训人数", ["2022年", "2023年", "2024年"]),
        ("兰溪桥社区上半年和全年的培训人数", ["2024年上半年", "2024年"]),
        ("兰溪桥社区2024年上半年和全年的培训人数", ["2024年上半年", "2024年"]),
        ("兰溪桥社区历年培训人数", ["2023年", "2024年上半年", "2024年"]),
        ("兰溪桥社区这几份报告比一比", ["2023年", "2024年上半年", "2024年"]),
    ],
)
def test_a_message_names_times(shelf: Shelf, message: str, labels: list[str]) -> None:
    sides = sides_of(message, units(shelf, "兰溪桥社区"), shelf)
    assert [s.label for s in sides] == [f"兰溪桥社区{label}" for label in labels]
    assert [s.period for s in sides] == labels
    for side in sides:
        held = side.entry and list(side.entry.periods)
        assert held == (None if side.period == "2022年" else [side.period])
        assert bool(side.missing) == (side.entry is None)


@pytest.mark.parametrize(
    "message",
    [
        "兰溪桥社区的培训人数是多少",
        "兰溪桥社区2024年的培训人数",
        "兰溪桥社区和桐花镇的培训人数比一比",
        "兰溪桥社区2021年和2022年的培训人数",
        "兰溪桥社区各年级的学生",
    ],
)
def test_a_message_that_names_no_several_times_gives_no_sides(shelf: Shelf, message: str) -> None:
    assert sides_of(message, units(shelf, "兰溪桥社区"), shelf) == ()


def test_of_one_report_what_it_says_of_last_year_is_no_comparison_of_reports(shelf: Shelf) -> None:
    assert sides_of("桐花镇培训人次比去年增加多少", units(shelf, "桐花镇"), shelf) == ()


def test_reports_of_one_time_are_told_apart_by_their_sort(shelf: Shelf) -> None:
    for message in ("桐花镇的计划和总结比一比", "桐花镇这两份材料比一比"):
        sides = sides_of(message, units(shelf, "桐花镇"), shelf)
        assert sorted(s.label for s in sides) == ["桐花镇总结", "桐花镇计划"]
        assert all(s.entry and len(s.entry.report_ids) == 1 for s in sides)


def test_several_units_each_at_each_time(shelf: Shelf) -> None:
    sides = sides_of("2023年和2024年各培训多少人", units(shelf, "兰溪桥社区", "桐花镇"), shelf)
    assert [s.label for s in sides] == [
        "兰溪桥社区2023年",
        "兰溪桥社区2024年",
        "桐花镇2023年",
        "桐花镇2024年",
    ]
    assert [s.entry is None for s in sides] == [False, False, True, False]
    assert "桐花镇2023年" in sides[2].missing


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("2023年和2024年的培训人数比一比", "培训人数比一比"),
        ("今年和去年的培训人数", "培训人数"),
        ("近三年的培训人数", "培训人数"),
        ("这两份报告比一比", "比一比"),
        ("培训人数有多少", "培训人数有多少"),
    ],
)
def test_the_rest_of_a_message(message: str, rest: str) -> None:
    assert without_times(message) == rest


def side(period: str, *, read: bool = True) -> Side:
    entry = UnitEntry(unit=_UNIT, report_ids=(period,), periods=(period,)) if read else None
    return Side(label=f"兰溪桥社区{period}", entry=entry, period=period, missing="" if read else "库中没有")


def quantity(
    value: int | None, n: int, *, measure: str = "人", period: str = "", planned: bool = False
) -> Quantity:
    number = None if value is None else Decimal(value)
    return Quantity(
        value=number, measure=measure, raw=f"{value}{measure}", n=n, period=period, planned=planned
    )


def table(sides: list[Side], *cells: tuple[Quantity, ...]) -> Table:
    rows = tuple(
        Row(unit=s.label, cells=(Cell(text="", status="answered" if qs else "not_read", quantities=qs),))
        for s, qs in zip(sides, cells, strict=True)
    )
    return Table(columns=("培训人数",), rows=rows)


def evidence(n: int, quote: str) -> Evidence:
    return Evidence(
        n=n, report_id=f"r{n}", unit="兰溪桥社区", file="a.txt", lines=(1, 1), quote=quote,
        span=Span(start=0, end=len(quote)), paragraph=quote, highlight=Span(start=0, end=len(quote)),
    )  # fmt: skip


def test_a_change_is_told_with_both_figures_and_may_not_be_told_otherwise() -> None:
    sides = [side("2024年"), side("2023年")]
    (change,) = changes(table(sides, (quantity(106, 1),), (quantity(86, 2),)), sides)
    assert change.text == "兰溪桥社区培训人数由2023年的86人增加到2024年的106人，增加20人，增长23.3%"
    assert change.formula == "106 - 86 = 20；20 ÷ 86 ≈ 23.3%"
    assert change.inputs == (2, 1)
    known = {1: evidence(1, "培训居民106人"), 2: evidence(2, "培训居民86人")}
    assert check_sentence(with_marks(change.text, change.inputs), known, [change]) is None
    for old, new in (
        ("增加20人", "增加21人"), ("增加20人", "增加20户"), ("增加到", "减少到"), ("86人增加到2024年的106人", "106人增加到2024年的86人"),
        ("23.3%", "23.8%"), ("2023年的86人", "2022年的86人"), ("增长", "下降"),
    ):  # fmt: skip
        wrong = change.text.replace(old, new, 1)
        assert wrong != change.text
        assert check_sentence(with_marks(wrong, change.inputs), known, [change]) is not None, wrong


def test_less_equal_and_rates_have_their_own_words() -> None:
    sides = [side("2023年"), side("2024年")]
    (less,) = changes(table(sides, (quantity(100, 1),), (quantity(80, 2),)), sides)
    assert "减少到2024年的80人，减少20人，下降20%" in less.text
    (equal,) = changes(table(sides, (quantity(12, 1),), (quantity(12, 2),)), sides)
    assert equal.text == "兰溪桥社区培训人数2023年和2024年都是12人，持平"
    (rate,) = changes(table(sides, (quantity(95, 1, measure="%"),), (quantity(97, 2, measure="%"),)), sides)
    assert rate.text == "兰溪桥社区培训人数由2023年的95%提高到2024年的97%，提高2个百分点"


@pytest.mark.parametrize(
    "earlier",
    [
        quantity(86, 1, measure="人次"),
        quantity(86, 1, planned=True),
        quantity(None, 1),
        quantity(86, 1, period="2022年"),
        quantity(86, 1, period="2023年上半年"),
    ],
)
def test_no_change_between_unlike_figures(earlier: Quantity) -> None:
    sides = [side("2023年"), side("2024年")]
    assert changes(table(sides, (earlier,), (quantity(106, 2),)), sides) == ()


def test_a_report_that_tells_both_years_gives_the_change_itself() -> None:
    sides = [side("2023年", read=False), side("2024年")]
    both = (quantity(106, 1, period="2024年"), quantity(86, 1, period="2023年"))
    (change,) = changes(table(sides, (), both), sides)
    assert "由2023年的86人增加到2024年的106人" in change.text
    assert change.inputs == (1,)


def test_of_three_years_each_step_is_told() -> None:
    sides = [side(f"202{n}年") for n in (2, 3, 4)]
    found = changes(table(sides, *((quantity(v, n),) for n, v in enumerate((50, 60, 90), 1))), sides)
    assert [d.inputs for d in found] == [(1, 2), (2, 3)]


def test_of_a_year_and_its_half_the_year_is_compared_with_the_year_before() -> None:
    sides = [side("2023年"), side("2024年上半年"), side("2024年")]
    found = changes(table(sides, *((quantity(v, n),) for n, v in enumerate((86, 43, 106), 1))), sides)
    assert [d.inputs for d in found] == [(1, 3)]


def test_a_comparison_of_years_reads_each_year_by_itself(shelf: Shelf) -> None:
    sides = sides_of("2023年和2024年的培训人数", units(shelf, "兰溪桥社区"), shelf)
    plan = Plan(sides=sides, aspects=(Aspect(name="培训人数", topic="培训人数", kind="figures"),))
    grid = read_grid(plan.reading(units(shelf, "兰溪桥社区")), shelf, EvidenceBook(shelf.files))
    assert [row[0].cell.quantity and row[0].cell.quantity.raw for row in grid.findings] == ["86人", "106人"]


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_the_words_go_the_way_of_the_figures(before: int, after: int) -> None:
    sides = [side("2023年"), side("2024年")]
    (change,) = changes(table(sides, (quantity(before, 1),), (quantity(after, 2),)), sides)
    assert ("增加" in change.text) == (after > before)
    assert ("减少" in change.text) == (after < before)
    assert ("持平" in change.text) == (after == before)
