"""What the page needs from the rest of the program, as small protocols."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from langchain_core.messages import BaseMessage

from ingest.corrections import Correction
from rag.model import Event
from vectorstore.model import CatalogedReport, FileOutcome, IntakeProgress, Removed

EncoderPhase = Literal["loading", "ready", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class EncoderState:
    """How far the embedding model is; `reason` says in Chinese why it failed and what to do."""

    phase: EncoderPhase
    reason: str = ""


class AsksQuestions(Protocol):
    """Answers a question put in a conversation."""

    def ask(self, question: str, history: Sequence[BaseMessage]) -> Iterator[Event]:
        """The events of one answer, the last of them `Answered`."""


class Library(Protocol):
    """The reports that can be asked about."""

    def counts(self) -> tuple[int, int]:
        """Reports and units in the library; (0, 0) when it is empty."""

    def examples(self) -> Sequence[str]:
        """Questions that this library can answer, made from its own words."""

    def encoder_state(self) -> EncoderState:
        """How far the embedding model is; returns at once."""

    def warm_encoder(self) -> None:
        """Load the embedding model; returns when it is ready or has failed, which `encoder_state` tells."""


class Librarian(Protocol):
    """Takes files in, shows what became of them, and puts right what was misread.

    What cannot be done raises an error that `Advises`.
    """

    def reports(self) -> Sequence[CatalogedReport]:
        """Every report once; the same object as before for as long as nothing changed."""

    def report(self, report_id: str) -> CatalogedReport:
        """One report."""

    def next_in_file(self, report_id: str) -> CatalogedReport | None:
        """The report behind this one in its file, if there is one."""

    def samples(self) -> Sequence[Path]:
        """The sample reports that ship with the program."""

    def keep(self, path: Path, name: str) -> Path:
        """Copy a file that was handed over to a place where it stays."""

    def take_in(
        self, paths: Sequence[Path], progress: Callable[[IntakeProgress], None]
    ) -> Generator[FileOutcome]:
        """Take files in, one outcome for each as it is done."""

    def tidy(self, paths: Sequence[Path]) -> None:
        """Delete the kept copies among `paths` of which nothing came into the library."""

    def correct(self, report_id: str, correction: Correction) -> str:
        """Put unit, period or type right. Returns the report's id."""

    def uncorrect(self, report_id: str) -> None:
        """Back to what the program worked out by itself."""

    def split(self, report_id: str, line: int) -> tuple[str, str]:
        """A new report begins at this line of the file. Returns the ids of the two."""

    def merge(self, first_id: str, second_id: str) -> str:
        """Two neighbours of one file become one report. Returns its id."""

    def remove_report(self, report_id: str) -> Removed:
        """Take a report out; the rest of its file stays."""

    def remove_file(self, report_id: str) -> Removed:
        """Take the whole file out that holds this report."""


@runtime_checkable
class Advises(Protocol):
    """An exception whose text is Chinese, meant for the reader, and says the next step."""

    advice: str


def advice_of(error: Exception) -> str | None:
    """What the reader is told of `error`, if it was made for a reader."""
    return str(error) if isinstance(error, Advises) else None
