"""Answers about the answer just given: where its words stand in the source, and what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from ingest.model import Span
from rag import phrases
from rag.extractive import Draft
from rag.followups import Lookback, is_aside
from rag.ground import EvidenceBook
from rag.model import Evidence
from rag.reading import say
from rag.retrieve import Shelf
from rag.surroundings import Readable

_SENTENCES = 6
_BELOW_HEADING = 2
_REASON = re.compile(
    r"因为|由于|因此|原因|得益于|归因|主要是因|致使|导致|因(?!地制宜|素|人|材|时制宜|势|特网)|之所以"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """A question that was answered: the messages before it, and what was `said`."""

    question: str
    history: Sequence[BaseMessage]
    said: str


def last_question(history: Sequence[BaseMessage]) -> Before | None:
    """The last question that did not look back itself."""
    for i in range(len(history) - 1, -1, -1):
        message = history[i]
        if isinstance(message, HumanMessage) and not is_aside(words := str(message.text)):
            said = next((str(m.text) for m in history[i + 1 :] if isinstance(m, AIMessage)), "")
            return Before(question=words, history=history[:i], said=said)
    return None


def write_lookback(kind: Lookback, evidence: Sequence[Evidence], shelf: Shelf, book: EvidenceBook) -> Draft:
    """The source's own words behind the evidence of the last answer, with their place or with what stands around."""
    if not evidence:
        return Draft(status="not_found", text=phrases.NOTHING_CITED)
    write = {"source": _places, "more": _surroundings, "why": _reasons}[kind]
    return write(evidence, shelf, book)


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
        paragraph = _under_heading(page, e.span) or page.paragraph(e.span)
        if (e.report_id, paragraph) in seen:
            continue
        seen.add((e.report_id, paragraph))
        inside = [s.span for s in page.sentences if paragraph.overlaps(s.span)]
        first = next((i for i, span in enumerate(inside) if span.overlaps(e.span)), 0)
        first = max(0, min(first - 1, len(inside) - _SENTENCES))
        chosen = inside[first : first + _SENTENCES]
        lines.append("".join(say(page, span, book, lead=n == 0).text for n, span in enumerate(chosen)))
    return Draft(status="answered", text="\n".join(lines))


def _under_heading(page: Readable, span: Span) -> Span | None:
    """A heading with the sentences next below it; None for a place that is no heading."""
    for section in page.report.sections():
        if section.heading.overlaps(span) and section.heading.end >= span.end:
            inside = [s.span for s in page.sentences if section.span.overlaps(s.span)]
            end = inside[min(_BELOW_HEADING, len(inside) - 1)].end if inside else section.heading.end
            return Span(start=section.heading.start, end=max(end, section.heading.end))
    return None


def _reasons(evidence: Sequence[Evidence], shelf: Shelf, book: EvidenceBook) -> Draft:
    """The sentences that give a reason, in the paragraphs of what was cited."""
    lines = []
    for e in evidence:
        page = shelf.page(e.report_id)
        paragraph = page.paragraph(e.span)
        inside = [s.span for s in page.sentences if paragraph.overlaps(s.span)]
        lines += [say(page, span, book).text for span in inside if _REASON.search(span.of(page.report.text))]
    if not lines:
        return Draft(status="not_found", text=phrases.NO_REASON)
    return Draft(status="answered", text="\n".join(dict.fromkeys(lines)))
