"""The writer with a language model: what it says is verified sentence by sentence; else the extractive answer stands.

The model is called only where the extractive writer has an answer. Refusals and what the source hides are never
left to a model.
"""

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from prompts import load_prompt
from rag import phrases
from rag.citations import cited_sentences, marks_in
from rag.extractive import Draft, ExtractiveWriter, Writer
from rag.ground import EvidenceBook
from rag.llm import Speaks
from rag.model_calls import TICK
from rag.model_check import Known, declines, fitting, lacking, mended, short_in
from rag.model_errors import ModelFailed, ModelSilent, ModelTimeout
from rag.model_evidence import MOST_CHARS, addresses_a_model, gather, shown
from rag.model_text import sentences
from rag.retrieve import Reading
from rag.understand import Question
from rag.verify import check_sentence

log = logging.getLogger(__name__)

MOST_SENTENCES = 12


@dataclass(kw_only=True, slots=True)
class _Account:
    """What became of a model's sentences: `kept` in their order, None where one failed, with why in `failed`."""

    kept: list[str | None] = field(default_factory=list)
    failed: dict[int, tuple[str, str]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    withheld: int = 0
    declined: bool = False

    @property
    def sentences(self) -> list[str]:
        """The sentences that passed."""
        return [s for s in self.kept if s is not None]

    def restart(self) -> None:
        """Forget what was said, but not what the reader has been told already."""
        self.kept, self.failed, self.declined = [], {}, False


class ChatWriter:
    """Writes with a language model from numbered evidence, within `seconds` for one answer."""

    def __init__(self, model: Speaks, *, seconds: float, extractive: Writer | None = None) -> None:
        self.name = model.name
        self._model, self._seconds = model, seconds
        self._extractive = extractive or ExtractiveWriter()
        self._opening = opening()
        self._question = load_prompt("answer_question", ("evidence", "question"))
        self._rewrite = load_prompt("rewrite", ("sentence", "reason"))

    def write(self, question: Question, reading: Reading, book: EvidenceBook) -> Draft:
        """See `rag.extractive.Writer.write`."""
        *_, draft = self.stream(question, reading, book)
        if not isinstance(draft, Draft):
            raise RuntimeError("the pieces of an answer ended without a draft")
        return draft

    def stream(
        self, question: Question, reading: Reading, book: EvidenceBook
    ) -> Generator[str | Draft, None, None]:
        """See `rag.extractive.StreamingWriter.stream`."""
        draft = self._extractive.write(question, reading, book)
        if draft.status != "answered":
            yield draft
            return
        self._read(question, reading, draft, book)
        account = _Account()
        between = "\n" if question.asked == "list" else ""
        try:
            known = Known(
                evidence={e.n: e for e in book.items if not addresses_a_model(e.quote)},
                units=book.units,
                question=question,
            )
            for sentence in self._told(known, account):
                yield sentence + between if sentence else ""
        except ModelFailed as error:
            final = self._instead(draft, error.told)
        else:
            final = self._final(known, draft, account, between)
        book.keep(marks_in(final.text))
        yield final

    def recall(self, question: Question, reading: Reading, book: EvidenceBook, said: str) -> Draft:
        """See `rag.extractive.RecallingWriter.recall`: the same passages come under the same numbers."""
        draft = self._extractive.write(question, reading, book)
        if draft.status == "answered" and said:
            self._read(question, reading, draft, book)
            known = {e.n: e for e in book.items}
            if all(check_sentence(s, known, (), book.units) is None for s in cited_sentences(said)):
                draft = replace(draft, text=said)
            book.keep(marks_in(draft.text))
        return draft

    def _read(self, question: Question, reading: Reading, draft: Draft, book: EvidenceBook) -> None:
        """Enter what else the model is shown in `book`; of a series the points themselves are enough."""
        if not (draft.whole and question.asked == "list"):
            gather(question, reading, book)

    def _told(self, known: Known, account: _Account) -> Iterator[str]:
        """The sentences that pass, as they come; then, of those that failed, what passes when written anew. An empty
        one while the model is at work."""
        until = time.monotonic() + self._seconds
        messages = self._messages(known)
        try:
            yield from self._spoken(messages, known, account, until)
        except ModelFailed as error:
            if not error.again:
                raise
            account.restart()
            yield from _waited(error.wait, until)
            yield from self._spoken(messages, known, account, until)
        for place, (sentence, reason) in account.failed.items():
            anew = yield from self._rewritten(messages, sentence, reason, until)
            anew, fault = mended(anew, known) if anew else ("", reason)
            if fault:
                log.info("held back again: %s (%s)", anew, fault)
                account.withheld += 1
            elif anew not in account.told:
                account.kept[place] = anew
                account.told.add(anew)
                yield anew

    def _spoken(
        self, messages: Sequence[BaseMessage], known: Known, account: _Account, until: float
    ) -> Iterator[str]:
        said: set[str] = set()
        with closing(self._model.stream(messages, until=until)) as pieces:
            for sentence in sentences(pieces):
                if not sentence:
                    yield ""
                    continue
                if sentence in said or len(said) >= MOST_SENTENCES:
                    # A small model that repeats itself goes on for ever.
                    return
                said.add(sentence)
                if declines(sentence):
                    account.declined = True
                    continue
                sentence, reason = mended(sentence, known)
                account.kept.append(None if reason else sentence)
                if reason:
                    log.info("held back: %s (%s)", sentence, reason)
                    account.failed[len(account.kept) - 1] = (sentence, reason)
                elif sentence not in account.told:
                    account.told.add(sentence)
                    yield sentence
        if not said:
            raise ModelSilent

    def _rewritten(
        self, messages: Sequence[BaseMessage], sentence: str, reason: str, until: float
    ) -> Generator[str, None, str | None]:
        asked = self._rewrite.fill(sentence=sentence, reason=reason)
        again = [*messages, AIMessage(sentence), HumanMessage(asked)]
        with closing(self._model.stream(again, until=until)) as pieces:
            for anew in sentences(pieces):
                if anew:
                    return anew
                yield ""
        return None

    def _messages(self, known: Known) -> list[BaseMessage]:
        evidence = "\n".join(shown(e) for e in known.evidence.values())
        question = known.question.standalone
        if len(evidence) + len(question) > MOST_CHARS:
            raise ModelFailed("问题和依据太长", advice="请把问题写短一些或分开来问", again=False)
        asked = self._question.fill(evidence=evidence, question=question)
        return [*self._opening, HumanMessage(asked)]

    def _final(self, known: Known, draft: Draft, account: _Account, between: str) -> Draft:
        if not account.sentences:
            declined = account.declined and not account.withheld
            return self._instead(draft, phrases.LLM_DECLINED if declined else phrases.LLM_NOTHING_LEFT)
        text = between.join(account.sentences)
        if lost := lacking(known, draft, text):
            return self._instead(draft, lost)
        held = (phrases.HELD_BACK.format(count=account.withheld),) if account.withheld else ()
        notes = (*fitting(draft.notes, text), *held)
        return replace(draft, text=text, short=short_in(draft, text), notes=notes, writer=self.name)

    def _instead(self, draft: Draft, reason: str) -> Draft:
        note = phrases.LLM_FAILED.format(name=self.name, reason=reason)
        return replace(draft, notes=(*draft.notes, note))


def opening() -> tuple[BaseMessage, ...]:
    """What every prompt begins with: the rules, and two questions with their answers."""
    return (
        SystemMessage(load_prompt("answer_rules").text),
        HumanMessage(load_prompt("example_list_question").text),
        AIMessage(load_prompt("example_list_answer").text),
        HumanMessage(load_prompt("example_question").text),
        AIMessage(load_prompt("example_answer").text),
    )


def _waited(seconds: float, until: float) -> Iterator[str]:
    """The pause that a busy server asks for, in which the answer can be stopped. Raises ModelTimeout."""
    ready = time.monotonic() + seconds
    if ready > until:
        raise ModelTimeout
    while (left := ready - time.monotonic()) > 0:
        yield ""
        time.sleep(min(TICK, left))
