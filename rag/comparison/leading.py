"""Who leads in an aspect: the units in the order of their figures, told in a sentence and as a value worked out."""

import re
from itertools import groupby, pairwise

from rag.comparison.amounts import number_words
from rag.comparison.likeness import Column, Kin, kindred, value_of
from rag.model import Derived, Quantity

_NAMED = 8
_RATES = ("%", "‰", "个百分点", "分")

_A_RATE = re.compile(r"率|占比|比例|比重|增长|增速|增幅|目标|指数|幅度")
_ROSE = re.compile(r"增长|提高|上升|增加|上涨")

Row = tuple[int, Quantity]
Told = tuple[list[str], list[Derived]]


def leading(column: Column, *, named: bool) -> Told:
    """最多的是甲（106人），其次是乙（45人）: by the figures that most units give alike; nothing for fewer than two, or
    where all are equal. `named`: the sentence says the aspect, for it stands among others."""
    kin = next(iter(kindred(column.quantities)), None)
    if kin is None or len(kin.rows) < 2:
        return [], []
    ranks = [tuple(rows) for _, rows in groupby(kin.in_order, key=lambda row: value_of(row[1]))]
    if len(ranks) < 2:
        return _all_alike(column, kin) if named else ([], [])
    about = f"{column.name}{_of_change(column, kin)}" if named else ""
    about += ("（计划）" if named else "按计划，") * kin.planned
    first = f"{about}{'并列' if len(ranks[0]) > 1 else ''}最{way(kin.measure)}的是"
    words = f"{first}{_told(ranks[0], column, kin)}，其次是{_told(ranks[1], column, kin)}"
    rest = [row for rank in ranks[2:] for row in rank]
    if rest:
        words += f"，{'再次' if len(ranks) == 3 else '以下依次'}是{_told(rest[:_NAMED], column, kin)}"
    told = [row for rank in ranks[:2] for row in rank] + rest[:_NAMED]
    order = Derived(
        text=f"{first}{column.labels[ranks[0][0][0]]}",
        formula=_chain(told),
        inputs=tuple(dict.fromkeys(q.n for _, q in told)),
        stated=True,
    )
    return [f"{words}。"], [order]


def _all_alike(column: Column, kin: Kin) -> Told:
    """That all give the same figure, each cited."""
    rows = kin.in_order
    names = "、".join(f"{column.labels[n]}（{'目标' if kin.planned else ''}{q.raw}）[{q.n}]" for n, q in rows)
    return [f"{column.name}相同的有：{names}。"], []


def _of_change(column: Column, kin: Kin) -> str:
    """增幅 or 降幅 behind the name of an amount (一般公共预算收入) whose figures tell by how much it changed."""
    if kin.measure != "%" or _A_RATE.search(column.name):
        return ""
    if kin.thing.endswith("下降"):
        return "降幅"
    return "增幅" if all(_ROSE.search(q.subject) for _, q in kin.rows) else ""


def way(measure: str) -> str:
    """How the greatest of figures of a measure is told: 最高 of rates and marks, 最多 of what is counted."""
    return "高" if measure in _RATES else "多"


def _told(rows: "list[Row] | tuple[Row, ...]", column: Column, kin: Kin) -> str:
    """甲（106人）[1]、乙（45人）[2]; a planned figure says that it is one."""
    plan = "目标" if kin.planned else ""
    return "、".join(f"{column.labels[n]}（{plan}{q.raw}）[{q.n}]" for n, q in rows)


def _chain(rows: list[Row]) -> str:
    """106 > 45 = 45: the order as code worked it out."""
    values = [value_of(q) for _, q in rows]
    signs = [f" {'=' if a == b else '>'} {number_words(b)}" for a, b in pairwise(values)]
    return f"{number_words(values[0])}{''.join(signs)}"
