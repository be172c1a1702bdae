"""The vocabulary of drafting: what is wanted, the draft as it is shown, how it came about."""

from dataclasses import dataclass
from typing import Any, Literal

from rag.directory import UnitEntry

Purpose = Literal["总结", "计划", "汇报", "经验材料", "讲话"]
Form = Literal["paragraph", "points", "section", "document"]
Tone = Literal["平实", "汇报", "讲话", "简洁"]
SentenceKind = Literal["told", "own", "pattern", "stated", "gap", "outline"]
"""told: what a named unit did or plans; own: of the reports of the unit that speaks; pattern: after another unit's
practice, its figures left to be filled in; stated: the user's own words; gap: nothing but what is to be filled in; outline:
under the heading of a section not yet written, who has one like it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is to be written, of what (`theme`, "" for the work as a whole), in about `length` characters without marks.

    `behalf` is the unit that speaks, `speaker` the name it goes by, also where the library has no such unit (我社区);
    "" where units are told of. `sources` are the units that may be told of or followed (all where empty), `banned`
    those that may not. `points` is how many numbered points; `facts` are the user's own. `amiss`: what
    went wrong is wanted; `outlined`: at first only an outline. `assumed` names what was taken for granted."""

    purpose: Purpose = "总结"
    theme: str = ""
    length: int = 200
    tone: Tone = "平实"
    form: Form = "paragraph"
    points: int = 0
    behalf: UnitEntry | None = None
    speaker: str = ""
    sources: tuple[UnitEntry, ...] = ()
    banned: tuple[UnitEntry, ...] = ()
    group: str = ""
    period: str = ""
    facts: tuple[str, ...] = ()
    amiss: bool = False
    outlined: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def planned(self) -> bool:
        """Whether what is to come is wanted, not what was done."""
        return self.purpose == "计划"


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """What was found of a sentence: 数字一致, 单位一致, 计划未写成已完成, 借鉴做法，请核实, 推断, 本单位提供. One that is
    not `passed` is for the writer to look at."""

    name: str
    passed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a draft; `text` carries its marks. `locked`: changes leave it as it is."""

    text: str
    kind: SentenceKind
    units: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    locked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a draft: a `heading` of `level` 1 (一、) to 4 (（1）) alone or in front of sentences, a paragraph (level 0),
    or a point: its heading is 一是 or 1. then."""

    sentences: tuple[Sentence, ...] = ()
    heading: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The line with its marks."""
        return self.heading + "".join(s.text for s in self.sentences)


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version of a draft: its number from 1, the message that made it, the version it was made from (0: none), how
    many characters it has without marks."""

    number: int
    request: str
    parent: int
    length: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """A sentence beside what it was in the version before, without marks: `before` is "" for a new one, `after` for
    one that went; both for one kept (then they are equal) or put otherwise."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What the check before handing in found: its kind (没有出处的数字), the words it is about, what to do. `sentence` is
    its number in the draft from 1, 0 for the draft as a whole."""

    kind: str
    words: str
    advice: str
    sentence: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A draft as it is shown: its brief in a line, its text, the versions so far with the one shown (`version`), what
    changed against the one before (`edits`; () for the first), what the check found. `shows` is what this message asks to be seen
    of it, `hands_over` as what it is to be handed over at once."""

    title: str
    brief: str
    lines: tuple[Line, ...]
    version: int = 1
    versions: tuple[Version, ...] = ()
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    shows: Literal["", "changes", "evidence", "remarks", "versions"] = ""
    hands_over: Literal["", "word", "clean word", "markdown", "text"] = ""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; the first is number 1."""
        return tuple(s for line in self.lines for s in line.sentences)

    def row(self) -> dict[str, Any]:
        """The sheet as part of a row of an answer file."""
        return {
            "title": self.title,
            "brief": self.brief,
            "version": self.version,
            "sentences": [
                {"text": s.text, "kind": s.kind, "units": list(s.units), "checks": [c.name for c in s.checks]}
                for s in self.sentences
            ],
            "remarks": [{"kind": r.kind, "words": r.words, "advice": r.advice} for r in self.remarks],
        }
