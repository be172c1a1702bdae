"""The way on from 未提及: the same question put to all units, where other units' reports answer it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag import phrases
from rag.ground import EvidenceBook
from rag.over_units import answer_over_all
from rag.overall import over_all
from rag.retrieve import Shelf
from rag.terms import fold
from rag.understand import Question
from rag.wordings import LIGHT

_MOST_TRIED = 12
_SHORTEST = 2


def asked_of_others(question: Question, shelf: Shelf) -> str | None:
    """The question that other units answer, where the reports of the one unit it was put to do not; None where
    none does, or where it is no question of one unit."""
    if len(question.units) != 1 or question.strangers or question.inside is not None:
        return None
    words = [t.text for t in question.terms if t.text not in LIGHT and len(t.text) >= _SHORTEST]
    saying = set(shelf.saying(words)) - set(question.units[0].report_ids)
    if question.mode != "answer" or not saying:
        return None
    number = question.asked == "number"
    asked = (
        f"各单位{question.topic}" if number else phrases.WHO_MENTIONS.format(thing=_thing(words, question))
    )
    directory = shelf.refresh()
    overall = over_all(asked, directory)
    others = tuple(e for e in directory.entries if not saying.isdisjoint(e.report_ids))[:_MOST_TRIED]
    if overall is None or not others:
        return None
    found = answer_over_all(replace(overall, units=others), shelf, EvidenceBook(shelf.files))
    return asked if found.draft.status == "answered" else None


def _thing(words: Sequence[str], question: Question) -> str:
    """The longest of the words, or of those that stand side by side in the question: 道德讲堂."""
    runs: list[str] = re.findall(f"(?:{'|'.join(map(re.escape, words))})+", fold(question.topic))
    return max((*runs, *words), key=len)
