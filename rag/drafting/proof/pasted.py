"""A text that the clerk pastes, checked: its numbers against the library, its words as a draft's before handing in."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Span
from rag import phrases
from rag.citations import without_marks
from rag.drafting.model import Check, Line, Sentence, Sheet
from rag.drafting.proof.flaws import Flaw
from rag.drafting.proof.number_said import unread_numbers
from rag.drafting.proof.number_sources import NumberFinder, NumberSource
from rag.drafting.proof.outdated import OutdatedTerm
from rag.drafting.proof.pasted_lines import lines_of_text
from rag.drafting.proof.proofreading import proofread_words
from rag.ground import EvidenceBook
from rag.model import Answer
from rag.retrieve import Shelf
from rag.understand import Question

NOT_AS_TOLD, NOWHERE = "数字与库中不一致", "库中没有的数字"
_ADVICE = {
    "bound": "{unit}的报告写作“{written}”，这里是“{raw}”，多少不完全一样（见{place}），请改成一致。",
    "measure": "{unit}的报告写作“{written}”，这里是“{raw}”，计量单位不同（见{place}），请核对。",
    "planned": "{unit}的报告里“{written}”是计划数，这里像是写成了完成数（见{place}），请核对。",
    "of_other": "“{raw}”只在{unit}的报告里有（见{place}），这里写的不是{unit}，请核对是不是用错了单位。",
    "turned": "{unit}的报告里这几个数的先后不同：“{quote}”（见{place}），请核对是不是写反了。",
    "otherwise": "{unit}的报告里这件事写的是“{written}”，这里是“{raw}”（见{place}），请核对以哪个为准。",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Checked:
    """A line with the marks of what was found, and what is to be told of its numbers, by sentence of the whole."""

    line: Line
    sources: tuple[NumberSource, ...]
    flaws: tuple[tuple[int, Flaw], ...]


def check_pasted(text: str, shelf: Shelf, book: EvidenceBook, terms: Sequence[OutdatedTerm]) -> Sheet:
    """The text as it was pasted, a mark behind each clause whose numbers a report bears out, with remarks on the rest.

    Marks that the text brings along are those of another draft: they are left out.
    """
    text = without_marks(text)
    finder = NumberFinder(shelf)
    about = finder.about(text)
    lines = lines_of_text(text)
    checked: list[_Checked] = []
    for line in lines:
        first = 1 + sum(len(c.line.sentences) for c in checked)
        checked.append(_line(line, first, finder, about, book))
    remarks = proofread_words(lines, terms, [f for c in checked for f in c.flaws])
    brief = _summary([s for c in checked for s in c.sources], len(remarks), unread_numbers(text))
    return Sheet(
        title=phrases.CHECK_TITLE,
        brief=brief,
        lines=tuple(c.line for c in checked),
        remarks=remarks,
        shows="remarks",
    )


def write_check(
    question: Question, text: str, shelf: Shelf, book: EvidenceBook, terms: Sequence[OutdatedTerm]
) -> Answer:
    """The check as an answer: the text with its marks, the sheet with the remarks beside it."""
    started = time.perf_counter()
    sheet = check_pasted(text, shelf, book, terms)
    return Answer(
        question=question.text, standalone=question.standalone, mode="answer", status="answered",
        text="\n".join(line.text for line in sheet.lines), evidence=book.items, notes=(sheet.brief,),
        focus=question.focus, draft=sheet, elapsed_ms=(time.perf_counter() - started) * 1000,
    )  # fmt: skip


def _line(
    line: Line, first: int, finder: NumberFinder, about: frozenset[str], book: EvidenceBook
) -> _Checked:
    sentences, every, flaws = [], [], []
    for n, sentence in enumerate(line.sentences, start=first):
        whole = Span(start=0, end=len(sentence.text))
        sources = finder.sources(sentence.text, whole, about=about)
        every += sources
        sentences.append(_marked(sentence, sources, book))
        flaws += [(n, flaw) for s in sources if (flaw := _flaw(s, book)) is not None]
    return _Checked(line=replace(line, sentences=tuple(sentences)), sources=tuple(every), flaws=tuple(flaws))


def _marked(sentence: Sentence, sources: Sequence[NumberSource], book: EvidenceBook) -> Sentence:
    """The sentence with the mark of each number that was found behind its clause, and how many were."""
    text = sentence.text
    marks: dict[int, list[int]] = {}
    good = [s for s in sources if s.outcome == "found"]
    for source in sources:
        if source.outcome != "found" or source.stated is None:
            continue
        number = book.cite(source.stated.page, source.stated.span)
        numbers = marks.setdefault(_end_of_clause(text, source.span), [])
        if number not in numbers:
            numbers.append(number)
    for at in sorted(marks, reverse=True):
        text = text[:at] + "".join(f"[{n}]" for n in marks[at]) + text[at:]
    checks = []
    if good:
        checks.append(Check(name=f"数字一致（{len(good)}个）"))
    if len(good) < len(sources):
        checks.append(Check(name=f"数字待核对（{len(sources) - len(good)}个）", passed=False))
    units = tuple(dict.fromkeys(s.stated.unit for s in good if s.stated))
    return replace(sentence, text=text, checks=tuple(checks), units=units)


def _end_of_clause(text: str, span: Span) -> int:
    stops = [at for mark in "，。；！？,;\n" if (at := text.find(mark, span.end)) >= 0]
    return min(stops, default=len(text.rstrip()))


def _flaw(source: NumberSource, book: EvidenceBook) -> Flaw | None:
    """What is told of a number that no report bears out as it stands."""
    if source.outcome == "found":
        return None
    stated = source.stated
    if stated is None:
        advice = f"库中没有报告在同一件事上写过“{source.raw}”，请与台账或原始材料核对；确实是本单位的数字，可以保留。"
        return Flaw(at=source.span.start, kind=NOWHERE, words=source.raw, advice=advice)
    number = book.cite(stated.page, stated.span)
    evidence = next(e for e in book.items if e.n == number)
    place = f"[{number}]，{evidence.file}{evidence.place}"
    advice = _ADVICE[source.outcome].format(
        unit=stated.unit, written=stated.written, raw=source.raw, place=place, quote=evidence.quote
    )
    return Flaw(at=source.span.start, kind=NOT_AS_TOLD, words=source.raw, advice=advice)


def _summary(sources: Sequence[NumberSource], remarks: int, unread: Sequence[str]) -> str:
    """What was found, in a line: how many numbers stand in whose reports, and how much else there is to look at."""
    good = [s.stated.unit for s in sources if s.outcome == "found" and s.stated]
    nowhere = sum(s.outcome == "nowhere" for s in sources)
    other = len(sources) - len(good) - nowhere
    whose = phrases.listed(list(dict.fromkeys(good)), 3)
    parts = (
        (len(good), f"{{}}个与{whose}的报告一致，已注明出处"),
        (other, "{}个与库中的报告不一致"),
        (nowhere, "{}个在库中没有找到"),
    )
    told = "，".join(p.format(n) for n, p in parts if n)
    numbers = f"这段文字里有{len(sources)}个数字：{told}" if sources else "这段文字里没有可以核对的数字"
    missed = f"；“{'”“'.join(unread[:3])}”的计量单位没有认出来，没有核对" if unread else ""
    wording = remarks - other - nowhere
    rest = f"另有{wording}处文字要看一看" if wording else "文字上没有发现问题"
    return f"{numbers}{missed}；{rest}。"
