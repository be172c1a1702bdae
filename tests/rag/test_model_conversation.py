"""With a language model as writer: what is asked of it, what not, and what it is shown."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from ingest.corrections import Correction
from ingest.pipeline import parse_file
from rag.assistant import Assistant
from rag.chat_writer import ChatWriter
from rag.citations import marks_in
from rag.model import Answer, Answered, Delta
from rag.model_evidence import MOST_CHARS, PASSAGES
from tests.rag.scripted_model import Scripted
from vectorstore.store import Store

Q = "青禾里社区全年排查了多少起矛盾纠纷？"
SAID = "青禾里社区全年排查矛盾纠纷96起[1]。成功调解94起，调解成功率97.9%[2]。"
Talk = Callable[..., tuple[list[Answer], Scripted]]
MakeStore = Callable[..., Store]


@pytest.fixture
def talk(sample_store: Store) -> Iterator[Talk]:
    """Questions put one after the other to an assistant whose model says these scripts."""
    models: list[Scripted] = []

    def talked(*questions: str, says: str) -> tuple[list[Answer], Scripted]:
        models.append(Scripted(says))
        assistant = Assistant(sample_store, writer=ChatWriter(models[-1], seconds=20))
        history: list[BaseMessage] = []
        answers = []
        for question in questions:
            answers.append(assistant.answer(question, history))
            standalone, text = answers[-1].standalone, answers[-1].text
            history += [HumanMessage(standalone), AIMessage(text)]
        return answers, models[-1]

    yield talked
    for model in models:
        model.close()


@pytest.fixture
def make_store(tmp_path: Path, sample_store: Store) -> Iterator[MakeStore]:
    """Stores of the reports that a test writes, each given as its text."""
    stores: list[Store] = []

    def made(*reports: str) -> Store:
        stores.append(Store.open(tmp_path / f"store{len(stores)}", sample_store._encoder, create=True))
        for n, text in enumerate(reports):
            path = tmp_path / f"{n}.txt"
            path.write_text(text, encoding="utf-8")
            stores[-1].add(path, parse_file(path))
        return stores[-1]

    yield made
    for store in stores:
        store.close()


def second_mark(answer: Answer) -> str:
    """What the second sentence of SAID rests on."""
    return next(e.quote for e in answer.evidence if e.n == marks_in(answer.text)[1])


@pytest.mark.parametrize("message", ["出处在哪一段？", "详细说说", "这句话在第几行？"])
def test_a_question_about_the_last_answer_is_not_put_to_the_model(talk: Talk, message: str) -> None:
    (first, back), model = talk(Q, message, says=SAID)
    assert first.writer == "scripted:model"
    assert len(model.asked) == 1
    assert back.status == "answered"
    assert any("94起" in e.quote for e in back.evidence)


def test_the_places_told_are_those_of_what_the_model_cited(talk: Talk, assistant: Assistant) -> None:
    (first, _, again), _ = talk(Q, "详细说说", "出处在哪一段？", says=SAID)
    assert [e.quote for e in again.evidence] == [e.quote for e in first.evidence]
    assert len(again.evidence) == 2
    assert len(assistant.answer(Q).evidence) == 1


def test_words_that_nobody_said_are_not_looked_up(sample_store: Store, assistant: Assistant) -> None:
    """A history that does not fit the library any more: the answer without a model stands in."""
    model = Scripted(SAID)
    history = [HumanMessage(Q), AIMessage("排查矛盾纠纷99起[3]。")]
    back = Assistant(sample_store, writer=ChatWriter(model, seconds=20)).answer("出处在哪一段？", history)
    model.close()
    assert model.asked == []
    assert [e.quote for e in back.evidence] == [e.quote for e in assistant.answer(Q).evidence]


@pytest.mark.parametrize("question", ["培训", "有多少人？"])
def test_counter_questions_are_not_put_to_the_model(talk: Talk, question: str) -> None:
    _, model = talk(question, says=SAID)
    assert model.asked == []


FRAME = "{unit}二〇二五年工作总结\n\n一年来，在上级的正确领导下，{unit}上下齐心，真抓实干，各项工作取得了新的进展，群众的满意程度有了提高。现将一年来的工作总结如下：\n\n{body}\n\n在看到成绩的同时，工作中也还有不足，主要是人手偏紧、资金偏少。今后将继续努力，把各项工作做得更实更好。\n"
TOWN = FRAME.format(
    unit="澜田镇",
    body="一、文化工作\n全年举办农民读书会17场，参加群众820人次。\n二、环境工作\n清运垃圾96吨。",
)
OTHER = FRAME.format(
    unit="竹溪镇",
    body="一、文化工作\n全年举办农民读书会23场，参加群众910人次。\n二、环境工作\n清运垃圾88吨。",
)


def test_a_unit_that_only_the_library_knows_for_one_is_never_told_by_mistake(make_store: MakeStore) -> None:
    store = make_store(TOWN, OTHER)
    (other,) = [r for r in store.reports() if r.report.unit.name == "竹溪镇"]
    store.correct(other.id, Correction(unit="晚风驿"))
    wrong, good = "晚风驿全年举办农民读书会17场[1]。", "澜田镇全年举办农民读书会17场[1]。"
    model = Scripted(f"{good}{wrong}", wrong)
    *events, last = Assistant(store, writer=ChatWriter(model, seconds=20)).ask(
        "澜田镇全年举办了多少场读书会？"
    )
    model.close()
    assert [e.text for e in events if isinstance(e, Delta)] == [good]
    assert isinstance(last, Answered)
    assert last.answer.text == good
    assert last.answer.notes == ("有1句未通过核验，已隐去。",)


MEASURES = FRAME.format(
    unit="枫渡村",
    body="全年的主要做法有三条：\n一是管好河道。配备保洁员6名。\n二是修好村路。硬化村道3公里。\n三是办好食堂。每天供餐40份。",
)
SERIES = "枫渡村的主要做法有哪三条？"


def asked_for_all(make_store: MakeStore, said: str) -> tuple[Answer, Answer, Scripted]:
    """The answer to SERIES with a model that says so, and without one."""
    store, model = make_store(MEASURES, TOWN), Scripted(said)
    answer = Assistant(store, writer=ChatWriter(model, seconds=20)).answer(SERIES)
    model.close()
    return answer, Assistant(store).answer(SERIES), model


def test_a_series_that_a_model_tells_whole_is_its_own(make_store: MakeStore) -> None:
    said = "枫渡村管好河道[1]，修好村路[2]，办好食堂[3]。"
    answer, plain, model = asked_for_all(make_store, said)
    assert len(plain.evidence) == 3
    assert (answer.text, answer.writer) == (said, "scripted:model")
    assert str(model.asked[0][-1].content).count("<依据>") == 3


@pytest.mark.parametrize(
    "said",
    ["枫渡村管好河道[1]，修好村路[2]。", "一是管好河道[1]。\n三是办好食堂[3]。", "枫渡村管好河道[1][2][3]。"],
)
def test_a_series_that_a_model_shortens_is_given_as_the_report_lists_it(
    make_store: MakeStore, said: str
) -> None:
    answer, plain, _ = asked_for_all(make_store, said)
    assert (answer.text, answer.evidence, answer.writer) == (plain.text, plain.evidence, "extractive")
    assert "报告列了3点，它只写全了" in answer.notes[-1]


def long_report() -> str:
    """A report of forty points, each with a long paragraph on the same matter."""
    points = [
        f"{n}、第{n}项读书会。" + f"全年在第{n}组举办读书会{n}场，" * 30 + "群众满意。" for n in range(1, 41)
    ]
    return "澜田镇二〇二五年工作总结\n\n" + "\n".join(points)


@pytest.mark.parametrize(
    "question", ["澜田镇有哪些读书会？", "澜田镇办了多少场读书会？", "澜田镇怎样办读书会？"]
)
def test_what_a_model_is_shown_has_a_bound(make_store: MakeStore, question: str) -> None:
    model = Scripted("依据未写明。")
    Assistant(make_store(long_report()), writer=ChatWriter(model, seconds=20)).answer(question)
    model.close()
    for *_, asked in model.asked:
        assert len(str(asked.content)) < MOST_CHARS + 200
        assert str(asked.content).count("<依据>") <= max(PASSAGES, 40)


def test_a_question_too_long_for_a_model_is_answered_without_one(make_store: MakeStore) -> None:
    model = Scripted("澜田镇全年举办农民读书会17场[1]。")
    long = "澜田镇全年举办了多少场读书会？" + "请务必认真核对。" * 500
    answer = Assistant(make_store(TOWN), writer=ChatWriter(model, seconds=20)).answer(long)
    model.close()
    assert model.asked == []
    assert answer.status == "not_found" or "太长" in answer.notes[-1]
