"""Rows as an Excel workbook: typed numbers, a heading that stays in sight."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

_WIDEST = 60


def workbook_of(rows: Iterable[Sequence[Any]], columns: Sequence[str], *, title: str) -> bytes:
    """The bytes of an .xlsx file with one sheet; text stays text, also where it looks like a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    widths = [len(name) for name in columns]
    sheet.append(list(columns))
    for row in rows:
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", v) if isinstance(v, str) else v for v in row])
        for cell in sheet[sheet.max_row]:
            if cell.data_type == "f":
                cell.data_type = "s"
            widths[cell.column - 1] = max(widths[cell.column - 1], 2 * len(str(cell.value or "")))
    for i, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(i)].width = min(_WIDEST, width + 2)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = BytesIO()
    book.save(out)
    return out.getvalue()
