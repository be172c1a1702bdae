"""The clauses of the library that may go into a draft, read once for a theme and the units they may come from."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Span
from rag.directory import UnitEntry
from rag.drafting.material.choosing import Item, items_of
from rag.drafting.material.patterns import in_own_words, is_practice
from rag.drafting.material.prose import Run
from rag.drafting.model import Brief
from rag.retrieve import Shelf, read_for
from rag.terms import content_terms
from rag.understand import Question, read_question
from rag.unit_kinds import same_kind

_PASSAGES = 160
"""How many passages of long reports are read for a draft: it tells of several units, an answer of few."""
_SAME_KIND, _GAP = 0.12, 0.2
"""What a clause of a unit of the speaker's own kind is worth more as a pattern, and what a gap in it takes away."""


class Workshop:
    """Reads the library for one draft; what was read for a theme is kept."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._read: dict[tuple[str, bool, bool, tuple[str, ...]], list[Item]] = {}

    def items(self, brief: Brief, entries: Sequence[UnitEntry]) -> list[Item]:
        """Every clause of these units that may serve the brief."""
        within = [e for e in (_of_period(entry, brief.period) for entry in entries) if e]
        key = (brief.theme, brief.planned, brief.amiss, tuple(i for e in within for i in e.report_ids))
        if key not in self._read:
            self._read[key] = self._items(brief, within) if within else []
        return self._read[key]

    def under(self, brief: Brief, entries: Sequence[UnitEntry], like: Sequence[Run]) -> list[Item]:
        """The clauses of these units under the headings of such sections, whatever they speak of."""
        names = {e.name for e in entries}
        parts = [(r.page, _section_of(r)) for r in like if r.page.report.unit.name in names]
        if not parts:
            return []
        units = {page.report.unit.name for page, _ in parts}
        all_work = replace(brief, theme="")
        items = self.items(all_work, [e for e in entries if e.name in units])
        return [i for i in items if any(i.page is page and part.covers(i.span) for page, part in parts)]

    def told_of(self, brief: Brief) -> tuple[UnitEntry, ...]:
        """The units that a draft may tell of, or follow: all but the own where the brief names none."""
        entries = brief.sources or self.shelf.refresh().entries
        own = brief.behalf.name if brief.behalf else ""
        banned = {u.name for u in brief.banned}
        return tuple(e for e in entries if e.name != own and e.name not in banned)

    def patterns(self, brief: Brief) -> list[Item]:
        """The clauses of others that the own unit may follow, those of units like it first."""
        entries = self.told_of(brief)
        kind = brief.behalf.unit.kind if brief.behalf else brief.speaker.removeprefix("我")
        if not brief.theme and not brief.sources:
            # Of the work as a whole only what units of the same kind do is a pattern.
            entries = tuple(e for e in entries if same_kind(e.unit.kind, kind))
        alike = {e.name for e in entries if same_kind(e.unit.kind, kind)}
        found = [i for i in self.items(brief, entries) if is_practice(i)]
        return [
            _raised(in_own_words(item, brief.speaker), item.page.report.unit.name in alike) for item in found
        ]

    def _items(self, brief: Brief, entries: Sequence[UnitEntry]) -> list[Item]:
        question = read_question(brief.theme or brief.purpose, self.shelf.refresh())
        about = _about(question, brief.theme)
        reading = read_for(about, self.shelf, tuple(entries), passages=_PASSAGES)
        return items_of(brief, reading.pages, reading.sense)


def _about(question: Question, theme: str) -> Question:
    return replace(question, topic=theme, terms=content_terms(theme), asked="text", units=())


def _section_of(run: Run) -> Span:
    """What stands under a heading; the paragraph of one that is none."""
    found = (s.span for s in run.page.report.sections() if s.heading.overlaps(run.span))
    return next(found, run.paragraph)


def _of_period(entry: UnitEntry, period: str) -> UnitEntry | None:
    return entry.within(period) if period else entry


def _raised(item: Item, alike: bool) -> Item:
    """A clause as a pattern: every figure of it is one more gap to fill."""
    return replace(item, worth=item.worth + _SAME_KIND * alike - _GAP * len(item.figures))
