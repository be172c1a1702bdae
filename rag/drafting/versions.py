"""The versions of a draft worked out one from the other, and what changed between two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.citations import without_marks
from rag.drafting.beginning import begun, fitted
from rag.drafting.changing import changed
from rag.drafting.conversation import Drafting
from rag.drafting.model import Edit, Line, Version
from rag.drafting.reworded import recalled
from rag.drafting.setting import Set, set_text
from rag.drafting.workshop import Workshop
from rag.ground import EvidenceBook

_PUT_OTHERWISE = 0.4


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
    edits: list[Edit] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            edits += [Edit(before=s, after=s) for s in old[a:b]]
        else:
            edits += _put_otherwise(old[a:b], new[c:d])
    return tuple(edits)


def _put_otherwise(old: list[str], new: list[str]) -> list[Edit]:
    """Sentences that went and came in one place: those alike are one put otherwise."""
    edits: list[Edit] = []
    left = list(old)
    for sentence in new:
        like = max(left, key=lambda o: _likeness(o, sentence), default="")
        if like and _likeness(like, sentence) >= _PUT_OTHERWISE:
            at = left.index(like)
            edits += [Edit(before=o, after="") for o in left[:at]]
            edits.append(Edit(before=like, after=sentence))
            left = left[at + 1 :]
        else:
            edits.append(Edit(before="", after=sentence))
    return edits + [Edit(before=o, after="") for o in left]


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
