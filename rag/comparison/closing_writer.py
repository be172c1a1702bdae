"""Who writes the sentences beside a comparison's table: code, or a language model under its eyes."""

from collections.abc import Generator
from typing import Protocol

from rag.comparison.write import Comparison
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.understand import Question


class ClosingWriter(Protocol):
    """Writes the sentences that close a comparison. Its table, notes and derived values stay as they are."""

    def stream(
        self, question: Question, found: Comparison, book: EvidenceBook
    ) -> Generator[str | Draft, None, None]:
        """Verified sentences as they come, empty ones while there are none, last the draft that stands in their
        place. Closing it ends the writing at once."""

    def recall(self, question: Question, found: Comparison, book: EvidenceBook, said: str) -> Draft:
        """The closing as it was given before in the words `said`; nothing is written anew."""


class PlainClosing:
    """Leaves what code says of the table."""

    def stream(
        self, question: Question, found: Comparison, book: EvidenceBook
    ) -> Generator[str | Draft, None, None]:
        """See `ClosingWriter.stream`."""
        yield found.draft

    def recall(self, question: Question, found: Comparison, book: EvidenceBook, said: str) -> Draft:
        """See `ClosingWriter.recall`."""
        return found.draft
