"""A conversation as the page holds it: what was asked, how far each answer is, how it ended, what it is about."""

from dataclasses import dataclass, replace
from typing import Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag.model import NO_FOCUS, Answer, Focus

ExchangeState = Literal["working", "answered", "stopped", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and what came of it.

    `progress` is what is being done, `draft` the answer text that has arrived, `trouble` why it failed; `focus` is
    what the next question goes on about; None until that is known. A `quiet` one was no question typed but a chip
    of the focus taken away.
    """

    question: str
    state: ExchangeState = "working"
    resolved: str | None = None
    progress: str = ""
    draft: str = ""
    answer: Answer | None = None
    trouble: str = ""
    focus: Focus | None = None
    quiet: bool = False

    def messages(self) -> tuple[BaseMessage, ...]:
        """The exchange as later questions see it; one that came to nothing is not seen."""
        said = self.answer.text if self.answer is not None else self.draft
        if self.state in ("working", "failed") or not said:
            return ()
        return HumanMessage(self.question), AIMessage(said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """The exchanges so far, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.exchanges)

    @property
    def history(self) -> tuple[BaseMessage, ...]:
        """The earlier messages, for resolving a follow-up."""
        return tuple(message for exchange in self.exchanges for message in exchange.messages())

    @property
    def focus(self) -> Focus:
        """What the next question goes on about where it names nothing itself."""
        known = (e.focus for e in reversed(self.exchanges) if e.focus is not None and e.messages())
        return next(known, NO_FOCUS)

    @property
    def working(self) -> bool:
        """Whether an answer is being written."""
        return bool(self.exchanges) and self.exchanges[-1].state == "working"

    def asked(self, question: str, *, quiet: bool = False) -> "Conversation":
        """The conversation with a new question at its end."""
        return Conversation(exchanges=(*self.exchanges, Exchange(question=question, quiet=quiet)))

    def with_last(self, exchange: Exchange) -> "Conversation":
        """The conversation with its last exchange replaced."""
        return Conversation(exchanges=(*self.exchanges[:-1], exchange))

    def stopped(self) -> "Conversation":
        """The conversation with a running answer broken off; unchanged if none is running."""
        if not self.working:
            return self
        return self.with_last(replace(self.exchanges[-1], state="stopped", progress=""))
