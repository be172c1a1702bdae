"""Tables: .csv and .xlsx files, a row a line, each value with its column's header before it."""

import csv
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import ZipFile

from ingest.decode import decode
from ingest.errors import DamagedFile, OversizedFile
from ingest.loaders.archive import BROKEN, open_package
from ingest.loaders.cells import shown
from ingest.loaders.compose import compose, one_line
from ingest.loaders.tables import join_cells, looks_like_figure, names_of_columns, record
from ingest.model import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What openpyxl and the XML parsers under it raise on a workbook that is not built as it should be.
_MALFORMED = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError)
_BETWEEN = "，"
_DELIMITERS = ",\t;|"
_SAMPLE_LINES = 20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
# Merged cells are looked up in sheets up to this size, and written into so many columns.
_MOST_BYTES_AT_ONCE = 40 << 20
_WIDEST_MERGE = 200
_MOST_ROWS = 1_048_576  # that Excel has; a damaged number of a row may say any


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetText:
    """The lines of a workbook, and what the reader must know of its reading."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]


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
    """The document in the bytes of an .xlsx file. Raises what `read_workbook` raises and EmptyFile."""
    book = read_workbook(data)
    return compose(path, data, book.lines, media_type=MEDIA_TYPE, warnings=book.warnings)


def read_workbook(data: bytes) -> SheetText:
    """The text of an .xlsx file, sheet after sheet, each under its name where there are more than one; hidden ones
    are left out. Formulas stand as the value last computed. Raises DamagedFile and OversizedFile."""
    try:
        with open_package(data) as package:
            sheets = list(_sheets(data, package))
    except _MALFORMED as error:
        raise DamagedFile("不是完整的 Excel 表格（.xlsx），打不开。") from error
    filled = [(name, rows) for name, is_shown, rows in sheets if is_shown and any(map(any, rows))]
    hidden = [name for name, is_shown, rows in sheets if not is_shown and any(map(any, rows))]
    lines: list[str] = []
    for name, rows in filled:
        lines += [one_line(name)] if len(filled) > 1 else []
        lines += _records(rows)
    return SheetText(lines=tuple(lines), warnings=tuple(f"隐藏的工作表“{name}”没有读入。" for name in hidden))


def _sheets(data: bytes, package: ZipFile) -> Iterator[tuple[str, bool, list[list[str]]]]:
    """Name, whether it is shown, and the rows of each sheet."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, none of them text
        # As a stream, since a single cell at the far end of a sheet would make openpyxl fill all before it.
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write wrong ones, and rows would be cut off
                rows: list[list[str]] = []
                for row in sheet.iter_rows():
                    if len(rows) == _MOST_ROWS:
                        raise OversizedFile(f"工作表“{sheet.title}”超过 {_MOST_ROWS} 行。")
                    rows.append([shown(cell.value, cell.number_format or "") for cell in row])
                _spread(rows, package, sheet._worksheet_path)  # as a stream it does not tell merged cells
                yield sheet.title, sheet.sheet_state == "visible", rows
        finally:
            book.close()


def _spread(rows: list[list[str]], package: ZipFile, part: str) -> None:
    """Write the text of each merged cell that the sheet in this part tells into all the cells that it covers."""
    from openpyxl.utils import column_index_from_string

    if package.getinfo(part).file_size > _MOST_BYTES_AT_ONCE:
        return
    for first, top, last, bottom in _MERGED.findall(package.read(part)):
        left, right = (column_index_from_string(name.decode()) for name in (first, last))
        right = min(right, left + _WIDEST_MERGE)
        covered = rows[int(top) - 1 : int(bottom)]
        text = covered[0][left - 1] if covered and len(covered[0]) >= left else ""
        for row in covered if text else ():
            row += [""] * (right - len(row))
            row[left - 1 : right] = [text] * (right - left + 1)


def _records(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Titles above the header as they are, then the header, then the records; blank rows are blank lines."""
    header: Sequence[str] | None = None
    below = 0
    for at, row in enumerate(rows):
        filled = {cell for cell in row if cell}
        if header is None and len(filled) > 1:
            if any(map(looks_like_figure, filled)):
                header = []
            else:
                header, below = names_of_columns(rows[at : at + 2])
            yield join_cells(row)
        elif below > 1:
            below -= 1
            yield join_cells(row)
        else:
            yield record(header, row, _BETWEEN) if header and len(filled) > 1 else join_cells(row)
