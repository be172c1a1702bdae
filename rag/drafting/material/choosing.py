"""Which statements go into a draft: on its theme, telling, from several units, no two alike, as many as it has room for."""

from collections import Counter
from collections.abc import Sequence

from rag.drafting.material.candidates import items_of
from rag.drafting.material.item import Item, is_like
from rag.drafting.material.patterns import without_figures

__all__ = ["Item", "choose", "choose_points", "is_like", "items_of", "without_figures"]

_AGAIN = 0.1
_SAME = 0.06
_RUNS_ON, _BESIDE = 0.14, 0.06
_FULL, _OVERFULL, _NEARLY = 0.93, 1.08, 0.8
_LEAST = 0.45
_A_UNIT, _FEWEST_UNITS, _OPENING, _LINK = 50, 3, 8, 4


def choose(
    items: Sequence[Item], room: int, *, units: int | None = None, taken: Sequence[Item] = ()
) -> list[Item]:
    """The items that fill about `room` characters: the worthiest first, turn by turn from several units, with what
    stands beside a chosen one in its sentence before others. `units` bounds how many units speak (else as many as a
    paragraph of this length bears); nothing chosen is like what the draft has already (`taken`)."""
    most = units or max(_FEWEST_UNITS, room // _A_UNIT)
    chosen = _filled(items, room, most, taken, [])
    return chosen if units else _filled(items, room, most + _FEWEST_UNITS, taken, chosen)


def _filled(
    items: Sequence[Item], room: int, most: int, taken: Sequence[Item], first: Sequence[Item]
) -> list[Item]:
    """What was chosen `first` with as much more as there is room for, of at most so many units."""
    # Far less worth than the best is off the theme: better a short draft.
    least = _LEAST * max((i.worth for i in items), default=0.0)
    left, chosen = [i for i in items if i.worth >= least], list(first)
    size = _spoken(chosen) + (0 if taken else _OPENING)
    while left and size < room * _FULL:
        told = Counter(item.unit for item in (*taken, *chosen))
        best = max(left, key=lambda item: _worth_now(item, chosen, told))
        left.remove(best)
        cost = _spoken([*chosen, best]) - _spoken(chosen)
        over = size + cost > room * (_OVERFULL if size >= room * _NEARLY else 1.0 + (1 - _NEARLY))
        if (
            over
            or (len(told) >= most and not told[best.unit])
            or any(is_like(best, other) for other in (*taken, *chosen))
        ):
            continue
        chosen.append(best)
        size += cost
    return chosen


def _spoken(items: Sequence[Item]) -> int:
    """About how many characters items take as sentences: with the names of their units and what links them."""
    units = {i.unit for i in items}
    paragraphs = {(i.unit, i.page.paragraph(i.span)) for i in items}
    return _size(items) + sum(len(u) + _LINK // 2 for u in units) + _LINK * (len(paragraphs) - len(units))


def choose_points(
    items: Sequence[Item], room: int, points: int, *, taken: Sequence[Item] = ()
) -> list[list[Item]]:
    """The items of `points` points, each in its own unit, or in its own section or paragraph where one unit speaks:
    those with most to say, in their order; what one point leaves of the room the others may have."""
    one = len({item.unit for item in items}) == 1
    groups = _groups(items, points) if one else _by_unit(items)
    told = {key: choose(held, room // points, units=1, taken=taken) for key, held in groups.items()}
    most = sorted((k for k in told if told[k]), key=lambda k: -sum(i.worth for i in told[k]))[:points]
    chosen = {key: told[key] for key in most}
    for n, key in enumerate(sorted(most, key=lambda k: _size(groups[k]))):
        spare = room - sum(_size(held) for held in chosen.values())
        if spare > room * (1 - _FULL):
            fuller = choose(groups[key], _size(chosen[key]) + spare // (len(most) - n), units=1, taken=taken)
            chosen[key] = max((chosen[key], fuller), key=_size)
    return [chosen[key] for key in groups if key in chosen]


def _by_unit(items: Sequence[Item]) -> dict[object, list[Item]]:
    groups: dict[object, list[Item]] = {}
    for item in items:
        groups.setdefault(item.unit, []).append(item)
    return groups


def _groups(items: Sequence[Item], points: int) -> dict[object, list[Item]]:
    """The items of one unit by the part of its report that they stand in: its sections where these are enough, else
    its paragraphs."""
    for level in (0, 1, 2):
        groups: dict[object, list[Item]] = {}
        for item in items:
            sentence = item.page.sentence_at(item.span.start)
            headings = sentence.headings if sentence else ()
            groups.setdefault((item.page.report.id, headings[: level + 1]), []).append(item)
        if len(groups) >= points:
            return groups
    groups = {}
    for item in items:
        groups.setdefault(item.page.paragraph(item.span), []).append(item)
    return groups


def _size(items: Sequence[Item]) -> int:
    return sum(len(item.words) + 1 for item in items)


def _worth_now(item: Item, taken: Sequence[Item], told: Counter[str]) -> float:
    """What an item is worth beside what was taken: less of a unit that has spoken, more where it goes on with it."""
    near = [t for t in taken if t.page is item.page]
    here = item.page.sentence_at(item.span.start)
    runs_on = any(t.page.sentence_at(t.span.start) is here for t in near)
    paragraph = item.page.paragraph(item.span)
    beside = [t for t in near if paragraph.covers(t.span)]
    worth = item.worth - _AGAIN * told[item.unit] + _RUNS_ON * (runs_on and bool(item.figures))
    return worth + (_BESIDE if beside and item.figures else -_SAME * len(beside))
