"""Taking the sample reports in, in the background and once, whoever asked and however many pages watch."""

import logging
import threading
from dataclasses import dataclass
from typing import Literal

from rag.web.ports import Library, advice_of

log = logging.getLogger(__name__)

LoadPhase = Literal["idle", "loading", "failed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadState:
    """How far the loading is; `message` is for the reader."""

    phase: LoadPhase = "idle"
    message: str = ""


class SampleLoader:
    """Runs `Library.load_samples` on a thread of its own; every page reads the same `state`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._state = LoadState()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()

    @property
    def state(self) -> LoadState:
        """How far the loading is; returns at once."""
        return self._state

    def start(self) -> None:
        """Begin loading; does nothing while a loading is under way."""
        with self._lock:
            if self._state.phase == "loading":
                return
            self._state = LoadState(phase="loading", message="正在载入示例材料")
            self._thread = threading.Thread(target=self._run, name="load-samples")
            self._thread.start()

    def stop(self) -> None:
        """End a loading after the file it is at, and wait for that; files already in stay in."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            for message in self._library.load_samples():
                self._state = LoadState(phase="loading", message=message)
                if self._stopping.is_set():
                    break
        except Exception as error:
            log.exception("the samples could not be loaded")
            reason = advice_of(error) or "详情见程序日志，请重试或告诉管理员。"
            self._state = LoadState(phase="failed", message=f"示例材料没有载入：{reason}")
        else:
            self._state = LoadState()
