"""Turning found passages into sentences for the reader: trimmed at clauses, led by the unit's name, cited."""

import re
from dataclasses import dataclass

from ingest.model import Figure, Span
from rag import phrases
from rag.citations import with_marks
from rag.ground import EvidenceBook
from rag.surroundings import Readable
from rag.terms import Term

_NUMBERED = re.compile(
    r"^(?:[-*•]\s+|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．.](?!\d)|[①-⑳⑴-⒇]|[一二三四五六七八九十]是)\s*"
)
_SLIP = re.compile(r"(?<=[0-9一二三四五六七八九十])。(?=[0-9一二三四五六七八九十])")
_ASIDE = re.compile(r"[(（][^()（）\n]{1,40}[)）]")
_ENOUGH = 7
_LONGEST = 110


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A sentence for the reader with the numbers of what it cites; `text` carries the marks."""

    text: str
    numbers: tuple[int, ...]


def label(page: Readable) -> str:
    """The unit as it leads a sentence: without the bracket that tells namesakes apart."""
    return label_of(page.report.unit.name)


def label_of(name: str) -> str:
    """A unit's name without the bracket that tells namesakes apart."""
    return re.sub(r"（.*?）", "", name)


def figure_span(page: Readable, figure: Figure, terms: tuple[Term, ...]) -> Span:
    """The clause of a figure, with the clauses before it that the question also speaks of, or that it needs to be
    understood; a figure in a bracket comes with the statement in front of the bracket."""
    sentence = page.sentence_at(figure.span.start)
    if sentence is None:
        return figure.clause
    start, end = figure.clause.start, figure.clause.end
    if figure.parent and figure.span.end - figure.parent.start <= _LONGEST:
        holder = [c for c in sentence.clauses if c.start <= figure.parent.start]
        start = holder[-1].start if holder else figure.parent.start
    earlier = [c for c in sentence.clauses if c.end <= start]
    held = page.folded(Span(start=start, end=end))
    for clause in reversed(earlier):
        if end - clause.start > _LONGEST:
            break
        words = page.folded(clause)
        needed = end - start < _ENOUGH or any(t.text in words and t.text not in held for t in terms)
        if not needed:
            break
        start, held = clause.start, words + held
    if aside := _ASIDE.match(page.report.text, end, sentence.span.end):
        end = aside.end()
    return _balanced(page.report.text, Span(start=start, end=end), sentence.span)


def _balanced(text: str, span: Span, sentence: Span) -> Span:
    """A bracket opened inside the span is closed inside it where that is near."""
    words = span.of(text)
    for opening, closing in (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》")):
        if words.count(opening) > words.count(closing):
            at = text.find(closing, span.end, min(sentence.end, span.end + 60))
            if at >= 0:
                return Span(start=span.start, end=at + 1)
    return span


def say(page: Readable, span: Span, book: EvidenceBook, *, lead: bool = True) -> Said:
    """A passage as a cited sentence, led by the unit's name where it does not name the unit itself."""
    number, words, name = book.cite(page, span), plain_words(page, span), label(page)
    text = words if not lead or words.startswith(name) else f"{name}：{words}"
    return Said(text=with_marks(text, [number]), numbers=(number,))


def say_withheld(
    page: Readable, span: Span, raw: str, book: EvidenceBook, *, wording: str = phrases.WITHHELD
) -> Said:
    """That the source hides what was asked for, or has lost it: its own words for it, cited, and no value."""
    number = book.cite(page, span)
    text = wording.format(unit=label(page), raw=raw)
    return Said(text=with_marks(text, [number]), numbers=(number,))


def plain_words(page: Readable, span: Span) -> str:
    """The words of a span as running text: without its list marker, stray marks and half brackets; a full stop
    typed for the dot of a date (3。12) is shown as a dot, lest it end the sentence."""
    words = _drop_lone_marks(_NUMBERED.sub("", page.report.clean(span)).strip(" 　；;，,、。"))
    return _SLIP.sub("·", words)


def _drop_lone_marks(words: str) -> str:
    """Brackets and quotation marks that the cut left without their other half."""
    for opening, closing in (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》")):
        if words.count(opening) > words.count(closing) and words.rfind(opening) > words.rfind(closing):
            cut = words.rfind(opening)
            words = (
                words[:cut] + words[cut + 1 :] if opening in "“《" else words[:cut] + "，" + words[cut + 1 :]
            )
        elif words.count(closing) > words.count(opening):
            cut = words.find(closing)
            words = words[:cut] + words[cut + 1 :]
    return words.replace("，，", "，").strip("，,")
