"""Things that reports speak of under a theme that is no field: nouns that stand near to it in meaning."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.words import Word, is_known, tagged_words
from rag.comparison.fields import Thing, core_of
from rag.directory import UnitEntry
from rag.retrieve import Shelf
from rag.surroundings import Readable
from rag.terms import content_terms, fold, is_filler
from rag.wordings import LIGHT

_NEAR = 0.3
_HEADED = 0.15
_SHORTEST, _LONGEST = 3, 8
_IN_NAMES = frozenset("njbv")
_PROPER = frozenset(("ns", "nr", "nt"))
_LOOSE = re.compile(
    r"[\d%_x]|^[各全本该其]|(?:机制|率|体系|水平|能力|格局|局面|人员|措施|政策|方式|模式|作用|环节|高质量|领导小组|负责人|示范区|重大项目)$"
)
_MOST = 60


def things_said(theme: str, units: Sequence[UnitEntry], shelf: Shelf) -> tuple[Thing, ...]:
    """Nouns that stand in passages near to a theme and seldom elsewhere, the nearest first; each a thing by itself."""
    report_ids = [i for unit in units for i in unit.report_ids]
    core = core_of(theme)
    near = shelf.store.nearness(core, report_ids=report_ids)
    terms = [t.text for t in content_terms(core) if t.text not in LIGHT]
    found: dict[str, dict[str, list[float]]] = {}
    for report_id in report_ids:
        for name, nearness in _named(shelf.page(report_id), near, terms):
            if name not in core and core not in name:
                found.setdefault(name, {}).setdefault(report_id, []).append(nearness)
    needed = min(2, len(report_ids))
    closeness = {
        n: _middle([v for each in by.values() for v in each]) for n, by in found.items() if len(by) >= needed
    }
    names = sorted((n for n, c in closeness.items() if c >= _NEAR), key=lambda n: (-closeness[n], n))
    return tuple(Thing(name=name, cues=((name,),)) for name in names[:_MOST])


def _named(
    page: Readable, near: Mapping[tuple[str, int], float], terms: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Every noun of a page with how near its clause is to the theme; a heading with the theme's words counts for all
    that stands under it."""
    for sentence in page.sentences:
        headed = _HEADED * any(t in fold(h) for h in sentence.headings for t in terms)
        for clause in sentence.clauses:
            nearness = near.get((page.report.id, clause.start), 0.0)
            for name in _nouns(clause.of(page.report.text)):
                yield name, nearness + headed


def _middle(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _nouns(words: str) -> Iterator[str]:
    """The runs of words in a clause that end in a noun and say something by themselves (算力规模, 数据要素市场)."""
    run: list[Word] = []
    for word in (*tagged_words(words), None):
        if (
            word is not None
            and word.tag[:1] in _IN_NAMES
            and word.tag not in _PROPER
            and not is_filler(word.text)
        ):
            run.append(word)
            continue
        if name := _name(run):
            yield name
        run = []


def _name(run: Sequence[Word]) -> str:
    while run and run[-1].tag[0] not in "nj":
        run = run[:-1]
    while run and (run[0].tag[0] not in "njb" or run[0].text in LIGHT):
        run = run[1:]
    name = "".join(w.text for w in run)
    known = len(run) > 1 or (len(run) == 1 and is_known(name))
    return name if known and _SHORTEST <= len(name) <= _LONGEST and not _LOOSE.search(name) else ""
