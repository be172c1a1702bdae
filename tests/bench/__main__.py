"""python -m tests.bench: prints one figure a line, for the libraries that are here.

Each part runs in a process of its own, so that its peak of memory is its own.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.bench import answering, comparing, ingestion, recall, retrieval

PARTS: dict[str, Callable[[], Iterator[str]]] = {
    "ingest": ingestion.take_in,
    "plain": ingestion.encode_plainly,
    "answer": answering.main,
    "retrieve": retrieval.main,
    "recall": recall.main,
    "compare": comparing.main,
}


def main() -> None:
    """Run all parts one after the other, or the one named."""
    given = _arguments()
    if given.part == "retrieve":
        _show(retrieval.main(given.store, given.chunks))
    elif given.part:
        _show(PARTS[given.part]())
    else:
        ingested, plain = (_run(part) for part in ("ingest", "plain"))
        _show(ingestion.comparison(ingested, plain))
        for part in ("answer", "retrieve", "recall", "compare"):
            _run(part)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="one part; without it, all of them")
    parser.add_argument(
        "--store", type=Path, help="retrieve: also in a large library, made in this folder if it is not there"
    )
    parser.add_argument(
        "--chunks", type=int, default=100_000, help="retrieve: how large that library is made"
    )
    return parser.parse_args()


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
