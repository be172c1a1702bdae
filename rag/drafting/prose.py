"""Chosen clauses as prose: a unit a sentence, led by its name, every clause cited, with the genre's connectives."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Span
from rag.citations import marks_in
from rag.drafting.brief import Brief
from rag.drafting.choosing import Item
from rag.drafting.wording import told_of
from rag.ground import EvidenceBook
from rag.reading import label_of
from rag.verify import check_sentence

_BREATH = 130
_POINTS = "一二三四五六七八"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """Clauses that stand next to each other in one sentence of a report, cited as one."""

    words: str
    n: int
    unit: str
    paragraph: Span


def prose_of(brief: Brief, items: Sequence[Item], book: EvidenceBook) -> str:
    """The items as a paragraph."""
    runs = [run for unit in _units(items) for run in _runs([i for i in items if i.unit == unit], book)]
    groups = _groups(runs)
    said = [
        _checked(_leads(brief, n, len(groups), groups), _said(brief, group), book)
        for n, group in enumerate(groups)
    ]
    return "".join(said)


def points_of(brief: Brief, points: Sequence[Sequence[Item]], book: EvidenceBook) -> str:
    """Points a line each: 一是…, 二是…"""
    lines = []
    for n, items in enumerate(points):
        runs = _runs(items, book)
        lines.append(_checked([f"{_POINTS[n]}是"], _said(brief, runs), book))
    return "\n".join(lines)


def _units(items: Sequence[Item]) -> list[str]:
    """The units, the one with the most to say of the theme first."""
    worth = {item.unit: 0.0 for item in items}
    for item in items:
        worth[item.unit] += item.worth
    return sorted(worth, key=lambda unit: -worth[unit])


def _runs(items: Sequence[Item], book: EvidenceBook) -> list[_Run]:
    runs: list[tuple[Span, list[Item]]] = []
    for item in sorted(items, key=lambda i: (i.page.report.id, i.span.start)):
        last = runs[-1] if runs and runs[-1][1][-1].page is item.page else None
        if last and item.span.start - last[0].end <= 1 and item.span.end - last[0].start <= _BREATH:
            runs[-1] = (Span(start=last[0].start, end=item.span.end), [*last[1], item])
        else:
            runs.append((item.span, [item]))
    return [
        _Run(
            words="，".join(i.words for i in held),
            n=book.cite(held[0].page, span),
            unit=held[0].unit,
            paragraph=held[0].page.paragraph(span),
        )
        for span, held in runs
    ]


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs in sentences of one unit that can be read in one breath."""
    groups: list[list[_Run]] = []
    for run in runs:
        last = groups[-1] if groups else None
        if last and last[0].unit == run.unit and sum(len(r.words) for r in last) + len(run.words) <= _BREATH:
            last.append(run)
        else:
            groups.append([run])
    return groups


def _said(brief: Brief, group: Sequence[_Run]) -> str:
    words = f"{group[0].words}[{group[0].n}]"
    for before, run in pairwise(group):
        words += f"{'，' if run.paragraph == before.paragraph else '；'}{run.words}[{run.n}]"
    if brief.behalf is not None:
        own = group[0].unit == label_of(brief.behalf.name)
        return words if own else f"参考{group[0].unit}的做法，{words}"
    return told_of(group[0].unit, words)


def _leads(brief: Brief, n: int, of: int, groups: Sequence[Sequence[_Run]]) -> list[str]:
    """What may lead a sentence, the fittest first."""
    again = n > 0 and groups[n - 1][0].unit == groups[n][0].unit
    if brief.planned and brief.behalf is not None:
        return (
            [f"下一步，{brief.behalf.name}将", f"{brief.behalf.name}"]
            if n == 0
            else ["同时，" if n == 1 else "此外，" if n == of - 1 else ""]
        )
    if n == 0:
        return [f"在{brief.theme}方面，"] if brief.theme else [""]
    return ["同时，"] if again else ["此外，"] if n == of - 1 > 1 else [""]


def _checked(leads: Sequence[str], said: str, book: EvidenceBook) -> str:
    """The sentence with the first lead with which it stands before verification."""
    known = {e.n: e for e in book.items}
    for lead in leads:
        sentence = f"{lead}{said}。"
        if check_sentence(sentence, known, (), book.units) is None:
            return sentence
    return f"{said}。" if marks_in(said) else ""
