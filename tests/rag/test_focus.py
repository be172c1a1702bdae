"""What a conversation is about: units and periods that stick, are shown, and are dropped by a word."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from ingest.model import Unit
from ingest.pipeline import parse_file
from rag import phrases
from rag.assistant import Assistant
from rag.directory import Directory
from rag.letting_go import let_go, words_for
from rag.model import Answer, Focus, Understood
from rag.periods import asked_again_for, counted, covers, period_in, restricted_to
from vectorstore.store import Store

REPORTS = {
    "桐荫里2022": "桐荫里社区2022年工作总结\n2022年，桐荫里社区紧扣民生，完成了各项任务，现总结如下。\n一、文化活动\n全年举办文艺演出21场次。\n二、培训\n举办职业技能培训4期，培训居民60人。\n",
    "桐荫里2023": "桐荫里社区2023年工作总结\n2023年，桐荫里社区紧扣民生，完成了各项任务，现总结如下。\n一、文化活动\n全年举办文艺演出34场次。\n二、培训\n举办职业技能培训5期，培训居民80人。\n",
    "枕河2023": "枕河社区2023年工作总结\n2023年，枕河社区以服务居民为主线开展工作，现总结如下。\n一、文化活动\n全年举办文艺演出17场次。\n二、志愿服务\n注册志愿者120人。\n",
    "柳汀镇": "柳汀镇工作总结\n一年来，柳汀镇干部群众齐心协力，各项工作都有进步，现总结如下。\n一、文化活动\n全年举办文艺演出52场次。\n",
}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("years")
    with Store.open(folder / "store", sample_store._encoder, create=True) as store:
        for name, text in REPORTS.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            store.add(path, parse_file(path))
        yield Assistant(store)


def talk(assistant: Assistant, *messages: str) -> list[Answer]:
    history: list[BaseMessage] = []
    answers = []
    for message in messages:
        answer = assistant.answer(message, history)
        answers.append(answer)
        history += [HumanMessage(message), AIMessage(answer.text)]
        assert assistant.focus(history) == answer.focus, (
            "what is shown is what the next question goes on about"
        )
    return answers


def test_a_period_is_read_alone_and_sticks(years: Assistant) -> None:
    first, again, other, _ = answers = talk(
        years,
        "桐荫里社区2023年举办文艺演出多少场次？",
        "上一年呢？",
        "培训了多少人？",
        "2023年呢？",
    )
    assert [a.short for a in answers] == ["34场次", "21场次", "60人", "80人"]
    assert [a.focus.period for a in answers] == ["2023年", "2022年", "2022年", "2023年"]
    assert other.standalone == "桐荫里社区2022年培训了多少人？"
    assert {e.file for a in (first,) for e in a.evidence} == {"桐荫里2023.txt"}
    assert {e.file for a in (again, other) for e in a.evidence} == {"桐荫里2022.txt"}


def test_a_period_stays_when_the_unit_changes_until_it_is_dropped(years: Assistant) -> None:
    *_, kept, dropped, free = talk(
        years,
        "桐荫里社区举办文艺演出多少场次？",
        "只看2023年的",
        "换成枕河社区",
        "不限年份",
        "那桐荫里社区呢？",
    )
    assert (kept.short, kept.focus) == ("17场次", Focus(units=("枕河社区",), period="2023年"))
    assert dropped.text == phrases.LET_GO_PERIOD.format(period="2023年")
    assert dropped.focus == Focus(units=("枕河社区",))
    assert free.short == "34场次"
    assert free.notes == ("“桐荫里社区”有2022年、2023年的报告，以上出自2023年的。",)
    assert free.choices == ("桐荫里社区2022年举办文艺演出多少场次？",)
    assert years.answer(free.choices[0]).short == "21场次"


def test_a_period_that_a_unit_has_no_report_of_is_told(years: Assistant) -> None:
    _, refused = talk(years, "枕河社区举办文艺演出多少场次？", "上一年呢？")
    assert refused.status == "not_found"
    assert refused.text == "库中没有“枕河社区”2022年的报告，只有2023年的。"
    assert refused.standalone == "枕河社区2022年举办文艺演出多少场次？"
    assert refused.choices == ("枕河社区2023年举办文艺演出多少场次？",)
    assert years.answer(refused.choices[0]).short == "17场次"
    *_, told = talk(years, "桐荫里社区举办文艺演出多少场次？", "2022年呢？", "换成柳汀镇")
    assert told.short == "52场次"
    assert told.notes == (phrases.READ_ALL_PERIODS.format(names="“柳汀镇”", asked="2022年"),)
    *_, unknown = talk(years, "柳汀镇举办文艺演出多少场次？", "上一年呢？")
    assert unknown.text == "库中没有“柳汀镇”上一年的报告，它的报告没有写明年份。"


def test_a_period_before_any_question(years: Assistant) -> None:
    kept, answer = talk(years, "只看2022年的", "桐荫里社区培训了多少人？")
    assert kept.remark
    assert kept.text == phrases.PERIOD_KEPT.format(period="2022年")
    assert answer.short == "60人"


def test_two_years_in_one_question_restrict_nothing(years: Assistant) -> None:
    answer = years.answer("桐荫里社区2023年举办文艺演出比2022年多多少场次？")
    assert answer.focus.period == ""


def test_dropping_a_unit_by_words(assistant: Assistant) -> None:
    _, dropped, asked = talk(assistant, "云岫镇有多少名保洁人员？", "不看云岫镇了", "志愿者")
    assert dropped.remark
    assert not dropped.focus
    assert asked.text.startswith("想问哪个单位的“志愿者”？")
    *_, left, answer = talk(
        assistant, "青禾里社区和芷泊社区哪个排查的纠纷多？", "不看芷泊社区了", "有党员多少名？"
    )
    assert left.focus == Focus(units=("青禾里社区",))
    assert answer.short == "318名"


def test_dropping_a_unit_as_part_of_a_question(assistant: Assistant) -> None:
    _, answer = talk(assistant, "云岫镇有多少名保洁人员？", "不看云岫镇了，芷泊社区有多少志愿者？")
    assert answer.short == "513名"
    assert answer.notes[0] == phrases.LET_GO_BESIDE.format(names="云岫镇")
    _, again = talk(assistant, "青禾里社区排查矛盾纠纷多少起？", "不看青禾里社区了，换成芷泊社区")
    assert again.short == "118起"


def test_the_first_event_tells_the_focus(assistant: Assistant) -> None:
    history = [HumanMessage("云岫镇有多少名保洁人员？"), AIMessage("74名。")]
    understood = next(iter(assistant.ask("茶园面积呢？", history)))
    assert isinstance(understood, Understood)
    assert understood.focus == Focus(units=("云岫镇",))


def test_small_talk_and_looking_back_leave_the_focus(assistant: Assistant) -> None:
    *_, thanks, place, answer = talk(
        assistant, "云岫镇有多少名保洁人员？", "谢谢", "出处在第几行？", "茶园面积多少亩？"
    )
    assert thanks.text == phrases.THANKS
    assert thanks.remark
    assert place.status == "answered"
    assert answer.short == "3600亩"


@given(
    names=st.lists(st.sampled_from(["桐荫里社区", "枕河社区", "柳汀镇"]), unique=True),
    group=st.sampled_from(["", "社区", "单位"]),
    period=st.sampled_from(["", "2023年", "2024年上半年"]),
)
def test_the_words_on_a_chip_drop_that_chip_alone(names: list[str], group: str, period: str) -> None:
    units = tuple(
        Unit(name=n, kind=n[-2:] if n.endswith("社区") else "镇")
        for n in ("桐荫里社区", "枕河社区", "柳汀镇")
    )
    directory = Directory((f"r{i}", unit) for i, unit in enumerate(units))
    focus = Focus(units=() if group else tuple(names), group=group, period=period)
    for chip in (*focus.names, *filter(None, [period])):
        gone = let_go(words_for(chip, focus), focus, directory)
        assert gone is not None
        assert gone.rest == ""
        kept = (*gone.left.names, *filter(None, [gone.left.period]))
        assert kept == tuple(c for c in (*focus.names, *filter(None, [period])) if c != chip)


@pytest.mark.parametrize("message", ["不看枕溪社区了", "不限于此", "别的社区呢", "不管怎么说", "不要紧"])
def test_words_that_name_nothing_of_the_focus_drop_nothing(message: str) -> None:
    directory = Directory([("r", Unit(name="柳汀镇", kind="镇"))])
    assert let_go(message, Focus(units=("柳汀镇",)), directory) is None


@pytest.mark.parametrize(
    ("question", "period", "rest"),
    [
        ("2023年举办了多少场演出？", "2023年", "举办了多少场演出？"),
        ("2024年上半年的投资", "2024年上半年", "投资"),
        ("到2025年要建几个公园？", "", "到2025年要建几个公园？"),
        ("2023年3月开了什么会？", "", "2023年3月开了什么会？"),
        ("2023年比2022年增加多少？", "", "2023年比2022年增加多少？"),
        ("截至2023年底有多少党员？", "", "截至2023年底有多少党员？"),
    ],
)
def test_the_period_in_a_question(question: str, period: str, rest: str) -> None:
    assert period_in(question) == (period, rest)


def test_periods_as_they_are_named() -> None:
    assert asked_again_for("那它去年呢？") == "去年"
    assert asked_again_for("2022年度呢") == "2022年度"
    assert asked_again_for("2022年办了几场？") is None
    assert restricted_to("只看2023年的，培训了多少人？") == ("2023年", "培训了多少人？")
    assert counted("上一年", "2023年", "2024年 2025年") == "2022年"
    assert counted("去年", "2023年", "2024年 2025年") == "2024年"
    assert counted("上一年", "", "") == "上一年"
    assert counted("2022年度", "", "") == "2022年"
    assert covers("2024年上半年", "2024年")
    assert not covers("2024年", "2024年上半年")
    assert not covers("20__年", "2024年")
