"""Where words stand on a page: runs of text, the printed lines that they make, and pages of those."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# A gap this wide, in heights of the type, parts the fields of a form or the columns of a table.
_WIDE_GAP = 0.8
_WORD_GAP = 0.15
_SAME_HEIGHT = 0.4


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Text set in one go: its ends and base line from the page's top left, the height of its type, in one unit."""

    left: float
    right: float
    base: float
    size: float
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedLine:
    """A line as printed, its ends from the page's left. A row of a table (`is_row`) is never joined to another."""

    text: str
    left: float
    right: float
    size: float
    is_row: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The lines of a page from top to bottom; its width in the unit of theirs."""

    lines: tuple[PrintedLine, ...]
    width: float


def in_reading_order(runs: Iterable[Run]) -> list[Run]:
    """The runs from top to bottom and, on one height, from left to right, however they were set."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: r.base):
        if lines and _on_one_line(lines[-1][0], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [run for line in lines for run in sorted(line, key=lambda r: r.left)]


def lines_in_order(runs: Iterable[Run]) -> list[PrintedLine]:
    """The lines in the order in which the runs were set, which keeps columns apart."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines and _on_one_line(lines[-1][-1], run) and run.left >= lines[-1][-1].left:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_printed(line) for line in lines]


def _on_one_line(run: Run, other: Run) -> bool:
    return abs(run.base - other.base) <= _SAME_HEIGHT * max(run.size, other.size)


def _printed(runs: Sequence[Run]) -> PrintedLine:
    return PrintedLine(
        text="".join(_spaced(runs)),
        left=runs[0].left,
        right=max(run.right for run in runs),
        size=max(runs, key=lambda run: len(run.text)).size,
    )


def _spaced(runs: Sequence[Run]) -> Iterator[str]:
    before: Run | None = None
    for run in runs:
        gap = (run.left - before.right) / run.size if before else 0.0
        if gap > _WIDE_GAP:
            yield "　"
        elif gap > _WORD_GAP and before and before.text[-1].isascii() and run.text[0].isascii():
            yield " "
        yield run.text
        before = run
