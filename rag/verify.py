"""Checking an answer before it is shown: every mark resolves, every number stands in what its sentence cites.

The rule is the same for every writer: a sentence that fails is withheld, never shown as fact.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.citations import cited_sentences, marks_in, without_marks
from rag.model import Derived, Evidence

Fault = Literal["no_mark", "unknown_mark", "number", "negation", "quote"]
# A number with its 万 or 亿 and the one or two characters of its measure: 1.8万余人 is not 1.8亿余人.
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[余多])?[万亿千百]?(?:[余多])?[%‰]?")
_CHINESE = "零一二三四五六七八九十"
_NEGATION = re.compile(r"(?:没有|未能|不再|并未|尚未|从未|无法)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A sentence that may not be shown, and why."""

    sentence: str
    fault: Fault
    detail: str


def comparable(text: str) -> str:
    """NFKC, without blanks and thousands separators."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def check_sentence(
    sentence: str, evidence: Mapping[int, Evidence], derived: Sequence[Derived] = ()
) -> Finding | None:
    """The first fault of a sentence with its marks, or None. Numbers may also stand in a derived value whose
    inputs the sentence cites."""
    marks = marks_in(sentence)
    if not marks:
        return Finding(sentence=sentence, fault="no_mark", detail="没有出处")
    if unknown := [m for m in marks if m not in evidence]:
        return Finding(sentence=sentence, fault="unknown_mark", detail=f"出处[{unknown[0]}]不存在")
    quoted = comparable("".join(evidence[m].quote for m in marks))
    worked_out = comparable("".join(d.text for d in derived if set(d.inputs) <= set(marks)))
    said = comparable(without_marks(sentence))
    for number in _NUMBER.findall(said):
        if not _stands(number, quoted) and not _stands(number, worked_out):
            return Finding(sentence=sentence, fault="number", detail=f"“{number}”不在所引原文中")
    if extra := [n for n in _NEGATION.findall(said) if n not in quoted]:
        return Finding(sentence=sentence, fault="negation", detail=f"“{extra[0]}”不在所引原文中")
    return None


def _stands(number: str, quoted: str) -> bool:
    """Whether a number stands in the quotes as a whole number, in digits or, up to ten, in characters."""
    if re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", quoted):
        return True
    return number.isdigit() and int(number) <= 10 and _CHINESE[int(number)] in quoted


def check_quotes(evidence: Sequence[Evidence]) -> list[Finding]:
    """Evidence whose quote is not, letter for letter, at its place in its paragraph."""
    return [
        Finding(sentence=e.quote, fault="quote", detail="引文与原文不符")
        for e in evidence
        if e.highlight.of(e.paragraph) != e.quote or not e.quote.strip()
    ]


def verified(
    text: str, evidence: Sequence[Evidence], derived: Sequence[Derived] = ()
) -> tuple[str, tuple[Finding, ...]]:
    """The text without its sentences that fail, line breaks kept, and what failed."""
    known = {e.n: e for e in evidence}
    broken = check_quotes(evidence)
    bad_quotes = {f.sentence for f in broken}
    known = {n: e for n, e in known.items() if e.quote not in bad_quotes}
    findings = list(broken)
    kept: list[str] = []
    for line in text.split("\n"):
        good = []
        for sentence in cited_sentences(line):
            finding = check_sentence(sentence, known, derived)
            if finding is None:
                good.append(sentence)
            else:
                findings.append(finding)
        kept.append("".join(good))
    return "\n".join(kept).strip("\n"), tuple(findings)
