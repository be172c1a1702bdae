"""Chat models: from a setting like ollama:qwen3:4b to streamed text, through LangChain.

Nothing is sent anywhere but to the address that the user set, or to this machine; LangSmith's tracing is off.
"""

import logging
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from ingest.errors import ReaderError
from rag.local_model import LocalModel
from rag.model_calls import CallThread, ModelFailed

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


class Speaks(Protocol):
    """What a writer needs of a language model."""

    name: str

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        """The model's text as it comes. Closing the iterator ends the call. `until` is a time.monotonic() time.

        Raises rag.model_calls.ModelTimeout, ModelFailed.
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

    def warm(self) -> None:
        """Open the model ahead of the first question; what stands in the way is logged, and told with the answer."""
        try:
            self.open()
        except ReaderError as error:
            log.warning("the language model could not be opened: %s", error)

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
