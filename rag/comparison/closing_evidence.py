"""What a language model is shown of a comparison: the quotes behind its cells with unit and aspect, and what code
worked out.

A passage that speaks to a language model instead of reporting is not shown to one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rag import phrases
from rag.citations import marks_in, with_marks
from rag.comparison.compared import planned_in
from rag.comparison.likeness import aspects_of, column_of
from rag.model import Evidence, Table
from rag.model_evidence import addresses_a_model, label, shown

_FINDINGS_CHARS = 900
_PASSAGES_CHARS = 2000
_MOST_PASSAGES = 24
_NAMED = 12
_SILENCES = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a model may speak from: the evidence by its numbers, as it is told (`passages`), and the `findings`."""

    evidence: Mapping[int, Evidence]
    passages: str
    findings: str


def shown_of(table: Table, worked_out: Sequence[str], evidence: Sequence[Evidence]) -> Shown:
    """What is shown of a table with units as rows. Of a large one the cells that the findings rest on come first,
    then those of the aspects that most units speak of, a passage from every unit in turn."""
    held = {e.n: e for e in evidence if not addresses_a_model(e.quote)}
    findings = list(_within([line for line in worked_out if set(marks_in(line)) <= set(held)]))
    silences = islice(_silences(table, findings), _SILENCES)
    findings += _within(silences, _FINDINGS_CHARS - sum(map(len, findings)))
    wanted = dict.fromkeys(n for line in findings for n in marks_in(line))
    room = _PASSAGES_CHARS
    lines: dict[int, str] = {}
    told: dict[int, Evidence] = {}
    places = _places(table)
    planned = planned_in(table, held)
    for n in (*wanted, *(n for n in places if n not in wanted)):
        if n not in held or len(lines) >= _MOST_PASSAGES:
            continue
        line = shown(held[n], lead=f"{places.get(n, label(held[n].unit))}{'，计划' if n in planned else ''}")
        if len(line) <= room:
            room -= len(line)
            lines[n], told[n] = line, held[n]
    return Shown(
        evidence=told,
        passages="\n".join(lines[n] for n in sorted(lines)),
        findings="\n".join(findings),
    )


def _places(table: Table) -> dict[int, str]:
    """Whose words on what each citation is, the likeliest to matter first: 东坪村，老年食堂."""
    columns = [column_of(table, n) for n in range(aspects_of(table))]
    columns.sort(key=lambda c: -sum(cell.status == "answered" for cell in c.cells))
    found: dict[int, str] = {}
    for rank in range(max((len(c.citations) for row in table.rows for c in row.cells), default=0)):
        for column in columns:
            for whose, cell in zip(column.labels, column.cells, strict=True):
                for n in cell.citations[rank : rank + 1]:
                    found.setdefault(n, f"{label(whose)}，{column.name}")
    return found


def _silences(table: Table, told: Sequence[str]) -> Iterator[str]:
    """志愿服务只有甲、乙写到，丙没有写到[1][2]: of the aspects that some speak of, unless `told` says so already."""
    for n in range(aspects_of(table)):
        column = column_of(table, n)
        cells = list(zip(column.labels, column.cells, strict=True))
        silent = [whose for whose, cell in cells if cell.status == "not_found"]
        stating = [(whose, cell.citations[0]) for whose, cell in cells if cell.status == "answered"]
        if not silent or not stating or any(line.startswith(f"{column.name}只有") for line in told):
            continue
        if len(cells) <= _NAMED:
            words = phrases.ONLY_THESE_SAY.format(
                aspect=column.name, stating="、".join(w for w, _ in stating), silent="、".join(silent)
            )
            yield with_marks(words, [mark for _, mark in stating])


def _within(lines: Sequence[str] | Iterator[str], room: int = _FINDINGS_CHARS) -> Iterator[str]:
    for line in lines:
        room -= len(line)
        if room >= 0:
            yield line
