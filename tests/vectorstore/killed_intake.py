"""Run as a script: takes real files in, in child processes that are killed at random moments and started again.

Each round begins with an empty library: the run is killed, the same run again completes, and then the library
must hold what an undisturbed run holds, with catalog and indexes in agreement.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from ingest.selection import select
from tests.vectorstore.bigrams import BigramEncoder
from tests.vectorstore.killed import child, finished
from vectorstore.intake import take_in
from vectorstore.store import Store


def add(store: Path, folders: list[Path], outcome: Path) -> None:
    with Store.open(store, BigramEncoder(), create=True) as opened:
        kinds = {Path(o.path).name: o.kind for o in take_in(opened, select(folders).files)}
    outcome.write_text(json.dumps(kinds))


def content(store: Path, outcome: Path) -> None:
    """What the library holds, after checking that its parts agree and that all text can be found."""
    with Store.open(store, BigramEncoder()) as opened:
        found = opened.check()
        assert found.clean, found
        assert found.complete, found
        assert opened.unfinished() == ()
        held = {f"{r.path}:{r.first_line}": r.id for r in opened.reports()}
    outcome.write_text(json.dumps([held, found.files, found.chunks]))


def main(work: Path, rounds: int, folders: list[Path]) -> None:
    chance = random.Random(20)
    started = time.perf_counter()
    finished(child(lambda: add(work / "undisturbed", folders, work / "outcomes")))
    longest = time.perf_counter() - started
    finished(child(lambda: content(work / "undisturbed", work / "expected")))
    expected = (work / "expected").read_text()
    failing = {name for name, kind in json.loads((work / "outcomes").read_text()).items() if kind == "failed"}
    killed = 0
    while killed < rounds:
        store = work / f"store-{killed}"
        pid = child(lambda store=store: add(store, folders, work / "ignored"))  # type: ignore[misc]
        time.sleep(chance.uniform(0.02, 0.95) * longest)
        os.kill(pid, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != -signal.SIGKILL:
            longest *= 0.9  # it was done before: the next moments come earlier
            continue
        killed += 1
        finished(child(lambda store=store: add(store, folders, work / "again")))  # type: ignore[misc]
        again = json.loads((work / "again").read_text())
        assert {name for name, kind in again.items() if kind == "failed"} == failing
        finished(child(lambda store=store: content(store, work / "found")))  # type: ignore[misc]
        assert (work / "found").read_text() == expected, f"after killing number {killed}"
    sys.stdout.write(f"killed {killed}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), [Path(folder) for folder in sys.argv[3:]])
