"""Words of a question that an input method got wrong: 拉圾 where the reports have 垃圾, found by how they sound."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from pypinyin import Style, pinyin

from ingest.measures import WORDS
from ingest.model import Span
from ingest.words import Word, is_known, tagged_words
from rag import phrases
from rag.asked_measure import topic_terms
from rag.page_words import page_terms
from rag.surroundings import Readable
from rag.synonyms import synonyms
from rag.terms import fold, is_filler
from rag.understand import Question

_LONGEST = 5


def heard(question: Question, pages: Sequence[Readable]) -> tuple[Question, tuple[str, ...]]:
    """The question with what is no word, and stands on no page, read as the words of the pages that sound the same
    and share half of its characters; and what was so read, for the reader."""
    texts = [page.folded(Span(start=0, end=len(page.report.text))) for page in pages]
    topic = unicodedata.normalize("NFKC", question.topic)
    notes = []
    for typed in _doubtful(topic):
        if typed not in topic or any(typed in text for text in texts):
            continue
        meant = next(
            (m for text in texts if (m := _sounding_alike(typed, text)) and _holds_together(m)), None
        )
        if meant:
            topic = topic.replace(typed, meant)
            notes.append(phrases.HEARD.format(typed=typed, meant=meant))
    terms = (topic_terms(topic) or question.terms) if notes else question.terms
    return replace(
        question, topic=topic if notes else question.topic, terms=page_terms(terms, fold(topic), texts)
    ), tuple(notes)


def _doubtful(topic: str) -> Iterator[str]:
    """Stretches that may be misspelt: words that have no other words for them, and single characters, with what
    they stand by."""
    words = tagged_words(topic)
    for i, word in enumerate(words):
        if not _may_be_part(word):
            continue
        if len(word.text) > 1 and not (is_known(word.text) and synonyms(word.text)):
            yield word.text
        elif len(word.text) == 1:
            yield from _with_neighbours(words, i)


def _with_neighbours(words: Sequence[Word], i: int) -> Iterator[str]:
    """A single character with the words around it that are no fillers, the longest stretch first."""
    for first, last in ((i - 1, i + 2), (i, i + 2), (i, i + 1), (i - 1, i), (i - 2, i)):
        run = words[max(first, 0) : last + 1]
        text = "".join(w.text for w in run)
        if 2 <= len(text) <= _LONGEST and all(_may_be_part(w) for w in run):
            yield text


def _may_be_part(word: Word) -> bool:
    """Whether a word may be a piece of a misspelt one: none that counts, fills or joins."""
    counts = len(word.text) == 1 and word.text in WORDS
    return word.text.isalpha() and word.tag[0] not in "dpcurmq" and not counts and not is_filler(word.text)


def _holds_together(found: str) -> bool:
    """Whether a stretch of a report is a word or a name, not the end of one and the beginning of the next."""
    return is_known(found) or (len(found) > 2 and len(tagged_words(found)) < len(found) - 1)


def _sounding_alike(typed: str, text: str) -> str | None:
    wanted = [_sound(char) for char in typed]
    for start in range(len(text) - len(wanted) + 1):
        if all(_sound(text[start + i]) == sound for i, sound in enumerate(wanted)):
            found = text[start : start + len(wanted)]
            if sum(a == b for a, b in zip(found, typed, strict=True)) * 2 >= len(found):
                return found
    return None


@cache
def _sound(char: str) -> str:
    """The usual reading of a character, without its tone; the character itself where it has none."""
    return pinyin(char, style=Style.NORMAL)[0][0]
