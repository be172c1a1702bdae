"""Taking files in, in the background: one at a time over all pages, and every page sees the same progress."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.selection import select
from rag.web.ports import Librarian, advice_of
from vectorstore.model import FileOutcome, IntakeProgress

log = logging.getLogger(__name__)

Phase = Literal["idle", "working", "done"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Batch:
    """Files that came together. `refused` are those that did not even arrive, each with the reason."""

    files: tuple[Path, ...] = ()
    refused: tuple[FileOutcome, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeState:
    """How far the work is, for every page to show.

    `outcomes` are the files that are through; `waiting` how many files queue behind the batch under way;
    `left` the files that were not begun because the work was stopped; `trouble` why it ended early.
    """

    phase: Phase = "idle"
    progress: IntakeProgress | None = None
    outcomes: tuple[FileOutcome, ...] = ()
    skipped: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    waiting: int = 0
    stopping: bool = False
    trouble: str = ""

    @property
    def working(self) -> bool:
        """Whether files are being taken in."""
        return self.phase == "working"


class IntakeDesk:
    """Takes batches of files in, one behind the other, on a thread of its own. Safe to use from many threads."""

    def __init__(self, librarian: Librarian) -> None:
        self._librarian = librarian
        self._lock = threading.Lock()
        self._state = IntakeState()
        self._queue: deque[Batch] = deque()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> IntakeState:
        """How far the work is; returns at once."""
        return self._state

    def start(self, batch: Batch) -> None:
        """Take a batch in; it waits its turn while another is under way."""
        with self._lock:
            self._queue.append(batch)
            if self._state.working:
                self._state = replace(self._state, waiting=self._state.waiting + len(batch.files))
                return
            self._state = IntakeState(phase="working", waiting=len(batch.files))
            self._thread = threading.Thread(target=self._run, name="intake")
            self._thread.start()

    def start_samples(self) -> None:
        """Take the built-in sample reports in; does nothing while files are being taken in."""
        if not self._state.working:
            self.start(Batch(files=tuple(self._librarian.samples())))

    def stop(self) -> None:
        """End the work after the file it is at; files already in stay in."""
        with self._lock:
            if self._state.working:
                self._state = replace(self._state, stopping=True)

    def close(self) -> None:
        """End the work after the file it is at, and wait for that."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def dismiss(self) -> None:
        """Forget the summary of the last work."""
        with self._lock:
            if not self._state.working:
                self._state = IntakeState()

    def _run(self) -> None:
        trouble = ""
        while not trouble:
            with self._lock:
                if not self._queue or self._state.stopping:
                    break
                batch = self._queue.popleft()
                self._state = replace(self._state, waiting=sum(len(b.files) for b in self._queue))
            trouble = self._take_in(batch)
        with self._lock:
            unbegun, self._queue = self._queue, deque()
            left = (*self._state.left, *(file.name for batch in unbegun for file in batch.files))
            self._state = replace(self._state, phase="done", progress=None, left=left, trouble=trouble)
        for batch in unbegun:
            self._tidy(batch)

    def _take_in(self, batch: Batch) -> str:
        """Why the work cannot go on; nothing where it can."""
        self._update(outcomes=batch.refused, skipped=batch.skipped)
        begun, files = 0, batch.files
        try:
            files = self._select(batch)
            with closing(self._librarian.take_in(files, self._show)) as outcomes:
                for outcome in outcomes:
                    begun += 1
                    self._update(outcomes=(outcome,))
                    if self._state.stopping:
                        break
        except Exception as error:
            log.exception("the intake ended early")
            return advice_of(error) or "程序出了错，详情见程序日志。请重新添加一次；若仍不行，请告诉管理员。"
        finally:
            self._update(left=tuple(path.name for path in files[begun:]))
            self._tidy(batch)
        return ""

    def _tidy(self, batch: Batch) -> None:
        try:
            self._librarian.tidy(batch.files)
        except Exception:
            # A copy that stays is no harm; work that never ends would be.
            log.exception("copies of files that did not come in could not be deleted")

    def _select(self, batch: Batch) -> tuple[Path, ...]:
        """The files to read; what is none is noted."""
        chosen = select(batch.files)
        unreadable = [
            FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)
            for path, error in chosen.unreadable
        ]
        self._update(outcomes=unreadable, skipped=[path.name for path in chosen.skipped])
        return chosen.files

    def _show(self, progress: IntakeProgress) -> None:
        with self._lock:
            self._state = replace(self._state, progress=progress)

    def _update(
        self,
        *,
        outcomes: Sequence[FileOutcome] = (),
        skipped: Sequence[str] = (),
        left: Sequence[str] = (),
    ) -> None:
        with self._lock:
            self._state = replace(
                self._state,
                outcomes=(*self._state.outcomes, *outcomes),
                skipped=(*self._state.skipped, *skipped),
                left=(*self._state.left, *left),
            )
