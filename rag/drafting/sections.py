"""The sections of a text changed: another theme or heading, one more, one less, another order."""

from collections.abc import Sequence
from dataclasses import replace

from rag import phrases
from rag.drafting.composition import Block, Composition
from rag.drafting.document import section_blocks
from rag.drafting.outlining import Section
from rag.drafting.revisions import Move, Place, Remove, Resection


def resectioned(composition: Composition, change: Resection) -> tuple[Composition, str]:
    """The text with a section on something else, not yet written, or one more; or with another heading alone."""
    blocks = list(composition.blocks)
    section = Section(heading=change.about, theme=change.about)
    brief = replace(composition.brief, outlined=True)
    if change.place is None:
        at = next((i for i, b in enumerate(blocks) if b.section and _is_last(b.section)), len(blocks))
        blocks.insert(at, Block(heading=change.about, level=1, section=section))
        return replace(composition, brief=brief, blocks=tuple(blocks)), ""
    found = _block_at(composition, change.place)
    if found is None:
        return composition, _nowhere(composition, change.place)
    if change.heading_only:
        blocks[found] = replace(blocks[found], heading=change.about)
        return replace(composition, blocks=tuple(blocks)), ""
    blocks[found] = Block(heading=change.about, level=1, section=section)
    return replace(composition, brief=brief, blocks=tuple(blocks)), ""


def with_sections_changed(composition: Composition, change: Remove | Move) -> tuple[Composition, str]:
    """The text without a section, or with it at another place."""
    at = _block_at(composition, change.place)
    if at is None:
        return composition, _nowhere(composition, change.place)
    rest = [b for i, b in enumerate(composition.blocks) if i != at]
    if isinstance(change, Remove):
        return replace(composition, blocks=tuple(rest)), ""
    target = 0 if change.side == "before" else len(rest)
    if change.to is not None:
        edge = _block_at(composition, change.to)
        if edge is None or edge == at:
            return composition, _nowhere(composition, change.to)
        target = edge - (edge > at) + (change.side == "after")
    rest.insert(target, composition.blocks[at])
    return replace(composition, blocks=tuple(rest)), ""


def _block_at(composition: Composition, place: Place) -> int | None:
    """The block of a section, by its number or by words of its heading."""
    sections: Sequence[int] = section_blocks(composition)
    if place.about and not place.n:
        return next((i for i in sections if place.about in composition.blocks[i].heading), None)
    number = place.n - 1 if place.n > 0 else len(sections) + place.n
    return sections[number] if 0 <= number < len(sections) else None


def _nowhere(composition: Composition, place: Place) -> str:
    if place.about and not place.n:
        return phrases.DRAFT_NO_SUCH_WORDS.format(about=place.about)
    count = len(section_blocks(composition))
    return phrases.DRAFT_NO_SUCH_PLACE.format(n=place.n, of="部分", count=count)


def _is_last(section: Section) -> bool:
    return section.planned or section.problems
