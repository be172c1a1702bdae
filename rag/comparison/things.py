"""Things that reports speak of under a theme that no field names: what their figures count and their headings say."""

import re
from collections.abc import Iterator, Sequence

from ingest.words import tagged_words
from rag.comparison.fields import Thing, core_of
from rag.directory import UnitEntry
from rag.retrieve import Shelf
from rag.surroundings import Readable
from rag.terms import content_terms, fold, is_filler
from rag.wordings import LIGHT

_NEAR = 0.35
_SHORTEST, _LONGEST = 3, 8
_TAIL = re.compile(r"(?:增长|下降|提高|达到?|突破|完成|新增|累计|分别|共|率先)+$")
_LOOSE = re.compile(r"[\d%_x]|^[各全本该其]")
_MOST = 60


def things_said(theme: str, units: Sequence[UnitEntry], shelf: Shelf) -> tuple[Thing, ...]:
    """Nouns of the passages that are near to a theme, those of figures first; each a thing by itself."""
    report_ids = [i for unit in units for i in unit.report_ids]
    core = core_of(theme)
    near = shelf.store.nearness(core, report_ids=report_ids)
    terms = [t.text for t in content_terms(core)]
    found: dict[str, int] = {}
    for report_id in report_ids:
        page = shelf.page(report_id)
        for name in {n for n in _named(page, near, terms) if n not in core and core not in n}:
            found[name] = found.get(name, 0) + 1
    names = sorted(
        (n for n in found if len(report_ids) < 2 or found[n] > 1), key=lambda n: (-found[n], -len(n))
    )
    return tuple(Thing(name=name, cues=((name,),)) for name in names[:_MOST])


def _named(page: Readable, near: dict[tuple[str, int], float], terms: Sequence[str]) -> Iterator[str]:
    for sentence in page.sentences:
        headed = any(t in fold(h) for h in sentence.headings for t in terms)
        for clause in sentence.clauses:
            on_theme = headed or near.get((page.report.id, clause.start), 0.0) >= _NEAR
            if on_theme or any(t in page.folded(clause) for t in terms):
                yield from _nouns(clause.of(page.report.text))


def _nouns(words: str) -> Iterator[str]:
    """The runs of nouns in a clause, with a verb where one ends in it (矛盾调解)."""
    run: list[str] = []
    for word in (*tagged_words(words), None):
        if (
            word is not None
            and word.tag[0] in "njbv"
            and word.tag not in ("ns", "nr", "nt")
            and not is_filler(word.text)
        ):
            run.append(word.text)
            continue
        name = _TAIL.sub("", "".join(run))
        if (
            _SHORTEST <= len(name) <= _LONGEST
            and len(run) > 1
            and not _LOOSE.search(name)
            and run[0] not in LIGHT
        ):
            yield name
        run = []
