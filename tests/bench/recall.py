"""Whether the gold clause is among what was retrieved, beside what others' libraries do out of the box.

Same files, same encoder. Follow-ups are put to all as the program resolves them. A clause counts as found where a
passage of its file holds it, blanks left out of account. Since their passages are about twenty times as long as the
program's sentences, recall is also given for as many characters, the last passage cut off there.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from rag.chain import ReportRetriever
from rag.directory import UnitEntry
from rag.retrieve import Shelf, read_for
from rag.talk import understand
from tests.bench.baselines import HOW_TO_GET, Passage, Retriever, langchain_usual, llama_index_default
from tests.bench.measure import p95
from tests.bench.places import LIBRARIES, Library, before, gold_rows
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.model import Encoder, Hit
from vectorstore.store import Store

_AT = (4, 10)
_BUDGETS = (1000, 4000)
_PLENTY = 60
_ROUNDS = 3
_REMEMBERED = 64  # questions whose vectors the encoder keeps
_COLUMNS = (
    "recall@4",
    "@10",
    "characters@4",
    "@10",
    "recall in 1000 c.",
    "in 4000 c.",
    "median ms",
    "p95 ms",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A gold question as put to a retriever, and the clauses that bear its answer, with their files."""

    question: str
    clauses: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """How a retriever did: share of the gold clauses at each of `_AT` and within `_BUDGETS`, characters read."""

    recall: tuple[float, ...]
    characters: tuple[float, ...]
    within: tuple[float, ...]
    median_ms: float
    p95_ms: float


def main() -> Iterator[str]:
    """Yield the table of the seeds, or of the samples where those are absent."""
    library = [library for library in LIBRARIES if library.reports.is_dir()][-1]
    yield from compare(library, SentenceTransformerEncoder(), rounds=_ROUNDS)


def compare(library: Library, encoder: Encoder, *, rounds: int = 1) -> Iterator[str]:
    """Measure every retriever that is installed on one library."""
    files = discover([library.reports])
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "ours", encoder, create=True) as store,
    ):
        for path in files:
            store.add(path, parse_file(path))
        asked = asked_of(library, store)
        clauses = sum(len(a.clauses) for a in asked)
        yield f"{library.name}: {len(asked)} questions, {clauses} gold clauses, {len(files)} files"
        yield _line("", _COLUMNS)
        yield _row("据实, as it reads for an answer", as_it_reads(store), asked, encoder, rounds)
        yield _row("据实, the paragraphs of these", in_paragraphs(store), asked, encoder, rounds)
        for name, ours in (
            ("its LangChain retriever", ReportRetriever(store=store)),
            ("the same in whole paragraphs", ReportRetriever(store=store, whole_paragraphs=True)),
            ("the same whatever units are named", ReportRetriever(store=store, scoped=False)),
        ):
            yield _row(f"据实, {name}", as_a_retriever(ours), asked, encoder, rounds)
        makers: tuple[Callable[[], tuple[str, Retriever]], ...] = (
            lambda: langchain_usual(files, encoder, Path(folder) / "chroma"),
            lambda: llama_index_default(files, encoder),
        )
        for make in makers:
            try:
                name, retriever = make()
            except ImportError as error:
                yield f"not installed: {error.name}; to compare with it: {HOW_TO_GET}"
            else:
                yield _row(name, retriever, asked, encoder, rounds)
        yield _cited(library, Assistant(store))


def asked_of(library: Library, store: Store) -> list[Asked]:
    """The gold questions that have an answer in the reports, so that they can be understood by themselves."""
    directory = Shelf(store).refresh()
    return [
        Asked(
            question=understand(row["question"], before(row), directory).standalone,
            clauses=tuple((e["file"], e["quote"]) for e in row["evidence"]),
        )
        for row in gold_rows(library)
        if row.get("evidence")
    ]


def as_it_reads(store: Store) -> Retriever:
    """What the program reads to answer: sentences of the units named; of several units, of each in turn."""
    shelf = Shelf(store)

    def retrieve(question: str, k: int) -> list[Passage]:
        found = store.chunks_by_id([hit.chunk_id for hit in _read(question, shelf)[:k]])
        return [(shelf.report(chunk.report_id).file, chunk.text) for chunk in found]

    return retrieve


def in_paragraphs(store: Store) -> Retriever:
    """The same, each sentence in its paragraph, as the page shows it; a paragraph once, for its best sentence."""
    shelf = Shelf(store)

    def retrieve(question: str, k: int) -> list[Passage]:
        found = store.chunks_by_id([hit.chunk_id for hit in _read(question, shelf)])
        paragraphs = dict.fromkeys((c.report_id, shelf.page(c.report_id).paragraph(c.span)) for c in found)
        reports = [(shelf.report(id), span) for id, span in list(paragraphs)[:k]]
        return [(report.file, span.of(report.report.text)) for report, span in reports]

    return retrieve


def _read(question: str, shelf: Shelf) -> list[Hit]:
    understood = understand(question, (), shelf.refresh())
    scopes: list[list[UnitEntry] | None] = [[unit] for unit in understood.units] or [None]
    readings = [read_for(understood, shelf, scope).hits for scope in scopes]
    return [hit for hit in chain.from_iterable(zip_longest(*readings)) if hit is not None]


def as_a_retriever(retriever: ReportRetriever) -> Retriever:
    """What the program is to a LangChain chain: passages of the units named, of several taken together."""

    def retrieve(question: str, k: int) -> list[Passage]:
        retriever.k = k
        return [(d.metadata["file"], d.page_content) for d in retriever.invoke(question)]

    return retrieve


def measure(retrieve: Retriever, asked: Sequence[Asked], encoder: Encoder, *, rounds: int) -> Measured:
    """Recall over all clauses and the mean of characters read, each time with `k` best passages asked for."""
    at = [[retrieve(a.question, k) for a in asked] for k in _AT]
    plenty = [retrieve(a.question, _PLENTY) for a in asked]
    within = [[_cut_off(passages, budget) for passages in plenty] for budget in _BUDGETS]
    times = [_times(retrieve, asked, encoder) for _ in range(rounds)]
    return Measured(
        recall=tuple(_recall(found, asked) for found in at),
        characters=tuple(
            statistics.mean(sum(len(t) for _, t in passages) for passages in found) for found in at
        ),
        within=tuple(_recall(found, asked) for found in within),
        median_ms=statistics.median(map(statistics.median, times)),
        p95_ms=statistics.median(map(p95, times)),
    )


def _times(retrieve: Retriever, asked: Sequence[Asked], encoder: Encoder) -> list[float]:
    """Milliseconds to the four best passages, ascending; the encoder has forgotten the questions."""
    for n in range(_REMEMBERED):
        encoder.encode_queries([f"{n}"])
    spent = []
    for a in asked:
        started = time.perf_counter()
        retrieve(a.question, _AT[0])
        spent.append(1000 * (time.perf_counter() - started))
    return sorted(spent)


def _recall(found: Sequence[Sequence[Passage]], asked: Sequence[Asked]) -> float:
    held = [
        _holds(passages, clause) for passages, a in zip(found, asked, strict=True) for clause in a.clauses
    ]
    return statistics.mean(held)


def _holds(passages: Sequence[Passage], clause: Passage) -> bool:
    file, quote = clause
    return any(name == file and _plain(quote) in _plain(text) for name, text in passages)


def _cut_off(passages: Sequence[Passage], budget: int) -> list[Passage]:
    """The first so many characters of the passages."""
    kept = []
    for name, text in passages:
        kept.append((name, text[: max(0, budget)]))
        budget -= len(text)
    return kept


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _row(name: str, retrieve: Retriever, asked: Sequence[Asked], encoder: Encoder, rounds: int) -> str:
    found = measure(retrieve, asked, encoder, rounds=rounds)
    shares = [f"{share:.2f}" for share in found.recall]
    lengths = [f"{length:.0f}" for length in found.characters]
    budgets = [f"{share:.2f}" for share in found.within]
    return _line(name, (*shares, *lengths, *budgets, f"{found.median_ms:.1f}", f"{found.p95_ms:.1f}"))


def _line(name: str, cells: Sequence[str]) -> str:
    wide = sum(ord(character) > 0x2E80 for character in name)
    return f"{name:<{44 - wide}}" + "".join(
        f"{cell:>{max(9, len(head) + 2)}}" for cell, head in zip(cells, _COLUMNS, strict=True)
    )


def _cited(library: Library, assistant: Assistant) -> str:
    """How many gold clauses stand in the words that answers quote."""
    held: list[bool] = []
    lengths = []
    for row in gold_rows(library):
        evidence: Any = assistant.answer(row["question"], before(row)).evidence if row.get("evidence") else ()
        quotes = [(e.file, e.quote) for e in evidence]
        held += [_holds(quotes, (e["file"], e["quote"])) for e in row.get("evidence", ())]
        lengths += [sum(len(text) for _, text in quotes)] if row.get("evidence") else []
    return (
        f"据实, what its answers quote: {statistics.mean(held):.2f} of the clauses in "
        f"{statistics.mean(lengths):.0f} characters an answer"
    )
