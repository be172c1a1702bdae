"""Chosen clauses as prose: what stands together in a source is one run, runs of one unit that can be read in one breath are one sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Span
from rag.drafting.choosing import Item
from rag.drafting.wording import told_of
from rag.surroundings import Readable

BREATH = 130
"""How many characters of clauses a sentence holds at most."""
Cite = Callable[[Readable, Span], int]
"""The number under which words of a report are cited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Clauses that stand next to each other in one sentence of a report, cited as one."""

    words: str
    page: Readable
    span: Span

    @property
    def paragraph(self) -> Span:
        """The paragraph of the report that the run stands in."""
        return self.page.paragraph(self.span)


def runs_of(items: Sequence[Item]) -> list[Run]:
    """The clauses in the order of their report, neighbours joined."""
    runs: list[tuple[Span, list[Item]]] = []
    for item in sorted(items, key=lambda i: (i.page.report.id, i.span.start)):
        last = runs[-1] if runs and runs[-1][1][-1].page is item.page else None
        if last and item.span.start - last[0].end <= 1 and item.span.end - last[0].start <= BREATH:
            runs[-1] = (Span(start=last[0].start, end=item.span.end), [*last[1], item])
        else:
            runs.append((item.span, [item]))
    return [Run(words="，".join(i.words for i in held), page=held[0].page, span=s) for s, held in runs]


def sentences_of(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The clauses of one unit as the sentences they make, each of what can be read in one breath."""
    groups: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (i.page.report.id, i.span.start)):
        if groups and sum(len(i.words) for i in groups[-1]) + len(item.words) <= BREATH:
            groups[-1].append(item)
        else:
            groups.append([item])
    return [tuple(g) for g in groups]


def in_order(items: Sequence[Item]) -> list[str]:
    """The units of the clauses, the one with the most to say first."""
    worth: dict[str, float] = {}
    for item in items:
        worth[item.unit] = worth.get(item.unit, 0.0) + item.worth
    return sorted(worth, key=lambda unit: -worth[unit])


def said(items: Sequence[Item], cite: Cite, *, of: str = "") -> str:
    """The clauses of a sentence with a mark behind each run, without a full stop; told of a unit where `of` names it."""
    runs = runs_of(items)
    words = f"{runs[0].words}[{cite(runs[0].page, runs[0].span)}]"
    for before, run in pairwise(runs):
        pause = "，" if run.paragraph == before.paragraph else "；"
        words += f"{pause}{run.words}[{cite(run.page, run.span)}]"
    return told_of(of, words) if of else words
