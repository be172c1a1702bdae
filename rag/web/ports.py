"""What the page needs from the rest of the program, as small protocols."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from rag.model import Event, Turn

EncoderPhase = Literal["loading", "ready", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class EncoderState:
    """How far the embedding model is; `reason` says in Chinese why it failed and what to do."""

    phase: EncoderPhase
    reason: str = ""


class AsksQuestions(Protocol):
    """Answers a question put in a conversation."""

    def ask(self, question: str, history: Sequence[Turn]) -> Iterator[Event]:
        """The events of one answer, the last of them `Answered`."""


class Library(Protocol):
    """The reports that can be asked about."""

    def counts(self) -> tuple[int, int]:
        """Reports and units in the library; (0, 0) when it is empty."""

    def examples(self) -> Sequence[str]:
        """Questions that this library can answer, made from its own words."""

    def load_samples(self) -> Iterator[str]:
        """Take the built-in sample reports in; yields progress in Chinese."""

    def encoder_state(self) -> EncoderState:
        """How far the embedding model is; returns at once."""

    def warm_encoder(self) -> None:
        """Load the embedding model; returns when it is ready or has failed, which `encoder_state` tells."""


@runtime_checkable
class Advises(Protocol):
    """An exception whose text is Chinese, meant for the reader, and says the next step."""

    advice: str


def advice_of(error: Exception) -> str | None:
    """What the reader is told of `error`, if it was made for a reader."""
    return str(error) if isinstance(error, Advises) else None
