"""The page put together: its parts laid out and their events wired; what they show is made elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rag.web.conversation import Conversation
from rag.web.dialogue import put
from rag.web.header import header_html
from rag.web.ports import AsksQuestions, Library
from rag.web.samples import SampleLoader
from rag.web.standing import look
from rag.web.transcript import evidence_head_html, evidence_panel_html, transcript_html
from rag.web.welcome import welcome_html

EXAMPLES_SHOWN = 6
BUSY_SECONDS, IDLE_SECONDS = 1.0, 15.0
"""How often the page looks at the library: while something loads, and otherwise."""
ASKED_AT_ONCE = 8
"""Questions answered at the same time, over all readers."""

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
Update = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Parts:
    """The components that change."""

    header: gr.HTML
    transcript: gr.HTML
    welcome: gr.Column
    greeting: gr.HTML
    load: gr.Button
    examples: tuple[gr.Button, ...]
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    fresh: gr.Button
    evidence: gr.HTML
    conversation: gr.State
    counted: gr.State
    timer: gr.Timer


def build_page(assistant: AsksQuestions, library: Library, loader: SampleLoader | None = None) -> gr.Blocks:
    """The chat page over an assistant and its library. Neither is called until a reader opens the page."""
    loader = loader or SampleLoader(library)
    page = gr.Blocks(title="据实：工作报告问答", analytics_enabled=False, fill_width=True)
    with page:
        parts = _lay_out()
        _wire_library(page, parts, library, loader)
        _wire_chat(parts, assistant, library)
    page.queue(default_concurrency_limit=ASKED_AT_ONCE, api_open=False)
    return page


def _lay_out() -> _Parts:
    with gr.Row(elem_id="top"):
        header = _html("masthead")
        fresh = gr.Button("新对话", elem_id="fresh", size="sm", min_width=88)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="chat", min_width=0):
            with gr.Column(elem_id="scroll", min_width=0):
                with gr.Column(elem_id="welcome", min_width=0) as welcome:
                    greeting = _html("greeting")
                    load = gr.Button("载入示例材料", elem_id="load", variant="primary", visible=False)
                    with gr.Column(elem_id="examples", min_width=0):
                        examples = tuple(gr.Button(visible=False) for _ in range(EXAMPLES_SHOWN))
                transcript = _html("transcript")
            box, send, stop = _composer()
        with gr.Column(elem_id="sources", min_width=0):
            _html("sources-head", evidence_head_html())
            evidence = _html("evidence", evidence_panel_html(Conversation()))
    return _Parts(
        header=header,
        transcript=transcript,
        welcome=welcome,
        greeting=greeting,
        load=load,
        examples=examples,
        box=box,
        send=send,
        stop=stop,
        fresh=fresh,
        evidence=evidence,
        conversation=gr.State(Conversation()),
        counted=gr.State(),
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
            max_length=2000,
            autofocus=True,
            elem_id="question-box",
            scale=1,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
        )
        send = gr.Button("发送", variant="primary", elem_id="send", scale=0, min_width=84)
        stop = gr.Button("停止", variant="stop", elem_id="stop", scale=0, min_width=84, visible=False)
    return box, send, stop


def _html(elem_id: str, value: str = "") -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def _wire_library(page: gr.Blocks, parts: _Parts, library: Library, loader: SampleLoader) -> None:
    """Keep the library's size, the encoder's state and the example questions up to date."""

    def refresh(counted: tuple[int, int] | None) -> Update:
        standing, loading = look(library), loader.state
        busy = "loading" in (standing.encoder.phase, loading.phase)
        changed = standing.counts != counted and not standing.trouble
        return (
            header_html(standing),
            welcome_html(standing, loading),
            gr.Button(visible=standing.empty, interactive=loading.phase != "loading"),
            *(_example_buttons(library) if changed else [gr.skip()] * EXAMPLES_SHOWN),
            standing.counts,
            gr.Timer(BUSY_SECONDS if busy else IDLE_SECONDS),
        )

    def load(counted: tuple[int, int] | None) -> Update:
        loader.start()
        return refresh(counted)

    shown = [parts.header, parts.greeting, parts.load, *parts.examples, parts.counted, parts.timer]
    page.load(refresh, parts.counted, shown, **_QUIET)
    parts.timer.tick(refresh, parts.counted, shown, **_QUIET)
    parts.load.click(load, parts.counted, shown, **_QUIET)


def _example_buttons(library: Library) -> list[gr.Button]:
    questions = [*library.examples()][:EXAMPLES_SHOWN]
    hidden = [gr.Button(visible=False) for _ in range(EXAMPLES_SHOWN - len(questions))]
    return [gr.Button(question, visible=True) for question in questions] + hidden


def _wire_chat(parts: _Parts, assistant: AsksQuestions, library: Library) -> None:
    """Ask, stop, begin anew."""

    def ask(question: str, conversation: Conversation) -> Iterator[Update]:
        question = question.strip()
        if not question:
            yield _view(conversation)
            return
        empty = look(library).empty
        box: Any = ""
        for state in put(assistant, library, question, conversation):
            failed = state.exchanges[-1].state == "failed"
            yield _view(state, box=question if failed else box, empty=empty)
            box = gr.skip()

    shown = [
        parts.box,
        parts.send,
        parts.stop,
        parts.welcome,
        parts.transcript,
        parts.evidence,
        parts.conversation,
    ]
    typed = gr.on([parts.send.click, parts.box.submit], ask, [parts.box, parts.conversation], shown, **_QUIET)
    chosen = [button.click(ask, [button, parts.conversation], shown, **_QUIET) for button in parts.examples]
    running = [typed, *chosen]

    def end(then: Callable[[Conversation], Conversation], button: gr.Button) -> None:
        button.click(
            lambda c: _view(then(c)), parts.conversation, shown, cancels=running, queue=False, **_QUIET
        )

    end(Conversation.stopped, parts.stop)
    end(lambda _: Conversation(), parts.fresh)


def _view(conversation: Conversation, *, box: Any = None, empty: bool = False) -> Update:
    """What the components of the chat show. `box` is left alone where it is None; while the library is
    `empty`, the way to fill it stays in sight."""
    working = bool(conversation) and conversation.exchanges[-1].state == "working"
    return (
        gr.skip() if box is None else box,
        gr.Button(visible=not working),
        gr.Button(visible=working),
        gr.Column(visible=empty or not conversation),
        transcript_html(conversation),
        evidence_panel_html(conversation),
        conversation,
    )
