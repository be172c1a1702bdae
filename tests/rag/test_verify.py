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
