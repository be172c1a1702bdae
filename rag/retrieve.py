"""Reading the library for a question: whole reports of the units it names, or the reports that search finds."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.directory import Directory, UnitEntry
from rag.sense import Sense
from rag.surroundings import Readable
from rag.terms import fold
from rag.understand import Question
from vectorstore.model import CatalogedReport, Hit
from vectorstore.store import Store

PASSAGES = 40
_WHOLE_READING = 1500

_FEW_REPORTS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read for a question: the reports laid out, and what search thinks of their sentences."""

    pages: tuple[Readable, ...]
    sense: Sense
    hits: tuple[Hit, ...]


class Shelf:
    """The library's reports laid out for reading, kept until the catalog changes. Safe to use from many threads.

    Of near-duplicates only the one that stands for all is on it, so that nothing is counted twice.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._seen: tuple[CatalogedReport, ...] | None = None
        self._pages: dict[str, Readable] = {}
        self._words: dict[str, str] = {}
        self._directory = Directory(())
        self._reports: dict[str, CatalogedReport] = {}
        self._files: dict[str, str] = {}

    def refresh(self) -> Directory:
        """The units of the library as it is now."""
        reports = self.store.reports()
        with self._lock:
            if reports is not self._seen:
                self._seen = reports
                reports = tuple(r for r in reports if r.version_of is None)
                self._reports = {r.id: r for r in reports}
                self._files = {r.id: r.file for r in reports}
                # A corrected report keeps its id: only a page of this very report is still true.
                self._pages = {
                    i: p
                    for i, p in self._pages.items()
                    if (r := self._reports.get(i)) and p.report is r.report
                }
                self._words = {i: w for i, w in self._words.items() if i in self._pages}
                periods = {
                    r.id: p.normalised or p.raw for r in reports if (p := r.report.period) and not p.withheld
                }
                self._directory = Directory(((r.id, r.report.unit) for r in reports), periods)
            return self._directory

    @property
    def files(self) -> Mapping[str, str]:
        """The file name of every report, by report id."""
        return self._files

    def search(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> tuple[Hit, ...]:
        """The `n` best chunks of the given reports, or of all that are on the shelf."""
        depth = n
        while True:
            found = self.store.search(query, n=depth, report_ids=report_ids)
            kept = tuple(hit for hit in found if hit.report_id in self._reports)
            if len(kept) >= n or len(found) < depth:
                return kept[:n]
            depth *= 2

    def report(self, report_id: str) -> CatalogedReport:
        """One report of the shelf and where it stands. Raises KeyError."""
        return self._reports[report_id]

    def page(self, report_id: str) -> Readable:
        """One report laid out for reading."""
        with self._lock:
            if report_id not in self._pages:
                self._pages[report_id] = Readable(self._reports[report_id].report)
            return self._pages[report_id]

    def words(self, report_id: str) -> str:
        """All words of a report made comparable, kept for the next question. Raises KeyError."""
        if (words := self._words.get(report_id)) is None:
            words = self._words[report_id] = fold(self._reports[report_id].report.text)
        return words

    def saying(self, terms: Sequence[str]) -> dict[str, int]:
        """How often the reports that say all of these terms say them, by report id; none where no term is given."""
        counts = {}
        for i in self._reports:
            text = self.words(i)
            each = [text.count(term) for term in terms]
            if each and all(each):
                counts[i] = sum(each)
        return counts

    def reports_holding(self, words: str) -> tuple[str, ...]:
        """The ids of the reports that say exactly these words."""
        return tuple(i for i, r in self._reports.items() if words in r.report.text)

    def holds(self, words: str) -> bool:
        """Whether some report says exactly these words."""
        return bool(self.reports_holding(words))


def read_for(
    question: Question, shelf: Shelf, units: Sequence[UnitEntry] | None = None, *, passages: int = PASSAGES
) -> Reading:
    """Read what bears on a question: all reports of `units` (by default those it names), else those search finds;
    of long ones the best `passages` of all."""
    chosen = question.units if units is None else units
    report_ids = tuple(i for unit in chosen for i in unit.report_ids) or _saying(question, shelf) or None
    query = question.topic or question.standalone
    hits = shelf.search(query, n=passages, report_ids=report_ids)
    found = report_ids or tuple(dict.fromkeys(h.report_id for h in hits))
    pages = tuple(shelf.page(i) for i in found)
    prior = _prior(hits, shelf)
    if sum(len(p.sentences) for p in pages) > _WHOLE_READING:
        pages = tuple(_excerpt(p, prior) for p in pages)
    near = shelf.store.nearness(query, report_ids=found)
    return Reading(pages=pages, sense=Sense(prior=prior, near=near), hits=hits)


def _saying(question: Question, shelf: Shelf) -> tuple[str, ...]:
    """The reports that say a name which is no unit's of the library, where they are few."""
    saying = {i for name in question.strangers for i in shelf.reports_holding(name)}
    return tuple(sorted(saying)) if len(saying) <= _FEW_REPORTS else ()


def _prior(hits: Iterable[Hit], shelf: Shelf) -> dict[tuple[str, int], float]:
    hits = tuple(hits)
    starts = {c.id: c.span.start for c in shelf.store.chunks_by_id([h.chunk_id for h in hits])}
    prior: dict[tuple[str, int], float] = {}
    for hit in hits:
        sentence = shelf.page(hit.report_id).sentence_at(starts[hit.chunk_id])
        if sentence is not None:
            key = (hit.report_id, sentence.span.start)
            prior[key] = max(prior.get(key, 0.0), 1.0 / (1.0 + 0.25 * (hit.rank - 1)))
    return prior


def _excerpt(page: Readable, prior: dict[tuple[str, int], float]) -> Readable:
    """Of a long report only what search found in it, so that a shelf of them is read in time."""
    return page.only({start for report_id, start in prior if report_id == page.report.id})
