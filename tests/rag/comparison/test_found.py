"""Aspects found in the reports: which things of a broad theme several units speak of, and what their cells hold."""

import time
from collections import Counter

import pytest

from rag.comparison.cells import read_grid
from rag.comparison.fields import FieldsError, Thing, core_of, field_of, is_broad, load_fields, parse_fields
from rag.comparison.found import found_aspects
from rag.comparison.plan import Aspect, Plan, Side
from rag.ground import EvidenceBook
from rag.retrieve import Shelf
from rag.tally import one_measure
from vectorstore.store import Store


@pytest.fixture(scope="module")
def shelf(sample_store: Store) -> Shelf:
    return Shelf(sample_store)


def sides(shelf: Shelf, *names: str) -> tuple[Side, ...]:
    held = {e.name: e for e in shelf.refresh().entries}
    return tuple(Side(label=n, entry=held[n]) for n in names or held)


def names(aspects: tuple[Aspect, ...]) -> list[str]:
    return [a.name for a in aspects]


@pytest.mark.parametrize(
    "topic",
    ["文化活动", "文化活动方面的情况", "主要工作", "都做了哪些工作", "", "精神文明建设", "党建", "民生", "就业", "迎检工作", "环境"],
)  # fmt: skip
def test_a_field_of_work_is_broad(topic: str) -> None:
    assert is_broad(topic)


@pytest.mark.parametrize(
    "topic",
    ["培训人数", "志愿服务", "志愿服务工作", "都开展了哪些志愿服务活动", "都有什么问题", "老旧小区改造", "地区生产总值", "文艺演出有多少场", "存在的问题", "藏书", "垃圾分类"],
)  # fmt: skip
def test_one_thing_is_not_broad(topic: str) -> None:
    assert not is_broad(topic)


def test_a_field_is_known_by_its_names_and_by_what_asks_for_it() -> None:
    culture, general = field_of("在文化活动方面都开展了哪些工作"), field_of("各单位都做了哪些工作")
    assert culture is not None
    assert culture.name == "文化活动"
    assert general is not None
    assert general.name == "主要工作"
    assert core_of("环境整治情况怎么样？") == "环境整治"
    assert field_of("老旧小区改造") is None


def test_the_fields_are_told_apart_and_no_thing_stands_twice_in_one() -> None:
    fields = load_fields()
    called = Counter(name for field in fields for name in field.names)
    assert [n for n, count in called.items() if count > 1] == []
    for field in fields:
        heads = Counter(thing.name for thing in field.things)
        assert [n for n, count in heads.items() if count > 1] == []
        assert all(2 <= len(name) <= 12 for name in heads)


def test_a_line_that_says_nothing_is_named() -> None:
    with pytest.raises(FieldsError, match="line 2"):
        parse_fields("【文化】\n演出\n")
    with pytest.raises(FieldsError, match="line 1"):
        parse_fields("演出: 汇演\n")


def test_words_that_go_together_stand_in_one_clause_in_any_order() -> None:
    pattern = Thing(name="文化经费", cues=(("文化", "经费"), ("书",))).pattern
    assert pattern.search("投入文化活动经费")
    assert pattern.search("经费用于文化")
    assert pattern.search("读书")
    assert not pattern.search("文化活动丰富，经费充足")


def test_of_three_units_the_things_that_at_least_two_speak_of(shelf: Shelf) -> None:
    compared = sides(shelf, "青禾里社区", "云岫镇", "芷泊社区")
    found = found_aspects("文化活动", compared, shelf)
    assert 2 <= len(found) <= 5
    assert {"图书阅览", "文艺演出"} <= set(names(found))
    assert names(found)[0] == "图书阅览"
    grid = read_grid(Plan(sides=compared, aspects=found), shelf, EvidenceBook(shelf.files))
    for n, aspect in enumerate(found):
        assert aspect.found
        stated = [row[n].cell for row in grid.findings if row[n].cell.status == "answered"]
        assert len(stated) >= 2, aspect.name
    books = [row[0].cell for row in grid.findings]
    assert found[0].counted == ("藏书", "册")
    assert [c.quantity and c.quantity.raw for c in books] == ["5200册", "12400册", "八千余册"]


def test_only_what_several_units_count_alike_is_compared(shelf: Shelf) -> None:
    compared = sides(shelf)
    found = found_aspects("各单位都做了哪些工作", compared, shelf)
    grid = read_grid(Plan(sides=compared, aspects=found), shelf, EvidenceBook(shelf.files))
    table = {a.name: [row[n].cell for row in grid.findings] for n, a in enumerate(found)}
    for aspect in found:
        alike = [q for c in table[aspect.name] for q in c.quantities if not q.thing]
        assert {one_measure(q.measure) for q in alike} <= {aspect.counted[1]}
    volunteers = {s.label: c.quantity for s, c in zip(compared, table["志愿服务"], strict=True)}
    # 26 times of service are no number of volunteers, and the earlier of two figures is not the present one.
    water, village = volunteers["澜江县水务局"], volunteers["枫渡村"]
    assert water is None or water.thing
    assert village is not None
    assert (village.raw, village.planned, village.thing) == ("150人", True, "")


def test_a_theme_that_names_nothing_gives_the_lines_of_work(shelf: Shelf) -> None:
    found = found_aspects("", sides(shelf, "青禾里社区", "芷泊社区"), shelf)
    assert len(found) == 5
    assert {"志愿服务", "矛盾调解"} <= set(names(found))
    over_all = found_aspects("各单位都做了哪些工作", sides(shelf), shelf)
    assert "志愿服务" in names(over_all)


def test_more_or_fewer_may_be_asked_for(shelf: Shelf) -> None:
    compared = sides(shelf, "青禾里社区", "芷泊社区")
    assert len(found_aspects("", compared, shelf, most=3)) == 3
    assert len(found_aspects("", compared, shelf, most=8)) == 8


def test_where_the_units_share_nothing_the_theme_stays_as_it_is(shelf: Shelf) -> None:
    found = found_aspects("水利工作", sides(shelf, "澜江县水务局", "砚湖实验学校"), shelf)
    assert found == (Aspect(name="水利工作", topic="水利工作"),)


def test_a_side_without_reports_takes_no_part(shelf: Shelf) -> None:
    compared = sides(shelf, "青禾里社区", "芷泊社区")
    missing = Side(label="无名社区", entry=None, missing="库中没有“无名社区”的报告")
    assert found_aspects("民生", (*compared, missing), shelf) == found_aspects("民生", compared, shelf)


def test_of_one_unit_what_it_speaks_of(shelf: Shelf) -> None:
    assert len(found_aspects("社会治理", sides(shelf, "青禾里社区"), shelf)) >= 2


def test_aspects_are_found_in_half_a_second(shelf: Shelf) -> None:
    compared = sides(shelf)[:6]
    found_aspects("文化活动", compared, shelf)
    started = time.perf_counter()
    found_aspects("主要工作", compared, shelf)
    assert time.perf_counter() - started < 0.5
