"""A draft as it leaves the program: its title, its paragraphs with their levels, and what each clause rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.citations import MARK, without_marks
from rag.marked_words import is_copied
from rag.model import Answer, Evidence
from rag.tabled import clean, source_line, title_of

PieceKind = Literal["words", "mark", "gap"]
_PIECES = re.compile(rf"(?P<gap>【待补[^】\n]*】)|(?P<mark>{MARK.pattern})")
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
_THEME = re.compile(
    r"[“\"「《]([^”\"」》]{2,20})[”\"」》]|(?:关于|围绕)([^，。、的“]{2,14}?)(?=工作|方面|的|写|起草|撰写|草拟|[，。]|$)"
)
_KIND = re.compile(r"总结|计划|汇报|经验材料|讲话稿?|发言稿?|小结|简报|方案")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Words, a mark (then `n` is the number of its evidence), or a gap that the writer has to fill: 【待补：人数】."""

    words: str
    kind: PieceKind = "words"
    n: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph. `heading` are the words of its `level` (1 for 一、 to 4 for （1）, 0 for none), alone or in front
    of the `body`."""

    level: int
    heading: str
    body: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """A clause of the draft, as far as its marks stand for it, and one of the places it rests on."""

    clause: str
    evidence: Evidence


class NoDraft(ValueError):
    """The answer is no prose that could be handed in."""


def is_draft(answer: Answer) -> bool:
    """Whether the answer is prose to be handed in: a draft, or a comparison told as a paragraph."""
    told = answer.mode == "compare" and bool(answer.evidence)
    prose = answer.table is None and (answer.mode == "draft" or told)
    return prose and answer.status == "answered" and not answer.remark and bool(answer.text.strip())


def draft_title(answer: Answer) -> str:
    """The draft's own title (a first line behind a single #), else its theme and kind (志愿服务工作总结), else the
    question."""
    first = clean(answer.text).lstrip().partition("\n")[0]
    if first.startswith("# "):
        return without_marks(first[2:]).strip()
    asked = title_of(answer)
    theme, kind = _THEME.search(asked), _KIND.search(asked)
    if answer.mode != "draft" or theme is None:
        return asked.strip(" 。？?！") or "材料"
    named = (theme[1] or theme[2]).removesuffix("工作")
    return f"{named}工作{kind[0] if kind else '情况'}"


def blocks_of(answer: Answer) -> tuple[Block, ...]:
    """The paragraphs of a draft without its title, in order. Raises NoDraft."""
    if not is_draft(answer):
        raise NoDraft("the answer is no draft")
    lines = clean(answer.text).strip().splitlines()
    if lines[0].startswith("# "):
        lines = lines[1:]
    return tuple(_block(line, answer) for line in lines if line.strip())


def grounds_of(answer: Answer) -> tuple[Ground, ...]:
    """What the clauses of a draft rest on, in order, a row for each mark. Raises NoDraft."""
    known = {e.n: e for e in answer.evidence}
    grounds: list[Ground] = []
    for block in blocks_of(answer):
        said, closed = "", False
        for piece in block.body:
            if piece.kind == "mark":
                clause = _SENTENCES_BEFORE.sub("", said).strip(_EDGES)
                grounds.append(Ground(clause=clause, evidence=known[piece.n]))
            else:
                said = piece.words if closed else said + piece.words
            closed = piece.kind == "mark"
    return tuple(grounds)


def plain_text(answer: Answer) -> str:
    """A draft to be pasted anywhere: its paragraphs with their marks, and the sources below. Raises NoDraft."""
    blocks = [block.heading + "".join(p.words for p in block.body) for block in blocks_of(answer)]
    title = [draft_title(answer)] if clean(answer.text).lstrip().startswith("# ") else []
    sources = [source_line(e) for e in sorted(answer.evidence, key=lambda e: e.n)]
    return "\n".join([*title, *blocks, *([""] if sources else []), *sources])


def _block(line: str, answer: Answer) -> Block:
    hashes = _HASHES.match(line)
    words = _stripped(line)
    numbered = next((n for n, p in enumerate(_NUMBERING, start=1) if p.match(words)), 0)
    level = numbered or (min(4, max(1, len(hashes[1]) - 1)) if hashes else 0)
    heading = _heading(words, alone=bool(hashes)) if level else ""
    return Block(
        level=level if heading else 0,
        heading=heading,
        body=tuple(_pieces(words[len(heading) :], answer)),
    )


def _heading(words: str, *, alone: bool) -> str:
    """The heading in a numbered paragraph: the first sentence, where it is short and states nothing cited."""
    stop = _STOP.search(words)
    first = words if alone or stop is None else words[: stop.end()]
    return first if len(first) <= _LONGEST_HEADING and not MARK.search(first) and "【" not in first else ""


def _stripped(line: str) -> str:
    """The words without the signs of lists and headings."""
    return re.sub(r"^\s*(?:-|#{1,6})\s+", "", line).strip()


def _pieces(words: str, answer: Answer) -> Iterator[Piece]:
    known = {e.n: e for e in answer.evidence}
    at = 0
    for found in _PIECES.finditer(words):
        if found["mark"] and (
            int(found["mark"][1:-1]) not in known
            or is_copied(words, found.start(), found.end(), known.values())
        ):
            continue
        if found.start() > at:
            yield Piece(words=words[at : found.start()])
        yield (
            Piece(words=found[0], kind="gap")
            if found["gap"]
            else Piece(words=found[0], kind="mark", n=int(found[0][1:-1]))
        )
        at = found.end()
    if words[at:]:
        yield Piece(words=words[at:])
