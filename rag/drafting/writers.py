"""Who words the sentences of a draft: code alone, or a language model under its eyes."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from rag.drafting.setting import Set
from rag.ground import EvidenceBook
from rag.understand import Question


@dataclass(frozen=True, kw_only=True, slots=True)
class Worded:
    """A draft as its writer leaves it, the writer's name, and what the reader is told of its work."""

    done: Set
    writer: str = "extractive"
    notes: tuple[str, ...] = ()


class DraftingWriter(Protocol):
    """Words what a draft is composed of. Which clauses stand where is not its to change."""

    def stream(
        self, question: Question, done: Set, book: EvidenceBook
    ) -> Generator[str | Worded, None, None]:
        """Verified sentences as they come, empty ones while there are none, last the draft that stands in their
        place. Closing it ends the writing at once."""


class PlainDrafting:
    """Leaves the sentences as the reports' own clauses make them."""

    def stream(
        self, question: Question, done: Set, book: EvidenceBook
    ) -> Generator[str | Worded, None, None]:
        """See `DraftingWriter.stream`."""
        yield Worded(done=done)
