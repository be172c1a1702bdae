"""The versions of a draft worked out one from the other, and what changed between two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.citations import without_marks
from rag.drafting.beginning import begun, fitted
from rag.drafting.changing import changed
from rag.drafting.conversation import Drafting
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Edit, Line, Version
from rag.drafting.reworded import recalled
from rag.drafting.setting import Set, set_text
from rag.ground import EvidenceBook

_PUT_OTHERWISE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """Every version of a draft as it was set, by its number, and what was told of the changes that made it."""

    sets: Mapping[int, Set]
    notes: Mapping[int, tuple[str, ...]]


def worked_out(drafting: Drafting, workshop: Workshop, book: Callable[[], EvidenceBook]) -> Worked:
    """The versions, each worked out from the one that it was made from; `book` gives an empty one for each."""
    sets: dict[int, Set] = {}
    notes: dict[int, tuple[str, ...]] = {}
    for number, step in enumerate(drafting.steps, start=1):
        if step.parent:
            change = changed(sets[step.parent].composition, step.revisions, workshop)
            composition, notes[number] = change.composition, change.notes
        else:
            # What the request itself states of the own unit goes into the first version.
            change = changed(begun(drafting.brief, workshop), step.revisions, workshop)
            composition, notes[number] = fitted(change.composition), change.notes
        done = set_text(composition, book())
        worded = recalled(done, step.said) if step.said else done.composition
        sets[number] = done if worded is done.composition else set_text(worded, book())
    return Worked(sets=sets, notes=notes)


def versions_of(drafting: Drafting, worked: Worked) -> tuple[Version, ...]:
    """The versions as the reader is shown them."""
    return tuple(
        Version(number=n, request=step.request, parent=step.parent, length=length_of(worked.sets[n].lines))
        for n, step in enumerate(drafting.steps, start=1)
    )


def length_of(lines: Sequence[Line]) -> int:
    """How many characters lines have without marks."""
    return sum(len(without_marks(line.text)) for line in lines)


def edits_between(before: Sequence[Line], after: Sequence[Line]) -> tuple[Edit, ...]:
    """The sentences of two versions side by side, in order; () where nothing changed."""
    old, new = _spoken(before), _spoken(after)
    if old == new:
        return ()
    pairs = _paired(old, new)
    edits: list[Edit] = []
    told: set[int] = set()
    for sentence, was in zip(new, pairs, strict=True):
        if was is not None:
            # What went stands in front of what stood behind it.
            gone = [i for i in range(was) if i not in pairs and i not in told]
            edits += [Edit(before=old[i], after="") for i in gone]
            told.update(gone)
        edits.append(Edit(before="" if was is None else old[was], after=sentence))
    edits += [Edit(before=o, after="") for i, o in enumerate(old) if i not in pairs and i not in told]
    return tuple(edits)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new sentence the one that it was before, wherever that stood: the same, else the one most like it."""
    left = set(range(len(old)))
    pairs: list[int | None] = []
    for sentence in new:
        same = next((i for i in sorted(left) if old[i] == sentence), None)
        pairs.append(same)
        left.discard(-1 if same is None else same)
    for n, sentence in enumerate(new):
        best = max(sorted(left), key=lambda i: _likeness(old[i], sentence), default=None)
        if pairs[n] is None and best is not None and _likeness(old[best], sentence) >= _PUT_OTHERWISE:
            pairs[n] = best
            left.remove(best)
    return pairs


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _spoken(lines: Sequence[Line]) -> list[str]:
    """Headings and sentences without marks; the heading of a point stands with its first sentence."""
    spoken: list[str] = []
    for line in lines:
        sentences = [without_marks(s.text) for s in line.sentences]
        if line.level or not sentences:
            spoken += [line.heading, *sentences]
        else:
            spoken += sentences
    return [s for s in spoken if s]
