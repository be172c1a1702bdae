"""Sentences, the chunks cut from a report, and the windows over its clauses."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.chunk import LONGEST, cut_chunks
from ingest.model import Removal, Report, Span, Unit
from ingest.outline import build_outline
from ingest.sentences import split_sentences
from ingest.window import cut_windows

CHINESE = st.text(alphabet="我们开展了活动，。；！？“”《》（）\n\r 　1290一二三、是：.x_", max_size=400)


def sentences(text: str) -> list[str]:
    return [s.of(text) for s in split_sentences(text)]


def report(text: str, removed: tuple[Removal, ...] = ()) -> Report:
    return Report(
        text=text, span=Span(start=0, end=len(text)), first_line=1, unit=Unit(name="某社区"), doc_type="总结",
        removed=removed, outline=build_outline(text),
    )  # fmt: skip


def test_full_stops_end_sentences_but_not_inside_quotation_marks() -> None:
    text = "他说“好。很好。”大家鼓掌。会议结束！"
    assert sentences(text) == ["他说“好。很好。”大家鼓掌。", "会议结束！"]


def test_a_full_stop_typed_for_the_dot_of_a_date_ends_nothing() -> None:
    assert sentences("开展3。12植树。七。一慰问党员。") == ["开展3。12植树。", "七。一慰问党员。"]


def test_a_paragraph_broken_in_mid_sentence_is_joined() -> None:
    first = "街道把网格员分到每一栋楼，每天上门一次，逐户登记老人、儿童和残疾人的需要，发现问题当天上报，当天交办，当天回访，不让一件小事过夜，"
    assert sentences(f"{first}\n群众满意。\n") == [f"{first}\n群众满意。"]


def test_a_heading_line_stays_by_itself() -> None:
    assert sentences("一、抓学习\n全年学习六次。") == ["一、抓学习", "全年学习六次。"]


@given(CHINESE)
def test_sentences_are_in_order_apart_and_keep_every_character(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    lost = set("".join(text.split())) - set("".join(s.of(text) for s in spans))
    assert lost <= set(">＞•·●■◆▲★☆#*")


@given(CHINESE)
def test_chunks_hold_the_body_exactly_and_stay_short(text: str) -> None:
    chunks = cut_chunks(report(text))
    assert all(c.text == c.span.of(text) and c.text.strip() for c in chunks)
    assert all(len(c.text) <= LONGEST for c in chunks)
    held = "".join("".join(c.text.split()) for c in chunks)
    assert held == "".join(text.split())


def test_a_long_sentence_is_cut_at_its_points() -> None:
    point = "要把学习抓在经常，坚持每周一学、每月一讲、每季一评，用身边事教育身边人，让大家听得懂、记得住、用得上，做到入脑入心见行动"
    text = f"主要做法：一是{point}；二是{point}；三是{point}；四是{point}。"
    texts = [c.text for c in cut_chunks(report(text))]
    assert len(texts) >= 3
    assert any(t.startswith("三是") for t in texts)


def test_headings_stand_in_front_for_searching_only() -> None:
    text = "一、志愿服务\n全年服务九十次。"
    heading, sentence = cut_chunks(report(text))
    assert (heading.kind, sentence.kind) == ("heading", "sentence")
    assert sentence.search_text == "志愿服务 全年服务九十次。"
    assert sentence.text == "全年服务九十次。"


def test_what_was_removed_is_not_searched() -> None:
    text = "全年服务九十次。\n本文来自某网\n"
    gone = Removal(span=Span(start=9, end=15), kind="site_ad", text="本文来自某网")
    assert [c.text for c in cut_chunks(report(text, (gone,)))] == ["全年服务九十次。"]


def test_ids_come_from_content_alone() -> None:
    text = "全年服务九十次。"
    again = Report(
        text=text, span=Span(start=70, end=78), first_line=9, unit=Unit(name="他社区"), doc_type="计划",
        outline=build_outline(text),
    )  # fmt: skip
    assert [c.id for c in cut_chunks(report(text))] == [c.id for c in cut_chunks(again)]


def windows_of(text: str) -> list[tuple[int, str]]:
    chunks = cut_chunks(report(text))
    return [(w.start, w.searched.of(chunk.search_text)) for chunk in chunks for w in cut_windows(chunk)]


def test_a_window_is_a_clause_and_a_short_one_has_the_one_before_it() -> None:
    text = "一、文化\n全年演出43场次，观众3万人次，来自全市十二个乡镇和街道。好。"
    assert windows_of(text) == [
        (text.index("一、"), "一、文化"),
        (text.index("全年"), "全年演出43场次"),
        (text.index("观众"), "全年演出43场次，观众3万人次"),
        (text.index("来自"), "来自全市十二个乡镇和街道"),
    ]


@given(CHINESE)
def test_windows_begin_inside_the_text_and_each_once(text: str) -> None:
    windows = windows_of(text)
    starts = [start for start, _ in windows]
    assert starts == sorted(set(starts))
    assert all(0 <= start < len(text) for start in starts)
    assert all(words in text and words == words.strip() != "" for _, words in windows)
