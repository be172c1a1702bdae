"""What makes two figures of one kind, so that their sizes say something beside each other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rag import phrases
from rag.model import Evidence, Quantity
from rag.tally import one_measure

_PART_OF_YEAR = re.compile(r"上半年|下半年|季度|\d+\s*[-—–至到]\s*\d+月|\d+月(?:份|末|底)?$|截至")
_SEVERAL_YEARS = re.compile(r"[两三四五六七八九十]年|\d{4}\D{1,3}\d{4}|五年|以来")
_FALLS = re.compile(
    r"(?:下降|减少|降低|压减|压降|回落|负增长)(?:幅度)?(?:了|约|近|为|达|至少|超|超过|不低于){0,2}$"
)

Length = Literal["year", "part", "years"]
_TOLD: dict[Length, str] = {"year": "", "part": "不是全年的数", "years": "几年合计的数"}


@dataclass(frozen=True, kw_only=True, slots=True)
class KindOfFigure:
    """The measure, words that count alike brought to one; how long a time it covers; whether it tells of a fall."""

    measure: str
    length: Length = "year"
    falls: bool = False

    @property
    def told(self) -> str:
        """For the reader: 人次, 不是全年的数."""
        return "".join((self.measure or "未写计量", _TOLD[self.length] and f"（{_TOLD[self.length]}）"))

    def differing(self, other: "KindOfFigure") -> str:
        """For the reader: in what this kind is not the other one."""
        if self.measure != other.measure:
            return f"以{self.measure}计" if self.measure else phrases.CHART_NO_MEASURE
        if self.length != other.length:
            return _TOLD[self.length] or "全年的数"
        return "下降" if self.falls else "上升"


def kind_of(quantity: Quantity, known: Mapping[int, Evidence]) -> KindOfFigure:
    """The kind of a quantity; its direction is read from the words before it in the evidence."""
    evidence = known.get(quantity.n)
    before = evidence.quote.partition(quantity.raw)[0] if evidence and quantity.raw in evidence.quote else ""
    return KindOfFigure(
        measure=one_measure(quantity.measure),
        length=_length(quantity.period),
        falls=bool(_FALLS.search(before)),
    )


def _length(period: str) -> Length:
    if _PART_OF_YEAR.search(period):
        return "part"
    return "years" if _SEVERAL_YEARS.search(period) else "year"
