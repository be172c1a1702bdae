"""The page put together: its parts laid out and their events wired; what they show is made elsewhere."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.web.conversation import Conversation
from rag.web.dialogue import put
from rag.web.exporting import wire_exports
from rag.web.focus_view import focus_html
from rag.web.header import header_html
from rag.web.intake import IntakeDesk
from rag.web.library_parts import html_part, lay_out_library, lay_out_switch
from rag.web.library_tab import LibraryTab
from rag.web.library_wiring import QUIET, SOON_SECONDS, wire_list, wire_report
from rag.web.ports import AsksQuestions, Librarian, Library
from rag.web.remembered import Remembered
from rag.web.standing import look
from rag.web.transcript import evidence_head_html, evidence_panel_html, transcript_html
from rag.web.welcome import welcome_html

log = logging.getLogger(__name__)

EXAMPLES_SHOWN = 6
BUSY_SECONDS, IDLE_SECONDS = SOON_SECONDS, 5.0
"""How often the page looks at the library: while something loads, and otherwise."""
UPLOADS_KEPT_SECONDS = 3600
"""How long an upload may lie in the temporary folder: what is taken in is copied from there at once."""
LONGEST_QUESTION = 2000
ASKED_AT_ONCE = 8
"""Questions answered at the same time, over all readers."""

Update = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """The components that change."""

    switch: gr.HTML
    header: gr.HTML
    transcript: gr.HTML
    outbox: gr.HTML
    welcome: gr.Column
    greeting: gr.HTML
    load: gr.Button
    examples: tuple[gr.Button, ...]
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    fresh: gr.Button
    focus: gr.HTML
    evidence: gr.HTML
    conversation: gr.State
    token: gr.State
    offered: gr.State
    timer: gr.Timer


def build_page(
    assistant: AsksQuestions, library: Library, librarian: Librarian, desk: IntakeDesk | None = None
) -> gr.Blocks:
    """The page over an assistant, its library and the librarian. None is called until a reader opens the page."""
    desk = desk or IntakeDesk(librarian)
    # After so many events Gradio makes a table of the last 10,000, by default after each; nobody here reads it.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))
    page = gr.Blocks(
        title="据实：工作报告问答",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(UPLOADS_KEPT_SECONDS, UPLOADS_KEPT_SECONDS),
    )
    with page:
        parts = _lay_out()
        tab = LibraryTab(lay_out_library(), librarian, desk)
        _wire_library(page, parts, library, desk)
        _wire_chat(parts, assistant, library)
        wire_exports(parts.switch, parts.conversation, parts.outbox)
        wire_list(page, tab, parts.switch, parts.timer, desk)
        wire_report(tab, parts.switch, parts.timer, librarian, desk)
    page.queue(default_concurrency_limit=ASKED_AT_ONCE, api_open=False)
    return page


def _lay_out() -> _Parts:
    with gr.Row(elem_id="top"):
        switch = lay_out_switch()
        header = html_part("masthead")
        fresh = gr.Button("新对话", elem_id="fresh", size="sm", min_width=88)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat", min_width=0):
            with gr.Column(elem_id="scroll", min_width=0):
                with gr.Column(elem_id="welcome", min_width=0) as welcome:
                    greeting = html_part("greeting")
                    load = gr.Button("载入示例材料", elem_id="load", variant="primary", visible=False)
                    with gr.Column(elem_id="examples", min_width=0):
                        examples = tuple(gr.Button(visible=False) for _ in range(EXAMPLES_SHOWN))
                transcript = html_part("transcript")
            outbox = html_part("outbox")
            focus = html_part("focus", focus_html(Conversation()))
            box, send, stop = _composer()
        with gr.Column(elem_id="sources", min_width=0):
            html_part("sources-head", evidence_head_html())
            evidence = html_part("evidence", evidence_panel_html(Conversation()))
    return _Parts(
        switch=switch,
        header=header,
        transcript=transcript,
        outbox=outbox,
        welcome=welcome,
        greeting=greeting,
        load=load,
        examples=examples,
        box=box,
        send=send,
        stop=stop,
        fresh=fresh,
        focus=focus,
        evidence=evidence,
        conversation=gr.State(Conversation()),
        token=gr.State(""),
        offered=gr.State(()),
        timer=gr.Timer(BUSY_SECONDS),
    )


def _composer() -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="composer"):
        box = gr.Textbox(
            label="问题",
            show_label=False,
            container=False,
            placeholder="输入问题，按回车发送",
            max_lines=5,
            max_length=LONGEST_QUESTION,
            autofocus=True,
            elem_id="question-box",
            scale=1,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
        )
        send = gr.Button("发送", variant="primary", elem_id="send", scale=0, min_width=84)
        stop = gr.Button("停止", variant="stop", elem_id="stop", scale=0, min_width=84, visible=False)
    return box, send, stop


def _wire_library(page: gr.Blocks, parts: _Parts, library: Library, desk: IntakeDesk) -> None:
    """Keep the library's size, the encoder's state and the example questions up to date."""

    def refresh(offered: tuple[str, ...]) -> Update:
        standing, intake = look(library), desk.state
        busy = standing.encoder.phase == "loading" or intake.working
        # While files come in the questions would change with every one of them.
        keep = standing.trouble or (intake.working and offered)
        questions = offered if keep else _questions(library, offered)
        return (
            header_html(standing),
            welcome_html(standing, intake),
            gr.Button(visible=standing.empty, interactive=not intake.working),
            *(_question_buttons(questions) if questions != offered else [gr.skip()] * EXAMPLES_SHOWN),
            questions,
            gr.Timer(BUSY_SECONDS if busy else IDLE_SECONDS),
        )

    def load(offered: tuple[str, ...]) -> Update:
        desk.start_samples()
        return refresh(offered)

    shown = [parts.header, parts.greeting, parts.load, *parts.examples, parts.offered, parts.timer]
    page.load(refresh, parts.offered, shown, **QUIET)
    parts.timer.tick(refresh, parts.offered, shown, **QUIET)
    parts.load.click(load, parts.offered, shown, **QUIET)


def _questions(library: Library, offered: tuple[str, ...]) -> tuple[str, ...]:
    """The example questions; those `offered` where the library just then changes under our hands."""
    try:
        return tuple(library.examples())[:EXAMPLES_SHOWN]
    except Exception:
        log.exception("the example questions could not be made")
        return offered


def _question_buttons(questions: tuple[str, ...]) -> list[gr.Button]:
    hidden = [gr.Button(visible=False) for _ in range(EXAMPLES_SHOWN - len(questions))]
    return [gr.Button(question, visible=True) for question in questions] + hidden


def _wire_chat(parts: _Parts, assistant: AsksQuestions, library: Library) -> None:
    """Ask, stop, begin anew."""

    remembered = Remembered()

    def ask(question: str, conversation: Conversation, token: str, quiet: bool = False) -> Iterator[Update]:
        question = question.strip()
        if not question or conversation.working:
            yield _view(conversation)
            return
        empty = look(library).empty
        box: Any = ""
        for state in put(assistant, library, question, conversation, quiet=quiet):
            remembered.keep(token, state)
            failed = state.exchanges[-1].state == "failed"
            yield _view(state, box=question if failed else box, empty=empty)
            box = gr.skip()

    def say(conversation: Conversation, token: str, event: gr.EventData) -> Iterator[Update]:
        words, quiet = str(event._data.get("words", "")), event._data.get("quiet") is True
        yield from ask(words[:LONGEST_QUESTION], conversation, token, quiet)

    def recall(event: gr.EventData) -> Update:
        token = str(event._data.get("token", ""))
        return (*_view(remembered.recall(token), empty=look(library).empty), token)

    shown = [
        parts.box,
        parts.send,
        parts.stop,
        parts.welcome,
        parts.transcript,
        parts.focus,
        parts.evidence,
        parts.conversation,
    ]
    now = [parts.conversation, parts.token]
    parts.switch.recalled(recall, None, [*shown, parts.token], **QUIET)
    typed = gr.on([parts.send.click, parts.box.submit], ask, [parts.box, *now], shown, **QUIET)
    chosen = [button.click(ask, [button, *now], shown, **QUIET) for button in parts.examples]
    said = parts.switch.said(say, now, shown, **QUIET)
    running = [typed, said, *chosen]

    def end(then: Callable[[Conversation], Conversation], button: gr.Button) -> None:
        def ended(conversation: Conversation, token: str) -> Update:
            remembered.keep(token, then(conversation))
            return _view(then(conversation))

        button.click(ended, now, shown, cancels=running, queue=False, **QUIET)

    end(Conversation.stopped, parts.stop)
    end(lambda _: Conversation(), parts.fresh)


def _view(conversation: Conversation, *, box: Any = None, empty: bool = False) -> Update:
    """What the components of the chat show. `box` is left alone where it is None; while the library is
    `empty`, the way to fill it stays in sight."""
    working = conversation.working
    return (
        gr.skip() if box is None else box,
        gr.Button(visible=not working),
        gr.Button(visible=working),
        gr.Column(visible=empty or not conversation),
        transcript_html(conversation),
        focus_html(conversation),
        evidence_panel_html(conversation),
        conversation,
    )
