"""A clause of a report as it may go into a draft, and whether two of them say nearly the same."""

from dataclasses import dataclass

from ingest.model import Figure, Span
from rag.surroundings import Readable

_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A statement, with the clauses that it cannot stand without, as it may go into a draft: its words without what is
    only ornament, and how much it is worth there. `unit` is the label it is told under."""

    page: Readable
    span: Span
    words: str
    worth: float
    figures: tuple[Figure, ...]
    unit: str


def is_like(one: Item, other: Item) -> bool:
    """Whether two items say nearly the same, or share words of a report."""
    if one.page is other.page and one.span.overlaps(other.span):
        return True
    numbers = [{f.raw for f in i.figures} for i in (one, other)]
    if one.unit != other.unit and all(numbers) and not numbers[0] & numbers[1]:
        # Two units that count the same are no repetition.
        return False
    pairs = [pairs_of(i.words) for i in (one, other)]
    return len(pairs[0] & pairs[1]) >= _ALIKE * max(1, min(map(len, pairs)))


def pairs_of(words: str) -> set[str]:
    """The pairs of neighbouring characters of words, by which two statements are likened."""
    return {words[i : i + 2] for i in range(len(words) - 1)}
