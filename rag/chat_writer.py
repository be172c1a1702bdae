"""The writer with a language model: what it says is verified sentence by sentence; else the extractive answer stands.

The model is called only where the extractive writer has an answer. Refusals and what the source hides are never
left to a model.
"""

from collections.abc import Generator
from dataclasses import replace

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from prompts import load_prompt
from rag.citations import cited_sentences, marks_in
from rag.extractive import Draft, ExtractiveWriter, Writer
from rag.ground import EvidenceBook
from rag.llm import Speaks
from rag.model_check import Known, fitting, lacking, mended, short_in
from rag.model_errors import ModelFailed
from rag.model_evidence import MOST_CHARS, addresses_a_model, gather, shown
from rag.model_telling import Account, Telling, without_model
from rag.retrieve import Reading
from rag.understand import Question
from rag.verify import check_sentence


class ChatWriter:
    """Writes with a language model from numbered evidence, within `seconds` for one answer."""

    def __init__(self, model: Speaks, *, seconds: float, extractive: Writer | None = None) -> None:
        self.name = model.name
        rewrite = load_prompt("rewrite", ("sentence", "reason"))
        self._telling = Telling(model, seconds=seconds, rewrite=rewrite)
        self._extractive = extractive or ExtractiveWriter()
        self._opening = opening()
        self._question = load_prompt("answer_question", ("evidence", "question"))

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
        account = Account()
        between = "\n" if question.asked == "list" else ""
        try:
            known = Known(
                evidence={e.n: e for e in book.items if not addresses_a_model(e.quote)},
                units=book.units,
                question=question,
            )
            for sentence in self._telling.told(
                self._messages(known), lambda sentence: mended(sentence, known), account
            ):
                yield sentence + between if sentence else ""
        except ModelFailed as error:
            final = without_model(draft, self.name, error.told)
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

    def _messages(self, known: Known) -> list[BaseMessage]:
        evidence = "\n".join(shown(e) for e in known.evidence.values())
        question = known.question.standalone
        if len(evidence) + len(question) > MOST_CHARS:
            raise ModelFailed("问题和依据太长", advice="请把问题写短一些或分开来问", again=False)
        asked = self._question.fill(evidence=evidence, question=question)
        return [*self._opening, HumanMessage(asked)]

    def _final(self, known: Known, draft: Draft, account: Account, between: str) -> Draft:
        if not account.sentences:
            return without_model(draft, self.name, account.why_nothing)
        text = between.join(account.sentences)
        if lost := lacking(known, draft, text):
            return without_model(draft, self.name, lost)
        notes = (*fitting(draft.notes, text), *account.held_back)
        return replace(draft, text=text, short=short_in(draft, text), notes=notes, writer=self.name)


def opening() -> tuple[BaseMessage, ...]:
    """What every prompt begins with: the rules, and two questions with their answers."""
    return (
        SystemMessage(load_prompt("answer_rules").text),
        HumanMessage(load_prompt("example_list_question").text),
        AIMessage(load_prompt("example_list_answer").text),
        HumanMessage(load_prompt("example_question").text),
        AIMessage(load_prompt("example_answer").text),
    )
