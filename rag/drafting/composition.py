"""A draft before it is worded: which clauses stand in which sentence, in which line, and what of them is settled."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ingest.model import Span
from rag.drafting.material.choosing import Item
from rag.drafting.material.prose import Run
from rag.drafting.model import Brief, Form, SentenceKind
from rag.drafting.outline.proposing import Section

Key = tuple[str, Span]
"""A clause of the library: its report's id and its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """What the user said for a gap (培训人数: 120人); `fact` is the number of the message that says so, from 1."""

    gap: str
    value: str
    fact: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A sentence as a language model put it; `{0}` stands for the mark of the first thing it rests on, `{1}` for that
    of the second, in the order of `Passage.rests_on`."""

    template: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence of a draft: the clauses of one `unit` it is made of, or the user's own statement (`fact`, numbered
    from 1). `lead` is the connective in front; `confirmed`: the user said that a pattern holds for the own unit."""

    kind: SentenceKind
    unit: str = ""
    items: tuple[Item, ...] = ()
    fact: int = 0
    lead: str = ""
    fills: tuple[Fill, ...] = ()
    confirmed: int = 0
    locked: bool = False
    wording: Wording | None = None

    @property
    def keys(self) -> frozenset[Key]:
        """The clauses of the passage."""
        return frozenset(key_of(item) for item in self.items)

    @property
    def worth(self) -> float:
        """How much the passage is worth in its draft, by its best clause."""
        return max((item.worth for item in self.items), default=1.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A line of a draft: a paragraph, a point (`point`) or, with a `heading` (without its number) of a `level`, a
    section's head and text. A section's `section` says what it is to be about, `like` where reports have one like it; without
    sentences it is only planned so far."""

    passages: tuple[Passage, ...] = ()
    heading: str = ""
    level: int = 0
    point: bool = False
    section: Section | None = None
    like: tuple[Run, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """A whole draft. `refused` are the clauses that the user did not want; `title` stands over a document, `basis` says what its outline was taken from."""

    brief: Brief
    blocks: tuple[Block, ...]
    title: str = ""
    basis: str = ""
    refused: frozenset[Key] = frozenset()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All sentences in order; the first is number 1."""
        return tuple(p for block in self.blocks for p in block.passages)

    @property
    def items(self) -> tuple[Item, ...]:
        """All clauses in order."""
        return tuple(item for p in self.passages for item in p.items)

    @property
    def form(self) -> Form:
        """The form it has now."""
        return self.brief.form

    def block_of(self, n: int) -> int:
        """The block, from 0, that holds the `n`-th sentence from 0. Raises IndexError."""
        at = 0
        for i, block in enumerate(self.blocks):
            at += len(block.passages)
            if n < at:
                return i
        raise IndexError(n)

    def mapped(self, change: Callable[[Passage], Passage | None]) -> "Composition":
        """The draft with each sentence changed, or left out where `change` gives None; a block that had sentences and
        loses all goes too, heading and all."""
        blocks = []
        for block in self.blocks:
            kept = tuple(p for old in block.passages if (p := change(old)) is not None)
            if kept or not block.passages:
                blocks.append(replace(block, passages=kept))
        return replace(self, blocks=tuple(blocks))

    def with_passages(self, at: int, passages: tuple[Passage, ...]) -> "Composition":
        """The draft with other sentences in the block at a place from 0; without the block where none are left."""
        blocks = list(self.blocks)
        if passages:
            blocks[at] = replace(blocks[at], passages=passages)
        else:
            del blocks[at]
        return replace(self, blocks=tuple(blocks))

    def numbered(self) -> Iterator[tuple[int, int, Passage]]:
        """The sentences with their number in the draft and their block's, both from 0."""
        n = 0
        for i, block in enumerate(self.blocks):
            for passage in block.passages:
                yield n, i, passage
                n += 1


def key_of(item: Item) -> Key:
    """Which clause of the library an item is."""
    return item.page.report.id, item.span
