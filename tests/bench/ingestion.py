"""Taking reports in, from files to what is committed, against plain sentence-transformers on the same chunks."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from ingest.pipeline import discover, parse_file
from tests.bench.measure import peak
from tests.bench.places import reports
from vectorstore import embedded_model
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.intake import take_in as take_files_in
from vectorstore.model import EncoderIdentity, Part, Vectors
from vectorstore.store import Store


class TimedEncoder:
    """The program's encoder, which notes what it was given and how long it took."""

    def __init__(self) -> None:
        self._encoder = SentenceTransformerEncoder()
        self.seconds = 0.0
        self.texts: list[str] = []

    @property
    def identity(self) -> EncoderIdentity:
        return self._encoder.identity

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], parts: Sequence[Part] = (), /) -> Vectors:
        started = time.perf_counter()
        vectors = self._encoder.encode_passages(texts, parts)
        self.seconds += time.perf_counter() - started
        self.texts += texts
        return vectors


def take_in() -> Iterator[str]:
    """Take all reports in, and tell how long that took. The model is loaded before."""
    encoder = TimedEncoder()
    encoder.encode_queries(["预热"])
    files = discover(reports())
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder), encoder, create=True) as store,
    ):
        started = time.perf_counter()
        outcomes = list(take_files_in(store, files))
        seconds, most = time.perf_counter() - started, peak()
        failed = [outcome.path for outcome in outcomes if outcome.kind != "added"]
        yield f"files taken in: {len(outcomes) - len(failed)} of {len(outcomes)}"
        chunks = _tokens(_chunks(files))
        yield f"chunks: {sum(outcome.chunks for outcome in outcomes)}"
        yield f"chunks' tokens: {chunks}"
        yield f"tokens encoded: {_tokens(encoder.texts)}"
        yield f"ingestion, files to committed: {seconds:.2f} s"
        yield f"ingestion, in the encoder: {encoder.seconds:.2f} s"
        yield f"ingestion, peak memory: {most:.0f} MB"


def encode_plainly() -> Iterator[str]:
    """Encode the same chunks with sentence-transformers as it comes: float32, texts in batches of 32."""
    from sentence_transformers import SentenceTransformer

    chunks = _chunks(discover(reports()))
    model = SentenceTransformer(str(embedded_model.checkpoint()), device="cpu", local_files_only=True)
    model.encode(["预热"])
    started = time.perf_counter()
    model.encode([f"{embedded_model.PROMPTS['document']}{chunk}" for chunk in chunks])
    yield f"plain, chunks alone: {time.perf_counter() - started:.2f} s"
    yield f"plain, peak memory: {peak():.0f} MB"


def comparison(ingested: Mapping[str, float], plain: Mapping[str, float]) -> Iterator[str]:
    """Both in tokens a second, and how they compare."""
    seconds, encoding = (ingested[f"ingestion, {part}"] for part in ("files to committed", "in the encoder"))
    all_tokens = ingested["tokens encoded"]
    ours, all_ours = ingested["chunks' tokens"] / seconds, all_tokens / seconds
    theirs = ingested["chunks' tokens"] / plain["plain, chunks alone"]
    yield f"plain, chunks' tokens: {theirs:.0f} tokens/s"
    yield f"ingestion, chunks' tokens: {ours:.0f} tokens/s = {ours / theirs:.2f} times plain"
    yield f"ingestion, all tokens encoded: {all_ours:.0f} tokens/s = {all_ours / theirs:.2f} times plain"
    yield f"encoder alone: {all_tokens / encoding:.0f} tokens/s = {all_tokens / encoding / theirs:.2f} times plain"
    yield f"ingestion, share of time in the encoder: {encoding / seconds:.3f}"


def _chunks(files: Sequence[Path]) -> list[str]:
    """What of every chunk is searched, once each."""
    parsed = [report for path in files for report in parse_file(path).reports]
    return list(dict.fromkeys(chunk.search_text for report in parsed for chunk in report.chunks))


def _tokens(texts: Sequence[str]) -> int:
    """How many tokens the model reads for these passages."""
    tokenizer = Tokenizer.from_file(str(embedded_model.graph() / embedded_model.TOKENIZER))
    prompt = embedded_model.PROMPTS["document"]
    return sum(len(encoding) for encoding in tokenizer.encode_batch([f"{prompt}{text}" for text in texts]))
