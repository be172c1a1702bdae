"""Rolls of units in a sentence: each name with its mark, and how many they are as a value that code worked out."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.directory import UnitEntry
from rag.model import Derived

_NAMED = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A unit as it stands in a roll: the number of what it cites, and the words behind its name (，96起)."""

    entry: UnitEntry
    number: int
    words: str = ""


def listed(named: Sequence[Named], *, between: str = "、") -> str:
    """甲[1]、乙[2]; of more than 60 the rest is left to the table, but cited."""
    shown = between.join(f"{n.entry.name}{n.words}[{n.number}]" for n in named[:_NAMED])
    rest = "".join(f"[{n.number}]" for n in named[_NAMED:])
    return f"{shown}等{rest}" if rest else shown


def counted(named: Sequence[Named], kind: str) -> Derived:
    """How many units a roll names: 3个社区, counted in code from what it cites."""
    numbers = tuple(dict.fromkeys(n.number for n in named))
    return Derived(text=f"{len(named)}个{kind}", formula=formula_of_count(len(named)), inputs=numbers)


def formula_of_count(count: int) -> str:
    """The formula of a count, as it is shown: 逐个计数 = 3."""
    return f"逐个计数 = {count}"
