"""How far words of a report speak of a draft's theme: by its words, by the cue words of its line of work, in meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.comparison.fields import field_of, pattern_of
from rag.terms import Term, content_terms, coverage

_APART = re.compile("[、，,；;]|以?及|[和与](?!谐|平)")
_LEADS = re.compile(
    "^(?:进一步)?(?:优化|提升|提高|加强|推进|推动|抓好|做好|开展|强化|深化|促进|完善|改进|落实|创新)(?=.{2})"
)
_ENDS = re.compile("(?<=.{2})(?:工作|建设|活动|情况)$")
_LEAST_CUE = 2
_MOSTLY, _HALF_NAMED = 0.6, 0.7


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One of the things that a theme names: its name without 工作 behind it, the words of it, and the cue words of the line of work that it is or belongs to
    (`cues`), None where it is none that is known."""

    core: str
    terms: tuple[Term, ...]
    cues: re.Pattern[str] | None


def parts_of(theme: str) -> tuple[Part, ...]:
    """What a theme names, its verbs in front left out: 政务服务 and 行政效能 of 优化政务服务、提升行政效能."""
    names = [_LEADS.sub("", piece.strip()) for piece in _APART.split(theme)]
    cores = [_ENDS.sub("", name) for name in names if name]
    return tuple(Part(core=core, terms=content_terms(core), cues=_cues(core)) for core in cores)


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
    return 0.5 * worded + 0.5 * cued


def _cues(name: str) -> re.Pattern[str] | None:
    """The cue words of the line of work whose own words stand in a name, the longest of them deciding."""
    general = field_of("")
    found = [
        (max(map(len, said)), -name.find(max(said, key=len)[0]), thing)
        for thing in (general.things if general else ())
        if (said := [c for cue in thing.cues for c in cue if _stands_in(c, name)])
    ]
    best = max(found, default=None, key=lambda f: f[:2])
    return pattern_of(best[2].cues) if best else None


def _stands_in(cue: str, name: str) -> bool:
    """Whether a cue word stands in a name, a long one also with words between (环境整治 in 环境综合整治)."""
    if cue in name:
        return len(cue) >= _LEAST_CUE
    rest = iter(name)
    return len(cue) >= 2 * _LEAST_CUE and all(c in rest for c in cue)
