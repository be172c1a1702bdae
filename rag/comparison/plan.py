"""What a comparison compares: whose reports, in which aspects, figures or practices, and how the table is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rag.asked_measure import asked_measure, topic_terms
from rag.directory import UnitEntry
from rag.understand import Asked, Question, asked_for

Kind = Literal["figures", "practices", "both"]
Only = Literal["all", "stated", "figures"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of those compared: a unit, or a unit's reports of one period. `entry` is None, and `missing` says why, where
    the library has no such report: its cells are 未检索. `own` is what is asked of this side where the question says
    it side by side (甲的图书室和乙的农家书屋，藏书各有多少)."""

    label: str
    entry: UnitEntry | None
    missing: str = ""
    period: str = ""
    own: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What else the unit is called."""
        return self.entry.unit.aliases if self.entry else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Aspect:
    """What is looked at, a column: `name` heads it, `topic` is what is asked of each side (参加培训的有多少人).
    `kind`: whether its figures or its practices are wanted, or whichever the reports give. `found`: the library's
    reports suggested it, the reader did not name it; then `cues` are the words by which they speak of it, and
    `counted` is what several of them count alike (藏书 by 册), the only figures of theirs that are compared."""

    name: str
    topic: str
    kind: Kind = "both"
    found: bool = False
    cues: tuple[tuple[str, ...], ...] = ()
    counted: tuple[str, str] = ("", "")

    @property
    def asked(self) -> Asked:
        """The kind of answer a cell is to hold."""
        return asked_for(self.topic)

    def question(self, side: Side) -> Question:
        """The aspect as put to one side alone. Raises ValueError for a side without reports."""
        if side.entry is None:
            raise ValueError(f"nothing to read for {side.label}")
        topic = side.own or self.topic
        text, asked = f"{side.label}{topic}", asked_for(topic)
        return Question(
            text=text, standalone=text, mode="answer", asked=asked, topic=topic, terms=topic_terms(topic),
            units=(side.entry,), period=side.period,
            measure=asked_measure(topic) if asked == "number" else "",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """The rows in order of the figures of one aspect; `aspect` is its name or what it counts by (人数), "" for the first
    that has figures. `new`: it was asked for just now."""

    aspect: str = ""
    descending: bool = True
    new: bool = field(default=True, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A comparison before anything is read. `group` is the kind of unit where the reader asked for all of a kind (各社区),
    "" where the sides were named. `theme` is what a question names that gives no aspects (文化活动, "" for all their
    work): they are found in the reports. `wording` is the question as put, for what it asks to be worked out. `order`,
    `only`, `turned` and `charted` are how the table is shown: sorted, without rows that say nothing or give no number,
    units as columns, with a chart."""

    sides: tuple[Side, ...]
    aspects: tuple[Aspect, ...]
    group: str = ""
    theme: str = ""
    wording: str = ""
    order: Order | None = None
    only: Only = "all"
    turned: bool = False
    charted: bool = False

    @property
    def units(self) -> tuple[UnitEntry, ...]:
        """The units that have reports, each once."""
        return tuple(dict.fromkeys(side.entry for side in self.sides if side.entry is not None))

    def with_sides(self, sides: tuple[Side, ...]) -> "Plan":
        """The plan with other sides; no longer one of all units of a kind."""
        return replace(self, sides=sides, group="")

    def reading(self, units: Sequence[UnitEntry]) -> "Plan":
        """The plan with only those reports of its sides that `units` have (those of one period)."""
        kept = {i for unit in units for i in unit.report_ids}
        return replace(self, sides=tuple(_only(side, kept) for side in self.sides))


def _only(side: Side, report_ids: set[str]) -> Side:
    """A side with those of its reports that are named; as it is where that would leave none."""
    entry = side.entry
    both = zip(entry.report_ids, entry.periods, strict=False) if entry else ()
    held = [(i, period) for i, period in both if i in report_ids]
    if entry is None or not held:
        return side
    ids, periods = zip(*held, strict=True)
    return replace(side, entry=replace(entry, report_ids=ids, periods=periods))
