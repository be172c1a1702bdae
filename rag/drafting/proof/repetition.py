"""Sentences that say again what one before them says, word for word or nearly."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.clauses import clauses
from rag.citations import without_marks
from rag.likeness import pairs

_SHINGLE = 6
# What so many sentences say is a manner of speaking, and would make a long text slow to compare.
_COMMON = 12
_SHORTEST, _LONG_CLAUSE = 10, 14
_ALIKE = 0.8
# A clause said again far off is mostly meant: a goal beside what became of it, a watchword.
_NEAR = 8
_WATCHWORD = re.compile(r"^(?:坚持|深入|全面|认真|围绕|锚定|坚定|紧紧|紧扣|贯彻|落实|以|在|按照|为了?)")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千万亿]+(?=[余多几]?[个名次场人户件项家])")
_BARE = re.compile(r"[^\w]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeat:
    """The sentence `n` says what the sentence `of` said, both from 0: all of it, or the clause `words` where that is
    not ""."""

    n: int
    of: int
    words: str = ""


def repeats(sentences: Sequence[str]) -> Iterator[Repeat]:
    """The sentences that repeat an earlier one, each once; else those with a long clause of an earlier one.

    Sentences with other numbers are alike in form only and are none (甲村…12次, 乙村…15次).
    """
    bare = [_BARE.sub("", without_marks(s)) for s in sentences]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    told: dict[str, int] = {}
    for n, words in enumerate(bare):
        of = _repeated(n, bare, holding)
        if of is not None:
            yield Repeat(n=n, of=of)
        else:
            yield from _clauses_again(n, sentences[n], told)
        for shingle in _shingles(words):
            if len(holding[shingle]) < _COMMON:
                holding[shingle].append(n)
        for clause in _long_clauses(sentences[n]):
            told[clause] = n


def _repeated(n: int, bare: Sequence[str], holding: defaultdict[str, list[int]]) -> int | None:
    if len(bare[n]) < _SHORTEST:
        return None
    near = {m for shingle in _shingles(bare[n]) for m in holding.get(shingle, ())}
    return next((m for m in sorted(near) if _alike(bare[n], bare[m])), None)


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if _numbers(a) != _numbers(b):
        return False
    first, second = pairs(a), pairs(b)
    return len(first & second) >= _ALIKE * max(len(first), len(second), 1)


def _clauses_again(n: int, sentence: str, told: dict[str, int]) -> Iterator[Repeat]:
    for clause in _long_clauses(sentence):
        of = told.get(clause)
        if of is not None and n - of <= _NEAR and not _WATCHWORD.match(clause):
            yield Repeat(n=n, of=of, words=clause)
            return


def _long_clauses(sentence: str) -> Iterator[str]:
    text = without_marks(sentence)
    for span in clauses(text):
        words = span.of(text).rstrip("、")
        if len(words) >= _LONG_CLAUSE and not words.startswith("【"):
            yield words


def _shingles(words: str) -> set[str]:
    return {words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1)} or {words}


def _numbers(words: str) -> list[str]:
    return sorted(_NUMBERS.findall(words))
