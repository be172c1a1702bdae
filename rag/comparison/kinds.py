"""What makes two figures of one kind, so that their bars may stand beside each other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rag import phrases
from rag.comparison.likeness import FULL_YEAR, length_of
from rag.model import Evidence, Quantity
from rag.tally import one_measure

_FALLS = re.compile(
    r"(?:下降|减少|降低|压减|压降|回落|负增长)(?:幅度)?(?:了|约|近|为|达|至少|超过?|不低于){0,2}$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class KindOfFigure:
    """The measure, words that count alike brought to one; over how long a time ("" of what there is in all); whether
    it tells of a fall; of what thing, where its column holds figures of several."""

    measure: str
    stretch: str = FULL_YEAR
    falls: bool = False
    thing: str = ""

    @property
    def told(self) -> str:
        """For the reader: 人次, 人次（半年的数）."""
        return (self.measure or phrases.CHART_NO_MEASURE) + (
            "" if self.stretch in (FULL_YEAR, "") else f"（{self.stretch}的数）"
        )

    def differing(self, other: "KindOfFigure") -> str:
        """For the reader: in what this kind is not the other one."""
        if self.measure != other.measure:
            return f"以{self.measure}计" if self.measure else phrases.CHART_NO_MEASURE
        if self.thing != other.thing:
            return phrases.CHART_OTHER_THING
        if self.stretch != other.stretch:
            return f"{self.stretch}的数"
        return "下降" if self.falls else "上升"


def kind_of(quantity: Quantity, known: Mapping[int, Evidence]) -> KindOfFigure:
    """The kind of a quantity; its direction is read from the words before it in the evidence."""
    evidence = known.get(quantity.n)
    before = evidence.quote.partition(quantity.raw)[0] if evidence and quantity.raw in evidence.quote else ""
    return KindOfFigure(
        measure=one_measure(quantity.measure),
        stretch=length_of(quantity),
        falls=bool(_FALLS.search(before)),
        thing=quantity.thing,
    )
