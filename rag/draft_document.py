"""A draft as a Word document laid out as an official one, its sources as notes or marks, and as an annex."""

from collections.abc import Callable
from typing import Literal

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph

from rag.draft_annex import add_annex, announce_annex, has_annex
from rag.draft_text import source_words
from rag.drafted import Block, Piece
from rag.drafted_prose import paper_of
from rag.model import Answer, Evidence
from rag.official_layout import FIFTH, HEADINGS, LINE, SMALL_LINE, THIRD, lay_out, title_lines
from rag.word_notes import Notes
from rag.word_parts import FANGSONG, saved, set_fonts, set_properties

Citations = Literal["footnotes", "endnotes", "marks", "none"]
Cite = Callable[[Paragraph, Piece], None]
"""Puts behind the words of a paragraph what stands for a mark."""


def draft_docx(answer: Answer, *, citations: Citations = "footnotes", annex: bool = True) -> bytes:
    """The bytes of a .docx file: the draft with its `citations` as notes that say unit, file, place and quote, as
    marks like those of the screen, or without any; gaps (【待补：人数】) are highlighted. `annex` adds the table of its
    evidence, which a draft without citations never has. Raises NoDraft where the answer is no draft."""
    paper = paper_of(answer)
    document = docx.Document()
    lay_out(document)
    set_properties(document, paper.title)
    _add_title(document, paper.title)
    cite = _citing(document, citations, answer)
    for block in paper.blocks:
        _add_block(document, block, cite)
    if annex and citations != "none" and has_annex(paper, answer):
        announce_annex(document)
        add_annex(document, paper, answer, numbered=citations != "marks")
    return saved(document)


def _add_title(document: Document, title: str) -> None:
    heading = document.add_paragraph(style="Title")
    first, *others = title_lines(title)
    run = heading.add_run(first)
    for line in others:
        run.add_break()
        run.add_text(line)
    heading.paragraph_format.space_after = LINE


def _citing(document: Document, citations: Citations, answer: Answer) -> Cite:
    known: dict[int, Evidence] = {e.n: e for e in answer.evidence}
    if citations == "none":
        return lambda paragraph, mark: None
    if citations == "marks":
        return _add_mark
    notes = Notes(
        document,
        "footnote" if citations == "footnotes" else "endnote",
        face=FANGSONG, size=FIFTH, line=SMALL_LINE.pt,
    )  # fmt: skip

    def add_note(paragraph: Paragraph, mark: Piece) -> None:
        notes.add(paragraph, source_words(known[mark.n]))

    return add_note


def _add_mark(paragraph: Paragraph, mark: Piece) -> None:
    paragraph.add_run(mark.words).font.superscript = True


def _add_block(document: Document, block: Block, cite: Cite) -> None:
    """A heading alone is in the outline of Word; one that the text goes on behind only has its typeface."""
    if block.alone and block.level:
        document.add_paragraph(block.heading, style=f"Heading {block.level}")
        return
    paragraph = document.add_paragraph()
    if block.heading:
        run = paragraph.add_run(block.heading)
        if block.level:
            set_fonts(run, HEADINGS[block.level - 1], THIRD)
    for piece in block.body:
        if piece.kind == "mark":
            cite(paragraph, piece)
            continue
        run = paragraph.add_run(piece.words)
        if piece.kind == "gap":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
