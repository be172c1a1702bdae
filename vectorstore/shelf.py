"""The library's reports as values, made anew only where the catalog changed.

What the reader said of a report lies over what parsing worked out; near-duplicates know of one another.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from threading import Lock

from ingest.corrections import Correction, corrected, opening
from ingest.model import Report
from vectorstore import queries
from vectorstore.catalog import Catalog
from vectorstore.model import CatalogedReport
from vectorstore.rows import correction_of, report_of
from vectorstore.versions import Sketch, group_versions, sketch, standing_for

# Where a version of a report stands: version, report id, path, start, end, first line, first page.
_Place = tuple[int, str, str, int, int, int, int | None]


class Shelf:
    """All reports of a catalog. The tuple stays the same object for as long as the reports stay the same."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = Lock()
        self._revision: int | None = None
        self._places: list[_Place] = []
        self._said = _Said([])
        self._made: dict[_Place, Report] = {}
        self._corrected: dict[tuple[_Place, Correction], Report] = {}
        self._sketches: dict[str, Sketch] = {}
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
            said = _Said(queries.corrections(db))
            if places != self._places or said.rows != self._said.rows:
                self._make(db, places, said)
        self._revision = revision

    def _make(self, db: sqlite3.Connection, places: list[_Place], said: "_Said") -> None:
        by_report: dict[str, list[_Place]] = {}
        for place in places:
            by_report.setdefault(place[1], []).append(place)
        made = {first: self._made.get(first) or _report(db, first) for first, *_ in by_report.values()}
        reports = {}
        mended: dict[tuple[_Place, Correction], Report] = {}
        for id, (first, *more) in by_report.items():
            report, correction = made[first], said.of(made[first], first[2])
            if correction is not None:
                # The same object as before: who has laid it out for reading need not do so again.
                key = (first, correction)
                report = mended[key] = self._corrected.get(key) or corrected(report, correction)
            reports[id] = CatalogedReport(
                report=report,
                path=first[2],
                also_in=_others(first, more),
                correction=correction,
            )
        self._reports = self._with_versions(reports)
        self._places, self._said, self._made, self._corrected = places, said, made, mended
        self._all = tuple(self._reports.values())

    def _with_versions(self, reports: dict[str, CatalogedReport]) -> dict[str, CatalogedReport]:
        known = self._sketches
        self._sketches = {
            id: replace(
                known[id] if id in known else sketch(one.report),
                report=one.report,
                unit_said=one.correction is not None and one.correction.unit is not None,
            )
            for id, one in reports.items()
        }
        result, chosen = dict(reports), dict[str, str]()
        for id, versions in group_versions(list(self._sketches.values())).items():
            if id not in chosen:
                group = [one for other, one in self._sketches.items() if other == id or other in versions]
                chosen |= dict.fromkeys((id, *versions), standing_for(group))
            used = chosen[id]
            result[id] = replace(reports[id], versions=versions, version_of=None if used == id else used)
        return result


class _Said:
    """What the reader said of reports, found by id, else by file and opening words."""

    def __init__(self, rows: list[sqlite3.Row]) -> None:
        self._rows = [tuple(row) for row in rows]
        self._by_id: Mapping[str, Correction] = {row["report_id"]: correction_of(row) for row in rows}
        self._by_opening = {(row["path"], row["opening"]): correction_of(row) for row in rows}
        self._paths = {row["path"] for row in rows}

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """All that was said, to be compared."""
        return self._rows

    def of(self, report: Report, path: str) -> Correction | None:
        """What was said of a report of this file; None where nothing was."""
        if path not in self._paths or report.id in self._by_id:
            return self._by_id.get(report.id)
        return self._by_opening.get((path, opening(report)))


def _report(db: sqlite3.Connection, place: _Place) -> Report:
    version, _, _, start, end, first_line, first_page = place
    row = queries.report_row(db, version)
    return report_of(row, start=start, end=end, first_line=first_line, first_page=first_page)


def _others(first: _Place, more: list[_Place]) -> tuple[str, ...]:
    return tuple(path for path in dict.fromkeys(place[2] for place in more) if path != first[2])
