"""Chat models: from a setting like ollama:qwen3:4b to text streamed under a time limit, through LangChain.

Nothing is sent anywhere but to the address that the user set, or to this machine; LangSmith's tracing is off.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langsmith import tracing_context

from ingest.errors import ReaderError
from rag.local_model import LocalModel

log = logging.getLogger(__name__)

PROVIDERS = ("ollama", "openai", "gguf")
OLLAMA = "http://127.0.0.1:11434"
MOST_TOKENS = 700
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class ModelSettingError(ReaderError):
    """A language model that is set in a way that cannot be used."""

    advice = (
        "请写成 ollama:模型名、openai:模型名（并设 JUSHI_LLM_BASE_URL）或 gguf:模型文件的路径；"
        "不用语言模型就不要设 JUSHI_LLM。"
    )


class ModelFailed(Exception):
    """The model or its server did not do its work; `reason` says how, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ModelTimeout(ModelFailed):
    """The time limit has passed."""


class Speaks(Protocol):
    """What a writer needs of a language model."""

    name: str

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        """The model's text as it comes. Closing the iterator ends the call. `until` is a time.monotonic() time.

        Raises ModelTimeout, ModelFailed.
        """


class LanguageModel:
    """A chat model as set by the user. It is opened on first use; a GGUF file is then loaded, which takes seconds.

    The calls run on a thread of their own, so that a limit or a closed iterator ends them at once, whatever the
    server does. Safe to use from many threads. Raises ModelSettingError.
    """

    def __init__(self, setting: str, *, base_url: str = "", api_key: str = "") -> None:
        provider, _, model = setting.partition(":")
        if provider not in PROVIDERS or not model.strip():
            raise ModelSettingError(f"不认识的语言模型“{setting}”。")
        if provider == "openai" and not base_url:
            raise ModelSettingError(
                f"语言模型“{setting}”没有设服务地址。",
                advice="请设 JUSHI_LLM_BASE_URL，例如 http://10.0.0.5:8000/v1；问题和依据会发到这个地址。",
            )
        if provider == "gguf" and not Path(model).is_file():
            raise ModelSettingError(f"没有模型文件 {model}。", advice="请核对 JUSHI_LLM 中的路径。")
        self.name = f"gguf:{Path(model).name}" if provider == "gguf" else setting
        self._provider, self._model, self._base_url, self._api_key = provider, model, base_url, api_key
        self._lock = threading.Lock()
        self._local: LocalModel | None = None
        self._chat: BaseChatModel | None = None
        self._calls = CallThread()

    def open(self) -> BaseChatModel:
        """The chat model, opened once. Raises ModelSettingError, rag.local_model.LocalModelError."""
        with self._lock:
            if self._chat is None:
                self._chat = self._opened()
            return self._chat

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        """See `Speaks.stream`."""
        try:
            chat = self.open()
        except ReaderError as error:
            raise ModelFailed(str(error).rstrip("。")) from error
        return self._calls.stream(chat, messages, until=until)

    def close(self) -> None:
        """End all calls and stop a model that runs inside this process."""
        self._calls.close()
        with self._lock:
            self._chat = None
            if self._local is not None:
                self._local.close()
                self._local = None

    def _opened(self) -> BaseChatModel:
        if self._provider == "ollama":
            address = self._base_url or OLLAMA
            return _made(
                "ollama",
                self._model,
                base_url=address,
                reasoning=False,
                num_predict=MOST_TOKENS,
                client_kwargs={"trust_env": not _is_local(address)},
            )
        if self._provider == "openai":
            return _openai(self._model, self._base_url, self._api_key)
        self._local = LocalModel(Path(self._model))
        return _openai("local", self._local.address, self._local.key)


def _openai(model: str, address: str, key: str) -> BaseChatModel:
    options: dict[str, Any] = {}
    if _is_local(address):
        # The proxy of the environment knows nothing of this machine's own servers.
        try:
            from openai import DefaultAsyncHttpxClient
        except ImportError as error:
            raise _missing("openai") from error
        options["http_async_client"] = DefaultAsyncHttpxClient(trust_env=False)
    return _made(
        "openai",
        model,
        base_url=address,
        api_key=key or "none",
        max_tokens=MOST_TOKENS,
        max_retries=0,
        use_responses_api=False,
        **options,
    )


def _made(provider: str, model: str, **options: Any) -> BaseChatModel:
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, temperature=0, **options)
    except ImportError as error:
        raise _missing(provider) from error
    return made


def _missing(provider: str) -> ModelSettingError:
    return ModelSettingError(
        f"使用 {provider} 语言模型需要的程序包没有安装。", advice=f'请运行 pip install "jushi[{provider}]"。'
    )


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in _LOOPBACK


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
