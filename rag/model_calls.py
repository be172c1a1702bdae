"""Calls to chat models on a thread of their own, so that a time limit or a closed iterator ends them at once."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import aclosing
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langsmith import tracing_context

log = logging.getLogger(__name__)


class ModelFailed(Exception):
    """The model or its server did not do its work; `reason` says how, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ModelTimeout(ModelFailed):
    """The time limit has passed."""


class CallThread:
    """Runs the calls to chat models on one event loop in a thread, begun with the first call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def stream(
        self, chat: BaseChatModel, messages: Sequence[BaseMessage], *, until: float
    ) -> Generator[str, None, None]:
        """See `Speaks.stream`."""
        pieces: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(_pump(chat, messages, pieces), self._running())
        call.add_done_callback(lambda _: pieces.put(None))
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
                except queue.Empty:
                    raise ModelTimeout("在规定的时间内没有写完") from None
                if piece is None:
                    break
                yield piece
            if call.cancelled():
                raise ModelFailed("已被停止")
            if (error := call.exception()) is not None:
                log.warning("the language model failed", exc_info=error)
                raise ModelFailed("连接不上、中途断开或服务出错") from error
        finally:
            call.cancel()

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
    with tracing_context(enabled=False):
        chunks: AsyncIterator[Any] = chat.astream(list(messages))
        async with aclosing(chunks) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                if chunk.text:
                    pieces.put(str(chunk.text))


async def _cancel_others() -> None:
    others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
