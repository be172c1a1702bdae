"""Drafting a paragraph on a theme from the library's own clauses, each attributed to its unit and cited."""

import re
from dataclasses import dataclass, replace

from rag import phrases
from rag.citations import with_marks, without_marks
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.reading import label, plain_words
from rag.retrieve import Shelf, read_for
from rag.terms import content_terms
from rag.text_answer import RankedSentence, rank_sentences, shown_part
from rag.understand import Question

_LENGTH = re.compile(r"(\d{2,4})\s*个?字")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,20})[”\"」]")
_ABOUT = re.compile(
    r"(?:关于|围绕|就)([^，。、“]{2,14}?)(?:方面)?(?:工作)?(?:写|起草|撰写|草拟|拟|的|，|$)"
    r"|(?:写|起草|撰写|草拟|拟)[一1]?[段篇份个]?([^，。\d“]{2,16}?)(?:的?(?:总结|段落|材料|计划|汇报|经验|小结)|[，,。]|$)"
)
_DEFAULT_LENGTH = 200
_ROUNDS = 3


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
        for ranked in (candidates[round_] for candidates in found if round_ < len(candidates)):
            sentence = _say(ranked, question, book)
            size = len(without_marks(sentence))
            if length < brief.length * 0.9 and (length + size <= brief.length * 1.2 or not sentences):
                sentences.append(sentence)
                length += size
    if not sentences:
        return Draft(status="not_found", text=phrases.NOT_FOUND)
    short = length < brief.length * 0.8
    notes = (phrases.DRAFT_SHORT.format(theme=brief.theme, length=length),) if short else ()
    return Draft(status="answered", text="".join(sentences), notes=notes)


def _per_unit(question: Question, shelf: Shelf) -> list[list[RankedSentence]]:
    """For each unit its sentences on the theme, best first; units with the most to say in front."""
    found = []
    for entry in question.units or shelf.refresh().entries:
        reading = read_for(question, shelf, [entry])
        ranked = rank_sentences(question, reading.pages, reading.sense)
        good = [r for r in ranked if r.acceptable and len(r.sentence.span) >= 20][:6]
        if good:
            found.append(sorted(good, key=_worth, reverse=True)[:_ROUNDS])
    return sorted(found, key=lambda candidates: _worth(candidates[0]), reverse=True)


def _worth(ranked: RankedSentence) -> float:
    """A passage with a figure says more than one without."""
    figures = ranked.page.report.figures
    return ranked.score + 0.25 * any(
        ranked.sentence.span.covers(f.span) and f.value is not None for f in figures
    )


def _say(ranked: RankedSentence, question: Question, book: EvidenceBook) -> str:
    span = shown_part(question, ranked)
    words, name = plain_words(ranked.page, span), label(ranked.page)
    number = book.cite(ranked.page, span)
    return with_marks(words if name in words[: len(name) + 8] else f"{name}{words}", [number])
