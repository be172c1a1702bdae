"""A draft that comes as text alone (a comparison told as a paragraph): its headings known by how they are numbered."""

import re

from rag.citations import MARK
from rag.drafted import (
    Block,
    Ground,
    NoDraft,
    Paper,
    asked_title,
    is_draft,
    paper_of_sheet,
    pieces,
    title_line,
)
from rag.model import Answer, Evidence
from rag.tabled import clean

_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
"""How the four levels of an official document are numbered (GB/T 9704—2012, 7.3.3)."""
_HASHES = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_STOP = re.compile(r"[。！？]")
_SENTENCES_BEFORE = re.compile(r"^.*[。！？](?=.)", re.S)
_EDGES = "，；、：。,; 　"
_LONGEST_HEADING = 40


def paper_of(answer: Answer) -> Paper:
    """The draft of an answer, from its sheet where it has one, else from its text. Raises NoDraft."""
    if not is_draft(answer):
        raise NoDraft("the answer is no draft")
    return paper_of_text(answer) if answer.draft is None else paper_of_sheet(answer.draft, answer)


def paper_of_text(answer: Answer) -> Paper:
    """The draft that an answer's text is; a first line behind a single # is its title. A ground is a clause, as far
    as its marks stand for it."""
    lines = clean(answer.text).strip().splitlines()
    title = asked_title(answer)
    if lines[0].startswith("# "):
        title, lines = title_line(lines[0][2:]) or title, lines[1:]
    blocks = tuple(_block(line, answer) for line in lines if line.strip())
    known = {e.n: e for e in answer.evidence}
    return Paper(title=title, blocks=blocks, grounds=tuple(g for b in blocks for g in _grounds(b, known)))


def _grounds(block: Block, known: dict[int, Evidence]) -> list[Ground]:
    grounds: list[Ground] = []
    said, cited = "", list[Evidence]()
    for piece in (*block.body, None):
        if piece is not None and piece.kind == "mark":
            cited.append(known[piece.n])
            continue
        if cited:
            grounds.append(Ground(words=_SENTENCES_BEFORE.sub("", said).strip(_EDGES), cited=tuple(cited)))
            said, cited = "", []
        said += "" if piece is None else piece.words
    return grounds


def _block(line: str, answer: Answer) -> Block:
    hashes = _HASHES.match(line)
    words = _stripped(line)
    numbered = next((n for n, p in enumerate(_NUMBERING, start=1) if p.match(words)), 0)
    level = numbered or (min(4, max(1, len(hashes[1]) - 1)) if hashes else 0)
    heading = _heading(words, alone=bool(hashes)) if level else ""
    return Block(
        level=level if heading else 0,
        heading=heading,
        body=tuple(pieces(words[len(heading) :], answer.evidence)),
    )


def _heading(words: str, *, alone: bool) -> str:
    """The heading in a numbered paragraph: the first sentence, where it is short and states nothing cited."""
    stop = _STOP.search(words)
    first = words if alone or stop is None else words[: stop.end()]
    return first if len(first) <= _LONGEST_HEADING and not MARK.search(first) and "【" not in first else ""


def _stripped(line: str) -> str:
    """The words without the signs of lists and headings."""
    return re.sub(r"^\s*(?:-|#{1,6})\s+", "", line).strip()
