"""What may be shown: sentences whose marks resolve and whose numbers stand in what they cite."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span
from rag.citations import cited_sentences, marks_in, with_marks, without_marks
from rag.model import Derived, Evidence
from rag.verify import check_quotes, check_sentence, verified

QUOTE = "全年举办演出43场次(春节8场次)，投入1.2万元，受益1.8万余人，办结率98.5%，评出三户"


def evidence(n: int = 1, quote: str = QUOTE) -> Evidence:
    return Evidence(
        n=n, report_id="r", unit="柳汀镇", file="a.txt", lines=(1, 1), quote=quote, span=Span(start=0, end=len(quote)),
        paragraph=quote, highlight=Span(start=0, end=len(quote)),
    )  # fmt: skip


KNOWN = {1: evidence(), 2: evidence(2, "全年培训106人")}


@pytest.mark.parametrize(
    "sentence",
    [
        "全年举办演出43场次[1]。",
        "投入１.２万元[1]。",
        "受益1.8万余人[1]。",
        "办结率98.5%[1]。",
        "评出3户[1]。",
        "培训106人，演出43场次[1][2]。",
    ],
)
def test_true_sentences_pass(sentence: str) -> None:
    assert check_sentence(sentence, KNOWN) is None


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("全年举办演出44场次[1]。", "number"),
        ("全年举办演出4场次[1]。", "number"),
        ("投入1.2亿元[1]。", "number"),
        ("投入12万元[1]。", "number"),
        ("受益18余人[1]。", "number"),
        ("办结率98%[1]。", "number"),
        ("全年举办演出43场次[2]。", "number"),
        ("全年举办演出43场次[7]。", "unknown_mark"),
        ("全年举办演出43场次。", "no_mark"),
        ("全年没有举办演出43场次[1]。", "negation"),
    ],
)
def test_one_changed_thing_is_caught(sentence: str, fault: str) -> None:
    finding = check_sentence(sentence, KNOWN)
    assert finding is not None
    assert finding.fault == fault


def test_a_value_that_code_worked_out_needs_the_marks_of_its_inputs() -> None:
    derived = (Derived(text="多63人", formula="106 - 43", inputs=(1, 2)),)
    assert check_sentence("多63人[1][2]。", KNOWN, derived) is None
    assert check_sentence("多63人[1]。", KNOWN, derived) is not None


def test_a_difference_is_not_told_the_wrong_way_round() -> None:
    known = {1: evidence(1, "全年培训106人"), 2: replace(evidence(2, "全年培训45人"), unit="芦汀镇")}
    derived = (Derived(text="多61人", formula="106 - 45", inputs=(1, 2)),)
    assert check_sentence("柳汀镇比芦汀镇多61人[1][2]。", known, derived) is None
    assert check_sentence("芦汀镇比柳汀镇少61人[1][2]。", known, derived) is None
    for wrong in ("芦汀镇比柳汀镇多61人[1][2]。", "柳汀镇比芦汀镇少61人[1][2]。"):
        finding = check_sentence(wrong, known, derived)
        assert finding is not None
        assert finding.fault == "direction"


SOURCE = (
    "20__年预计接待游客x万人次，查出患者3_人；图书室藏书八千余册，满意率由91.5%提高到96.2%，案件下降三成。"
    "全年未发生安全事故，计划新建公厕5座，每月例会1次，辅导学生5400人次，6月12日召开防汛会"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "柳汀镇图书室藏书8000多册[1]。",
        "图书室藏书约8000册[1]。",
        "满意率从91.5%上升到96.2%，案件减少30%[1]。",
        "全年没有发生安全事故[1]。",
        "拟新建5座公厕[1]。",
        "辅导学生0.54万人次[1]。",
        "防汛会于六月十二日召开[1]。",
        "查出患者的数字在原文中隐去（3_人），无法给出具体数字[1]。",
        "- **藏书**：图书室藏书 8,000 余册[1]。",
    ],
)
def test_a_free_telling_passes(sentence: str) -> None:
    assert check_sentence(sentence, {1: evidence(quote=SOURCE)}) is None


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("接待游客3万人次[1]。", "withheld"),
        ("查出患者35人[1]。", "withheld"),
        ("2023年查出患者3_人[1]。", "withheld"),
        ("预计接待游客x万人[1]。", "withheld"),
        ("图书室藏书8000册[1]。", "bound"),
        ("图书室藏书近8000册[1]。", "bound"),
        ("辅导学生5400余人次[1]。", "bound"),
        ("辅导学生5400人[1]。", "measure"),
        ("例会每周1次[1]。", "time"),
        ("满意率由91.5%下降到96.2%[1]。", "direction"),
        ("案件上升三成[1]。", "direction"),
        ("案件下降96.2%[1]。", "number"),
        ("全年发生安全事故[1]。", "negation"),
        ("全年未辅导学生5400人次[1]。", "negation"),
        ("新建公厕5座[1]。", "plan"),
        ("已新建公厕5座[1]。", "plan"),
        ("芦汀镇图书室藏书八千余册[1]。", "name"),
        ("芦汀镇：图书室藏书八千余册[1]。", "name"),
        ("6月13日召开防汛会[1]。", "time"),
        ("去年图书室藏书八千余册[1]。", "time"),
        ("“藏书万册”的图书室藏书八千余册[1]。", "quote"),
        ("推行河湖巡查制度，健全长效机制[1]。", "support"),
    ],
)
def test_what_the_source_does_not_say_is_named(sentence: str, fault: str) -> None:
    finding = check_sentence(sentence, {1: evidence(quote=SOURCE)})
    assert finding is not None
    assert finding.fault == fault, finding.detail


def test_a_mark_answers_for_the_words_in_front_of_it() -> None:
    known = {1: evidence(), 2: evidence(2, "全年培训106人")}
    assert check_sentence("全年举办演出43场次[1]，培训106人[2]。", known) is None
    assert check_sentence("全年举办演出43场次[2]，培训106人[1]。", known) is not None


def test_each_unit_of_a_sentence_is_held_to_its_own_words() -> None:
    known = {1: evidence(), 2: replace(evidence(2, "全年培训106人"), unit="芦汀镇")}
    assert check_sentence("柳汀镇全年举办演出43场次，芦汀镇全年培训106人[1][2]。", known) is None
    assert check_sentence("芦汀镇全年举办演出43场次，柳汀镇全年培训106人[1][2]。", known) is not None


def test_a_sentence_that_fails_is_left_out_and_the_rest_stays() -> None:
    text, findings = verified("演出43场次[1]。演出44场次[1]。\n培训106人[2]。", tuple(KNOWN.values()))
    assert text == "演出43场次[1]。\n培训106人[2]。"
    assert [f.fault for f in findings] == ["number"]


def test_a_quote_that_is_not_in_its_paragraph_takes_its_sentences_along() -> None:
    forged = replace(evidence(), paragraph=QUOTE.replace("43", "34"))
    assert [f.fault for f in check_quotes((forged,))] == ["quote"]
    text, _ = verified("演出43场次[1]。", (forged,))
    assert text == ""


def test_marks_go_in_front_of_the_full_stop_and_come_out_again() -> None:
    sentence = with_marks("演出43场次；", [2, 1, 2])
    assert sentence == "演出43场次[2][1]。"
    assert marks_in(sentence) == (2, 1)
    assert without_marks(sentence) == "演出43场次。"
    assert cited_sentences("甲[1]。乙[2]。\n丙。[3]") == ("甲[1]。", "乙[2]。", "丙。[3]")


@given(st.text(alphabet="演出43场次。[1]\n！ 没有无法9", max_size=80))
def test_nothing_unverified_survives(text: str) -> None:
    shown, _ = verified(text, tuple(KNOWN.values()))
    assert all(check_sentence(s, KNOWN) is None for line in shown.split("\n") for s in cited_sentences(line))
