"""The vocabulary of 据实: frozen values that every later package speaks in.

Two coordinate systems, never mixed: a `Report.span` counts characters in the document's text;
every span *inside* a report (sections, figures, chunks, removals) counts in `Report.text`.
So a report's content, and the ids made from it, do not change when the file around it does.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Literal

DocType = Literal["总结", "计划", "汇报", "报告", "方案", "其他"]
ChunkKind = Literal["heading", "sentence"]
RemovalKind = Literal[
    "site_ad", "editor_note", "byline", "related_links", "stray_mark", "compilation_title", "blank"
]


PAGE_BREAK = "\f"
_PAGED = frozenset(("application/pdf", "application/ofd"))


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start <= i < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """The same range, counted from a text that begins `by` characters earlier."""
        return Span(start=self.start + by, end=self.end + by)

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a document came from; `sha256` is the hash of the file's bytes."""

    path: str
    sha256: str
    encoding: str
    media_type: str

    @property
    def name(self) -> str:
        """The file's name without its folders, as the reader knows it."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """A stretch of source that is not report: kept by span, kind and words so that nothing vanishes unseen."""

    span: Span
    kind: RemovalKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file's text, exactly as decoded, with what cleaning set aside.

    `line_starts[i]` is the offset of line i+1; lines are those of `str.splitlines()`. In a file of pages a form
    feed opens each page but the first. `warnings` are what the reader must know of the reading: pages left out.
    """

    source: Source
    text: str
    line_starts: tuple[int, ...]
    removed: tuple[Removal, ...] = ()
    warnings: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The 1-based page that holds the character at `offset`; None where the file has no pages."""
        paged = self.source.media_type in _PAGED or self.source.media_type.startswith("image/")
        return 1 + self.text.count(PAGE_BREAK, 0, offset) if paged else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """The organisation that speaks in a report.

    `name` is what a reader would call it; `named_in_text` is False where the text never says it
    and the name is inferred (某区文旅局). `kind` is 社区, 镇, 局 … ; `place` the place it belongs to.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    place: str | None = None
    named_in_text: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """The time a report covers, as stated (`raw`), normalised where it can be, withheld where redacted."""

    raw: str
    normalised: str | None = None
    withheld: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or above.

    `marker` is the number as written (一、 （一） 1. ⑴ 一是); `level` counts from 1;
    `heading` spans marker and title; `span` spans heading and body.
    """

    marker: str
    title: str
    heading: Span
    span: Span
    level: int
    children: tuple["Section", ...] = ()

    def walk(self) -> Iterator["Section"]:
        """This section and every section below it, in order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A quantity with what it counts.

    `value` is in the base measure (1.2万元: 12000, 元; 5.46‰: 5.46, ‰) and None where `withheld`.
    `upper` is the larger end of a range (2-3本). `raw` is the text of `span`, number and measure word with
    any approximation (近千名, 2万多元, 1.8万余人). `clause` is the clause it stands in, between punctuation marks.
    `parent` is the span of the figure in front of the bracket that holds this one (43场次(春节8场次)).
    """

    value: Decimal | None
    measure: str
    subject: str
    span: Span
    raw: str
    clause: Span
    upper: Decimal | None = None
    approximate: bool = False
    withheld: bool = False
    planned: bool = False
    parent: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """What is searched: a heading or a sentence (a part of one, if very long), with its exact span in the report."""

    report_id: str
    span: Span
    text: str
    kind: ChunkKind = "sentence"
    heading_path: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Content-derived: the report's id (a hash of its text) and the span."""
        return sha256(f"{self.report_id}:{self.span.start}:{self.span.end}".encode()).hexdigest()[:24]

    @property
    def search_text(self) -> str:
        """Headings in front of the text, for searching only; what is quoted is `text`."""
        return " ".join((*self.heading_path, self.text.strip()))


@dataclass(frozen=True, kw_only=True)
class Report:
    """One unit's report. `span` counts in the document, everything else in `text`.

    `body` is where the report proper begins, behind a compilation's heading.
    `first_line` is the 1-based line of the file on which `text` begins, `first_page` its page in a file of pages.
    """

    text: str
    span: Span
    first_line: int
    unit: Unit
    doc_type: DocType
    title: str | None = None
    period: Period | None = None
    body: int = 0
    removed: tuple[Removal, ...] = ()
    outline: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = field(default=())
    first_page: int | None = None

    @cached_property
    def id(self) -> str:
        """A hash of the report's text: the same report has the same id in any file, at any line."""
        return sha256(self.text.encode()).hexdigest()[:16]

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets in `text` at which its lines begin."""
        return line_starts(self.text)

    @property
    def last_line(self) -> int:
        """The 1-based line of the file on which the text ends."""
        return self.lines(Span(start=0, end=len(self.text.rstrip())))[1]

    def lines(self, span: Span) -> tuple[int, int]:
        """First and last 1-based line of the file that `span` touches."""
        first = line_at(self.line_starts, span.start)
        last = line_at(self.line_starts, max(span.start, span.end - 1))
        return self.first_line + first, self.first_line + last

    def page(self, span: Span) -> int | None:
        """The 1-based page of the file on which `span` begins; None where the file has no pages."""
        return self.first_page and self.first_page + self.text.count(PAGE_BREAK, 0, span.start)

    def clean(self, span: Span) -> str:
        """The words of `span` without what cleaning set aside, on one line."""
        parts, at = [], span.start
        for removal in self.removed:
            if removal.span.overlaps(span):
                parts.append(self.text[at : max(at, removal.span.start)])
                at = max(at, min(removal.span.end, span.end))
        parts.append(self.text[at : span.end])
        return "".join("".join(parts).split("\n")).strip()

    def sections(self) -> Iterator[Section]:
        """Every section of the outline, in order of the text."""
        for section in self.outline:
            yield from section.walk()


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A clause, if short with the one before it: the smallest piece whose meaning can be compared with a question's.

    `start` is where the clause begins in the report; `searched` is where the piece stands in its chunk's `search_text`.
    """

    start: int
    searched: Span


def line_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the lines of `text` begin, lines as `str.splitlines()` cuts them; (0,) for no text."""
    starts, at = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(at)
        at += len(line)
    return tuple(starts) or (0,)


def line_at(starts: tuple[int, ...], offset: int) -> int:
    """Index (from 0) of the line that holds `offset`."""
    return max(0, bisect_right(starts, offset) - 1)
