"""Markers and the outline they make."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.markers import CHINESE_DIGITS, inline_markers, marker_at, ordinal
from ingest.model import Section, Span
from ingest.outline import build_outline, heading_path

REPORT = """一、加强领导
镇里成立了专班。一是定期调度；二是专人督办；三是年终考核。
二、文化惠民
(一)阵地建设。新建书屋两间。
(二)文艺活动
1、元宵灯会。参加者众多。
2．广场舞赛。
四、下一步打算
①抓队伍
②抓经费
"""


def titles(sections: tuple[Section, ...]) -> list[object]:
    return [s.title if not s.children else (s.title, titles(s.children)) for s in sections]


def test_ladder_of_markers_becomes_a_tree_in_spite_of_gaps() -> None:
    assert titles(build_outline(REPORT)) == [
        ("加强领导", ["定期调度", "专人督办", "年终考核"]),
        ("文化惠民", ["阵地建设", ("文艺活动", ["元宵灯会", "广场舞赛"])]),
        ("下一步打算", ["抓队伍", "抓经费"]),
    ]


def test_section_spans_nest_and_cover_their_headings() -> None:
    for section in build_outline(REPORT):
        for inner in section.walk():
            assert section.span.covers(inner.span)
            assert inner.heading.of(REPORT).startswith(inner.marker)
            assert inner.title in inner.heading.of(REPORT)


def test_heading_path_leaves_a_headings_own_title_out() -> None:
    outline = build_outline(REPORT)
    assert heading_path(outline, REPORT.index("参加者")) == ("文化惠民", "文艺活动", "元宵灯会")
    assert heading_path(outline, REPORT.index("一、加强")) == ()
    assert heading_path(outline, REPORT.index("镇里")) == ("加强领导",)


def test_repeated_numbers_are_neighbours() -> None:
    outline = build_outline("一、甲\n正文。\n二、乙\n正文。\n二、丙\n正文。\n")
    assert [s.title for s in outline] == ["甲", "乙", "丙"]


def test_points_in_running_text_end_where_the_next_begins() -> None:
    text = "调研了两个问题：一是如何收费，二是如何管理。\n"
    assert [s.title for s in build_outline(text)] == ["如何收费", "如何管理"]


def test_numbers_that_do_not_count_up_are_no_points() -> None:
    assert inline_markers("投入3.5万元，种树2.8万株。", 0, 16) == []
    assert inline_markers("这是一是二的问题", 0, 8) == []
    assert marker_at("3.5万元", 0, 5) is None
    assert marker_at("二是二", 0, 3) is None or marker_at("二是二", 0, 3).style == "ordinal_is"  # type: ignore[union-attr]


def test_markers_of_every_style() -> None:
    for text, number in (
        ("十二、", 12),
        ("（三）", 3),
        ("(十)", 10),
        ("7．", 7),
        ("4.甲", 4),
        ("⑵", 2),
        ("③", 3),
        ("(5)", 5),
        ("六是", 6),
    ):
        marker = marker_at(text, 0, len(text))
        assert marker is not None, text
        assert marker.number == number


@given(st.integers(min_value=1, max_value=99))
def test_chinese_ordinals_read_back(n: int) -> None:
    tens, ones = divmod(n, 10)
    digits = ("", *CHINESE_DIGITS)
    head = "" if tens < 2 else digits[tens]
    assert ordinal(f"{head}{'十' if tens else ''}{digits[ones]}") == n


@given(st.text(alphabet="一二三、（）().1234①⑴是，。；：\n 甲乙丙的", max_size=120))
def test_outline_of_anything_has_ordered_spans_inside_the_text(text: str) -> None:
    sections = [s for root in build_outline(text) for s in root.walk()]
    for section in sections:
        assert 0 <= section.span.start <= section.heading.end <= section.span.end <= len(text)
        assert isinstance(heading_path(build_outline(text), section.heading.end), tuple)
    starts = [s.span.start for s in sections]
    assert starts == sorted(starts)
    assert all(Span(start=a, end=a) <= Span(start=b, end=b) for a, b in pairwise(starts))
