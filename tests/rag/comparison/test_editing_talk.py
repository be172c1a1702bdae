"""Conversations in which a comparison is made and then changed, over the samples."""

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag.assistant import Assistant
from rag.model import Answer

COMPARED = "把青禾里社区、云岫镇和栖梧街道的志愿者人数、培训人数比一比"


def last(assistant: Assistant, *messages: str) -> Answer:
    """The answer to the last of the messages put one after the other."""
    history: list[BaseMessage] = []
    for message in messages[:-1]:
        history += [HumanMessage(message), AIMessage(assistant.answer(message, history).text)]
    return assistant.answer(messages[-1], history)


def rows(answer: Answer) -> list[str]:
    assert answer.table is not None
    return [row.unit for row in answer.table.rows]


def test_each_message_goes_on_from_the_one_before(assistant: Assistant) -> None:
    answer = last(assistant, COMPARED, "再加上芷泊社区", "去掉培训人数", "按志愿者人数排序", "只看有数字的")
    assert answer.table is not None
    assert answer.table.columns == ("志愿者人数",)
    values = [row.cells[0].quantities[0].value or 0 for row in answer.table.rows]
    assert len(values) > 1
    assert values == sorted(values, reverse=True)
    assert answer.standalone.startswith("对比青禾里社区、云岫镇、栖梧街道、芷泊社区")


def test_what_could_not_be_done_stands_in_the_notes(assistant: Assistant) -> None:
    answer = last(assistant, COMPARED, "再加上火星社区")
    assert rows(answer) == ["青禾里社区", "云岫镇", "栖梧街道", "火星社区"]
    assert answer.table is not None
    assert {cell.status for cell in answer.table.rows[-1].cells} == {"not_read"}
    assert any("库中没有“火星社区”的报告" in note for note in answer.notes)


@pytest.mark.parametrize("between", ["云岫镇的图书室藏书多少册？", "谢谢", "帮我写一段关于志愿服务的总结"])
def test_how_the_table_is_shown_may_be_changed_after_other_messages(
    assistant: Assistant, between: str
) -> None:
    answer = last(assistant, COMPARED, between, "行列互换")
    assert answer.table is not None
    assert answer.table.turned
    assert answer.table.columns == ("青禾里社区", "云岫镇", "栖梧街道")


def test_after_another_question_a_change_is_one_of_that_question(assistant: Assistant) -> None:
    added = last(assistant, COMPARED, "青禾里社区排查矛盾纠纷多少起？", "再加上芷泊社区")
    assert rows(added) == ["青禾里社区", "芷泊社区"]
    other = last(assistant, COMPARED, "帮我写一段关于志愿服务的总结", "换成文艺演出")
    assert other.mode == "draft"


def test_after_asking_what_a_number_is_the_table_goes_on(assistant: Assistant) -> None:
    answer = last(assistant, COMPARED, "云岫镇的52场次是什么演出？", "再加上芷泊社区")
    assert rows(answer) == ["青禾里社区", "云岫镇", "栖梧街道", "芷泊社区"]
