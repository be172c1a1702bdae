"""Setting aside what is not report: site advertisements, editor's notes, bylines, related links, stray marks.

Nothing is deleted: each finding is a `Removal` with its place and its words, and the text stays as it was.
"""

import re

from ingest.lines import Line, read_lines
from ingest.model import Removal, RemovalKind, Span

_DOMAIN = r"(?:https?://|www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|cn|net|org|cc|top|info)(?:/\S*)?"
_WHOLE_LINE: tuple[tuple[RemovalKind, re.Pattern[str]], ...] = (
    (
        "byline",
        re.compile(
            r"^(?:发布)?(?:时间|日期|作者|来源|编辑|责任编辑|浏览|阅读)[:：]\s*\S{1,30}(?:\s+(?:作者|来源|编辑|浏览|时间|点击|责任编辑)[:：]\s*\S{1,30})*$"
        ),
    ),
    ("editor_note", re.compile(r"^.{0,400}(?:小编|编辑)(?:为|给|精心|整理|收集|推荐).{0,200}$")),
    (
        "editor_note",
        re.compile(
            r"^.{0,80}(?:欢迎(?:大家)?(?:阅读|参考|借鉴)|仅供参考|希望(?:能|对)(?:大家|您|你|各位)?有?所?帮助).{0,40}$"
        ),
    ),
    (
        "related_links",
        re.compile(
            r"^.{0,40}(?:相关(?:文章|阅读|推荐|热词)|猜你喜欢|延伸阅读|看过.{0,12}的(?:人)?还(?:看了|会看)).{0,6}[:：]?\s*$"
        ),
    ),
    (
        "site_ad",
        re.compile(
            rf"^\W*(?:更多|本文来自|本文来源|转载|版权|原文地址|文章来源|推荐访问).{{0,60}}(?:{_DOMAIN}|网|请关注|请访问).{{0,30}}$"
        ),
    ),
    ("site_ad", re.compile(rf"^\W*{_DOMAIN}\W*$")),
)
_WITHIN: tuple[tuple[RemovalKind, re.Pattern[str]], ...] = (
    ("site_ad", re.compile(rf"[\[【(（〔][^\]】)）〕\n]{{0,20}}{_DOMAIN}\s*[\]】)）〕]")),
    ("stray_mark", re.compile(r"(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff，。])(?<![一二三四五六七八九十]\.)")),
)
_NOTE_WITHIN = re.compile(
    r"[^。！!？\n]{0,24}小编[^。！!\n]{0,120}[。！!](?:[^。！!\n]{0,20}(?:欢迎|希望|帮助)[^。！!\n]{0,20}[。！!])*"
)
_LEADING_MARK = re.compile(r"^[ \t　\f]*([>＞•·●■◆▲★☆#*][>＞•·●■◆▲★☆#*\s　]*)", re.MULTILINE)


def find_removals(text: str) -> tuple[Removal, ...]:
    """What `text` holds that is not report, in order and without overlaps; spans count in `text`."""
    found = [
        Removal(
            span=Span(start=m.start(1), end=m.start(1) + len(m.group(1).rstrip())),
            kind="stray_mark",
            text=m.group(1).rstrip(),
        )
        for m in _LEADING_MARK.finditer(text)
        if m.group(1).strip()
    ]
    lines = read_lines(text)
    for i, line in enumerate(lines):
        kind = _line_kind(line)
        if kind is None:
            found += _within(text, line.span)
            continue
        found.append(Removal(span=line.span, kind=kind, text=line.text))
        if kind == "related_links":
            found += [
                Removal(span=later.span, kind=kind, text=later.text) for later in _links_below(lines[i + 1 :])
            ]
    return _without_overlaps(found)


def _line_kind(line: Line) -> RemovalKind | None:
    if line.marker is not None or len(line.text) > 420:
        return None
    for kind, pattern in _WHOLE_LINE:
        if pattern.match(line.text):
            # A long paragraph that ends in an editor's note is report in front of it: only the note goes.
            if kind == "editor_note" and _report_in_front(line.text):
                return None
            return kind
    return None


def _report_in_front(text: str) -> bool:
    note = _NOTE_WITHIN.search(text)
    return (
        note is not None
        and note.start() > 60
        and bool(re.search(r"我[局镇乡村市县区校院社]|工作", text[: note.start()]))
        and not re.search(r"下面|以下|为您|给大家", text[: note.start()])
    )


def _links_below(lines: tuple[Line, ...]) -> list[Line]:
    """The titles listed under a 相关文章 line: short lines without punctuation, numbered or not."""
    below: list[Line] = []
    for line in lines:
        if len(line.text) > 45 or re.search(r"[。；，]", line.text):
            break
        below.append(line)
    return below


def _within(text: str, span: Span) -> list[Removal]:
    patterns = (*_WITHIN, ("editor_note", _NOTE_WITHIN))
    return [
        Removal(span=Span(start=m.start(), end=m.end()), kind=kind, text=m.group())
        for kind, pattern in patterns
        for m in pattern.finditer(text, span.start, span.end)
    ]


def _without_overlaps(found: list[Removal]) -> tuple[Removal, ...]:
    kept: list[Removal] = []
    for removal in sorted(found, key=lambda r: (r.span.start, -r.span.end)):
        if len(removal.span) and not (kept and kept[-1].span.overlaps(removal.span)):
            kept.append(removal)
    return tuple(kept)
