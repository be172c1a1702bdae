"""Chosen statements as prose: what stands together in a source is one run, runs of one unit that can be read in one breath are one sentence."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.model import Span
from rag.drafting.material.item import Item, pairs_of
from rag.drafting.material.wording import told_of
from rag.surroundings import Readable

BREATH = 110
"""How many characters of clauses a sentence holds at most."""
Cite = Callable[[Readable, Span], int]
"""The number under which words of a report are cited."""
_LIKE = 0.4
_EFFECT = re.compile("满意[率度]|获(?:得|评)|荣获|被评为|评为|成功率|合格率|普及率|受益|吸引|好评")
_AGAIN = re.compile(
    "(?P<kind>社区|街道|镇|乡|村|系统|自治区|工业区|开发区|县|区|市|省|局|委|办|学校|中学|小学|医院|中心|园区|公司|站|所|院)$"
)
_SELVES = {
    "自治区": "该区",
    "工业区": "该园区",
    "开发区": "该园区",
    "中学": "该校",
    "小学": "该校",
    "学校": "该校",
    "医院": "该院",
    "园区": "该园区",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Statements that stand next to each other in one sentence of a report, cited as one."""

    words: str
    page: Readable
    span: Span

    @property
    def paragraph(self) -> Span:
        """The paragraph of the report that the run stands in."""
        return self.page.paragraph(self.span)


def runs_of(items: Sequence[Item]) -> list[Run]:
    """The statements in the order that they are told in, neighbours joined."""
    runs: list[tuple[Span, list[Item]]] = []
    for item in told_in_order(items):
        last = runs[-1] if runs and runs[-1][1][-1].page is item.page else None
        gap = item.span.start - last[0].end if last else -1
        if last and 0 <= gap <= 1 and item.span.end - last[0].start <= BREATH:
            runs[-1] = (Span(start=last[0].start, end=item.span.end), [*last[1], item])
        else:
            runs.append((item.span, [item]))
    return [Run(words="，".join(i.words for i in held), page=held[0].page, span=s) for s, held in runs]


def told_in_order(items: Sequence[Item]) -> list[Item]:
    """The statements of a unit as its report has them, what came of it all (满意率, 获奖) at the end."""
    placed = sorted(items, key=lambda i: (i.page.report.id, i.span.start))
    first = placed[0].page.paragraph(placed[0].span) if placed else None
    return sorted(placed, key=lambda i: bool(_EFFECT.search(i.words)) and i.page.paragraph(i.span) != first)


def sentences_of(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The statements of one unit as the sentences they make, each of what can be read in one breath; a paragraph of
    the report begins a new one where there is enough for two."""
    groups: list[list[Item]] = []
    for item in told_in_order(items):
        if groups and _goes_on(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [tuple(g) for g in groups]


def _goes_on(group: Sequence[Item], item: Item) -> bool:
    size = sum(len(i.words) + 1 for i in group)
    last = group[-1]
    apart = last.page is not item.page or last.page.paragraph(last.span) != item.page.paragraph(item.span)
    return size + len(item.words) <= BREATH * (0.6 if apart else 1.0)


def in_order(items: Sequence[Item]) -> list[str]:
    """The units of the statements: the one with the most to say first, behind each the one that tells of what is
    most like it."""
    worth: dict[str, float] = {}
    words: dict[str, set[str]] = {}
    for item in items:
        worth[item.unit] = worth.get(item.unit, 0.0) + item.worth
        words.setdefault(item.unit, set()).update(pairs_of(item.words))
    ordered: list[str] = []
    while len(ordered) < len(worth):
        before = words[ordered[-1]] if ordered else set()
        left = [u for u in worth if u not in ordered]
        ordered.append(
            max(
                left,
                key=lambda u: worth[u] + _LIKE * len(before & words[u]) / max(1, len(words[u])) * worth[u],
            )
        )
    return ordered


def said(items: Sequence[Item], cite: Cite, *, of: str = "", again: bool = False) -> str:
    """The statements of a sentence with a mark behind each run, without a full stop; told of a unit where `of` names
    it, and by its kind alone (该镇) where it was named in the sentence before (`again`)."""
    runs = runs_of(items)
    words = f"{runs[0].words}[{cite(runs[0].page, runs[0].span)}]"
    for before, run in pairwise(runs):
        pause = "，" if run.paragraph == before.paragraph else "；"
        words += f"{pause}{run.words}[{cite(run.page, run.span)}]"
    if not of:
        return words
    return told_of(self_of(of), words) if again else told_of(of, words)


def self_of(name: str) -> str:
    """What a unit is called where it was named just before: 该镇, 该社区, 该单位."""
    kind = _AGAIN.search(name)
    return _SELVES.get(kind["kind"], f"该{kind['kind']}") if kind else "该单位"
