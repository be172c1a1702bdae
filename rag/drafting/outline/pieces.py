"""What a report consists of, as an outline sees it: its headed parts, or its paragraphs, each with what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Section, Span
from ingest.outline import planned_parts
from rag.drafting.outline.topics import Topic, most_told, topic_of
from rag.surroundings import Readable

PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("problems", re.compile("问题|不足|困难(?!群众|家庭|职工|党员)|薄弱环节|差距")),
    ("plan", re.compile("下一?步|下一?阶段|打算|今后|努力方向|明年|下半年|来年")),
    ("goal", re.compile("(?:工作|总体|主要|发展|预期|奋斗)目标|目标任务|^目标$")),
    ("guide", re.compile("指导思想|总体(?:要求|思路)|方针|基本原则|重要意义")),
    ("safeguard", re.compile("保障措施|(?:具体|工作|有关)要求|^工作措施|^组织保障|工作的组织领导$")),
    ("intro", re.compile("基本情况|概[况述]|简介|^前言|^背景")),
    ("closing", re.compile("^(?:总结|小结|结语|结束语)$")),
    ("tasks", re.compile("(?:主要|重点|工作)任务|任务目标|重点工作|^主要工作$|工作重点|工作内容$")),
    ("record", re.compile("工作回顾|工作(?:的)?(?:开展|进展|完成|落实)?情况|(?:主要|取得)[^，,]{0,6}(?:成绩|成效)|主要(?:做法|工作)|工作(?:做法|成效)")),
)  # fmt: skip
"""What part of a report a heading opens, in the order in which its words decide."""
_PLANS = ("计划", "方案")
_PARENTS = ("tasks", "record", "goal")
_FEW = 3
_SHORTEST_PARAGRAPH, _TITLE, _NO_TOPIC = 40, 60, 20
_STOPS = re.compile("[。！？!?；;：:]")
_MIXED = re.compile("(?:问题|不足).*(?:打算|下一?步|措施|安排)")
_AIMS = re.compile("(?:要求|目标).*(?:重点任务|重点工作|主要任务)")
_RECORD = re.compile("进展|完成|落实|开展|回顾")
_CHILD, _PARAGRAPH, _UNTOLD = 0.5, 0.7, 0.4
"""What a part counts: a lower heading, a paragraph, one whose heading does not say what it is about."""
_MOSTLY = 0.4
"""The share of a report that stands under its headings, where they are its own."""
_SLIGHT, _AMPLE = 0.5, 0.15
"""What a few lines count, and the share of its report from which on a part counts in full."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a report: its `title` as written at `place` (a heading, or how its first sentence begins), what part of
    a report it is ("" where it tells of the work itself), the topic it is about, where in the report it begins, from 0 to
    1, and how much it counts. `headed`: it has a heading; `named`: its title itself says what it is about."""

    page: Readable
    place: Span
    title: str
    at: float
    part: str = ""
    topic: Topic | None = None
    weight: float = 1.0
    headed: bool = True
    named: bool = True


def pieces_of(page: Readable, topics: Sequence[Topic]) -> tuple[Piece, ...]:
    """The parts of a report in their order: what stands under its headings, or its paragraphs where it has none."""
    sections = page.report.outline
    if len(sections) == 1 and len(sections[0].children) >= _FEW:
        sections = sections[0].children
    covered = sum(len(s.span) for s in sections)
    # 一是 and 二是 within a paragraph are no headings of a report.
    if len(sections) > 1 and covered >= _MOSTLY * (len(page.report.text) - page.report.body):
        to_come = (
            [] if page.report.doc_type in _PLANS else planned_parts(page.report.text, page.report.outline)
        )
        return tuple(
            replace(p, part=p.part or "plan") if any(t.start <= p.place.start < t.end for t in to_come) else p
            for s in sections
            for p in _of_section(page, s, topics)
        )
    return tuple(_of_paragraphs(page, topics))


def parts_in(title: str) -> tuple[str, ...]:
    """What parts of a report a heading opens: both for 存在的问题及下一步打算, none for one that tells of the work."""
    if _MIXED.search(title):
        return "problems", "plan"
    if _AIMS.search(title):
        return "guide", "tasks"
    found = next(((name,) for name, pattern in PARTS if pattern.search(title)), ())
    # 重点工作 of a plan is to come, 重点工作进展情况 is done.
    return ("record",) if found == ("tasks",) and _RECORD.search(title) else found


def _of_section(page: Readable, section: Section, topics: Sequence[Topic]) -> Iterator[Piece]:
    piece = _headed(page, section, topics)
    # 存在的问题 heads a part of its own; 解决群众困难问题 does not.
    parts = parts_in(piece.title) if len(piece.title) <= _NO_TOPIC or piece.topic is None else ()
    if parts:
        opens = parts[-1] in _PARENTS and len(section.children) >= _FEW
        tasks = "tasks" if opens and parts == ("goal",) else ""
        yield from (replace(piece, part=tasks or part, topic=None) for part in parts)
        if opens:
            for child in section.children:
                yield _told(page, child, _headed(page, child, topics), topics)
        return
    if piece.topic is None and len(section.children) > 1:
        for child in section.children:
            yield _told(page, child, _headed(page, child, topics), topics)
        return
    yield _told(page, section, piece, topics)
    for child in section.children:
        below = _headed(page, child, topics)
        if below.topic and below.topic is not piece.topic:
            yield replace(below, weight=_CHILD * below.weight)


def _headed(page: Readable, section: Section, topics: Sequence[Topic]) -> Piece:
    place = title_place(page, section)
    title = page.report.clean(place)
    share = len(section.span) / max(1, len(page.report.text))
    return Piece(
        page=page,
        place=place,
        title=title,
        at=_at(page, section.span.start),
        topic=topic_of(title, topics),
        weight=min(1.0, _SLIGHT + share / _AMPLE * (1 - _SLIGHT)),
    )


def _told(page: Readable, section: Section, piece: Piece, topics: Sequence[Topic]) -> Piece:
    """The piece with what its text speaks of, where its heading does not say what it is about."""
    if piece.topic is not None:
        return piece
    topic = most_told(section.span.of(page.report.text), topics)
    return replace(piece, topic=topic, weight=_UNTOLD * piece.weight, named=False)


def _of_paragraphs(page: Readable, topics: Sequence[Topic]) -> Iterator[Piece]:
    """Of a report without headings its paragraphs, by how they begin."""
    text, seen = page.report.text, Span(start=0, end=0)
    for sentence in page.sentences:
        paragraph = page.paragraph(sentence.span)
        if seen.covers(paragraph) or len(paragraph) < _SHORTEST_PARAGRAPH:
            continue
        opens, seen = not seen, paragraph
        first = sentence.span.of(text)
        stop = _STOPS.search(first, 1)
        place = Span(
            start=sentence.span.start, end=sentence.span.start + (stop.start() if stop else len(first))
        )
        place = trimmed(text, sentence.clauses[0] if len(place) > _TITLE and sentence.clauses else place)
        title = page.report.clean(place)
        piece = Piece(page=page, place=place, title=title, at=_at(page, paragraph.start), headed=False)
        parts = [part for part in parts_in(title) if part in ("problems", "plan")]
        if parts:
            yield from (replace(piece, part=part) for part in parts)
        elif not opens:
            named = topic_of(title, topics)
            topic = named or most_told(paragraph.of(text), topics)
            weight = _PARAGRAPH if named else _PARAGRAPH * _UNTOLD
            yield replace(piece, topic=topic, weight=weight, named=named is not None)


def title_place(page: Readable, section: Section) -> Span:
    """Where a heading's words stand, without its number."""
    words = section.heading.of(page.report.text)
    start = section.heading.start + len(words) - len(words.removeprefix(section.marker))
    return trimmed(page.report.text, Span(start=min(start, section.heading.end), end=section.heading.end))


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks and marks at its ends."""
    words = span.of(text)
    front = len(words) - len(words.lstrip(" \n\r\t　、.．，,。：:；;"))
    end = len(words.rstrip(" \n\r\t　、.．，,。：:；;"))
    return Span(start=span.start + min(front, end), end=span.start + end)


def _at(page: Readable, start: int) -> float:
    return (start - page.report.body) / max(1, len(page.report.text) - page.report.body)
