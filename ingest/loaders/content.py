"""What is read on a page of runs and rules: printed lines, with the rows of ruled tables in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.loaders.layout import PrintedLine, Run, lines_in_order
from ingest.loaders.ruled import Rule, Table, find_tables
from ingest.loaders.tables import table_lines

# So many lines of page header or footer may stand between the parts of a table that runs over.
_MARGIN_LINES = 2
_SAME_PLACE = 5.0


@dataclass(kw_only=True, slots=True)
class ContentReader:
    """Reads page after page, and keeps the table at the foot of one, which may go on on the next."""

    _columns: tuple[float, ...] = ()
    _rows: list[list[str]] = field(default_factory=list)

    def lines(self, runs: Sequence[Run], rules: Sequence[Rule]) -> Iterator[PrintedLine]:
        """The lines of the next page in the order of its runs, in points; none for a page that is not read."""
        content = _arranged(runs, find_tables(rules))
        before, columns, self._rows = self._rows, self._columns, []
        for at, item in enumerate(content):
            if isinstance(item, PrintedLine):
                yield item
                continue
            rows = item.rows()
            goes_on = before and at <= _MARGIN_LINES and _same_columns(columns, item.xs)
            if goes_on and rows[:1] == before[:1]:  # the header, repeated
                rows = rows[1:]
            above = before if goes_on else []
            for row in list(table_lines([*above, *rows]))[len(above) :]:
                for text in row.split("\n"):
                    yield PrintedLine(text=text, left=item.xs[0], right=item.xs[-1], size=1.0, is_row=True)
            if len(content) - at - 1 <= _MARGIN_LINES:
                self._rows, self._columns = [*above, *rows], item.xs


def _arranged(runs: Sequence[Run], tables: Sequence[Table]) -> list[PrintedLine | Table]:
    """Lines and tables; a table stands where its first run does."""
    taken = [next((table for table in tables if table.take(run)), None) for run in runs]
    content: list[PrintedLine | Table] = []
    running: list[Run] = []
    for run, table in zip(runs, taken, strict=True):
        if table is None or table.is_frame():
            running.append(run)
        elif not any(item is table for item in content):
            content += [*lines_in_order(running), table]
            running = []
    return [*content, *lines_in_order(running)]


def _same_columns(some: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return len(some) == len(others) and all(
        abs(one - other) < _SAME_PLACE for one, other in zip(some, others, strict=True)
    )
