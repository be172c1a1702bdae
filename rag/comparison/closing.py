"""The sentences beside a comparison's table: who leads in what, what only one says, what several have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.words import tagged_words
from rag.citations import with_marks
from rag.comparison.aspects import asks_derived
from rag.comparison.changes import changes, is_over_time
from rag.comparison.derive import derived_values
from rag.comparison.finding import Grid
from rag.comparison.leading import leading
from rag.comparison.likeness import Column, aspects_of, column_of, kindred
from rag.comparison.plan import Aspect, Plan
from rag.model import Derived, Table
from rag.terms import fold
from rag.wordings import LIGHT

MOST = 5
"""How many sentences are told of several aspects, at most."""
_SAID_OF_ONE = 8
_WITH_WORDS = 3
_SIDE_BY_SIDE = 4
_COMMON_WORDS = 3
_FEW = 6
_LONGEST_QUOTED = 60

Told = tuple[list[str], list[Derived]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing:
    """The sentences, each with its marks, and what code worked out for them; `worked_out` are those sentences that
    set units beside each other."""

    lines: tuple[str, ...]
    derived: tuple[Derived, ...]
    worked_out: tuple[str, ...] = ()


def closing_of(plan: Plan, table: Table, grid: Grid) -> Closing:
    """What a comparison shows; `table` has units as rows and all that were read, `grid` is what they said."""
    lines, derived = _of_one(plan, table, grid) if aspects_of(table) == 1 else _of_several(plan, table)
    if is_over_time(plan.sides) and (changed := changes(table, plan.sides)):
        # Of one unit at several times it is told how it changed, not who leads.
        lines, derived = _told_out(changed)[:_SAID_OF_ONE], list(changed)
    quoted = {f.said for row in grid.findings for f in row}
    quoted |= {*_side_by_side([column_of(table, n) for n in range(aspects_of(table))])}
    worked_out = tuple(line for line in lines if line not in quoted)
    return Closing(lines=tuple(lines), derived=tuple(derived), worked_out=worked_out)


def as_said(grid: Grid) -> tuple[str, ...]:
    """What the sides say in their own words, one aspect a line: told where there is nothing else to tell."""
    return tuple(f.said for row in grid.findings for f in row if f.said)[:MOST]


def _of_one(plan: Plan, table: Table, grid: Grid) -> Told:
    """Of one aspect each side's own words, unless they are many figures: then the ranking says it all."""
    column = column_of(table, 0)
    lead, derived = leading(column, named=False)
    ranked = {n for kin in kindred(column.quantities)[:1] if len(kin.rows) > 1 for n, _ in kin.rows}
    said = [
        finding.said
        for n, (finding,) in enumerate(grid.findings)
        if finding.said and (len(ranked) <= _WITH_WORDS or n not in ranked)
    ]
    worked_out = derived_values(table, 0, plan.wording)
    if len(ranked) == 2 and worked_out:
        # 甲比乙多22起 says who leads of two.
        lead, derived = [], []
    lines = said[:_SAID_OF_ONE] + lead + _common([column])
    return lines + _told_out(worked_out), [*derived, *worked_out]


def _of_several(plan: Plan, table: Table) -> Told:
    """Of several aspects: who leads in the figures, who alone speaks of something, what several speak of."""
    columns = [_named(column_of(table, n), aspect) for n, aspect in enumerate(plan.aspects)]
    leads: list[str] = []
    derived: list[Derived] = []
    for column in sorted(columns, key=lambda c: -_comparable(c)):
        told, order = leading(column, named=True)
        leads, derived = leads + told, derived + order
    alone, common = _alone(columns), _common(columns) + _side_by_side(columns)
    worked_out = [d for n in range(len(columns)) for d in derived_values(table, n, plan.wording)]
    wanted = _told_out(worked_out) if asks_derived(plan.wording) else []
    room = MOST - min(1, len(alone)) - min(1, len(common))
    lines = leads[:room] + common[:1] + alone[:1]
    lines += [s for s in (*wanted, *leads[room:], *alone[1:], *common[1:])][: MOST - len(lines)]
    return lines, [d for d in (*derived, *worked_out) if any(d.text in line for line in lines)]


def _named(column: Column, aspect: Aspect) -> Column:
    """The column with what its figures count in its name: 环境整治（分类垃圾桶）."""
    counted = aspect.counted[0]
    return replace(column, name=f"{column.name}（{counted}）") if counted not in column.name else column


def _comparable(column: Column) -> int:
    kin = kindred(column.quantities)
    return len(kin[0].rows) if kin else 0


def _alone(columns: Sequence[Column]) -> list[str]:
    """只有甲写到…: of each aspect that one side alone speaks of, though several were read."""
    lines = []
    for column in columns:
        read = [n for n, c in enumerate(column.cells) if c.status != "not_read"]
        stated = [n for n in read if column.cells[n].status == "answered"]
        if len(stated) == 1 and len(read) > 1:
            cell = column.cells[stated[0]]
            first = cell.text.split("；")[0]
            words = f"：{first}" if len(first) <= _LONGEST_QUOTED else ""
            lines.append(
                with_marks(f"{column.name}只有{column.labels[stated[0]]}写到{words}", cell.citations)
            )
    return lines


def _common(columns: Sequence[Column]) -> list[str]:
    """甲和乙都写到了义务植树: words that two or more sides use of an aspect, beside those that name it."""
    lines = []
    for column in columns:
        told = [n for n, c in enumerate(column.cells) if c.status == "answered" and not c.quantities]
        if not 2 <= len(told) <= _FEW:
            # What ten units say alike is what all reports say.
            continue
        said = {n: _things(column.cells[n].text, column.name) for n in told}
        shared = {w: [n for n in told if w in said[n]] for n in told for w in said[n]}
        most = max((len(who) for who in shared.values()), default=0)
        if most < 2:
            continue
        words = [w for w, who in shared.items() if len(who) == most]
        who = shared[max(words, key=len)]
        words = sorted((w for w in words if shared[w] == who), key=len, reverse=True)[:_COMMON_WORDS]
        names = "、".join(column.labels[n] for n in who)
        marks = [m for n in who for m in column.cells[n].citations]
        lines.append(with_marks(f"{column.name}上，{names}都写到了{'、'.join(words)}", marks))
    return lines


def _side_by_side(columns: Sequence[Column]) -> list[str]:
    """环境整治方面，甲：…；乙：…: of aspects without figures to rank, what each says first."""
    lines = []
    for column in sorted(columns, key=lambda c: -sum(cell.status == "answered" for cell in c.cells)):
        told = [(n, c) for n, c in enumerate(column.cells) if c.status == "answered"]
        short = [(n, c) for n, c in told if len(c.text.split("；")[0]) <= _LONGEST_QUOTED][:_SIDE_BY_SIDE]
        if _comparable(column) < 2 <= len(short):
            each = "；".join(
                f"{column.labels[n]}：{c.text.split('；')[0]}[{c.citations[0]}]" for n, c in short
            )
            lines.append(f"{column.name}方面，{each}。")
    return lines


def _things(words: str, aspect: str) -> list[str]:
    """The things that a cell's words name, without those of the aspect itself."""
    named = fold(aspect)
    return list(
        dict.fromkeys(
            w.text
            for w in tagged_words(words)
            if len(w.text) > 2 and w.tag[0] in "nj" and w.text not in LIGHT and not _shares(w.text, named)
        )
    )


def _shares(word: str, named: str) -> bool:
    return any(word[i : i + 2] in named for i in range(len(word) - 1))


def _told_out(derived: Sequence[Derived]) -> list[str]:
    return [with_marks(d.text, d.inputs) for d in derived]
