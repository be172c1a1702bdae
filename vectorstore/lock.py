"""One process at a time: a lock that ends with the process that holds it, on every system.

Needed for writing, and for reading Chroma's files into memory: Chroma does not expect two processes and
crashes where one reads what the other is writing.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import StoreBusy

_NAME = "lock.sqlite3"
_PATIENCE_SECONDS = 2.0  # a reader holds the lock for half a second at 100,000 chunks


@contextmanager
def locked(store: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the store's lock; `StoreBusy` where another keeps it.

    Held as an open SQLite transaction, so that a killed holder leaves nothing behind.
    """
    timeout = _PATIENCE_SECONDS if wait else 0.0
    connection = sqlite3.connect(
        store / _NAME, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise StoreBusy("另一个程序正在写入这个资料库。") from error
        yield
    finally:
        connection.close()
