"""What a sentence's citations bear out: their quotes read once, and the first thing said that they do not say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.model import Unit
from rag import stance
from rag.claims import Amount, amounts, comparable, other_numbers, parts, periods, readable, stands_in, times
from rag.mentions import labels_of, strange_name
from rag.model import Evidence

Fault = Literal[
    "number",
    "measure",
    "bound",
    "withheld",
    "time",
    "name",
    "direction",
    "negation",
    "plan",
    "quote",
    "support",
]
Trouble = tuple[Fault, str]

_NOT_THERE = "“{}”不在所引原文中"
_LIST_MARK = re.compile(
    r"^(?:-|\d{1,2}[.、)](?!\d)|[(（][\d一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)"
)
_QUOTED = re.compile(r"“([^“”]{2,40})”|《([^《》]{2,60})》")
_FILLER = re.compile(
    r"[\d.%,，。；;：:、()（）“”《》·\-x_]|[的了和与及在是为有共其中并等对从由到达将把于以各该全年今累计分别合]"
)
_SOURCE_SILENT = re.compile(
    r"(?:原文|报告|材料|资料|文中)[^，。]{0,12}(?:未|没有|隐去|缺失|无法|不详)|(?:数字|数值|数据|数)[^，。]{0,6}(?:隐去|缺失|未[给列写明])"
)
_FEW = 4  # pairs of characters: fewer cannot tell whether a passage is the one meant
_SUPPORTED = 0.3
_ALIGNED = 0.3
_WHOLE_YEAR, _THIS_YEAR = "全年", "今年"
_OTHER_TIMES = frozenset(("去年", "明年", "上半年", "下半年", "前年", "后年"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """The quotes of some marks, readable; `around` their headings and titles; `own` what their units are called;
    `worked_out` what code derived from them; `by_unit` the quotes of each unit."""

    quotes: tuple[str, ...]
    around: str
    own: frozenset[str]
    worked_out: str = ""
    known: tuple[Unit, ...] = ()
    by_unit: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = ()

    @property
    def text(self) -> str:
        """All quotes as one text."""
        return "。".join(self.quotes)

    def fault_of(self, said: str) -> Trouble | None:
        """The first thing in the readable words `said` that these grounds do not bear out."""
        said = _LIST_MARK.sub("", said)
        if name := strange_name(said, self.text, self.around, self.own, self.known):
            return "name", f"“{name}”不在所引原文中，所引的是{'、'.join(sorted(self.own, key=len)[-1:])}"
        bare = self._without_names(said)
        return (
            self._quoted_words(said)
            or self._time(said)
            or self._amounts(said, bare)
            or self._stance(bare)
            or self._support(bare)
        )

    def fault_of_hidden(self, lead: str, raw: str) -> Trouble | None:
        """Whether a unit `lead` and the words `raw` that hide a value are those of the source."""
        if lead and not any(lead in label or label in lead for label in self.own):
            return "name", _NOT_THERE.format(lead)
        return None if comparable(raw) in comparable(self.text) else ("quote", _NOT_THERE.format(raw))

    def _without_names(self, said: str) -> str:
        for label in sorted(self.own, key=len, reverse=True):
            if label not in self.text:
                said = said.replace(label, "")
        return said.lstrip("：:，")

    def _quoted_words(self, said: str) -> Trouble | None:
        there = comparable(f"{self.text}\n{self.around}")
        for pair in _QUOTED.findall(said):
            words = "".join(pair)
            if comparable(words) not in there:
                return "quote", f"引号内的“{words}”与原文不符"
        return None

    def _time(self, said: str) -> Trouble | None:
        there = times(self.text)
        for time in sorted(times(said) - there):
            hidden = [t for t in there if t[-1] == time[-1] and re.search("[x_]", t)]
            if hidden:
                return "withheld", f"原文隐去了日期（{hidden[0]}），不得写成“{time}”"
            return "time", _NOT_THERE.format(time)
        stated = periods(self.text)
        nearby = stated | periods(self.around)
        for period in sorted(periods(said) - nearby):
            others = nearby & _OTHER_TIMES
            dated = any("月" in t for t in there) and period == _WHOLE_YEAR
            if period not in (_WHOLE_YEAR, _THIS_YEAR) or others or dated:
                return "time", _NOT_THERE.format(period)
        return None

    def _amounts(self, said: str, bare: str) -> Trouble | None:
        for amount in amounts(bare):
            sources = self._sources(said, amount)
            if amount.value is None:
                if not any(amount.hides_like(s) for s in sources):
                    return "withheld", f"原文没有“{amount.raw}”"
                continue
            if any(amount.follows_from(s) for s in amounts(self.worked_out)):
                continue
            matched = [s for s in sources if amount.follows_from(s)]
            if not matched:
                return _mismatch(amount, sources)
            if other := _belongs_elsewhere(amount, matched, sources):
                return "number", f"原文中“{other.clause}”是{other.raw}，不是{amount.raw}"
        for number in other_numbers(bare):
            if not stands_in(number, self.text) and not stands_in(number, self.worked_out):
                return "number", _NOT_THERE.format(number)
        return None

    def _sources(self, said: str, amount: Amount) -> tuple[Amount, ...]:
        """The amounts that may bear one out: those of the unit named last in front of it, where several are cited."""
        quotes = self.quotes
        if len(self.by_unit) > 1:
            at = said.find(amount.clause)
            upto = said[: max(at, 0) + len(amount.clause)]
            here = [q for labels, q in self.by_unit if any(x in amount.clause for x in labels)]
            last = max(self.by_unit, key=lambda u: max(upto.rfind(x) for x in u[0]))
            if here:
                quotes = tuple(q for group in here for q in group)
            elif any(x in upto for x in last[0]):
                quotes = last[1]
        return tuple(a for q in quotes for a in amounts(q))

    def _stance(self, said: str) -> Trouble | None:
        clauses = [c for q in self.quotes for c in parts(q)]
        silent = any(a.value is None for q in self.quotes for a in amounts(q))
        for words in parts(said):
            if silent and _SOURCE_SILENT.search(words):
                continue
            near = _aligned(words, clauses)
            trouble = (
                self._direction(words, near) or self._negation(words, near) or self._plan(words, near, said)
            )
            if trouble:
                return trouble
        return None

    def _direction(self, words: str, near: tuple[str, ...]) -> Trouble | None:
        ends = [a for a in amounts(words) if a.value is not None]
        moved = ""
        if re.search("[由从].*[到至为]", words) and len(ends) == 2 and ends[0].measure == ends[1].measure:
            moved = "上升" if ends[0].value < ends[1].value else "下降"  # type: ignore[operator]
        for way in stance.directions(words):
            if moved and way != moved:
                return "direction", f"“{words}”的升降与数字不符"
            loose = stance.directions("".join(near), loosely=True)
            wide = stance.directions(f"{self.text}\n{self.around}\n{self.worked_out}", loosely=True)
            if not moved and way not in (loose or wide):
                return "direction", f"原文没有说{way}：“{words}”"
        return None

    def _negation(self, words: str, near: tuple[str, ...]) -> Trouble | None:
        source = "，".join(near) or self.text
        if stance.negations(words) > stance.negations(source):
            return "negation", f"原文没有否定：“{words}”"
        for denied in stance.negated_words(source):
            if stance.affirmed(denied, words):
                return "negation", f"原文说的是否定：“{source}”"
        return None

    def _plan(self, words: str, near: tuple[str, ...], said: str) -> Trouble | None:
        source = "，".join(near)
        if not source:
            return None
        to_come = stance.firmly_plans(source)
        by_place = stance.place_of_plans(self.around)
        if to_come and not stance.plans(said):
            return "plan", f"原文是计划，不是已完成：“{source}”"
        if stance.says_done(words) and not stance.says_done(source) and (to_come or by_place):
            return "plan", f"原文是计划，不是已完成：“{source}”"
        if stance.firmly_plans(words) and not (by_place or stance.plans(self.text)):
            return "plan", f"原文没有说是计划：“{words}”"
        return None

    def _support(self, said: str) -> Trouble | None:
        wanted = pairs(said)
        if self.worked_out or len(wanted) < _FEW:
            return None
        share = len(wanted & pairs(f"{self.text}，{self.around}")) / len(wanted)
        return None if share >= _SUPPORTED else ("support", "所引原文说的不是这件事")


def grounds_of(cited: Sequence[Evidence], worked_out: str, units: Sequence[Unit]) -> Grounds:
    """The grounds that some evidence gives."""
    groups: dict[str, list[str]] = {}
    for item in cited:
        groups.setdefault(item.unit, []).append(readable(item.quote))
    by_unit = tuple((labels_of(unit, units), tuple(quotes)) for unit, quotes in groups.items())
    around = "\n".join(x for e in cited for x in (*e.heading_path, e.report_title or ""))
    return Grounds(
        quotes=tuple(q for _, quotes in by_unit for q in quotes),
        around=readable(around),
        own=frozenset(label for labels, _ in by_unit for label in labels),
        worked_out=worked_out,
        known=tuple(units),
        by_unit=by_unit,
    )


@lru_cache(maxsize=4096)
def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters that carry meaning."""
    runs = re.findall("[\u3400-\u9fff]+", _FILLER.sub(" ", words))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _mismatch(amount: Amount, sources: Sequence[Amount]) -> Trouble:
    """How an amount departs from what the source says."""
    for source in sources:
        if amount.same_value(source) and amount.same_measure(source):
            return "bound", f"原文是“{source.raw}”，不是“{amount.raw}”"
    for source in sources:
        if amount.same_value(source):
            return "measure", f"原文是“{source.raw}”，不是“{amount.raw}”"
    for source in sources:
        if source.value is None and amount.same_measure(source):
            return "withheld", f"原文隐去了数字（{source.raw}），不得写成“{amount.raw}”"
    return "number", _NOT_THERE.format(amount.raw)


def _belongs_elsewhere(amount: Amount, matched: Sequence[Amount], sources: Sequence[Amount]) -> Amount | None:
    """The amount that the source gives for just these words, where the one that matches is of other words."""
    wanted = pairs(amount.clause)
    if len(wanted) < 2 or any(wanted & pairs(m.clause) for m in matched):
        return None
    return next(
        (
            s
            for s in sources
            if s.measure == amount.measure
            and not s.same_value(amount)
            and len(wanted & pairs(s.clause)) >= 0.6 * len(wanted)
        ),
        None,
    )


def _aligned(words: str, clauses: Sequence[str]) -> tuple[str, ...]:
    """The clauses of the source that `words` tell: those with its amounts, else the one most alike."""
    said = [a for a in amounts(words) if a.value is not None]
    wanted = pairs(words)
    shares = [(len(wanted & pairs(c)), c) for c in clauses]
    by_amount = [(share, c) for share, c in shares if any(a.same_value(s) for a in said for s in amounts(c))]
    if by_amount:
        best = max(share for share, _ in by_amount)
        return tuple(c for share, c in by_amount if share == best)
    best, clause = max(shares, default=(0, ""))
    return (clause,) if wanted and best >= _ALIGNED * len(wanted) else ()
