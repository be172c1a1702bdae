"""A whole text by its outline: sections proposed from the library, drafted one by one, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag import phrases
from rag.drafting.composing import paragraph
from rag.drafting.composition import Block, Composition, Passage
from rag.drafting.material.prose import Run
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Brief
from rag.drafting.outline.edits import outline_edits
from rag.drafting.outline.proposing import Outline, Section, propose_outline

ALL, NEXT = -1, 0
"""Which sections to write on, where it is no single one."""
_ASIDE = 0.6
"""How long a section on what is amiss or to come is beside the others."""


def outlined(brief: Brief, workshop: Workshop) -> Composition:
    """The outline of a text, none of its sections written."""
    outline = propose_outline(brief, workshop.shelf)
    blocks = tuple(Block(heading=s.heading, level=1, section=s, like=_like(s)) for s in outline.sections)
    return Composition(brief=brief, blocks=blocks, title=outline.title, basis=outline.basis)


def written_on(composition: Composition, which: int, workshop: Workshop) -> Composition:
    """The text with a section written, by its number from 1, the next that is not (`NEXT`), or `ALL` that are not."""
    empty = [at for at, b in enumerate(composition.blocks) if b.section and not b.passages]
    chosen = empty if which == ALL else empty[:1] if which == NEXT else _numbered(composition, which)
    for at in chosen:
        composition = _with_section(composition, at, workshop)
    if not any(b.section and not b.passages for b in composition.blocks):
        composition = replace(composition, brief=replace(composition.brief, outlined=False))
    return composition


def reoutlined(composition: Composition, words: str) -> tuple[Composition, str]:
    """The text with its sections as a message wants them: those that stay keep what was written, others are not written
    yet."""
    blocks = [b for b in composition.blocks if b.section]
    sections = tuple(replace(b.section, heading=b.heading) for b in blocks if b.section)
    outline = Outline(title=composition.title, sections=sections, basis=composition.basis)
    changed = outline_edits(words, outline)
    if changed is None:
        return composition, phrases.DRAFT_SECTIONS_NOT_READ
    held = {id(section): block for section, block in zip(sections, blocks, strict=True)}
    made = tuple(_block_for(section, sections, held) for section in changed.sections)
    unwritten = any(not b.passages for b in made)
    brief = replace(composition.brief, outlined=unwritten)
    return replace(composition, brief=brief, blocks=made), ""


def _block_for(section: Section, before: Sequence[Section], held: Mapping[int, Block]) -> Block:
    """The block of a section that was there, under its own heading or another; a new one for what was not."""
    was = next((s for s in before if replace(s, heading=section.heading) == section), None)
    if was is None:
        return Block(heading=section.heading, level=1, section=section, like=_like(section))
    return replace(held[id(was)], heading=section.heading, section=section)


def section_blocks(composition: Composition) -> list[int]:
    """The places, from 0, of the blocks that are sections."""
    return [at for at, block in enumerate(composition.blocks) if block.section]


def _like(section: Section) -> tuple[Run, ...]:
    return tuple(Run(words=p.words, page=p.page, span=p.span) for p in section.places)


def _numbered(composition: Composition, number: int) -> list[int]:
    sections = section_blocks(composition)
    return sections[number - 1 : number] if number > 0 else []


def _with_section(composition: Composition, at: int, workshop: Workshop) -> Composition:
    block = composition.blocks[at]
    if block.section is None:
        return composition
    taken = [i for n, b in enumerate(composition.blocks) if n != at for p in b.passages for i in p.items]
    brief = _brief_of(composition, block.section)
    passages = paragraph(brief, workshop, brief.length, taken, block.like)
    blocks = list(composition.blocks)
    blocks[at] = replace(block, passages=passages or (Passage(kind="gap", unit=block.section.heading),))
    return replace(composition, blocks=tuple(blocks))


def _brief_of(composition: Composition, section: Section) -> Brief:
    """The brief of one section: its theme, its share of the length."""
    brief = composition.brief
    sections = [b.section for b in composition.blocks if b.section]
    shares = [_share(s) for s in sections]
    headings = sum(len(b.heading) + 2 for b in composition.blocks if b.section)
    length = round((brief.length - headings) * _share(section) / sum(shares))
    return replace(
        brief,
        theme=section.theme,
        length=length,
        purpose="计划"
        if section.planned
        else "总结"
        if brief.planned and section.problems
        else brief.purpose,
        amiss=section.problems,
        facts=(),
        form="paragraph",
    )


def _share(section: Section) -> float:
    return _ASIDE if section.planned or section.problems else 1.0
