"""The vocabulary of keeping and finding: encoders, what is stored, hits, outcomes and what a check finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.corrections import Correction
from ingest.model import Chunk, Removal, RemovalKind, Report, Span, Window
from ingest.parsed import Cut

Vectors = NDArray[np.float32]
Part = tuple[int, Span]
"""The place of a text among those given, and a stretch of it."""
OutcomeKind = Literal["added", "unchanged", "replaced", "failed"]
Stage = Literal["encoding", "indexing"]
IntakeStage = Literal["reading", "encoding", "indexing"]
IndexName = Literal["dense", "lexical"]

ENOUGH = 0.995  # of a report's characters; fewer, and the check fails


@dataclass(frozen=True, kw_only=True, slots=True)
class EncoderIdentity:
    """What tells one encoder from another: vectors are comparable only where all three agree."""

    name: str
    dimension: int
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.name}（{self.dimension} 维，指纹 {self.fingerprint}）"


class Encoder(Protocol):
    """Turns texts into vectors of length 1. Questions and passages are encoded separately."""

    @property
    def identity(self) -> EncoderIdentity:
        """Known at once, without loading any weights."""

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        """One row for each question: float32, shape (len(texts), identity.dimension)."""

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        """One row for each passage, then one for each part of one, which may be read in the light of the whole:
        float32, shape (len(texts) + len(parts), identity.dimension)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A chunk as the indexes know it: its ids and the text that is searched."""

    id: str
    report_id: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogedFile:
    """A file in the library. `removed` is what cleaning set aside in it, spans counted in the file's text;
    `warnings` what the reader must know of its reading; `cuts` where the reader said that reports begin or do not."""

    path: str
    sha256: str
    encoding: str
    media_type: str
    size: int
    added_at: str
    reports: tuple[str, ...]
    removed: tuple[Removal, ...] = ()
    warnings: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()

    @property
    def name(self) -> str:
        """The file's name without its folders, as the reader knows it."""
        return file_name(self.path)


@dataclass(frozen=True, kw_only=True)
class CatalogedReport:
    """A report and where it stands; its span and lines are those of the file named here.

    `also_in` are the paths of other files that hold the very same text. `versions` are other reports that say
    nearly the same, by id, each with the share of the shorter text that both have; of them all answers use one,
    `version_of`, which is None for that one itself. `correction` is what the reader said of the report; the
    report is as the reader said.
    """

    report: Report
    path: str
    also_in: tuple[str, ...] = ()
    versions: Mapping[str, float] = field(default_factory=dict)
    version_of: str | None = None
    correction: Correction | None = None

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @cached_property
    def file(self) -> str:
        """The file's name without its folders, as the reader knows it."""
        return file_name(self.path)

    @property
    def first_line(self) -> int:
        """The 1-based line of the file on which the report begins."""
        return self.report.first_line


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A chunk that was found. `rank` counts from 1; so do the ranks in the two lists that were fused,
    which are None where the chunk was not in that list (or the list was not asked)."""

    chunk_id: str
    report_id: str
    score: float
    rank: int
    dense_rank: int | None = None
    lexical_rank: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a piece of work has come: `done` of `total` chunks."""

    stage: Stage
    done: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FileOutcome:
    """What became of one file. `error` and `advice` say in Chinese why it failed and what to do, `warnings` what
    the reader must know of one that is in."""

    path: str
    kind: OutcomeKind
    reports: int = 0
    chunks: int = 0
    error: str | None = None
    advice: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeProgress:
    """How far the taking in of files has come.

    `done` of `total` chunks of `file` are through `stage`; `files_done` of `files` are in or have failed, with
    `reports` and `characters` of text in them. `seconds_left` is None as long as nothing can be said.
    """

    file: str
    stage: IntakeStage
    done: int
    total: int
    files_done: int
    files: int
    reports: int
    characters: int
    seconds_left: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """What a removal took out of the library."""

    files: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    chunks: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncovered:
    """Words of a report that no chunk holds, so that no search can find them."""

    report_id: str
    path: str
    lines: tuple[int, int]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAside:
    """What cleaning took for no part of a report: a site's advertising, an editor's note."""

    path: str
    line: int | None
    kind: RemovalKind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Chunks on which an index and the catalog disagree."""

    index: IndexName
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    trouble: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to repair."""
        return not (self.missing or self.unknown or self.altered or self.trouble)


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckReport:
    """What `Store.check` found.

    `covered` of `coverable` are characters of report text that a chunk holds; `thin` are the reports of which
    chunks hold less than `ENOUGH`, by id with their share. `set_aside` is what counts as no report text.
    """

    files: int
    reports: int
    chunks: int
    covered: int
    coverable: int
    differences: tuple[Difference, ...]
    uncovered: tuple[Uncovered, ...] = ()
    unfinished: tuple[str, ...] = ()
    thin: Mapping[str, float] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether enough of every report's text can be found."""
        return not self.thin and self.coverage >= ENOUGH

    @property
    def coverage(self) -> float:
        """Share of the report characters that a chunk holds; 1.0 where there are none."""
        return self.covered / self.coverable if self.coverable else 1.0

    @property
    def clean(self) -> bool:
        """Whether catalog, dense and lexical index hold the same chunks and no work was left half done."""
        return not self.unfinished and all(difference.agrees for difference in self.differences)


def search_hash(chunk: Chunk) -> str:
    """What a chunk's vector depends on: the text that is searched. Equal hashes share one vector."""
    return _hash(chunk.search_text)


def window_hash(chunk: Chunk, window: Window) -> str:
    """What the vector of a chunk's window depends on: the text that is searched, and where in it the window is."""
    return _hash(f"{window.searched.start}-{window.searched.end} {chunk.search_text}")


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
