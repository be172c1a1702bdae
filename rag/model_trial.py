"""Trying a language model out: does it answer one question from one line of evidence, with a mark, and how fast."""

import time
from contextlib import closing
from dataclasses import dataclass

from langchain_core.messages import HumanMessage

from prompts import load_prompt
from rag.chat_writer import opening
from rag.citations import marks_in
from rag.llm import LanguageModel
from rag.model_errors import ModelFailed, ModelSilent
from rag.model_text import sentences

_LISTING_SECONDS = 10.0
_NAMED = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """How a model did: `said` its first sentence after `seconds`, `loading` those it took to open before."""

    said: str
    loading: float
    seconds: float

    @property
    def cites(self) -> bool:
        """Whether it put the mark that was asked for."""
        return marks_in(self.said) == (1,)


def try_out(model: LanguageModel, *, seconds: float) -> Trial:
    """Let a model answer one question behind the opening of every prompt. Raises rag.model_errors.ModelFailed."""
    messages = [*opening(), HumanMessage(load_prompt("trial_question").text)]
    started = time.monotonic()
    model.ready()
    opened = time.monotonic()
    with closing(model.stream(messages, until=opened + seconds)) as pieces:
        said = next((s for s in sentences(pieces) if s), "")
    if not said:
        raise ModelSilent
    return Trial(said=said, loading=opened - started, seconds=time.monotonic() - opened)


def offered_instead(model: LanguageModel) -> str:
    """The models that the service does have, told in Chinese; nothing where it does not say."""
    try:
        names = model.offered(seconds=_LISTING_SECONDS)
    except ModelFailed:
        return ""
    return f"那里现有：{'、'.join(names[:_NAMED])}" if names else "那里还没有模型"
