"""A progress bar for commands: on a terminal only, on standard error, gone when the work is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Show(Protocol):
    """Shows what is being done now: `done` of `total` of the bar's unit, and a word on how it goes."""

    def __call__(self, words: str, done: int, total: int, told: str = "", /) -> None:
        """Draw it."""


@contextmanager
def progress_bar(unit: str) -> Iterator[Show]:
    """A bar that counts in `unit` (文件) and is drawn anew with each call of what is yielded."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("个{task.fields[unit]}", markup=False),
        TimeElapsedColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, told="", unit=unit)

        def show(words: str, done: int, total: int, told: str = "", /) -> None:
            bar.update(task, description=words, completed=done, total=total, told=told)

        yield show
