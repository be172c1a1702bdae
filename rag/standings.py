"""Sentences on figures of many units: who has most or least, who is past a limit, how much in all; like with like."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from rag.comparison.amounts import number_words
from rag.model import Derived
from rag.number_asked import as_number_of
from rag.overall import Overall
from rag.roll import Named, counted, listed
from rag.tally import Tallied, one_measure

_SHOWN = 3
_LISTED = 12
_LESS = re.compile("近|不到|不足|以内")
_MORE = re.compile("余|多|超|逾|以上")

Told = tuple[list[str], list[Derived]]


def in_rank(group: Iterable[Tallied], asked: Overall) -> list[Tallied]:
    """A group in the order that is asked for: from most, or from least."""
    return sorted(group, key=lambda t: t.value if asked.aim == "least" else -t.value)


def tell_ranking(groups: Sequence[Sequence[Tallied]], said: dict[str, Named], asked: Overall) -> Told:
    """Who is first, by the measure that most units use, and who comes behind; then the other measures."""
    main = in_rank(groups[0], asked)
    if len(main) == 1 and len(groups) > 1:
        return _apart(
            [g[0] if len(g) == 1 else in_rank(g, asked)[0] for g in groups], said, "计量不同，难分先后"
        )
    if len(main) == 1:
        only = counted([said[main[0].entry.name]], asked.kind)
        return [f"写明{as_number_of(asked.thing)}的只有{only.text}：{_roll(main, said)}。"], [only]
    lines, derived = [], []
    for group in groups:
        ranked = in_rank(group, asked)
        by = f"按{ranked[0].best.figure.measure}计，" if len(groups) > 1 else ""
        if len(ranked) == 1:
            lines.append(f"另外，以{ranked[0].best.figure.measure}计的有：{_roll(ranked, said)}。")
            continue
        sentence, order = _order(ranked, said, asked)
        lines.append(f"{by}{sentence}。")
        derived.append(order)
    return lines, derived


def _order(ranked: Sequence[Tallied], said: dict[str, Named], asked: Overall) -> tuple[str, Derived]:
    """甲 first, then 乙: the sentence, and the order as code worked it out."""
    worst = asked.aim == "least"
    tied = [t for t in ranked if t.value == ranked[0].value]
    most = f"{'并列' if len(tied) > 1 else ''}最{_way(asked, worst)}的是"
    shown = ranked[: max(asked.first if asked.first > 1 else _SHOWN, len(tied))]
    behind = shown[len(tied) :]
    words = f"{most}{listed([said[t.entry.name] for t in tied])}"
    if behind:
        words += f"；其次是{_roll(behind[:1], said)}"
    if behind[1:]:
        words += f"；{'再次' if len(behind) == 2 else '以下依次'}是{_roll(behind[1:], said)}"
    # Of a long ranking those far behind are left to the table, uncited here.
    left = "".join(f"[{said[t.entry.name].number}]" for t in ranked[len(shown) : len(shown) + _LISTED])
    order = Derived(
        text=f"{most}{ranked[0].entry.name}",
        formula=_chain([t.value for t in ranked[:_LISTED]], "<" if worst else ">"),
        inputs=tuple(dict.fromkeys(said[t.entry.name].number for t in ranked[: len(shown) + _LISTED])),
        stated=True,
    )
    return words + (f"，其余见表{left}" if left else ""), order


def _way(asked: Overall, least: bool) -> str:
    if asked.question.measure == "%" or asked.thing.endswith("率"):
        return "低" if least else "高"
    return "少" if least else "多"


def _chain(values: Sequence[Decimal], sign: str) -> str:
    pieces = [f"{values[0]:f}"]
    pieces += [f"{'=' if a == b else sign} {b:f}" for a, b in pairwise(values)]
    return " ".join(pieces)


def _apart(firsts: Sequence[Tallied], said: dict[str, Named], verdict: str) -> Told:
    """Where no two units count by one measure there is no first, and no sum."""
    lead = Derived(
        text=verdict,
        formula=" 与 ".join(t.best.figure.raw for t in firsts),
        inputs=tuple(said[t.entry.name].number for t in firsts),
        stated=True,
    )
    return [f"{lead.text}：{_roll(firsts, said)}。"], [lead]


def tell_sum(groups: Sequence[Sequence[Tallied]], said: dict[str, Named], asked: Overall) -> Told:
    """The figures of one measure added up, one sentence a measure; a figure that stands alone is only told."""
    if len(groups) > 1 and all(len(g) == 1 for g in groups):
        return _apart([g[0] for g in groups], said, "计量不同，难以合计")
    lines, derived = [], []
    for group in groups:
        ranked = in_rank(group, asked)
        if len(ranked) == 1:
            alone = counted([said[ranked[0].entry.name]], asked.kind)
            lines.append(
                f"以{ranked[0].best.figure.measure}写明{as_number_of(asked.thing)}的只有{alone.text}：{_roll(ranked, said)}。"
            )
            derived.append(alone)
            continue
        total = sum((t.value for t in ranked), Decimal(0))
        measure = ranked[0].best.figure.measure
        raws = [t.best.figure for t in ranked]
        loose = [f.raw for f in raws if f.approximate]
        more = bool(loose) and all(_MORE.search(raw) and not _LESS.search(raw) for raw in loose)
        amount = f"{'约' if loose and not more else ''}{number_words(total)}{'余' if more else ''}{measure}"
        worked_out = Derived(
            text=f"{len(ranked)}个{asked.kind}合计{amount}",
            formula=" + ".join(f"{t.value:f}" for t in ranked),
            inputs=tuple(dict.fromkeys(said[t.entry.name].number for t in ranked)),
            stated=True,
        )
        lines.append(f"写明{as_number_of(asked.thing)}的{worked_out.text}：{_roll(ranked, said)}。")
        derived.append(worked_out)
    return lines, derived


def tell_bounded(groups: Sequence[Sequence[Tallied]], said: dict[str, Named], asked: Overall) -> Told:
    """Which units are past the limit that the question sets."""
    limit = asked.bound
    if limit is None:
        return tell_roll(groups, said, asked)
    past = in_rank(
        (t for g in groups for t in g if t.measure == one_measure(limit.measure) and limit.lets_in(t.value)),
        asked,
    )
    if not past:
        alike = in_rank((t for g in groups for t in g if t.measure == one_measure(limit.measure)), asked)
        if not alike:
            return tell_roll(groups, said, asked)
        none = Derived(
            text=f"没有{asked.kind}{limit.words}",
            formula=f"最大 {alike[0].value:f}，最小 {alike[-1].value:f}，问 {limit.sign} {limit.value:f}",
            inputs=tuple(dict.fromkeys(said[t.entry.name].number for t in alike)),
            stated=True,
        )
        return [f"{asked.thing}{none.text}：{_roll(alike, said)}。"], [none]
    worked_out = Derived(
        text=f"{limit.words}的有{len(past)}个{asked.kind}",
        formula="、".join(f"{t.value:f}" for t in past) + f" {limit.sign} {limit.value:f}",
        inputs=tuple(dict.fromkeys(said[t.entry.name].number for t in past)),
        stated=True,
    )
    return [f"{asked.thing}{worked_out.text}：{_roll(past, said)}。"], [worked_out]


def tell_roll(groups: Sequence[Sequence[Tallied]], said: dict[str, Named], asked: Overall) -> Told:
    """How many units give the figure, and each one's."""
    ranked = [t for g in groups for t in in_rank(g, asked)]
    count = counted([said[t.entry.name] for t in ranked], asked.kind)
    return [f"写明{as_number_of(asked.thing)}的有{count.text}：{_roll(ranked, said)}。"], [count]


def _roll(group: Iterable[Tallied], said: dict[str, Named]) -> str:
    return listed([said[t.entry.name] for t in group], between="；")
