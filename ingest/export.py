"""Reports and figures as rows for other programs: JSON lines, CSV that Excel opens, or an Excel workbook.

In CSV and Excel, lines are written 30-35 and several values are parted by ；.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal

from ingest.model import Figure, Report
from ingest.workbook import workbook_of

Row = dict[str, Any]
Form = Literal["jsonl", "csv", "xlsx"]

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the system's old encoding
_REPORT_COLUMNS = (
    "report_id", "file", "lines", "unit", "unit_aliases", "unit_kind", "doc_type", "period", "title", "chars",
)  # fmt: skip
_FIGURE_COLUMNS = (
    "report_id", "file", "lines", "unit", "subject", "raw", "value", "measure", "approximate", "withheld",
    "planned", "quote",
)  # fmt: skip


def report_row(report: Report, file: str) -> Row:
    """One report of the file of this name."""
    return {
        "report_id": report.id,
        "file": file,
        "lines": [report.first_line, report.last_line],
        "unit": report.unit.name,
        "unit_aliases": list(report.unit.aliases),
        "unit_kind": report.unit.kind,
        "doc_type": report.doc_type,
        "period": report.period and (report.period.normalised or report.period.raw),
        "title": report.title,
        "chars": len(report.text),
    }


def figure_rows(report: Report, file: str) -> Iterator[Row]:
    """The figures of a report of the file of this name; `quote` is the clause each stands in, verbatim."""
    for figure in report.figures:
        yield {
            "report_id": report.id,
            "file": file,
            "lines": list(report.lines(figure.span)),
            "unit": report.unit.name,
            "subject": figure.subject,
            "raw": figure.raw,
            "value": _number(figure),
            "measure": figure.measure,
            "approximate": figure.approximate,
            "withheld": figure.withheld,
            "planned": figure.planned,
            "quote": figure.clause.of(report.text),
        }


def reports_table(reports: Iterable[tuple[Report, str]], form: Form) -> bytes:
    """Reports with the names of their files as a table of the given form."""
    return _table([report_row(report, file) for report, file in reports], _REPORT_COLUMNS, form, title="报告")


def figures_table(reports: Iterable[tuple[Report, str]], form: Form) -> bytes:
    """The figures of reports with the names of their files as a table of the given form."""
    rows = [row for report, file in reports for row in figure_rows(report, file)]
    return _table(rows, _FIGURE_COLUMNS, form, title="指标")


def _table(rows: Sequence[Row], columns: Sequence[str], form: Form, *, title: str) -> bytes:
    if form == "xlsx":
        cells = ([_cell(name, row[name]) for name in columns] for row in rows)
        return workbook_of(cells, columns, title=title)
    return (_as_csv(rows, columns) if form == "csv" else _as_jsonl(rows)).encode()


def _as_jsonl(rows: Iterable[Row]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(name, value) for name, value in row.items()})
    return _BYTE_ORDER_MARK + out.getvalue()


def _number(figure: Figure) -> int | float | None:
    value: Decimal | None = figure.value
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _cell(name: str, value: Any) -> Any:
    if name == "lines":
        return "-".join(map(str, value))
    return "；".join(value) if isinstance(value, list) else value
