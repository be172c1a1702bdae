"""A draft written: composed, set, verified, with what the reader is told beside it."""

from rag.citations import without_marks
from rag.drafting.brief import brief_of, told
from rag.drafting.composing import compose
from rag.drafting.setting import set_text
from rag.drafting.workshop import Workshop
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.retrieve import Shelf
from rag.understand import Question


def write_draft(question: Question, shelf: Shelf, book: EvidenceBook) -> Draft:
    brief = brief_of(question, shelf.refresh())
    done = set_text(compose(brief, Workshop(shelf)), book)
    text = "\n".join(line.text for line in done.lines)
    return Draft(
        status="answered",
        text=text,
        notes=(told(brief), f"{len(without_marks(text))}字", *(str(f) for f in done.held_back)),
        whole=True,
    )
