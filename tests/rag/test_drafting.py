"""Drafts over the samples: what a request is read as, what is chosen, how it is told, what is left to be filled in."""

import re

import pytest

from rag.assistant import Assistant
from rag.citations import cited_sentences, marks_in, without_marks
from rag.drafting.brief import brief_of
from rag.drafting.material.theme import parts_of, spoken_of
from rag.drafting.material.wording import fit, is_empty_talk, told_of
from rag.drafting.model import Brief
from rag.model import Answer
from rag.understand import read_question
from rag.verify import check_sentence


def brief(assistant: Assistant, request: str) -> Brief:
    directory = assistant._shelf.refresh()
    return brief_of(read_question(request, directory), directory)


@pytest.mark.parametrize(
    ("request_", "purpose", "theme", "length", "points"),
    [
        ("参照各单位材料，为“志愿服务”写一段约150字的总结段落。", "总结", "志愿服务", 150, 0),
        ("起草一份关于环境整治的汇报材料，300字左右", "汇报", "环境整治", 300, 0),
        ("以青禾里社区名义写下一步工作计划，三点", "计划", "", 210, 3),
        ("参考其他社区的计划，写一段“理论学习”的总结", "总结", "理论学习", 200, 0),
        ("写一段“矛盾调解”的经验材料，分点写", "经验材料", "矛盾调解", 210, 3),
    ],
)
def test_a_request_is_read(
    assistant: Assistant, request_: str, purpose: str, theme: str, length: int, points: int
) -> None:
    found = brief(assistant, request_)
    assert (found.purpose, found.theme, found.length, found.points) == (purpose, theme, length, points)


def test_on_whose_behalf(assistant: Assistant) -> None:
    spoken_for = brief(assistant, "以青禾里社区名义写一段“志愿服务”的总结").behalf
    assert spoken_for is not None
    assert spoken_for.name == "青禾里社区"
    assert brief(assistant, "为“志愿服务”写一段总结").behalf is None
    assert brief(assistant, "写一段青禾里社区“志愿服务”的总结").behalf is None


def written(assistant: Assistant, request: str) -> Answer:
    answer = assistant.answer(request)
    known = {e.n: e for e in answer.evidence}
    assert (answer.mode, answer.status) == ("draft", "answered")
    assert all(check_sentence(s, known) is None for s in cited_sentences(answer.text))
    assert set(marks_in(answer.text)) == set(known)
    return answer


@pytest.mark.parametrize("theme", ["志愿服务", "环境整治", "文化活动"])
@pytest.mark.parametrize("length", [120, 200])
def test_a_draft_is_of_several_units_in_the_length_asked_for(
    assistant: Assistant, theme: str, length: int
) -> None:
    answer = written(assistant, f"参照各单位材料，为“{theme}”写一段约{length}字的总结段落。")
    said = without_marks(answer.text)
    assert 0.8 * length <= len(said) <= 1.2 * length, said
    assert len({e.unit for e in answer.evidence}) >= 2
    assert re.search(r"\d", said), "figures of what was done come first"
    assert all(e.unit in said for e in answer.evidence), "each fact is told of its unit"
    assert answer.draft is not None
    assert theme in answer.draft.brief, "what was understood is shown"


def test_what_is_planned_is_not_told_as_done(assistant: Assistant) -> None:
    planned = written(assistant, "以枫渡村名义写一段约150字的下一步工作计划")
    assert {e.unit for e in planned.evidence} == {"枫渡村"}
    done = written(assistant, "参照各单位材料，为“文化活动”写一段约200字的总结段落。")
    assert "枫渡村" not in {e.unit for e in done.evidence}


def test_figures_of_others_do_not_become_ours(assistant: Assistant) -> None:
    answer = written(assistant, "以枫渡村名义写一段约400字的“志愿服务”总结，可参考其他社区的材料")
    assert answer.draft is not None
    others = [s for s in answer.draft.sentences if s.kind == "pattern"]
    assert others
    for sentence in others:
        assert not re.search(r"\d", without_marks(sentence.text)), sentence
        assert "【待核实】" in sentence.text
    assert any("【待补】" in note for note in answer.notes)


def test_points_are_lines_of_their_own(assistant: Assistant) -> None:
    lines = written(assistant, "以枫渡村名义写下一步工作计划，三点").text.split("\n")
    assert [line[:2] for line in lines] == ["一是", "二是", "三是"]
    assert not any("去年" in line for line in lines), "how things stand is no plan"


@pytest.mark.parametrize(
    ("theme", "clause", "other"),
    [
        ("环境综合整治", "清运垃圾36吨", "排查矛盾纠纷30起"),
        ("优化政务服务、提升行政效能", "设便民窗口12个", "演出8场"),
    ],
)
def test_a_theme_is_known_by_the_words_of_its_line_of_work(theme: str, clause: str, other: str) -> None:
    def spoken(words: str) -> float:
        return max(spoken_of(part, [(words, 1.0)]) for part in parts_of(theme))

    assert spoken(clause) > spoken(other)


@pytest.mark.parametrize(
    "words",
    [
        "利用职工例会",
        "从而提高了水平的效果",
        "为__个小组添置器材",
        "开展活动的基础上",
        "对他们开展法制教育活动",
    ],
)
def test_fragments_do_not_go_into_a_draft(words: str) -> None:
    assert not fit(words)


def test_set_phrases_are_known() -> None:
    assert is_empty_talk("营造了浓厚的学习氛围", planned=False)
    assert is_empty_talk("进一步加强队伍管理", planned=False)
    assert not is_empty_talk("进一步加强队伍管理", planned=True)
    assert not is_empty_talk("举办邻里读书会", planned=False)


def test_a_name_is_not_said_twice() -> None:
    assert told_of("柳汀镇", "镇党委召开会议") == "柳汀镇党委召开会议"
    assert told_of("东湾区政务中心", "政务中心大厅扩容") == "东湾区政务中心大厅扩容"
