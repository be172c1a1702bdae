"""What a sentence's citations bear out: their quotes read once, and the first thing said that they do not say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.model import Unit
from rag import stance
from rag.claims import Amount, amounts, comparable, other_numbers, parts, periods, readable, stands_in, times
from rag.likeness import aligned, belongs_elsewhere, pairs
from rag.mentions import labels_of, strange_name, told_apart
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
_SOURCE_SILENT = re.compile(
    r"(?:原文|报告|材料|资料|文中)[^，。]{0,12}(?:未|没有|隐去|缺失|无法|不详)"
    r"|(?:数字|数值|数据|数)[^，。]{0,6}(?:隐去|缺失|未[给列写明])|(?:无法|未|没有)[^，。]{0,6}(?:具体|数字|数值)"
)
_ENUMERATED = re.compile(r"([一二三四五六七八九]|十)是|[；;]?([①-⑳])")
_LISTED = re.compile("问题|不足|方面|任务|措施|做法|困难|环节|打算|内容|要点|经验|目标")
_FEW = 4  # pairs of characters: fewer cannot tell whether a passage is the one meant
_SUPPORTED = 0.3
_WHOLE_YEAR, _THIS_YEAR = "全年", "今年"
_OTHER_TIMES = frozenset(("去年", "明年", "上半年", "下半年", "前年", "后年"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """The quotes of some marks, readable; `headings` those over each, nearest first, and `around` all of them; `own` what their units are called;
    `worked_out` what code derived from them; `by_unit` the quotes of each unit."""

    quotes: tuple[str, ...]
    around: str
    own: frozenset[str]
    headings: tuple[str, ...] = ()
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
            or self._support(said)
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
            if amount.bound == "exact" and self._counts_list(amount.value, amount.clause):
                continue
            matched = [s for s in sources if amount.follows_from(s)]
            if not matched:
                return _mismatch(amount, sources)
            if other := belongs_elsewhere(amount, matched, sources):
                return "number", f"原文中“{other.clause}”说的是{other.raw}，不是{amount.raw}"
        for number in other_numbers(bare):
            if not stands_in(number, self.text) and not stands_in(number, self.worked_out):
                return "number", _NOT_THERE.format(number)
        return None

    def _counts_list(self, value: Decimal | None, words: str) -> bool:
        """Whether a number is how many points (一是, 二是 …) or passages the quotes hold: 有三个不足."""
        points = max(len({"".join(m) for m in _ENUMERATED.findall(q)}) for q in self.quotes)
        return value in {points, len(self.quotes)} - {0, 1} and bool(_LISTED.search(words))

    @property
    def _silent(self) -> bool:
        """Whether the quotes hide a value, so that a sentence may say that they do."""
        return any(a.value is None for q in self.quotes for a in amounts(q))

    def _sources(self, said: str, amount: Amount) -> tuple[Amount, ...]:
        """The amounts that may bear one out: those of the unit named last in front of it, where several are cited."""
        quotes = self._quotes_of(said, amount.clause)
        return tuple(a for q in quotes for a in amounts(q))

    def _quotes_of(self, said: str, clause: str) -> tuple[str, ...]:
        """The quotes of the units that a clause names, else of the one named last in front of it, else all."""
        if len(self.by_unit) < 2:
            return self.quotes
        named = self._named_in(clause)
        if named:
            return tuple(q for quotes in named for q in quotes)
        earlier = self._named_in(said[: max(said.find(clause), 0)])
        return earlier[-1] if earlier else self.quotes

    def _named_in(self, words: str) -> list[tuple[str, ...]]:
        """The quotes of each cited unit that `words` name, the one named last at the end; the longest name holds."""
        found: dict[int, tuple[str, ...]] = {}
        labels = [(label, quotes) for names, quotes in self.by_unit for label in names]
        for label, quotes in sorted(labels, key=lambda x: -len(x[0])):
            for match in re.finditer(re.escape(label), words):
                found[match.start()] = quotes
            words = words.replace(label, "\0" * len(label))
        return list(dict.fromkeys(found[at] for at in sorted(found)))

    def _stance(self, said: str) -> Trouble | None:
        clauses = [c for q in self.quotes for c in parts(q)]
        headed = {c: h for q, h in zip(self.quotes, self.headings, strict=True) for c in parts(q)}
        for words in parts(said):
            if self._silent and _SOURCE_SILENT.search(words):
                continue
            if self._silent and "具体数" in words:
                return "withheld", "原文隐去了这一数字，不得说成给出了"
            near = aligned(words, clauses)
            trouble = (
                self._direction(words, near)
                or self._negation(words, near)
                or self._plan(words, near, said, headed)
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
        if words in near:
            return None
        source = "，".join(near) or self.text
        if stance.negations(words) > stance.negations(source):
            return "negation", f"原文没有否定：“{words}”"
        for denied in stance.negated_words(source):
            if stance.affirmed(denied, words):
                return "negation", f"原文说的是否定：“{source}”"
        return None

    def _plan(
        self, words: str, near: tuple[str, ...], said: str, headed: Mapping[str, str]
    ) -> Trouble | None:
        source = "，".join(near)
        if not source:
            return None
        to_come = stance.firmly_plans(source)
        by_place = any(stance.place_of_plans(headed[clause]) for clause in near)
        if to_come and not stance.plans(said):
            return "plan", f"原文是计划，不是已完成：“{source}”"
        if stance.says_done(words) and not stance.says_done(source) and (to_come or by_place):
            return "plan", f"原文是计划，不是已完成：“{source}”"
        if stance.firmly_plans(words) and not (by_place or stance.plans(self.text)):
            return "plan", f"原文没有说是计划：“{words}”"
        return None

    def _support(self, whole: str) -> Trouble | None:
        """Whether the quotes speak of the matter at all; of several units, each of what is said of it."""
        if self.worked_out:
            return None
        told: dict[tuple[str, ...], str] = {}
        silent = self._silent
        for clause in parts(whole):
            if silent and _SOURCE_SILENT.search(clause):
                continue
            quotes = self._quotes_of(whole, clause)
            told[quotes] = f"{told.get(quotes, '')}，{self._without_names(clause)}"
        for quotes, words in told.items():
            wanted = pairs(words)
            there = pairs(f"{'。'.join(quotes)}，{self.around}")
            if len(wanted) >= _FEW and len(wanted & there) < _SUPPORTED * len(wanted):
                return "support", "所引原文说的不是这件事"
        return None


def grounds_of(cited: Sequence[Evidence], worked_out: str, units: Sequence[Unit]) -> Grounds:
    """The grounds that some evidence gives."""
    groups: dict[str, list[str]] = {}
    for item in cited:
        groups.setdefault(item.unit, []).append(readable(item.quote))
    headings = [[*reversed(e.heading_path), e.report_title or ""] for e in cited]
    headed = tuple("\n".join(map(readable, lines)) for lines in headings)
    # 某社区（计划篇1）: in the words that are checked its brackets are of half width.
    names = [labels_of(unit, units) for unit in groups]
    labels = [own | frozenset(map(readable, own)) for own in names]
    return Grounds(
        quotes=tuple(readable(e.quote) for e in cited),
        headings=headed,
        around="\n".join(headed),
        own=frozenset().union(*labels),
        worked_out=worked_out,
        known=tuple(units),
        by_unit=tuple(zip(told_apart(labels), map(tuple, groups.values()), strict=True)),
    )


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
