"""python -m tests.bench: prints one figure a line, for the libraries that are here.

Each part runs in a process of its own, so that its peak of memory is its own.
"""

import subprocess
import sys
from collections.abc import Iterable

from tests.bench import answering, ingestion

PARTS = {"ingest": ingestion.take_in, "plain": ingestion.encode_plainly, "answer": answering.main}


def main() -> None:
    """Run all parts one after the other, or the one named."""
    if sys.argv[1:]:
        _show(PARTS[sys.argv[1]]())
        return
    ingested, plain = (_run(part) for part in ("ingest", "plain"))
    _show(ingestion.comparison(ingested, plain))
    _run("answer")


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _run(part: str) -> dict[str, float]:
    """Run a part in a process of its own, show what it prints, and return its figures: lines `name: value unit`."""
    figures = {}
    command = [sys.executable, "-m", "tests.bench", part]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            name, _, value = line.rpartition(": ")
            try:
                figures[name] = float(value.split()[0])
            except (ValueError, IndexError):
                continue
    if process.returncode:
        sys.exit(process.returncode)
    return figures


if __name__ == "__main__":
    main()
