"""Marking an answer against a gold one: is it right, does it cite the right clause, and is all it says supported.

The rules are those by which the project itself is measured, so that a user's own questions give figures that can
be set beside the published ones. They judge what the reader sees, not how it was made.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rag.citations import marks_in, without_marks
from rag.model import Answer, Evidence

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BEHIND_STOP = re.compile(r"([。！？；;])((?:\[\d+\])+)")
_SENTENCE_END = re.compile(r"(?<=[。！？])|\n")
_CHINESE = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_LONGEST_FIGURE, _LONGEST_TEXT = 400, 600
_SAME_CLAUSE, _SAME_NAME, _POINT_MADE, _ENOUGH_POINTS = 0.6, 0.6, 0.8, 0.8

Names = Mapping[str, Sequence[str]]
Gold = Mapping[str, Any]
"""A question with what a right answer holds: a row of a gold file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Whether an answer is right, whether it also cites the gold clause, and, in Chinese, what it lacks."""

    right: bool
    cited: bool
    lacks: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """So many of so many."""

    good: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(good=self.good + other.good, of=self.of + other.of)

    def __str__(self) -> str:
        return f"{self.good}/{self.of}（{self.good / self.of:.1%}）" if self.of else "无"


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """How far answers are supported: sentences with a mark, marks that resolve, quotes that stand verbatim at the
    lines they name, numbers that stand in the quotes their sentence cites."""

    sentences: Share = Share()
    marks: Share = Share()
    quotes: Share = Share()
    numbers: Share = Share()

    def __add__(self, other: "Support") -> "Support":
        return Support(
            sentences=self.sentences + other.sentences,
            marks=self.marks + other.marks,
            quotes=self.quotes + other.quotes,
            numbers=self.numbers + other.numbers,
        )


def mark(gold: Gold, answer: Answer, names: Names) -> Mark:
    """Judge one answer. `names` holds further names under which a gold unit may be given.

    Raises KeyError where the gold row lacks what its type needs, ValueError for an unknown type.
    """
    lacks = _lacks(gold, answer, names)
    if lacks:
        return Mark(right=False, cited=False, lacks=lacks)
    if gold["type"] == "placeholder" or not gold.get("evidence") or _cites(answer, gold):
        return Mark(right=True, cited=True)
    return Mark(right=True, cited=False, lacks="答对了，但没有引用应引的那一句")


def support(answer: Answer, lines: Mapping[str, Sequence[str]]) -> Support:
    """How far one answer is supported; `lines` are the source files' lines by file name. A quote from a file that
    is not there is not counted, nor are the sentences of a refusal."""
    there = [e for e in answer.evidence if e.file in lines]
    quotes = Share(good=sum(_stands(e, lines[e.file]) for e in there), of=len(there))
    if answer.status != "answered":
        return Support(quotes=quotes)
    known = {e.n: e for e in answer.evidence}
    derived = {
        n for d in answer.derived if d.inputs and set(d.inputs) <= set(known) for n in _numbers(d.text)
    }
    total = Support(quotes=quotes)
    for sentence in _sentences(answer.text):
        marks = marks_in(sentence)
        quoted = comparable("".join(known[m].quote for m in marks if m in known))
        said = _numbers(without_marks(sentence))
        total += Support(
            sentences=Share(good=bool(marks), of=1),
            marks=Share(good=sum(m in known for m in marks), of=len(marks)),
            numbers=Share(good=sum(n in derived or _number_in(n, quoted) for n in said), of=len(said)),
        )
    return total


def comparable(text: str) -> str:
    """NFKC, without blanks, emphasis and thousands separators."""
    text = re.sub(r"[\s*`]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def _lacks(gold: Gold, answer: Answer, names: Names) -> str:
    """What the answer lacks, empty for a right one."""
    kind = gold["type"]
    if kind == "unanswerable":
        borrowed = [f for f in gold.get("forbidden_answers", ()) if f in _numbers(answer.text)]
        if borrowed:
            return f"借用了别处的数字：{'、'.join(borrowed)}"
        return "" if answer.status == "not_found" else "原文没有，却作了回答"
    if kind == "placeholder":
        return "" if answer.status == "withheld_in_source" else "原文隐去了，却没有这样说明"
    if kind not in _RULES:
        raise ValueError(kind)
    if answer.status != "answered":
        return "没有回答" if answer.status == "not_found" else "答成了原文隐去"
    return _RULES[kind](gold, answer, names)


def _lacks_figure(gold: Gold, answer: Answer, _: Names) -> str:
    short, variants = comparable(answer.short or ""), gold["answer_variants"]
    named = any(comparable(v) in short for v in variants)
    if not named or len(_numbers(short)) > max(len(_numbers(v)) for v in variants):
        return f"答“{answer.short or '无'}”，应为“{gold.get('answer', variants[0])}”"
    return "" if len(_shown(answer)) <= _LONGEST_FIGURE else "答得太长"


def _lacks_text(gold: Gold, answer: Answer, _: Names) -> str:
    text = _shown(answer)
    if missing := [k for k in gold["answer_keys"] if comparable(k) not in text]:
        return f"缺少：{'、'.join(missing)}"
    return "" if len(text) <= _LONGEST_TEXT else "答得太长"


def _lacks_points(gold: Gold, answer: Answer, _: Names) -> str:
    points = gold["answer_points"]
    made = sum(_overlap(p, answer.text) >= _POINT_MADE for p in points)
    return "" if made >= _ENOUGH_POINTS * len(points) else f"{len(points)}点中只答出{made}点"


def _lacks_units(gold: Gold, answer: Answer, names: Names) -> str:
    rows = answer.table.rows if answer.table else ()
    for unit, value in gold["per_unit"].items():
        known_as = names.get(unit, (unit,))
        row = next((r for r in rows if _is_unit(known_as, (r.unit, *r.aliases))), None)
        if row is None:
            return f"表中没有{unit}"
        if value is None:
            if any(c.status == "answered" and _numbers(c.text) for c in row.cells):
                return f"{unit}：原文没有数字，却给了数字"
        elif missing := _numbers(value) - _numbers("".join(c.text for c in row.cells)):
            return f"{unit}：缺少{'、'.join(sorted(missing))}"
    return ""


_RULES = {
    "fact_number": _lacks_figure,
    "fact_text": _lacks_text,
    "list": _lacks_points,
    "compare": _lacks_units,
}


def _is_unit(wanted: Sequence[str], ours: Sequence[str]) -> bool:
    """The same name, or for a unit that its text never names, one near to it."""
    same = {comparable(n) for n in ours} & {comparable(n) for n in wanted}
    return bool(same) or any(_overlap(n, ours[0]) >= _SAME_NAME for n in wanted)


def _cites(answer: Answer, gold: Gold) -> bool:
    """Whether some quote is the gold clause, or a part or most of it, at its line."""
    return any(
        e.file == g["file"]
        and e.lines[0] <= g["line"] <= e.lines[1]
        and (_overlap(g["quote"], e.quote) >= _SAME_CLAUSE or comparable(e.quote) in comparable(g["quote"]))
        for e in answer.evidence
        for g in gold["evidence"]
    )


def _stands(evidence: Evidence, lines: Sequence[str]) -> bool:
    first, last = evidence.lines
    quote = comparable(evidence.quote)
    inside = 1 <= first <= last <= len(lines)
    return bool(quote) and inside and quote in comparable("".join(lines[first - 1 : last]))


def _shown(answer: Answer) -> str:
    return comparable(without_marks(answer.text))


def _numbers(text: str) -> set[str]:
    """The numbers of a text, 3.50 as 3.5."""
    found = _NUMBER.findall(comparable(text))
    return {n.rstrip("0").rstrip(".") if "." in n else n for n in found}


def _number_in(number: str, quoted: str) -> bool:
    """Whether a number stands in the quotes, as a whole or, up to ten, in characters."""
    if re.search(rf"(?<![\d.]){re.escape(number)}(?!\d)", quoted):
        return True
    if number == "10":
        return "十" in quoted
    return len(number) == 1 and any(value == int(number) and c in quoted for c, value in _CHINESE.items())


def _overlap(part: str, text: str) -> float:
    """The share of a text's pairs of neighbouring characters that another one holds."""
    wanted, held = (re.sub(r"[^\w%]", "", comparable(t)) for t in (part, text))
    if len(wanted) < 2:
        return float(wanted in held)
    pairs = [wanted[i : i + 2] for i in range(len(wanted) - 1)]
    return sum(pair in held for pair in pairs) / len(pairs)


def _sentences(text: str) -> list[str]:
    """The sentences of running text, marks behind a full stop with the sentence before them; no tables."""
    running = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(("|", "#")))
    pieces = _SENTENCE_END.split(_BEHIND_STOP.sub(r"\2\1", running))
    return [p.strip() for p in pieces if comparable(without_marks(p))]
