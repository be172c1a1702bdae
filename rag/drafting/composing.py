"""A first draft put together from a brief: told of named units, of the own unit's reports, or after others' pattern."""

from collections.abc import Sequence
from dataclasses import replace

from rag.directory import UnitEntry
from rag.drafting.composition import Block, Composition, Passage
from rag.drafting.material.choosing import Item, choose, choose_points, without_figures
from rag.drafting.material.prose import Run, in_order, sentences_of
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Brief, SentenceKind

NUMERALS = "一二三四五六七八九十"
_LITTLE = 0.2


def compose(brief: Brief, workshop: Workshop) -> Composition:
    """The draft of a paragraph or of points; without any sentence where the library has nothing for it."""
    facts = tuple(Passage(kind="stated", unit=brief.speaker, fact=n) for n in range(1, len(brief.facts) + 1))
    room = brief.length - sum(len(words) for words in brief.facts)
    if brief.form == "points":
        blocks = points(brief, workshop, brief.points, room)
    else:
        blocks = (Block(passages=paragraph(brief, workshop, room)),)
    if facts:
        blocks = (
            (replace(blocks[0], passages=(*facts, *blocks[0].passages)), *blocks[1:])
            if blocks
            else (Block(passages=facts),)
        )
    return Composition(brief=brief, blocks=tuple(b for b in blocks if b.passages))


def paragraph(
    brief: Brief, workshop: Workshop, room: int, taken: Sequence[Item] = (), like: Sequence[Run] = ()
) -> tuple[Passage, ...]:
    """The sentences of a paragraph of about `room` characters, none of them like what is `taken` already. What stands
    under the headings of sections `like` it is told first."""
    if not brief.speaker:
        return passages(_chosen(brief, workshop, workshop.told_of(brief), room, taken, like), "told")
    own: list[Item] = []
    if brief.behalf:
        own = _chosen(brief, workshop, (brief.behalf,), room, taken, like)
    left = room - sum(len(item.words) + 1 for item in own)
    patterns: list[Item] = []
    if left >= room * _LITTLE:
        found = choose(workshop.patterns(brief), left, taken=(*taken, *own))
        patterns = [without_figures(item) for item in found]
    return (*passages(own, "own"), *passages(patterns, "pattern"))


def _chosen(
    brief: Brief,
    workshop: Workshop,
    entries: Sequence[UnitEntry],
    room: int,
    taken: Sequence[Item],
    like: Sequence[Run],
) -> list[Item]:
    under = workshop.under(brief, entries, like)
    first = choose(under, room, taken=taken)
    left = room - sum(len(item.words) + 1 for item in first)
    if left < room * _LITTLE:
        return first
    return [*first, *choose(workshop.items(brief, entries), left, taken=(*taken, *first))]


def points(brief: Brief, workshop: Workshop, count: int, room: int) -> tuple[Block, ...]:
    """Points of about `room` characters in all: of one unit a paragraph of its report each, of several a unit each."""
    if not brief.speaker:
        items = workshop.items(brief, workshop.told_of(brief))
        return _as_points(choose_points(items, room, count), "told")
    own = choose_points(workshop.items(brief, (brief.behalf,)), room, count) if brief.behalf else []
    told = _as_points(own, "own")
    if missing := count - len(told):
        taken = [item for held in own for item in held]
        spare = choose_points(workshop.patterns(brief), room * missing // count, missing, taken=taken)
        told += _as_points([[without_figures(i) for i in held] for held in spare], "pattern")
    return told


def passages(items: Sequence[Item], kind: SentenceKind) -> tuple[Passage, ...]:
    """The clauses as sentences, unit by unit, the one with the most to say first."""
    return tuple(
        Passage(kind=kind, unit=unit, items=sentence)
        for unit in in_order(items)
        for sentence in sentences_of([i for i in items if i.unit == unit])
    )


def _as_points(groups: Sequence[Sequence[Item]], kind: SentenceKind) -> tuple[Block, ...]:
    return tuple(Block(passages=passages(items, kind), point=True) for items in groups if items)
