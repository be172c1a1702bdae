"""Questions over all units: answered from every unit, counted and ranked in code, cited, silence said."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage

from ingest.model import Unit
from rag.assistant import Assistant
from rag.directory import Directory
from rag.model import Answer
from rag.overall import over_all
from rag.verify import check_quotes, check_sentence

# Which units speak of a thing, read by hand in the samples: question, the units the answer names, those it must not.
MENTIONS = [
    ("哪些单位提到了道德讲堂？", {"澄湾区市场监督管理局"}),
    ("有几个单位办了道德讲堂？", {"澄湾区市场监督管理局"}),
    ("有没有单位提到垃圾分类？", {"青禾里社区", "枫渡村", "芷泊社区"}),
    ("哪些单位提到了网格员？", {"青禾里社区", "栖梧街道", "锦澜产业园区"}),
    ("有哪些单位搞过消防演练？", {"砚湖实验学校", "芷泊社区"}),
    ("哪些单位提到了路灯？", {"青禾里社区", "云岫镇", "枫渡村", "锦澜产业园区"}),
    ("谁提到了宋知微？", {"澄湾区市场监督管理局"}),
    ("哪些单位的报告里有党课？", {"澜江县水务局"}),
    ("除了青禾里社区还有谁提到了垃圾分类？", {"枫渡村", "芷泊社区"}),
    ("是不是所有社区都提到了志愿服务？", {"青禾里社区", "芷泊社区"}),
    ("哪里提到了乌桕？", {"云岫镇"}),
    ("哪些单位的年份被隐去了？", {"青禾里社区", "澜江县水务局", "砚湖实验学校", "芷泊社区", "锦澜产业园区"}),
    ("哪些报告是工作计划？", {"枫渡村"}),
    ("都有哪些社区？", {"青禾里社区", "芷泊社区"}),
    ("有哪些局？", {"澜江县水务局", "澄湾区市场监督管理局"}),
    ("哪几个单位调解纠纷超过100起？", {"云岫镇", "栖梧街道", "芷泊社区"}),
]
# Who is first: question, leader and its figure, runner-up and its figure.
RANKINGS = [
    ("哪个单位志愿者人数最多？", ("栖梧街道", "4200余人"), ("锦澜产业园区", "1150人")),
    ("谁的满意率最高？", ("砚湖实验学校", "98.4%"), ("芷泊社区", "97.1%")),
    ("哪家的藏书最多？", ("砚湖实验学校", "6.4万册"), ("云岫镇", "12400册")),
    ("哪个单位垃圾桶买得最多？", ("云岫镇", "540个"), ("锦澜产业园区", "420个")),
    ("哪个单位党员最多？", ("芷泊社区", "407名"), ("青禾里社区", "318名")),
    ("哪个单位培训人数最多？", ("栖梧街道", "416人次"), ("澄湾区市场监督管理局", "386人次")),
]
FIRST = re.compile(r"最[多少高低]的是([^（[]+)（[^）]*?([\d.万余]+[^\d（）]{1,2})[^\d（）]*）\[\d+\]")


def units_named(answer: Answer) -> set[str]:
    """The units of the answer's first sentence."""
    first = answer.text.split("\n")[0]
    return {e.unit for e in answer.evidence if f"{e.unit}" in first and f"[{e.n}]" in first}


@pytest.mark.parametrize(("question", "units"), MENTIONS)
def test_every_unit_that_speaks_of_it_is_named_and_counted(
    assistant: Assistant, question: str, units: set[str]
) -> None:
    answer = assistant.answer(question)
    assert answer.status == "answered"
    assert units_named(answer) == units
    assert re.search(rf"{len(units)}[个份]", answer.text.split("\n")[0])
    assert check_quotes(answer.evidence) == []


@pytest.mark.parametrize(("question", "leader", "second"), RANKINGS)
def test_the_first_and_the_runner_up_are_cited_with_their_figures(
    assistant: Assistant, question: str, leader: tuple[str, str], second: tuple[str, str]
) -> None:
    answer = assistant.answer(question)
    first = answer.text.split("\n")[0]
    quotes = {e.n: (e.unit, e.quote) for e in answer.evidence}
    parts = [(quotes[int(n)], words) for words, n in re.findall(r"([^\[\]]+)\[(\d+)\]", first)]
    for ((unit, quote), words), (name, figure) in zip(parts, (leader, second), strict=False):
        assert unit == name
        assert figure in quote
        assert name in words
    (order, *_) = [d for d in answer.derived if d.text.startswith("最")]
    assert order.text.endswith(leader[0])
    assert not any("未通过核验" in note for note in answer.notes)


def test_all_units_are_read_and_the_silent_ones_are_listed(assistant: Assistant) -> None:
    answer = assistant.answer("哪些单位提到了网格员？")
    assert answer.notes[0] == (
        "库中9个单位，已读9个，提及3个；"
        "未提及：云岫镇、澜江县水务局、砚湖实验学校、枫渡村、芷泊社区、澄湾区市场监督管理局。"
    )
    assert answer.table is not None
    assert [len(row.cells[0].citations) for row in answer.table.rows] == [1, 1, 1]


def test_who_does_not_speak_of_it_is_worked_out_from_who_does(assistant: Assistant) -> None:
    answer = assistant.answer("哪些单位没有写存在的问题？")
    assert answer.text.startswith("没有提到存在的问题的有")
    assert answer.table is not None
    silent = [row.unit for row in answer.table.rows if row.cells[0].status == "not_found"]
    assert "枫渡村" in silent
    assert all(unit in answer.text for unit in silent)
    everyone = assistant.answer("哪些社区没提到志愿服务？")
    assert everyone.text.startswith("2个社区都提到了志愿服务")


def test_nobody_is_said_plainly(assistant: Assistant) -> None:
    answer = assistant.answer("有没有单位提到区块链？")
    assert (answer.status, answer.text) == ("not_found", "库中9个单位的报告都没有提到“区块链”。")
    none_held = assistant.answer("哪个医院床位最多？")
    assert none_held.status == "not_found"
    assert "没有医院的报告" in none_held.text


def test_what_did_not_happen_and_what_is_planned_are_told_apart(assistant: Assistant) -> None:
    assert "写明没有安全事故" in assistant.answer("哪些单位发生过安全事故？").text
    lamps = assistant.answer("哪些单位安装了路灯？")
    assert lamps.text.split("\n") == [
        "提到安装路灯的有1个单位：云岫镇[1]。",
        "另有1个单位把安装路灯写作打算：枫渡村[2]。",
    ]


def test_other_measures_are_not_compared(assistant: Assistant) -> None:
    answer = assistant.answer("哪个社区培训人数最多？")
    assert answer.text.startswith("计量不同，难分先后：")
    assert "129人" in answer.text
    assert "212人次" in answer.text
    whole = assistant.answer("哪个单位培训人数最多？")
    assert whole.text.startswith("按人次计，")
    assert "按人计，" in whole.text
    assert any("计量不同" in note for note in whole.notes)


def test_a_sum_adds_like_to_like_and_says_what_it_leaves_out(assistant: Assistant) -> None:
    answer = assistant.answer("所有单位一共有多少志愿者？")
    (total,) = [d for d in answer.derived if "合计" in d.text]
    numbers = [int(n) for n in total.formula.split(" + ")]
    assert f"合计{sum(numbers)}余人" in answer.text
    quotes = {e.n: e.quote for e in answer.evidence}
    assert all(str(n) in quotes[i] for n, i in zip(numbers, total.inputs, strict=True))
    assert any("约数" in note and "4200余人" in note for note in answer.notes)
    assert any("重复" in note for note in answer.notes)
    mixed = assistant.answer("所有单位一共办了多少场演出？")
    assert "合计" not in mixed.text
    assert any("合在一起的数" in note and "青禾里社区" in note for note in mixed.notes)
    apart = assistant.answer("所有社区一共培训了多少人？")
    assert apart.text.startswith("计量不同，难以合计：")


def test_hidden_numbers_take_no_part_but_are_said(assistant: Assistant) -> None:
    answer = assistant.answer("谁投入的资金最多？")
    assert "澜江县水务局的报告在此处隐去了数字" in answer.text
    assert any("原文缺失" in note and "澜江县水务局" in note for note in answer.notes)
    assert not any("澜江县水务局" in d.text for d in answer.derived)


def test_each_units_practices_are_told(assistant: Assistant) -> None:
    answer = assistant.answer("各社区都开展了哪些志愿服务？")
    assert answer.status == "answered"
    assert answer.text.split("\n")[0] == "2个社区都提到了志愿服务：青禾里社区[1]、芷泊社区[2]。"
    assert "165次" in answer.text


@pytest.mark.parametrize(
    ("before", "message", "standalone", "said"),
    [
        ("哪些单位提到了道德讲堂？", "那镇呢？", "哪些镇提到了道德讲堂？", "云岫镇的报告没有提到"),
        ("有没有单位提到垃圾分类？", "只看社区", "哪些社区提到了垃圾分类？", "2个社区都提到了"),
        ("有没有单位提到垃圾分类？", "其余的呢", "哪些单位没有提到垃圾分类？", "没有提到垃圾分类的有6个单位"),
        ("有没有单位提到垃圾分类？", "那广场舞呢？", "哪些单位提到了广场舞？", "提到"),
        ("哪个单位志愿者人数最多？", "最少的呢", "哪个单位的志愿者人数最少？", "最少的是"),
        ("各单位有多少志愿者？", "第一名是谁", "哪个单位的志愿者最多？", "最多的是栖梧街道"),
        ("哪个单位志愿者人数最多？", "其余的呢", "各单位志愿者多少人？", "青禾里社区"),
        ("哪个单位志愿者人数最多？", "第二名呢", "哪个单位的志愿者人数最多？", "其次是锦澜产业园区"),
        ("有没有单位提到垃圾分类？", "除了枫渡村呢", "除枫渡村外，哪些单位提到了垃圾分类？", "有2个单位"),
        ("哪个单位志愿者人数最多？", "一共多少人", "各单位合计志愿者多少人？", "合计"),
        ("青禾里社区办了四点半课堂吗？", "还有谁办了？", "还有谁办了？", "芷泊社区"),
        ("库里有哪些单位？", "只看社区", "社区：库里有哪些单位？", "库中有2个社区"),
    ],
)
def test_follow_ups_change_one_thing(
    assistant: Assistant, before: str, message: str, standalone: str, said: str
) -> None:
    first = assistant.answer(before)
    history = [HumanMessage(before), AIMessage(first.text)]
    answer = assistant.answer(message, history)
    assert answer.standalone == standalone
    assert said in answer.text


def test_a_follow_up_to_named_units_is_left_alone(assistant: Assistant) -> None:
    history = [
        HumanMessage("哪个单位志愿者人数最多？"),
        AIMessage("栖梧街道。"),
    ]
    answer = assistant.answer("那青禾里社区呢？", history)
    assert answer.mode == "answer"
    assert answer.short == "326人"


def counting_answers(assistant: Assistant) -> Sequence[Answer]:
    return [
        assistant.answer(q)
        for q in ("哪些单位提到了网格员？", "谁的满意率最高？", "所有单位一共有多少志愿者？")
    ]


def test_counts_sums_and_orders_hold_and_others_are_caught(assistant: Assistant) -> None:
    told, ranked, summed = counting_answers(assistant)
    for answer, true, false in (
        (told, "有3个单位", "有4个单位"),
        (told, "栖梧街道[2]", "云岫镇[2]"),
        (ranked, "最高的是砚湖实验学校", "最高的是芷泊社区"),
        (ranked, "97.1%", "98.1%"),
        (summed, "6个单位合计", "5个单位合计"),
    ):
        evidence = {e.n: e for e in answer.evidence}
        sentence = answer.text.split("\n")[0]
        units = [Unit(name=name) for name in ("云岫镇", "芷泊社区", "砚湖实验学校", "栖梧街道")]
        assert true in sentence
        assert check_sentence(sentence, evidence, answer.derived, units) is None
        assert check_sentence(sentence.replace(true, false), evidence, answer.derived, units) is not None


def test_a_count_of_more_units_than_are_cited_is_caught(assistant: Assistant) -> None:
    answer = assistant.answer("哪些单位提到了网格员？")
    (count,) = answer.derived
    wrong = replace(count, text="4个单位")
    sentence = answer.text.replace("3个单位", "4个单位")
    finding = check_sentence(sentence, {e.n: e for e in answer.evidence}, (wrong,))
    assert finding is not None
    assert finding.fault == "number"


THINGS = st.text(alphabet="道德讲堂志愿服务垃圾分类消防演练广场舞", min_size=2, max_size=6)
HERE = Directory([("a", Unit(name="柳汀社区", kind="社区")), ("b", Unit(name="槐荫镇", kind="镇"))])


@given(thing=THINGS)
def test_the_thing_asked_about_is_what_stands_behind_the_verb(thing: str) -> None:
    asked = over_all(f"哪些单位提到了{thing}？", HERE)
    assert asked is not None
    assert asked.aim == "mention"
    assert asked.thing == thing
    assert [u.name for u in asked.units] == ["柳汀社区", "槐荫镇"]


def test_a_matter_of_taste_is_left_to_the_reader(assistant: Assistant) -> None:
    answer = assistant.answer("哪个单位的文化活动最丰富？")
    assert answer.status == "not_found"
    assert "要由您来判断" in answer.text


def test_nobody_past_a_limit_is_said_with_every_figure(assistant: Assistant) -> None:
    answer = assistant.answer("哪些单位调解纠纷超过900起？")
    assert answer.text.startswith("调解纠纷没有单位超过900起：栖梧街道")
    assert len(answer.derived[0].inputs) == 5


def test_a_paragraph_about_all_units_is_a_draft(assistant: Assistant) -> None:
    assert assistant.answer("帮我写一段各社区志愿服务的总结，100字左右").mode == "draft"


@pytest.mark.parametrize(
    "question", ["柳汀社区培训了多少人？", "柳汀社区和槐荫镇谁的志愿者更多？", "负责人是谁？", "由谁牵头？", "全年开展了哪些活动？", "几月份召开的会议？"]
)  # fmt: skip
def test_questions_of_another_sort_are_left_alone(question: str) -> None:
    assert over_all(question, HERE) is None


def test_the_number_in_a_namesakes_name_is_no_claim(assistant: Assistant) -> None:
    answer = assistant.answer("谁提到了宋知微？")
    (one,) = answer.evidence
    named = replace(one, unit="某社区（计划篇7）")
    sentence = answer.text.replace(one.unit, "某社区（计划篇7）")
    assert check_sentence(sentence, {1: named}, answer.derived, (Unit(name="某社区（计划篇7）"),)) is None
    other = sentence.replace("计划篇7", "计划篇8")
    assert check_sentence(other, {1: named}, answer.derived, (Unit(name="某社区（计划篇7）"),)) is not None


@pytest.mark.parametrize(
    "question", ["各单位的注册志愿者人数", "各单位的培训人次", "各单位的满意率，用表格列出来"]
)
def test_a_number_of_each_unit_is_asked_for_without_a_question_word(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.text.startswith("写明")
    assert answer.table is not None
    assert all(re.search(r"\d", row.cells[0].text) for row in answer.table.rows)
