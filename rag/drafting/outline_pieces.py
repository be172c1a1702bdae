"""What a report consists of, as an outline sees it: its headed parts, or its paragraphs, each with what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.model import Section, Span
from rag.drafting.outline_topics import Topic, most_told, topic_of
from rag.surroundings import Readable
from rag.terms import fold

PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("problems", re.compile("问题|不足|困难(?!群众|家庭|职工|党员)|薄弱环节|差距")),
    ("plan", re.compile("下一?步|下一?阶段|打算|今后|努力方向|明年|下半年|来年")),
    ("goal", re.compile("(?:工作|总体|主要|发展|预期|任务|奋斗)目标|目标任务|总体要求和主要目标|^目标$")),
    ("guide", re.compile("指导思想|总体(?:要求|思路)|方针|基本原则|重要意义")),
    ("safeguard", re.compile("保障措施|(?:具体|工作|有关)要求|^工作措施|^组织保障|工作的组织领导$")),
    ("intro", re.compile("基本情况|概[况述]|简介|^前言|^背景")),
    ("closing", re.compile("^(?:总结|小结|结语|结束语)$")),
    ("tasks", re.compile("(?:主要|重点|工作)任务|任务目标|^(?:20\\d\\d年)?(?:的)?(?:主要|重点)工作$|主要工作安排|工作重点|工作内容$")),
    ("record", re.compile("工作回顾|(?:主要|重点)?工作(?:的)?(?:开展|进展|完成|落实)?情况|(?:主要|取得)[^，,]{0,6}(?:成绩|成效)|主要(?:做法|工作)|工作(?:做法|成效)|重点工作进展")),
)  # fmt: skip
_PARENTS = ("tasks", "record", "goal")
_FEW = 3
_SHORTEST_PARAGRAPH = 40
_TITLE = 60
_STOPS = re.compile("[。！？!?；;：:]")
_MIXED = re.compile("问题.*(?:打算|下一?步|措施|安排)|不足.*(?:打算|下一?步|安排)")
_CHILD, _PARAGRAPH = 0.5, 0.7


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A part of a report: its `title` as written at `place` (a heading, or how its first sentence begins), what part of
    a report it is ("" where it tells of the work itself), the topic it is about, where in the report it begins, from 0 to
    1, and how much it counts."""

    page: Readable
    place: Span
    title: str
    at: float
    part: str = ""
    topic: Topic | None = None
    weight: float = 1.0
    headed: bool = True


def pieces_of(page: Readable, topics: Sequence[Topic]) -> tuple[Piece, ...]:
    """The parts of a report in their order: what stands under its headings, or its paragraphs where it has none."""
    sections = page.report.outline
    if len(sections) == 1 and len(sections[0].children) >= _FEW:
        sections = sections[0].children
    found = (
        [p for s in sections for p in _of_section(page, s, topics)]
        if len(sections) > 1
        else list(_of_paragraphs(page, topics))
    )
    return tuple(found)


def parts_in(title: str) -> tuple[str, ...]:
    """What parts of a report a heading opens: both for 存在的问题及下一步打算, none for one that tells of the work."""
    if _MIXED.search(title):
        return "problems", "plan"
    return next(((name,) for name, pattern in PARTS if pattern.search(title)), ())


def _of_section(page: Readable, section: Section, topics: Sequence[Topic]) -> Iterator[Piece]:
    title = page.report.clean(section.heading).removeprefix(section.marker).strip(" 　：:，,。、")
    piece = Piece(page=page, place=_title_place(page, section), title=title, at=_at(page, section.span.start))
    # 存在的问题 heads a part of its own; 解决群众困难问题 does not.
    parts = parts_in(title) if len(title) <= _TITLE // 3 or topic_of(title, topics) is None else ()
    opens = bool(parts) and parts[0] in _PARENTS and len(section.children) >= _FEW
    if parts and not opens:
        yield from (replace(piece, part=part) for part in parts)
        return
    topic = None if opens else topic_of(title, topics)
    if opens:
        yield replace(piece, part=parts[0] if parts[0] != "goal" else "tasks")
    if topic is None and len(section.children) > 1:
        yield from (p for child in section.children for p in _child(page, child, topics))
        return
    if topic is None:
        topic = most_told(section.span.of(page.report.text), topics)
    yield replace(piece, topic=topic)
    for child in section.children:
        below = next(_child(page, child, topics))
        if below.topic and below.topic is not topic:
            yield replace(below, weight=_CHILD)


def _child(page: Readable, section: Section, topics: Sequence[Topic]) -> Iterator[Piece]:
    title = page.report.clean(section.heading).removeprefix(section.marker).strip(" 　：:，,。、")
    yield Piece(
        page=page,
        place=_title_place(page, section),
        title=title,
        at=_at(page, section.span.start),
        topic=topic_of(title, topics) or most_told(section.span.of(page.report.text), topics),
    )


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
        place = Span(start=sentence.span.start, end=sentence.span.start + (stop.start() if stop else len(first)))
        if len(place) > _TITLE:
            place = sentence.clauses[0]
        title = page.report.clean(place).strip(" 　，,。")
        piece = Piece(page=page, place=place, title=title, at=_at(page, paragraph.start), headed=False)
        parts = parts_in(title)[:1] if parts_in(title)[:1] in (("problems",), ("plan",)) else ()
        if parts:
            yield replace(piece, part=parts[0])
        elif topic := topic_of(title, topics) or most_told(paragraph.of(text), topics):
            yield replace(piece, topic=topic, weight=_PARAGRAPH * (0.5 if opens else 1.0))


def of_theme(page: Readable, theme: re.Pattern[str], sides: Sequence[Topic]) -> Iterator[Piece]:
    """Of a report that speaks of a theme among others, the sentences that do, by the side of it that they tell of."""
    text = page.report.text
    for sentence in page.sentences:
        headed = any(theme.search(fold(h)) for h in sentence.headings[-1:])
        if not headed and not theme.search(page.folded(sentence.span)):
            continue
        if any(parts_in(h) and parts_in(h)[0] in ("problems", "plan", "guide") for h in sentence.headings):
            continue
        told = [(c, topic_of(c.of(text), sides)) for c in sentence.clauses]
        near = [(c, t) for c, t in told if t and (headed or theme.search(page.folded(c)))] or told
        for clause, topic in near:
            if topic:
                yield Piece(
                    page=page,
                    place=clause,
                    title=page.report.clean(clause).strip(" 　，,。；;"),
                    at=_at(page, clause.start),
                    topic=topic,
                    weight=_PARAGRAPH,
                    headed=False,
                )
                break


def _title_place(page: Readable, section: Section) -> Span:
    """Where a heading's words stand, without its number."""
    text, place = page.report.text, section.heading
    words = place.of(text)
    start = len(words) - len(words.removeprefix(section.marker).lstrip(" 　、.．，,"))
    end = len(words.rstrip(" 　：:，,。、"))
    return Span(start=place.start + start, end=place.start + max(end, start))


def _at(page: Readable, start: int) -> float:
    return (start - page.report.body) / max(1, len(page.report.text) - page.report.body)
