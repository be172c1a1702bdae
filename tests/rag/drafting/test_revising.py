"""A draft changed in conversation: what was not asked to change stays, nothing comes in without a source."""

import re

import pytest

from rag import phrases
from rag.assistant import Assistant
from rag.citations import marks_in, without_marks
from rag.model import Answer
from rag.verify import check_sentence
from tests.rag.drafting.conversation import talk

REQUEST = "参照各单位材料，为“志愿服务”写一段约200字的总结段落"
LINKS = re.compile("^(?:在志愿服务方面，|同时，|此外，|现将志愿服务情况汇报如下：)")


def said(answer: Answer) -> list[str]:
    """The sentences of a draft without marks and connectives."""
    assert answer.draft is not None, answer.text
    return [LINKS.sub("", without_marks(s.text)) for s in answer.draft.sentences]


def held_up(answer: Answer) -> None:
    """Every number of every sentence stands in what it cites."""
    assert answer.draft is not None
    known = {e.n: e for e in answer.evidence}
    for sentence in answer.draft.sentences:
        if sentence.kind in ("told", "own"):
            assert check_sentence(sentence.text, known) is None, sentence.text
        assert sentence.kind == "gap" or marks_in(sentence.text)


def test_shorter_leaves_what_stays_as_it_was(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST, "缩短到120字")
    assert 96 <= len(without_marks(second.text)) <= 144
    whole = "".join(said(first))
    for sentence in said(second):
        for name in {e.unit for e in second.evidence}:
            sentence = sentence.removeprefix(name)
        assert all(clause in whole for clause in re.split("[，。；]", sentence)), sentence
    held_up(second)


def test_longer_keeps_every_sentence(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST.replace("200", "120"), "扩写到250字")
    assert len(without_marks(second.text)) >= 200
    assert set(said(first)) <= set(said(second))
    held_up(second)


def test_a_banned_unit_goes_and_does_not_come_back(assistant: Assistant) -> None:
    first, second, third = talk(assistant, REQUEST, "不要用锦澜产业园区的", "扩写到300字")
    assert any("锦澜" in s for s in said(first))
    kept = [s for s in said(first) if "锦澜" not in s]
    assert set(kept) <= set(said(second))
    for answer in (second, third):
        assert "锦澜" not in answer.text
        assert all("锦澜" not in e.unit for e in answer.evidence)
        held_up(answer)


def test_what_was_cut_does_not_come_back_and_no_connective_twice(assistant: Assistant) -> None:
    first, short, refilled = talk(assistant, REQUEST, "第一句缩短", "不要用芷泊社区的")
    cut = {(e.report_id, e.span) for e in first.evidence} - {(e.report_id, e.span) for e in short.evidence}
    assert cut.isdisjoint((e.report_id, e.span) for e in refilled.evidence)
    assert refilled.text.count("此外，") <= 1


def test_another_sentence_in_the_place_of_one(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST, "第二句换一个")
    assert said(first)[1] not in said(second)
    assert said(second)[0] == said(first)[0]
    held_up(second)


def test_a_sentence_dropped_and_brought_back(assistant: Assistant) -> None:
    first, second, third, fourth = talk(assistant, REQUEST, "删掉第一句", "撤销", "恢复")
    assert said(second) == said(first)[1:]
    assert said(third) == said(first)
    assert said(fourth) == said(second)
    assert fourth.draft is not None
    assert [v.number for v in fourth.draft.versions] == [1, 2]


def test_a_version_is_shown_again_by_its_number(assistant: Assistant) -> None:
    *_, third, back = talk(assistant, REQUEST, "缩短到120字", "分两点", "回到第1版")
    assert third.draft is not None
    assert back.draft is not None
    assert (third.draft.version, back.draft.version) == (3, 1)
    again = talk(assistant, REQUEST)[0]
    assert back.text == again.text


def test_what_is_locked_stays_whatever_is_shortened(assistant: Assistant) -> None:
    first, _, third = talk(assistant, REQUEST, "最后一句不要动", "缩短到90字")
    assert said(first)[-1] in said(third)
    assert third.draft is not None
    assert [s.locked for s in third.draft.sentences].count(True) == 1


def test_points_and_back_to_a_paragraph(assistant: Assistant) -> None:
    first, pointed, joined = talk(assistant, REQUEST, "分三点写", "合成一段")
    assert [line[:2] for line in pointed.text.split("\n")] == ["一是", "二是", "三是"]
    assert sorted("".join(said(first))) == sorted("".join(said(joined)))
    held_up(pointed)


def test_another_tone_changes_no_fact(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST, "换成汇报口吻")
    assert said(first) == said(second)
    assert first.text != second.text


def test_a_point_is_expanded_from_its_own_report(assistant: Assistant) -> None:
    first, second = talk(assistant, "以枫渡村名义写下一步工作计划，三点", "第二点展开")
    before, after = first.text.split("\n"), second.text.split("\n")
    assert [without_marks(a) for a in (after[0], after[2])] == [
        without_marks(b) for b in (before[0], before[2])
    ]
    assert without_marks(after[1]).startswith(without_marks(before[1]))
    assert len(after[1]) > len(before[1])
    held_up(second)


def test_what_changed_is_told_sentence_by_sentence(assistant: Assistant) -> None:
    _, second, shown = talk(assistant, REQUEST, "删掉第一句", "改了什么")
    for answer in (second, shown):
        assert answer.draft is not None
        gone = [e for e in answer.draft.edits if e.before and not e.after]
        assert len(gone) == 1
    assert shown.draft is not None
    assert shown.draft.shows == "changes"
    assert shown.text == second.text


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("删掉第九句", "没有第9句"),
        ("加一句量子计算的", phrases.DRAFT_NOTHING_ON.format(about="量子计算")),
        ("撤销", "已经是第1版"),
        ("回到第7版", "没有第7版"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    assistant: Assistant, message: str, told: str
) -> None:
    first, second = talk(assistant, REQUEST, message)
    assert second.text == first.text
    assert any(told in note for note in second.notes), second.notes
    assert second.draft is not None
    assert len(second.draft.versions) == 1


def test_a_file_is_asked_for(assistant: Assistant) -> None:
    first, word, clean = talk(assistant, REQUEST, "生成Word", "导出不带出处的Word")
    assert word.draft is not None
    assert clean.draft is not None
    assert (word.draft.hands_over, clean.draft.hands_over) == ("word", "clean word")
    assert word.text == first.text


def test_a_question_in_between_is_answered_and_the_draft_goes_on(assistant: Assistant) -> None:
    first, question, third = talk(assistant, REQUEST, "芷泊社区有多少名注册志愿者？", "删掉第一句")
    assert question.mode == "answer"
    assert "513" in question.text
    assert said(third) == said(first)[1:]


def test_a_missing_essential_is_asked_for_once(assistant: Assistant) -> None:
    asked, drafted = talk(assistant, "帮我写一段总结", "志愿服务")
    assert asked.text == phrases.DRAFT_ASKS_BACK
    assert asked.choices
    assert drafted.draft is not None
    assert "主题“志愿服务”" in drafted.draft.brief
    _, whatever = talk(assistant, "帮我写一段总结", "都行")
    assert whatever.draft is not None
    assert whatever.status == "answered"


def test_a_unit_that_the_library_lacks_is_said(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "参照火星社区的材料写一段志愿服务")
    assert answer.text == phrases.NOT_IN_LIBRARY.format(name="火星社区")
