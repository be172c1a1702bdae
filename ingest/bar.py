"""A progress bar for commands: on a terminal only, on standard error, gone when the work is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Show(Protocol):
    """Shows what is being done now; `done` of `total` where these are given, else as before."""

    def __call__(self, words: str, done: int | None = None, total: int | None = None, /) -> None:
        """Draw it."""


@contextmanager
def progress_bar() -> Iterator[Show]:
    """A bar that is drawn anew with each call of what is yielded."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    words_column = TextColumn("{task.description}", markup=False)
    columns = (words_column, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(words: str, done: int | None = None, total: int | None = None, /) -> None:
            bar.update(task, description=words, completed=done, total=total)

        yield show
