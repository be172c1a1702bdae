"""What every side of a comparison says of every aspect: one reading and one extraction each, as cited cells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.words import tagged_words
from rag.comparison import quoting
from rag.comparison.choosing import chosen
from rag.comparison.cued import Pages, thing_of, told_of
from rag.comparison.finding import Finding, Grid
from rag.comparison.plan import Aspect, Plan, Side
from rag.comparison.ranked import Asking, find_figures, find_words
from rag.comparison.statements import Statement, statements_of
from rag.comparison.thing import Thing, read_thing
from rag.comparison.times import Calendar
from rag.comparison.wording import Wording
from rag.ground import EvidenceBook
from rag.retrieve import Reading, Shelf
from rag.sense import Place, Sense
from rag.speaking import sayings_of
from rag.surroundings import Readable
from rag.synonyms import synonyms
from rag.understand import Question

# A clause this near in meaning may say it, whatever its words.
_MAY_MEAN = 0.3


def read_grid(plan: Plan, shelf: Shelf, book: EvidenceBook) -> Grid:
    """Read every side of a plan for every aspect of it; what is quoted is numbered in `book`. Every aspect is looked
    for by its name first; only for the sides that do not name it are all their sentences ranked."""
    desk = _Desk(plan, shelf)
    rows = tuple(tuple(_find(desk, side, aspect, book) for aspect in plan.aspects) for side in plan.sides)
    return Grid(findings=rows, passages=desk.passages)


class _Desk:
    """What is laid out for one grid: the pages once for all aspects, the meaning of an aspect once for all sides."""

    def __init__(self, plan: Plan, shelf: Shelf) -> None:
        self.shelf = shelf
        self._ids = tuple(dict.fromkeys(i for unit in plan.units for i in unit.report_ids))
        self._near: dict[str, dict[Place, float]] = {}
        self._meant: dict[str, Mapping[str, list[int]]] = {}
        self.wordings: dict[str, Wording] = {}
        self.calendars: dict[str, Calendar] = {}
        self.passages = 0

    def pages(self, side: Side) -> tuple[Readable, ...]:
        """The side's reports laid out."""
        pages = tuple(self.shelf.page(i) for i in side.entry.report_ids) if side.entry else ()
        for page in pages:
            if page.report.id not in self.wordings:
                self.wordings[page.report.id] = Wording(page)
                self.calendars[page.report.id] = Calendar(page)
        return pages

    def laid_out(self, side: Side) -> Pages:
        """The side's reports with their words and times."""
        ids = [page.report.id for page in self.pages(side)]
        return [(self.wordings[i], self.calendars[i]) for i in ids]

    def asking(self, side: Side, aspect: Aspect, thing: Thing | None) -> Asking:
        """The aspect as a question to one side, with the sentences that may answer it."""
        question = aspect.question(side)
        near = self._nearness(question)
        pages = tuple(self._narrowed(page, question) for page in self.pages(side))
        self.passages += sum(len(p.candidates) for p in pages)
        reading = Reading(pages=pages, sense=Sense(near=near), hits=())
        return Asking(
            question=question, aspect=aspect, reading=reading, thing=thing, wordings=self.wordings,
            calendars=self.calendars,
        )  # fmt: skip

    def _nearness(self, question: Question) -> dict[Place, float]:
        topic = question.topic
        if topic not in self._near:
            near = self._near[topic] = self.shelf.store.nearness(topic, report_ids=self._ids)
            meant: defaultdict[str, list[int]] = defaultdict(list)
            self._meant[topic] = meant
            for (report_id, start), nearness in near.items():
                if nearness >= _MAY_MEAN:
                    meant[report_id].append(start)
        return self._near[topic]

    def _narrowed(self, page: Readable, question: Question) -> Readable:
        """Of a page only the sentences that have words of the question or come near it in meaning."""
        starts = self.wordings[page.report.id].sentences_with(_needles(question))
        near = map(page.sentence_at, self._meant[question.topic].get(page.report.id, ()))
        return page.only(starts | {sentence.span.start for sentence in near if sentence is not None})


def _needles(question: Question) -> Iterator[str]:
    for term in question.terms:
        for word in (term.text, *synonyms(term.text)):
            yield from (w.text for w in tagged_words(word) if len(w.text) > 1 or len(word) == 1)


def _find(desk: _Desk, side: Side, aspect: Aspect, book: EvidenceBook) -> Finding:
    if side.entry is None:
        return quoting.not_read(side.missing)
    if aspect.cues:
        sought = thing_of(aspect.name, aspect.cues)
        told = told_of(sought, desk.laid_out(side), aspect.counted)
        return quoting.stated(sought, told, book) if told else quoting.absent()
    thing = read_thing(side.own or aspect.topic)
    statements = _statements(desk, side, thing)
    if aspect.kind == "practices":
        return _words(desk.asking(side, aspect, thing), statements, desk.shelf, book)
    told = chosen(thing, statements) if thing else ()
    counted = thing is not None and any(s.figures for s in told)
    if thing and counted and not thing.field:
        return quoting.stated(thing, told, book)
    asking = desk.asking(side, aspect, thing)
    found = find_figures(asking, book)
    if thing and counted and len(found.cell.quantities if found else ()) <= sum(len(s.figures) for s in told):
        return quoting.stated(thing, told, book)
    if found:
        return found
    if asking.numbers_only and asking.kind == "both":
        return quoting.absent()
    return _words(asking, statements, desk.shelf, book)


def _words(asking: Asking, statements: Sequence[Statement], shelf: Shelf, book: EvidenceBook) -> Finding:
    """What is said without numbers, or of practices what was done, numbers or not."""
    thing, kind = asking.thing, asking.kind
    if kind == "practices":
        return find_words(asking, book) or _named_somewhere(asking, shelf, book)
    if thing and (told := chosen(thing, [s for s in statements if not s.figures])):
        return quoting.stated(thing, told, book, no_number=kind == "figures")
    if found := find_words(asking, book):
        return found
    by_number = kind == "figures" or (
        thing is not None and (thing.indicator or thing.counted or thing.measure)
    )
    return quoting.absent() if by_number else _named_somewhere(asking, shelf, book)


def _named_somewhere(asking: Asking, shelf: Shelf, book: EvidenceBook) -> Finding:
    """The best sentence that names a line of work, by its own word or another clear one for it, as where all units are
    asked who speaks of it."""
    said = [s for unit in asking.question.units for s in sayings_of(asking.aspect.name, unit, shelf)]
    told = [s for s in said if not s.denied and (s.below or not s.heading)]
    if not told:
        return quoting.absent()
    best = told[0]
    span = best.below or best.span
    to_come = asking.calendars[best.page.report.id].time_of(span).planned
    return quoting.in_words([(best.page, span)], book, planned=frozenset([span] if to_come else ()))


def _statements(desk: _Desk, side: Side, thing: Thing | None) -> list[Statement]:
    pages = desk.pages(side)
    if thing is None:
        return []
    return [
        statement
        for page in pages
        for statement in statements_of(thing, desk.wordings[page.report.id], desk.calendars[page.report.id])
    ]
