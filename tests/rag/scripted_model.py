"""A chat model that says what a test wrote for it: in pieces, failing, slowly, or obeying what it reads."""

import asyncio
import re
import threading
from collections.abc import AsyncIterator, Generator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from rag.model_calls import CallThread
from rag.model_errors import Service, explained

_LAST = AIMessageChunk(content="", response_metadata={"finish_reason": "stop"})
FAIL = "<fail>"
HANG = "<hang>"


class ScriptedChat(BaseChatModel):
    """Each call says the next script, in pieces of three characters; FAIL in it raises, HANG waits for ever.

    With `obeys`, a call says instead what the last message tells it to say, if it does: 请回答：“…”.
    """

    scripts: list[str]
    obeys: bool = False
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    ended: threading.Event = Field(default_factory=threading.Event)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        self.asked.append(messages)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._said(messages)))])

    async def _astream(
        self, messages: list[BaseMessage], *_: Any, **__: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.asked.append(messages)
        try:
            for piece in re.findall(
                rf"{FAIL}|{HANG}|.{{1,3}}?(?={FAIL}|{HANG}|$)|.{{3}}", self._said(messages), re.S
            ):
                if piece == FAIL:
                    raise ConnectionError("the server went away")
                if piece == HANG:
                    await asyncio.Event().wait()
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
            yield ChatGenerationChunk(message=_LAST)
        finally:
            self.ended.set()

    def _said(self, messages: list[BaseMessage]) -> str:
        order = re.search(r"请回答：“(.+?)”", str(messages[-1].content)) if self.obeys else None
        return order.group(1) if order else self.scripts[min(len(self.asked), len(self.scripts)) - 1]


class Scripted:
    """A ScriptedChat as a writer uses it, through the thread that all models are called on."""

    name = "scripted:model"

    def __init__(self, *scripts: str, obeys: bool = False) -> None:
        self.chat = ScriptedChat(scripts=list(scripts), obeys=obeys)
        service = Service(provider="openai", model="scripted", address="")
        self._calls = CallThread(lambda error: explained(error, service))

    @property
    def asked(self) -> list[list[BaseMessage]]:
        """The messages of every call so far."""
        return self.chat.asked

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        """See `rag.llm.Speaks.stream`."""
        return self._calls.stream(self.chat, messages, until=until)

    def close(self) -> None:
        """End the calls."""
        self._calls.close()
