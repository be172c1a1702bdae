"""The units a question means stay the same however many other units the library holds."""

import time

from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Unit
from rag.directory import Directory, Naming

KNOWN = (
    Unit(name="青禾里社区", aliases=("青禾里",), kind="社区"),
    Unit(name="云岫镇", aliases=("云岫",), kind="镇", place="白石县"),
    Unit(name="澜江县水务局", aliases=("县水务局", "水务局", "澜江水务局"), kind="局", place="澜江县"),
    Unit(name="澜江县文旅局", aliases=("县文旅局", "文旅局"), kind="局", place="澜江县"),
    Unit(name="汀州市财政局", aliases=("市财政局", "财政局"), kind="局", place="汀州市"),
    Unit(name="某社区（计划篇7）", kind="社区", named_in_text=False),
    Unit(name="栖梧学校", kind="学校"),
)
NAMES = (
    "青禾里社区",
    "青禾里",
    "云岫镇",
    "云岫",
    "澜江县水务局",
    "水务局",
    "财政局",
    "澜江",
    "汀州",
    "白石县那个镇",
)
SAYINGS = (
    *(
        "和",
        "的",
        "相比，",
        "有多少人？",
        "办了几次培训？",
        "那个局",
        "那份学校总结",
        "篇七那个社区",
        "各社区",
    ),
    *("第7篇", "里", "新民村", "，", "财政局"),
)
QUESTIONS = st.lists(st.sampled_from((*NAMES, *SAYINGS)), min_size=1, max_size=6).map("".join)


def strangers(n: int) -> list[Unit]:
    """Villages of a kind and with names that stand in none of the questions."""
    syllables = "棠汐砚霁芷泊湄浔沅漪荻蔚朔槿茗岚皋墨菖蒲"
    names = [f"{a}{b}{c}组" for a in syllables for b in syllables for c in syllables][:n]
    return [Unit(name=name, aliases=(name[:-1],), kind="组", place=f"{name[:2]}乡") for name in names]


def directory(units: list[Unit]) -> Directory:
    return Directory((f"{n}", unit) for n, unit in enumerate(units))


def said(naming: Naming) -> tuple[object, ...]:
    return [e.name for e in naming.entries], naming.spans, naming.strangers, naming.group


SMALL, CROWDED = directory([*KNOWN]), directory([*strangers(40), *KNOWN, *strangers(80)[40:]])


@given(QUESTIONS)
def test_units_that_a_question_does_not_name_change_nothing(question: str) -> None:
    assert said(CROWDED.resolve(question)) == said(SMALL.resolve(question))


def test_what_two_units_are_called_names_neither() -> None:
    second = Unit(name="青禾里村", aliases=("青禾里",), kind="村")
    assert [e.name for e in SMALL.resolve("青禾里有多少户？").entries] == ["青禾里社区"]
    assert not directory([*KNOWN, second]).resolve("青禾里有多少户？").entries


def test_a_name_is_preferred_to_the_shorter_one_inside_it() -> None:
    longer = Unit(name="澜江县水务局河长办", kind="办")
    found = directory([*KNOWN, longer]).resolve("澜江县水务局河长办和青禾里社区相比呢？")
    assert [e.name for e in found.entries] == ["澜江县水务局河长办", "青禾里社区"]


def test_naming_a_unit_among_thousands_takes_no_longer() -> None:
    """Looking every name up in the question took a third of a second at this size, and compiled each."""
    crowd = directory([*strangers(5000), *KNOWN])
    started = time.perf_counter()
    for n in range(20):
        assert crowd.resolve(f"青禾里社区第{n}季度培训多少人？").entries
    assert time.perf_counter() - started < 2
