"""What a side says of an aspect that its report does not name so: the figures and sentences that rank best for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Figure, Span
from rag.comparison import quoting
from rag.comparison.finding import Finding
from rag.comparison.plan import Aspect, Kind
from rag.comparison.quotes import cut_row, merged, one_sentence
from rag.comparison.thing import OF_EVENTS, Thing
from rag.comparison.times import Calendar, written_of
from rag.comparison.wording import Wording
from rag.figure_answer import RankedFigure, counted_phrase, rank_figures
from rag.ground import EvidenceBook
from rag.reading import figure_span
from rag.retrieve import Reading
from rag.surroundings import Readable
from rag.tally import counts_people
from rag.terms import Term, fold, presence
from rag.text_answer import RankedSentence, rank_sentences, shown_part
from rag.understand import Question

_NUMBERS_ONLY = re.compile(r"数据|数字|什么数|人数|次数|户数|人[更最]?多")
_LOOSE = re.compile(rf"{_NUMBERS_ONLY.pattern}|情况|哪些")
_DIGIT = re.compile(r"[\d０-９]")
_NO_FIGURE = ("time", "person", "place")
_MOST = 6
_LONGEST_CELL = 90
_LONGEST_PRACTICE = 45
_PRACTICES = 3
_ENOUGH = 5
_CLOSE_BY = 0.3
_SLACK, _LOOSE_SLACK = 0.08, 0.3
# Of a thing asked for by its name nearly every word must stand by a figure, or in a sentence.
_BY_NAME = 0.85
_AS_GOOD = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """An aspect put to one side: the question, what was read for it, and the thing it names, if it names one."""

    question: Question
    aspect: Aspect
    reading: Reading
    thing: Thing | None
    wordings: dict[str, Wording]
    calendars: dict[str, Calendar]

    @property
    def kind(self) -> Kind:
        """What is wanted; who asks when, who or where asks for no figures."""
        return (
            "both"
            if self.aspect.kind == "figures" and self.question.asked in _NO_FIGURE
            else self.aspect.kind
        )

    @property
    def numbers_only(self) -> bool:
        """Whether nothing but a number will do."""
        if self.thing is not None:
            return self.thing.counted
        return self.question.asked == "number" or bool(_NUMBERS_ONLY.search(self.question.topic))

    def wants_time(self, page: Readable, clause: Span, figure: Figure | None = None) -> bool:
        """Whether something is of the time asked for: done, or to come, where the aspect asks for one of them."""
        if self.thing is None or not (self.thing.planned or self.thing.done):
            return True
        return self.calendars[page.report.id].time_of(clause, figure).planned == self.thing.planned

    @property
    def by_name(self) -> bool:
        """Whether the aspect is the name of a thing, not a question in words of its own."""
        return self.thing is not None and not self.thing.counted


def find_figures(asking: Asking, book: EvidenceBook) -> Finding | None:
    """The figures that answer best; None where none does."""
    question, reading = asking.question, asking.reading
    if asking.by_name and asking.thing and asking.thing.indicator:
        return None
    good = [r for r in rank_figures(question, reading.pages, reading.sense) if r.acceptable]
    good = _of_newest(
        [
            r
            for r in good
            if asking.wants_time(r.page, r.figure.clause, r.figure)
            and (not asking.by_name or _tells(r, asking))
            and _of_those_people(r, question)
        ]
    )
    if not good:
        return None
    if good[0].figure.withheld:
        best = good[0]
        span = figure_span(best.page, best.figure, question.terms)
        time = asking.calendars[best.page.report.id].time_of(best.figure.clause, best.figure)
        return quoting.withheld(best.page, span, best.figure, time, best, book)
    field = asking.thing is not None and bool(asking.thing.field)
    loose = bool(_LOOSE.search(question.topic)) or field
    slack = _LOOSE_SLACK if loose else _SLACK
    chosen = [r for r in good if r.score >= good[0].score - slack and not r.figure.withheld]
    chosen = [r for r in chosen if not loose or r.close_by >= _CLOSE_BY][:_MOST] or [good[0]]
    return _counted(chosen, asking, book)


def _of_those_people(found: RankedFigure, question: Question) -> bool:
    """Of people of a kind (党员) only figures whose own clause names them, and not how often some came (10人次)."""
    if not counts_people(question):
        return True
    named = counted_phrase(question.topic)[-1]
    return (
        found.figure.measure.split("/")[0] != "人次"
        and presence(named, found.page.folded(found.figure.clause)) > 0
    )


def find_words(asking: Asking, book: EvidenceBook) -> Finding | None:
    """The sentences that answer best: one, or of practices a few; None where none does. Where figures were wanted,
    what is said without any, told as that."""
    question, reading, kind = asking.question, asking.reading, asking.kind
    good = [r for r in rank_sentences(question, reading.pages, reading.sense) if r.acceptable]
    good = [r for r in good if not (asking.by_name or kind == "figures") or _speaks(r, asking)]
    good = [r for r in good if asking.wants_time(r.page, r.clause)]
    if kind == "practices":
        good = _apart([r for r in good if r.score >= good[0].score - _AS_GOOD])[:_PRACTICES]
    longest = _LONGEST_CELL if len(good) == 1 or kind != "practices" else _LONGEST_PRACTICE
    shown = [(r.page, _part(asking, r, longest)) for r in good]
    if kind == "figures":
        shown = [(r.page, r.clause) for r in good if not _DIGIT.search(r.clause.of(r.page.report.text))]
    spans = merged(shown if kind == "practices" else shown[:1])
    if not spans:
        return None
    planned = frozenset(s for page, s in spans if asking.calendars[page.report.id].time_of(s).planned)
    return quoting.in_words(spans, book, planned=planned, no_number=kind == "figures")


def _part(asking: Asking, found: RankedSentence, longest: int) -> Span:
    """What is shown of a sentence: of one that holds a name the clause that does, of a long row only its end."""
    if asking.by_name and asking.kind != "practices" and len(found.clause) >= _ENOUGH:
        return cut_row(found.page, found.clause, found.clause.end)
    return one_sentence(found.page, shown_part(asking.question, found, longest=longest), found.clause)


def _of_newest(ranked: list[RankedFigure]) -> list[RankedFigure]:
    """Of reports of several times that answer about as well those of the newest."""
    as_good = [r for r in ranked if r.score >= ranked[0].score - _LOOSE_SLACK]
    latest = max((written_of(r.page) for r in as_good), default=None)
    return [r for r in ranked if written_of(r.page) == latest]


def _tells(found: RankedFigure, asking: Asking) -> bool:
    """Whether a figure is told with nearly all words of the name, and its clause is not one that names the thing and
    counts another."""
    clause, thing = found.page.folded(found.figure.clause), asking.thing
    if thing is None:
        return True
    if thing.field:
        event = not thing.of_events or found.figure.measure in OF_EVENTS
        return thing.field in fold(found.figure.subject) and event
    return found.close_by >= _BY_NAME and _all_said(thing, clause) and not thing.pattern.search(clause)


def _speaks(found: RankedSentence, asking: Asking) -> bool:
    thing = asking.thing
    if thing is None:
        return found.covered >= _BY_NAME
    return not thing.indicator and _all_said(thing, found.page.folded(found.clause))


def _all_said(thing: Thing, words: str) -> bool:
    """Whether every word of a thing's name, or another word for it, stands in (folded) words."""
    return all(presence(Term(text=w, weight=1.0), words) >= _BY_NAME for w in thing.words if len(w) > 1)


def _apart(ranked: Sequence[RankedSentence]) -> list[RankedSentence]:
    kept: dict[tuple[str, Span], RankedSentence] = {}
    for one in ranked:
        kept.setdefault((one.page.report.id, one.sentence.span), one)
    return list(kept.values())


def _counted(chosen: Sequence[RankedFigure], asking: Asking, book: EvidenceBook) -> Finding:
    spans = merged([(r.page, _short(r.page, r.figure, asking.question)) for r in chosen])
    quantities, planned = [], {span: True for _, span in spans}
    for one in chosen:
        page, span = next(
            s for s in spans if s[0].report.id == one.page.report.id and s[1].covers(one.figure.span)
        )
        time = asking.calendars[page.report.id].time_of(one.figure.clause, one.figure)
        planned[span] = planned[span] and time.planned
        quantities.append(quoting.typed(one.figure, time, book.cite(page, span)))
    found = quoting.in_words(spans, book, planned=frozenset(s for s, to_come in planned.items() if to_come))
    return replace(found, cell=replace(found.cell, quantities=tuple(quantities)), best=chosen[0])


def _short(page: Readable, figure: Figure, question: Question) -> Span:
    """The quote of a figure, of a long row of things only its own end."""
    span = figure_span(page, figure, question.terms)
    return cut_row(page, span, figure.span.start)
