"""What is worked out from the figures of an aspect: difference, multiple, share, sum, mean, amount a head.

Only from figures of one kind that the sources state; every value comes with its formula and the evidence it rests on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rag import phrases
from rag.comparison.amounts import multiple, number_words, percent, plain, quotient, rounded
from rag.comparison.likeness import (
    FULL_YEAR,
    Column,
    Kin,
    aspects_of,
    column_of,
    is_comparable,
    kindred,
    value_of,
)
from rag.model import Derived, Quantity, Table

_TIMES = re.compile(r"[几多]少?倍|倍数|的倍|翻了?几番")
_SHARE = re.compile(r"占比|占.{0,8}(?:多少|几|比重|比例|百分)|比重|份额")
_SUM = re.compile(r"合计|一共|总共|总计|共计|加起来|加一起|合起来|总和|总数是")
_MEAN = re.compile(r"平均")
_A_HEAD = re.compile(r"人均|平均每人|每人平均|户均|平均每户|每户平均")
_GAP = re.compile(r"差多少|相差|差几|差距|多多少|多几|少多少|多出|高多少|高出|低多少")
_PEOPLE = re.compile(r"人口|居民|人数|住户|户数|总户")
_POINTS = {"%": "个百分点"}
# Shares of a whole and marks are neither added up nor divided.
_NOT_ADDED = frozenset(("%", "‰", "个百分点", "倍", "岁", "分", "年", "度", "℃"))
_HIGH = _NOT_ADDED - {"倍", "年"}
_TELLING = 2
_OWN_PERIOD = re.compile(r"(?:\d{4}年.{0,4}|[上下]半年|季度|今年|去年|前年)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Figures:
    """Figures of one kind with the names of their units, from most to least."""

    kin: Kin
    column: Column
    lead: str

    @property
    def ranked(self) -> tuple[tuple[str, Quantity], ...]:
        return tuple((self.column.labels[n], q) for n, q in self.kin.in_order)

    @property
    def total(self) -> Decimal:
        return sum((value_of(q) for _, q in self.kin.rows), Decimal(0))

    @property
    def about(self) -> str:
        return "" if self.kin.exact else "约"

    @property
    def inputs(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(q.n for _, q in self.kin.rows))

    @property
    def addends(self) -> str:
        return " + ".join(number_words(value_of(q)) for _, q in self.kin.rows)

    @property
    def measure(self) -> str:
        """The measure word, as the sources write it where all write the same."""
        words = {q.measure for _, q in self.kin.rows}
        return words.pop() if len(words) == 1 else self.kin.measure

    @property
    def all_of_them(self) -> str:
        """4个单位; of one unit in several times 3期."""
        own_periods = all(_OWN_PERIOD.search(self.column.labels[n]) for n, _ in self.kin.rows)
        return f"{len(self.kin.rows)}{'期' if own_periods else '个单位'}"

    @property
    def may_be_added(self) -> bool:
        """Whether sums and quotients of them mean something."""
        word, _, cycle = self.kin.measure.partition("/")
        return word not in _NOT_ADDED and not cycle


def derived_values(table: Table, column: int, asked: str = "") -> tuple[Derived, ...]:
    """What the figures of one aspect give, the likeliest to be wanted first: of two exact ones the difference, and
    the multiple where the greater is at least twice the less; anything else where `asked` asks for it."""
    looked_at = column_of(table, column)
    lead = f"{looked_at.name}：" if aspects_of(table) > 1 else ""
    found: list[Derived] = []
    for kin in kindred(looked_at.quantities):
        if len(kin.rows) > 1:
            by_plan = "按计划，" if kin.planned else ""
            figures = _Figures(kin=kin, column=looked_at, lead=f"{lead}{by_plan}")
            found += _of_several(figures, asked, whole=len(kin.rows) == len(looked_at.labels))
    if _A_HEAD.search(asked):
        found += _a_head(table, column, asked)
    return tuple(found)


def why_not_derived(table: Table, column: int, asked: str) -> tuple[str, ...]:
    """Why a value that the question asks for is not worked out; () where it is, or none is asked for."""
    looked_at = column_of(table, column)
    sought = (("倍数", _TIMES), ("占比", _SHARE), ("合计", _SUM), ("平均数", _MEAN), ("差额", _GAP))
    wanted = [name for name, pattern in sought if pattern.search(asked) and not _A_HEAD.search(asked)]
    kin = kindred(looked_at.quantities)
    if wanted and (not kin or len(kin[0].rows) < _TELLING):
        return (phrases.NOT_TO_BE_COMPUTED.format(what="、".join(wanted)),)
    silent = [label for n, label in enumerate(looked_at.labels) if kin and n not in dict(kin[0].rows)]
    if "占比" in wanted and silent:
        return (phrases.SHARE_NEEDS_ALL.format(names="、".join(silent)),)
    return ()


def _of_several(figures: _Figures, asked: str, *, whole: bool) -> Iterator[Derived]:
    two = len(figures.kin.rows) == _TELLING
    if (two or _GAP.search(asked)) and figures.kin.exact:
        yield _difference(figures)
    if figures.may_be_added and (two or _TIMES.search(asked)):
        yield from _times(figures, wanted=bool(_TIMES.search(asked)))
    if not figures.may_be_added:
        return
    if _SUM.search(asked):
        total = f"{figures.about}{number_words(figures.total)}{figures.measure}"
        yield _told(figures, f"{figures.all_of_them}合计{total}", figures.addends)
    if whole and figures.total > 0 and _SHARE.search(asked):
        yield from _shares(figures)
    if _MEAN.search(asked) and not _A_HEAD.search(asked):
        yield _mean(figures)


def _difference(figures: _Figures) -> Derived:
    """甲比乙多61人, of the greatest and the least; 甲与乙相同 where they are equal."""
    (more, x), (less, y) = figures.ranked[0], figures.ranked[-1]
    a, b = value_of(x), value_of(y)
    word, _, cycle = figures.measure.partition("/")
    if a == b:
        same = f"{number_words(a)}{word}{f'/{cycle}' if cycle else ''}"
        return _told(
            figures, f"{more}与{less}相同，都是{same}", f"{number_words(a)} = {number_words(b)}", x, y
        )
    measure = _POINTS.get(word, word)
    way = "高" if word in _HIGH else "多"
    rate = f"每{cycle}" if cycle else ""
    text = f"{more}比{less}{rate}{way}{number_words(a - b)}{measure}"
    return _told(figures, text, f"{number_words(a)} - {number_words(b)}", x, y)


def _times(figures: _Figures, *, wanted: bool) -> Iterator[Derived]:
    (more, x), (less, y) = figures.ranked[0], figures.ranked[-1]
    a, b = value_of(x), value_of(y)
    exact = not (x.approximate or y.approximate)
    if b <= 0 or a == b or not (wanted or (exact and a >= _TELLING * b)):
        return
    shown = multiple(a, b)
    about = "" if exact else "约"
    formula = f"{number_words(a)} ÷ {number_words(b)} {quotient(a / b, shown)}"
    yield _told(figures, f"{more}{about}是{less}的{plain(shown)}倍", formula, x, y)


def _shares(figures: _Figures) -> Iterator[Derived]:
    total = figures.total
    for label, quantity in figures.ranked:
        part = value_of(quantity)
        share = percent(part, total)
        sign = "=" if share * total == part * 100 else "≈"
        text = f"{label}{figures.about}占{figures.all_of_them}合计的{plain(share)}%"
        yield _told(figures, text, f"{number_words(part)} ÷ ({figures.addends}) {sign} {plain(share)}%")


def _mean(figures: _Figures) -> Derived:
    count = len(figures.kin.rows)
    mean = figures.total / count
    shown = rounded(mean, Decimal("0.1"))
    about = figures.about or ("" if shown == mean else "约")
    text = f"{figures.all_of_them}平均{about}{number_words(shown)}{figures.measure}"
    return _told(figures, text, f"({figures.addends}) ÷ {count} {quotient(mean, shown)}")


def _a_head(table: Table, column: int, asked: str) -> Iterator[Derived]:
    """An amount for each head (or household) of the same unit, where another aspect gives its people."""
    by_household = "户" in (found.group() if (found := _A_HEAD.search(asked)) else "")
    of_whom = "户" if by_household else "人"
    amounts_of = column_of(table, column)
    for other in (column_of(table, n) for n in range(aspects_of(table)) if n != column):
        if not _PEOPLE.search(other.name):
            continue
        for n, label in enumerate(amounts_of.labels):
            amount = _one(amounts_of.cells[n].quantities, "")
            heads = _one(other.cells[n].quantities, of_whom)
            if amount is None or heads is None or amount.measure in (*_NOT_ADDED, "人", "户"):
                continue
            yield _each(label, amounts_of.name, amount, other.name, heads, of_whom)


def _one(quantities: Sequence[Quantity], measure: str) -> Quantity | None:
    """The first figure of a cell that counts by `measure` (by any, if ""), done and of a whole year."""
    kin = kindred([(0, q) for q in quantities[: 1 if not measure else None] if is_comparable(q)])
    fitting = (k for k in kin if not k.planned and k.stretch == FULL_YEAR and measure in ("", k.measure))
    quantity = next((q for k in fitting for _, q in k.rows), None)
    return quantity if quantity is not None and value_of(quantity) > 0 else None


def _each(label: str, thing: str, amount: Quantity, whose: str, heads: Quantity, of_whom: str) -> Derived:
    a, b = value_of(amount), value_of(heads)
    shown = rounded(a / b)
    loose = amount.approximate or heads.approximate or shown * b != a
    text = f"{label}{thing}按{whose}计算，{of_whom}均{'约' if loose else ''}{plain(shown)}{amount.measure}"
    formula = f"{number_words(a)} ÷ {number_words(b)} {quotient(a / b, shown)}"
    return Derived(text=text, formula=formula, inputs=tuple(dict.fromkeys((amount.n, heads.n))), stated=True)


def _told(figures: _Figures, text: str, formula: str, *inputs: Quantity) -> Derived:
    numbers = tuple(dict.fromkeys(q.n for q in inputs)) or figures.inputs
    return Derived(text=f"{figures.lead}{text}", formula=formula, inputs=numbers, stated=True)
