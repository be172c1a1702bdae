"""What a reader sees of an answer is its words and nothing that the words could do."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span
from rag.markup import escape, tag
from rag.model import Answer, Cell, Derived, Evidence, Row, Status, Table, lines_label
from rag.present import (
    CONTEXT_SHOWN,
    answer_html,
    draft_html,
    evidence_html,
    prose_html,
)

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(1)>"'&&amp;*粗*_斜_**更粗**|表|`码`"""
TEXT = st.lists(
    st.sampled_from([*"<>&\"'*_|`[]()#-！。12\n x年", "&lt;", "[1]", "[2]", "<b>", "__"]), max_size=40
).map("".join)


class Seen(HTMLParser):
    """The words, elements, marks and attributes that a browser would make of some markup."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def evidence(n: int = 1, *, quote: str = "演出43场次", before: str = "", after: str = "") -> Evidence:
    return Evidence(
        n=n,
        report_id="r1",
        unit="云栖镇",
        file="总结.txt",
        lines=(30, 30),
        quote=quote,
        span=Span(start=0, end=len(quote)),
        paragraph=before + quote + after,
        highlight=Span(start=len(before), end=len(before) + len(quote)),
        heading_path=("二、工作", "（一）演出"),
    )


def answered(text: str, *cited: Evidence, status: Status = "answered", short: str | None = None) -> Answer:
    return Answer(
        question="问", standalone="问", mode="answer", status=status, text=text, evidence=cited, short=short
    )


@given(TEXT)
def test_any_text_is_shown_as_it_reads(text: str) -> None:
    assert Seen(escape(text)).text == text
    assert Seen(tag("p", text, title=text)).elements == ["p"]


@given(TEXT)
def test_prose_loses_nothing_but_its_own_structure(text: str) -> None:
    seen = Seen(prose_html(text, {1: evidence()}, 4))
    assert not seen.open
    assert set(seen.elements) <= {"div", "p", "h3", "ul", "li", "a"}
    assert seen.attributes <= {"class", "href", "title", "aria-label"}
    assert set(seen.links) <= {"#e-4-1"}
    shown, given_ = (str.maketrans(dict.fromkeys("-# \n", "")),) * 2
    assert seen.text.translate(shown) == "".join(text.splitlines()).translate(given_)


@given(TEXT)
def test_text_still_being_written_has_no_links(text: str) -> None:
    assert Seen(draft_html(text)).links == []


@pytest.mark.parametrize("words", ["20__年", "x_x户", "**社区", "李**、张**", "__场，__人", "1*2*3"])
def test_redactions_are_not_taken_for_markdown(words: str) -> None:
    seen = Seen(prose_html(f"共有{words}[1]。", {1: evidence()}, 1))
    assert seen.text == f"共有{words}[1]。"
    assert seen.elements == ["div", "p", "a"]


def test_a_mark_links_to_the_card_of_its_turn() -> None:
    html = answer_html(answered("演出43场次[1]。", evidence()), 7)
    assert Seen(html).links == ["#e-7-1"]
    assert 'id="e-7-1"' in evidence_html((evidence(),), 7)


def test_a_number_in_brackets_that_names_no_evidence_is_text() -> None:
    seen = Seen(answer_html(answered("见附件[9]，演出43场次[1]。", evidence()), 1))
    assert seen.text == "见附件[9]，演出43场次[1]。"
    assert seen.links == ["#e-1-1"]


def test_a_bracketed_number_of_the_report_is_no_mark() -> None:
    first = evidence(1, quote="按照文件[2]要求举办演出43场次")
    seen = Seen(
        answer_html(answered("按照文件[2]要求举办演出43场次[1]，藏书3100本[2]。", first, evidence(2)), 1)
    )
    assert seen.links == ["#e-1-1", "#e-1-2"]
    assert Seen(evidence_html((first,), 1)).links == ["#library/r1"]  # the report itself, in the library


def test_paragraphs_bullets_and_headings() -> None:
    seen = Seen(prose_html("## 一、总体情况\n第一段\n\n- 甲\n- 乙\n第二段", {}, 1))
    assert seen.elements == ["div", "h3", "p", "ul", "li", "li", "p"]
    assert seen.text == "一、总体情况第一段甲乙第二段"


def test_numbered_lines_keep_their_numbers() -> None:
    assert Seen(prose_html("1. 甲\n3. 丙\n（二）乙", {}, 1)).text == "1. 甲3. 丙（二）乙"


def test_the_phrase_that_answers_is_bold_once() -> None:
    html = answer_html(answered("演出43场次，比去年的43场次多[1]。", evidence(), short="43场次"), 1)
    assert html.count("<strong>43场次</strong>") == 1


def test_a_phrase_that_is_most_of_the_answer_is_not_bold() -> None:
    assert "<strong>" not in answer_html(answered("演出43场次[1]。", evidence(), short="演出43场次"), 1)


def test_the_phrase_cannot_reach_into_markup() -> None:
    seen = Seen(answer_html(answered("甲'乙有27人，另有很多很多别的话[1]。", evidence(), short="27"), 1))
    assert seen.text == "甲'乙有27人，另有很多很多别的话[1]。"


@pytest.mark.parametrize(
    ("status", "label"), [("withheld_in_source", "原文缺失"), ("not_found", "未提及"), ("answered", None)]
)
def test_the_status_is_named_where_it_matters(status: Status, label: str | None) -> None:
    html = answer_html(answered("如下。", status=status), 1)
    assert ("chip" in html) == (label is not None)
    assert label is None or label in Seen(html).text


def test_a_card_says_where_its_words_stand() -> None:
    seen = Seen(evidence_html((evidence(quote="43场次", before="举办", after="。"),), 1))
    assert seen.text == "1云栖镇第30行二、工作 › （一）演出举办43场次。总结.txt"
    assert "mark" in seen.elements


@given(
    before=st.text("前文，", max_size=300),
    quote=st.text("引", min_size=1, max_size=20),
    after=st.text("后。", max_size=300),
)
def test_a_paragraph_is_whole_and_its_quote_alone_is_marked(before: str, quote: str, after: str) -> None:
    html = evidence_html((evidence(quote=quote, before=before, after=after),), 1)
    shown = Seen(html.partition("<blockquote>")[2].partition("</blockquote>")[0])
    folds = (len(before) > CONTEXT_SHOWN) + (len(after) > CONTEXT_SHOWN)
    words = shown.text.replace("……", "").removesuffix("展开整段")
    assert words == before + quote + after
    assert f"<mark>{quote}</mark>" in html
    assert html.count('class="far"') == folds
    assert ("unfold" in html) == bool(folds)


def test_lines_are_named_as_a_clerk_would() -> None:
    assert lines_label((30, 30)) == "第30行"
    assert lines_label((30, 32)) == "第30–32行"


def test_a_comparison_shows_every_state_and_its_marks() -> None:
    table = Table(
        columns=("演出", "藏书"),
        rows=(
            Row(
                unit="云栖镇",
                aliases=("文化站",),
                cells=(
                    Cell(text="43场次", status="answered", citations=(1, 1, 9)),
                    Cell(text="未提及", status="not_found"),
                ),
            ),
            Row(
                unit="松溪社区",
                cells=(
                    Cell(text="原文缺失（xx）", status="withheld_in_source", citations=(1,)),
                    Cell(text="12册", status="answered"),
                ),
            ),
        ),
    )
    derived = (Derived(text="多31场", formula="43 - 12", inputs=(1,)),)
    whole = replace(answered("如下。", evidence()), mode="compare", table=table, derived=derived)
    seen = Seen(answer_html(whole, 2))
    assert seen.text == (
        "如下。单位演出藏书云栖镇43场次[1]未提及松溪社区原文缺失（xx）[1]12册据此算得多31场43 - 12[1]"
    )
    assert seen.links == ["#e-2-1"] * 3


def test_the_marks_of_a_long_table_are_not_repeated_under_it() -> None:
    cited = tuple(evidence(n) for n in range(1, 13))
    rows = tuple(
        Row(unit=f"单位{e.n}", cells=(Cell(text="有", status="answered", citations=(e.n,)),)) for e in cited
    )
    counted = Derived(text="12个单位", formula="逐个计数 = 12", inputs=tuple(range(1, 13)))
    answer = replace(
        answered("如下。", *cited), table=Table(columns=("演出",), rows=rows), derived=(counted,)
    )
    seen = Seen(answer_html(answer, 1))
    assert len(seen.links) == 12
    assert seen.text.endswith("据此算得12个单位逐个计数 = 12逐行依据见上表")
    summed = replace(counted, text="合计", inputs=tuple(range(1, 12)))
    assert len(Seen(answer_html(replace(answer, derived=(summed,)), 1)).links) == 12 + 11


def test_nothing_hostile_becomes_markup() -> None:
    hostile = replace(
        evidence(quote=HOSTILE), unit=HOSTILE, file=HOSTILE, heading_path=(HOSTILE,), report_title=HOSTILE
    )
    table = Table(
        columns=(HOSTILE,), rows=(Row(unit=HOSTILE, cells=(Cell(text=HOSTILE, status="answered"),)),)
    )
    whole = replace(
        answered(f"{HOSTILE}[1]。", hostile, short=HOSTILE[:9]),
        table=table,
        derived=(Derived(text=HOSTILE, formula=HOSTILE, inputs=(1,)),),
        notes=(HOSTILE,),
    )
    seen = Seen(answer_html(whole, 1) + evidence_html(whole.evidence, 1, whole.short))
    assert not {"script", "img", "em", "code"} & set(seen.elements)
    assert not {name for name in seen.attributes if name.startswith("on") or name == "src"}
    assert seen.text.count(HOSTILE) == 11
