"""What a language model writes under a table is shown only where it is verified; the table is never its own."""

from collections.abc import Callable, Iterator

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from rag.assistant import Assistant
from rag.comparison.chat_closing import ChatClosing
from rag.model import Answer, Answered, Delta, Working
from tests.rag.scripted_model import FAIL, HANG, Scripted
from vectorstore.store import Store

QUESTION = "青禾里社区、芷泊社区、锦澜产业园区的注册志愿者各有多少人？"
LEAD = "最多的是锦澜产业园区（1150人）[3]，其次是芷泊社区（513名）[2]，再次是青禾里社区（326人）[1]。"
COMMON = "三个单位都有注册志愿者[1][2][3]。"
GOOD = f"{LEAD}{COMMON}"
TWO = "青禾里社区和芷泊社区哪个排查的矛盾纠纷多？"
OTHER_KINDS = "青禾里社区和芷泊社区的职业技能培训比一比"
SEVERAL = "把青禾里社区、芷泊社区和云岫镇的志愿者、图书室藏书比一比"
VOLUNTEERS = "志愿者最多的是芷泊社区（513名）[3]，其次是青禾里社区（326人）[1]。"
BOOKS = "青禾里社区的图书室藏书5200册[2]，云岫镇的镇综合文化站图书室另有藏书6100册[7]。"
Compare = Callable[..., tuple[Answer, Answer, list[str], Scripted]]


@pytest.fixture
def compare(sample_store: Store) -> Iterator[Compare]:
    """Compare with a scripted model for the closing: the answer, that without a model, the deltas, and the model."""
    models: list[Scripted] = []

    def compared(
        *scripts: str, question: str = QUESTION, seconds: float = 20
    ) -> tuple[Answer, Answer, list[str], Scripted]:
        models.append(Scripted(*scripts))
        assistant = Assistant(sample_store, closer=ChatClosing(models[-1], seconds=seconds))
        *events, last = assistant.ask(question)
        assert isinstance(last, Answered)
        deltas = [e.text.strip() for e in events if isinstance(e, Delta) and e.text.strip()]
        return last.answer, Assistant(sample_store).answer(question), deltas, models[-1]

    yield compared
    for model in models:
        model.close()


def same_but_for_words(answer: Answer, plain: Answer) -> bool:
    """Whether all that code made is as it is without a model."""
    return (
        answer.table == plain.table
        and answer.derived == plain.derived
        and answer.evidence == plain.evidence
        and answer.plan == plain.plan
        and answer.notes[: len(plain.notes)] == plain.notes
    )


def test_what_is_verified_closes_the_comparison_and_is_streamed(compare: Compare) -> None:
    answer, plain, deltas, model = compare(GOOD)
    assert answer.text == f"{LEAD}\n{COMMON}"
    assert deltas == [LEAD, COMMON]
    assert answer.writer == "scripted:model"
    assert same_but_for_words(answer, plain)
    assert answer.notes == plain.notes
    assert len(model.asked) == 1


def test_the_model_sees_quotes_with_unit_and_aspect_and_what_was_worked_out(compare: Compare) -> None:
    _, _, _, model = compare(GOOD)
    rules, *_, asked = (str(m.content) for m in model.asked[0])
    assert "编号" in rules
    assert "[1] 青禾里社区，注册志愿者：<依据>" in asked
    assert LEAD in asked


@pytest.mark.parametrize(
    "said",
    [
        "锦澜产业园区的注册志愿者最多，有1150人[3]。",
        "芷泊社区比青禾里社区多187人[1][2]。",
        "青禾里社区比芷泊社区少187人[1][2]。",
        "青禾里社区的注册志愿者最少，326人[1]。",
        "芷泊社区的注册志愿者多于青禾里社区，达513名[2]。",
        "芷泊社区注册志愿者513名，多出青禾里社区187人[2][1]。",
        "锦澜产业园区的注册志愿者多于其他单位，有1150人[3][2][1]。",
        "青禾里社区现有注册志愿者326人[1]，芷泊社区注册志愿者达513名[2]。",
    ],
)
def test_who_leads_may_be_told_in_words_of_its_own(compare: Compare, said: str) -> None:
    answer, plain, deltas, model = compare(f"{LEAD}{said}")
    assert len(deltas) == 2
    assert len(model.asked) == 1
    assert answer.writer == "scripted:model"
    assert answer.notes == plain.notes
    words = said.rstrip("。").rsplit("[", 1)[0]
    assert words in answer.text


@pytest.mark.parametrize("question", [QUESTION, TWO, SEVERAL])
def test_what_code_says_passes_word_for_word(compare: Compare, question: str, assistant: Assistant) -> None:
    said = assistant.answer(question).text
    answer, plain, _, model = compare(said, question=question)
    assert (answer.text, answer.writer, answer.notes) == (said, "scripted:model", plain.notes)
    assert len(model.asked) == 1


def test_what_a_ranking_rests_on_is_cited_though_the_model_did_not(compare: Compare) -> None:
    answer, _, _, _ = compare("锦澜产业园区的注册志愿者最多，有1150人[3]。" + COMMON)
    assert answer.text.startswith("锦澜产业园区的注册志愿者最多，有1150人[3][2][1]。")


@pytest.mark.parametrize(
    "wrong",
    [
        "青禾里社区现有注册志愿者336人[1]。",
        "芷泊社区注册志愿者326人[1]。",
        "芷泊社区注册志愿者326人[1][2]。",
        "青禾里社区比芷泊社区多187人[1][2]。",
        "芷泊社区比青禾里社区少187人[1][2]。",
        "芷泊社区比青禾里社区多200人[1][2]。",
        "芷泊社区比青禾里社区多187名党员[1][3]。",
        "最多的是芷泊社区（513名）[2]，其次是锦澜产业园区（1150人）[3]。",
        "最多的是锦澜产业园区（1150人）[3]，其次是青禾里社区（326人）[1]，再次是芷泊社区（513名）[2]。",
        "芷泊社区的注册志愿者最少，513名[2]。",
        "青禾里社区的注册志愿者更多，326人[1]。",
        "青禾里社区的注册志愿者多[1]。",
        "青禾里社区的注册志愿者多于芷泊社区，达326人[1][2]。",
        "芷泊社区的志愿服务做得最好[2]。",
        "芷泊社区与青禾里社区的注册志愿者持平，都是326人[1][2]。",
        "锦澜产业园区的注册志愿者是芷泊社区的3倍[2][3]。",
        "三个单位都组织了义务植树[1][2][3]。",
        "四个单位都有注册志愿者[1][2][3]。",
        "只有锦澜产业园区写到注册志愿者，有1150人[3]。",
        "锦澜产业园区有注册志愿者1150人[3]，芷泊社区没有写到注册志愿者。",
        "枫渡社区现有注册志愿者326人[1]。",
        "三个单位的志愿者队伍越来越大。",
        "三个单位注册志愿者合计1989人[1][2][3]。",
        "党员最多的是锦澜产业园区（1150人）[3][2][1]。",
        "芷泊社区的党员比青禾里社区多187人[1][2]。",
        "党员方面，芷泊社区比青禾里社区多187人[1][2]。",
        "现有注册志愿者326人[1]。",
        "注册志愿者由多到少为青禾里社区、芷泊社区、锦澜产业园区[1][2][3]。",
        "青禾里社区的注册志愿者明显多于其他单位，有326人[1]。",
        "青禾里社区仅次于锦澜产业园区[1][3]。",
        "青禾里社区注册志愿者326人，比芷泊社区和锦澜产业园区多[1][2][3]。",
        "青禾里社区有注册志愿者326人，超出芷泊社区187人[1][2]。",
        "青禾里社区的注册志愿者接近芷泊社区[1][2]。",
        "青禾里社区的注册志愿者位居第一，有326人[1]。",
        "青禾里社区326人，芷泊社区1150人，锦澜产业园区513名[1][2][3]。",
    ],
)
def test_what_the_table_does_not_bear_out_is_held_back(compare: Compare, wrong: str) -> None:
    answer, plain, deltas, model = compare(f"{GOOD}{wrong}", wrong)
    assert deltas == [LEAD, COMMON]
    assert answer.text == f"{LEAD}\n{COMMON}"
    assert answer.notes == (*plain.notes, "有1句未通过核验，已隐去。")
    assert same_but_for_words(answer, plain)
    assert len(model.asked) == 2


def test_a_sentence_that_fails_is_written_anew_once(compare: Compare) -> None:
    wrong = "青禾里社区比芷泊社区多187人[1][2]。"
    right = "芷泊社区比青禾里社区多187人[2][1]。"
    answer, plain, deltas, model = compare(f"{LEAD}{wrong}", right)
    assert answer.text == f"{LEAD}\n{right}"
    assert deltas == [LEAD, right]
    assert "芷泊社区" in str(model.asked[1][-1].content)
    assert answer.notes == plain.notes


@pytest.mark.parametrize(
    ("scripts", "told"),
    [
        ((LEAD,), "不足两句"),
        ((f"{COMMON}青禾里社区现有注册志愿者326人[1]。",), "没有说清谁领先"),
        (("三个单位都很重视。",), "没有通过核验"),
        (("依据未写明。",), "认为依据里没有写明"),
        (("<think>谁多？",), "一个字也没有写出来"),
        ((FAIL,), "断开"),
        ((f"{LEAD}其中{FAIL}",), "断开"),
    ],
)
def test_without_a_closing_of_the_models_that_of_code_stands(
    compare: Compare, scripts: tuple[str, ...], told: str
) -> None:
    answer, plain, _, _ = compare(*scripts)
    assert (answer.text, answer.writer) == (plain.text, "extractive")
    assert same_but_for_words(answer, plain)
    assert len(answer.notes) == len(plain.notes) + 1
    assert told in answer.notes[-1]
    assert "scripted:model" in answer.notes[-1]


def test_of_two_the_difference_says_who_leads(compare: Compare) -> None:
    said = "芷泊社区比青禾里社区多22起[2][1]。青禾里社区全年排查矛盾纠纷96起[1]。"
    answer, plain, _, _ = compare(said, question=TWO)
    assert plain.derived
    assert answer.text == said.replace("。青", "。\n青")
    assert same_but_for_words(answer, plain)


def test_a_ranking_in_other_words_stands_for_the_difference(compare: Compare) -> None:
    said = "芷泊社区排查的矛盾纠纷最多，为118起[2]。青禾里社区全年排查矛盾纠纷96起[1]。"
    answer, _, _, _ = compare(said, question=TWO)
    assert answer.writer == "scripted:model"


@pytest.mark.parametrize(
    "said",
    [
        "青禾里社区的职业技能培训最多，有5期[1]。",
        "青禾里社区比芷泊社区多2期[1][2]。",
        "青禾里社区的职业技能培训多于芷泊社区，有5期[1][2]。",
        "青禾里社区的培训更多，5期212人次[1]。",
    ],
)
def test_of_figures_that_are_not_of_one_kind_nobody_leads(compare: Compare, said: str) -> None:
    each = "青禾里社区开展免费职业技能培训5期212人次[1]。芷泊社区组织职业技能培训3期[2]。"
    answer, plain, _, _ = compare(f"{each}{said}", said, question=OTHER_KINDS)
    assert said not in answer.text
    assert answer.text == each.replace("。芷", "。\n芷")
    assert answer.notes[-1] == "有1句未通过核验，已隐去。"
    assert same_but_for_words(answer, plain)


@pytest.mark.parametrize(
    "question", ["青禾里社区和芷泊社区的地铁站比一比", "青禾里社区和枫渡社区的长者食堂比一比"]
)
def test_no_model_is_called_where_fewer_than_two_say_something(compare: Compare, question: str) -> None:
    answer, plain, _, model = compare(GOOD, question=question)
    assert model.asked == []
    assert (answer.text, answer.notes, answer.writer) == (plain.text, plain.notes, "extractive")


def test_of_several_aspects_each_is_told_by_its_own_figures(compare: Compare) -> None:
    answer, plain, _, _ = compare(VOLUNTEERS + BOOKS, question=SEVERAL)
    assert answer.text == f"{VOLUNTEERS}\n{BOOKS}"
    assert same_but_for_words(answer, plain)


@pytest.mark.parametrize(
    "wrong",
    [
        "志愿者最多的是云岫镇（870人）[5]，其次是芷泊社区（513名）[3]。",
        "图书室藏书最多的是芷泊社区（513名）[3]，其次是青禾里社区（326人）[1]。",
        "图书室藏书最多的是芷泊社区（八千余册）[4]，其次是云岫镇（6100册）[7]，再次是青禾里社区（5200册）[2]。",
        "云岫镇的志愿者比芷泊社区多357人[5][3]。",
        "云岫镇的图书室藏书比青禾里社区多900册[7][2]。",
        "芷泊社区的图书室藏书5200册[4][2]。",
        "志愿者只有芷泊社区和青禾里社区写到[1][3]。",
    ],
)
def test_of_several_aspects_what_was_not_ranked_is_not_told_as_ranked(compare: Compare, wrong: str) -> None:
    answer, plain, deltas, _ = compare(f"{VOLUNTEERS}{BOOKS}{wrong}", wrong, question=SEVERAL)
    assert deltas == [VOLUNTEERS, BOOKS]
    assert answer.text == f"{VOLUNTEERS}\n{BOOKS}"
    assert same_but_for_words(answer, plain)


def test_a_model_that_goes_on_for_ever_is_ended(compare: Compare) -> None:
    answer, _, _, model = compare(GOOD * 5 + HANG)
    assert answer.text == f"{LEAD}\n{COMMON}"
    assert model.chat.ended.wait(5)


def test_the_time_limit_ends_the_call(compare: Compare) -> None:
    answer, plain, _, model = compare(f"锦澜产业园区{HANG}", seconds=0.3)
    assert answer.text == plain.text
    assert "规定的时间" in answer.notes[-1]
    assert model.chat.ended.wait(5)


def test_while_the_model_is_at_work_the_reader_is_told_and_can_stop_it(sample_store: Store) -> None:
    model = Scripted(HANG)
    events = Assistant(sample_store, closer=ChatClosing(model, seconds=60)).ask(QUESTION)
    assert any(isinstance(event, Working) for event in events)
    assert not model.chat.ended.is_set()
    events.close()  # type: ignore[attr-defined]
    assert model.chat.ended.wait(5)
    model.close()


def test_looking_back_does_not_write_anew_and_finds_what_the_model_cited(sample_store: Store) -> None:
    model = Scripted("锦澜产业园区的注册志愿者最多，有1150人[3]。芷泊社区比青禾里社区多187人[1][2]。")
    assistant = Assistant(sample_store, closer=ChatClosing(model, seconds=20))
    first = assistant.answer(QUESTION)
    history = [HumanMessage(QUESTION), AIMessage(first.text)]
    back = assistant.answer("出处在哪一段？", history)
    assert first.writer == "scripted:model"
    assert len(model.asked) == 1
    assert [e.quote for e in back.evidence] == [
        next(e.quote for e in first.evidence if e.n == n) for n in (1, 2, 3)
    ]
    again = Assistant(sample_store, closer=ChatClosing(model, seconds=20)).answer(
        "出处在哪一段？", [HumanMessage(QUESTION), AIMessage("芷泊社区注册志愿者999名[7]。")]
    )
    assert len(model.asked) == 1
    assert {e.quote for e in again.evidence} == {e.quote for e in first.evidence}
    model.close()
