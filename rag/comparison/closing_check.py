"""Whether a language model's sentence about a comparison may be shown, and whether its sentences together may close it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rag import phrases
from rag.citations import cited_sentences, marks_in, segments, with_marks, without_marks
from rag.claims import amounts, readable
from rag.comparison.compared import Claim, Compared, Unfounded, stands_there, words_of
from rag.comparison.likeness import Kin
from rag.comparison.order_claims import order_claims
from rag.comparison.presence_claims import presence_claims
from rag.model import Derived
from rag.model_check import Known, mended
from rag.stance import plans

_ASKS = re.compile("比一比|比较一下|对比|哪[些个家几]|多少|什么")
FEWEST = 2
"""How many sentences close a comparison at least."""


@dataclass(kw_only=True, slots=True)
class ClosingCheck:
    """Holds sentences against a table and the evidence behind it; `plain` is the closing by code. `borne_out` are the claims of those that passed, as
    values that code worked out: with them each passes the verification of every answer."""

    known: Known
    compared: Compared
    plain: str
    borne_out: dict[str, tuple[Derived, ...]] = field(default_factory=dict)

    def __call__(self, sentence: str) -> tuple[str, str | None]:
        """See `rag.model_telling.Check`."""
        try:
            claims = claims_in(sentence, self.compared)
        except Unfounded as error:
            return sentence, error.reason
        said_already = any(without_marks(sentence) == without_marks(told) for told in self.borne_out)
        if said_already or not _says_more(sentence, claims):
            return "", None
        inputs = [n for claim in claims for n in claim.inputs if n not in marks_in(sentence)]
        marked = with_marks(sentence, inputs) if inputs else sentence
        derived = (*self.compared.derived, *(claim.derived for claim in claims))
        shown, fault = mended(marked, replace(self.known, derived=derived))
        if fault is None:
            fault = _uncited(shown, claims) or _as_done(shown, self.compared)
            fault = fault or _mixed(shown, claims, self.compared)
        if fault is not None:
            return sentence, fault
        self.borne_out[shown] = tuple(claim.derived for claim in claims)
        return shown, None

    @property
    def worked_out(self) -> tuple[Derived, ...]:
        """The claims of all sentences that passed."""
        return tuple(dict.fromkeys(d for claims in self.borne_out.values() for d in claims))

    def lacking(self, sentences: Sequence[str]) -> str | None:
        """What sentences lack to stand in the place of the plain closing, in Chinese: enough of them, and each
        leader that it tells. None where they lack nothing."""
        if len(sentences) < FEWEST:
            return phrases.LLM_TOO_LITTLE
        told = _leads(sentences, self.compared)
        wanted = _leads([s for line in self.plain.split("\n") for s in cited_sentences(line)], self.compared)
        return None if all(kin in told for kin in wanted) else phrases.LLM_LEAD_LOST


def claims_in(sentence: str, compared: Compared) -> tuple[Claim, ...]:
    """What a sentence says of sides beside each other. Raises Unfounded where that does not follow from the table."""
    marks = marks_in(sentence)
    words = words_of(sentence, compared)
    quotes = [compared.evidence[n].quote for n in marks if n in compared.evidence]
    claims = (*order_claims(words, compared, quotes), *presence_claims(words, compared, marks))
    if not words.named and not claims:
        raise Unfounded(phrases.NO_SIDE_NAMED)
    asks = _ASKS.search(words.bare)
    if asks and not stands_there(words, asks.start(), asks.end(), quotes):
        raise Unfounded(phrases.ASKS_AGAIN)
    return claims


def _leads(sentences: Sequence[str], compared: Compared) -> list[Kin]:
    """The figures of which sentences say who leads."""
    found = []
    for sentence in sentences:
        try:
            found += [claim.kin for claim in claims_in(sentence, compared) if claim.kin]
        except Unfounded:
            continue
    return found


def _says_more(sentence: str, claims: Sequence[Claim]) -> bool:
    """Whether a sentence says anything beside who says nothing: that alone rests on no words of a report."""
    rest = readable(without_marks(sentence))
    for claim in claims:
        if not claim.inputs:
            rest = rest.replace(claim.words, "")
    return bool(rest.strip("，。；、,.;:： ")) and bool(rest)


def _uncited(sentence: str, claims: Sequence[Claim]) -> str | None:
    """Why a claim may not stand though its figures do: not all that it rests on is cited."""
    marks = set(marks_in(sentence))
    missing = [claim.words for claim in claims if not set(claim.inputs) <= marks]
    return phrases.CITE_ALL.format(words=missing[0]) if missing else None


def _as_done(sentence: str, compared: Compared) -> str | None:
    """Why words that rest on a plan may not stand: they do not say that it is one."""
    for words, marks in segments(sentence):
        to_come = [n for n in marks or marks_in(sentence) if n in compared.planned]
        if to_come and not plans(readable(words)):
            return phrases.SAY_PLANNED.format(n=to_come[0])
    return None


def _mixed(sentence: str, claims: Sequence[Claim], compared: Compared) -> str | None:
    """Why figures of one unit's several sides (2023年, 2024年) cannot be told apart: marks that stand together."""
    units = [compared.evidence[n].unit for n in marks_in(sentence)]
    if len(set(units)) == len(set(marks_in(sentence))):
        return None
    for said, marks in segments(sentence):
        words = readable(said)
        for claim in claims:
            words = words.replace(claim.words, "")
        sides = {s for n in marks for s in range(len(compared.names)) if n in compared.citations(s)}
        by_unit = {compared.evidence[n].unit for n in marks}
        if len(sides) > len(by_unit) and amounts(words):
            return phrases.MARK_EACH
    return None
