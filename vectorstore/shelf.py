"""The library's reports as values, made anew only where the catalog changed."""

import sqlite3
from threading import Lock

from ingest.model import Report
from vectorstore import queries
from vectorstore.catalog import Catalog
from vectorstore.model import CatalogedReport
from vectorstore.rows import report_of

# Where a version of a report stands: version, report id, path, start, end, first line.
_Place = tuple[int, str, str, int, int, int]


class Shelf:
    """All reports of a catalog. The tuple stays the same object for as long as the reports stay the same."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = Lock()
        self._revision: int | None = None
        self._places: list[_Place] = []
        self._made: dict[_Place, Report] = {}
        self._reports: dict[str, CatalogedReport] = {}
        self._all: tuple[CatalogedReport, ...] = ()

    def reports(self) -> tuple[CatalogedReport, ...]:
        """Every report once, in the order in which files were added and of the text."""
        with self._lock:
            self._refresh()
            return self._all

    def report(self, report_id: str) -> CatalogedReport | None:
        """One report; None where the library has none of this id."""
        with self._lock:
            self._refresh()
            return self._reports.get(report_id)

    def _refresh(self) -> None:
        revision = self._catalog.revision
        if revision == self._revision:
            return
        with self._catalog.reading() as db:
            places: list[_Place] = [tuple(row) for row in queries.occurrences(db)]
            if places != self._places:
                self._make(db, places)
        self._revision = revision

    def _make(self, db: sqlite3.Connection, places: list[_Place]) -> None:
        by_report: dict[str, list[_Place]] = {}
        for place in places:
            by_report.setdefault(place[1], []).append(place)
        made = {first: self._made.get(first) or _report(db, first) for first, *_ in by_report.values()}
        self._reports = {
            id: CatalogedReport(report=made[first], path=first[2], also_in=_others(first, more))
            for id, (first, *more) in by_report.items()
        }
        self._places, self._made, self._all = places, made, tuple(self._reports.values())


def _report(db: sqlite3.Connection, place: _Place) -> Report:
    version, _, _, start, end, first_line = place
    return report_of(queries.report_row(db, version), start=start, end=end, first_line=first_line)


def _others(first: _Place, more: list[_Place]) -> tuple[str, ...]:
    return tuple(path for path in dict.fromkeys(place[2] for place in more) if path != first[2])
