"""What is said of a draft as a whole."""

import pytest

from rag import phrases
from rag.assistant import Assistant
from rag.citations import without_marks
from rag.drafting.orders.of_whole import meant_draft, of_whole
from rag.drafting.revisions import Anew, Reword
from tests.rag.drafting.conversation import talk

REQUEST = "参照各单位材料，为“志愿服务”写一段约150字的总结段落"


@pytest.mark.parametrize(
    "message", ["重写一遍", "都不要了，重写一遍", "换一版", "不满意，重新写吧", "再来一版", "重写"]
)
def test_anew(message: str) -> None:
    assert of_whole(message) == (Anew(),)


@pytest.mark.parametrize("message", ["第一句换种说法", "润色一下", "第二句换个表述", "帮我改写一下"])
def test_in_other_words(message: str) -> None:
    assert of_whole(message) == (Reword(),)


@pytest.mark.parametrize(
    "message",
    [
        "第二句换一个",
        "重写的材料有几份",
        "哪句要润色？",
        "换成汇报口吻",
        "重新安排了多少人就业",
        "措辞是谁定的",
    ],
)
def test_neither(message: str) -> None:
    assert of_whole(message) == ()


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("回到刚才那个稿子，缩短到100字", "缩短到100字"),
        ("刚才的稿子", ""),
        ("把稿子缩短到100字", "缩短到100字"),
        ("缩短到100字", None),
        ("稿件有多少", None),
    ],
)
def test_the_draft_is_meant(message: str, rest: str | None) -> None:
    assert meant_draft(message) == rest


def test_a_draft_written_anew_says_nothing_that_it_said(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST, "重写一遍")
    assert second.draft is not None
    assert first.draft is not None
    assert not {(e.report_id, e.span) for e in first.evidence} & {
        (e.report_id, e.span) for e in second.evidence
    }


def test_other_words_take_a_model(assistant: Assistant) -> None:
    first, second = talk(assistant, REQUEST, "第一句换种说法")
    assert second.text == first.text
    assert phrases.DRAFT_REWORD in second.notes


def test_the_draft_is_gone_back_to_behind_a_table(assistant: Assistant) -> None:
    *_, back = talk(
        assistant,
        REQUEST,
        "比较芷泊社区和云岫镇的志愿者人数",
        "再加上青禾里社区",
        "回到刚才那个稿子，缩短到80字",
    )
    assert back.mode == "draft"
    assert len(without_marks(back.text)) <= 100


def test_a_file_asked_for_under_a_table_is_the_tables(assistant: Assistant) -> None:
    *_, answer = talk(assistant, REQUEST, "比较芷泊社区和云岫镇的志愿者人数", "生成Word")
    assert answer.mode == "compare"
    assert answer.table is not None
    assert phrases.TABLE_AS_FILE in answer.notes
