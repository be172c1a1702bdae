"""Run as a script: adds files again and again in child processes that are killed at any moment.

After each killing, a reader must find every file whole: as it was before, or as it is now. In the end the
same run completes and the three stores agree. Children are forked by a process that never opens a store.
"""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.vectorstore.bigrams import BigramEncoder
from tests.vectorstore.library import parse, write
from vectorstore.store import Store

FILES, REPORTS, LINES = 6, 2, 12


def texts(file: int, version: int) -> tuple[str, ...]:
    """The reports of a file in one version; the second of them never changes and stands in every file."""
    lines = [f"第{n}项工作完成{file * 100 + n * version}件。" for n in range(LINES)]
    return "\n".join([f"第{file}村工作总结", *lines]), "共同的报告工作总结\n" + "全县通报表扬3次。\n" * 3


def write_version(folder: Path, version: int) -> None:
    for file in range(FILES):
        write(folder, f"{file}.txt", *texts(file, version))


def add_all(store: Path, folder: Path) -> None:
    with Store.open(store, BigramEncoder(), create=True) as opened, opened.writing():
        for path in sorted(folder.iterdir()):
            opened.add(path, parse(path))


def read_all(store: Path, folder: Path, version: int) -> None:
    """What a reader sees is whole, whatever happened to the writer."""
    if not (store / "catalog.sqlite3").exists():
        return
    with Store.open(store, BigramEncoder(), create=True) as opened:
        wholes = {t: (n, v) for n in range(FILES) for v in range(version + 1) for t in texts(n, v)}
        for report in opened.reports():
            assert report.report.text in wholes
            assert len(opened.chunks(report.id)) == report.report.text.rstrip().count("\n") + 1
        for file in opened.files():
            assert len(file.reports) == REPORTS
        for hit in opened.search("第3项工作完成多少件", n=20):
            assert opened.chunks_by_id([hit.chunk_id])


def check_all(store: Path, folder: Path, version: int) -> None:
    with Store.open(store, BigramEncoder()) as opened:
        found = opened.check()
        assert found.clean, found
        assert found.coverage == 1.0
        stored = {report.report.text for report in opened.reports()}
        assert stored == {text for n in range(FILES) for text in texts(n, version)}


def child(work: Callable[[], None]) -> int:
    """Start `work` in a process of its own."""
    if pid := os.fork():
        return pid
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def finished(pid: int) -> None:
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status == 0, f"a child ended with {status}"


def main(work: Path, rounds: int) -> None:
    store, folder = work / "store", work / "files"
    chance = random.Random(7)
    write_version(folder, 0)
    started = time.perf_counter()
    finished(child(lambda: add_all(work / "rehearsal", folder)))
    longest = time.perf_counter() - started
    killed = 0
    for version in range(rounds):
        write_version(folder, version)
        pid = child(lambda: add_all(store, folder))
        time.sleep(chance.uniform(0.1, 1.0) * longest)
        os.kill(pid, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        finished(child(lambda version=version: read_all(store, folder, version)))  # type: ignore[misc]
    assert killed > rounds // 3, f"only {killed} of {rounds} were killed in time"
    finished(child(lambda: add_all(store, folder)))
    finished(child(lambda: check_all(store, folder, rounds - 1)))
    sys.stdout.write(f"killed {killed}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
