"""The writer with a language model: what it says is verified sentence by sentence; else the extractive answer stands.

The model is called only where the extractive writer has an answer. Refusals and what the source hides are never
left to a model.
"""

import logging
import re
import time
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from ingest.model import Unit
from prompts import load_prompt
from rag import phrases
from rag.citations import marks_in, without_marks
from rag.claims import comparable
from rag.extractive import Draft, ExtractiveWriter, Writer
from rag.ground import EvidenceBook
from rag.llm import Speaks
from rag.model import Evidence
from rag.model_calls import ModelFailed, ModelTimeout
from rag.model_evidence import addresses_a_model, gather, shown
from rag.model_text import sentences
from rag.retrieve import Reading
from rag.understand import Question
from rag.verify import check_sentence

log = logging.getLogger(__name__)

MOST_SENTENCES = 12
SUPPORTED = 0.5
"""The share of a sentence's pairs of characters that must stand in its quotes, the unit's name or the question: a
planted instruction that is obeyed says something else."""
_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9%.]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?[万亿]*")


@dataclass(kw_only=True, slots=True)
class _Account:
    """What became of a model's sentences: `kept` in their order, None where one failed, with why in `failed`."""

    kept: list[str | None] = field(default_factory=list)
    failed: dict[int, tuple[str, str]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    withheld: int = 0

    @property
    def sentences(self) -> list[str]:
        """The sentences that passed."""
        return [s for s in self.kept if s is not None]

    def restart(self) -> None:
        """Forget what was said, but not what the reader has been told already."""
        self.kept, self.failed = [], {}


class ChatWriter:
    """Writes with a language model from numbered evidence, within `seconds` for one answer."""

    def __init__(self, model: Speaks, *, seconds: float, extractive: Writer | None = None) -> None:
        self.name = model.name
        self._model, self._seconds = model, seconds
        self._extractive = extractive or ExtractiveWriter()
        self._opening = (
            SystemMessage(load_prompt("answer_rules").text),
            HumanMessage(load_prompt("example_question").text),
            AIMessage(load_prompt("example_answer").text),
        )
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
        gather(question, reading, book)
        account = _Account()
        between = "\n" if question.asked == "list" else ""
        try:
            items = [e for e in book.items if not addresses_a_model(e.quote)]
            for sentence in self._told(question, items, book.units, account):
                yield sentence + between
        except ModelFailed as error:
            final = self._instead(draft, error.reason)
        else:
            final = self._final(draft, account, between)
        book.keep(marks_in(final.text))
        yield final

    def _told(
        self, question: Question, items: Sequence[Evidence], units: Sequence[Unit], account: _Account
    ) -> Iterator[str]:
        """The sentences that pass, as they come; then, of those that failed, what passes when written anew."""
        until = time.monotonic() + self._seconds
        known = _Known(evidence={e.n: e for e in items}, units=units, question=question)
        messages = self._messages(question, items)
        try:
            yield from self._spoken(messages, known, account, until)
        except ModelTimeout:
            raise
        except ModelFailed:
            account.restart()
            yield from self._spoken(messages, known, account, until)
        for place, (sentence, reason) in account.failed.items():
            anew = self._rewritten(messages, sentence, reason, until)
            if anew is None or (reason := fault(anew, known) or ""):
                log.info("held back again: %s (%s)", anew, reason)
                account.withheld += 1
            elif anew not in account.told:
                account.kept[place] = anew
                account.told.add(anew)
                yield anew

    def _spoken(
        self,
        messages: Sequence[BaseMessage],
        known: "_Known",
        account: _Account,
        until: float,
    ) -> Iterator[str]:
        said: set[str] = set()
        with closing(self._model.stream(messages, until=until)) as pieces:
            for sentence in sentences(pieces):
                if sentence in said:
                    continue
                said.add(sentence)
                reason = fault(sentence, known)
                account.kept.append(None if reason else sentence)
                if reason:
                    log.info("held back: %s (%s)", sentence, reason)
                    account.failed[len(account.kept) - 1] = (sentence, reason)
                elif sentence not in account.told:
                    account.told.add(sentence)
                    yield sentence
                if len(said) >= MOST_SENTENCES:
                    return

    def _rewritten(
        self, messages: Sequence[BaseMessage], sentence: str, reason: str, until: float
    ) -> str | None:
        asked = self._rewrite.fill(sentence=sentence, reason=reason)
        again = [*messages, AIMessage(sentence), HumanMessage(asked)]
        with closing(self._model.stream(again, until=until)) as pieces:
            return next(sentences(pieces), None)

    def _messages(self, question: Question, items: Sequence[Evidence]) -> list[BaseMessage]:
        evidence = "\n".join(shown(e) for e in items)
        asked = self._question.fill(evidence=evidence, question=question.standalone)
        return [*self._opening, HumanMessage(asked)]

    def _final(self, draft: Draft, account: _Account, between: str) -> Draft:
        if not account.sentences:
            return self._instead(draft, phrases.LLM_NOTHING_LEFT)
        text = between.join(account.sentences)
        short = draft.short if draft.short and _stands(draft.short, text) else None
        if account.withheld and draft.short and short is None:
            # What is left may all be true and beside the point.
            return self._instead(draft, phrases.LLM_ANSWER_LOST)
        held = (phrases.HELD_BACK.format(count=account.withheld),) if account.withheld else ()
        return replace(draft, text=text, short=short, notes=(*draft.notes, *held), writer=self.name)

    def _instead(self, draft: Draft, reason: str) -> Draft:
        note = phrases.LLM_FAILED.format(name=self.name, reason=reason)
        return replace(draft, notes=(*draft.notes, note))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """What a sentence is held against: the evidence by its numbers, the library's units, the question."""

    evidence: Mapping[int, Evidence]
    units: Sequence[Unit]
    question: Question


def fault(sentence: str, known: _Known) -> str | None:
    """Why a model's sentence may not be shown, in Chinese; None for one that may."""
    if finding := check_sentence(sentence, known.evidence, (), known.units):
        return finding.detail
    cited = [known.evidence[n] for n in marks_in(sentence)]
    held = _bare("\n".join([known.question.standalone, *(f"{e.unit}\n{e.quote}" for e in cited)]))
    said = _bare(without_marks(sentence))
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    if sum(pair in held for pair in pairs) < max(1, SUPPORTED * len(pairs)):
        return "所引原文中没有这样的话"
    return None


def _bare(text: str) -> str:
    return _WORDS.sub("", comparable(text))


def _stands(short: str, text: str) -> bool:
    """Whether the figures of a short answer stand in the text; where it has none, its words."""
    said = comparable(without_marks(text))
    figures: Collection[str] = _NUMBER.findall(comparable(short))
    if not figures:
        return comparable(short) in said
    return all(re.search(rf"(?<![\d.]){re.escape(f)}(?![\d.万亿])", said) for f in figures)
