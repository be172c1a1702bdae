"""What a language model says, told sentence by sentence as far as it is verified; what fails is sent back once.

Used by whoever lets a model write: for answers and for what closes a comparison.
"""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from prompts import Prompt
from rag import phrases
from rag.extractive import Draft
from rag.llm import Speaks
from rag.model_calls import TICK
from rag.model_check import declines
from rag.model_errors import ModelFailed, ModelSilent, ModelTimeout
from rag.model_text import sentences

log = logging.getLogger(__name__)

MOST_SENTENCES = 12

Check = Callable[[str], tuple[str, str | None]]
"""A sentence as it may be shown, its marks mended, and its fault in Chinese, None for one without; an empty one without
a fault is passed over."""


@dataclass(kw_only=True, slots=True)
class Account:
    """What became of a model's sentences: `kept` in their order, None where one failed, with why in `failed`."""

    kept: list[str | None] = field(default_factory=list)
    failed: dict[int, tuple[str, str]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    withheld: int = 0
    declined: bool = False

    @property
    def sentences(self) -> list[str]:
        """The sentences that passed."""
        return [s for s in self.kept if s is not None]

    @property
    def held_back(self) -> tuple[str, ...]:
        """The note on sentences that were withheld; none where none was."""
        return (phrases.HELD_BACK.format(count=self.withheld),) if self.withheld else ()

    @property
    def why_nothing(self) -> str:
        """Why no sentence passed, for the note."""
        return phrases.LLM_DECLINED if self.declined and not self.withheld else phrases.LLM_NOTHING_LEFT

    def restart(self) -> None:
        """Forget what was said, but not what the reader has been told already."""
        self.kept, self.failed, self.declined = [], {}, False


class Telling:
    """Lets a model speak, within `seconds` from its first word to its last. `rewrite` asks for a sentence once more
    (its variables: sentence, reason)."""

    def __init__(self, model: Speaks, *, seconds: float, rewrite: Prompt, most: int = MOST_SENTENCES) -> None:
        self._model, self._seconds, self._rewrite, self._most = model, seconds, rewrite, most

    def told(self, messages: Sequence[BaseMessage], check: Check, account: Account) -> Iterator[str]:
        """The sentences that pass, as they come; then, of those that failed, what passes when written anew. An empty
        one while the model is at work. Raises rag.model_errors.ModelFailed."""
        until = time.monotonic() + self._seconds
        try:
            yield from self._spoken(messages, check, account, until)
        except ModelFailed as error:
            if not error.again:
                raise
            account.restart()
            yield from _waited(error.wait, until)
            yield from self._spoken(messages, check, account, until)
        for place, (sentence, reason) in account.failed.items():
            anew = yield from self._rewritten(messages, sentence, reason, until)
            anew, fault = check(anew) if anew else ("", reason)
            if fault:
                log.info("held back again: %s (%s)", anew, fault)
                account.withheld += 1
            elif anew and anew not in account.told:
                account.kept[place] = anew
                account.told.add(anew)
                yield anew

    def _spoken(
        self, messages: Sequence[BaseMessage], check: Check, account: Account, until: float
    ) -> Iterator[str]:
        said: set[str] = set()
        with closing(self._model.stream(messages, until=until)) as pieces:
            for sentence in sentences(pieces):
                if not sentence:
                    yield ""
                    continue
                if sentence in said or len(said) >= self._most:
                    # A small model that repeats itself goes on for ever.
                    return
                said.add(sentence)
                if declines(sentence):
                    account.declined = True
                    continue
                sentence, reason = check(sentence)
                if not sentence:
                    continue
                account.kept.append(None if reason else sentence)
                if reason:
                    log.info("held back: %s (%s)", sentence, reason)
                    account.failed[len(account.kept) - 1] = (sentence, reason)
                elif sentence not in account.told:
                    account.told.add(sentence)
                    yield sentence
        if not said:
            raise ModelSilent

    def _rewritten(
        self, messages: Sequence[BaseMessage], sentence: str, reason: str, until: float
    ) -> Generator[str, None, str | None]:
        asked = self._rewrite.fill(sentence=sentence, reason=reason)
        again = [*messages, AIMessage(sentence), HumanMessage(asked)]
        with closing(self._model.stream(again, until=until)) as pieces:
            for anew in sentences(pieces):
                if anew:
                    return anew
                yield ""
        return None


def without_model(draft: Draft, name: str, reason: str) -> Draft:
    """The draft that stands in the place of what the model `name` did not bring about, with the reason as a note."""
    return replace(draft, notes=(*draft.notes, phrases.LLM_FAILED.format(name=name, reason=reason)))


def _waited(seconds: float, until: float) -> Iterator[str]:
    """The pause that a busy server asks for, in which the answer can be stopped. Raises ModelTimeout."""
    ready = time.monotonic() + seconds
    if ready > until:
        raise ModelTimeout
    while (left := ready - time.monotonic()) > 0:
        yield ""
        time.sleep(min(TICK, left))
