"""The table of an answer as an Excel workbook: the table with typed numbers, what was worked out, the sources."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from rag.comparison.turning import upright
from rag.model import Answer, Quantity, Table
from rag.tabled import cell_words, clean, closing_lines, marks, number_columns, sign_of, table_of

_WIDEST, _NARROWEST = 48, 8
_WIDEST_OF_MANY, _MANY = 26, 6
_WIDEST_HEAD = 16
_WIDEST_TABLE = 12
"""So many columns can still be read on a page of A4."""
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_LINE_HEIGHT, _HIGHEST = 15, 400
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E8EEF3")

Value = str | tuple[Decimal, str] | int | None
"""Words, or a number with the sign shown before it, or a number of evidence."""


def table_xlsx(answer: Answer) -> bytes:
    """The bytes of an .xlsx file, numbered as the screen is. Raises NoTable where the answer has none.

    对比表 has what was compared, the words of every cell with their marks, then the closing sentences and notes.
    Behind each aspect stand its numbers, one column for each measure, those planned apart from those done; a cell
    without one is empty there, never 0. Of a table whose rows are aspects, or that would be too wide to print, they
    stand in 数值. Then 据此算得, if anything was worked out, and 依据. Nothing in it is a formula.
    """
    book = Workbook()
    table = table_of(answer)
    numbers = _numbers(upright(table))
    apart = table.turned or 1 + len(table.columns) + len(numbers) > _WIDEST_TABLE
    _compare(book.active, answer, table, with_numbers=not apart)
    if apart and numbers:
        units = [row.unit for row in upright(table).rows]
        rows = [[unit, *(values[at] for _, values in numbers)] for at, unit in enumerate(units)]
        _fill(book.create_sheet("数值"), ["单位", *(head for head, _ in numbers)], rows, freeze="B2")
    if answer.derived:
        worked_out: list[list[Value]] = [
            [d.text, d.formula, marks(d.inputs, answer.evidence)] for d in answer.derived
        ]
        _fill(book.create_sheet("据此算得"), ("结果", "算式", "依据"), worked_out)
    sources: list[list[Value]] = [
        [e.n, e.unit, e.file, e.place, e.quote] for e in sorted(answer.evidence, key=lambda e: e.n)
    ]
    _fill(book.create_sheet("依据"), ("编号", "单位", "文件", "位置", "原文"), sources)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _compare(sheet: Any, answer: Answer, table: Table, *, with_numbers: bool) -> None:
    head = ["方面" if table.turned else "单位"]
    rows: list[list[Value]] = [[row.unit] for row in table.rows]
    for at, name in enumerate(table.columns):
        head.append(name)
        for row, written in zip(table.rows, rows, strict=True):
            written.append(cell_words(row.cells[at], answer.evidence))
        for title, values in _numbers_of(table, at) if with_numbers else []:
            head.append(title)
            for value, written in zip(values, rows, strict=True):
                written.append(value)
    sheet.title = "对比表"
    first = 2 if answer.plan else 1
    if answer.plan:
        _put(sheet.cell(row=1, column=1), answer.plan)
    _fill(sheet, head, rows, freeze=f"B{first + 1}", first=first)
    for at, line in enumerate((*closing_lines(answer), *answer.notes), start=first + len(rows) + 2):
        _put(sheet.cell(row=at, column=1), line)


def _numbers(table: Table) -> list[tuple[str, list[Value]]]:
    """The columns of numbers of all aspects."""
    return [column for at in range(len(table.columns)) for column in _numbers_of(table, at)]


def _numbers_of(table: Table, at: int) -> list[tuple[str, list[Value]]]:
    """The columns of numbers of an aspect, each under its measure, and their times where these differ."""
    name = table.columns[at]
    columns: list[tuple[str, list[Value]]] = []
    for numbers in number_columns(table, at):
        columns.append((f"{name}（{numbers.head}）", [_number(q) for q in numbers.figures]))
        if not numbers.period and any(numbers.periods):
            columns.append((f"{name}（{numbers.head}）的时间", [p or None for p in numbers.periods]))
    return columns


def _number(quantity: Quantity | None) -> Value:
    if quantity is None or quantity.value is None:
        return None
    return quantity.value, sign_of(quantity)


def _fill(
    sheet: Any, head: Sequence[str], rows: Iterable[Sequence[Value]], *, freeze: str = "A2", first: int = 1
) -> None:
    """A table whose head, in the row `first`, stays in sight and is printed on every page."""
    widths = [0] * len(head)
    at = first
    for at, values in enumerate((head, *rows), start=first):
        for n, value in enumerate(values):
            cell = sheet.cell(row=at, column=n + 1)
            _put(cell, value)
            cell.border = _BORDER
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="center" if at == first else "top",
                horizontal="center" if at == first else None,
            )
            widths[n] = max(widths[n], min(_WIDEST_HEAD, _width(value)) if at == first else _width(value))
            if at == first:
                cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(head))}{at}"
    widest = _WIDEST_OF_MANY if len(head) > _MANY else _WIDEST
    widths = [min(widest, max(_NARROWEST, width + 2)) for width in widths]
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = width
    # Not every program makes a row as high as its wrapped words when it opens the file.
    for drawn in sheet.iter_rows(min_row=first, max_row=at):
        lines = max(_lines(cell.value, width) for cell, width in zip(drawn, widths, strict=True))
        sheet.row_dimensions[drawn[0].row].height = min(_HIGHEST, _LINE_HEIGHT * lines + 3)
    sheet.freeze_panes = freeze
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: Value) -> None:
    """Write a value; text stays text, also where it looks like a formula or an error, and when it is edited."""
    if isinstance(value, tuple):
        cell.value, sign = value
        cell.number_format = f'"{sign}"General' if sign else "General"
    elif isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.quotePrefix = value.lstrip(" ").startswith(_FORMULA_BEGINS)
    else:
        cell.value = value


def _lines(value: object, width: int) -> int:
    """How many lines a value takes in a column."""
    return sum(max(1, ceil(_width(line) / (width - 1))) for line in str(value or "").splitlines() or [""])


def _width(value: Value) -> int:
    """How wide a value is drawn, in digits: a Chinese character is as wide as two."""
    if isinstance(value, tuple):
        value = f"{value[1]}{value[0]:f}"
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in lines)
