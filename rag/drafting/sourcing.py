"""Which units a draft may tell of changed in a draft that stands, and what is to be spoken of put in."""

from collections.abc import Sequence
from dataclasses import replace

from rag import phrases
from rag.directory import UnitEntry
from rag.drafting.brief import names_of
from rag.drafting.composing import compose, passages
from rag.drafting.composition import Composition, key_of
from rag.drafting.material.choosing import Item, choose, without_figures
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import SentenceKind
from rag.drafting.placing import without
from rag.drafting.resizing import inserted, lengthened, more, shortened
from rag.drafting.revisions import Sources
from rag.drafting.setting import length_of
from rag.reading import label_of

_SHARE, _LEAST_ROOM = 0.35, 70
_FULL, _OVERFULL = 0.85, 1.2


def with_sources(composition: Composition, change: Sources, workshop: Workshop) -> tuple[Composition, str]:
    """The draft with other sources. Sentences of units that stay are left as they are; what room there is is filled anew.
    The reader is told of names that are no unit's."""
    note = phrases.DRAFT_NO_SUCH_UNIT.format(names="、".join(change.missing)) if change.missing else ""
    if note and not change.units and not change.group:
        return composition, note
    changed, said = _with_known(composition, change, workshop)
    return changed, note + said


def _with_known(composition: Composition, change: Sources, workshop: Workshop) -> tuple[Composition, str]:
    if change.act == "ban":
        return _without_units(composition, change.units, workshop)
    if change.act == "only":
        return _only(composition, change, workshop)
    if change.act == "add":
        return _with_units(composition, change.units, workshop, at=None)
    old, new = change.units[:1], change.units[1:]
    at = min((n for n, p in enumerate(composition.passages) if _is_of(p.unit, old)), default=None)
    banned, _ = _without_units(composition, old, workshop, refill=False)
    return _with_units(banned, new, workshop, at=at)


def including(
    composition: Composition, about: str, behind: int | None, workshop: Workshop
) -> tuple[Composition, str]:
    """The draft with a sentence on something else; what is told where no report says anything of it."""
    brief = replace(composition.brief, theme=about)
    kind: SentenceKind = "told"
    if brief.speaker:
        pool = workshop.items(brief, (brief.behalf,)) if brief.behalf else []
        kind = "own"
        found = _few(composition, pool)
        if not found:
            kind, found = "pattern", _few(composition, workshop.patterns(brief))
            found = [without_figures(i) for i in found]
    else:
        found = _few(composition, workshop.items(brief, workshop.told_of(brief)))
    if not found:
        return composition, phrases.DRAFT_NOTHING_ON.format(about=about)
    at = behind if behind is not None else len(composition.passages) - 1
    grown = inserted(composition, passages(found, kind), behind=at)
    return replace(grown, brief=replace(grown.brief, length=max(grown.brief.length, length_of(grown)))), ""


def another(composition: Composition, at: Sequence[int], workshop: Workshop) -> tuple[Composition, str]:
    """The draft with other material in the place of these sentences: of the same unit where it has more."""
    brief = composition.brief
    unit = composition.passages[at[0]].unit
    kind = composition.passages[at[0]].kind
    room = max(_LEAST_ROOM, sum(len(i.words) for n in at for i in composition.passages[n].items))
    left = without(composition, at)
    if kind == "own" and brief.behalf:
        pool = workshop.items(brief, (brief.behalf,))
    else:
        pool = workshop.patterns(brief) if brief.speaker else workshop.items(brief, workshop.told_of(brief))
    free = [i for i in pool if key_of(i) not in left.refused]
    same = choose([i for i in free if i.unit == unit], room, taken=left.items)
    found = same or choose(free, room, units=1, taken=left.items)
    if not found:
        return composition, phrases.DRAFT_NOTHING_ELSE
    if kind == "pattern":
        found = [without_figures(i) for i in found]
    if not left.blocks:
        return replace(composition.with_passages(0, passages(found, kind)), refused=left.refused), ""
    if at[0] == 0:
        first = passages(found, kind)
        return left.with_passages(0, (*first, *left.blocks[0].passages)), ""
    return inserted(left, passages(found, kind), behind=at[0] - 1), ""


def _without_units(
    composition: Composition, units: Sequence[UnitEntry], workshop: Workshop, *, refill: bool = True
) -> tuple[Composition, str]:
    brief = composition.brief
    banned = tuple(dict.fromkeys((*brief.banned, *units)))
    sources = tuple(u for u in brief.sources if u not in units)
    changed = replace(composition, brief=replace(brief, banned=banned, sources=sources))
    there = any(_is_of(p.unit, units) for p in composition.passages)
    changed = changed.mapped(lambda p: None if _is_of(p.unit, units) and p.kind != "own" else p)
    note = "" if there else phrases.DRAFT_NOT_THERE.format(units=names_of(tuple(units)))
    return (_refilled(changed, workshop) if refill else changed), note


def _only(composition: Composition, change: Sources, workshop: Workshop) -> tuple[Composition, str]:
    units = change.units or workshop.shelf.refresh().of_kind(change.group)
    brief = replace(composition.brief, sources=tuple(units), group=change.group)
    changed = replace(composition, brief=brief)
    changed = changed.mapped(lambda p: p if p.kind in ("own", "stated") or _is_of(p.unit, units) else None)
    return _refilled(changed, workshop), ""


def _with_units(
    composition: Composition, units: Sequence[UnitEntry], workshop: Workshop, *, at: int | None
) -> tuple[Composition, str]:
    brief = composition.brief
    if brief.sources:
        brief = replace(brief, sources=(*brief.sources, *(u for u in units if u not in brief.sources)))
    brief = replace(brief, banned=tuple(u for u in brief.banned if u not in units))
    composition = replace(composition, brief=brief)
    silent = []
    for unit in units:
        room = max(_LEAST_ROOM, round(brief.length * _SHARE))
        found = more(composition, workshop.items(brief, (unit,)), room)
        if not found:
            silent.append(unit)
            continue
        kind: SentenceKind = "pattern" if brief.speaker else "told"
        new = passages([without_figures(i) for i in found] if kind == "pattern" else found, kind)
        if at == 0 and composition.blocks:
            composition = composition.with_passages(0, (*new, *composition.blocks[0].passages))
        else:
            composition = inserted(composition, new, behind=None if at is None else at - 1)
    note = phrases.DRAFT_UNIT_SILENT.format(units=names_of(tuple(silent)), theme=brief.theme or brief.purpose)
    if length_of(composition) > brief.length * _OVERFULL:
        others = {n for n, p in enumerate(composition.passages) if not _is_of(p.unit, units)}
        composition = shortened(composition, brief.length, others)
    return composition, note if silent else ""


def _refilled(composition: Composition, workshop: Workshop) -> Composition:
    if not composition.passages:
        return replace(compose(composition.brief, workshop), refused=composition.refused)
    room = composition.brief.length - length_of(composition)
    if room < composition.brief.length * (1 - _FULL):
        return composition
    return lengthened(composition, room, workshop)


def _few(composition: Composition, pool: Sequence[Item]) -> list[Item]:
    """What there is on something, of one unit, in a sentence."""
    free = [i for i in pool if key_of(i) not in composition.refused]
    return choose(free, _LEAST_ROOM, units=1, taken=composition.items)


def _is_of(unit: str, units: Sequence[UnitEntry]) -> bool:
    return unit in {label_of(u.name) for u in units}
