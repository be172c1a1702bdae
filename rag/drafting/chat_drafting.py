"""The sentences of a draft by a language model, one at a time from their own evidence; one that fails stays the reports'.

Which sentences there are, what each rests on and in which order they stand is settled before: that is the outline. The
model never sees more than what its sentence may cite.
"""

import re
from collections.abc import Generator

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from prompts import load_prompt
from rag import phrases
from rag.citations import marks_in, without_marks
from rag.drafting.composition import Composition
from rag.drafting.model import Brief, Sentence
from rag.drafting.reworded import keeps_figures, may_be_reworded, template_of, with_wording
from rag.drafting.setting import Set, set_text
from rag.drafting.writers import Worded
from rag.ground import EvidenceBook
from rag.llm import Speaks
from rag.model import Evidence
from rag.model_check import Known, mended
from rag.model_errors import ModelFailed
from rag.model_evidence import addresses_a_model, shown
from rag.model_telling import Account, Telling
from rag.understand import Question

_HIDDEN = re.compile(r"_|[xX×]{2,}|[＊*○〇□■]{2,}")
_LONGER = 1.5
"""How much longer than the reports' own words a sentence may be."""


class ChatDrafting:
    """Words drafts with a language model, within `seconds` for each sentence."""

    def __init__(self, model: Speaks, *, seconds: float) -> None:
        self.name = model.name
        rewrite = load_prompt("drafting_rewrite", ("sentence", "reason"))
        self._telling = Telling(model, seconds=seconds, rewrite=rewrite, most=1)
        self._question = load_prompt("drafting_question", ("evidence", "purpose", "tone", "theme"))

    def stream(
        self, question: Question, done: Set, book: EvidenceBook
    ) -> Generator[str | Worded, None, None]:
        """See `rag.drafting.writers.DraftingWriter.stream`."""
        composition = done.composition
        sentences = [s for line in done.lines for s in line.sentences if s.kind != "outline"]
        withheld, told = 0, 0
        for n, (passage, sentence) in enumerate(zip(composition.passages, sentences, strict=True)):
            if not may_be_reworded(passage):
                yield sentence.text
                continue
            try:
                words = yield from self._sentence(question, composition.brief, passage.lead, sentence, book)
            except ModelFailed as error:
                note = phrases.LLM_FAILED.format(name=self.name, reason=error.told)
                yield self._finished(composition, book, told=told, notes=(note,))
                return
            if words is None:
                withheld += 1
                yield sentence.text
                continue
            told += 1
            composition = with_wording(composition, n, template_of(words, marks_in(sentence.text)))
            yield f"{passage.lead}{words}。"
        notes = (phrases.DRAFT_SENTENCES_PLAIN.format(count=withheld),) if withheld else ()
        yield self._finished(composition, book, told=told, notes=notes)

    def _finished(
        self, composition: Composition, book: EvidenceBook, *, told: int, notes: tuple[str, ...]
    ) -> Worded:
        writer = self.name if told else "extractive"
        return Worded(done=set_text(composition, book), writer=writer, notes=notes)

    def _sentence(
        self, question: Question, brief: Brief, lead: str, plain: Sentence, book: EvidenceBook
    ) -> Generator[str, None, str | None]:
        """The model's words for a sentence, without lead and full stop; None where they do not stand."""
        marks = set(marks_in(plain.text))
        evidence = {e.n: e for e in book.items if e.n in marks}
        if any(addresses_a_model(e.quote) for e in evidence.values()):
            return None
        known = Known(evidence=evidence, units=book.units, question=question)
        account = Account()

        def check(sentence: str) -> tuple[str, str | None]:
            said, fault = mended(_bare(sentence, lead), known)
            return said, fault or _lacks(said, plain, marks)

        for _ in self._telling.told(self._messages(brief, evidence, plain), check, account):
            yield ""
        return next((s.rstrip("。") for s in account.sentences), None)

    def _messages(self, brief: Brief, evidence: dict[int, Evidence], plain: Sentence) -> list[BaseMessage]:
        asked = self._question.fill(
            evidence="\n".join(shown(e) for e in evidence.values()),
            purpose=brief.purpose,
            tone=brief.tone,
            theme=brief.theme or "全部工作",
        )
        return [
            SystemMessage(load_prompt("drafting_rules").text),
            HumanMessage(load_prompt("drafting_example_question").text),
            AIMessage(load_prompt("drafting_example_answer").text),
            HumanMessage(asked),
        ]


def _lacks(said: str, plain: Sentence, marks: set[int]) -> str | None:
    """Why a sentence may not stand in the place of the reports' own words, in Chinese."""
    if set(marks_in(said)) != marks:
        return "要用到每一条依据，并写上编号"
    if not keeps_figures(said, plain.text):
        return "漏掉了依据里的数字"
    if _HIDDEN.search(said) and not _HIDDEN.search(plain.text):
        return "不要写原文隐去的年份和数字"
    if len(without_marks(said)) > _LONGER * len(without_marks(plain.text)):
        return "写得太长"
    return None


def _bare(sentence: str, lead: str) -> str:
    return sentence.strip().removeprefix(lead)
