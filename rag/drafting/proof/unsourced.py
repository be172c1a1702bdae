"""Numbers of a draft that no source bears out: in a sentence without a mark, or not standing in what is cited."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.figures import extract_figures
from ingest.numerals import plain
from rag.citations import marks_in, segments, without_marks
from rag.claims import Amount, amounts, readable
from rag.drafting.proof.flaws import Flaw
from rag.grounds import grounds_of
from rag.model import Evidence

UNSOURCED, NOT_CITED = "没有出处的数字", "与出处不符的数字"
_GAP = re.compile(r"【[^】]*】")


def unsourced_numbers(sentence: str, evidence: Mapping[int, Evidence]) -> Iterator[Flaw]:
    """The numbers of a sentence with its marks that no source bears out."""
    if not marks_in(sentence):
        text = _GAP.sub(lambda m: "　" * len(m.group()), sentence)
        for at, raw in numbers_in(text):
            yield Flaw(
                at=at, kind=UNSOURCED, words=raw,
                advice=f"这一句没有出处，“{raw}”无从核对。请补上依据，或说明是本单位的数字，或删去。",
            )  # fmt: skip
        return
    yield from _not_cited(sentence, evidence)


def numbers_in(text: str) -> list[tuple[int, str]]:
    """The figures of a text in order, where they stand and how they are written, 三百余人 and 百分之九十 among them."""
    return [(f.span.start, f.raw) for f in extract_figures(text) if not _is_placeholder(f.raw)]


def _is_placeholder(raw: str) -> bool:
    return bool(re.search("[x_]", plain(raw)))


def _not_cited(sentence: str, evidence: Mapping[int, Evidence]) -> Iterator[Flaw]:
    marks = marks_in(sentence)
    at = 0
    bare = without_marks(sentence)
    for words, cited in segments(sentence):
        known = [evidence[m] for m in cited or marks if m in evidence]
        for amount, why in _unborne(words, known):
            place = bare.find(amount.raw, at)
            yield Flaw(
                at=max(place, at), kind=NOT_CITED, words=amount.raw,
                advice=f"{why}。请对照出处改正，或换成本单位提供的数字。",
            )  # fmt: skip
        at = max(at, bare.find(words, at) + len(words))


def _unborne(words: str, cited: Sequence[Evidence]) -> Iterator[tuple[Amount, str]]:
    """The amounts of some words that the evidence does not bear out, and why."""
    grounds = grounds_of(cited, "", ()) if cited else None
    for amount in amounts(readable(words)):
        if amount.value is None:
            continue
        there = [a for q in grounds.quotes for a in amounts(q)] if grounds else []
        if any(amount.follows_from(a) for a in there):
            continue
        alike = next((a for a in there if amount.same_value(a)), None)
        if alike is not None:
            yield amount, f"出处写作“{alike.raw}”，这里是“{amount.raw}”"
        else:
            yield amount, f"“{amount.raw}”不在所注的出处中"
