"""Sentences of a draft moved, exchanged, put in order, dropped, locked; a paragraph made points and points a paragraph."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from rag.drafting.composition import Block, Composition, Passage
from rag.drafting.revisions import Order, Place
from rag.reading import label_of


def without(composition: Composition, at: Sequence[int]) -> Composition:
    """The draft without these sentences, from 0; their clauses do not come back."""
    gone = frozenset(key for n in at for key in composition.passages[n].keys)
    kept = _changed(composition, at, lambda p: None)
    return replace(kept, refused=composition.refused | gone)


def locked(composition: Composition, at: Sequence[int], *, on: bool) -> Composition:
    """The draft with these sentences settled, or free again."""
    return _changed(composition, at, lambda p: replace(p, locked=on))


def moved(
    composition: Composition, place: Place, at: Sequence[int], side: str, to: Sequence[int] | None
) -> Composition:
    """The draft with sentences, or a whole point or section, in front of or behind others; without `to` at the very
    front or end."""
    if place.kind != "sentence" and len(composition.blocks) > 1:
        return _blocks_moved(composition, at, side, to)
    passages = [p for n, p in enumerate(composition.passages) if n not in at]
    picked = [composition.passages[n] for n in at]
    target = 0 if side == "before" else len(passages)
    if to:
        edge = composition.passages[min(to) if side == "before" else max(to)]
        target = next(i for i, p in enumerate(passages) if p is edge) + (side == "after")
    return _refilled(composition, [*passages[:target], *picked, *passages[target:]])


def swapped(
    composition: Composition, first: Sequence[int], second: Sequence[int], *, blocks: bool
) -> Composition:
    """The draft with two places exchanged; whole `blocks` where they are points or sections."""
    if blocks and len(composition.blocks) > 1:
        a, b = composition.block_of(first[0]), composition.block_of(second[0])
        held = list(composition.blocks)
        held[a], held[b] = held[b], held[a]
        return replace(composition, blocks=tuple(held))
    passages = list(composition.passages)
    low, high = sorted((list(first), list(second)))
    lower, higher = [passages[n] for n in low], [passages[n] for n in high]
    between = passages[low[-1] + 1 : high[0]]
    return _refilled(composition, [*passages[: low[0]], *higher, *between, *lower, *passages[high[-1] + 1 :]])


def ordered(composition: Composition, order: Order) -> Composition:
    """The draft with the units in this order, others behind as they were."""
    names = [label_of(u.name) for u in order.units]

    def rank(unit: str) -> int:
        return names.index(unit) if unit in names else len(names)

    if any(block.point for block in composition.blocks):
        blocks = sorted(composition.blocks, key=lambda b: min(rank(p.unit) for p in b.passages))
        return replace(composition, blocks=tuple(blocks))
    sorted_ = [
        replace(b, passages=tuple(sorted(b.passages, key=lambda p: rank(p.unit)))) for b in composition.blocks
    ]
    return led_anew(replace(composition, blocks=tuple(sorted_)))


def as_points(composition: Composition, count: int) -> Composition | None:
    """The sentences of a draft as so many points, units kept together where it goes; None where there are too few."""
    groups = [list(g) for _, g in groupby(composition.passages, key=lambda p: (p.unit, p.kind))]
    while len(groups) > count:
        sizes = [len(a) + len(b) for a, b in pairwise(groups)]
        at = sizes.index(min(sizes))
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    while len(groups) < count:
        at = max(range(len(groups)), key=lambda i: _divisible(groups[i]), default=-1)
        if at < 0 or _divisible(groups[at]) < 2:
            return None
        groups[at : at + 1] = _halved(groups[at])
    brief = replace(composition.brief, form="points", points=count)
    blocks = tuple(Block(passages=tuple(replace(p, lead="") for p in g), point=True) for g in groups)
    return replace(composition, brief=brief, blocks=blocks)


def as_paragraph(composition: Composition) -> Composition:
    """The sentences of a draft as one paragraph."""
    brief = replace(composition.brief, form="paragraph", points=0)
    passages = tuple(replace(p, lead="") for p in composition.passages)
    return replace(composition, brief=brief, blocks=(Block(passages=passages),))


def led_anew(composition: Composition) -> Composition:
    """The draft without connectives, so that they are chosen anew."""
    return composition.mapped(lambda p: replace(p, lead=""))


def _changed(
    composition: Composition, at: Sequence[int], change: Callable[[Passage], Passage | None]
) -> Composition:
    numbers = iter(range(len(composition.passages)))
    return composition.mapped(lambda p: change(p) if next(numbers) in at else p)


def _refilled(composition: Composition, passages: Sequence[Passage]) -> Composition:
    """The blocks filled with sentences in a new order, each with as many as it had."""
    left = [replace(p, lead="") if p.lead else p for p in passages]
    blocks = []
    for block in composition.blocks:
        count = len(block.passages)
        blocks.append(replace(block, passages=tuple(left[:count])))
        left = left[count:]
    return replace(composition, blocks=tuple(blocks))


def _blocks_moved(
    composition: Composition, at: Sequence[int], side: str, to: Sequence[int] | None
) -> Composition:
    picked = sorted({composition.block_of(n) for n in at})
    blocks = list(composition.blocks)
    rest = [b for i, b in enumerate(blocks) if i not in picked]
    target = 0 if side == "before" else len(rest)
    if to:
        edge = blocks[composition.block_of(to[0] if side == "before" else to[-1])]
        target = next((i for i, b in enumerate(rest) if b is edge), target) + (side == "after")
    return replace(composition, blocks=tuple([*rest[:target], *(blocks[i] for i in picked), *rest[target:]]))


def _divisible(group: Sequence[Passage]) -> int:
    return len(group) if len(group) > 1 else len(group[0].items)


def _halved(group: list[Passage]) -> list[list[Passage]]:
    if len(group) > 1:
        return [group[: len(group) // 2], group[len(group) // 2 :]]
    items, half = group[0].items, len(group[0].items) // 2
    whole = replace(group[0], wording=None)
    return [[replace(whole, items=items[:half])], [replace(whole, items=items[half:])]]
