"""How fast the library takes reports in and answers: python -m tests.bench.

On the samples, and on the seeds of ../shared where they are there. Prints one figure a line.
"""

import json
import statistics
import tempfile
import time
from pathlib import Path

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from rag.model import Turn
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LIBRARIES = (
    ("samples", ROOT / "ingest" / "samples", ROOT / "tests" / "gold" / "samples_qa.jsonl"),
    ("seeds", SHARED / "reports" / "seeds", SHARED / "gold" / "qa_dev.jsonl"),
)


def main() -> None:
    """Print the figures of every library that is here."""
    encoder = SentenceTransformerEncoder()
    started = time.perf_counter()
    encoder.encode_queries(["预热"])
    print(f"model ready after {time.perf_counter() - started:.1f} s")
    for name, reports, questions in LIBRARIES:
        if reports.is_dir():
            with (
                tempfile.TemporaryDirectory() as folder,
                Store.open(Path(folder), encoder, create=True) as store,
            ):
                _take_in(name, reports, store)
                _answer(name, questions, Assistant(store))


def _take_in(name: str, reports: Path, store: Store) -> None:
    parsing, whole = 0.0, time.perf_counter()
    characters = 0
    for path in discover([reports]):
        started = time.perf_counter()
        parsed = parse_file(path)
        parsing += time.perf_counter() - started
        store.add(path, parsed)
        characters += len(parsed.document.text)
    seconds = time.perf_counter() - whole
    check = store.check()
    print(
        f"{name}: {characters} characters, {check.reports} reports, {check.chunks} chunks in {seconds:.1f} s"
    )
    print(f"{name}: of it parsing {parsing:.1f} s; coverage {check.coverage:.4f}")


def _answer(name: str, questions: Path, assistant: Assistant) -> None:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    for round_ in ("first", "again"):
        spent = []
        for row in rows:
            history = [Turn(role=t["role"], content=t["content"]) for t in row.get("history", [])]
            spent.append(assistant.answer(row["question"], history).elapsed_ms)
        spent.sort()
        p95 = spent[int(len(spent) * 0.95) - 1]
        print(
            f"{name}: {len(rows)} answers, {round_}: median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms"
        )


if __name__ == "__main__":
    main()
