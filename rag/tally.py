"""Figures of many units side by side: each unit's own, gathered by what they measure, ranked and added up only among
their like."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Span
from rag import stance
from rag.claims import SAME_MEASURE
from rag.directory import UnitEntry
from rag.figure_answer import RankedFigure, counted_phrase, rank_figures
from rag.measure_fit import measure_fit
from rag.reading import figure_span
from rag.retrieve import Shelf
from rag.sense import Sense
from rag.surroundings import Readable
from rag.terms import coverage, presence
from rag.understand import Question

_AS_GOOD = 0.06
_ON_THE_MATTER = 0.12
_OF_THE_DEED = 0.4
_WORD_FOR_IT = 0.9
_TOLD = 0.5
_PEOPLE = frozenset(("人", "人次"))
_PRESENT = 0.42
_SHOWN = 3
_KIND_OF_PEOPLE = re.compile(r"(?:[生员人民众者工师客童军]|干部|同志|老人|妇女|少年|青年|队伍|群众)$")
_AS_IT_STANDS = re.compile("基本情况|概况|现状|回顾|成效|完成情况|工作情况")
_SERIES = re.compile(r"[^，。；]*、[^，。；]*等")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tallied:
    """What a unit says by figures. `best` is the one it is ranked by; `others` are further ones on the matter.
    `withheld`: the source hides the number; `planned`: it is to come."""

    entry: UnitEntry
    best: RankedFigure
    others: tuple[RankedFigure, ...] = ()

    @property
    def measure(self) -> str:
        """What is counted by, words that mean one thing brought to one (名 is 人, 场 is 场次)."""
        return one_measure(self.best.figure.measure)

    @property
    def value(self) -> Decimal:
        """The value in the base measure. Only of a figure that is not withheld."""
        if self.best.figure.value is None:
            raise ValueError("a withheld figure has no value")
        return self.best.figure.value

    @property
    def withheld(self) -> bool:
        """Whether the source hides the number."""
        return self.best.figure.value is None


def tally(question: Question, units: Sequence[UnitEntry], shelf: Shelf) -> tuple[Tallied, ...]:
    """Every unit's figure for the question, in the order of `units`; units that give none are left out."""
    ids = [i for unit in units for i in unit.report_ids if _may_say(question, shelf.words(i))]
    if not ids:
        return ()
    near = shelf.store.nearness(question.topic, report_ids=ids)
    sense, speaking = Sense(near=near), frozenset(ids)
    found = []
    for unit in units:
        pages = [_fitting(question, shelf.page(i)) for i in unit.report_ids if i in speaking]
        if picked := _picked(question, unit, rank_figures(question, pages, sense)):
            found.append(picked)
    return tuple(found)


def like_with_like(tallied: Iterable[Tallied], asked: str) -> tuple[tuple[Tallied, ...], ...]:
    """The figures by measure: the group of most units first, of equals that of the measure asked for."""
    groups: dict[str, list[Tallied]] = {}
    for one in tallied:
        groups.setdefault(one.measure, []).append(one)
    wanted = one_measure(asked)
    return tuple(map(tuple, sorted(groups.values(), key=lambda g: (-len(g), g[0].measure != wanted))))


def counts_people(question: Question) -> bool:
    """Whether people of a kind are counted (志愿者), not people at something (培训)."""
    counted = counted_phrase(question.topic)
    return bool(counted) and bool(_KIND_OF_PEOPLE.search(counted[-1].text))


def one_measure(measure: str) -> str:
    """Words that count alike brought to one: 名 and 位 to 人, 场 to 场次, 册 to 本."""
    word, slash, cycle = measure.partition("/")
    return SAME_MEASURE.get(word, word) + slash + cycle


def _may_say(question: Question, words: str) -> bool:
    terms = counted_phrase(question.topic) or question.terms
    return not terms or any(presence(t, words) >= _PRESENT for t in terms)


def _fitting(question: Question, page: Readable) -> Readable:
    """The page narrowed to sentences that tell of what is asked for and hold a figure of its kind."""
    told: dict[int, bool] = {}
    for figure in page.report.figures:
        sentence = page.sentence_at(figure.span.start)
        if sentence is None or told.get(sentence.span.start) is not None:
            continue
        if measure_fit(question.measure, figure.measure) >= 0:
            told[sentence.span.start] = _covers(question, page.folded(sentence.span))
    return page.only([start for start, tells in told.items() if tells])


def _covers(question: Question, words: str) -> bool:
    terms = [t for t in question.terms if t.text != question.measure]
    return coverage(terms, [(words, 1.0)]) >= _TOLD


def _picked(question: Question, unit: UnitEntry, ranked: Sequence[RankedFigure]) -> Tallied | None:
    """Of the figures that answer equally well the greatest, for parts stand beside their whole. Of people at something
    done (培训) 人 and 人次 are weighed alike; of people of a kind (志愿者) they are not."""
    good = [r for r in ranked if r.acceptable and _tells(r, question)]
    if not good:
        return None
    if counts_people(question) and one_measure(question.measure or "人") == "人":
        # 参加志愿者420人次 tells nothing of how many volunteers there are.
        good = [r for r in good if r.figure.measure.split("/")[0] != "人次"]
    if not good:
        return None
    good = _of_what_was_done(good, question)
    top = good[0]
    near = [r for r in good if r.score >= top.score - _ON_THE_MATTER and r.figure.value is not None]
    if top.figure.value is None:
        return Tallied(entry=unit, best=top, others=_apart_from(top, near))
    measures = {one_measure(top.figure.measure)}
    if measures <= _PEOPLE and not counts_people(question):
        measures |= _PEOPLE
    alike = [
        r
        for r in near
        if r.figure.planned == top.figure.planned
        and one_measure(r.figure.measure) in measures
        and (r.score >= top.score - _AS_GOOD or len(measures) > 1)
    ]
    whole = [r for r in alike if not r.figure.parent] or alike
    best = max(whole, key=lambda r: (r.figure.value or 0, r.score))
    return Tallied(entry=unit, best=best, others=_apart_from(best, near))


def _tells(found: RankedFigure, question: Question) -> bool:
    """Whether the words quoted for a figure speak of what is asked for; that it stands near will not do."""
    return _covers(question, found.page.folded(quote_of(found, question)))


def _of_what_was_done(good: list[RankedFigure], question: Question) -> list[RankedFigure]:
    """调解94起 before 排查矛盾纠纷96起 where 调解 was asked for: those whose own clause has the deed, if any."""
    counted = {t.text for t in counted_phrase(question.topic)}
    deeds = [t for t in question.terms if t.text not in counted and t.text != question.measure]
    with_deed = [
        r
        for r in good
        if r.score >= good[0].score - _OF_THE_DEED
        and all(presence(t, r.page.folded(r.figure.clause)) >= _WORD_FOR_IT for t in deeds)
    ]
    return with_deed or good


def _apart_from(best: RankedFigure, near: Sequence[RankedFigure]) -> tuple[RankedFigure, ...]:
    return tuple(r for r in near if r is not best and r.figure.clause != best.figure.clause)[: _SHOWN - 1]


def quote_of(found: RankedFigure, question: Question) -> Span:
    """The words that are quoted for a figure."""
    return figure_span(found.page, found.figure, question.terms)


def to_come(found: RankedFigure) -> bool:
    """Whether a figure is planned; what a plan says of how things stand (二、基本情况) is not."""
    if not found.figure.planned:
        return False
    sentence = found.page.sentence_at(found.figure.span.start)
    headings = sentence.headings[-1] if sentence and sentence.headings else ""
    of_record = bool(_AS_IT_STANDS.search(headings))
    return not of_record or stance.firmly_plans(found.figure.clause.of(found.page.report.text))


def holds_several(found: RankedFigure, question: Question) -> bool:
    """Whether a figure counts what is asked for together with other things (文艺演出、书画展等活动31场次)."""
    text, clause = found.page.report.text, found.figure.clause
    before = text[clause.start : found.figure.span.start]
    words = [t.text for t in counted_phrase(question.topic) or question.terms]
    behind = text[found.figure.span.end : clause.end]
    if any(re.match(rf"{re.escape(w)}[、和与]", behind) for w in words):
        return True
    series = _SERIES.search(before)
    if series is None or not any(w in series.group() for w in words):
        return False
    # 文艺演出等文化活动, asked for 文化活动: the whole is what is asked for.
    return not any(w in before[series.end() :] for w in words)
