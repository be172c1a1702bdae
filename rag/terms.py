"""What a question is about, as weighted terms, and how far a passage speaks of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.words import Word, is_known, known_words, tagged_words
from rag.synonyms import synonyms
from rag.wordings import FILLERS, LIGHT, QUESTION_WORDS

_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,30})[”\"」』》]")
_DATE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号]|[一二三四五六七八九十]{1,2}月份?|\d{4}年|(?:上|下)半年|第[一二三四]季度"
)
_SUMS = re.compile(
    r"一共|总共|共计|合计|共有|(?<![公])共(?![同享建产青筹识和用])|各有|分别是?|[更最][多少高大早长]|多[大少长高远久]|哪几个?字?|各(?=[办有是做开建投添要])|[这那]几[个条家位场次项处]?|加(?:在)?(?:一)?起来?|合起来|来着|哪[一二两三四五六七八九十几]+[个条家项位名所处次件批种类]?|哪年哪?月?|定[在于](?=哪)|大概|大约|平[常时]|列一?下|列出来|列个?表|(?:比|对)(?:一?比|一下)|几(?=[个名位次场项件条家户处座期])"
)
# Which one of several is meant: 二类疫苗 is not 一类疫苗.
_WHICH_ONE = re.compile(
    r"第[一二三四五六七八九十\d]{1,3}[届批期次轮]|[一二三四甲乙丙丁AB][类期](?![间限])|(?<!书)[一二三四]级"
)
_TAG_WEIGHT = {
    "n": 1.0,
    "j": 1.0,
    "l": 1.0,
    "i": 1.0,
    "e": 1.0,
    "v": 0.8,
    "a": 0.7,
    "b": 0.8,
    "z": 0.8,
    "t": 0.3,
    "s": 0.6,
    "x": 0.6,
}
_PLACES_AND_GROUPS = frozenset("室馆屋角员站队会处")
_DAY = re.compile(r"(\d)号(?!文|楼|线|院|台)")
_BLANKS = re.compile(r"[\s　“”\"「」『』《》•·]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A word, date or quoted phrase the question turns on; `weight` grows with how much it says."""

    text: str
    weight: float
    exact: bool = False


def fold(text: str) -> str:
    """Text made comparable: NFKC, lower case, without blanks and quotation marks; 12号 is 12日."""
    return _DAY.sub(r"\1日", _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower())


def content_terms(text: str) -> tuple[Term, ...]:
    """The terms of a question, what asks and what only fills left out; each once, in order."""
    terms: dict[str, Term] = {}
    rest = _SUMS.sub("，", text)
    for pattern, weight in ((_QUOTED, 2.0), (_DATE, 2.0), (_WHICH_ONE, 1.0)):
        for match in pattern.finditer(rest):
            phrase = fold(match.group(1) if pattern is _QUOTED else match.group())
            light = phrase.endswith("半年") or phrase.endswith("季度")
            terms[phrase] = Term(text=phrase, weight=0.5 if light else weight, exact=True)
        rest = pattern.sub("，", rest)
    for word in _words(unicodedata.normalize("NFKC", rest)):
        key = word.text.lower().strip()
        weight = _TAG_WEIGHT.get(word.tag[0], 0.0)
        if not key or weight == 0 or is_filler(key) or not re.search(r"\w", key):
            continue
        if len(key) == 1 and word.tag[0] not in "vn":
            continue
        size = 0.5 if len(key) == 1 else min(len(key), 4) / 2
        terms.setdefault(key, Term(text=key, weight=weight * size * (0.4 if key in LIGHT else 1.0)))
    return tuple(terms.values())


def _words(text: str) -> list[Word]:
    """The words of a question. One that the dictionary does not hold is kept whole (孝义桥), unless a part of it is
    a word that only fills (搞了个, 队有): then it was never one."""
    words: list[Word] = []
    for word in tagged_words(text):
        parts = known_words(word.text)
        if is_known(word.text) or not any(is_filler(part) for part in parts):
            words.append(word)
            continue
        at = word.start
        for part in parts:
            words.append(Word(text=part, tag=word.tag, start=at))
            at += len(part)
    return words


def is_filler(word: str) -> bool:
    """Whether a word only asks or only fills."""
    return word in FILLERS or word in QUESTION_WORDS


def presence(term: Term, context: str) -> float:
    """How far `context` (folded) holds a term: 1 verbatim, 0.9 by another word for it, less for parts of a long word."""
    if term.text in context:
        return 1.0
    if term.exact:
        return 0.0
    if len(term.text) == 2 and is_known(term.text[::-1]) and term.text[::-1] in context:
        # 修整 and 整修, 讲演 and 演讲 say the same.
        return 0.9
    if any(_means(other, context) for other in synonyms(term.text) if len(other) > 1 or len(term.text) == 1):
        return 0.9
    if len(term.text) >= 3:
        pairs = [term.text[i : i + 2] for i in range(len(term.text) - 1)]
        found = sum(pair in context for pair in pairs) / len(pairs)
        return 0.8 * found
    return 0.0


def _means(word: str, context: str) -> bool:
    """Whether a word stands in a context as itself, not as the front of a place or a group (图书室, 读书会)."""
    at = context.find(word)
    while at >= 0:
        if context[at + len(word) : at + len(word) + 1] not in _PLACES_AND_GROUPS:
            return True
        at = context.find(word, at + 1)
    return False


def coverage(terms: Sequence[Term], contexts: Sequence[tuple[str, float]]) -> float:
    """The weighted share of `terms` found in folded contexts, each context counting by its closeness (0 to 1)."""
    total = sum(t.weight for t in terms)
    if total == 0:
        return 0.0
    return sum(t.weight * closest(t, contexts) for t in terms) / total


def closest(term: Term, contexts: Sequence[tuple[str, float]]) -> float:
    """A term's best presence over contexts, each counted by its closeness."""
    return max((presence(term, text) * closeness for text, closeness in contexts), default=0.0)
