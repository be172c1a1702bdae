"""Which reports are versions of one another: near-duplicates, as the web repeats them, and corrected copies.

Texts are compared as sets of character shingles (resemblance and containment: A. Broder, On the resemblance and
containment of documents, SEQUENCES 1997), without blanks, punctuation and the marks of redaction, which copies
differ in. A sample of the shingles, the same for equal shingles of any text, finds the pairs worth comparing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from ingest.model import Report

_Hashes = NDArray[np.uint64]
_Places = NDArray[np.int64]
_SHINGLE = 8
_EVERY = 16  # one shingle in so many is in the sample
_COMMON = 30  # a shingle that so many reports share is a phrase of the trade
_WORTH = 0.4  # of the smaller sample shared, and the pair is compared in full
_ALIKE = 0.8
_SIZE = 0.5  # of the longer; a shorter one is an excerpt, not a version
_SAME_NUMBERS = 0.7
_AS_FULL = 0.98
_NOISE = re.compile(r"[\W_xX×]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MULTIPLIER, _STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x100000001B3)


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What is compared of a report: its shingles' hashes, sorted, a sample of them, and its numbers.

    `unit_said`: the unit's name is a reader's word.
    """

    report: Report
    size: int
    shingles: _Hashes
    sample: _Hashes
    numbers: Counter[str]
    unit_said: bool = False


def sketch(report: Report) -> Sketch:
    """The sketch of a report's body."""
    text = normalize("NFKC", report.text[report.body :])
    words = _NOISE.sub("", text)
    shingles = np.unique(_shingles(words))
    return Sketch(
        report=report,
        size=len(words),
        shingles=shingles,
        sample=shingles[shingles % np.uint64(_EVERY) == 0],
        numbers=Counter(_NUMBER.findall(text)),
    )


def group_versions(sketches: Sequence[Sketch]) -> dict[str, dict[str, float]]:
    """For each report that has versions their ids, each with the share of the shorter text that the two have
    in common, from 0 to 1; the ids of a group in the order in which the sketches are given."""
    group = list(range(len(sketches)))
    for a, b in _candidates(sketches):
        if _root(group, a) != _root(group, b) and _are_versions(sketches[a], sketches[b]):
            group[_root(group, b)] = _root(group, a)
    members: dict[int, list[Sketch]] = {}
    for i, one in enumerate(sketches):
        members.setdefault(_root(group, i), []).append(one)
    return {
        one.report.id: {other.report.id: likeness(one, other) for other in same if other is not one}
        for same in members.values()
        if len(same) > 1
        for one in same
    }


def standing_for(versions: Iterable[Sketch]) -> str:
    """The id of the version that answers use: the fullest, and of those about as full the one added last."""
    found = list(versions)
    longest = max(one.size for one in found)
    return [one for one in found if one.size >= _AS_FULL * longest][-1].report.id


def likeness(a: Sketch, b: Sketch) -> float:
    """The share of the shorter text's shingles that the other has too."""
    shared = len(np.intersect1d(a.shingles, b.shingles, assume_unique=True))
    return shared / max(1, min(len(a.shingles), len(b.shingles)))


def _are_versions(a: Sketch, b: Sketch) -> bool:
    """Alike in words and numbers, and by the same unit about the same time as far as they say so: last year's
    report with this year's numbers is another report."""
    if min(a.size, b.size) < _SIZE * max(a.size, b.size):
        return False
    shared = (a.numbers & b.numbers).total()
    if shared < _SAME_NUMBERS * min(a.numbers.total(), b.numbers.total()):
        return False
    return _may_be_one(a, b) and likeness(a, b) >= _ALIKE


def _may_be_one(one: Sketch, other: Sketch) -> bool:
    a, b = one.report, other.report
    known = all(s.unit_said or s.report.unit.named_in_text for s in (one, other))
    if known and a.unit.name != b.unit.name:
        # What the reader called differently differs; what was worked out may be a mistake in one of the copies.
        if one.unit_said or other.unit_said:
            return False
        if a.unit.name not in b.text and b.unit.name not in a.text:
            return False
    first, second = (r.period.normalised if r.period else None for r in (a, b))
    return first is None or second is None or first == second


def _candidates(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Pairs that share a good part of the smaller sample; no pair of texts that have no sample in common is looked at."""
    if not sketches:
        return []
    owners = np.repeat(np.arange(len(sketches)), [len(s.sample) for s in sketches])
    hashes = np.concatenate([s.sample for s in sketches])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    _, starts, counts = np.unique(hashes, return_index=True, return_counts=True)
    several = (counts > 1) & (counts <= _COMMON)
    pairs = _pairs(owners, starts[several], counts[several]) @ (len(sketches), 1)
    pairs, shared = np.unique(pairs, return_counts=True)
    a, b = np.divmod(pairs, len(sketches))
    sizes = np.array([len(s.sample) for s in sketches])
    worth = shared >= _WORTH * np.minimum(sizes[a], sizes[b])
    return list(zip(a[worth].tolist(), b[worth].tolist(), strict=True))


def _pairs(owners: _Places, starts: _Places, counts: _Places) -> _Places:
    """Every two owners that stand in one run, by the runs' starts and lengths: integers of shape (pairs, 2)."""
    found = [np.zeros((0, 2), dtype=np.int64)]
    for count in np.unique(counts).tolist():
        runs = owners[starts[counts == count][:, np.newaxis] + np.arange(count)]
        first, second = np.triu_indices(count, k=1)
        found.append(np.stack([runs[:, first].ravel(), runs[:, second].ravel()], axis=1))
    return np.concatenate(found)


def _shingles(words: str) -> _Hashes:
    """A hash of every run of `_SHINGLE` characters; a text shorter than one run is one shingle."""
    codes = np.frombuffer(words.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(1, len(codes) - _SHINGLE + 1)
    hashes = np.zeros(count, dtype=np.uint64)
    for offset in range(min(_SHINGLE, len(codes))):
        hashes = hashes * _STEP + codes[offset : offset + count]
    hashes *= _MULTIPLIER
    return hashes ^ (hashes >> np.uint64(31))


def _root(group: list[int], i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i
