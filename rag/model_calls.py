"""Calls to chat models on a thread of their own, so that a time limit or a closed iterator ends them at once."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Sequence
from contextlib import aclosing
from typing import Any, TypeVar

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langsmith import tracing_context

from rag.model_errors import ModelBroken, ModelFailed, ModelTimeout

log = logging.getLogger(__name__)

TICK = 0.25
"""Seconds after which a call that says nothing hands the control back, so that who waits can end it."""
# What a server says with the last piece, by its protocol; without it the connection was cut.
_ENDINGS = ("finish_reason", "done_reason", "done")
Explain = Callable[[BaseException], ModelFailed]
Result = TypeVar("Result")


class CallThread:
    """Runs the calls to chat models on one event loop in a thread, begun with the first call. `explain` says what an
    error of a client library means."""

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def stream(
        self, chat: BaseChatModel, messages: Sequence[BaseMessage], *, until: float
    ) -> Generator[str, None, None]:
        """See `rag.llm.Speaks.stream`."""
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(_pump(chat, messages, pieces), self._running())
        call.add_done_callback(lambda _: pieces.put(None))
        try:
            while True:
                left = until - time.monotonic()
                if left <= 0:
                    raise ModelTimeout
                try:
                    piece = pieces.get(timeout=min(TICK, left))
                except queue.Empty:
                    yield ""
                    continue
                if piece is None:
                    break
                yield piece
            if call.cancelled():
                raise ModelFailed("已被停止", again=False)
            if (error := call.exception()) is not None:
                raise self._told(error) from error
        finally:
            call.cancel()

    def run(self, work: Coroutine[Any, Any, Result], *, seconds: float) -> Result:
        """The result of one short call. Raises rag.model_errors.ModelFailed."""
        call = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return call.result(timeout=seconds)
        except TimeoutError as error:
            call.cancel()
            raise ModelTimeout from error
        except Exception as error:
            raise self._told(error) from error

    def close(self) -> None:
        """End the calls that run and the thread."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            asyncio.run_coroutine_threadsafe(_cancel_others(), loop).result(timeout=5)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=5)
            loop.close()

    def _told(self, error: BaseException) -> ModelFailed:
        if isinstance(error, ModelFailed):
            return error
        log.warning("the language model failed", exc_info=error)
        return self._explain(error)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="language-model", daemon=True
                )
                self._thread.start()
            return self._loop


async def _pump(
    chat: BaseChatModel, messages: Sequence[BaseMessage], pieces: "queue.SimpleQueue[str | None]"
) -> None:
    ended = False
    with tracing_context(enabled=False):
        chunks: AsyncIterator[Any] = chat.astream(list(messages))
        async with aclosing(chunks) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                ended = ended or any(chunk.response_metadata.get(word) for word in _ENDINGS)
                if chunk.text:
                    pieces.put(str(chunk.text))
    if not ended:
        raise ModelBroken


async def _cancel_others() -> None:
    others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
