"""Words of a question that an input method got wrong: 拉圾 where the reports have 垃圾, found by how they sound."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pypinyin import Style, pinyin

from ingest.model import Span
from ingest.words import is_known
from rag import phrases
from rag.surroundings import Readable
from rag.terms import Term, presence
from rag.understand import Question


def heard(question: Question, pages: Sequence[Readable]) -> tuple[Question, tuple[str, ...]]:
    """The question with words that are none, and that no page has, read as the word of the pages that sounds the
    same; and what was so read, for the reader."""
    terms, notes = [], []
    for term in question.terms:
        word = _sounding_alike(term, pages) if _is_doubtful(term, pages) else None
        terms.append(replace(term, text=word) if word else term)
        if word:
            notes.append(phrases.HEARD.format(typed=term.text, meant=word))
    if not notes:
        return question, ()
    topic = question.topic
    for before, after in zip(question.terms, terms, strict=True):
        topic = topic.replace(before.text, after.text)
    return replace(question, terms=tuple(terms), topic=topic), tuple(notes)


def _is_doubtful(term: Term, pages: Sequence[Readable]) -> bool:
    if len(term.text) < 2 or is_known(term.text):
        return False
    return not any(presence(term, _whole(page)) >= 1 for page in pages)


def _sounding_alike(term: Term, pages: Sequence[Readable]) -> str | None:
    wanted = [_sounds(char) for char in term.text]
    for page in pages:
        text = _whole(page)
        for start in range(len(text) - len(wanted) + 1):
            if all(_sounds(text[start + i]) & sounds for i, sounds in enumerate(wanted)):
                found = text[start : start + len(wanted)]
                if sum(a == b for a, b in zip(found, term.text, strict=True)) * 2 >= len(found):
                    return found
    return None


def _whole(page: Readable) -> str:
    return page.folded(Span(start=0, end=len(page.report.text)))


@cache
def _sounds(char: str) -> frozenset[str]:
    """Every reading of a character without its tone; a character that has none sounds like nothing."""
    if not "\u4e00" <= char <= "\u9fff":
        return frozenset()
    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])
