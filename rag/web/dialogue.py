"""One question put to the assistant: events become states of the conversation, trouble becomes advice."""

import logging
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace

from rag.model import Answered, Delta, Event, Retrieved, Understood, Working
from rag.web.conversation import Conversation, Exchange
from rag.web.ports import AsksQuestions, Library, advice_of

log = logging.getLogger(__name__)

REDRAW_SECONDS = 0.08
"""Least time between two redraws while text streams in, so that the page does not blink."""

EMPTY_LIBRARY = "资料库里还没有报告，无从查起。请先点“载入示例材料”，或到“资料库”里添加自己的报告，再问一次。"
ENCODER_LOADING = "语义模型正在加载，加载好就开始查找，请稍候"
LOOKING = "正在查找"


def put(
    assistant: AsksQuestions,
    library: Library,
    question: str,
    conversation: Conversation,
    *,
    quiet: bool = False,
) -> Iterator[Conversation]:
    """The conversation after every step of answering `question`; the last has the answer or the trouble.

    Raises nothing: whatever goes wrong is logged with its traceback and told to the reader.
    """
    conversation = conversation.asked(question, quiet=quiet)
    exchange = conversation.exchanges[-1]
    history = conversation.history
    try:
        if library.counts()[0] == 0:
            yield conversation.with_last(
                replace(exchange, state="failed", progress="", trouble=EMPTY_LIBRARY)
            )
            return
        exchange = _or_waiting(replace(exchange, progress=LOOKING), library)
        yield conversation.with_last(exchange)
        drawn = 0.0
        for event in assistant.ask(question, history):
            exchange = _or_waiting(advance(exchange, event), library)
            if not isinstance(event, Delta) or time.monotonic() - drawn >= REDRAW_SECONDS:
                yield conversation.with_last(exchange)
                drawn = time.monotonic()
    except Exception as error:
        trouble = _trouble(error)
        yield conversation.with_last(replace(exchange, state="failed", progress="", trouble=trouble))


def _or_waiting(exchange: Exchange, library: Library) -> Exchange:
    """The exchange with its progress put down to the embedding model, as long as that is still loading."""
    loading = exchange.progress and library.encoder_state().phase == "loading"
    return replace(exchange, progress=ENCODER_LOADING) if loading else exchange


def advance(exchange: Exchange, event: Event) -> Exchange:
    """The exchange after one event."""
    match event:
        case Understood():
            resolved = event.standalone if event.resolved_from_history else None
            named = (
                f"：{'、'.join(event.units[:3])}{'等' if len(event.units) > 3 else ''}" if event.units else ""
            )
            return replace(exchange, resolved=resolved, progress=LOOKING + named, focus=event.focus)
        case Retrieved():
            return replace(
                exchange, progress=f"读到{event.reports}份报告中的{event.passages}段，正在作答并核对"
            )
        case Working():
            return replace(exchange, progress=f"语言模型正在作答，已用{event.seconds:.0f}秒")
        case Delta():
            return replace(exchange, draft=exchange.draft + event.text)
        case Answered():
            focus = event.answer.focus or exchange.focus
            return replace(exchange, answer=event.answer, state="answered", progress="", focus=focus)


def _trouble(error: Exception) -> str:
    reference = secrets.token_hex(3)
    log.exception("question failed, reference %s", reference)
    return advice_of(error) or (
        "回答时程序出了错，不是您的问题写得不对。问题已放回输入框，请再点一次“发送”；"
        f"若仍不行，请把编号 {reference} 告诉管理员，日志里有这次的详情。"
    )
