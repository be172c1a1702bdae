"""A table the other way round: what were columns are rows."""

from rag.model import Row, Table


def turned(table: Table) -> Table:
    """The table with rows and columns exchanged; a unit's other names are only kept with its row."""
    columns = tuple(row.unit for row in table.rows)
    rows = tuple(
        Row(unit=name, cells=tuple(row.cells[at] for row in table.rows))
        for at, name in enumerate(table.columns)
    )
    return Table(columns=columns, rows=rows, turned=not table.turned)


def upright(table: Table) -> Table:
    """The table with a row a unit, whichever way round it is shown."""
    return turned(table) if table.turned else table
