"""Tables: .csv and .xlsx files, a row a line, each value with its column's header before it."""

import csv
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from ingest.decode import decode
from ingest.errors import DamagedFile
from ingest.loaders.archive import BROKEN, open_package
from ingest.loaders.compose import compose, one_line
from ingest.loaders.tables import join_cells, looks_like_figure, record
from ingest.model import Document

# What openpyxl and the XML parsers under it raise on a workbook that is not built as it should be.
_MALFORMED = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError)
_BETWEEN = "，"
_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 20


def load_csv(path: str, data: bytes) -> Document:
    """The document in the bytes of a .csv file. Raises DamagedFile and what `ingest.decode.decode` raises."""
    decoded = decode(data)
    sample = "".join(decoded.text.splitlines(keepends=True)[:_SAMPLE_LINES])
    delimiter = max(_DELIMITERS, key=sample.count)
    try:
        rows = [
            [one_line(cell).strip() for cell in row]
            for row in csv.reader(StringIO(decoded.text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise DamagedFile("不是完整的 .csv 表格，引号可能没有配对。") from error
    return compose(path, data, _records(rows), media_type="text/csv", encoding=decoded.encoding)


def load_workbook(path: str, data: bytes) -> Document:
    """The document in the bytes of a .xlsx file, sheet after sheet, each under its name where there are more
    than one. Formulas stand as the value last computed. Raises DamagedFile, OversizedFile and EmptyFile."""
    open_package(data).close()
    try:
        sheets = [(name, rows) for name, rows in _sheets(data) if any(map(any, rows))]
    except _MALFORMED as error:
        raise DamagedFile("不是完整的 Excel 表格（.xlsx），打不开。") from error
    lines: list[str] = []
    for name, rows in sheets:
        lines += [one_line(name)] if len(sheets) > 1 else []
        lines += _records(rows)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return compose(path, data, lines, media_type=media_type)


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, none of them text
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write wrong ones, and rows would be cut off
                yield sheet.title, [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
        finally:
            book.close()


def _records(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Titles above the header as they are, then the header, then the records; blank rows are blank lines."""
    header: Sequence[str] | None = None
    for row in rows:
        filled = [cell for cell in row if cell]
        if header is None and len(filled) > 1:
            header = [] if any(map(looks_like_figure, filled)) else row
            yield join_cells(row)
        else:
            yield record(header, row, _BETWEEN) if header and len(filled) > 1 else join_cells(row)


def _shown(cell: Any) -> str:
    """A cell as the sheet shows it, as far as text goes."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value.year}年{value.month}月{value.day}日{value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        percent = "%" in (cell.number_format or "")
        return f"{value * 100:.10g}%" if percent else f"{value:.15g}"
    return one_line(str(value)).strip()
