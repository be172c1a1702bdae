"""Drafting a paragraph on a theme from the library's own clauses, each attributed to its unit and cited."""

import re
from dataclasses import dataclass, replace

from ingest.model import Span
from rag import phrases
from rag.citations import with_marks
from rag.extractive import Draft
from rag.figure_answer import rank_figures
from rag.ground import EvidenceBook
from rag.reading import figure_span, label, plain_words
from rag.retrieve import Reading, Shelf, read_for
from rag.surroundings import Readable
from rag.terms import content_terms
from rag.text_answer import rank_sentences, shown_part
from rag.understand import Question

_LENGTH = re.compile(r"(\d{2,4})\s*个?字")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,20})[”\"」]")
_ABOUT = re.compile(
    r"以([^，。、“为]{2,14}?)为(?:主?题|题目|主题词|主线|内容|重点)"
    r"|(?:关于|围绕|就)([^，。、“]{2,14}?)(?:方面)?(?:工作)?(?:写|起草|撰写|草拟|拟|的|，|$)"
    r"|(?:写|起草|撰写|草拟|拟)[一1]?[段篇份个]?([^，。\d“]{2,16}?)(?:的?(?:总结|段落|材料|计划|汇报|经验|小结)|[，,。]|$)"
)
_DEFAULT_LENGTH = 200
_ROUNDS = 3
_LONGEST = 90
_ON_THEME = 0.35
_FIGURE_BONUS = 0.25


@dataclass(frozen=True, kw_only=True, slots=True)
class _Passage:
    """Words of one report that may go into the draft, and how much they are worth there."""

    page: Readable
    span: Span
    worth: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is to be written: on which theme, in about how many characters."""

    theme: str
    length: int


def brief_of(question: Question) -> Brief:
    """The theme and the length that a request names; 200 characters where it names none."""
    length, quoted, about = (p.search(question.text) for p in (_LENGTH, _QUOTED, _ABOUT))
    named = next((g for g in about.groups() if g), "") if about else ""
    theme = quoted.group(1) if quoted else named or question.topic
    return Brief(theme=theme.strip("的 "), length=int(length.group(1)) if length else _DEFAULT_LENGTH)


def write_draft(question: Question, shelf: Shelf, book: EvidenceBook) -> Draft:
    """The clauses that speak most of the theme, one unit after the other, to about the length asked for."""
    brief = brief_of(question)
    found = _per_unit(
        replace(question, topic=brief.theme, terms=content_terms(brief.theme), asked="text"), shelf
    )
    sentences: list[str] = []
    length = 0
    for round_ in range(_ROUNDS):
        for passage in (passages[round_] for passages in found if round_ < len(passages)):
            words = _words(passage)
            size = len(words) + 1
            if length < brief.length * 0.9 and (length + size <= brief.length * 1.2 or not sentences):
                sentences.append(with_marks(words, [book.cite(passage.page, passage.span)]))
                length += size
    if not sentences:
        return Draft(status="not_found", text=_nothing_found(question))
    short = length < brief.length * 0.8
    notes = (phrases.DRAFT_SHORT.format(theme=brief.theme, length=length),) if short else ()
    return Draft(status="answered", text="".join(sentences), notes=notes)


def _nothing_found(question: Question) -> str:
    names = "、".join(unit.name for unit in question.units)
    return phrases.NOT_MENTIONED.format(unit=names) if names and not question.group else phrases.NOT_FOUND


def _per_unit(question: Question, shelf: Shelf) -> list[list[_Passage]]:
    """For each unit its passages on the theme, best first; units with the most to say in front."""
    found = []
    for entry in question.units or shelf.refresh().entries:
        reading = read_for(question, shelf, [entry])
        passages = _with_figures(question, reading) or _without_figures(question, reading)
        if passages:
            found.append(sorted(passages, key=lambda p: -p.worth)[:_ROUNDS])
    return sorted(found, key=lambda passages: -passages[0].worth)


def _with_figures(question: Question, reading: Reading) -> list[_Passage]:
    """What was done and how much of it: the clauses of figures that speak of the theme, neighbours joined."""
    ranked = rank_figures(question, reading.pages, reading.sense)
    told = [r for r in ranked if r.close_by >= _ON_THEME and not r.figure.withheld and not r.figure.planned]
    passages: list[_Passage] = []
    for page in reading.pages:
        spans = sorted(
            {figure_span(page, r.figure, question.terms): r.score for r in told if r.page is page}.items()
        )
        for span, score in spans:
            last = passages[-1] if passages and passages[-1].page is page else None
            if last and span.start - last.span.end <= 2 and span.end - last.span.start <= _LONGEST:
                joined = Span(start=last.span.start, end=max(last.span.end, span.end))
                passages[-1] = _Passage(page=page, span=joined, worth=max(last.worth, score + _FIGURE_BONUS))
            elif last is None or span.start >= last.span.end:
                passages.append(_Passage(page=page, span=span, worth=score + _FIGURE_BONUS))
    return passages


def _without_figures(question: Question, reading: Reading) -> list[_Passage]:
    ranked = rank_sentences(question, reading.pages, reading.sense)
    return [
        _Passage(page=r.page, span=shown_part(question, r, longest=_LONGEST), worth=r.score)
        for r in ranked[:6]
        if r.acceptable and len(r.sentence.span) >= 20
    ]


def _words(passage: _Passage) -> str:
    """The words of a passage with the unit's name in front, where they do not name it themselves."""
    words, name = plain_words(passage.page, passage.span), label(passage.page)
    return words if name in words[: len(name) + 8] else f"{name}{words}"
