"""One question from the first event to the last, without a browser."""

import logging

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from ingest.errors import EmptyFile
from rag.model import Delta, Retrieved, Understood
from rag.web.conversation import Conversation, Exchange
from rag.web.dialogue import EMPTY_LIBRARY, ENCODER_LOADING, advance, put
from rag.web.ports import EncoderState
from rag.web.transcript import evidence_panel_html, transcript_html
from tests.web.scripted import Script, ScriptedAssistant, ScriptedLibrary, answer, events, evidence

Q = "演出多少场？"
REPLY = answer(
    "演出43场次[1]。", question=Q, standalone=Q, evidence=(evidence(1, unit="云栖镇", quote="演出43场次"),)
)


def run(
    script: list[Script], *, library: ScriptedLibrary | None = None, earlier: Conversation | None = None
) -> list[Exchange]:
    """The last exchange after every step."""
    assistant = ScriptedAssistant(scripts={Q: script})
    steps = put(assistant, library or ScriptedLibrary(), Q, earlier or Conversation())
    return [conversation.exchanges[-1] for conversation in steps]


def test_the_answer_replaces_what_was_streamed() -> None:
    steps = run(events(REPLY))
    assert steps[0].progress
    assert steps[-1].state == "answered"
    assert steps[-1].answer == REPLY
    assert steps[-1].progress == ""


def test_a_question_asked_while_the_model_loads_says_so_first() -> None:
    library = ScriptedLibrary(encoder=EncoderState(phase="loading"))
    assert run(events(REPLY), library=library)[0].progress == ENCODER_LOADING


def test_an_empty_library_is_told_before_anything_is_asked() -> None:
    assistant = ScriptedAssistant(scripts={})
    (only,) = put(assistant, ScriptedLibrary(size=(0, 0)), Q, Conversation())
    assert only.exchanges[-1].trouble == EMPTY_LIBRARY
    assert assistant.heard == []


def test_an_error_made_for_the_reader_is_passed_on(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        last = run([EmptyFile("文件是空的。")])[-1]
    assert last.trouble == str(EmptyFile("文件是空的。"))
    assert "Traceback" in caplog.text


def test_any_other_error_is_not_shown_to_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    last = run([Delta(text="演出"), KeyError("chunk_17")])[-1]
    assert last.state == "failed"
    assert "chunk_17" not in last.trouble
    assert "chunk_17" in caplog.text


def test_later_questions_see_what_was_answered_and_not_what_failed() -> None:
    done = [*put(ScriptedAssistant(scripts={Q: events(REPLY)}), ScriptedLibrary(), Q, Conversation())][-1]
    failed = [*put(ScriptedAssistant(scripts={Q: [ValueError()]}), ScriptedLibrary(), Q, done)][-1]
    assert failed.history == (HumanMessage(Q), AIMessage(REPLY.text))


def test_a_follow_up_is_remembered_as_it_was_asked_and_shown_as_it_was_understood() -> None:
    resolved = answer("演出43场次。", question=Q, standalone="云栖镇演出多少场？")
    script = ScriptedAssistant(scripts={Q: events(resolved, resolved=True)})
    done = [*put(script, ScriptedLibrary(), Q, Conversation())][-1]
    assert done.history[0].text == Q
    assert "按此理解：云栖镇演出多少场？" in transcript_html(done)


def test_a_stopped_answer_warns_that_it_is_not_whole() -> None:
    half = advance(Exchange(question=Q), Delta(text="演出43场次[1]"))
    stopped = Conversation(exchanges=(half,)).stopped()
    html = transcript_html(stopped)
    assert "请勿引用" in html
    assert "<a " not in html
    assert stopped.stopped() == stopped


def test_progress_names_units_and_counts() -> None:
    asked = Understood(standalone=Q, mode="compare", units=("甲", "乙", "丙", "丁"))
    assert advance(Exchange(question=Q), asked).progress == "正在查找：甲、乙、丙等"
    assert "3份报告中的12段" in advance(Exchange(question=Q), Retrieved(passages=12, reports=3)).progress


def test_cards_are_grouped_by_turn_and_the_newest_is_open() -> None:
    one = Exchange(question=Q, state="answered", answer=REPLY)
    html = evidence_panel_html(Conversation(exchanges=(one, one)))
    assert html.index('id="g-2"') < html.index('id="g-1"')
    assert html.count(" open>") == 1
    assert 'id="e-1-1"' in html
    assert 'id="e-2-1"' in html
