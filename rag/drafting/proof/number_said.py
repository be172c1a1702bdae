"""A number as a pasted text says it, and how far a place of a report that has its value says the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.figures import extract_figures
from ingest.model import Figure
from ingest.numerals import plain
from rag import stance
from rag.claims import Amount, amounts, other_numbers, readable
from rag.likeness import belongs_elsewhere, pairs
from rag.number_places import Place, said_in
from rag.surroundings import Readable

Outcome = Literal["found", "planned", "turned", "bound", "of_other", "measure", "otherwise", "nowhere"]
"""found: a report says so of the same thing; planned: it is a plan there and done here; turned: 由6个到11个 there, 由11个
到6个 here; bound: it says 余 or 近 where the text does not, or the other way round; of_other: only a unit that the text
does not speak of says so; measure: it counts by another measure; otherwise: a report tells the same thing with another
number; nowhere: no report has it of the same thing."""
_ALIKE, SURE = 0.5, 0.65
"""What share of the words that say what is counted must stand in the place, and in its very clauses to be sure."""
_ALL = 0.8
_FEW = 4  # pairs of characters: fewer do not tell what is counted, the words in front are read too
# 12345热线, 4A级 and 107国道 are names.
_UNREAD = re.compile(r"[1-9]\d{1,3}(?:\.\d+)?(?:万|亿)?[余多]?(?![号级届路线楼栋室版国条省])[\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """The units that a sentence speaks of: those of the library, as it writes them (`words`; () where only the text's
    beginning names them), and those that the library does not hold."""

    units: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A number of a sentence: its amount, the pairs of characters that say what it counts, and of whom."""

    figure: Figure
    amount: Amount
    wanted: frozenset[str]
    sentence: str
    whose: Whose


def numbers_said(sentence: str, whose: Whose) -> list[Said]:
    """The numbers of a sentence, those left out whose value is hidden."""
    left = [a for a in amounts(readable(sentence)) if a.value is not None]
    found = []
    for figure in extract_figures(sentence):
        amount = next((a for a in left if a.raw == readable(figure.raw)), None)
        if figure.value is None or amount is None:
            continue
        left.remove(amount)
        wanted = _wanted(sentence, figure)
        found.append(Said(figure=figure, amount=amount, wanted=wanted, sentence=sentence, whose=whose))
    return found


def unread_numbers(text: str) -> tuple[str, ...]:
    """Numbers of a text whose measure word is not known (300余顶), so that they are not looked up."""
    return tuple(dict.fromkeys(m for m in other_numbers(readable(text)) if _UNREAD.fullmatch(m)))


def agreement(said: Said, page: Readable, figure: Figure) -> tuple[Outcome | None, float]:
    """How far a place that has the same value says the same, whoever's it is, and how like its words are; None where
    it does not speak of the same thing, or gives the number to something else."""
    alike, close = _likeness(said, page, figure)
    there = _amounts_around(page, figure)
    amount = next((a for a in there if a.raw == readable(figure.raw)), None)
    if alike < _ALIKE or amount is None or not amount.same_value(said.amount):
        return None, alike
    if said.amount.same_measure(amount) and _turned(said, amount, there):
        return "turned", alike
    if belongs_elsewhere(said.amount, [a for a in there if a.same_value(said.amount)], there):
        return None, alike
    if not said.amount.same_measure(amount):
        return ("measure" if close >= SURE else None), alike
    if figure.planned and not stance.plans(said.sentence) and stance.firmly_plans(plain(amount.clause)):
        return "planned", alike
    return ("found" if said.amount.follows_from(amount) else "bound"), alike


def _wanted(sentence: str, figure: Figure) -> frozenset[str]:
    """The words that say what a number counts: those of its clause, with what is in front of it where they are few."""
    clause = pairs(readable(figure.clause.of(sentence)))
    if len(clause) >= _FEW:
        return clause
    return pairs(readable(sentence[: figure.clause.end])) or clause


def _likeness(said: Said, page: Readable, figure: Figure) -> tuple[float, float]:
    """How much of what a number counts the sentence of a place says, and how much the clauses that say it; few words
    must stand in these clauses."""
    text = page.report.text
    sentence = page.sentence_at(figure.span.start)
    stated, _ = said_in(Place(page=page, figure=figure, span=figure.span, fit=2))
    wide = (sentence.span if sentence else figure.clause).of(text)
    alike, close = (
        len(said.wanted & pairs(readable(words))) / max(1, len(said.wanted))
        for words in (wide, stated.of(text))
    )
    return (alike if len(said.wanted) >= _FEW else close * _ALIKE / _ALL), close


def _turned(said: Said, amount: Amount, there: Sequence[Amount]) -> bool:
    """Whether the clause has the numbers of the report's clause in another order."""
    mine = [
        a.value
        for a in amounts(readable(said.figure.clause.of(said.sentence)))
        if a.measure == said.amount.measure
    ]
    theirs = [a.value for a in there if a.clause == amount.clause and a.measure == amount.measure]
    return mine != theirs and set(mine) == set(theirs) and len(mine) == len(theirs)


def _amounts_around(page: Readable, figure: Figure) -> Sequence[Amount]:
    sentence = page.sentence_at(figure.span.start)
    span = sentence.span if sentence else figure.clause
    return amounts(readable(span.of(page.report.text)))
