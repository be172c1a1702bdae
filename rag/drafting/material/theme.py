"""How far words of a report speak of a draft's theme: by its words, by the cue words of its line of work, in meaning."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.comparison.fields import GENERAL, Thing, field_of, load_fields, pattern_of
from rag.terms import Term, content_terms, coverage

_APART = re.compile("[、，,；;]|以?及|和(?!谐|平)|(?<!参)与")
_LEADS = re.compile(
    "^(?:进一步)?(?:优化|提升|提高|加强|推进|推动|抓好|做好|开展|强化|深化|促进|完善|改进|落实|创新)(?=.{2})"
)
_ENDS = re.compile("(?<=.{2})(?:工作|建设|情况)$|(?<=.{3})活动$")
_LEAST_CUE = 2
_MOSTLY, _HALF_NAMED, _CUED, _WIDELY = 0.6, 0.7, 0.8, 0.55


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One of the things that a theme names: its name without 工作 behind it, the words of it, the cue words of the
    line of work that it is or belongs to (`cues`), None where it is none that is known, and those of all other lines
    of work (`others`). `field`: it is a whole field of work, so that any thing in it is of the theme."""

    core: str
    terms: tuple[Term, ...]
    cues: re.Pattern[str] | None
    narrowed: bool = False
    wide: re.Pattern[str] | None = None
    others: re.Pattern[str] | None = None


@lru_cache(maxsize=256)
def parts_of(theme: str) -> tuple[Part, ...]:
    """What a theme names, its verbs in front left out: 政务服务 and 行政效能 of 优化政务服务、提升行政效能."""
    names = [_LEADS.sub("", piece.strip()) for piece in _APART.split(theme)]
    return tuple(_part(name) for name in names if name)


def _part(name: str) -> Part:
    core = _ENDS.sub("", name)
    things, wider = _things(name, core)
    own = {cue for thing in things for cue in thing.cues}
    known = own | {cue for thing in wider for cue in thing.cues}
    general = field_of("")
    others = tuple(
        cue
        for thing in (general.things if general and things else ())
        if not known & set(thing.cues)
        for cue in thing.cues
        if not any(_shares(cue, one) for one in known)
    )
    return Part(
        core=core,
        terms=content_terms(core),
        cues=pattern_of(tuple(sorted(own))) if own else None,
        narrowed=_narrowed(core, own),
        wide=pattern_of(tuple(sorted(known))) if known else None,
        others=pattern_of(others) if others else None,
    )


def spoken_of(part: Part, contexts: Sequence[tuple[str, float]]) -> float:
    """How far words speak of a part, 0 to 1; `contexts` are the words with their closeness, 1 for the closest."""
    named = max((close for words, close in contexts if part.core in words), default=0.0)
    if named == 1:
        return 1.0
    worded = coverage(part.terms, contexts)
    if part.cues is None:
        # One of its two words says little: 行政中心 is not 行政效能.
        return worded if worded >= _MOSTLY else _HALF_NAMED * worded
    cued = max((close for words, close in contexts if part.cues.search(words)), default=0.0)
    here = any(close == 1 and part.cues.search(words) for words, close in contexts)
    # 硬化道路 alone is of 基础设施, but hardly of 交通基础设施.
    sure = _WIDELY if part.narrowed and not worded else _CUED
    widely = part.wide is not None and any(
        close == 1 and part.wide.search(words) for words, close in contexts
    )
    return max(0.5 * worded + 0.5 * cued, sure * here, _WIDELY * widely)


def is_of_others(part: Part, words: str) -> bool:
    """Whether (folded) words speak of another line of work, and not of this one."""
    if part.others is None or part.wide is None:
        return False
    return bool(part.others.search(words)) and not part.wide.search(words) and part.core not in words


def _things(name: str, core: str) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """The things whose cue words a theme is known by, and those of the field that it is or that bears its name: the
    line of work whose own words stand in the name, the longest of them deciding, with its namesakes; all of the field
    that is named where that says more."""
    found = [
        (
            longest := max(map(len, said)),
            -min(name.find(c[0]) for c in said if len(c) == longest),
            field.name == GENERAL,
            thing,
        )
        for field in load_fields()
        for thing in field.things
        if (said := [cue[0] for cue in thing.cues if len(cue) == 1 and _stands_in(cue[0], name)])
    ]
    best = max(found, default=None, key=lambda f: f[:3])
    named = next((f for n in (name, core) if (f := field_of(n)) and f.name != GENERAL), None)
    if best is None or (named and best[0] < len(core) and best[3] not in named.things):
        namesakes = (t for f in load_fields() for t in f.things if named and t.name in named.names)
        return (*(named.things if named else ()), *namesakes, *((best[3],) if best else ())), ()
    thing = best[3]
    wider = named or field_of(thing.name)
    same = tuple(t for f in load_fields() for t in f.things if t.name == thing.name)
    return same, wider.things if wider and wider.name != GENERAL else ()


def _narrowed(core: str, own: Collection[tuple[str, ...]]) -> bool:
    """Whether a name says more than the cue words in it (交通基础设施)."""
    rest = core
    for cue in sorted((c[0] for c in own if len(c) == 1), key=len, reverse=True):
        rest = rest.replace(cue, "")
    return rest != core and len(rest) >= _LEAST_CUE and bool(content_terms(rest))


def _shares(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(a in b or b in a for a in one for b in other)


def _stands_in(cue: str, name: str) -> bool:
    """Whether a cue word stands in a name, a long one also with words between (环境整治 in 环境综合整治)."""
    if cue in name:
        return len(cue) >= _LEAST_CUE
    rest = iter(name)
    return len(cue) >= 2 * _LEAST_CUE and all(c in rest for c in cue)
