"""A draft as the page shows it: its brief, the text set like a document, and what each sentence allows to be done."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

from rag import phrases
from rag.draft_bar import bar_html
from rag.draft_folds import folds_html
from rag.drafting.model import Line, Sentence, Sheet
from rag.marked_words import marked
from rag.markup import NOTHING, Html, join, sentence_id, tag
from rag.model import Answer, Evidence

_GAP = re.compile(r"【待(?:补|核实)(?:[：:](?P<what>[^】\n]*))?】")
_TITLE_LEVEL = 3
"""The question over the answer is a heading of level 2."""
_MEANINGS = {"pattern": phrases.DRAFT_PATTERN, "stated": phrases.DRAFT_STATED, "doubt": phrases.DRAFT_DOUBT}
_LINES = {"pattern": "点线", "stated": "实线", "doubt": "波浪线"}
"""The lines under sentences: what they mean, and what they are called."""


def sheet_html(answer: Answer, turn: int, *, latest: bool = False) -> Html:
    """The whole draft, from its brief to the check before handing in; nothing where the answer has none. The
    sentences of the `latest` one can be touched, each tool says its words as the next message."""
    sheet = answer.draft
    if sheet is None:
        return NOTHING
    known = {e.n: e for e in answer.evidence}
    # A text that the user brought to be checked is no draft of ours to change.
    latest = latest and answer.mode == "draft"
    return tag(
        "div",
        brief_html(sheet, latest=latest),
        legend_html(sheet),
        paper_html(sheet, known, turn, latest=latest),
        bar_html(sheet, latest=latest),
        folds_html(sheet, known, turn, latest=latest),
        cls="sheet",
    )


def brief_html(sheet: Sheet, *, latest: bool = False) -> Html:
    """What was understood of the request, in a line, and of the `latest` draft how it is put right."""
    if not sheet.brief:
        return NOTHING
    units = [unit for s in sheet.sentences for unit in s.units if s.kind in ("told", "pattern")]
    hint = phrases.DRAFT_HINT.format(unit=units[-1]) if units else phrases.DRAFT_HINT_PLAIN
    hints = tag("span", hint, cls="hint") if latest else NOTHING
    return tag("p", tag("span", sheet.brief), hints, cls="plan")


def legend_html(sheet: Sheet) -> Html:
    """What the lines under sentences mean, as far as the draft has such."""
    lines = {_line_under(s) for s in sheet.sentences}
    items = (
        tag("li", tag("span", _LINES[kind], cls=f"sample {kind}"), f"：{meaning}")
        for kind, meaning in _MEANINGS.items()
        if kind in lines
    )
    return tag("ul", *items, cls="legend", aria_label="正文下的线") if lines & set(_MEANINGS) else NOTHING


def paper_html(sheet: Sheet, known: Mapping[int, Evidence], turn: int, *, latest: bool = False) -> Html:
    """The text: title, headings, paragraphs; each sentence with its id, that of the `latest` draft with its tools."""
    numbers = count(1)
    lines = [_line_html(line, known, turn, numbers, latest=latest) for line in sheet.lines]
    title = tag(f"h{_TITLE_LEVEL}", sheet.title, cls="title") if sheet.title else NOTHING
    kind = "paper live" if latest else "paper"
    return tag("section", title, *lines, cls=kind, aria_label=f"草稿，第{sheet.version}版")


def _line_html(
    line: Line, known: Mapping[int, Evidence], turn: int, numbers: Iterator[int], *, latest: bool
) -> Html:
    if not line.sentences:
        level = min(6, _TITLE_LEVEL + line.level) if line.level else 0
        return tag(f"h{level}" if level else "p", line.heading, cls=f"level-{line.level}")
    lead = tag("span", line.heading, cls=f"lead level-{line.level}") if line.heading else NOTHING
    told = (
        _sentence_html(s, n, known, turn, latest=latest)
        for s, n in zip(line.sentences, numbers, strict=False)
    )
    return tag("p", lead, *told)


def _sentence_html(
    sentence: Sentence, n: int, known: Mapping[int, Evidence], turn: int, *, latest: bool
) -> Html:
    line = _line_under(sentence)
    aside = tag("span", f"（{_MEANINGS[line]}）", cls="unseen") if line else NOTHING
    lock = tag("span", "锁", cls="lock", title=phrases.DRAFT_LOCKED) if sentence.locked else NOTHING
    words = tag("span", _words_html(sentence.text, known, turn, latest=latest), cls=f"words {line}".strip())
    return tag(
        "span",
        words,
        aside,
        lock,
        _tools_html(sentence, n) if latest else NOTHING,
        cls="sentence",
        id=sentence_id(turn, n),
        tabindex="-1",
    )


def _line_under(sentence: Sentence) -> str:
    """How the sentence is underlined: as a pattern, as the user's words, as to be looked at; "" for not at all."""
    if sentence.kind in ("pattern", "stated"):
        return sentence.kind
    return "doubt" if any(not c.passed for c in sentence.checks) and sentence.kind != "gap" else ""


def _words_html(text: str, known: Mapping[int, Evidence], turn: int, *, latest: bool) -> Html:
    """The words with their marks; gaps stand out, and those of the `latest` draft that say what is missing begin the
    message that fills them."""
    parts: list[str] = []
    at = 0
    for gap in _GAP.finditer(text):
        parts += [marked(text[at : gap.start()], known, turn), _gap_html(gap, latest=latest)]
        at = gap.end()
    return join((*parts, marked(text[at:], known, turn)))


def _gap_html(gap: re.Match[str], *, latest: bool) -> Html:
    if not latest or not gap["what"]:
        return tag("span", gap[0], cls="gap")
    says = phrases.DRAFT_GAP_SAYS.format(what=gap["what"])
    return tag("button", gap[0], type="button", cls="gap", data_fills=says, title=phrases.DRAFT_FILL)


def _tools_html(sentence: Sentence, n: int) -> Html:
    """The button that opens the sentence's tools, and these; the script puts them where the reader looks."""
    holds = (("属实", phrases.DRAFT_SAYS_CONFIRM),) if phrases.TO_CONFIRM in sentence.text else ()
    lock = ("解锁", phrases.DRAFT_SAYS_UNLOCK) if sentence.locked else ("锁定", phrases.DRAFT_SAYS_LOCK)
    ways = (
        *holds,
        ("删掉", phrases.DRAFT_SAYS_REMOVE),
        ("换一个", phrases.DRAFT_SAYS_ANOTHER),
        ("展开", phrases.DRAFT_SAYS_LENGTHEN),
        lock,
    )
    buttons = (
        tag("button", label, type="button", data_says=says.format(n=n), title=says.format(n=n))
        for label, says in ways
    )
    name = f"改第{n}句"
    handle = tag(
        "button", name, type="button", cls="handle", aria_expanded="false", tabindex="0" if n == 1 else "-1"
    )
    number = tag("span", f"第{n}句", cls="which")
    return join((handle, tag("span", number, *buttons, cls="tools", role="group", aria_label=name)))
