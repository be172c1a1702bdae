"""What a question asks, of whom, and how follow-ups are resolved."""

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from ingest.model import Unit
from rag.directory import Directory
from rag.drafting.brief import brief_of
from rag.talk import understand
from rag.understand import Question

UNITS = (
    Unit(name="桐荫里社区", aliases=("桐荫里",), kind="社区"),
    Unit(name="枕河社区", aliases=("枕河",), kind="社区"),
    Unit(name="柳汀镇", aliases=("柳汀",), kind="镇"),
    Unit(
        name="蒲江县税务局",
        aliases=("蒲江税务局", "县税务局", "税务局"),
        kind="局",
        place="蒲江县",
        named_in_text=False,
    ),
    Unit(name="邛崃市某镇", aliases=("邛崃某镇",), kind="镇", place="邛崃市", named_in_text=False),
    Unit(name="某学校", kind="学校", named_in_text=False),
)
DIRECTORY = Directory((f"r{n}", unit) for n, unit in enumerate(UNITS))


def ask(text: str, *history: str) -> Question:
    messages = [(HumanMessage, AIMessage)[n % 2](words) for n, words in enumerate(history)]
    return understand(text, messages, DIRECTORY)


def names(question: Question) -> list[str]:
    return [unit.name for unit in question.units]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("桐荫里社区全年办了几场演出？", "桐荫里社区"),
        ("桐荫里今年培训了多少人？", "桐荫里社区"),
        ("蒲江那个局印了多少份资料？", "蒲江县税务局"),
        ("蒲江县税务局的总结", "蒲江县税务局"),
        ("邛崃那个镇栽了多少树？", "邛崃市某镇"),
        ("邛崃市的那个镇栽了多少树？", "邛崃市某镇"),
        ("那份学校总结里十月份搞了什么活动？", "某学校"),
        ("柳汀镇党委搞了什么活动？", "柳汀镇"),
    ],
)
def test_units_by_name_alias_nickname_and_kind(text: str, unit: str) -> None:
    assert names(ask(text)) == [unit]


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("枕溪社区调处了多少起纠纷？", "枕溪社区"),
        ("大连市税务局的报告几月几号出的？", "大连市"),
        ("杭州市西湖区开了多少场道德讲堂？", "杭州市"),
        ("柳汀村有多少人？", "柳汀村"),
    ],
)
def test_names_of_units_that_the_library_does_not_hold(text: str, stranger: str) -> None:
    question = ask(text)
    assert question.units == ()
    assert stranger in question.strangers


@pytest.mark.parametrize(
    ("text", "asked", "measure"),
    [
        ("全年办了多少场次演出？", "number", "场次"),
        ("投资多少亿元？", "number", "元"),
        ("花了多少钱？", "number", "元"),
        ("满意率是多少？", "number", "%"),
        ("是哪天开的会？", "time", ""),
        ("固定在每周几？", "time", ""),
        ("组长是谁？", "person", ""),
        ("抓了哪几方面工作？", "list", ""),
        ("搞了什么活动？", "text", ""),
    ],
)
def test_the_kind_of_answer_and_the_measure_asked_for(text: str, asked: str, measure: str) -> None:
    question = ask(f"柳汀镇{text}")
    assert (question.asked, question.measure) == (asked, measure)


def test_the_same_question_for_another_unit() -> None:
    question = ask("那枕河社区呢？", "桐荫里社区今年培训了多少人？", "桐荫里社区：培训106人。")
    assert names(question) == ["枕河社区"]
    assert question.standalone == "枕河社区今年培训了多少人？"
    assert question.from_history


def test_a_question_without_a_unit_goes_on_about_the_last_one() -> None:
    question = ask("其中春节有几场？", "柳汀镇全年办了多少场演出？", "柳汀镇：全年举办演出43场次。")
    assert names(question) == ["柳汀镇"]
    assert question.standalone == "柳汀镇全年办了多少场演出，其中春节有几场？"
    assert question.inside == "柳汀镇：全年举办演出43场次。"


def test_a_follow_up_of_a_follow_up() -> None:
    history = ("桐荫里社区今年培训了多少人？", "106人。", "那枕河社区呢？", "没有提到。")
    question = ask("柳汀镇呢？", *history)
    assert names(question) == ["柳汀镇"]
    assert question.topic == "今年培训了多少人？"


def test_a_full_new_question_owes_nothing_to_the_history() -> None:
    question = ask("柳汀镇的图书室藏书有多少册？", "桐荫里社区今年培训了多少人？", "106人。")
    assert not question.from_history
    assert question.standalone == "柳汀镇的图书室藏书有多少册？"


def test_comparisons_by_names_by_group_and_against_the_last_unit() -> None:
    assert ask("桐荫里社区和枕河社区哪个培训人数更多？").mode == "compare"
    group = ask("哪个社区的培训人数最多？")
    assert (group.mode, names(group)) == ("compare", ["桐荫里社区", "枕河社区"])
    assert len(ask("哪些单位提到了道德讲堂？").units) == len(UNITS)
    versus = ask("跟枕河社区比呢？", "桐荫里社区今年培训了多少人？", "106人。")
    assert (versus.mode, names(versus)) == ("compare", ["桐荫里社区", "枕河社区"])


def test_what_is_asked_of_each_unit_apart() -> None:
    question = ask("桐荫里社区的图书室和柳汀镇的农家书屋，藏书各有多少？")
    assert question.shares == ("图书室，藏书各有多少？", "农家书屋，藏书各有多少？")


def test_drafting_requests() -> None:
    assert ask("参照各社区材料，为“志愿服务”写一段约200字的总结段落。").mode == "draft"
    assert ask("桐荫里社区写了哪些不足？").mode == "answer"


@pytest.mark.parametrize(
    "request_",
    [
        "桐荫里社区和枕河社区的培训人数，用表格列出来",
        "以表格形式对比桐荫里社区、枕河社区的培训人数",
        "比较桐荫里社区和枕河社区的培训人数，做成表格。",
        "请用表格对比一下桐荫里社区和枕河社区的培训人数",
        "桐荫里社区和枕河社区的培训人数列个对比表",
        "比较桐荫里社区和枕河社区培训人数",
    ],
)
def test_a_table_is_no_part_of_what_is_asked(request_: str) -> None:
    question = ask(request_)
    assert (question.mode, question.topic, question.text) == ("compare", "培训人数", request_)


@pytest.mark.parametrize(
    "topic", ["文明劝导做了表率的有几人？", "填写统计表多少张？", "比较突出的问题有哪些？"]
)
def test_what_only_sounds_like_a_table_stays(topic: str) -> None:
    assert ask(f"桐荫里社区{topic}").topic == topic


def test_the_theme_of_a_draft() -> None:
    for request_ in (
        "以志愿服务为主题写一段200字左右的总结",
        "以“志愿服务”为题写一段总结",
        "围绕志愿服务写一段150字的总结",
    ):
        assert brief_of(ask(request_), DIRECTORY).theme == "志愿服务"
