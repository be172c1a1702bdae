"""Answers about the answer just given: where its words stand in the source, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag import phrases
from rag.extractive import Draft
from rag.followups import Lookback, looks_back
from rag.ground import EvidenceBook
from rag.model import Evidence, Turn
from rag.reading import say
from rag.retrieve import Shelf

_SENTENCES = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """A question that was answered: the turns before it, and what was `said`."""

    question: str
    history: Sequence[Turn]
    said: str


def last_question(history: Sequence[Turn]) -> Before | None:
    """The last question that did not look back itself."""
    for i in range(len(history) - 1, -1, -1):
        if history[i].role == "user" and looks_back(history[i].content) is None:
            said = next((turn.content for turn in history[i + 1 :] if turn.role == "assistant"), "")
            return Before(question=history[i].content, history=history[:i], said=said)
    return None


def write_lookback(kind: Lookback, evidence: Sequence[Evidence], shelf: Shelf, book: EvidenceBook) -> Draft:
    """The source's own words behind the evidence of the last answer, with their place or with what stands around."""
    if not evidence:
        return Draft(status="not_found", text=phrases.NOTHING_CITED)
    return _places(evidence, shelf, book) if kind == "source" else _surroundings(evidence, shelf, book)


def _places(evidence: Sequence[Evidence], shelf: Shelf, book: EvidenceBook) -> Draft:
    lines, notes = [], []
    for e in evidence:
        said = say(shelf.page(e.report_id), e.span, book)
        lines.append(said.text)
        headings = f"，在“{'—'.join(e.heading_path)}”之下" if e.heading_path else ""
        notes.append(
            phrases.STANDS_AT.format(n=said.numbers[0], file=e.file, place=e.place, headings=headings)
        )
    return Draft(status="answered", text="\n".join(lines), notes=tuple(dict.fromkeys(notes)))


def _surroundings(evidence: Sequence[Evidence], shelf: Shelf, book: EvidenceBook) -> Draft:
    """The paragraphs of what was cited, of each a few sentences around it."""
    lines, seen = [], set()
    for e in evidence:
        page = shelf.page(e.report_id)
        paragraph = page.paragraph(e.span)
        if (e.report_id, paragraph) in seen:
            continue
        seen.add((e.report_id, paragraph))
        inside = [s.span for s in page.sentences if paragraph.overlaps(s.span)]
        first = next((i for i, span in enumerate(inside) if span.overlaps(e.span)), 0)
        first = max(0, min(first - 1, len(inside) - _SENTENCES))
        chosen = inside[first : first + _SENTENCES]
        lines.append("".join(say(page, span, book, lead=n == 0).text for n, span in enumerate(chosen)))
    return Draft(status="answered", text="\n".join(lines))
