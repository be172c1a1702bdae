"""The assistant: one question to a verified, cited answer, told as events along the way."""

import re
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from difflib import get_close_matches

from rag import phrases
from rag.askback import of_period, which_unit
from rag.citations import cited_sentences, marks_in
from rag.compare import compare
from rag.draft import write_draft
from rag.extractive import Draft, ExtractiveWriter, StreamingWriter, Writer
from rag.followups import Lookback, looks_back
from rag.ground import EvidenceBook
from rag.lookback import Before, last_question, write_lookback
from rag.model import Answer, Answered, Delta, Derived, Event, Retrieved, Table, Turn, Understood, Working
from rag.retrieve import Reading, Shelf, read_for
from rag.understand import Question, understand
from rag.verify import verified
from vectorstore.store import Store

_SMALL_TALK = re.compile(
    r"^(?:你好|您好|嗨|在吗|谢谢|多谢|再见|你是谁|你能做什么|怎么用|帮助)[啊呀吗呢！!。？?，,\s]*$"
)


WORKING_SECONDS = 0.5
"""How often it is told that a language model is at work."""


class Assistant:
    """Answers, compares and drafts from the reports of one store. Safe to use from many threads."""

    def __init__(self, store: Store, *, writer: Writer | None = None, shelf: Shelf | None = None) -> None:
        self._shelf = shelf or Shelf(store)
        self._writer = writer or ExtractiveWriter()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Event]:
        """The events of one answer: Understood, Retrieved, Delta for each verified sentence, Answered; Working twice a
        second while a language model has nothing to tell.

        `history` holds the turns before, oldest first. Raises vectorstore.errors.StoreError.
        """
        if (kind := looks_back(question)) and (before := last_question(history)):
            yield from self._look_back(kind, question, before)
        else:
            yield from self._events(question, history)

    def answer(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The whole answer at once."""
        return _last(self.ask(question, history))

    def _events(self, question: str, history: Sequence[Turn], said: str | None = None) -> Iterator[Event]:
        """The events of a question that stands for itself; with what was `said` to it before, its answer is rebuilt
        from that."""
        started = time.perf_counter()
        understood = understand(question, history, self._shelf.refresh())
        yield Understood(
            standalone=understood.standalone,
            mode=understood.mode,
            units=tuple(u.name for u in understood.units),
            resolved_from_history=understood.from_history,
        )
        to_read = self._refusal(understood) or (
            of_period(understood, self._shelf) if understood.period else understood
        )
        if isinstance(to_read, Draft):
            yield Answered(answer=_answer(understood, to_read, EvidenceBook({}), started))
            return
        yield from self._answer(to_read, started, said)

    def _refusal(self, question: Question) -> Draft | None:
        """Fixed words, before anything is read or written, where no report can answer."""
        entries = self._shelf.refresh().entries
        if not entries:
            return Draft(status="not_found", text=phrases.EMPTY_LIBRARY)
        if _SMALL_TALK.match(question.text):
            return Draft(status="not_found", text=phrases.GREETING)
        strangers = [s for s in question.strangers if not self._shelf.holds(s)]
        if strangers and not question.units:
            names = [e.name for e in entries]
            near = get_close_matches(strangers[0], names, n=3, cutoff=0.5)
            notes = (f"库中名称相近的单位：{'、'.join(near)}。",) if near else ()
            return Draft(
                status="not_found", text=phrases.NOT_IN_LIBRARY.format(name="".join(strangers)), notes=notes
            )
        if (
            not question.terms
            and not question.measure
            and question.asked in ("text", "number")
            and question.mode == "answer"
        ):
            return which_unit(question, self._shelf) or Draft(status="not_found", text=phrases.TOO_VAGUE)
        if question.group and not question.units and question.from_history:
            return Draft(status="not_found", text=phrases.NO_OTHERS.format(kind=question.group))
        return None

    def _look_back(self, kind: Lookback, message: str, before: Before) -> Iterator[Event]:
        """What the last answer rests on: its place, or the words around it."""
        started = time.perf_counter()
        last = _last(self._events(before.question, before.history, before.said))
        cited = marks_in(last.text)
        evidence = [e for e in last.evidence if e.n in cited]
        units = tuple(dict.fromkeys(e.unit for e in evidence))
        yield Understood(standalone=message, mode="answer", units=units)
        book = self._book()
        draft = write_lookback(kind, evidence, self._shelf, book)
        yield Retrieved(passages=len(evidence), reports=len({e.report_id for e in evidence}))
        question = understand(message, (), self._shelf.refresh())
        yield from _told(_answer(question, draft, book, started))

    def _book(self) -> EvidenceBook:
        return EvidenceBook(self._shelf.files, [entry.unit for entry in self._shelf.refresh().entries])

    def _answer(self, question: Question, started: float, said: str | None) -> Iterator[Event]:
        book = self._book()
        table: Table | None = None
        derived: tuple[Derived, ...] = ()
        streamed = False
        if question.mode == "compare" and question.units:
            comparison = compare(question, self._shelf, book)
            draft, table, derived = comparison.draft, comparison.table, comparison.derived
            yield Retrieved(
                passages=comparison.passages, reports=len({i for u in question.units for i in u.report_ids})
            )
        elif question.mode == "draft":
            draft = write_draft(question, self._shelf, book)
            yield Retrieved(passages=len(book.items), reports=len({e.report_id for e in book.items}))
        else:
            reading = read_for(question, self._shelf)
            yield Retrieved(passages=len(reading.hits), reports=len(reading.pages))
            draft, streamed = yield from self._written(question, reading, book, said)
            if draft.status == "not_found":
                draft = which_unit(question, self._shelf) or draft
        answer = _answer(question, draft, book, started, table=table, derived=derived)
        yield from _told(answer, streamed=streamed)

    def _written(
        self, question: Question, reading: Reading, book: EvidenceBook, said: str | None
    ) -> Generator[Event, None, tuple[Draft, bool]]:
        """What the writer wrote, and whether pieces of it were told on the way."""
        if not isinstance(self._writer, StreamingWriter):
            return self._writer.write(question, reading, book), False
        if said is not None:
            return self._writer.recall(question, reading, book, said), False
        streamed = False
        started = told = time.monotonic()
        with closing(self._writer.stream(question, reading, book)) as pieces:
            for piece in pieces:
                if isinstance(piece, Draft):
                    return piece, streamed
                now = time.monotonic()
                if piece:
                    streamed, told = True, now
                    yield Delta(text=piece)
                elif now - told >= WORKING_SECONDS:
                    told = now
                    yield Working(seconds=now - started)
        raise RuntimeError("the pieces of an answer ended without a draft")


def _last(events: Iterator[Event]) -> Answer:
    """The answer that the events end with."""
    *_, last = events
    if not isinstance(last, Answered):
        raise RuntimeError("the events of an answer ended without Answered")
    return last.answer


def _told(answer: Answer, *, streamed: bool = False) -> Iterator[Event]:
    """An answer sentence by sentence, unless that was told already, then whole."""
    if answer.status == "answered" and not streamed:
        for line in answer.text.split("\n"):
            for sentence in cited_sentences(line):
                yield Delta(text=sentence)
            yield Delta(text="\n")
    yield Answered(answer=answer)


def _answer(
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
        text, findings = verified(draft.text, book.items, derived, book.units)
        if findings:
            notes = (*notes, phrases.HELD_BACK.format(count=len(findings)))
        if not text:
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
        writer=draft.writer,
        elapsed_ms=(time.perf_counter() - started) * 1000,
    )
