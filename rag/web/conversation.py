"""A conversation as the page holds it: what was asked, how far each answer is, and how it ended."""

from dataclasses import dataclass, replace
from typing import Literal

from rag.model import Answer, Turn

ExchangeState = Literal["working", "answered", "stopped", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and what came of it.

    `progress` is what is being done, `draft` the answer text that has arrived, `trouble` why it failed.
    """

    question: str
    state: ExchangeState = "working"
    resolved: str | None = None
    progress: str = ""
    draft: str = ""
    answer: Answer | None = None
    trouble: str = ""

    def turns(self) -> tuple[Turn, ...]:
        """The exchange as later questions see it; one that came to nothing is not seen."""
        said = self.answer.text if self.answer is not None else self.draft
        if self.state in ("working", "failed") or not said:
            return ()
        asked = self.answer.standalone if self.answer is not None else self.resolved
        return Turn(role="user", content=asked or self.question), Turn(role="assistant", content=said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """The exchanges so far, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.exchanges)

    @property
    def history(self) -> tuple[Turn, ...]:
        """The earlier messages, for resolving a follow-up."""
        return tuple(turn for exchange in self.exchanges for turn in exchange.turns())

    def asked(self, question: str) -> "Conversation":
        """The conversation with a new question at its end."""
        return Conversation(exchanges=(*self.exchanges, Exchange(question=question)))

    def with_last(self, exchange: Exchange) -> "Conversation":
        """The conversation with its last exchange replaced."""
        return Conversation(exchanges=(*self.exchanges[:-1], exchange))

    def stopped(self) -> "Conversation":
        """The conversation with a running answer broken off; unchanged if none is running."""
        if not self.exchanges or self.exchanges[-1].state != "working":
            return self
        return self.with_last(replace(self.exchanges[-1], state="stopped", progress=""))
