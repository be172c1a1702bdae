"""The extractive writer: answers one question about one unit, or the library, with the source's own clauses."""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol, runtime_checkable

from ingest.model import Figure, Span
from rag import phrases
from rag.figure_answer import RankedFigure, rank_figures
from rag.ground import EvidenceBook
from rag.homophones import heard
from rag.list_answer import RankedList, inline_series, rank_lists
from rag.model import Derived, Status
from rag.reading import Said, figure_span, label, say, say_withheld
from rag.retrieve import Reading
from rag.sense import NEAR
from rag.terms import Term, content_terms, fold
from rag.text_answer import RankedSentence, rank_sentences, short_of, shown_part
from rag.understand import Question, asked_for

_AS_LIKELY = 0.15
_SLIGHTLY = Decimal("0.1")
_FEW_OTHERS = 3
_AS_GOOD = 0.1
_RIVALS = 5
_PARTS = re.compile(r"[？?；;]|，(?=[^，]{0,12}(?:哪|什么|谁|多少|几|怎么|如何))")
# How many sentences may answer, and how good the later ones must be beside the first.
_AS_MANY_AS = {"text": (2, 0.93), "list": (4, 0.75)}
_MARK_OF_HIDING = re.compile(r"[_xX×*＊○〇□■…]")
_ASKS_YEAR = re.compile(r"哪一?年|何年|几几年|哪个年份")
_HIDDEN_YEAR = re.compile(r"(?:[12]\d{0,3})?[_xX×]{1,4}年(?:[\dxX]{1,2}月)?(?:[\dxX]{1,2}日)?")
_HIDDEN_DATE = re.compile(r"[_xX×]{1,2}月(?:[\d_xX×]{1,2}日)?|\d{1,2}月[_xX×]{1,2}日|[_xX×]{1,2}日")
_HIDDEN_PLACE = re.compile(r"(?:_{2,}|[xX×]{2,})[\u4e00-\u9fff]{0,4}")
_OPEN_DATE = re.compile(r"\d{1,2}月|[一二三四五六七八九十]{1,2}月|每周|周[一二三四五六日]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a writer wrote, before verification. Where it is `whole` each of its sentences belongs to the answer: the
    points of a series, figures that disagree, several units. `worked_out` is what code bears out of its sentences, beside
    the derived values that the answer shows: they are verified with it."""

    status: Status
    text: str
    short: str | None = None
    notes: tuple[str, ...] = ()
    writer: str = "extractive"
    whole: bool = False
    worked_out: tuple[Derived, ...] = ()


class Writer(Protocol):
    """Writes the answer to a question from what was read; every sentence of fact carries its marks."""

    name: str

    def write(self, question: Question, reading: Reading, book: EvidenceBook) -> Draft:
        """The answer, its quotes entered in `book`."""


@runtime_checkable
class StreamingWriter(Protocol):
    """A writer that tells what it writes as it goes."""

    def stream(
        self, question: Question, reading: Reading, book: EvidenceBook
    ) -> Generator[str | Draft, None, None]:
        """Verified pieces of text as they come, empty ones while there are none, last the draft that stands in their
        place. Closing it ends the writing at once."""


@runtime_checkable
class RecallingWriter(Protocol):
    """A writer that can tell what its words rested on without writing them again."""

    def recall(self, question: Question, reading: Reading, book: EvidenceBook, said: str) -> Draft:
        """The answer to a question as it was given before in the words `said`, its quotes entered in `book`; nothing
        is written anew."""


class ExtractiveWriter:
    """Answers with the clause that holds the answer; needs no language model."""

    name = "extractive"

    def write(self, question: Question, reading: Reading, book: EvidenceBook) -> Draft:
        """See `Writer.write`."""
        question, notes = heard(question, reading.pages)
        draft = _write(question, reading, book)
        return replace(draft, notes=(*notes, *draft.notes)) if draft.status != "not_found" else draft


def _write(question: Question, reading: Reading, book: EvidenceBook) -> Draft:
    if question.asked == "list" and (spelled_out := inline_series(question, reading.pages)):
        page, span = spelled_out
        return Draft(status="answered", text=say(page, span, book).text)
    if question.asked == "list":
        lists = rank_lists(question, reading.pages)
        if lists and lists[0].acceptable and _is_where_the_answer_is(lists[0], question, reading):
            return _write_list(lists[0], book)
    if question.asked == "number":
        return _write_figure(question, reading, book)
    return _write_text(question, reading, book)


def _is_where_the_answer_is(found: RankedList, question: Question, reading: Reading) -> bool:
    """Whether the passage that speaks most of the question is the one that introduces the series, or in it."""
    best = next(iter(rank_sentences(question, reading.pages, reading.sense)), None)
    if found.whole or best is None or not best.acceptable or (found.sure and best.near < NEAR):
        return True
    return best.page is found.page and found.extent.overlaps(best.sentence.span)


def _write_list(found: RankedList, book: EvidenceBook) -> Draft:
    lines = []
    for i, point in enumerate(found.points):
        number = book.cite(found.page, point.heading)
        lead = f"{label(found.page)}：" if i == 0 else ""
        words = found.page.report.clean(point.heading).strip("：:。；;，, ")
        lines.append(f"{lead}{words}[{number}]。")
    return Draft(status="answered", text="\n".join(lines), whole=True)


def _write_figure(question: Question, reading: Reading, book: EvidenceBook) -> Draft:
    every = rank_figures(question, reading.pages, reading.sense)
    ranked = [r for r in every if r.acceptable] or _likely(question, every, reading)
    if not ranked:
        return _not_found(question, phrases.NO_FIGURE)
    best = ranked[0]
    if best.figure.withheld:
        return write_withheld(best, question, book)
    others, elsewhere = _other_units(question, best, ranked), _said_otherwise(best, ranked)
    said = [_say_figure(r, question.terms, book) for r in (best, *others, *elsewhere)]
    notes = [] if best.acceptable else [phrases.OTHER_WORDS]
    notes += [phrases.SEVERAL_UNITS] if others else []
    notes += (
        [phrases.DISAGREE.format(values="、".join(r.figure.raw for r in (best, *elsewhere)))]
        if elsewhere
        else []
    )
    return Draft(
        status="answered",
        text="\n".join(s.text for s in said),
        short=None if others else best.figure.raw,
        notes=tuple(notes),
        whole=len(said) > 1,
    )


def _likely(question: Question, every: Sequence[RankedFigure], reading: Reading) -> list[RankedFigure]:
    """The first figure, where the passage that speaks most of the question is its own."""
    best = next(iter(every), None)
    if best is None or not best.likely or len(question.units) != 1:
        return []
    if any(r.fits and r.counts_it and r.score >= best.score - _AS_GOOD for r in every[1:_RIVALS]):
        # 企业23家 and 企业86家: which of them is meant, the words do not tell.
        return []
    top = rank_sentences(question, reading.pages, reading.sense)[0]
    return [best] if top.page is best.page and top.sentence.span.covers(best.figure.clause) else []


def _said_otherwise(best: RankedFigure, ranked: Sequence[RankedFigure]) -> list[RankedFigure]:
    """The same thing of the same unit with another number in another place (175人, 176人): the reader must know."""
    figure = best.figure
    otherwise = [
        other
        for other in ranked
        if other.page.report.unit.name == best.page.report.unit.name
        and other.figure.clause != figure.clause
        and _differ_slightly(figure, other.figure)
        and other.score >= best.score - _AS_LIKELY
    ]
    # Many numbers that lie close are of many things, whatever they are called.
    return otherwise if len(otherwise) <= _FEW_OTHERS else []


def _differ_slightly(a: Figure, b: Figure) -> bool:
    """Whether two exact figures count the same by the same measure and come out a little apart. A great difference
    means that they count different things after all."""
    if a.value is None or b.value is None or a.approximate or b.approximate:
        return False
    alike = (a.measure, a.planned, fold(a.subject)) == (b.measure, b.planned, fold(b.subject))
    apart = abs(a.value - b.value)
    return alike and bool(a.subject) and 0 < apart <= max(abs(a.value), abs(b.value)) * _SLIGHTLY


def _other_units(
    question: Question, best: RankedFigure, ranked: Sequence[RankedFigure]
) -> list[RankedFigure]:
    """Where no unit was named, what other units say to the same question."""
    if question.units:
        return []
    others: dict[str, RankedFigure] = {}
    for candidate in ranked[1:]:
        unit = candidate.page.report.unit.name
        close = candidate.score >= best.score - 0.08 and not candidate.figure.withheld
        if close and unit != best.page.report.unit.name:
            others.setdefault(unit, candidate)
    return list(others.values())[:4]


def _say_figure(ranked: RankedFigure, terms: tuple[Term, ...], book: EvidenceBook) -> Said:
    return say(ranked.page, figure_span(ranked.page, ranked.figure, terms), book)


def write_withheld(ranked: RankedFigure, question: Question, book: EvidenceBook) -> Draft:
    """The answer where the source hides the value, or has lost a part of it: its own words, and that they hold no
    figure."""
    page, figure = ranked.page, ranked.figure
    span = figure_span(page, figure, question.terms)
    if _MARK_OF_HIDING.search(figure.raw):
        said = say_withheld(page, span, figure.raw, book)
    else:
        # 职工10；: digits and measure are gone, and nothing shows how many.
        said = say_withheld(page, span, page.report.clean(figure.clause), book, wording=phrases.DAMAGED)
    return Draft(status="withheld_in_source", text=said.text)


def _write_text(question: Question, reading: Reading, book: EvidenceBook) -> Draft:
    parts = _parts(question)
    found: list[RankedSentence] = []
    for part in parts:
        ranked = rank_sentences(part, reading.pages, reading.sense)
        good = [r for r in ranked if r.acceptable] or _likeliest(question, ranked)
        if not good:
            continue
        most, share = _AS_MANY_AS.get(part.asked, (1, 1.0))
        found += [r for r in good[:most] if r is good[0] or r.score >= share * good[0].score]
    if not found:
        return _not_found(question, phrases.NOT_MENTIONED)
    if hidden := _hidden_answer(question, found[0]):
        said = say_withheld(found[0].page, shown_part(question, found[0]), hidden, book)
        return Draft(status="withheld_in_source", text=said.text)
    return _say_sentences(question, found, book)


def _likeliest(question: Question, ranked: Sequence[RankedSentence]) -> list[RankedSentence]:
    """The first sentence, where it may be what was meant."""
    return [ranked[0]] if ranked and len(question.units) == 1 and ranked[0].likely else []


def _hidden_answer(question: Question, found: RankedSentence) -> str | None:
    """The redacted year, date or place that a question of when or where runs into: 20__年10月 for 哪一年."""
    clause = found.clause.of(found.page.report.text)
    if question.asked == "place" and (place := _HIDDEN_PLACE.search(clause)):
        return place.group()
    if question.asked != "time":
        return None
    if _ASKS_YEAR.search(question.topic):
        dated = _HIDDEN_YEAR.search(clause)
    else:
        dated = None if _OPEN_DATE.search(clause) else _HIDDEN_DATE.search(clause)
    return dated.group() if dated else None


def _say_sentences(question: Question, found: Sequence[RankedSentence], book: EvidenceBook) -> Draft:
    unique = {(r.page.report.id, r.sentence.span): r for r in found}
    lines, withheld = [], []
    for ranked in unique.values():
        span: Span = shown_part(question, ranked)
        lines.append(say(ranked.page, span, book).text)
        withheld += [f.raw for f in ranked.page.report.figures if f.withheld and span.covers(f.span)]
    first = found[0]
    clause = first.page.report.clean(first.clause)
    short = short_of(question.asked, first.page.report.clean(shown_part(question, first)), clause)
    notes = [f"原文此处数字残缺，照录为“{raw}”。" for raw in dict.fromkeys(withheld)]
    if not first.acceptable:
        notes.append(phrases.OTHER_WORDS)
    return Draft(status="answered", text="\n".join(lines), short=short, notes=tuple(notes))


def _parts(question: Question) -> list[Question]:
    """The questions in a question: 老年大学叫什么名字？开了哪些课？ A later one goes on about the first."""
    pieces = [p.strip("，, ") for p in _PARTS.split(question.topic) if p and p.strip("，, 呢吗")]
    if len(pieces) < 2:
        return [question]
    first = content_terms(pieces[0])
    parts = []
    for i, piece in enumerate(pieces):
        own = content_terms(piece)
        kept = tuple(t for t in first if i and t not in own)
        terms = (*own, *(replace(t, weight=t.weight * 0.6, exact=False) for t in kept))
        if terms:
            parts.append(replace(question, topic=piece, terms=terms, asked=asked_for(piece)))
    return parts or [question]


def _not_found(question: Question, wording: str) -> Draft:
    if len(question.units) == 1:
        return Draft(status="not_found", text=wording.format(unit=question.units[0].name))
    return Draft(status="not_found", text=phrases.NOT_FOUND)
