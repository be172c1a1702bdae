"""Conversations as a clerk has them: follow-ups, vague words, questions about several units."""

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag import phrases
from rag.assistant import Assistant
from rag.model import Answer


def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """The answers to questions put one after the other, the page's way."""
    history: list[BaseMessage] = []
    answers = []
    for question in questions:
        answer = assistant.answer(question, history)
        answers.append(answer)
        history += [HumanMessage(question), AIMessage(answer.text)]
    return answers


def test_one_word_exchanged(assistant: Assistant) -> None:
    _, later = talk(assistant, "青禾里社区排查的矛盾纠纷里物业类有几起？", "邻里噪音类的呢？")
    assert later.short == "41起"


def test_what_it_was_before(assistant: Assistant) -> None:
    now, before = talk(assistant, "云岫镇的垃圾桶增加到多少个？", "原来呢？")
    assert (now.short, before.short) == ("540个", "260个")


def test_these_two_are_the_last_two(assistant: Assistant) -> None:
    *_, both = talk(assistant, "青禾里社区排查矛盾纠纷多少起？", "那芷泊社区呢？", "把这两家比一比")
    assert both.mode == "compare"
    assert both.table is not None
    assert [row.unit for row in both.table.rows] == ["青禾里社区", "芷泊社区"]
    assert both.derived[0].text == "多22起"


def test_the_same_thing_said_in_other_words(assistant: Assistant) -> None:
    assert assistant.answer("芷泊那边图书室里头有多少书？").short == "八千余册"
    assert assistant.answer("水务局扩建二水厂花了多少钱？").short == "3860万元"


def test_a_hint_in_other_words_is_no_answer(assistant: Assistant) -> None:
    assert assistant.answer("青禾里社区这笔钱主要花在哪？").status == "not_found"
    assert assistant.answer("云岫镇的GDP是多少？").status == "not_found"


def test_the_measures_of_a_report_are_listed(assistant: Assistant) -> None:
    answer = assistant.answer("澜江县水务局有哪些主要做法？")
    assert answer.status == "answered"
    assert len(answer.evidence) >= 3


def test_a_greeting_gets_one(assistant: Assistant) -> None:
    assert assistant.answer("你好").text == phrases.GREETING


def test_a_full_stop_typed_for_a_dot_does_not_end_a_sentence() -> None:
    from ingest.model import Report, Span, Unit
    from rag.ground import EvidenceBook
    from rag.reading import say
    from rag.surroundings import Readable
    from rag.verify import verified

    text = "积极开展了3。12义务植树等活动。"
    report = Report(
        text=text, span=Span(start=0, end=len(text)), first_line=1, unit=Unit(name="某园区"), doc_type="总结"
    )
    book = EvidenceBook({report.id: "a.txt"})
    said = say(Readable(report), Span(start=0, end=len(text)), book)
    assert said.text == "某园区：积极开展了3·12义务植树等活动[1]。"
    assert verified(said.text, book.items) == (said.text, ())


def test_where_the_answer_stands_is_told_with_file_and_line(assistant: Assistant) -> None:
    first, place = talk(assistant, "云岫镇全年举办文艺演出多少场次？", "出处在哪一段？")
    assert place.status == "answered"
    assert [e.quote for e in place.evidence] == [e.quote for e in first.evidence]
    (e,) = place.evidence
    assert place.notes == (f"[1] 出自{e.file}，{e.place}，在“{'—'.join(e.heading_path)}”之下。",)
    _, _, again = talk(assistant, "云岫镇全年举办文艺演出多少场次？", "出处在哪一段？", "这句话在第几行？")
    assert again.notes == place.notes


def test_more_of_what_stands_around_the_answer(assistant: Assistant) -> None:
    first, more = talk(assistant, "云岫镇全年举办文艺演出多少场次？", "详细说说")
    assert more.status == "answered"
    assert len(more.text) > 2 * len(first.text)
    (paragraph,) = {e.paragraph for e in first.evidence}
    assert all(e.quote in paragraph for e in more.evidence)
    after, asked = talk(assistant, "云岫镇的GDP是多少？", "详细说说")
    assert after.status == asked.status == "not_found"
    assert asked.text == phrases.NOTHING_CITED


def test_other_units_of_the_kind_are_asked_the_same(assistant: Assistant) -> None:
    _, others = talk(assistant, "青禾里社区排查矛盾纠纷多少起？", "还有别的社区吗？")
    assert others.mode == "compare"
    assert others.table is not None
    assert [row.unit for row in others.table.rows] == ["芷泊社区"]
    *_, none = talk(assistant, "青禾里社区排查矛盾纠纷多少起？", "那芷泊社区呢？", "还有别的社区吗？")
    assert none.text == phrases.NO_OTHERS.format(kind="社区")


def test_a_year_the_library_does_not_have_is_told(assistant: Assistant) -> None:
    _, before = talk(assistant, "枫渡村计划举办几场讲座？", "上一年呢？")
    assert before.status == "not_found"
    assert before.text == "库中没有“枫渡村”2024年的报告，只有2025年的。"
    first, same = talk(assistant, "枫渡村计划新建什么？", "2025年呢？")
    assert same.text == first.text


def test_a_matter_without_a_unit_is_asked_back_with_the_units_that_speak_of_it(assistant: Assistant) -> None:
    (asked,) = talk(assistant, "培训")
    assert asked.status == "not_found"
    assert asked.text.startswith("想问哪个单位的“培训”？")
    assert "澜江县水务局" in asked.text
    assert "枫渡村" not in asked.text  # its report does not speak of it
    (asked,) = talk(assistant, "有多少人？")
    assert asked.status == "not_found"
    assert "青禾里社区" in asked.text
