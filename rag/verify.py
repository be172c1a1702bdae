"""Checking an answer before it is shown: every mark resolves, and each sentence says no more than what it cites.

The rule is the same for every writer: a sentence that fails is withheld, never shown as fact. A writer may add
connectives, the cited unit's name, 共 and 累计, and 全年 or 今年 where the source names no other time.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.model import Unit
from rag.citations import cited_sentences, marks_in, segments, without_marks
from rag.claims import readable
from rag.grounds import Fault as ClaimFault
from rag.grounds import Grounds, grounds_of
from rag.mentions import labels_of
from rag.model import Derived, Evidence

Fault = Literal["no_mark", "unknown_mark", "quote"] | ClaimFault
_HIDDEN = re.compile(r"的报告在此处隐去了数字（原文作“(?P<raw>[^”]+)”），无法给出具体数值")
_COUNTED = re.compile(r"(?P<n>\d+)(?P<of>[个份])[\u4e00-\u9fff]+")
_FIRST = re.compile("最[多少高低]的是")
_RELATED = tuple(
    re.compile(pattern)
    for pattern in (
        r"比[^，。；]*?[多少高低]\d", r"\d倍", r"占[^，。；]*?\d%", "合计", "平均", "[人户]均", "相同", "持平",
        r"由[^，。；]*?\d[^，。；]*?(?:到|至|为)", r"(?:增加|减少|增长|下降|提高|降低)\d",
    )
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """A sentence that may not be shown, and why (`detail`: in Chinese, fit to be sent back to the writer)."""

    sentence: str
    fault: Fault
    detail: str


def check_sentence(
    sentence: str,
    evidence: Mapping[int, Evidence],
    derived: Sequence[Derived] = (),
    units: Sequence[Unit] = (),
) -> Finding | None:
    """The first fault of a sentence with its marks, or None.

    A mark answers for the words in front of it, back to the mark before. Amounts may also stand in a derived value
    whose inputs the sentence cites. `units` are those of the library: their names and aliases are known for names.
    """
    marks = marks_in(sentence)
    if not marks:
        return Finding(sentence=sentence, fault="no_mark", detail="没有出处")
    if unknown := [m for m in marks if m not in evidence]:
        return Finding(sentence=sentence, fault="unknown_mark", detail=f"出处[{unknown[0]}]不存在")
    in_play = [d for d in derived if set(d.inputs) <= set(marks)]
    worked_out = "。".join(readable(d.text) for d in in_play if not d.stated)
    whole = readable(without_marks(sentence))
    if wrong := _said_otherwise(whole, in_play, evidence) or _cites_too_little(whole, derived, in_play):
        return Finding(sentence=sentence, fault="number", detail=wrong)
    cited_words = "。".join(readable(evidence[m].quote) for m in marks)
    turned = _turned_round(whole, evidence, derived, units) or _related_otherwise(whole, in_play, cited_words)
    if turned:
        return Finding(sentence=sentence, fault="direction", detail=turned)
    for words, cited in segments(sentence):
        said = _without_stated(readable(words), in_play)
        grounds = grounds_of([evidence[m] for m in cited or marks], worked_out, units)
        fault = _hidden(said, grounds) or grounds.fault_of(said)
        if fault is not None:
            return Finding(sentence=sentence, fault=fault[0], detail=fault[1])
    return None


def _without_stated(said: str, derived: Sequence[Derived]) -> str:
    """The words beside what code worked out and the answer says word for word."""
    for value in derived:
        if value.stated:
            said = said.replace(readable(value.text), "")
    return said


def _said_otherwise(said: str, derived: Sequence[Derived], evidence: Mapping[int, Evidence]) -> str | None:
    """Why what code counted or put in order is told otherwise: 4个单位 of three cited, another one as 最多的."""
    for value in derived:
        counted = _COUNTED.fullmatch(value.text)
        if counted:
            cited = [evidence[n] for n in value.inputs]
            held = {e.unit if counted["of"] == "个" else e.report_id for e in cited}
            if len(held) != int(counted["n"]):
                return f"“{value.text}”与所引的{len(held)}个不符"
    orders = [readable(d.text) for d in derived if d.stated and _FIRST.search(d.text)]
    if orders and _FIRST.search(said) and not any(order in said for order in orders):
        return f"应为“{orders[0]}”"
    return None


def _turned_round(
    said: str, evidence: Mapping[int, Evidence], derived: Sequence[Derived], units: Sequence[Unit]
) -> str | None:
    """Why a comparison worked out in code (甲比乙多61人, 甲 the first input) is told the wrong way round."""
    front, than, rest = said.partition("比")
    for value in derived:
        if (
            not than
            or len(value.inputs) != 2
            or not set(value.inputs) <= set(evidence)
            or value.text[1:] not in rest
            or value.text[0] != "多"
        ):
            continue
        more, less = (labels_of(evidence[n].unit, units) for n in value.inputs)
        first, second = (more, less) if "少" not in rest else (less, more)
        if any(x in front for x in second - first) and any(x in rest for x in first - second):
            return f"“{value.text}”说反了"
    return None


def _cites_too_little(said: str, derived: Sequence[Derived], in_play: Sequence[Derived]) -> str | None:
    """Why a relation that code worked out (甲是乙的2.4倍) may not stand here: not all it rests on is cited."""
    known = {d.text for d in in_play}
    for value in derived:
        related = value.stated and any(p.search(value.text) for p in _RELATED)
        if related and value.text not in known and readable(value.text) in said:
            return f"“{value.text}”没有引全依据"
    return None


def _related_otherwise(said: str, in_play: Sequence[Derived], cited: str) -> str | None:
    """Why figures are related in words of the writer's own (乙比甲多45人, 平均90人), though code worked the relation
    out and no source tells it."""
    stated = [readable(d.text) for d in in_play if d.stated]
    rest = _without_stated(said, in_play)
    for pattern in _RELATED:
        true = next((text for text in stated if pattern.search(text)), None)
        if true and pattern.search(rest) and not pattern.search(cited):
            return f"应为“{true}”"
    return None


def _hidden(said: str, grounds: Grounds) -> tuple[ClaimFault, str] | None:
    """The fixed sentence for what the source hides is no claim but for its unit and the words it quotes."""
    match = _HIDDEN.search(said)
    return grounds.fault_of_hidden(said[: match.start()], match["raw"]) if match else None


def check_quotes(evidence: Sequence[Evidence]) -> list[Finding]:
    """Evidence whose quote is not, letter for letter, at its place in its paragraph."""
    return [
        Finding(sentence=e.quote, fault="quote", detail="引文与原文不符")
        for e in evidence
        if e.highlight.of(e.paragraph) != e.quote or not e.quote.strip()
    ]


def verified(
    text: str,
    evidence: Sequence[Evidence],
    derived: Sequence[Derived] = (),
    units: Sequence[Unit] = (),
) -> tuple[str, tuple[Finding, ...]]:
    """The text without its sentences that fail, line breaks kept, and what failed."""
    broken = check_quotes(evidence)
    bad_quotes = {f.sentence for f in broken}
    known = {e.n: e for e in evidence if e.quote not in bad_quotes}
    findings = list(broken)
    kept: list[str] = []
    for line in text.split("\n"):
        good = []
        for sentence in cited_sentences(line):
            finding = check_sentence(sentence, known, derived, units)
            if finding is None:
                good.append(sentence)
            else:
                findings.append(finding)
        kept.append("".join(good))
    return "\n".join(kept).strip("\n"), tuple(findings)
