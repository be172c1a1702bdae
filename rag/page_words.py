"""Words of a question cut the way the reports use them: 服务社|评上 and not 服务|社评, where 服务社 stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.words import is_known
from rag.terms import Term, is_filler

_LONGEST = 5
# Characters that end a stretch: no word of a report is made with them.
_ASIDE = frozenset(
    "的了在是有和与把被给对从到这那哪谁几多少吗呢吧啊也都还要就搞弄拿跟么什，。？！、；：“”（）"
)


def page_terms(terms: Sequence[Term], topic: str, texts: Sequence[str]) -> tuple[Term, ...]:
    """The terms of a (folded) topic, those that are no words and stand in none of the (folded) texts exchanged for
    the words of the texts that the topic holds in their place."""
    kept: list[Term] = []
    for term in terms:
        if term.exact or _is_one(term.text, texts):
            kept.append(term)
            continue
        if found := list(_pieces(_stretch(term.text, topic), texts)):
            kept += [Term(text=piece, weight=min(len(piece), 4) / 2) for piece in found]
        else:
            kept.append(replace(term, weight=term.weight / 2))
    longer = [t.text for t in kept if len(t.text) > 1]
    # 服务 says nothing beside 服务社.
    return tuple(
        dict.fromkeys(
            t for t in kept if t.exact or not any(t.text != word and t.text in word for word in longer)
        )
    )


def _is_one(word: str, texts: Sequence[str]) -> bool:
    """Whether a word is one: the dictionary or a text has it."""
    known = len(word) > 1 and is_known(word)
    return known or not word.isalpha() or any(word in text for text in texts)


def _stretch(word: str, topic: str) -> str:
    """A word of the topic with what goes on before and behind it without a pause; "" where it does not stand there."""
    at = topic.find(word)
    if at < 0:
        return ""
    start, end = at, at + len(word)
    while start > 0 and topic[start - 1] not in _ASIDE:
        start -= 1
    while end < len(topic) and topic[end] not in _ASIDE:
        end += 1
    return topic[max(start, at - _LONGEST) : min(end, at + len(word) + _LONGEST)]


def _pieces(stretch: str, texts: Sequence[str]) -> Iterator[str]:
    """The longest words of the texts, of two characters at least, that follow one another in a stretch."""
    at = 0
    while at < len(stretch) - 1:
        for size in range(min(_LONGEST, len(stretch) - at), 1, -1):
            piece = stretch[at : at + size]
            if not is_filler(piece) and any(piece in text for text in texts):
                yield piece
                at += size
                break
        else:
            at += 1
