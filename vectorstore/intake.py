"""Taking files in, one after the other: every file has an outcome, and none stops the others."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from ingest.errors import IngestError, ReaderError
from ingest.loaders import check_name
from ingest.loaders.archive import size_of
from ingest.parsed import ParsedFile
from ingest.pipeline import file_hash, parse_file
from vectorstore.errors import StoreBusy, StoreError
from vectorstore.model import FileOutcome, IntakeProgress, IntakeStage, Progress
from vectorstore.store import Store

Watch = Callable[[IntakeProgress], None]


def take_in(
    store: Store, files: Sequence[Path], *, force: bool = False, progress: Watch | None = None
) -> Iterator[FileOutcome]:
    """Take the files in, each whole or not at all, and yield what became of each as it is done.

    The right to write is kept until the last. With `force` unchanged files are parsed anew. A failing store ends
    the work, since it would fail for all of them: the rest is told as failed. Raises `StoreBusy`. While a file is
    encoded the next one is read.
    """
    journey = _Journey(files, progress)
    done = 0
    reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="read-ahead")
    try:
        with store.writing():
            ahead = deque(reader.submit(_read, store, path, force) for path in files[:1])
            for n, path in enumerate(files):
                ahead.extend(reader.submit(_read, store, later, force) for later in files[n + 1 : n + 2])
                journey.show(path, "reading", 0, 1)
                outcome = _take_one(store, path, ahead.popleft(), force, journey)
                done += 1
                yield outcome
    except StoreBusy:
        raise
    except StoreError as error:
        yield from (_failed(path, error) for path in files[done:])
    finally:
        reader.shutdown(cancel_futures=True)


def _read(store: Store, path: Path, force: bool) -> ParsedFile | None:
    """A file's reports; None where it is in the store as it is. Raises `IngestError` and `StoreError`."""
    check_name(path)
    if not force and store.is_unchanged(path, file_hash(path)):
        return None
    return parse_file(path, store.cuts(path))


def _take_one(
    store: Store, path: Path, reading: "Future[ParsedFile | None]", force: bool, journey: "_Journey"
) -> FileOutcome:
    parsed: ParsedFile | None = None
    try:
        parsed = reading.result()
        if parsed is None:
            return FileOutcome(path=str(path), kind="unchanged")
        return store.add(path, parsed, force=force, progress=lambda p: journey.encoded(path, p))
    except IngestError as error:
        return _failed(path, error)
    except StoreError:
        raise
    except Exception as error:  # a fault of ours in one file must not keep the others out; it is reported
        return FileOutcome(
            path=str(path),
            kind="failed",
            error=f"解析时出现意外错误（{type(error).__name__}: {error}）。",
            advice="请把这个文件和这条消息发给维护人员；其他文件不受影响。",
        )
    finally:
        journey.passed(path, parsed)


def _failed(path: Path, error: ReaderError) -> FileOutcome:
    return FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)


class _Journey:
    """How far the work has come, and how long the rest will take at the pace so far, by the files' sizes."""

    def __init__(self, files: Sequence[Path], watch: Watch | None) -> None:
        self._watch = watch
        self._sizes = {path: _size(path) for path in files}
        self._all = sum(self._sizes.values())
        self._bytes = self._files = self._reports = self._characters = 0
        self._started = time.monotonic()

    def show(self, path: Path, stage: IntakeStage, done: int, total: int) -> None:
        """Tell the watcher where the work stands."""
        if self._watch is None:
            return
        share = (self._bytes + self._sizes[path] * (done / max(1, total))) / max(1, self._all)
        spent = time.monotonic() - self._started
        self._watch(
            IntakeProgress(
                file=path.name,
                stage=stage,
                done=done,
                total=total,
                files_done=self._files,
                files=len(self._sizes),
                reports=self._reports,
                characters=self._characters,
                seconds_left=spent * (1 - share) / share if share > 0 else None,
            )
        )

    def encoded(self, path: Path, progress: Progress) -> None:
        """Tell how far the file that is being worked on is."""
        self.show(path, progress.stage, progress.done, progress.total)

    def passed(self, path: Path, parsed: ParsedFile | None) -> None:
        """Count a file as done; `parsed` is None where nothing of it was read anew."""
        self._bytes += self._sizes[path]
        self._sizes[path] = 0
        self._files += 1
        if parsed is not None:
            self._reports += len(parsed.reports)
            self._characters += sum(len(p.report.text) for p in parsed.reports)
        self.show(path, "indexing", 1, 1)


def _size(path: Path) -> int:
    """The bytes of a file; 1 where they cannot be told, which its reading will."""
    with suppress(IngestError, OSError):
        return max(1, size_of(path))
    return 1
