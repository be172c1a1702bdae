"""An outline as the reader sees it: a heading a section, under it which reports have such a section and how they head it."""

import re

from rag.citations import marks_in
from rag.drafting.model import Line, Sentence
from rag.drafting.outlining import Outline, Section, Written
from rag.ground import EvidenceBook
from rag.reading import label_of
from rag.verify import check_sentence

NUMERALS = "一二三四五六七八九十"
_QUOTED, _NAMED = 3, 3
_QUOTABLE = re.compile(r"[^“”\"。！？!?\n]{3,36}")


def outline_text(outline: Outline, book: EvidenceBook) -> str:
    """The outline as Markdown: `## 一、…`, under it a cited line where some report has such a section."""
    return "\n".join(f"## {line.text}" if line.level else line.text for line in outline_lines(outline, book))


def outline_lines(outline: Outline, book: EvidenceBook) -> tuple[Line, ...]:
    """The outline as lines of a sheet, the headings with their numbers. Every sentence stands before verification."""
    lines: list[Line] = []
    for n, section in enumerate(outline.sections):
        lines.append(Line(heading=f"{NUMERALS[n]}、{section.heading}", level=1))
        if told := _told(section, book):
            units = tuple(dict.fromkeys(e.unit for e in book.items if e.n in marks_in(told)))
            lines.append(Line(sentences=(Sentence(text=told, kind="told", units=units),)))
    return tuple(lines)


def _told(section: Section, book: EvidenceBook) -> str:
    """如甲社区的“抓组织领导”[1]、乙镇的“加强领导，健全机构”[2]；丙局也写到[3]。 "" where no report has it."""
    one_each = {label_of(p.unit): p for p in reversed(section.places)}
    places = {label_of(p.unit): one_each[label_of(p.unit)] for p in section.places}
    quotable = [name for name, place in places.items() if _is_quotable(place)][:_QUOTED]
    rest = [name for name in places if name not in quotable][:_NAMED]
    quoted = [
        phrase
        for name in quotable
        if _stands(f"{(phrase := f'{name}的“{places[name].words}”[{_cite(places[name], book)}]')}。", book)
    ]
    named = [(name, n) for name in rest if _stands(f"{name}写到[{(n := _cite(places[name], book))}]。", book)]
    others = f"{'、'.join(name for name, _ in named)}{'也' if quoted else ''}写到"
    others += "".join(f"[{n}]" for _, n in named)
    parts = [p for p in (f"如{'、'.join(quoted)}" if quoted else "", others if named else "") if p]
    sentence = "；".join(parts) + "。" if parts else ""
    # What each says by itself may still not stand side by side.
    return sentence if not sentence or _stands(sentence, book) else f"如{quoted[0]}。" if quoted else ""


def _cite(place: Written, book: EvidenceBook) -> int:
    return book.cite(place.page, place.span)


def _is_quotable(place: Written) -> bool:
    """Whether words can stand between quotation marks as they are."""
    return bool(_QUOTABLE.fullmatch(place.words)) and place.words == place.span.of(place.page.report.text)


def _stands(sentence: str, book: EvidenceBook) -> bool:
    return check_sentence(sentence, {e.n: e for e in book.items}, (), book.units) is None
