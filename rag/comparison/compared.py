"""What a sentence about a comparison is held against: the sides by all their names, the columns, what code worked out."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Unit
from ingest.words import tagged_words
from rag import phrases
from rag.citations import without_marks
from rag.claims import amounts, comparable, readable
from rag.comparison.likeness import Column, Kin, aspects_of, column_of, kindred, value_of
from rag.mentions import labels_of, told_apart
from rag.model import Derived, Evidence, Quantity, Table
from rag.tally import one_measure
from rag.wordings import LIGHT

_BRACKETS = re.compile(r"\([^()]*\)")
_BLANK = "\0"
# Words that say that something was done, or how much there is of it, and not what.
_DOING = frozenset(
    "写到 提到 做好 抓好 注重 重视 采取 通过 方面 取得 具有 存在 积极 大力 包括 设有 拥有 分别 均有 涉及 体现 成立 建立 举办 "
    "人数 数量 总数 规模 总量 次数 数字 数据 达到 只有 有所 领先 居首 名列 位居 第一 其次 最多 最少 最高 最低 更多 更少 没有 相比 比较 略高 略低 相同".split()
)
_CUTS = re.compile(r"[,，;；。:：\n]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """A table with units as rows, as what is said of it is checked: its columns, what each side may be called, the
    evidence by its numbers and the values that code worked out; `planned` is the evidence that tells of what is to
    come."""

    columns: tuple[Column, ...]
    names: tuple[frozenset[str], ...]
    evidence: Mapping[int, Evidence]
    derived: tuple[Derived, ...]
    planned: frozenset[int] = frozenset()

    def named_in(self, words: str) -> list[tuple[int, int, int]]:
        """The sides that readable words name: start, end and number of the side, in the order of the words; the
        longest name holds."""
        found = []
        labels = [(name, side) for side, names in enumerate(self.names) for name in names]
        for name, side in sorted(labels, key=lambda x: -len(x[0])):
            for match in re.finditer(re.escape(name), words):
                found.append((match.start(), match.end(), side))
            words = words.replace(name, _BLANK * len(name))
        return sorted(found)

    def citations(self, side: int) -> tuple[int, ...]:
        """The evidence of a side, over all columns."""
        return tuple(dict.fromkeys(n for c in self.columns for n in c.cells[side].citations))

    def kin(self) -> Iterator[tuple[Column, Kin]]:
        """The figures that may be ranked, of every column, those of most units first."""
        for column in self.columns:
            yield from ((column, k) for k in kindred(column.quantities) if len(k.rows) > 1)

    def columns_named(self, words: str) -> tuple[Column, ...]:
        """The columns that words name; of a table with one column that."""
        if len(self.columns) == 1:
            return self.columns
        return tuple(c for c in self.columns if comparable(c.name) in comparable(words))

    @property
    def read(self) -> tuple[int, ...]:
        """The sides whose reports were read."""
        sides = range(len(self.names))
        return tuple(s for s in sides if any(c.cells[s].status != "not_read" for c in self.columns))


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Words of a sentence that set sides beside each other and that code bears out, with the evidence they rest on;
    `kin` are the figures of which they say who leads."""

    words: str
    inputs: tuple[int, ...] = ()
    kin: Kin | None = None

    @property
    def derived(self) -> Derived:
        """The claim as a value that code worked out and the sentence says word for word."""
        return Derived(text=self.words, formula="", inputs=self.inputs, stated=True)


class Unfounded(Exception):
    """What a sentence says of the sides does not follow from the table; `reason` says why, fit for the writer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The readable words of a sentence, without its marks; in `bare` what stands in brackets is blanked out."""

    text: str
    bare: str
    named: tuple[tuple[int, int, int], ...]

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause around a place begins and ends."""
        start = max((m.end() for m in _CUTS.finditer(self.bare, 0, at)), default=0)
        end = next((m.start() for m in _CUTS.finditer(self.bare, at)), len(self.bare))
        return start, end

    def before(self, at: int) -> tuple[int, ...]:
        """The sides named in front of a place in its clause, else in the last clause before that names one."""
        while True:
            start, _ = self.clause(at)
            sides = tuple(side for begin, end, side in self.named if begin >= start and end <= at)
            if sides or start == 0:
                return tuple(dict.fromkeys(sides))
            at = start - 1

    def behind(self, at: int) -> tuple[tuple[int, ...], int]:
        """The sides named between a place and the end of its clause, and where the last of them ends."""
        _, end = self.clause(at)
        found = [x for x in self.named if x[0] >= at and x[1] <= end]
        return tuple(dict.fromkeys(side for _, _, side in found)), max((e for _, e, _ in found), default=at)

    def gives(self, quantity: Quantity) -> bool:
        """Whether the words tell a figure."""
        return any(
            a.value == quantity.value and one_measure(a.measure) == one_measure(quantity.measure)
            for a in amounts(self.text)
        )


def words_of(sentence: str, compared: Compared) -> Words:
    """The words of a sentence."""
    text = readable(without_marks(sentence))
    named = tuple(compared.named_in(text))
    bare = text
    for bracket in _BRACKETS.finditer(text):
        if not any(start < bracket.end() <= end for start, end, _ in named):
            blank = _BLANK * len(bracket.group())
            bare = f"{bare[: bracket.start()]}{blank}{bare[bracket.end() :]}"
    return Words(text=text, bare=bare, named=named)


def compared_in(
    table: Table, derived: Sequence[Derived], evidence: Mapping[int, Evidence], units: Sequence[Unit]
) -> Compared:
    """What is said of a table is held against this; `units` are those of the library, with what else they are called."""
    columns = tuple(column_of(table, n) for n in range(aspects_of(table)))
    labels = [frozenset((*labels_of(row.unit, units), *row.aliases)) for row in table.rows]
    return Compared(
        columns=columns,
        names=_own(tuple(frozenset(map(readable, names)) for names in told_apart(labels))),
        evidence=evidence,
        derived=tuple(derived),
        planned=planned_in(table, evidence),
    )


def planned_in(table: Table, evidence: Mapping[int, Evidence]) -> frozenset[int]:
    """The evidence that cells tell as planned (计划：…), or whose figures are all planned."""
    found: set[int] = set()
    lead = phrases.CELL_PLANNED.format(words="")
    for cell in (cell for row in table.rows for cell in row.cells):
        told = [
            comparable(part.removeprefix(lead)) for part in cell.text.split("；") if part.startswith(lead)
        ]
        for n in (n for n in cell.citations if n in evidence):
            figures = [q.planned for q in cell.quantities if q.n == n]
            if (figures and all(figures)) or any(words in comparable(evidence[n].quote) for words in told):
                found.add(n)
    return frozenset(found)


def _own(names: tuple[frozenset[str], ...]) -> tuple[frozenset[str], ...]:
    """The names of each side that are no other's too."""
    count = Counter(name for side in names for name in side)
    return tuple(frozenset(name for name in side if count[name] == 1) for side in names)


def ranked(kin: Kin, *, least: bool = False) -> tuple[tuple[int, Quantity], ...]:
    """The rows from most to least, or from least to most."""
    return tuple(sorted(kin.rows, key=lambda row: value_of(row[1]) * (1 if least else -1)))


def stands_there(words: Words, start: int, end: int, quotes: Sequence[str], *, around: int = 2) -> bool:
    """Whether a piece of the words stands, with what leads it, in a quote: then it is the source that says so."""
    piece = comparable(words.text[max(0, start - around) : end])
    return any(piece in comparable(quote) for quote in quotes)


def content_of(said: str, compared: Compared) -> list[str]:
    """The words of a piece that say what it is about, without the sides' names and what only says that something was
    done."""
    for names in compared.names:
        for name in sorted(names, key=len, reverse=True):
            said = said.replace(name, "，")
    return [
        comparable(w.text)
        for w in tagged_words(said)
        if len(w.text) > 1 and w.tag[0] in "nvjlia" and w.text not in _DOING and w.text not in LIGHT
    ]
