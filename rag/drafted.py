"""A draft as it leaves the program: its title, its paragraphs with their levels, and what each sentence rests on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag import phrases
from rag.citations import MARK, without_marks
from rag.drafting.model import Check, Sentence, Sheet
from rag.marked_words import is_copied
from rag.model import Answer, Evidence
from rag.tabled import clean, one_line, title_of

PieceKind = Literal["words", "mark", "gap"]
_TO_FILL_IN = "【待补"
_PIECES = re.compile(rf"(?P<gap>【待[补核][^】\n]*】)|(?P<mark>{MARK.pattern})")
_THEME = re.compile(
    r"[“\"「《]([^”\"」》]{2,20})[”\"」》]|(?:关于|围绕)([^，。、的“]{2,14}?)(?=工作|方面|的|写|起草|撰写|草拟|[，。]|$)"
)
_KIND = re.compile(r"总结|计划|汇报|经验材料|讲话稿?|发言稿?|小结|简报|方案")
FOLLOWED = Check(name=phrases.DRAFT_PATTERN, passed=False)
"""What is said of a sentence after another unit's practice until the user says that it holds for the own unit."""
TO_FILL = Check(name="待补", passed=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Words, a mark (then `n` is the number of its evidence), or what is left
    for the writer: a gap to fill, 【待补：人数】, or what is to be confirmed, 【待核实】."""

    words: str
    kind: PieceKind = "words"
    n: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph. `heading` are the words of its `level` (1 for 一、 to 4 for （1）, 0 for 一是 or none), alone or in
    front of the `body`."""

    level: int = 0
    heading: str = ""
    body: tuple[Piece, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether this is a heading with nothing behind it."""
        return bool(self.heading) and not self.body


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """A sentence of the draft without its marks, what each of its marks in turn stands for, what was checked of it."""

    words: str
    cited: tuple[Evidence, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A draft to be written into a file: the marks in its blocks and those of its grounds are the same, in the same
    order. `brief` is what was wanted, in a line."""

    title: str
    blocks: tuple[Block, ...]
    grounds: tuple[Ground, ...]
    brief: str = ""

    @property
    def headed(self) -> bool:
        """Whether it is a document under a title of its own, not a paragraph for another one."""
        return any(block.alone for block in self.blocks)


class NoDraft(ValueError):
    """The answer is no prose that could be handed in."""


def is_draft(answer: Answer) -> bool:
    """Whether the answer is prose to be handed in: a draft, or a comparison told as a paragraph."""
    told = answer.mode == "compare" and bool(answer.evidence)
    prose = answer.table is None and (answer.mode == "draft" or told)
    return prose and answer.status == "answered" and not answer.remark and bool(answer.text.strip())


def paper_of_sheet(sheet: Sheet, answer: Answer) -> Paper:
    """The sheet of an answer, whose evidence its marks stand for."""
    lines = [line for line in sheet.lines if line.text.strip()]
    blocks = tuple(
        Block(
            level=line.level if line.heading else 0,
            heading=clean(line.heading),
            body=tuple(piece for s in line.sentences for piece in pieces(clean(s.text), answer.evidence)),
        )
        for line in lines
    )
    grounds = tuple(_ground(s, answer.evidence) for line in lines for s in line.sentences)
    return Paper(title=title_line(sheet.title) or asked_title(answer), blocks=blocks, grounds=grounds, brief=sheet.brief)  # fmt: skip


def pieces(words: str, evidence: Sequence[Evidence]) -> Iterator[Piece]:
    """The words cut into words, marks and gaps; a mark that names no evidence, or that the report itself has, is left
    among the words."""
    known = {e.n for e in evidence}
    at = 0
    for found in _PIECES.finditer(words):
        if found["mark"] and (
            int(found["mark"][1:-1]) not in known or is_copied(words, found.start(), found.end(), evidence)
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


def _ground(sentence: Sentence, evidence: Sequence[Evidence]) -> Ground:
    cut = tuple(pieces(clean(sentence.text), evidence))
    known = {e.n: e for e in evidence}
    cited = tuple(known[p.n] for p in cut if p.kind == "mark")
    gaps = [p.words for p in cut if p.kind == "gap"]
    # The user's own words behind a practice say that it holds here too; while they do not, it is open.
    confirmed = bool(cited) and not cited[-1].report_id and phrases.TO_CONFIRM not in gaps
    followed = [FOLLOWED] if sentence.kind == "pattern" and not confirmed else []
    open_ = [TO_FILL] if any(gap.startswith(_TO_FILL_IN) for gap in gaps) else []
    return Ground(
        words="".join(p.words for p in cut if p.kind != "mark").strip(),
        cited=cited,
        checks=tuple(dict.fromkeys([*sentence.checks, *followed, *open_])),
    )


def asked_title(answer: Answer) -> str:
    """A title from what was asked for: its theme and kind (志愿服务工作总结), else the question itself."""
    asked = title_of(answer)
    theme, kind = _THEME.search(asked), _KIND.search(asked)
    if answer.mode != "draft" or theme is None:
        return title_line(asked) or "材料"
    named = (theme[1] or theme[2]).removesuffix("工作")
    return f"{named}工作{kind[0] if kind else '情况'}"


def title_line(words: str) -> str:
    """Words as a title: in a line, without marks and without a stop at the end."""
    return one_line(without_marks(clean(words))).strip(" 。？?！")
