"""A composition set as text: every sentence worded, marked, verified and checked, its connectives chosen."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.citations import marks_in, without_marks
from rag.drafting.composing import NUMERALS
from rag.drafting.composition import Block, Composition, Passage
from rag.drafting.connectives import is_link, linking, opening
from rag.drafting.material.prose import Cite, said
from rag.drafting.model import Brief, Line, Sentence
from rag.drafting.proof.checks import checks_of
from rag.ground import EvidenceBook
from rag.reading import label
from rag.verify import Finding, check_sentence

_MOST_SHOWN = 4
_PLACE = re.compile(r"\{(\d)\}")
CiteFact = Callable[[int], int]
"""The number under which the user's n-th statement, from 1, is cited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Set:
    """A draft as text: its composition with the leads that were chosen and without what did not stand before
    verification (`held_back`), and its lines."""

    composition: Composition
    lines: tuple[Line, ...]
    held_back: tuple[Finding, ...] = ()


def set_text(composition: Composition, book: EvidenceBook) -> Set:
    """The lines of a draft, everything it rests on entered in `book`."""
    setter = _Setter(composition.brief, book)
    blocks: list[Block] = []
    lines: list[Line] = []
    for block in composition.blocks:
        made = setter.block(block)
        if block.passages and not made:
            continue
        blocks.append(replace(block, passages=tuple(p for p, _ in made)))
        points = sum(b.point for b in blocks)
        sections = sum(b.level == 1 for b in blocks)
        sentences = tuple(s for _, s in made) or setter.basis(block)
        lines += _lines(block, sentences, points, sections)
    kept = replace(composition, blocks=tuple(blocks))
    return Set(composition=kept, lines=tuple(lines), held_back=tuple(setter.held_back))


def length_of(composition: Composition) -> int:
    """How many characters a composition has without marks, by the connectives it bears now."""
    lengths = [spoken_length(p, composition.brief) for p in composition.passages]
    points = sum(block.point for block in composition.blocks)
    return sum(lengths) + 2 * points + sum(len(b.heading) for b in composition.blocks)


def spoken_length(passage: Passage, brief: Brief) -> int:
    """How many characters a sentence has without marks."""
    words = worded(passage, brief, lambda page, span: 0, lambda n: 0)
    return len(without_marks(f"{passage.lead}{words}")) + 1


def worded(passage: Passage, brief: Brief, cite: Cite, cite_fact: CiteFact, *, again: bool = False) -> str:
    """A sentence with its marks, without its lead and its full stop; `again`: the one before is of the same unit."""
    words = _plain(passage, brief, cite, cite_fact, again=again)
    if passage.wording is None:
        return words
    numbers = list(dict.fromkeys(marks_in(words)))
    return _PLACE.sub(
        lambda m: f"[{numbers[int(m[1])]}]" if int(m[1]) < len(numbers) else "", passage.wording.template
    )


def _plain(passage: Passage, brief: Brief, cite: Cite, cite_fact: CiteFact, *, again: bool) -> str:
    if passage.kind == "gap":
        return phrases.TO_FILL_IN.format(what=passage.unit)
    if passage.kind == "stated":
        words = brief.facts[passage.fact - 1].rstrip("。！!；; ")
        return f"{words}[{cite_fact(passage.fact)}]"
    if passage.kind == "told":
        return said(passage.items, cite, of=passage.unit, again=again)
    words = said(passage.items, cite)
    for fill in passage.fills:
        words = _filled(words, fill.gap, fill.value, cite_fact(fill.fact))
    if passage.kind == "pattern" and not brief.planned:
        if passage.confirmed:
            words += f"[{cite_fact(passage.confirmed)}]"
        else:
            words += phrases.TO_CONFIRM
    return words


def _filled(words: str, gap: str, value: str, number: int) -> str:
    """The words with a gap filled; the mark of what fills it stands with the marks of its clause."""
    hole = phrases.TO_FILL_IN.format(what=gap)
    at = words.find(hole)
    if at < 0:
        return words
    end = words.find("]", at + len(hole))
    rest = words[at + len(hole) : end + 1]
    # 次 behind 12次 is said already.
    if value and rest[:1] == value[-1]:
        rest = rest[1:]
    return f"{words[:at]}{value}{rest}[{number}]{words[end + 1 :]}"


class _Setter:
    """Words the sentences of one draft in their order."""

    def __init__(self, brief: Brief, book: EvidenceBook) -> None:
        self._brief, self._book = brief, book
        self.held_back: list[Finding] = []

    def block(self, block: Block) -> list[tuple[Passage, Sentence]]:
        """The sentences of a line that stand before verification, each with the lead that it bears."""
        made: list[tuple[Passage, Sentence]] = []
        for n, passage in enumerate(block.passages, start=1):
            last = n == len(block.passages) > 2
            before = made[-1][0] if made else None
            again = before is not None and before.unit == passage.unit and before.kind == passage.kind
            found = self._sentence(passage, self._leads(passage, before, block, last=last), again=again)
            if found is not None:
                made.append(found)
        return made

    def basis(self, block: Block) -> tuple[Sentence, ...]:
        """Who has a section like one that is only planned so far, with its heading there."""
        told, units = [], []
        for run in block.like[:_MOST_SHOWN]:
            said = f"{label(run.page)}“{run.words}”[{self._book.cite(run.page, run.span)}]"
            known = {e.n: e for e in self._book.items}
            sentence = phrases.OUTLINE_LIKE.format(told=said)
            if check_sentence(sentence, known, (), self._book.units) is None:
                told.append(said)
                units.append(run.page.report.unit.name)
        if not told:
            return ()
        text = phrases.OUTLINE_LIKE.format(told="、".join(told))
        return (Sentence(text=text, kind="outline", units=tuple(dict.fromkeys(units))),)

    def _leads(
        self, passage: Passage, before: Passage | None, block: Block, *, last: bool
    ) -> tuple[str, ...]:
        """What may lead a sentence, the fittest first; one that it bears already stays where it can."""
        brief = self._brief
        if before is not None:
            closes = passage.lead == linking(brief, again=False, last=True)
            if is_link(passage.lead) and (last or not closes):
                return passage.lead, ""
            again = before.unit == passage.unit and before.kind == passage.kind and not before.lead
            return linking(brief, again=again, last=last), ""
        if block.level and brief.speaker and passage.kind in ("own", "pattern"):
            return brief.speaker, ""
        if block.point or block.level:
            return ("",)
        if passage.lead and not is_link(passage.lead):
            return passage.lead, ""
        if passage.kind == "gap":
            return ("",)
        leads = opening(brief)
        if brief.speaker and not brief.planned and passage.kind in ("own", "pattern"):
            leads = (*(f"{lead}{brief.speaker}" for lead in leads), "")
        return leads

    def _sentence(
        self, passage: Passage, leads: Sequence[str], *, again: bool = False
    ) -> tuple[Passage, Sentence] | None:
        # What fills a gap is the user's: the pattern's source says another number, and answers for the rest.
        unfilled = replace(passage, fills=())
        pattern = worded(unfilled, self._brief, self._book.cite, self._cite_fact, again=again)
        words = worded(passage, self._brief, self._book.cite, self._cite_fact, again=again)
        if passage.kind == "gap":
            return passage, Sentence(text=f"{words}。", kind="gap", locked=passage.locked)
        known = {e.n: e for e in self._book.items}
        fault = None
        for lead in leads:
            fault = check_sentence(f"{lead}{self._behind(lead, pattern)}。", known, (), self._book.units)
            if fault is None:
                text = f"{lead}{self._behind(lead, words)}。"
                units = tuple(dict.fromkeys(i.page.report.unit.name for i in passage.items))
                checks = checks_of(text, passage.kind, known, self._book.units, planned=self._brief.planned)
                sentence = Sentence(
                    text=text, kind=passage.kind, units=units, checks=checks, locked=passage.locked
                )
                return replace(passage, lead=lead), sentence
        if passage.wording is not None:
            return self._sentence(replace(passage, wording=None), leads, again=again)
        if fault is not None:
            self.held_back.append(fault)
        return None

    def _behind(self, lead: str, words: str) -> str:
        """The words behind a lead that names the speaker, which is not said twice (我社区, 社区组织…)."""
        named = bool(self._brief.speaker) and lead.endswith(self._brief.speaker)
        return words.removeprefix(self._brief.speaker[1:]) if named else words

    def _cite_fact(self, n: int) -> int:
        return self._book.cite_words(self._brief.facts[n - 1], self._brief.speaker or phrases.YOU)


def _lines(block: Block, sentences: tuple[Sentence, ...], points: int, sections: int) -> tuple[Line, ...]:
    if block.point:
        return (Line(heading=f"{NUMERALS[points - 1]}是", sentences=sentences),)
    head = (
        (Line(heading=f"{NUMERALS[sections - 1]}、{block.heading}", level=block.level),)
        if block.level
        else ()
    )
    return (*head, *((Line(sentences=sentences),) if sentences else ()))
