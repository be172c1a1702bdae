"""A revision carried out on a draft: what was not asked to change stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.drafting.beginning import begun
from rag.drafting.composition import Block, Composition, key_of
from rag.drafting.document import reoutlined, written_on
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Brief
from rag.drafting.places import nowhere, sentences_at
from rag.drafting.placing import (
    as_paragraph,
    as_points,
    led_anew,
    locked,
    moved,
    ordered,
    swapped,
    without,
)
from rag.drafting.resizing import expanded, lengthened, resized, shortened
from rag.drafting.revisions import (
    Anew,
    Another,
    Confirm,
    Include,
    Lock,
    Move,
    Order,
    Place,
    Remove,
    Reoutline,
    Reshape,
    Resize,
    Retone,
    Revision,
    Sources,
    State,
    Swap,
    WriteOn,
)
from rag.drafting.setting import spoken_length
from rag.drafting.sourcing import another, including, with_sources
from rag.drafting.stating import with_confirmed, with_fact

_SHORTER = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A draft after revisions, and what the reader is told of those that could not be carried out, or not in full."""

    composition: Composition
    notes: tuple[str, ...] = ()


def changed(composition: Composition, revisions: Sequence[Revision], workshop: Workshop) -> Changed:
    """The draft with the revisions of one message carried out, those of length last."""
    notes: list[str] = []
    for revision in sorted(revisions, key=lambda r: isinstance(r, Resize) and r.place is None):
        composition, note = _carried_out(composition, revision, workshop)
        notes += [note] if note else []
    return Changed(composition=composition, notes=tuple(notes))


def _carried_out(composition: Composition, revision: Revision, workshop: Workshop) -> tuple[Composition, str]:
    match revision:
        case Resize(place=None):
            return resized(composition, revision.way, revision.length, workshop)
        case Sources():
            return with_sources(composition, revision, workshop)
        case Order():
            return ordered(composition, revision), ""
        case Retone():
            brief = replace(composition.brief, tone=revision.tone)
            return led_anew(replace(composition, brief=brief)), ""
        case Reshape():
            return _reshaped(composition, revision, workshop)
        case State():
            return with_fact(composition, revision), ""
        case Confirm(place=None):
            return with_confirmed(composition, revision, tuple(range(len(composition.passages)))), ""
        case Include(place=None):
            return including(composition, revision.about, None, workshop)
        case Swap():
            return _swapped(composition, revision)
        case WriteOn():
            written = written_on(composition, revision.section, workshop)
            return written, phrases.DRAFT_NO_OUTLINE if written == composition else ""
        case Anew():
            return _anew(composition, workshop)
        case Reoutline():
            return reoutlined(composition, revision.words)
        case Resize() | Remove() | Another() | Move() | Include() | Confirm() | Lock():
            return _at_place(composition, revision, workshop)
        case _:
            return composition, ""


def _at_place(
    composition: Composition,
    revision: Resize | Remove | Another | Move | Include | Confirm | Lock,
    workshop: Workshop,
) -> tuple[Composition, str]:
    place = revision.place or Place(n=1)
    at = sentences_at(composition, place)
    if not at:
        return composition, nowhere(composition, place)
    match revision:
        case Resize(way="longer"):
            return expanded(composition, at, workshop)
        case Resize():
            length = sum(spoken_length(composition.passages[n], composition.brief) for n in at)
            rest = sum(spoken_length(p, composition.brief) for p in composition.passages) - length
            short = shortened(composition, rest + (revision.length or round(length * _SHORTER)), at)
            cut = frozenset(map(key_of, composition.items)) - frozenset(map(key_of, short.items))
            short = replace(short, refused=short.refused | cut)
            return short, phrases.DRAFT_SENTENCE_NOT_SHORTER if short == composition else ""
        case Remove():
            return without(composition, at), ""
        case Another():
            return another(composition, at, workshop)
        case Include():
            return including(composition, revision.about, at[-1], workshop)
        case Confirm():
            return with_confirmed(composition, revision, at), ""
        case Lock():
            return locked(composition, at, on=revision.on), ""
        case Move():
            to = sentences_at(composition, revision.to) if revision.to else None
            if revision.to and not to:
                return composition, nowhere(composition, revision.to)
            return moved(composition, place, at, revision.side, to), ""


def _anew(composition: Composition, workshop: Workshop) -> tuple[Composition, str]:
    """The draft of other material; what is locked or the user's own stays."""
    kept = [p for p in composition.passages if p.locked or p.kind == "stated"]
    refused = composition.refused | {k for p in composition.passages if p not in kept for k in p.keys}
    emptied = replace(composition, blocks=(Block(passages=tuple(kept)),), refused=refused)
    room = composition.brief.length - sum(spoken_length(p, composition.brief) for p in kept)
    grown = lengthened(emptied, room, workshop)
    if len(grown.passages) == len(kept):
        return composition, phrases.DRAFT_NOTHING_ELSE
    if composition.brief.form == "points":
        return as_points(grown, composition.brief.points) or as_paragraph(grown), ""
    return as_paragraph(grown), ""


def _swapped(composition: Composition, swap: Swap) -> tuple[Composition, str]:
    first, second = sentences_at(composition, swap.first), sentences_at(composition, swap.second)
    if not first or not second:
        return composition, nowhere(composition, swap.second if first else swap.first)
    if set(first) & set(second):
        return composition, ""
    return swapped(composition, first, second, blocks=swap.first.kind != "sentence"), ""


def _reshaped(composition: Composition, to: Reshape, workshop: Workshop) -> tuple[Composition, str]:
    brief = _brief_of(composition.brief, to)
    same = replace(brief, form=composition.brief.form, points=composition.brief.points) == composition.brief
    if same and brief.form == "paragraph":
        return as_paragraph(composition), ""
    if same and brief.form == "points" and (pointed := as_points(composition, brief.points)):
        return pointed, ""
    anew = begun(brief, workshop)
    if not anew.passages:
        return composition, phrases.DRAFT_NOTHING_ON.format(about=brief.theme or brief.purpose)
    kept = [p for p in composition.passages if p.locked]
    if kept:
        blocks = (replace(anew.blocks[0], passages=(*kept, *anew.blocks[0].passages)), *anew.blocks[1:])
        anew = replace(anew, blocks=blocks)
    return replace(anew, refused=composition.refused), ""


def _brief_of(brief: Brief, to: Reshape) -> Brief:
    form = to.form or ("points" if to.points else brief.form)
    points = (to.points or brief.points or 3) if form == "points" else 0
    speaking = to.behalf is not None or bool(to.speaker)
    return replace(
        brief,
        form=form,
        points=points,
        purpose=to.purpose or brief.purpose,
        theme=to.theme or brief.theme,
        behalf=to.behalf if speaking else brief.behalf,
        speaker=to.speaker if speaking else brief.speaker,
        sources=tuple(u for u in brief.sources if u != to.behalf),
    )
