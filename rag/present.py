"""How an answer looks: pure functions from `Answer` to safe HTML for the page.

Words of reports never pass through a Markdown renderer (20__年 and x_x are redactions, no emphasis):
only the answer's own structure, headings and bullets, is read, everything else is shown as written.
"""

import re
from collections.abc import Mapping, Sequence, Set

from ingest.model import Span
from rag.citations import MARK
from rag.draft_view import sheet_html
from rag.marked_words import emboldened, marked
from rag.markup import NOTHING, Html, card_id, escape, join, marks_html, status_chip, tag
from rag.model import Answer, Derived, Evidence
from rag.table_view import plan_html, table_html, ways_html

NEAREST = "最相近的原文（未必答到所问，请自行核对）："
CONTEXT_SHOWN = 90
"""Characters of the paragraph shown on either side of a quote before the rest is folded away."""
MARKS_SHOWN = 8
"""What was worked out from more places, and from just those of the table above it, leaves their marks to that."""

_BULLET = re.compile(r"\s*-\s+(?=\S)")
_PAUSE = re.compile(r"[。！？；，;]|,(?!\d)")
_HEADING = re.compile(r"\s*#{1,6}\s+(?=\S)")


def answer_html(answer: Answer, turn: int, *, chart: Html = NOTHING, latest: bool = False) -> Html:
    """The whole answer: status, text with marks, table with its `chart`, worked-out figures and notes. Of a planned
    comparison the table comes first and the text closes it; a draft is a sheet; only the `latest` can be changed."""
    known = {e.n: e for e in answer.evidence}
    prose = prose_html(answer.text, known, turn, emphasis=answer.short)
    parts = [Html() if answer.remark else status_chip(answer.status)]
    if answer.draft is not None:
        parts.append(sheet_html(answer, turn, latest=latest))
    elif answer.table is None:
        parts.append(prose)
    else:
        changeable = latest and bool(answer.plan)
        table = table_html(answer.table, known, turn, sortable=changeable)
        ways = ways_html(answer) if changeable else Html()
        drawn = [plan_html(answer.plan, answer.table), table, ways, chart]
        parts += [*drawn, prose] if answer.plan else [prose, *drawn]
    if any(d.formula for d in answer.derived):
        rows = answer.table.rows if answer.table is not None else ()
        tabled = {n for row in rows for cell in row.cells for n in cell.citations}
        lines = (_derived_html(d, known, turn, tabled) for d in answer.derived if d.formula)
        parts.append(tag("ul", *lines, cls="derived"))
    if answer.nearest:
        parts.append(_nearest_html(answer.nearest))
    if answer.notes:
        parts.append(tag("ul", *(tag("li", note) for note in answer.notes), cls="notes"))
    return join(parts)


def _nearest_html(nearest: Sequence[Evidence]) -> Html:
    """Passages that came near what was not found, told apart from an answer."""
    items = (
        tag("li", f"“{' '.join(e.quote.split())}”", tag("span", f"{e.unit}，{e.file} {e.place}", cls="place"))
        for e in nearest
    )
    return tag("div", tag("p", NEAREST), tag("ul", *items), cls="nearest")


def draft_html(text: str) -> Html:
    """Answer text that is still being written: its marks cannot be followed yet."""
    return prose_html(text, {}, 0, pending=True)


def prose_html(
    text: str,
    known: Mapping[int, Evidence],
    turn: int,
    *,
    emphasis: str | None = None,
    pending: bool = False,
) -> Html:
    """Answer text as paragraphs, bullets and headings. `emphasis` is the phrase that answers: bold where it
    first stands, unless it is most of the text. A mark that names no evidence is shown as written."""
    phrase = emphasis if emphasis and len(emphasis) * 2 < len(text) else None
    blocks: list[Html] = []
    bullets: list[Html] = []
    for line in [*text.splitlines(), ""]:
        bullet = _BULLET.match(line)
        if bullets and not bullet:
            blocks.append(tag("ul", *bullets))
            bullets = []
        start = bullet or _HEADING.match(line)
        words = line[start.end() :] if start else line
        if not words.strip():
            continue
        content = _pending(words) if pending else marked(words, known, turn, phrase)
        if phrase and phrase in words:
            phrase = None
        if bullet:
            bullets.append(tag("li", content))
        else:
            blocks.append(tag("h3" if start else "p", content))
    return tag("div", *blocks, cls="prose-text")


def evidence_html(evidence: Sequence[Evidence], turn: int, emphasis: str | None = None) -> Html:
    """The cards of one answer, in order of their numbers."""
    return join(_card_html(e, turn, emphasis) for e in sorted(evidence, key=lambda e: e.n))


def _card_html(evidence: Evidence, turn: int, emphasis: str | None) -> Html:
    where = [tag("span", f"{evidence.n}", cls="number"), tag("span", evidence.unit, cls="unit")]
    if evidence.report_id:
        where.append(tag("span", evidence.place, cls="lines"))
    path: list[str] = []
    for heading in evidence.heading_path:
        path += [" › ", tag("span", heading, title=heading)]
    return tag(
        "article",
        tag("header", *where),
        tag("p", *path[1:], cls="path") if path else Html(),
        tag("blockquote", *_paragraph(evidence.paragraph, evidence.highlight, emphasis)),
        tag("p", _file_link(evidence), cls="file"),
        cls="card",
        id=card_id(turn, evidence.n),
        tabindex="-1",
        aria_label=f"依据{evidence.n}，{evidence.unit}，{evidence.place if evidence.report_id else evidence.file}",
    )


def _file_link(evidence: Evidence) -> Html:
    """The file's name, which opens the report in the library; the user's own words are in no file."""
    if not evidence.report_id:
        return escape(evidence.file)
    title = "打开这份报告" + (f"：{evidence.report_title}" if evidence.report_title else "")
    return tag("a", evidence.file, href=f"#library/{evidence.report_id}", title=title)


def _paragraph(paragraph: str, highlight: Span, emphasis: str | None) -> list[Html]:
    before, quote = paragraph[: highlight.start].lstrip(), highlight.of(paragraph)
    after = paragraph[highlight.end :].rstrip()
    near, far = _near_start(before), _near_end(after)
    parts = [
        *([_folded(before[:near], behind=True)] if near else []),
        escape(before[near:]),
        tag("mark", _strong(quote, emphasis)),
        escape(after[:far]),
        *([_folded(after[far:], behind=False)] if far < len(after) else []),
    ]
    if near or far < len(after):
        parts.append(tag("button", "展开整段", type="button", cls="unfold", aria_expanded="false"))
    return parts


def _near_start(before: str) -> int:
    """Where the shown part of the text in front of a quote begins: behind a punctuation mark, if one is near."""
    start = max(0, len(before) - CONTEXT_SHOWN)
    pause = _PAUSE.search(before, start, start + CONTEXT_SHOWN // 2) if start else None
    return pause.end() if pause else start


def _near_end(after: str) -> int:
    """Where the shown part of the text behind a quote ends: behind a punctuation mark, if one is near."""
    if len(after) <= CONTEXT_SHOWN:
        return len(after)
    pauses = [*_PAUSE.finditer(after, CONTEXT_SHOWN // 2, CONTEXT_SHOWN)]
    return pauses[-1].end() if pauses else CONTEXT_SHOWN


def _folded(text: str, *, behind: bool) -> Html:
    ellipsis, rest = tag("span", "……", cls="ellipsis"), tag("span", text, cls="far")
    return join((rest, ellipsis) if behind else (ellipsis, rest))


def _derived_html(derived: Derived, known: Mapping[int, Evidence], turn: int, tabled: Set[int]) -> Html:
    few = len(derived.inputs) <= MARKS_SHOWN or set(derived.inputs) != tabled
    return tag(
        "li",
        tag("span", "据此算得", cls="label"),
        derived.text,
        tag("span", derived.formula, cls="formula"),
        *(marks_html(derived.inputs, known, turn) if few else [tag("span", "逐行依据见上表", cls="label")]),
    )


def _pending(text: str) -> Html:
    parts: list[str] = []
    at = 0
    for found in MARK.finditer(text):
        parts += [text[at : found.start()], tag("span", found[0], cls="mark pending")]
        at = found.end()
    return join((*parts, text[at:]))


def _strong(text: str, phrase: str | None) -> Html:
    return emboldened([text], phrase if phrase and len(phrase) * 2 < len(text) else None)
