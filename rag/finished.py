"""A draft finished: verified, and made the answer that the reader gets."""

import time

from rag import phrases
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.model import Answer, Derived, Table
from rag.understand import Question
from rag.verify import verified


def finished(
    question: Question,
    draft: Draft,
    book: EvidenceBook,
    started: float,
    *,
    table: Table | None = None,
    derived: tuple[Derived, ...] = (),
) -> Answer:
    """The draft as an answer: what fails verification is left out and counted in the notes."""
    text, status, notes, short = draft.text, draft.status, draft.notes, draft.short
    if status == "answered":
        text, findings = verified(draft.text, book.items, (*derived, *draft.worked_out), book.units)
        if findings:
            notes = (*notes, phrases.HELD_BACK.format(count=len(findings)))
        if not text and table is not None:
            # The cells are the reports' own words: they stand where no sentence about them does.
            text = phrases.SEE_TABLE
        elif not text:
            text, status, short = phrases.NOT_FOUND, "not_found", None
    return Answer(
        question=question.text,
        standalone=question.standalone,
        mode=question.mode,
        status=status,
        text=text,
        short=short if status == "answered" else None,
        evidence=book.items if status != "not_found" else (),
        table=table if status != "not_found" else None,
        derived=derived if status == "answered" else (),
        notes=notes,
        focus=question.focus,
        writer=draft.writer,
        elapsed_ms=(time.perf_counter() - started) * 1000,
    )
