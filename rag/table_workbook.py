"""The table of an answer as an Excel workbook: the table with typed numbers, what was worked out, the sources."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from rag.model import Answer
from rag.tabled import cell_words, clean, marks, number_columns, sign_of, table_of

_WIDEST, _NARROWEST = 48, 8
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="E8EEF3")

Value = str | tuple[Decimal, str] | int | None
"""Words, or a number with the sign shown before it, or a number of evidence."""


def table_xlsx(answer: Answer) -> bytes:
    """The bytes of an .xlsx file, numbered as the screen is. Raises NoTable where the answer has none.

    对比表 has the words of every cell with their marks and, behind each aspect whose cells give single figures, one
    column of numbers for each measure; a cell without one is empty there, never 0. Then 据此算得, if anything was
    worked out, and 依据. Nothing in it is a formula.
    """
    book = Workbook()
    _compare(book.active, answer)
    if answer.derived:
        rows = [[d.text, d.formula, marks(d.inputs, answer.evidence)] for d in answer.derived]
        _fill(book.create_sheet("据此算得"), ("结果", "算式", "依据"), rows)
    sources: list[list[Value]] = [
        [e.n, e.unit, e.file, e.place, e.quote] for e in sorted(answer.evidence, key=lambda e: e.n)
    ]
    _fill(book.create_sheet("依据"), ("编号", "单位", "文件", "位置", "原文"), sources)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _compare(sheet: Any, answer: Answer) -> None:
    table = table_of(answer)
    head = ["单位"]
    rows: list[list[Value]] = [[row.unit] for row in table.rows]
    for i, name in enumerate(table.columns):
        head.append(name)
        for row, written in zip(table.rows, rows, strict=True):
            written.append(cell_words(row.cells[i], answer.evidence))
        for numbers in number_columns(table, i):
            head.append(f"{name}（{numbers.measure or '数值'}）")
            for figure, written in zip(numbers.figures, rows, strict=True):
                known = figure is not None and figure.value is not None
                written.append((figure.value, sign_of(figure)) if known else None)  # type: ignore[union-attr,arg-type]
    sheet.title = "对比表"
    _fill(sheet, head, rows, freeze="B2")
    sheet.page_setup.orientation = "landscape"
    for at, note in enumerate(answer.notes, start=len(rows) + 3):
        _put(sheet.cell(row=at, column=1), note)


def _fill(sheet: Any, head: Sequence[str], rows: Iterable[Sequence[Value]], *, freeze: str = "A2") -> None:
    """A sheet of rows under a head that stays in sight and is printed on every page."""
    widths = [0] * len(head)
    for at, values in enumerate((head, *rows), start=1):
        for n, value in enumerate(values):
            cell = sheet.cell(row=at, column=n + 1)
            _put(cell, value)
            cell.border = _BORDER
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="center" if at == 1 else "top",
                horizontal="center" if at == 1 else None,
            )
            widths[n] = max(widths[n], _width(value))
            if at == 1:
                cell.font, cell.fill = Font(bold=True), _HEAD_FILL
    sheet.auto_filter.ref = sheet.dimensions
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = min(_WIDEST, max(_NARROWEST, width + 2))
    sheet.freeze_panes = freeze
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = _A4
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


def _width(value: Value) -> int:
    """How wide a value is drawn, in digits: a Chinese character is as wide as two."""
    if isinstance(value, tuple):
        value = f"{value[1]}{value[0]:f}"
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in lines)
