"""The catalog: the SQLite file that is the truth about a library, and the way to its tables.

One connection reads and one writes, each behind a lock, so that any thread may use the catalog; the
write-ahead log lets every process read while one writes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from vectorstore import edits
from vectorstore.errors import StoreDamaged
from vectorstore.model import EncoderIdentity
from vectorstore.rows import encoder_of
from vectorstore.schema import CORRECTIONS, TABLES, UPGRADES, VERSION

_BUSY_SECONDS = 20.0
_RETRY = "请确认磁盘没有写满、文件夹可以写入，再重试。"
_LOST = "请用备份恢复，或把报告文件添加到一个新的资料库（--store 指定新的文件夹）。"


class Catalog:
    """An open catalog."""

    def __init__(self, path: Path) -> None:
        """Open the catalog that stands at `path`. Raises `StoreDamaged` for one of another version."""
        self._path = path
        self._read_lock, self._write_lock = RLock(), RLock()
        self._reader, self._writer = _connect(path), _connect(path)
        try:
            version = self._upgraded(self._meta("version"))
            if version != str(VERSION):
                raise StoreDamaged(
                    f"资料库 {path.parent} 的格式是第 {version} 版，本程序用的是第 {VERSION} 版。",
                    advice="请把报告文件添加到一个新的资料库（--store 指定新的文件夹）。",
                )
        except StoreDamaged:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, encoder: EncoderIdentity) -> "Catalog":
        """Make an empty catalog for vectors of this encoder, whole or not at all."""
        connection = _connect(path)
        try:
            with _translated(path):
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(f"BEGIN; {TABLES} {CORRECTIONS}")
                connection.execute("INSERT INTO meta VALUES ('version', ?)", (str(VERSION),))
                edits.turn_to(connection, encoder, generation=1)
                connection.execute("COMMIT")
        finally:
            connection.close()
        return cls(path)

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether a catalog stands at `path`; one whose making was cut short does not count."""
        if not path.is_file():
            return False
        connection = _connect(path)
        try:
            with _translated(path, _LOST):
                return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone())
        finally:
            connection.close()

    def close(self) -> None:
        """Close both connections."""
        with self._write_lock, self._read_lock:
            self._writer.close()
            self._reader.close()

    @property
    def revision(self) -> int:
        """A number that changes with every commit, also one of another process."""
        with self._read_lock, _translated(self._path):
            return int(self._reader.execute("PRAGMA data_version").fetchone()[0])

    @property
    def encoder(self) -> EncoderIdentity:
        """The encoder that made the vectors."""
        return encoder_of(self._meta("encoder"))

    @property
    def generation(self) -> int:
        """Which generation of the derived indexes belongs to the catalog."""
        return int(self._meta("generation"))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The tables as they are at one moment, whatever is written meanwhile."""
        with self._read_lock, _translated(self._path), _transaction(self._reader, "BEGIN"):
            yield self._reader

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The tables to be changed: all of it at the end of the block, or nothing where it raises."""
        with self._write_lock, _translated(self._path), _transaction(self._writer, "BEGIN IMMEDIATE"):
            yield self._writer

    def _upgraded(self, version: str) -> str:
        """The version of the tables after bringing those of an earlier one up to date, whole or not at all."""
        if version not in UPGRADES:
            return version
        with self.writing() as db:
            # Another program may have done it meanwhile.
            if self._meta("version") == version:
                for statement in UPGRADES[version].split(";"):
                    db.execute(statement)
                db.execute("UPDATE meta SET value = ? WHERE key = 'version'", (str(VERSION),))
        return self._meta("version")

    def _meta(self, key: str) -> str:
        with self._read_lock, _translated(self._path):
            row = self._reader.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise StoreDamaged(f"资料库 {self._path.parent} 的目录里缺少 {key}。", advice=_LOST)
        return str(row[0])


def _connect(path: Path) -> sqlite3.Connection:
    with _translated(path):
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def _translated(path: Path, advice: str = _RETRY) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"资料库 {path.parent} 的目录文件无法读写（{error}）。", advice=advice) from error
