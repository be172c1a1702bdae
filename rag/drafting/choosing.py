"""Which clauses go into a draft: on its theme, telling, from several units, no two alike, as many as it has room for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Figure, Span
from rag import phrases, stance
from rag.comparison.times import Calendar
from rag.drafting.model import Brief
from rag.drafting.theme import Part, parts_of, spoken_of
from rag.drafting.wording import depends, fit, is_empty_talk, short_words
from rag.reading import label
from rag.sense import Sense
from rag.surroundings import Readable, Sentence
from rag.terms import fold

_ON_THEME = 0.5
_SURELY = 0.7
_SENTENCE = 0.93
_FIGURE = 0.35
_AGAIN = 0.1
_SAME = 0.06
_RUNS_ON = 0.12
_ALIKE = 0.6
_FULL, _OVERFULL = 0.93, 1.15
_TOGETHER = 60
_AS_IT_STANDS = re.compile("去年|上年|目前|现有|共?有\\d")
_COUNTS = re.compile(r"\d|[十百千万]")
_BAD_PLACE = re.compile("指导思想|不足|问题|困难|差距|教训")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A clause, with those that it cannot stand without, as it may go into a draft: its words without what is only
    ornament, and how much it is worth there. `unit` is the label it is told under."""

    page: Readable
    span: Span
    words: str
    worth: float
    figures: tuple[Figure, ...]
    unit: str


def items_of(brief: Brief, pages: Sequence[Readable], sense: Sense) -> list[Item]:
    """Every clause of the pages that may serve the brief."""
    parts = parts_of(brief.theme)
    return [item for page in pages for item in _items(brief, parts, page, sense)]


def choose(
    items: Sequence[Item], room: int, *, units: int | None = None, taken: Sequence[Item] = ()
) -> list[Item]:
    """The items that fill about `room` characters: the worthiest first, turn by turn from several units, with what
    stands beside a chosen one in its sentence before others. `units` bounds how many units speak; nothing chosen is like
    what the draft has already (`taken`)."""
    left, chosen, size = list(items), list[Item](), 0
    while left and size < room * _FULL:
        told = Counter(item.unit for item in (*taken, *chosen))
        best = max(left, key=lambda item: _worth_now(item, chosen, told))
        left.remove(best)
        cost = len(best.words) + 1 + (0 if told[best.unit] else len(best.unit))
        if (
            size + cost > room * _OVERFULL
            or (units and len(told) >= units and not told[best.unit])
            or any(is_like(best, other) for other in (*taken, *chosen))
        ):
            continue
        chosen.append(best)
        size += cost
    return chosen


def choose_points(
    items: Sequence[Item], room: int, points: int, *, taken: Sequence[Item] = ()
) -> list[list[Item]]:
    """The items of `points` points, each in its own unit, or in its own paragraph where one unit speaks: those with
    most to say, in their order."""
    one = len({item.unit for item in items}) == 1
    groups: dict[object, list[Item]] = {}
    for item in items:
        key = item.page.paragraph(item.span) if one else item.unit
        groups.setdefault(key, []).append(item)
    told = {key: choose(held, room // points, taken=taken) for key, held in groups.items()}
    most = sorted((k for k in told if told[k]), key=lambda k: -sum(i.worth for i in told[k]))[:points]
    return [told[key] for key in groups if key in most]


def _worth_now(item: Item, taken: Sequence[Item], told: Counter[str]) -> float:
    beside = bool(item.figures) and any(
        t.page is item.page and t.page.sentence_at(t.span.start) is item.page.sentence_at(item.span.start)
        for t in taken
    )
    same = sum(t.page is item.page and t.page.paragraph(t.span).covers(item.span) for t in taken)
    return item.worth - _AGAIN * told[item.unit] - _SAME * same * (not item.figures) + _RUNS_ON * beside


def is_like(one: Item, other: Item) -> bool:
    """Whether two items say nearly the same, or are the same words."""
    if one.page is other.page and one.span.overlaps(other.span):
        return True
    pairs = [_pairs(i.words) for i in (one, other)]
    return len(pairs[0] & pairs[1]) >= _ALIKE * max(1, min(map(len, pairs)))


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _items(brief: Brief, parts: Sequence[Part], page: Readable, sense: Sense) -> Iterator[Item]:
    calendar = Calendar(page)
    name = label(page)
    for sentence in page.candidates:
        if any(_BAD_PLACE.search(h) for h in sentence.headings):
            continue
        spans = tuple(_standing(page, sentence))
        themes = _in_one_breath(page, spans, [_theme(parts, page, sentence, s, sense) for s in spans])
        for n, span in enumerate(spans):
            figures = tuple(f for f in page.report.figures if span.covers(f.span))
            words = short_words(page, span, name)
            if not fit(words) or any(f.withheld or f.value is None for f in figures):
                continue
            if _planned(page, calendar, span, figures) != brief.planned:
                continue
            if brief.planned and _AS_IT_STANDS.search(words):
                continue
            counted = any(_COUNTS.search(f.raw) for f in figures)
            empty = not counted and is_empty_talk(words, planned=brief.planned)
            if themes[n] >= _ON_THEME and not empty:
                worth = themes[n] + _FIGURE * counted
                yield Item(page=page, span=span, words=words, worth=worth, figures=figures, unit=name)


def _in_one_breath(page: Readable, spans: Sequence[Span], themes: Sequence[float]) -> list[float]:
    """How far clauses are on the theme, figures that follow upon each other being of one thing."""
    told, run = list(themes), list[int]()
    for n, span in enumerate(spans):
        if any(span.covers(f.span) for f in page.report.figures):
            run.append(n)
            most = max(themes[i] for i in run)
            for i in run:
                told[i] = max(told[i], _SENTENCE * most * (most >= _SURELY))
        else:
            run = []
    return told


def _planned(page: Readable, calendar: Calendar, span: Span, figures: Sequence[Figure]) -> bool:
    """Whether a clause is of what is to come; all of a plan is, unless it says that it is done."""
    if page.report.doc_type == "计划":
        return not stance.says_done(span.of(page.report.text))
    return calendar.time_of(span, figures[0] if figures else None).planned


def _standing(page: Readable, sentence: Sentence) -> Iterator[Span]:
    """The clauses of a sentence, those that cannot stand alone with the one before."""
    spans: list[Span] = []
    for clause in sentence.clauses:
        if (
            spans
            and clause.end - spans[-1].start <= _TOGETHER
            and depends(clause.of(page.report.text), spans[-1].of(page.report.text))
        ):
            spans[-1] = Span(start=spans[-1].start, end=clause.end)
        else:
            spans.append(clause)
    yield from spans


def _theme(parts: Sequence[Part], page: Readable, sentence: Sentence, span: Span, sense: Sense) -> float:
    """How far a clause is on the theme: by its words and those around it, and in meaning; 0.6 for any where the work
    as a whole is wanted."""
    if not parts:
        return 0.6
    before = page.before(span)
    start, clauses = sentence.span.start, [c for c in sentence.clauses if c.end <= span.start]
    last = clauses[-1].start if clauses else span.start
    contexts = [
        (page.folded(span), 1.0),
        (page.folded(Span(start=last, end=span.start)), 0.75),
        (page.folded(Span(start=start, end=max(start, last))), 0.5),
        *((fold(h), 0.6) for h in sentence.headings[-1:]),
        (page.folded(Span(start=before.start, end=max(before.start, min(before.end, start)))), 0.45),
    ]
    near = sense.near_of(page.report.id, span.start)
    return 0.8 * max(spoken_of(part, contexts) for part in parts) + 0.4 * near


def without_figures(item: Item) -> Item:
    """The item as a pattern for another unit: where its figures stood, what is to be filled in."""
    words = item.words
    for figure in item.figures:
        words = words.replace(figure.raw, _to_fill_in(figure), 1)
    return replace(item, words=words)


def _to_fill_in(figure: Figure) -> str:
    measure = figure.measure.split("/")[0]
    what = "金额" if "元" in measure else "比例" if "%" in measure else f"{measure}数" if measure else "数字"
    return phrases.TO_FILL_IN.format(what=what)
