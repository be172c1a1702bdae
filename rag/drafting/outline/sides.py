"""What a library says of a theme that no report is wholly about: the sentences that speak of it, by the side they tell of."""

import re
from collections.abc import Iterator, Sequence

from ingest.model import Span
from rag.drafting.outline.pieces import Piece, parts_in, title_place, trimmed
from rag.drafting.outline.topics import Topic, topic_of
from rag.surroundings import Readable, Sentence
from rag.terms import fold

_LIST_MARK = re.compile(
    r"[\s　]*(?:[一二三四五六七八九十]{1,3}(?:是(?:要)?|要|、)|第[一二三四五六七八九十][，,、]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳⑴-⒇])[、，,]?"
)
_TELLING = range(8, 31)
_SAYS, _ON_THEME, _FITS = 0.4, 0.3, 0.2
_KEPT = ("problems", "plan")
_APART = re.compile("存在[^，。]{0,8}(?:问题|不足|困难|短板)|不足之处|下一?步|今后的?(?:工作|打算)")
_OPENING = 30


def sides_told(
    page: Readable, theme: re.Pattern[str], things: Sequence[Topic], sides: Sequence[Topic]
) -> Iterator[Piece]:
    """The sentences of a report that speak of a theme, each as the side of it that its best clause tells of; `things`
    are of the theme wherever they are spoken of. What is amiss and what is to come are those parts."""
    parts: set[str] = set()
    for section in page.report.sections():
        found = parts_in(section.title)
        place = title_place(page, section)
        above = page.sentence_at(section.span.start)
        over = [p for h in (above.headings if above else ()) for p in parts_in(h)]
        # 存在的问题及打算 heads both; what stands under it without a word of trouble is to come.
        part = next((p for p in reversed(over) if p in _KEPT), "")
        if part and part not in parts and not found and theme.search(fold(section.title)):
            parts.add(part)
            yield Piece(page=page, place=place, title=page.report.clean(place), at=0.9, part=part)
    for sentence in page.sentences:
        if any(p in (*_KEPT, "guide", "goal") for h in sentence.headings for p in parts_in(h)):
            continue
        start = page.paragraph(sentence.span).start
        if not _APART.search(page.report.text, start, start + _OPENING):
            yield from _best(page, sentence, theme, things, sides)


def _best(
    page: Readable,
    sentence: Sentence,
    theme: re.Pattern[str],
    things: Sequence[Topic],
    sides: Sequence[Topic],
) -> Iterator[Piece]:
    """The clause of a sentence that best tells of a side of the theme."""
    text = page.report.text
    headed = any(theme.search(fold(h)) for h in sentence.headings[-1:])
    if not (things or headed or theme.search(page.folded(sentence.span))):
        return
    found: list[Piece] = []
    for clause in sentence.clauses:
        on_theme = bool(theme.search(page.folded(clause)))
        topic = topic_of(clause.of(text), things)
        if topic is None and (headed or on_theme):
            topic = topic_of(clause.of(text), sides)
        if topic is None:
            continue
        mark = _LIST_MARK.match(clause.of(text))
        place = trimmed(text, Span(start=clause.start + (mark.end() if mark else 0), end=clause.end))
        title = page.report.clean(place)
        weight = _SAYS + _ON_THEME * on_theme + _FITS * (len(title) in _TELLING)
        found.append(
            Piece(page=page, place=place, title=title, at=0.5, topic=topic, weight=weight, headed=False)
        )
    if found:
        yield max(found, key=lambda p: p.weight)
