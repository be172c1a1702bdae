"""What the numbers of a text's lines say of where reports join: runs that a cut would break, runs that start anew."""

from dataclasses import dataclass

from ingest.headings import is_part_title
from ingest.lines import Line
from ingest.markers import Marker
from ingest.preambles import opens_second_part

_BREAKING = {1: 5.0, 2: 4.0, 3: 3.0, 4: 2.0, 5: 2.0}
_RESTARTING = {1: 5.0, 2: 2.0, 3: 1.5, 4: 0.5, 5: 0.5}
_MOST = 6.0
# A run of at least so many, of a rank that reports use as their highest, before a number of a higher rank.
_RUN = 2
_LOWEST_TOP = 3
_RISING = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Restart:
    """Line `at` counts from one although line `after` had counted further: it weighs on a report that holds both
    and begins behind line `since`."""

    since: int
    after: int
    at: int
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Seen:
    at: int
    number: int
    rank: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbering:
    """`breaks[i]`: what it costs to begin a report at line i, because a run of numbers goes on across it."""

    breaks: tuple[float, ...]
    restarts: tuple[Restart, ...]


def read_numbering(lines: tuple[Line, ...]) -> Numbering:
    """The runs of numbers in `lines`. A run of one style goes on until a marker of a higher rank ends it."""
    breaks = [0.0] * len(lines)
    restarts = []
    # Where each style last stood, with its marker's number and rank: inside the open run, and anywhere above.
    open_runs: dict[str, _Seen] = {}
    above: dict[str, _Seen] = {}
    for j, line in enumerate(lines):
        if opens_second_part(line) or is_part_title(line):
            open_runs, above = {}, {}
        marker = line.marker
        if marker is None or marker.rank not in _BREAKING:
            continue
        before = open_runs.get(marker.style)
        if before is not None and before.number < marker.number <= before.number + 2:
            for i in range(before.at + 1, j + 1):
                breaks[i] = min(_MOST, breaks[i] + _BREAKING[marker.rank])
        else:
            restarts += [r for r in (_restart(before, marker, j), _rise(above, marker, j)) if r is not None]
        open_runs = {style: seen for style, seen in open_runs.items() if seen.rank <= marker.rank}
        open_runs[marker.style] = above[marker.style] = _Seen(at=j, number=marker.number, rank=marker.rank)
    return Numbering(breaks=tuple(breaks), restarts=tuple(restarts))


def _restart(before: _Seen | None, marker: Marker, j: int) -> Restart | None:
    """The same style counts from one (or, its first number lost, from two) again."""
    if before is None or marker.number > min(2, before.number):
        return None
    weight = _RESTARTING[marker.rank] / marker.number
    if before.number == 1:
        weight /= 2
    return Restart(since=-1, after=before.at, at=j, weight=weight)


def _rise(above: dict[str, _Seen], marker: Marker, j: int) -> Restart | None:
    """A run that no higher one holds (1. 2. 3.), and then the first number of a higher rank: 一、."""
    lower = [s for s in above.values() if s.rank > marker.rank and s.number >= _RUN and s.rank <= _LOWEST_TOP]
    if marker.number != 1 or not lower:
        return None
    since = max((s.at for s in above.values() if s.rank <= marker.rank), default=-1)
    after = max(s.at for s in lower)
    return Restart(since=since, after=after, at=j, weight=_RISING) if since < after else None
