"""How fast questions are answered, on the samples and on the seeds of ../shared where they are there."""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from langchain_core.messages import convert_to_messages

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from tests.bench.places import ROOT, SHARED
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

LIBRARIES = (
    ("samples", ROOT / "ingest" / "samples", ROOT / "tests" / "gold" / "samples_qa.jsonl"),
    ("seeds", SHARED / "reports" / "seeds", SHARED / "gold" / "qa_dev.jsonl"),
)


def main() -> Iterator[str]:
    """Yield the figures of every library that is here."""
    encoder = SentenceTransformerEncoder()
    started = time.perf_counter()
    encoder.encode_queries(["预热"])
    yield f"model ready: {time.perf_counter() - started:.1f} s"
    for name, reports, questions in LIBRARIES:
        if reports.is_dir():
            with (
                tempfile.TemporaryDirectory() as folder,
                Store.open(Path(folder), encoder, create=True) as store,
            ):
                for path in discover([reports]):
                    store.add(path, parse_file(path))
                yield from _encode_questions(name, questions, encoder)
                yield from _answer(name, questions, Assistant(store))


def _encode_questions(name: str, questions: Path, encoder: SentenceTransformerEncoder) -> Iterator[str]:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    spent = []
    for row in rows:
        started = time.perf_counter()
        encoder.encode_queries([row["question"]])
        spent.append(1000 * (time.perf_counter() - started))
    yield f"{name}, a question's vector, median: {statistics.median(spent):.1f} ms, longest {max(spent):.1f} ms"


def _answer(name: str, questions: Path, assistant: Assistant) -> Iterator[str]:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    for round_ in ("first", "again"):
        spent = []
        for row in rows:
            history = convert_to_messages(row.get("history", []))
            spent.append(assistant.answer(row["question"], history).elapsed_ms)
        spent.sort()
        p95 = spent[int(len(spent) * 0.95) - 1]
        yield f"{name}: {len(rows)} answers, {round_}: median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms"
