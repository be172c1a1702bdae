"""Which reports the library's list shows: those that match what is searched for, a page of them at a time."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rag.web.facts_view import is_inferred
from vectorstore.model import CatalogedReport

Only = Literal["全部", "单位为推断", "有相近版本", "更正过"]
ONLY: tuple[Only, ...] = ("全部", "单位为推断", "有相近版本", "更正过")
PAGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What a reader looks for in the list: words, a condition, and the page, counted from 0."""

    words: str = ""
    only: Only = "全部"
    page: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """One page of what was found: `first` is the number of its first report, counted from 1."""

    sought: Sought
    rows: tuple[CatalogedReport, ...]
    first: int
    found: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.found // PAGE))


def find(reports: Sequence[CatalogedReport], sought: Sought) -> Listing:
    """The page of reports in which every word stands in unit, aliases, type, period, title or file name."""
    words = _fold(sought.words).split()
    found = [r for r in reports if _meets(r, sought.only) and all(word in _words_of(r) for word in words)]
    page = min(sought.page, max(0, (len(found) - 1) // PAGE))
    start = page * PAGE
    return Listing(
        sought=Sought(words=sought.words, only=sought.only, page=page),
        rows=tuple(found[start : start + PAGE]),
        first=start + 1,
        found=len(found),
        total=len(reports),
    )


def _meets(report: CatalogedReport, only: Only) -> bool:
    match only:
        case "全部":
            return True
        case "单位为推断":
            return is_inferred(report)
        case "有相近版本":
            return bool(report.versions)
        case "更正过":
            return report.correction is not None


def _words_of(found: CatalogedReport) -> str:
    report = found.report
    period = report.period.raw if report.period else ""
    unit = (report.unit.name, *report.unit.aliases)
    return _fold(" ".join((*unit, report.doc_type, period, report.title or "", found.file)))


def _fold(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
