"""Where reports join that no heading parts: the best division of a run of lines into reports.

Each line is scored by how well a report could begin there, and a report that counts from one twice costs. The division
with the highest sum is found by dynamic programming over the lines at which a cut is conceivable (as Utiyama and
Isahara 2001 do with words), so that a weak line between two strong pieces of evidence is found and a strong one inside
a report held together by its numbers is not.

The weights are log odds: a logistic regression over lines of concatenated reports, rounded by hand.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from ingest.cohesion import Cohesion
from ingest.headings import is_title, title_weight
from ingest.lines import Line
from ingest.numbering import Restart, read_numbering
from ingest.preambles import closing, is_address, opening, shortfall

# What a cut must be worth, and how short a report can be: in characters, and in lines if it is no long one.
CUT_COST = 7.5
SHORTEST = 150
_FEWEST_LINES = 3
_LONG = 1000
_LOWEST_CHAPTER = 2
_STOPS = "。；;"
# Beyond so many conceivable cuts only the best are weighed: the search is quadratic in them.
_MOST_CANDIDATES = 800
# For a cut: another voice, other words, shortcomings told before, numbers from one behind.
_VOICE = 1.8
_COHESION = 2.5
_SHORTFALL = 1.0
_COUNTS_FROM_ONE = 1.6
# Against it, by the line before: a sentence broken off, a chapter left empty, an addressee or title, a preamble.
_UNFINISHED = 4.0
_EMPTY_CHAPTER = 4.0
_ADDRESSED = 4.5
_BEHIND_PREAMBLE = 3.0
_PREAMBLE = 4.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A line at which a report may begin; `worth` is what the cut gains or costs by itself."""

    at: int
    worth: float


def find_boundaries(lines: tuple[Line, ...], gaps: Sequence[float] = ()) -> tuple[int, ...]:
    """The lines, the first not counted, at which a new report begins.

    `gaps[i]` says how strongly what stands between line i and the line before parts them (a rule, a page break).
    """
    if len(lines) < 2:
        return ()
    numbering = read_numbering(lines)
    hope = max((r.weight for r in numbering.restarts), default=0.0) * 2
    candidates = [c for c in _candidates(lines, numbering.breaks, gaps) if c.worth + hope > 0]
    if len(candidates) > _MOST_CANDIDATES:
        floor = sorted(c.worth for c in candidates)[-_MOST_CANDIDATES]
        candidates = [c for c in candidates if c.worth >= floor]
    return _best_division(lines, candidates, numbering.restarts)


def _candidates(lines: tuple[Line, ...], breaks: Sequence[float], gaps: Sequence[float]) -> list[Candidate]:
    cohesion = Cohesion(lines)
    possible = [i for i in range(1, len(lines)) if (m := lines[i].marker) is None or m.number == 1]
    likeness = {i: cohesion.likeness(i) for i in possible}
    usual = median(likeness.values()) if likeness else 0.0
    found = []
    for i in possible:
        following = lines[i + 1] if i + 1 < len(lines) else None
        before = lines[i - 1]
        drop = (usual - likeness[i]) / usual * cohesion.evidence(i) if usual else 0.0
        worth = (
            _opening(lines[i], following)
            + closing(before)
            + _SHORTFALL * _under_shortfall(lines, i)
            + _COUNTS_FROM_ONE * _counts_from_one(lines[i : i + 4])
            + _COHESION * max(-1.0, min(1.0, drop))
            + _VOICE * cohesion.voice_change(i)
            + (gaps[i] if gaps else 0.0)
            - breaks[i]
            - _UNFINISHED * (not before.is_finished)
            - _ADDRESSED * (is_address(before) or is_title(before))
            - _EMPTY_CHAPTER * _awaits_text(before)
            - _BEHIND_PREAMBLE * (lines[i].marker is not None and _is_preamble(before))
            - CUT_COST
        )
        found.append(Candidate(at=i, worth=worth))
    return found


def _opening(line: Line, following: Line | None) -> float:
    """How much a line opens a report; a title does so with the line under it."""
    if following is not None and (weight := title_weight(line)):
        return weight + 0.5 * opening(following, None)
    return opening(line, following)


def _awaits_text(line: Line) -> bool:
    """Whether a line is a chapter's title: more must follow, most of all behind a first one."""
    if line.marker is None or line.marker.rank > _LOWEST_CHAPTER or not line.is_heading:
        return line.is_heading and line.text[-1] not in _STOPS
    return line.text[-1] not in _STOPS or line.marker.number == 1


def _is_preamble(line: Line) -> bool:
    return line.marker is None and opening(line, None) >= _PREAMBLE


def _counts_from_one(lines: tuple[Line, ...]) -> bool:
    first = next((line.marker for line in lines if line.marker), None)
    return first is not None and first.number == 1


def _under_shortfall(lines: tuple[Line, ...], i: int) -> bool:
    """Whether line i stands behind a chapter on shortcomings and next steps, with which reports end."""
    above = next((x for x in reversed(lines[max(0, i - 8) : i - 1]) if x.marker and x.marker.rank <= 2), None)
    return above is not None and shortfall(above)


def _best_division(
    lines: tuple[Line, ...], candidates: Sequence[Candidate], restarts: Sequence[Restart]
) -> tuple[int, ...]:
    sizes = [0, *accumulate(len(line.text) for line in lines)]
    stops = [Candidate(at=0, worth=0.0), *candidates, Candidate(at=len(lines), worth=0.0)]
    best, origin = [0.0], [0]
    pending = deque(sorted(restarts, key=lambda r: r.at))
    # What the restarts above the stop in hand weigh on a report, by the line up to which it must begin for that.
    weights: list[tuple[int, float]] = []
    for b, stop in enumerate(stops[1:], start=1):
        while pending and pending[0].at < stop.at:
            restart = pending.popleft()
            weights += [(restart.after, restart.weight), (restart.since, -restart.weight)]
        weights.sort(reverse=True)
        score, since = float("-inf"), 0
        for a, cost in _costs(stops[:b], weights):
            size, count = sizes[stop.at] - sizes[stops[a].at], stop.at - stops[a].at
            whole = a == 0 and b == len(stops) - 1
            if best[a] - cost > score and (whole or _can_be_report(size, count)):
                score, since = best[a] - cost, a
        best.append(score + stop.worth)
        origin.append(since)
    cuts, at = [], origin[-1]
    while at:
        cuts.append(stops[at].at)
        at = origin[at]
    return tuple(reversed(cuts))


def _can_be_report(size: int, count: int) -> bool:
    return size >= SHORTEST and (count >= _FEWEST_LINES or size >= _LONG)


def _costs(starts: Sequence[Candidate], weights: Sequence[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    """For each start, the last first, what the restarts weigh on a report that begins there."""
    cost, k = 0.0, 0
    for a in range(len(starts) - 1, -1, -1):
        while k < len(weights) and weights[k][0] >= starts[a].at:
            cost += weights[k][1]
            k += 1
        yield a, cost
