"""The two kinds of writing: telling what named units did, and writing for one's own unit after others' pattern."""

import re

from rag.assistant import Assistant
from rag.citations import marks_in, without_marks
from tests.rag.drafting.conversation import talk

OURS = "参照这些材料给我们村写一段环境整治，150字"


def test_each_fact_is_told_of_its_unit(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "参照各单位材料，为“志愿服务”写一段约200字的总结段落")
    assert answer.draft is not None
    for sentence in answer.draft.sentences:
        assert sentence.kind == "told"
        cited = {e.unit for e in answer.evidence if e.n in marks_in(sentence.text)}
        assert cited == set(sentence.units)
        assert all(unit in sentence.text or "该" in sentence.text for unit in cited)


def test_others_figures_are_gaps_in_ours(assistant: Assistant) -> None:
    (answer,) = talk(assistant, OURS)
    assert answer.draft is not None
    assert "我村" in answer.text
    for sentence in answer.draft.sentences:
        assert sentence.kind == "pattern"
        bare = re.sub("【[^】]*】", "", without_marks(sentence.text))
        assert not re.search(r"\d", bare), bare
        assert "【待核实】" in sentence.text
        assert any(not check.passed for check in sentence.checks)
    assert "【待补：" in answer.text
    assert {r.kind for r in answer.draft.remarks} >= {"待补", "待核实"}


def test_our_own_figure_fills_its_gap_and_is_cited_as_ours(assistant: Assistant) -> None:
    first = talk(assistant, OURS)[0]
    gap = re.findall("【待补：([^】]+)】", first.text)[0]
    _, second = talk(assistant, OURS, f"{gap}是77个")
    assert f"【待补：{gap}】" not in second.text
    assert "77" in without_marks(second.text)
    ours = next(e for e in second.evidence if "77" in e.quote)
    assert ours.report_id == ""
    assert f"[{ours.n}]" in second.text


def test_a_statement_that_names_no_gap_is_a_sentence_of_its_own(assistant: Assistant) -> None:
    first, second = talk(assistant, OURS, "我们村今年清运垃圾66吨")
    assert first.draft is not None
    assert second.draft is not None
    stated = [s for s in second.draft.sentences if s.kind == "stated"]
    assert len(stated) == 1
    assert "我们村今年清运垃圾66吨" in stated[0].text
    gaps = re.findall("【待补：[^】]+】", second.text)
    assert gaps == re.findall("【待补：[^】]+】", first.text)


def test_own_facts_in_the_request(assistant: Assistant) -> None:
    (answer,) = talk(assistant, f"我们村现有保洁员9名，今年整治3次。{OURS}")
    assert answer.draft is not None
    stated = [without_marks(s.text) for s in answer.draft.sentences if s.kind == "stated"]
    assert any("保洁员9名" in s for s in stated)
    assert any("整治3次" in s for s in stated)


def test_what_is_confirmed_is_the_users_word(assistant: Assistant) -> None:
    _, second = talk(assistant, OURS, "第一句属实")
    assert second.draft is not None
    first_sentence = second.draft.sentences[0]
    assert "【待核实】" not in first_sentence.text
    assert "【待补：" in first_sentence.text, "a figure is not confirmed with the deed"
    said = {e.file for e in second.evidence if e.n in marks_in(first_sentence.text)}
    assert "您在对话里说的" in said


def test_an_own_report_speaks_before_others(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "以青禾里社区名义写一段环境整治总结，120字")
    assert answer.draft is not None
    assert answer.draft.sentences[0].kind == "own"
    assert {e.unit for e in answer.evidence if e.n in marks_in(answer.draft.sentences[0].text)} == {
        "青禾里社区"
    }


def test_what_is_too_long_loses_patterns_before_own_words(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "以青禾里社区名义写一段志愿服务总结，100字，可参考其他单位")
    assert answer.draft is not None
    assert "own" in {s.kind for s in answer.draft.sentences}


def test_a_plan_of_ours_takes_no_target_of_others(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "以枫渡村名义写一段500字的下一步工作计划，可参考其他单位的计划")
    assert answer.draft is not None
    for sentence in answer.draft.sentences:
        if sentence.kind == "pattern":
            assert not re.search(r"\d", re.sub("【[^】]*】", "", without_marks(sentence.text)))


def test_a_pattern_calls_no_place_by_anothers_kind(assistant: Assistant) -> None:
    (answer,) = talk(assistant, "参照这些材料给我们社区写一段志愿服务和环境整治，300字")
    assert answer.draft is not None
    for sentence in answer.draft.sentences:
        assert not re.search("园区|全镇|全县", without_marks(sentence.text)), sentence.text
