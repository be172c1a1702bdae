"""The closing of a comparison by a language model: each sentence verified against the table; else code's own stands.

The model is called only where two sides or more say something. It never touches the table.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from prompts import load_prompt
from rag.citations import cited_sentences
from rag.comparison.closing_check import ClosingCheck
from rag.comparison.closing_evidence import Shown, shown_of
from rag.comparison.compared import compared_in
from rag.comparison.write import Comparison
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.llm import Speaks
from rag.model import Evidence, Table
from rag.model_check import Known
from rag.model_errors import ModelFailed
from rag.model_evidence import MOST_CHARS
from rag.model_telling import Account, Telling, without_model
from rag.understand import Question

MOST_SENTENCES = 5
"""How many sentences a model is listened to."""
FEWEST_SIDES = 2


class ChatClosing:
    """Closes comparisons with a language model, within `seconds` for each."""

    def __init__(self, model: Speaks, *, seconds: float) -> None:
        self.name = model.name
        rewrite = load_prompt("closing_rewrite", ("sentence", "reason"))
        self._telling = Telling(model, seconds=seconds, rewrite=rewrite, most=MOST_SENTENCES)
        self._opening = opening()
        self._question = load_prompt("closing_question", ("evidence", "worked_out", "question"))
        self._worked_out = load_prompt("closing_worked_out", ("findings",))

    def stream(
        self, question: Question, found: Comparison, book: EvidenceBook
    ) -> Generator[str | Draft, None, None]:
        """See `rag.comparison.closing_writer.ClosingWriter.stream`."""
        if found.whole is None or found.draft.status != "answered" or _stating(found.whole) < FEWEST_SIDES:
            yield found.draft
            return
        shown = shown_of(found.whole, found.worked_out, book.items)
        check = closing_check(question, found, list(shown.evidence.values()), book)
        account = Account()
        try:
            for sentence in self._telling.told(self._messages(question, shown), check, account):
                yield f"{sentence}\n" if sentence else ""
        except ModelFailed as error:
            yield without_model(found.draft, self.name, error.told)
            return
        yield self._final(found.draft, check, account)

    def recall(self, question: Question, found: Comparison, book: EvidenceBook, said: str) -> Draft:
        """See `rag.comparison.closing_writer.ClosingWriter.recall`."""
        if not said or found.whole is None or found.draft.status != "answered":
            return found.draft
        check = closing_check(question, found, book.items, book)
        if any(check(sentence) != (sentence, None) for sentence in cited_sentences(said)):
            return found.draft
        return replace(found.draft, text=said, worked_out=check.worked_out)

    def _messages(self, question: Question, shown: Shown) -> list[BaseMessage]:
        if len(shown.passages) + len(shown.findings) + len(question.standalone) > MOST_CHARS:
            raise ModelFailed("问题和依据太长", advice="请把问题写短一些或分开来问", again=False)
        findings = f"\n\n{self._worked_out.fill(findings=shown.findings)}" if shown.findings else ""
        asked = self._question.fill(
            evidence=shown.passages, worked_out=findings, question=question.standalone
        )
        return [*self._opening, HumanMessage(asked)]

    def _final(self, draft: Draft, check: ClosingCheck, account: Account) -> Draft:
        if not account.sentences:
            return without_model(draft, self.name, account.why_nothing)
        if lost := check.lacking(account.sentences):
            return without_model(draft, self.name, lost)
        return replace(
            draft, text="\n".join(account.sentences), notes=(*draft.notes, *account.held_back),
            writer=self.name, worked_out=check.worked_out,
        )  # fmt: skip


def closing_check(
    question: Question, found: Comparison, evidence: Sequence[Evidence], book: EvidenceBook
) -> ClosingCheck:
    """What holds sentences against a comparison; `evidence` is what they may cite. Raises ValueError for one without
    a table."""
    if found.whole is None:
        raise ValueError("nothing to hold sentences against")
    known = {e.n: e for e in evidence}
    return ClosingCheck(
        known=Known(evidence=known, units=book.units, question=question),
        compared=compared_in(found.whole, found.derived, known, book.units),
        plain=found.draft.text,
    )


def opening() -> tuple[BaseMessage, ...]:
    """What every prompt begins with: the rules, and a comparison with its closing."""
    return (
        SystemMessage(load_prompt("closing_rules").text),
        HumanMessage(load_prompt("closing_example_question").text),
        AIMessage(load_prompt("closing_example_answer").text),
    )


def _stating(table: Table) -> int:
    """How many sides say something."""
    return sum(any(cell.status == "answered" for cell in row.cells) for row in table.rows)
