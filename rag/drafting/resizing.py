"""A draft made shorter or longer: the least worthy clauses go first, new sentences come in beside their unit's own."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from rag import phrases
from rag.directory import UnitEntry
from rag.drafting.composing import passages
from rag.drafting.composition import Composition, Passage, key_of
from rag.drafting.material.choosing import Item, choose, without_figures
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import SentenceKind
from rag.drafting.setting import length_of, spoken_length

_OVER, _UNDER, _LEAST = 1.08, 0.9, 0.82
_BY = {"shorter": 0.7, "longer": 1.4}
_EXPANDED, _LITTLE = 0.9, 60
_NEAR = 0.4
"""What a clause of the same paragraph is worth more, where a sentence is expanded."""


def resized(composition: Composition, way: str, length: int, workshop: Workshop) -> tuple[Composition, str]:
    """The draft in about `length` characters, or by a third shorter or longer; what is told where it cannot be."""
    now = length_of(composition)
    target = length or round(now * _BY[way])
    changed = replace(composition, brief=replace(composition.brief, length=target))
    if now > target * _OVER:
        changed = shortened(changed, target)
        after = length_of(changed)
        return changed, phrases.DRAFT_NOT_SHORTER.format(length=after) if after > target * 1.2 else ""
    if now < target * _UNDER:
        changed = lengthened(changed, target - now, workshop)
        after = length_of(changed)
        return changed, phrases.DRAFT_NOT_LONGER.format(length=after) if after < target * 0.8 else ""
    return changed, phrases.DRAFT_LENGTH_FITS.format(length=now)


def shortened(composition: Composition, target: int, only: Collection[int] | None = None) -> Composition:
    """The draft without its least worthy clauses, in about `target` characters; what is locked or stated stays, and of
    every point or section a clause. `only` bounds it to these sentences, from 0."""
    while length_of(composition) > target * _OVER:
        left = _without_least(composition, target, only)
        if left is None:
            return composition
        composition = left
    return composition


def lengthened(composition: Composition, room: int, workshop: Workshop) -> Composition:
    """The draft with sentences of about `room` characters more, where the library has them."""
    brief = composition.brief
    kind: SentenceKind = "told"
    found: list[Item] = []
    if not brief.speaker:
        found = more(composition, workshop.items(brief, workshop.told_of(brief)), room)
    elif brief.behalf:
        kind, found = "own", more(composition, workshop.items(brief, (brief.behalf,)), room)
    added = inserted(composition, passages(found, kind))
    left = room - sum(len(i.words) + 1 for i in found)
    if brief.speaker and left > _LITTLE / 2:
        others = more(added, workshop.patterns(brief), left)
        added = inserted(added, passages([without_figures(i) for i in others], "pattern"))
    return added


def expanded(composition: Composition, at: Sequence[int], workshop: Workshop) -> tuple[Composition, str]:
    """The draft with more from the same units behind these sentences, first of what stands around them."""
    held = [composition.passages[n] for n in at]
    units = {p.unit for p in held}
    around = [(i.page, i.page.paragraph(i.span)) for p in held for i in p.items]
    entries = _entries(composition, units, workshop)
    pool = [
        replace(i, worth=i.worth + _NEAR) if any(i.page is p and s.covers(i.span) for p, s in around) else i
        for i in workshop.items(composition.brief, entries)
    ]
    room = max(_LITTLE, round(_EXPANDED * sum(spoken_length(p, composition.brief) for p in held)))
    found = more(composition, pool, room)
    if not found:
        return composition, phrases.DRAFT_NOTHING_MORE
    kind = held[-1].kind
    if kind == "pattern":
        found = [without_figures(i) for i in found]
    grown = inserted(composition, passages(found, kind), behind=max(at))
    length = length_of(grown)
    return replace(grown, brief=replace(grown.brief, length=max(grown.brief.length, length))), ""


def more(composition: Composition, pool: Sequence[Item], room: int) -> list[Item]:
    """What of a pool of clauses is new to the draft and was not refused, about `room` characters of it."""
    gone = composition.refused
    return choose([i for i in pool if key_of(i) not in gone], room, taken=composition.items)


def inserted(composition: Composition, new: Sequence[Passage], *, behind: int | None = None) -> Composition:
    """The draft with new sentences: behind the one at a place from 0, else each behind the last of its unit, else at the end."""
    for passage in new:
        at = behind if behind is not None else _last_of(composition, passage)
        block = composition.block_of(at) if at >= 0 else len(composition.blocks) - 1
        first = next((n for n, i, _ in composition.numbered() if i == block), 0)
        held = list(composition.blocks[block].passages)
        held.insert(at - first + 1 if at >= 0 else len(held), passage)
        composition = composition.with_passages(block, tuple(held))
        if behind is not None:
            behind += 1
    return composition


def _last_of(composition: Composition, passage: Passage) -> int:
    like = [n for n, p in enumerate(composition.passages) if (p.unit, p.kind) == (passage.unit, passage.kind)]
    return max(like, default=len(composition.passages) - 1)


def _without_least(composition: Composition, target: int, only: Collection[int] | None) -> Composition | None:
    """The draft without its least worthy clause, one with which it does not fall far below the target first."""
    spare = length_of(composition) - target * _LEAST
    free: list[tuple[bool, bool, float, int, Item]] = []
    for n, at, passage in composition.numbered():
        if passage.locked or passage.kind == "stated" or (only is not None and n not in only):
            continue
        alone = len(composition.blocks[at].passages) == 1
        if only is not None:
            alone = True
        if alone and len(passage.items) == 1:
            continue
        # The own unit's words are worth more than any pattern, whatever that counts.
        own = passage.kind == "own"
        free += [(own, len(i.words) > spare, i.worth, n, i) for i in passage.items]
    if not free:
        return None
    *_, gone_from, gone = min(free, key=lambda f: f[:4])
    kept = tuple(i for i in composition.passages[gone_from].items if i is not gone)
    numbered = iter(range(len(composition.passages)))
    return composition.mapped(
        lambda p: p if next(numbered) != gone_from else replace(p, items=kept, wording=None) if kept else None
    )


def _entries(composition: Composition, units: Collection[str], workshop: Workshop) -> tuple[UnitEntry, ...]:
    ids = {i.page.report.id for p in composition.passages if p.unit in units for i in p.items}
    return tuple(e for e in workshop.shelf.refresh().entries if ids & set(e.report_ids))
