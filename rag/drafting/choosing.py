"""Which statements go into a draft: on its theme, telling, from several units, no two alike, as many as it has room for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.model import Figure, Span
from rag import stance
from rag.comparison.times import Calendar
from rag.drafting.item import Item, is_like
from rag.drafting.model import Brief
from rag.drafting.parting import statements_of
from rag.drafting.patterns import without_figures
from rag.drafting.theme import Part, is_of_others, parts_of, spoken_of
from rag.drafting.wording import fit, is_empty_talk, short_words, telling
from rag.reading import label
from rag.sense import Sense
from rag.surroundings import Readable, Sentence
from rag.terms import coverage, fold

__all__ = ["Item", "choose", "choose_points", "is_like", "items_of", "without_figures"]

_ON_THEME = 0.5
_SURELY, _HEADED, _RELATED, _CLOSE = 0.7, 0.35, 0.3, 0.12
_SENTENCE = 0.93
_FIGURE, _MORE_FIGURES, _MOST_FIGURES = 0.35, 0.06, 3
_AGAIN = 0.1
_SAME = 0.06
_RUNS_ON, _BESIDE = 0.14, 0.06
_FULL, _OVERFULL, _NEARLY = 0.93, 1.08, 0.8
_OF_OTHERS, _OF_ITS_DAY, _LONG, _TALL = 0.35, 0.15, 0.12, 60
_UNDER, _NAMED = 0.75, 0.45
_BODY = 16
_A_UNIT, _FEWEST_UNITS, _OPENING, _LINK = 50, 3, 8, 4
_AS_IT_STANDS = re.compile("去年|上年|目前|现有|共?有\\d")
_ITS_DAY = re.compile("去年|上年|今年|前年|昨年")
_COUNTS = re.compile(r"\d|[十百千万]")
_TO_COME = re.compile("打算|下一步|今后|计划|努力方向|思路")
_SAYS_TO_COME = re.compile(
    "下一步|今后|明年|来年|将(?!近)|力争|争取|打算|计划(?!生育)|(?<![主重需必只首次])要"
)
_SAYS_AMISS = re.compile("(?:存在|还有|仍有)[^，。]{0,12}(?:问题|不足|困难|差距)|(?:不足|问题|困难)之处")
_AMISS = re.compile(
    "不[足够高强大深细实严齐均]|薄弱|欠缺|缺[乏少]|滞后|有待|不到位|不平衡|较[低少差慢]|落后|(?:存在(?!的)|还有|仍有|面临)[^，。]{0,14}(?:问题|不足|困难|差距)"
)
_MENDED = re.compile(
    "解决|克服|化解|整改|破解|处理|防止|避免|针对|找准|征求|剖析|调研|狠抓|不足[^，]{0,4}\\d"
)
_PLAIN = 0.6
_BAD_PLACE = re.compile("指导思想|不足|问题|困难|差距|教训")


def items_of(brief: Brief, pages: Sequence[Readable], sense: Sense) -> list[Item]:
    """Every statement of the pages that may serve the brief, the longer ones beside their shorter forms."""
    parts = parts_of(brief.theme)
    return [item for page in pages for item in _items(brief, parts, page, sense)]


def choose(
    items: Sequence[Item], room: int, *, units: int | None = None, taken: Sequence[Item] = ()
) -> list[Item]:
    """The items that fill about `room` characters: the worthiest first, turn by turn from several units, with what
    stands beside a chosen one in its sentence before others. `units` bounds how many units speak (else as many as a
    paragraph of this length bears); nothing chosen is like what the draft has already (`taken`)."""
    most = units or max(_FEWEST_UNITS, room // _A_UNIT)
    chosen = _filled(items, room, most, taken, [])
    return chosen if units else _filled(items, room, most + _FEWEST_UNITS, taken, chosen)


def _filled(
    items: Sequence[Item], room: int, most: int, taken: Sequence[Item], first: Sequence[Item]
) -> list[Item]:
    """What was chosen `first` with as much more as there is room for, of at most so many units."""
    left, chosen = list(items), list(first)
    size = _spoken(chosen) + (0 if taken else _OPENING)
    while left and size < room * _FULL:
        told = Counter(item.unit for item in (*taken, *chosen))
        best = max(left, key=lambda item: _worth_now(item, chosen, told))
        left.remove(best)
        cost = _spoken([*chosen, best]) - _spoken(chosen)
        over = size + cost > room * (_OVERFULL if size >= room * _NEARLY else 1.0 + (1 - _NEARLY))
        if (
            over
            or (len(told) >= most and not told[best.unit])
            or any(is_like(best, other) for other in (*taken, *chosen))
        ):
            continue
        chosen.append(best)
        size += cost
    return chosen


def _spoken(items: Sequence[Item]) -> int:
    """About how many characters items take as sentences: with the names of their units and what links them."""
    units = {i.unit for i in items}
    paragraphs = {(i.unit, i.page.paragraph(i.span)) for i in items}
    return _size(items) + sum(len(u) + _LINK // 2 for u in units) + _LINK * (len(paragraphs) - len(units))


def choose_points(
    items: Sequence[Item], room: int, points: int, *, taken: Sequence[Item] = ()
) -> list[list[Item]]:
    """The items of `points` points, each in its own unit, or in its own section or paragraph where one unit speaks:
    those with most to say, in their order; what one point leaves of the room the others may have."""
    one = len({item.unit for item in items}) == 1
    groups = _groups(items, points) if one else _by_unit(items)
    told = {key: choose(held, room // points, units=1, taken=taken) for key, held in groups.items()}
    most = sorted((k for k in told if told[k]), key=lambda k: -sum(i.worth for i in told[k]))[:points]
    chosen = {key: told[key] for key in most}
    for n, key in enumerate(sorted(most, key=lambda k: _size(groups[k]))):
        spare = room - sum(_size(held) for held in chosen.values())
        if spare > room * (1 - _FULL):
            fuller = choose(groups[key], _size(chosen[key]) + spare // (len(most) - n), units=1, taken=taken)
            chosen[key] = max((chosen[key], fuller), key=_size)
    return [chosen[key] for key in groups if key in chosen]


def _by_unit(items: Sequence[Item]) -> dict[object, list[Item]]:
    groups: dict[object, list[Item]] = {}
    for item in items:
        groups.setdefault(item.unit, []).append(item)
    return groups


def _groups(items: Sequence[Item], points: int) -> dict[object, list[Item]]:
    """The items of one unit by the part of its report that they stand in: its sections where these are enough, else
    its paragraphs."""
    for level in (0, 1, 2):
        groups: dict[object, list[Item]] = {}
        for item in items:
            sentence = item.page.sentence_at(item.span.start)
            headings = sentence.headings if sentence else ()
            groups.setdefault((item.page.report.id, headings[: level + 1]), []).append(item)
        if len(groups) >= points:
            return groups
    groups = {}
    for item in items:
        groups.setdefault(item.page.paragraph(item.span), []).append(item)
    return groups


def _size(items: Sequence[Item]) -> int:
    return sum(len(item.words) + 1 for item in items)


def _worth_now(item: Item, taken: Sequence[Item], told: Counter[str]) -> float:
    """What an item is worth beside what was taken: less of a unit that has spoken, more where it goes on with it."""
    near = [t for t in taken if t.page is item.page]
    here = item.page.sentence_at(item.span.start)
    runs_on = any(t.page.sentence_at(t.span.start) is here for t in near)
    paragraph = item.page.paragraph(item.span)
    beside = [t for t in near if paragraph.covers(t.span)]
    worth = item.worth - _AGAIN * told[item.unit] + _RUNS_ON * (runs_on and bool(item.figures))
    return worth + (_BESIDE if beside and item.figures else -_SAME * len(beside))


def _items(brief: Brief, parts: Sequence[Part], page: Readable, sense: Sense) -> Iterator[Item]:
    calendar = Calendar(page)
    name = label(page)
    for sentence in page.candidates:
        if not _may_serve(brief, page, sentence) or _is_heading(page, sentence):
            continue
        spans = tuple(statements_of(page, sentence))
        themes = _in_one_breath(
            parts, page, spans, sense, [_theme(parts, page, sentence, s, sense) for s in spans]
        )
        for n, span in enumerate(spans):
            figures = tuple(f for f in page.report.figures if span.covers(f.span))
            words = short_words(page, span, name)
            if not fit(words) or any(f.withheld or f.value is None for f in figures):
                continue
            if _planned(page, calendar, span, figures) != brief.planned and not brief.amiss:
                continue
            if brief.amiss:
                if _AMISS.search(words) and not _MENDED.search(words):
                    yield Item(page=page, span=span, words=words, worth=_PLAIN, figures=figures, unit=name)
                continue
            if brief.planned and (_AS_IT_STANDS.search(words) or stance.says_done(words)):
                continue
            counted = sum(bool(_COUNTS.search(f.raw)) for f in figures)
            if themes[n] < _ON_THEME or _is_empty(words, figures, brief):
                continue
            worth = themes[n] + _FIGURE * bool(counted) + _MORE_FIGURES * min(counted, _MOST_FIGURES)
            worth += telling(words) - _LONG * len(words) / _TALL - _OF_ITS_DAY * bool(_ITS_DAY.search(words))
            yield Item(page=page, span=span, words=words, worth=worth, figures=figures, unit=name)


def _may_serve(brief: Brief, page: Readable, sentence: Sentence) -> bool:
    """Whether a sentence stands where a report tells what the brief wants: of plans for the work as a whole only where a
    report tells its plans, of what is amiss only where it tells that."""
    amiss = any(_BAD_PLACE.search(h) for h in sentence.headings)
    to_come = page.report.doc_type == "计划" or any(_TO_COME.search(h) for h in sentence.headings)
    if brief.amiss:
        return amiss or bool(_SAYS_AMISS.search(page.folded(sentence.span)))
    if brief.planned and not (to_come or _SAYS_TO_COME.search(page.folded(sentence.span))):
        return False
    return not amiss or (brief.planned and to_come)


def _is_empty(words: str, figures: Sequence[Figure], brief: Brief) -> bool:
    """Whether a statement, or the clause that it ends with, is a set phrase; a figure makes a clause tell."""
    last = words.rpartition("，")[2]
    if last != words and not any(f.raw in last for f in figures) and is_empty_talk(last, planned=True):
        return True
    counted = any(_COUNTS.search(f.raw) for f in figures)
    return not counted and is_empty_talk(words, planned=brief.planned)


def _is_heading(page: Readable, sentence: Sentence) -> bool:
    """Whether a sentence only heads what follows: there is more under it than itself."""
    at = sentence.span.start
    return any(
        s.heading.start <= at < s.heading.end and s.span.end - s.heading.end > _BODY
        for s in page.report.sections()
    )


def _in_one_breath(
    parts: Sequence[Part], page: Readable, spans: Sequence[Span], sense: Sense, themes: Sequence[float]
) -> list[float]:
    """How far statements are on the theme, figures that follow upon each other being of one thing, but for those that
    speak of another line of work."""
    headed = _headed(parts, page, spans)
    told, reached = list(themes), 0.0
    first = max(themes, default=0.0) if headed else 0.0
    for n, span in enumerate(spans):
        strange = bool(parts) and all(is_of_others(part, page.folded(span)) for part in parts)
        if strange:
            told[n] -= _OF_OTHERS
            continue
        if any(span.covers(f.span) for f in page.report.figures):
            if _near(page, span, sense) < _CLOSE:
                continue
            told[n] = max(told[n], _SENTENCE * max(reached, first * (told[n] >= _RELATED)))
            reached = max(told[n], reached) if told[n] >= _SURELY else reached
    return told


def _headed(parts: Sequence[Part], page: Readable, spans: Sequence[Span]) -> bool:
    """Whether the heading over a sentence speaks of the theme."""
    sentence = page.sentence_at(spans[0].start) if spans else None
    over = [(fold(h), 1.0) for h in (sentence.headings[-1:] if sentence else ())]
    return any(spoken_of(part, over) >= _HEADED for part in parts)


def _planned(page: Readable, calendar: Calendar, span: Span, figures: Sequence[Figure]) -> bool:
    """Whether a statement is of what is to come; all of a plan is, unless it says that it is done."""
    if page.report.doc_type == "计划":
        return not stance.says_done(span.of(page.report.text))
    sentence = page.sentence_at(span.start)
    for clause in (c for c in sentence.clauses if span.covers(c)) if sentence else ():
        figure = next((f for f in figures if clause.covers(f.span)), None)
        # What 确保 says is the aim of what was done before it.
        aim = clause.start > span.start and clause.of(page.report.text).startswith("确保")
        if not aim and calendar.time_of(clause, figure).planned:
            return True
    return False


def _theme(parts: Sequence[Part], page: Readable, sentence: Sentence, span: Span, sense: Sense) -> float:
    """How far a statement is on the theme: by its words and those around it, and in meaning; 0.6 for any where the
    work as a whole is wanted."""
    if not parts:
        return _PLAIN
    before = page.before(span)
    start, clauses = sentence.span.start, [c for c in sentence.clauses if c.end <= span.start]
    last = clauses[-1].start if clauses else span.start
    contexts = [
        (page.folded(span), 1.0),
        (page.folded(Span(start=last, end=span.start)), 0.6),
        (page.folded(Span(start=start, end=max(start, last))), 0.4),
        *((fold(h), 0.6) for h in sentence.headings[-1:]),
        (page.folded(Span(start=before.start, end=max(before.start, min(before.end, start)))), 0.3),
    ]
    near = _near(page, span, sense)
    headed = max(coverage(part.terms, [(fold(h), 1.0) for h in sentence.headings[-1:]]) for part in parts)
    under = _UNDER * headed if headed >= _NAMED and near >= _CLOSE else 0.0
    return max(0.8 * max(spoken_of(part, contexts) for part in parts), under) + 0.4 * near


def _near(page: Readable, span: Span, sense: Sense) -> float:
    """How near in meaning the nearest clause of a statement is."""
    sentence = page.sentence_at(span.start)
    clauses = sentence.clauses if sentence else ()
    return max((sense.near_of(page.report.id, c.start) for c in clauses if span.covers(c)), default=0.0)
