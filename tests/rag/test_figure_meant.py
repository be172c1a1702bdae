"""Questions about one number that was seen: what it is, where it stands, when it is of, whether it is planned."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag.assistant import Assistant
from rag.citations import cited_sentences
from rag.model import Answer
from rag.number_named import number_named
from rag.verify import check_quotes, check_sentence
from tests.rag.conftest import gold_questions


def talk(assistant: Assistant, *messages: str) -> list[Answer]:
    """The answers to messages said one after the other."""
    history: list[BaseMessage] = []
    answers = []
    for message in messages:
        answers.append(assistant.answer(message, history))
        history += [HumanMessage(message), AIMessage(answers[-1].text)]
    return answers


@pytest.mark.parametrize(
    ("message", "value", "measure", "wanted"),
    [
        ("柳汀镇的9000人次是什么活动？", 9000, "人次", "what"),
        ("那800个是什么？", 800, "个", "what"),
        ("1.8万人次怎么来的", 18000, "人次", "place"),
        ("“1.8万人次”这个数指的是什么", 18000, "人次", "what"),
        ("那18,000人次在哪说的？", 18000, "人次", "place"),
        ("九千人次是哪项工作", 9000, "人次", "what"),
        ("1.8万是全年的吗", 18000, "", "time"),
        ("165次志愿服务是怎么来的？", 165, "次", "place"),
        ("5200万元是计划还是完成？", 52000000, "元", "plan"),
        ("130余车是啥", 130, "车", "what"),
        ("212人次呢？", 212, "人次", "what"),
        ("x千余人次是什么活动", None, "人次", "what"),
    ],
)
def test_a_number_that_is_the_point_is_read(
    message: str, value: int | None, measure: str, wanted: str
) -> None:
    named = number_named(message)
    assert named is not None
    assert (named.value, named.measure, named.wanted) == (
        None if value is None else Decimal(value),
        measure,
        wanted,
    )


@pytest.mark.parametrize(
    "message",
    [
        "2023年是什么情况？",
        "2025年呢？",
        "50岁以上的有多少？",
        "60岁以上的呢？",
        "12345热线是什么时候开通的？",
        "新建3处以上的有哪些？",
        "超过100起的是哪个单位？",
        "6月25日搞了什么活动？",
        "四个问题是什么？",
        "那三个是什么？",
        "十四五是什么意思？",
        "第12届运动会是什么时候办的？",
        "12个充电桩建在哪里？",
        "近五年来做了什么？",
        "只看800人次以上的",
    ],
)
def test_a_question_that_only_contains_a_number_is_another_one(message: str) -> None:
    assert number_named(message) is None


def test_no_gold_question_asks_what_a_number_is() -> None:
    assert [row["question"] for row in gold_questions() if number_named(row["question"])] == []


@given(st.integers(min_value=10, max_value=10**7), st.sampled_from(["人次", "户", "起", "万元", "册"]))
def test_any_number_with_its_measure_is_read_whole(number: int, measure: str) -> None:
    named = number_named(f"柳汀镇的{number}{measure}是什么？")
    assert named is not None
    assert (named.raw, named.head) == (f"{number}{measure}", "柳汀镇的")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("青禾里社区的212人次是什么？", "职业技能培训5期212人次"),
        # What a clause goes on about is told with the clause that begins it.
        ("青禾里社区的88人是什么人？", "职业技能培训5期212人次，其中取得证书88人"),
        ("云岫镇的2.8万人次是哪些活动？", "文艺演出52场次"),
        ("青禾里社区的3600份是什么", "供餐2.1万份(其中送餐上门3600份)"),
        ("芷泊社区的一百六十五次是什么活动？", "开展志愿服务活动165次"),
        ("砚湖实验学校的64000册指什么？", "藏书6.4万册"),
    ],
)
def test_the_sentence_says_what_the_number_is(assistant: Assistant, message: str, said: str) -> None:
    answer = assistant.answer(message)
    assert answer.status == "answered"
    assert said in answer.text.replace("（", "(").replace("）", ")")
    assert check_quotes(answer.evidence) == []
    known = {e.n: e for e in answer.evidence}
    assert [check_sentence(s, known) for s in cited_sentences(answer.text)] == [None]


def test_a_number_without_a_unit_is_sought_where_the_conversation_is(assistant: Assistant) -> None:
    table, asked, after = talk(
        assistant, "把各社区的志愿服务、培训人数列个表", "那165次是什么活动？", "再加上云岫镇"
    )
    assert "开展志愿服务活动165次" in asked.text
    assert asked.mode == "answer"
    assert asked.focus == table.focus
    assert after.table is not None
    assert {"青禾里社区", "芷泊社区", "云岫镇"} == {row.unit for row in after.table.rows}


def test_beyond_the_units_spoken_of_it_is_said_whose_number_it_is(assistant: Assistant) -> None:
    _, answer = talk(assistant, "青禾里社区全年举办招聘会几场？", "那2.8万人次是什么？")
    assert answer.text.startswith("云岫镇")
    assert any("刚才说到的单位没有" in note for note in answer.notes)


def test_a_unit_of_the_table_is_spoken_of_though_the_last_question_was_of_another(
    assistant: Assistant,
) -> None:
    *_, answer = talk(
        assistant,
        "把青禾里社区和芷泊社区的志愿服务、培训人数列个表",
        "青禾里社区的212人次是什么？",
        "165次呢？",
    )
    assert answer.text.startswith("芷泊社区")
    assert not any("别的单位" in note for note in answer.notes)


def test_every_place_is_told_and_a_planned_one_as_planned(assistant: Assistant) -> None:
    answer = assistant.answer("5座是什么？")
    assert {e.unit for e in answer.evidence} == {"云岫镇", "澜江县水务局"}
    assert any("2处" in note for note in answer.notes)
    water = next(e for e in answer.evidence if e.unit == "澜江县水务局")
    assert f"[{water.n}] 按原文是计划（目标）数，不是完成数。" in answer.notes


def test_where_when_and_whether_it_is_planned(assistant: Assistant) -> None:
    assert any("第3行" in n for n in assistant.answer("青禾里社区的11530人在哪说的？").notes)
    assert any("全年" in n for n in assistant.answer("芷泊社区的5400人次是全年的吗？").notes)
    assert any("没有写明" in n for n in assistant.answer("青禾里社区的212人次是哪年的？").notes)
    assert any("计划（目标）数" in n for n in assistant.answer("澜江县水务局的5200万元是计划吗？").notes)
    assert any("完成情况" in n for n in assistant.answer("云岫镇的132起是计划吗？").notes)


def test_a_hidden_number_is_told_as_hidden(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区的x千余人次是什么活动？")
    assert "文艺演出" in answer.text
    assert any("隐去" in note for note in answer.notes)


def test_another_measure_is_said(assistant: Assistant) -> None:
    answer = assistant.answer("青禾里社区的1240户是什么？")
    assert "参加体检1240人次" in answer.text
    assert any("数值相同的是“1240人次”" in note for note in answer.notes)


def test_a_number_that_stands_nowhere_is_refused(assistant: Assistant) -> None:
    named, nowhere = assistant.answer("云岫镇的165次是什么活动？"), assistant.answer("98765人次是什么？")
    assert (named.status, nowhere.status) == ("not_found", "not_found")
    assert "没有“165次”这个数" in named.text
    assert named.evidence == ()
    assert any("芷泊社区的165次是什么" in note for note in named.notes)
    assert "没有“98765人次”这个数" in nowhere.text
