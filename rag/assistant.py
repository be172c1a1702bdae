"""The assistant: one question to a verified, cited answer, told as events along the way."""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from langchain_core.messages import BaseMessage

from rag.askback import (
    MOST_CHOICES,
    Reply,
    civility,
    let_go_notes,
    not_of_year,
    of_period,
    which_period,
    which_unit,
    without_reading,
)
from rag.citations import marks_in
from rag.comparison.closing_writer import ClosingWriter, PlainClosing
from rag.comparison.opening import Opening
from rag.comparison.plan import Plan
from rag.comparison.write import as_paragraph, plan_line, write_comparison
from rag.directory import UnitEntry
from rag.drafting.conversation import Drafting
from rag.drafting.events import check_events, draft_events
from rag.drafting.proof.check_request import asks_check
from rag.drafting.proof.outdated import OutdatedTerm, load_terms
from rag.drafting.writers import DraftingWriter, PlainDrafting
from rag.elsewhere import asked_of_others
from rag.events import answer_of, as_answered, as_written
from rag.examples import example_questions
from rag.extractive import Draft, ExtractiveWriter, RecallingWriter, StreamingWriter, Writer
from rag.figure_meant import write_meant
from rag.finished import finished
from rag.followups import Lookback, looks_back, small_talk
from rag.ground import EvidenceBook
from rag.lookback import Before, last_question, write_lookback
from rag.model import (
    Answer,
    Answered,
    Event,
    Evidence,
    Focus,
    Retrieved,
    Understood,
)
from rag.nearest import nearest
from rag.over_units import answer_over_all
from rag.overall import Overall
from rag.retrieve import Reading, Shelf, read_for
from rag.talk import Talk, focus_after, follow, revises_draft, understand
from rag.understand import Question, read_question
from vectorstore.store import Store

_FEW = 40
"""Of how many units, at most, example questions are sought."""


class Assistant:
    """Answers, compares and drafts from the reports of one store; `closer` writes what closes a comparison, `drafter`
    words drafts, `terms` are those out of date (by default the built-in ones). Safe to use from many threads."""

    def __init__(
        self,
        store: Store,
        *,
        writer: Writer | None = None,
        closer: ClosingWriter | None = None,
        drafter: DraftingWriter | None = None,
        terms: Sequence[OutdatedTerm] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._shelf = shelf or Shelf(store)
        self._writer, self._closer = writer or ExtractiveWriter(), closer or PlainClosing()
        self._drafter = drafter or PlainDrafting()
        self._terms = load_terms() if terms is None else tuple(terms)
        self._opening = Opening(self._shelf)

    def ask(self, question: str, history: Sequence[BaseMessage] = ()) -> Iterator[Event]:
        """The events of one answer: Understood, Retrieved, Delta for each verified sentence, Answered; Working twice a
        second while a language model has nothing to tell.

        `history` holds the messages before, oldest first. Raises vectorstore.errors.StoreError.
        """
        started = time.perf_counter()
        if kind := small_talk(question):
            focus = self.focus(history)
            yield Understood(standalone=question, mode="answer", units=(), focus=focus)
            said = self._replied(read_question(question, self._shelf.refresh()), civility(kind), started)
            yield Answered(answer=replace(said, focus=focus))
        elif (pasted := asks_check(question)) is not None:
            focus = self.focus(history)
            yield from check_events(
                question, pasted, self._shelf, self._book(), terms=self._terms, focus=focus
            )
        elif (
            (looking := looks_back(question))
            and (before := last_question(history))
            and not revises_draft(question, history, self._shelf.refresh())
        ):
            yield from self._look_back(looking, question, before, self.focus(history))
        else:
            yield from self._events(question, history)

    def answer(self, question: str, history: Sequence[BaseMessage] = ()) -> Answer:
        """The whole answer at once."""
        return answer_of(self.ask(question, history))

    def _events(
        self, question: str, history: Sequence[BaseMessage], said: str | None = None
    ) -> Iterator[Event]:
        """The events of a question that stands for itself; with what was `said` to it before, its answer is rebuilt
        from that."""
        started = time.perf_counter()
        directory = self._shelf.refresh()
        talk = follow(question, history, directory, self._opening)
        understood = talk.asked
        if directory.entries and talk.edit and talk.plan:
            yield from self._compare(talk, talk.plan, (), started, said)
            return
        if directory.entries and talk.drafts and talk.drafting:
            yield from self._draft(understood, talk.drafting, started)
            return
        if directory.entries and talk.overall and not talk.number:
            yield from self._over_all(talk.overall, understood.focus, started)
            return
        yield Understood(
            standalone=understood.standalone,
            mode=understood.mode,
            units=tuple(u.name for u in understood.units) if understood.asks else (),
            resolved_from_history=understood.from_history,
            focus=understood.focus,
        )
        reply = without_reading(understood, self._shelf)
        to_read, notes = understood, let_go_notes(understood)
        if reply is None and understood.period:
            within = of_period(understood, self._shelf)
            if isinstance(within, Reply):
                reply = within
            else:
                to_read, notes = within[0], (*notes, *within[1])
        if reply is not None:
            yield Answered(answer=self._replied(understood, reply, started))
            return
        if talk.compares and talk.plan and not talk.number:
            plan = talk.plan.reading(to_read.units)
            yield from self._compare(talk, self._opening.opened(plan), notes, started, said)
            return
        yield from self._answer(talk, to_read, notes, started, said)

    def _compare(
        self, talk: Talk, plan: Plan, notes: Sequence[str], started: float, said: str | None
    ) -> Iterator[Event]:
        """A comparison as it is planned, read and written."""
        asked = talk.asked
        if talk.edit:
            yield Understood(
                standalone=asked.standalone, mode="compare", units=tuple(u.name for u in plan.units),
                resolved_from_history=True, focus=asked.focus,
            )  # fmt: skip
            notes = (*notes, *filter(None, (talk.edit.note,)))
        book = self._book()
        found, closer = write_comparison(plan, self._shelf, book), self._closer
        if talk.edit and talk.edit.paragraph:
            found, closer = as_paragraph(found, plan, book), PlainClosing()
        yield Retrieved(passages=found.passages, reports=len({i for u in plan.units for i in u.report_ids}))
        if said is None:
            draft, streamed = yield from as_written(closer.stream(asked, found, book))
        else:
            draft, streamed = closer.recall(asked, found, book, said), False
        draft = replace(draft, notes=(*notes, *draft.notes))
        answer = finished(asked, draft, book, started, table=found.table, derived=found.derived)
        answer = replace(answer, plan=plan_line(plan), charted=plan.charted)
        yield from as_answered(answer, streamed=streamed)

    def _draft(self, asked: Question, drafting: Drafting, started: float) -> Iterator[Event]:
        """The version of a draft that the conversation has come to."""
        told = draft_events(
            asked, drafting, self._shelf, self._book(), writer=self._drafter, terms=self._terms
        )
        for event in told:
            yield Answered(answer=self._replied(asked, event, started)) if isinstance(event, Reply) else event

    def focus(self, history: Sequence[BaseMessage]) -> Focus:
        """What the next question is taken to be about where it names nothing itself."""
        return focus_after(history, self._shelf.refresh(), self._opening)

    def _look_back(self, kind: Lookback, message: str, before: Before, focus: Focus) -> Iterator[Event]:
        """What the last answer rests on: its place, the words around it, or the reasons given there."""
        started = time.perf_counter()
        last = answer_of(self._events(before.question, before.history, before.said))
        cited = marks_in(last.text)
        evidence = [e for e in last.evidence if e.n in cited]
        units = tuple(dict.fromkeys(e.unit for e in evidence))
        yield Understood(standalone=message, mode="answer", units=units, focus=focus)
        book = self._book()
        draft = write_lookback(kind, evidence, self._shelf, book)
        yield Retrieved(passages=len(evidence), reports=len({e.report_id for e in evidence}))
        question = read_question(message, self._shelf.refresh())
        answer = finished(question, draft, book, started)
        yield from as_answered(replace(answer, remark=not evidence, focus=focus))

    def _over_all(self, asked: Overall, focus: Focus, started: float) -> Iterator[Event]:
        """A question put to every unit, told from all of their reports."""
        yield Understood(
            standalone=asked.standalone,
            mode="compare",
            units=tuple(u.name for u in asked.units),
            resolved_from_history=asked.from_history,
            focus=focus,
        )
        book = self._book()
        found = answer_over_all(asked, self._shelf, book)
        yield Retrieved(passages=found.passages, reports=len({i for u in asked.units for i in u.report_ids}))
        question = replace(asked.question, text=asked.text, standalone=asked.standalone)
        answer = finished(question, found.draft, book, started, table=found.table, derived=found.derived)
        yield from as_answered(replace(answer, focus=focus))

    def _book(self) -> EvidenceBook:
        return EvidenceBook(self._shelf.files, [entry.unit for entry in self._shelf.refresh().entries])

    def _answer(
        self, talk: Talk, question: Question, notes: Sequence[str], started: float, said: str | None
    ) -> Iterator[Event]:
        book = self._book()
        streamed = False
        near: tuple[Evidence, ...] = ()
        if talk.number:
            draft = write_meant(talk.number, question, talk.plan, self._shelf, book)
            yield Retrieved(passages=len(book.items), reports=len({e.report_id for e in book.items}))
        else:
            reading = read_for(question, self._shelf, self._of_no_unit(question))
            yield Retrieved(passages=len(reading.hits), reports=len(reading.pages))
            draft, streamed = yield from self._written(question, reading, book, said)
            if draft.status == "not_found":
                if counter := which_unit(question, self._shelf):
                    yield Answered(answer=self._replied(question, counter, started))
                    return
                notes = (*notes, *not_of_year(question))
                near = nearest(question, reading, self._book())
        draft = replace(draft, notes=(*notes, *draft.notes))
        answer = replace(finished(question, draft, book, started), nearest=near)
        if other := which_period(question, answer.evidence):
            choices = tuple(q for choice in other.choices for q in choice)
            answer = replace(answer, notes=(*answer.notes, other.text), choices=choices)
        elif answer.status == "not_found" and not talk.number:
            other_way = asked_of_others(question, self._shelf)
            answer = replace(answer, choices=(other_way,) if other_way else ())
        yield from as_answered(answer, streamed=streamed)

    def _replied(self, question: Question, reply: Reply, started: float) -> Answer:
        """The reply as an answer: nothing was read for it. Of its choices only those that the library answers."""
        good: list[str] = []
        for choice in reply.choices:
            if len(good) < MOST_CHOICES:
                good += islice((q for q in choice if self._answers(q)), 1)
        if reply.examples and not good:
            directory = self._shelf.refresh()
            ids = [i for entry in directory.entries[:_FEW] for i in entry.report_ids[:1]]
            good += example_questions([self._shelf.page(i) for i in ids], directory, limit=MOST_CHOICES)
        return Answer(
            question=question.text,
            standalone=question.standalone,
            mode="answer",
            status="not_found",
            text=reply.text,
            remark=reply.remark,
            notes=reply.notes,
            choices=tuple(good),
            focus=question.focus,
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def _answers(self, choice: str) -> bool:
        """Whether the library answers a question."""
        question = understand(choice, (), self._shelf.refresh())
        reading = read_for(question, self._shelf)
        return ExtractiveWriter().write(question, reading, self._book()).status != "not_found"

    def _of_no_unit(self, question: Question) -> tuple[UnitEntry, ...] | None:
        """Of a question that names a period and no unit: every unit with its reports of that period."""
        if question.units or not question.period:
            return None
        entries = self._shelf.refresh().entries
        return tuple(within for entry in entries if (within := entry.within(question.period))) or None

    def _written(
        self, question: Question, reading: Reading, book: EvidenceBook, said: str | None
    ) -> Generator[Event, None, tuple[Draft, bool]]:
        """What the writer wrote, and whether pieces of it were told on the way."""
        if said is not None and isinstance(self._writer, RecallingWriter):
            return self._writer.recall(question, reading, book, said), False
        if not isinstance(self._writer, StreamingWriter):
            return self._writer.write(question, reading, book), False
        return (yield from as_written(self._writer.stream(question, reading, book)))
