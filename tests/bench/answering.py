"""How fast questions are answered, on the samples and on the seeds of ../shared where they are there."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from tests.bench.measure import p95
from tests.bench.places import LIBRARIES, Library, questions
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store


def main() -> Iterator[str]:
    """Yield the figures of every library that is here."""
    encoder = SentenceTransformerEncoder()
    started = time.perf_counter()
    encoder.encode_queries(["预热"])
    yield f"model ready: {time.perf_counter() - started:.1f} s"
    for library in LIBRARIES:
        if library.reports.is_dir():
            with (
                tempfile.TemporaryDirectory() as folder,
                Store.open(Path(folder), encoder, create=True) as store,
            ):
                for path in discover([library.reports]):
                    store.add(path, parse_file(path))
                yield from _encode_questions(library, encoder)
                yield from _answer(library, Assistant(store))


def _encode_questions(library: Library, encoder: SentenceTransformerEncoder) -> Iterator[str]:
    spent = []
    for question, _ in questions(library):
        started = time.perf_counter()
        encoder.encode_queries([question])
        spent.append(1000 * (time.perf_counter() - started))
    median = statistics.median(spent)
    yield f"{library.name}, a question's vector, median: {median:.1f} ms, longest {max(spent):.1f} ms"


def _answer(library: Library, assistant: Assistant) -> Iterator[str]:
    asked = questions(library)
    for round_ in ("first", "again"):
        spent = sorted(assistant.answer(*asking).elapsed_ms for asking in asked)
        median = statistics.median(spent)
        yield f"{library.name}: {len(asked)} answers, {round_}: median {median:.0f} ms, p95 {p95(spent):.0f} ms"
