"""What a draft says in the page, as markup: its text, its tools, and what is folded away under it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.citations import without_marks
from rag.draft_changes import pieces
from rag.draft_view import sheet_html
from rag.drafting.model import Line, Sentence, Sheet
from rag.markup import Html
from rag.model import Answer
from rag.present import answer_html, evidence_html
from rag.web.conversation import Conversation, Exchange
from rag.web.exporting import DRAFT_FORMS, RARER_DRAFT_FORMS
from rag.web.handing import ENDINGS, handed_html
from rag.web.transcript import transcript_html
from tests.rag.test_present import HOSTILE, Seen
from tests.web.scripted import answer, evidence
from tests.web.sheets import drafted, outline, own_words, points, short, told, whole
from tests.web.test_page import performances

TEXT = st.text(alphabet="组建志愿服务队12支，每月上门。、", max_size=40)


def changed(made: Answer, **fields: object) -> Answer:
    """The draft with other fields of its sheet."""
    assert made.draft is not None
    return replace(made, draft=replace(made.draft, **fields))  # type: ignore[arg-type]


def says(markup: Html) -> list[str]:
    """The messages that the buttons send."""
    return re.findall(r'data-says="([^"]+)"', markup)


def fold(markup: Html, name: str) -> str:
    """One of the folds of the first turn; "" where there is none."""
    found = re.search(rf'<details class="fold" id="d-1-{name}".*?</details>', markup, re.S)
    return found[0] if found else ""


@pytest.mark.parametrize("make", [short, points, whole])
def test_the_whole_text_is_shown_in_order_with_marks_that_lead_to_their_evidence(make: object) -> None:
    made: Answer = make()  # type: ignore[operator]
    assert made.draft is not None
    for latest in (False, True):
        seen = Seen(answer_html(made, 1, latest=latest))
        at = 0
        for words in [made.draft.title, *(s.text for s in made.draft.sentences)]:
            assert words in seen.text[at:], words
            at = seen.text.index(words, at)
        marks = set(re.findall(r"\[(\d)\]", made.text))
        assert {f"#e-1-{n}" for n in marks} <= set(seen.links)


def test_the_brief_is_told_and_how_it_is_put_right() -> None:
    made = short()
    assert made.draft is not None
    markup = sheet_html(made, 1, latest=True)
    assert made.draft.brief in Seen(markup).text
    assert "不要用青禾里街道的" in Seen(markup).text
    assert "不要用青禾里街道的" not in sheet_html(made, 1)


def test_headings_stand_apart_and_points_lead_their_paragraph() -> None:
    document, listed = sheet_html(whole(), 1), sheet_html(points(), 1)
    assert '<h3 class="title">云栖镇2031年' in document
    assert '<h4 class="level-1">一、2031年工作总结</h4>' in document
    assert '<h5 class="level-2">（一）壮大志愿队伍</h5>' in document
    assert '<p><span class="lead level-0">二是完善机制。</span>' in listed


def test_patterns_and_the_users_own_words_are_told_apart_in_words_too() -> None:
    markup = sheet_html(points(), 1)
    assert markup.count('class="words pattern"') == 2
    assert markup.count('class="words stated"') == 1
    assert "点线</span>：借鉴做法，请核实" in markup
    assert "实线</span>：您提供的情况" in markup
    assert markup.count('<span class="unseen">（借鉴做法，请核实）</span>') == 2
    plain = sheet_html(whole(), 1)
    assert 'class="legend"' not in plain
    assert 'class="unseen"' not in plain
    assert "波浪线</span>：请核对" in sheet_html(short(), 1)


def test_a_gap_begins_the_message_that_fills_it() -> None:
    live, old = sheet_html(points(), 1, latest=True), sheet_html(points(), 1)
    assert re.findall(r'data-fills="([^"]+)"', live) == ["服务队数量是", "服务场次是", "培训安排是"]
    assert old.count('<span class="gap">【待补：') == 3
    assert "data-fills" not in old
    assert "待补3处" in live
    assert "点【待补】" in live
    nameless = drafted("问", Sheet(title="", brief="", lines=(Line(sentences=(told("培训【待补】人。"),)),)))
    assert '<span class="gap">【待补】</span>' in sheet_html(nameless, 1, latest=True)


def test_each_sentence_of_the_latest_draft_sends_its_messages() -> None:
    sent = says(sheet_html(short(), 1, latest=True))
    for n in (1, 2, 3):
        for message in (f"删掉第{n}句", f"第{n}句换一个", f"第{n}句展开", f"第{n}句不要动"):
            assert sent.count(message) == 1
    assert "第4句可以改了" in sent
    assert "第4句不要动" not in sent
    assert 'title="这句已锁定，改别处时保持原样">锁<' in sheet_html(short(), 1)
    assert not says(sheet_html(short(), 1))


def test_a_pattern_to_be_confirmed_can_be_said_to_hold() -> None:
    open_ones = (
        told("云栖镇组建队伍12支[1]。"),
        Sentence(text="我社区每周上门送餐【待核实】。", kind="pattern"),
    )
    made = drafted("问", Sheet(title="", brief="", lines=(Line(sentences=open_ones),)))
    markup = sheet_html(made, 1, latest=True)
    assert '<span class="gap">【待核实】</span>' in markup
    assert "第2句属实" in says(markup)
    assert "第1句属实" not in says(markup)
    assert "2句 · 待核实1处" in markup
    assert "点【待补】" not in markup


def test_sentences_are_counted_through_the_whole_document() -> None:
    markup = sheet_html(whole(), 4, latest=True)
    assert re.findall(r'id="s-4-(\d+)"', markup) == [str(n) for n in range(1, 11)]
    assert "删掉第10句" in says(markup)
    handles = re.findall(r'class="handle"[^>]* tabindex="(-?\d)"', markup)
    assert handles == ["0", *["-1"] * 9]


def test_the_bar_leads_to_other_versions() -> None:
    markup = sheet_html(short(), 1, latest=True)
    assert (
        '<span class="version" aria-current="true" title="第二句展开，不要用金川区的（143字）">第2版</span>'
        in markup
    )
    sent = says(markup)
    assert {"回到第1版", "回到第3版", "撤销"} <= set(sent)
    assert 'data-says="回到第3版">恢复<' in markup
    assert "回到第2版" not in sent
    assert "143字 · 4句" in markup
    first = says(sheet_html(points(), 1, latest=True))
    assert not {"撤销", "回到第1版"} & set(first)


def test_of_many_versions_the_bar_shows_the_first_and_the_newest_the_list_all() -> None:
    markup = sheet_html(whole(), 1, latest=True)
    bar = markup[markup.index('class="chips"') : markup.index('class="ways"')]
    assert re.findall(r">第(\d)版<", bar) == ["1", "4", "5", "6", "7", "8"]
    assert re.findall(r"<strong>第(\d)版", fold(markup, "versions")) == [str(n) for n in range(1, 9)]


@pytest.mark.parametrize(
    ("make", "ways"),
    [
        (short, ["缩短", "展开", "换成汇报口吻", "分三点写"]),
        (points, ["缩短", "展开", "换成汇报口吻", "合成一段"]),
        (whole, ["缩短", "展开", "换成汇报口吻"]),
        (outline, ["接着写下一部分", "按提纲写全文"]),
    ],
)
def test_the_ways_on_fit_the_form(make: object, ways: list[str]) -> None:
    markup = sheet_html(make(), 1, latest=True)  # type: ignore[operator]
    assert says(Html(markup[markup.index('class="ways"') : markup.index('class="folds"')])) == ways


def test_changes_are_crossed_out_and_underlined() -> None:
    shown = fold(sheet_html(short(), 1), "changes")
    assert "看改动（改1句、增1句、删1句）" in shown
    assert "1句没有改动" in shown
    assert "<del>金川区举办志愿者培训6期。</del>" in shown
    assert "<ins>青禾里街道建成志愿服务站9个，实现社区全覆盖。</ins>" in shown
    assert "松溪社区推行“积分换服务”，<ins>志愿者" in shown
    assert not fold(sheet_html(points(), 1), "changes")


@given(before=TEXT, after=TEXT)
def test_the_pieces_of_a_change_are_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(gone for gone, _ in found) == before
    assert "".join(came for _, came in found) == after


def test_the_evidence_table_has_a_row_a_mark_and_one_for_a_sentence_without() -> None:
    shown = fold(sheet_html(short(), 1), "evidence")
    body = shown[shown.index("<tbody>") :]
    assert body.count("<tr>") == 5
    assert re.findall(r'rowspan="(\d)"><a', body) == ["2", "1", "1", "1"]
    row = next(r for r in body.split("<tr>") if "4200余份" in r)
    for words in (
        "松溪社区",
        "2031年工作总结汇编.txt",
        "第30行",
        "志愿者全年为独居老人送餐4200余份",
        "✓ 数字一致",
    ):
        assert words in row
    assert '<span class="check open">！推断</span>' in body
    bare = fold(sheet_html(points(), 1), "evidence")
    assert "【待补：培训安排】</td><td>—</td>" in bare


def test_the_users_own_words_have_no_report_to_open() -> None:
    made = points()
    table = fold(sheet_html(made, 1), "evidence")
    own = next(r for r in table.split("<tr>") if "86人" in r)
    assert "您在对话里说的" in own
    assert "第1行" not in own
    card = evidence_html((own_words(1, "我们社区现有志愿者86人"),), 1)
    assert "您在对话里说的" in card
    assert "#library/" not in card
    assert "第1行" not in card
    assert "href" in evidence_html(made.evidence[1:2], 1)
    shown = transcript_html(Conversation(exchanges=(Exchange(question="问", state="answered", answer=made),)))
    assert "依据 3 条，出自 2 份报告" in shown
    assert 'aria-label="依据1，您在对话里说的"' in shown


def test_remarks_are_counted_and_lead_to_their_sentence() -> None:
    shown = fold(sheet_html(short(), 1, latest=True), "remarks")
    assert "检查（2处）" in shown
    assert 'href="#s-1-3" class="to-sentence" aria-label="到正文第3句"' in shown
    assert "原文没有说两家做法相同" in shown
    assert "没有发现问题" in fold(sheet_html(points(), 1, latest=True), "remarks")


@pytest.mark.parametrize("name", ["changes", "evidence", "remarks", "versions"])
def test_the_fold_that_was_asked_for_is_open(name: str) -> None:
    made = changed(short(), shows=name)
    assert re.findall(r'id="d-1-(\w+)" open', sheet_html(made, 1, latest=True)) == [name]
    assert re.findall(r'id="d-1-(\w+)" open', sheet_html(made, 1)) == [name]
    assert not re.findall(r"<details[^>]* open", sheet_html(short(), 1, latest=True))


def test_only_the_last_draft_can_be_changed_also_behind_another_answer() -> None:
    def shown(*answers: Answer, working: bool = False) -> Html:
        done = tuple(Exchange(question=a.question or "问", state="answered", answer=a) for a in answers)
        now = (Exchange(question="再问"),) if working else ()
        return transcript_html(Conversation(exchanges=(*done, *now)))

    markup = shown(short(), whole(), performances())
    assert 'id="s-1-1"' in markup
    assert "删掉第1句" in markup
    assert markup.count('class="paper live"') == 1
    assert markup.index("paper live") > markup.index('id="t-2"')
    assert 'class="paper live"' not in shown(short(), working=True)


def test_a_file_asked_for_is_handed_over() -> None:
    for wanted in ("word", "clean word", "markdown"):
        markup = handed_html(changed(short(), hands_over=wanted), 3)
        assert ENDINGS[wanted] in {**DRAFT_FORMS, **RARER_DRAFT_FORMS}
        assert f'data-export="{ENDINGS[wanted]}" data-turn="3"' in markup
        assert "data-hands-over" in markup
    copied = handed_html(changed(short(), hands_over="text"), 3)
    assert "data-copies" in copied
    assert "青禾里街道建成志愿服务站9个" in copied
    assert not handed_html(short(), 3)
    assert not handed_html(performances(), 3)


def test_words_of_a_draft_do_nothing() -> None:
    bad = Sentence(text=f"{HOSTILE}【待补：{HOSTILE}】。", kind="told", units=(HOSTILE,))
    made = drafted(
        "问", Sheet(title=HOSTILE, brief=HOSTILE, lines=(Line(heading=HOSTILE, sentences=(bad,)),))
    )
    seen = Seen(answer_html(made, 1, latest=True))
    assert not {"script", "img"} & set(seen.elements)
    assert without_marks(HOSTILE) in seen.text


def test_an_answer_without_a_draft_is_no_sheet() -> None:
    assert not sheet_html(performances(), 1)
    assert 'class="sheet"' not in answer_html(
        answer("好[1]。", evidence=(evidence(1, unit="甲镇", quote="好"),)), 1
    )


def test_a_text_that_was_checked_is_not_to_be_changed_here() -> None:
    """The draft made before it stays the one that can be worked on."""
    draft, check = short(), replace(short(), mode="answer")
    talk = Conversation(
        exchanges=(
            Exchange(question="写一段", state="answered", answer=draft),
            Exchange(question="检查一下这段话：…", state="answered", answer=check),
        )
    )
    first, second = str(transcript_html(talk)).split("检查一下这段话", 1)
    assert says(Html(first))
    assert not says(Html(second))
