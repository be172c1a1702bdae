"""What is told of a draft, or of the check of a text, as events: understood, read, written, answered."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag import phrases
from rag.askback import Reply
from rag.drafting.conversation import Drafting
from rag.drafting.proof.outdated import OutdatedTerm
from rag.drafting.proof.pasted import write_check
from rag.drafting.themes import themes_of
from rag.drafting.write import asked_back, not_held, write_draft
from rag.drafting.writers import DraftingWriter
from rag.events import as_answered, as_written
from rag.ground import EvidenceBook
from rag.model import Answered, Event, Focus, Retrieved, Understood
from rag.retrieve import Shelf
from rag.understand import Question, read_question


def draft_events(
    asked: Question,
    drafting: Drafting,
    shelf: Shelf,
    book: EvidenceBook,
    *,
    writer: DraftingWriter,
    terms: Sequence[OutdatedTerm],
) -> Iterator[Event | Reply]:
    """The events of the version of a draft that the conversation has come to; fixed words, a Reply, where it is to be of
    units that the library does not hold."""
    started = time.perf_counter()
    spoken_of = (drafting.brief.behalf,) if drafting.brief.behalf else drafting.brief.sources
    yield Understood(
        standalone=asked.standalone, mode="draft", units=tuple(u.name for u in spoken_of),
        resolved_from_history=asked.from_history, focus=asked.focus,
    )  # fmt: skip
    if (reply := not_held(asked, drafting, shelf)) is not None:
        yield reply
        return
    if drafting.asks_back:
        yield Answered(answer=asked_back(asked, drafting, themes_of(shelf)))
        return
    pieces = write_draft(asked, drafting, shelf, book, writer, terms)
    answer, streamed = yield from as_written(pieces)
    yield Retrieved(passages=len(book.items), reports=len({e.report_id for e in book.items}))
    answer = replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)
    yield from as_answered(answer, streamed=streamed)


def check_events(
    message: str,
    pasted: str,
    shelf: Shelf,
    book: EvidenceBook,
    *,
    terms: Sequence[OutdatedTerm],
    focus: Focus,
) -> Iterator[Event]:
    """The events of the check of a text that the user brings."""
    started = time.perf_counter()
    question = replace(read_question("", shelf.refresh()), text=message, standalone=phrases.CHECK_OF_TEXT)
    yield Understood(standalone=phrases.CHECK_OF_TEXT, mode="answer", units=(), focus=focus)
    answer = write_check(question, pasted, shelf, book, terms)
    yield Retrieved(passages=len(book.items), reports=len({e.report_id for e in book.items}))
    elapsed = (time.perf_counter() - started) * 1000
    yield from as_answered(replace(answer, focus=focus, elapsed_ms=elapsed))
