"""The lexical index: BM25 over words, in Tantivy, from texts cut with jieba's search mode.

Texts are normalised (NFKC, lower case) and cut before Tantivy sees them, so that 第 and 一 of a heading, a
number and a Latin word are words like any other and a query is cut exactly as the text was.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tantivy import Document, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder

from ingest.words import search_words
from vectorstore.errors import StoreDamaged
from vectorstore.model import Passage

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")  # of 5.46% the index keeps 5.46
_HEAP_BYTES = 50_000_000
_ID, _REPORT, _WORDS = "id", "report", "words"


def words(text: str) -> list[str]:
    """The words of `text` as they are indexed: normalised, overlapping (社区 and 社区居民), without punctuation."""
    cut = search_words(unicodedata.normalize("NFKC", text).lower())
    return [word for piece in cut if (word := _EDGES.sub("", piece))]


class LexicalIndex:
    """One Tantivy index in its own folder. Reading takes no lock; writing takes Tantivy's own."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index in `folder`, or make an empty one. `FileNotFoundError` where there is none."""
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder.is_dir() and Index.exists(str(folder))):
            raise FileNotFoundError(folder)
        self._schema, self._folder = _schema(), folder
        with _translated(folder):
            self._index = Index(self._schema, str(folder)) if create else Index.open(str(folder))
            self._index.config_reader(reload_policy="manual")

    def refresh(self) -> None:
        """See what was committed since, by this process or another."""
        with _translated(self._folder):
            self._index.reload()

    def __len__(self) -> int:
        return self._index.searcher().num_docs

    def ids(self) -> set[str]:
        """The ids of all passages in the index."""
        searcher = self._index.searcher()
        found = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False)
        return {_first(searcher.doc(address), _ID) for _, address in found.hits}

    def query(self, text: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Ids and BM25 scores of the `n` best passages, best first, of the given reports or of all."""
        terms = [self._term(_WORDS, word) for word in words(text)]
        if not terms or n < 1:
            return []
        query = Query.boolean_query([(Occur.Should, term) for term in terms])
        if report_ids is not None:
            scope = Query.term_set_query(self._schema, _REPORT, list(report_ids))
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(scope, 0.0))]
            )
        searcher = self._index.searcher()
        hits = searcher.search(query, limit=n, count=False).hits
        return [(_first(searcher.doc(address), _ID), float(score)) for score, address in hits]

    @contextmanager
    def writing(self) -> Iterator["LexicalWriter"]:
        """A writer whose work is committed at each `commit`; what is not committed is lost."""
        with _translated(self._folder):
            writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        try:
            yield LexicalWriter(self._folder, self._index, writer)
        finally:
            writer.wait_merging_threads()

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, index_option="freq")


class LexicalWriter:
    """Puts passages into the index and takes them out."""

    def __init__(self, folder: Path, index: Index, writer: IndexWriter) -> None:
        self._folder, self._index, self._writer = folder, index, writer

    def put(self, passages: Iterable[Passage]) -> None:
        """Add passages; one with an id that is already there takes its place."""
        for passage in passages:
            self._writer.delete_documents_by_term(_ID, passage.id)
            document = Document()
            document.add_text(_ID, passage.id)
            document.add_text(_REPORT, passage.report_id)
            document.add_text(_WORDS, " ".join(words(passage.text)))
            self._writer.add_document(document)

    def drop(self, ids: Iterable[str]) -> None:
        """Take passages out; unknown ids are none of its business."""
        for passage in ids:
            self._writer.delete_documents_by_term(_ID, passage)

    def commit(self) -> None:
        """Make everything so far durable and visible."""
        with _translated(self._folder):
            self._writer.commit()
            self._index.reload()


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:  # Tantivy raises plain ones
        raise StoreDamaged(
            f"词语索引 {folder} 无法使用（{error}）。", advice="请运行 python -m ingest rebuild 重建索引。"
        ) from error


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field(_ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_REPORT, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(_WORDS, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _first(document: Document, field: str) -> str:
    value: Any = document.get_first(field)
    return str(value)
