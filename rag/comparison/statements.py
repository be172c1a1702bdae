"""What a report says of a thing by its name: each clause that names it, with the figures that are the thing's own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Figure, Span
from rag.comparison.binding import goes_on, narrowed, stands_alone, told_by, told_in_words
from rag.comparison.quotes import cut_row
from rag.comparison.thing import Thing
from rag.comparison.times import Calendar, Time
from rag.comparison.wording import Wording
from rag.reading import figure_span
from rag.surroundings import Readable, Sentence

_ROW = re.compile("[、]")
_LONG_ROW = 3
_LONG_TITLE = 60
_CLOSE = 2
_TOGETHER = re.compile(r"^[、，和与及][^。；]*等[^。；]{0,8}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A clause that speaks of a thing. `figures` are those that tell of it, the first in the text first, none where it
    says it in words; `time` is when that is. `plainly`: it is named as asked, with nothing between its words; `aside`: it
    only helps to name another thing, or is one of a long row of things. `beside` are figures in the same words that
    count something else, told but not compared."""

    page: Readable
    span: Span
    figures: tuple[Figure, ...]
    time: Time
    plainly: bool
    aside: bool = False
    beside: tuple[Figure, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether the source hides the numbers."""
        return bool(self.figures) and all(f.value is None for f in self.figures)


def statements_of(thing: Thing, wording: Wording, calendar: Calendar) -> tuple[Statement, ...]:
    """Every statement of a report on the thing, in order of the text; of a clause that names it twice the fullest."""
    found: dict[Span, Statement] = {}
    for place, plainly in _mentions(thing, wording):
        statement = _statement(thing, wording, calendar, place, plainly=plainly)
        if statement is None:
            continue
        before = found.get(statement.span)
        if before is None or (len(before.figures), before.plainly) < (len(statement.figures), plainly):
            found[statement.span] = statement
    kept = (s for s in found.values() if not thing.year or thing.year in s.time.period)
    return tuple(sorted(kept, key=lambda s: s.span))


def _mentions(thing: Thing, wording: Wording) -> Iterator[tuple[Span, bool]]:
    patterns = ((thing.pattern, True), (thing.loosely, False))
    for pattern, plainly in patterns:
        if pattern is None:
            continue
        own = "own" if "own" in pattern.groupindex else 0
        for match in pattern.finditer(wording.words):
            place = wording.place(*match.span(own if match[own] else 0))
            if "\n" not in match.group() and not in_title(wording.page.report.text, place.start):
                yield place, plainly


def in_title(text: str, at: int) -> bool:
    """Whether a character stands in the title of a book or a document, which tells of nothing that was done."""
    line = text[max(0, at - _LONG_TITLE) : at].rsplit("\n", 1)[-1]
    return line.rfind("《") > line.rfind("》")


def _statement(
    thing: Thing, wording: Wording, calendar: Calendar, place: Span, *, plainly: bool
) -> Statement | None:
    at = wording.clause_at(place.start)
    if at is None or not at[0].clauses[at[1]].covers(place):
        return None
    sentence, n = at
    clause = sentence.clauses[n]
    words = clause.of(wording.page.report.text)
    start, end = place.start - clause.start, place.end - clause.start
    if not plainly and thing.deed and not thing.deed.search(words[:start] + " " + words[end:]):
        return None
    unit = wording.page.report.unit
    how = narrowed(words[:start], thing, (unit.name, *unit.aliases))
    if how == "other":
        return None
    inside = wording.figures_in(clause)
    told = [] if how else told_by(thing, words, start, end, inside, clause.start)
    behind = [f for f in inside if f.span.start >= place.end]
    if (
        behind
        and not told
        and not how
        and not _TOGETHER.match(words[end : behind[0].span.start - clause.start])
    ):
        # The number is another thing's, and would be read as this one's.
        return None
    alone = stands_alone(words[end:], thing)
    if not told and not how and not told_in_words(thing, words[:start], words[end:]):
        return None
    leads = any(place.start - _CLOSE <= f.span.end <= place.start for f in inside)
    if not told and ((inside and not alone) or leads):
        # 85个高速公路服务区 counts no roads.
        return None
    ends = clause.end
    if told:
        told, ends = _gone_on(wording, sentence, n, told)
    span = quoted(wording.page, Span(start=clause.start, end=ends), told)
    if told:
        span = cut_row(wording.page, span, told[0].span.start)
    return Statement(
        page=wording.page,
        span=span,
        figures=tuple(told),
        time=calendar.time_of(clause, told[0] if told else None),
        plainly=plainly,
        aside=not told and (len(_ROW.findall(words)) >= _LONG_ROW or not alone),
    )


def _gone_on(wording: Wording, sentence: Sentence, n: int, told: list[Figure]) -> tuple[list[Figure], int]:
    """The figures with those of the clauses behind that only go on about them, and where these end."""
    end, text = sentence.clauses[n].end, wording.page.report.text
    for clause in sentence.clauses[n + 1 :]:
        more = goes_on(clause.of(text), wording.figures_in(clause), clause.start)
        if not more or text[end : clause.start].strip("，, "):
            break
        told, end = [*told, *more], clause.end
    return told, end


def quoted(page: Readable, words: Span, figures: Sequence[Figure]) -> Span:
    """The words that are quoted, with the bracket behind the last of their figures."""
    end = figure_span(page, figures[-1], ()).end if figures else words.end
    return Span(start=words.start, end=max(words.end, end))
