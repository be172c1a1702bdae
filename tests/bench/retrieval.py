"""How fast evidence is found, from a question to what was read for it: on the seeds, and on a library of any size.

python -m tests.bench retrieve --store FOLDER [--chunks 100000]: makes the library in FOLDER where there is none, and
uses it again the next time.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from langchain_core.messages import BaseMessage

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from rag.directory import Directory
from rag.retrieve import Reading, Shelf, read_for
from rag.surroundings import Readable
from rag.talk import understand
from tests.bench.measure import memory, p95
from tests.bench.places import LIBRARIES, questions, reports
from tests.bench.synthetic import RecombiningEncoder, build, material
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.model import CatalogedReport
from vectorstore.search import Search
from vectorstore.store import Store

Asking = tuple[str, Sequence[BaseMessage]]

_ROUNDS = 3
_QUESTIONS = 200
_REMEMBERED = 64  # questions whose vectors the encoder keeps
_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("the library's units", Shelf, "refresh"),
    ("units named", Directory, "resolve"),
    ("question's vector", SentenceTransformerEncoder, "encode_queries"),
    ("by meaning", Search, "dense"),
    ("by words", Search, "lexical"),
    ("clauses", Search, "nearness"),
    ("chunks read", Store, "chunks_by_id"),
    ("reports laid out", Readable, "__init__"),
)


def main(store: Path | None = None, chunks: int = 100_000) -> Iterator[str]:
    """Yield the figures of the small libraries that are here, then those of the large one, if one is asked for."""
    encoder = SentenceTransformerEncoder()
    encoder.encode_queries(["预热"])
    yield f"others at work here: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    for library in LIBRARIES:
        if library.reports.is_dir():
            with (
                tempfile.TemporaryDirectory() as folder,
                Store.open(Path(folder), encoder, create=True) as small,
            ):
                for path in discover([library.reports]):
                    small.add(path, parse_file(path))
                yield from measured(library.name, small, questions(library))
    if store is not None:
        if not store.exists():
            yield from _made(store, encoder, chunks)
        yield from _large(store / "store", encoder)


def _made(folder: Path, encoder: SentenceTransformerEncoder, chunks: int) -> Iterator[str]:
    started = time.perf_counter()
    given = material(reports())
    recombining = RecombiningEncoder(encoder, given)
    yield f"recombined from: {len(given.sentences)} sentences, {len(given.clauses)} clauses encoded"
    with Store.open(folder / "store", recombining, create=True) as store:
        (*_, made) = build(store, given, folder / "files", chunks=chunks)
    yield f"library of {made} chunks made: {time.perf_counter() - started:.0f} s"


def _large(folder: Path, encoder: SentenceTransformerEncoder) -> Iterator[str]:
    before = memory()
    with Store.open(folder, encoder) as store:
        held: tuple[CatalogedReport, ...]
        held, seconds = _timed(store.reports)
        yield f"large: reports read: {seconds:.2f} s, {memory() - before:.0f} MB"
        shelf = Shelf(store)
        naming, open_ = asked_of(held, _QUESTIONS)
        for name, (asking, *_) in (("naming a unit", naming), ("of all", open_)):
            _, seconds = _timed(partial(evidence, shelf, *asking))
            yield f"large: first question {name}: {1000 * seconds:.0f} ms, memory then {memory():.0f} MB"
        yield f"large: {len(held)} reports of {len({r.report.unit.name for r in held})} units"
        yield from measured("large, unit named", store, naming)
        yield from measured("large, no unit named", store, open_)
        yield f"large: memory at last {memory():.0f} MB"


def asked_of(held: Sequence[CatalogedReport], n: int) -> tuple[list[Asking], list[Asking]]:
    """`n` questions for figures of these reports, once with the unit's name in front, once without."""
    draw = random.Random(7)
    naming: list[Asking] = []
    open_: list[Asking] = []
    while len(naming) < n:
        report = draw.choice(held).report
        figures = [f for f in report.figures if len(f.subject) > 3 and f.value is not None]
        if figures:
            figure = draw.choice(figures)
            topic = f"{figure.subject}有多少{figure.measure}？"
            naming.append((f"{report.unit.name}{topic}", ()))
            open_.append((topic, ()))
    return naming, open_


def measured(name: str, store: Store, asked: Sequence[Asking]) -> Iterator[str]:
    """Two rounds and more over all questions; before each everything is forgotten but the vectors of reports."""
    rounds = []
    for _ in range(1 + _ROUNDS):
        shelf = _forgetful(store)
        before = time.process_time()
        spent = sorted(1000 * _timed(partial(evidence, shelf, *asking))[1] for asking in asked)
        rounds.append((spent, 1000 * (time.process_time() - before) / len(asked)))
    for which, some in (("first", rounds[:1]), ("again", rounds[1:])):
        median = statistics.median(statistics.median(spent) for spent, _ in some)
        high = statistics.median(p95(spent) for spent, _ in some)
        busy = statistics.median(processor for _, processor in some)
        yield (
            f"{name}: {len(asked)} questions to evidence, {which}: median {median:.1f} ms, p95 {high:.1f} ms; "
            f"processor {busy:.1f} ms on average"
        )
    with _watched() as steps:
        shelf = _forgetful(store)
        for asking in asked:
            evidence(shelf, *asking)
    told = ", ".join(f"{step} {1000 * seconds / len(asked):.1f}" for step, seconds in steps.items())
    yield f"{name}: of these, ms a question on average: {told}"
    made = Assistant(store, shelf=_forgetful(store))
    answers = sorted(1000 * _timed(partial(made.answer, *asking))[1] for asking in asked)
    yield f"{name}: {len(asked)} answers: median {statistics.median(answers):.1f} ms, p95 {p95(answers):.1f} ms"


def _forgetful(store: Store) -> Shelf:
    """A shelf on which no report is laid out yet, over an encoder that remembers none of the questions."""
    for n in range(_REMEMBERED):
        store.dense(f"{n}", n=1, report_ids=[])
    shelf = Shelf(store)
    shelf.refresh()
    return shelf


def evidence(shelf: Shelf, question: str, history: Sequence[BaseMessage]) -> list[Reading]:
    """Understand a question and read what bears on it: of several units, for each of them."""
    understood = understand(question, history, shelf.refresh())
    if understood.mode != "compare" or not understood.units:
        return [read_for(understood, shelf)]
    topics = understood.shares or (understood.topic,) * len(understood.units)
    return [
        read_for(replace(understood, units=(unit,), topic=topic), shelf)
        for unit, topic in zip(understood.units, topics, strict=True)
    ]


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Seconds spent in each step, what one spends in another counted in both."""
    spent = dict.fromkeys((name for name, _, _ in _STEPS), 0.0)

    def watching(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return method(*given, **named)
            finally:
                spent[name] += time.perf_counter() - started

        return watched

    with ExitStack() as stack:
        for name, owner, method in _STEPS:
            stack.enter_context(patch.object(owner, method, watching(name, getattr(owner, method))))
        yield spent


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started
