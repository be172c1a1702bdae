"""A draft as text: plain for pasting anywhere, and Markdown with footnotes."""

import re
from collections.abc import Iterable

from rag.drafted import Block, Paper, Piece
from rag.drafted_prose import paper_of
from rag.model import Answer, Evidence
from rag.tabled import clean, one_line, source_line

OWN_WORDS = "起草人提供"
"""Where the user's own words are said to come from in a file: the conversation is not handed in with it."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]")
_AT_THE_START = re.compile(r"^(\d{0,9})([.)]|#{1,6}|[+-])(?=\s)")


def plain_text(answer: Answer, *, marked: bool) -> str:
    """A draft to be pasted: a line a paragraph, a title where it has headings; `marked`: with its marks, and the
    sources below. Raises NoDraft."""
    paper = paper_of(answer)
    lines = [block.heading + _words(block.body, marked=marked) for block in paper.blocks]
    sources = [f"[{e.n}] {source_words(e)}" for e in _cited(paper)] if marked else []
    return "\n".join([*_title(paper), *lines, *([""] if sources else []), *sources])


def draft_markdown(answer: Answer, *, marked: bool = True) -> str:
    """A draft as Markdown: title and headings, gaps bold; `marked`: the screen's marks as footnotes ([^2]) with their
    sources. Raises NoDraft."""
    paper = paper_of(answer)
    parts = [f"# {_escaped(paper.title)}", *(_marked_down(b, marked=marked) for b in paper.blocks)]
    notes = [f"[^{e.n}]: {_escaped(source_words(e))}" for e in _cited(paper)] if marked else []
    return "\n\n".join([*parts, *(["\n".join(notes)] if notes else [])]) + "\n"


def source_words(evidence: Evidence) -> str:
    """Where a quote stands and what it says, without its number: unit, file, place, quote."""
    quote = f"“{one_line(clean(evidence.quote))}”"
    if not evidence.report_id:
        return f"{OWN_WORDS}：{quote}"
    return source_line(evidence).removeprefix(f"[{evidence.n}] ")


def _title(paper: Paper) -> list[str]:
    return [paper.title] if paper.headed else []


def _cited(paper: Paper) -> list[Evidence]:
    """What the draft cites, each once, by its number."""
    cited = {e.n: e for ground in paper.grounds for e in ground.cited}
    return [cited[n] for n in sorted(cited)]


def _words(body: Iterable[Piece], *, marked: bool) -> str:
    return "".join(piece.words for piece in body if marked or piece.kind != "mark")


def _marked_down(block: Block, *, marked: bool) -> str:
    if block.alone and block.level:
        return f"{'#' * (block.level + 1)} {_escaped(block.heading)}"
    forms = {"words": "{}", "mark": "[^{n}]" if marked else "", "gap": "**{}**"}
    body = "".join(forms[p.kind].format(_escaped(p.words), n=p.n) for p in block.body)
    return _AT_THE_START.sub(r"\1\\\2", _escaped(block.heading) + body)


def _escaped(words: str) -> str:
    """Words of reports are no Markdown: 20__年 is a redaction."""
    return _SPECIAL.sub(r"\\\g<0>", words)
