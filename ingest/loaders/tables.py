"""A table as lines that can be read one by one: each row with its header beside its values."""

import re
from collections.abc import Iterator, Sequence

_BAR = "｜"
_LONGEST_HEADER = 20
_LONG_TEXT = 200
_FIGURE = re.compile(r"[-+＋－]?[\d０-９,，.．]+\s*[%％‰]?\D{0,4}")
# What stands over the first column of a list, hardly ever beside a value in a form.
_FIRST_HEADERS = frozenset(
    "序号 编号 项目 指标 指标名称 名称 单位名称 类别 月份 年份 年度 日期 时间 任务 内容".split()
)


def table_lines(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> Iterator[str]:
    """One line a row. `header` says whether the first row is one; None: judge by what stands in it.

    Under a header a row reads 表头：值｜表头：值, without it 值｜值; the header's own rows stand first. The paragraphs
    of a long cell (`cell_text`) are lines within its row's.
    """
    if not rows:
        return
    names, deep = names_of_columns(rows)
    if header is None:
        header = _has_header(names, rows[deep:])
    for row in rows[:deep]:
        yield join_cells(row)
    for row in rows[deep:]:
        yield record(names, row, _BAR) if header else join_cells(row)


def cell_text(paragraphs: Sequence[str]) -> str:
    """The words of a cell: on one line, but a long text of several paragraphs keeps them, as a report in a form."""
    filled = [text for paragraph in paragraphs if (text := paragraph.strip())]
    is_long = len(filled) > 1 and sum(map(len, filled)) > _LONG_TEXT
    return ("\n" if is_long else " ").join(filled)


def names_of_columns(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], int]:
    """The first row as the columns' names, and how many rows they take: two where a name is merged over several
    columns that the next row tells apart (上半年 over 数量 and 金额)."""
    first, second = rows[0], rows[1] if len(rows) > 1 else []
    merged = [
        bool(name) and name in (*first[max(0, at - 1) : at], *first[at + 1 : at + 2])
        for at, name in enumerate(first)
    ]
    told_apart = len(first) == len(second) and not any(map(looks_like_figure, filter(None, second)))
    if not told_apart or not any(merged) or len(set(first)) < 2 or len(set(second)) < 2:
        return first, 1
    pairs = list(zip(first, second, merged, strict=True))
    if any(not below or below == name for name, below, is_merged in pairs if is_merged):
        return first, 1
    if any(below not in ("", name) for name, below, is_merged in pairs if not is_merged):
        return first, 1
    return [name + below if is_merged else name for name, below, is_merged in pairs], 2


def join_cells(cells: Sequence[str]) -> str:
    """The cells side by side, those merged with their neighbour or empty left out."""
    return _BAR.join(cell for at, cell in enumerate(cells) if cell and (at == 0 or cell != cells[at - 1]))


def record(header: Sequence[str], row: Sequence[str], between: str) -> str:
    """Each value that is not empty with its header before it; a value without header stands alone."""
    names = [*header, *[""] * (len(row) - len(header))]
    pairs = [f"{name}：{value}" if name else value for name, value in zip(names, row, strict=False) if value]
    return between.join(dict.fromkeys(pairs))


def looks_like_figure(cell: str) -> bool:
    """Whether a cell holds a number with at most a short unit behind it."""
    return _FIGURE.fullmatch(cell) is not None


def _has_header(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Headed lists have short, different names over columns of figures; forms have names beside values."""
    if len(first) < 2 or not rest or len(set(first)) < len(first):
        return False
    if any(not cell or len(cell) > _LONGEST_HEADER or looks_like_figure(cell) for cell in first):
        return False
    if first[0] in _FIRST_HEADERS:
        return True
    if len(first) < 3 or len(rest) < 2:
        return False
    columns = list(zip(*(row for row in rest if len(row) == len(first)), strict=True))
    return any(all(looks_like_figure(cell) for cell in column) for column in columns)
