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
from rag.local_model import CONTEXT_TOKENS, LocalModel
from rag.model_calls import CallThread
from rag.model_errors import ModelFailed, Service, explained

log = logging.getLogger(__name__)

PROVIDERS = ("ollama", "openai", "gguf")
OLLAMA = "http://127.0.0.1:11434"
CONNECT_SECONDS = 10.0
LONGEST_SECONDS = 3600.0
MOST_TOKENS = 700
# Where a model thinks aloud though it is asked not to, the answer comes behind its thoughts.
MOST_TOKENS_SERVED = 2048
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
        """The model's text as it comes, an empty piece at least every `rag.model_calls.TICK` seconds. Closing the
        iterator ends the call. `until` is a time.monotonic() time.

        Raises rag.model_errors.ModelFailed, of which ModelTimeout is one.
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
        self._api_key = api_key
        self._lock = threading.Lock()
        self._local: LocalModel | None = None
        self._chat: BaseChatModel | None = None
        address = base_url or (OLLAMA if provider == "ollama" else "")
        self.service = Service(provider=provider, model=model, address=address)
        self._calls = CallThread(lambda error: explained(error, self.service))

    def open(self) -> BaseChatModel:
        """The chat model, opened once. Raises ModelSettingError, rag.local_model.LocalModelError."""
        with self._lock:
            if self._chat is None:
                self._chat = self._opened()
            return self._chat

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        """See `Speaks.stream`."""
        return self._calls.stream(self.ready(), messages, until=until)

    def offered(self, *, seconds: float) -> tuple[str, ...]:
        """The names of the models that the service says it has. Raises rag.model_errors.ModelFailed."""
        return self._calls.run(_offered(self.ready(), self.service), seconds=seconds)

    def ready(self) -> BaseChatModel:
        """The chat model, opened once. Raises rag.model_errors.ModelFailed."""
        try:
            return self.open()
        except ReaderError as error:
            advice = error.advice.rstrip("。")
            raise ModelFailed(error.message.rstrip("。"), advice=advice, again=False) from error

    def warm(self) -> None:
        """Open the model ahead of the first question; what stands in the way is logged, and told with the answer."""
        try:
            self.open()
        except ReaderError as error:
            log.warning("the language model could not be opened: %s", error)

    def close(self) -> None:
        """End all calls and stop a model that runs inside this process."""
        with self._lock:
            chat, self._chat = self._chat, None
            if chat is not None:
                self._calls.run(_hang_up(chat), seconds=5)
            self._calls.close()
            if self._local is not None:
                self._local.close()
                self._local = None

    def _opened(self) -> BaseChatModel:
        provider, model, address = self.service.provider, self.service.model, self.service.address
        if provider == "ollama":
            return _made(
                "ollama",
                model,
                base_url=address,
                reasoning=False,
                num_predict=MOST_TOKENS_SERVED,
                # Ollama's own default may be shorter than our prompt, whose beginning it would then drop unsaid.
                num_ctx=CONTEXT_TOKENS,
                client_kwargs=_ollama_options(address),
            )
        if provider == "openai":
            return _openai(model, address, self._api_key, MOST_TOKENS_SERVED)
        self._local = LocalModel(Path(model))
        return _openai("local", self._local.address, self._local.key, MOST_TOKENS)


async def _offered(chat: BaseChatModel, service: Service) -> tuple[str, ...]:
    if service.provider == "ollama":
        from ollama import AsyncClient

        async with AsyncClient(host=service.address, **_ollama_options(service.address)) as client:
            held = await client.list()
        return tuple(str(m.model) for m in held.models)
    page = await chat.root_async_client.models.list()  # type: ignore[attr-defined]
    return tuple(str(m.id) for m in page.data)


async def _hang_up(chat: BaseChatModel) -> None:
    """Close the connections that are kept for a next question; LangChain has no word for it."""
    client = getattr(chat, "root_async_client", None) or getattr(chat, "_async_client", None)
    if client is not None:
        await client.close()


def _ollama_options(address: str) -> dict[str, Any]:
    return {"trust_env": not _is_local(address), "timeout": (CONNECT_SECONDS, None, None, None)}


def _openai(model: str, address: str, key: str, most_tokens: int) -> BaseChatModel:
    try:
        from openai import DefaultAsyncHttpxClient, Timeout
    except ImportError as error:
        raise _missing("openai") from error
    return _made(
        "openai",
        model,
        base_url=address,
        api_key=key or "none",
        max_tokens=most_tokens,
        max_retries=0,
        # The writer keeps the time; a small machine may take minutes to read a prompt.
        timeout=Timeout(LONGEST_SECONDS, connect=CONNECT_SECONDS),
        stream_chunk_timeout=LONGEST_SECONDS,
        use_responses_api=False,
        # The proxy of the environment is for other machines: it knows nothing of this one's own servers.
        http_async_client=DefaultAsyncHttpxClient(trust_env=not _is_local(address)),
        http_socket_options=(),
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
