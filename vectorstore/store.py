"""The library on disk: reports in, chunks found, everything removable, every part rebuildable.

A store is a folder: the catalog (`catalog.sqlite3`, the truth), the indexes derived from it (`index-1`, …)
and a lock for whoever writes. Any number of processes and threads may read while one process writes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from ingest.corrections import Correction, opening
from ingest.model import Chunk
from ingest.parsed import Cut, ParsedFile
from ingest.pipeline import parse_file
from vectorstore import audit, edits, queries
from vectorstore.catalog import Catalog
from vectorstore.errors import CannotCut, EncoderMismatch, EncoderMissing, NotInStore, StoreMissing
from vectorstore.indexes import remove_others
from vectorstore.live import LiveIndexes
from vectorstore.lock import locked
from vectorstore.model import (
    CatalogedFile,
    CatalogedReport,
    CheckReport,
    Encoder,
    FileOutcome,
    Hit,
    Progress,
    Removed,
)
from vectorstore.rebuild import create_empty, rebuild
from vectorstore.recut import around, joining, splitting, with_cut
from vectorstore.search import Search
from vectorstore.shelf import Shelf
from vectorstore.writer import Writer

DEFAULT_FOLDER = Path(__file__).parent / "data" / "default"
_CATALOG = "catalog.sqlite3"


class Store:
    """An open store. Safe to use from many threads; close it, or use it in a `with` block."""

    def __init__(self, folder: Path, catalog: Catalog, encoder: Encoder | None) -> None:
        """Not to be called: see `open`."""
        self.folder = folder
        self._catalog, self._encoder = catalog, encoder
        self._shelf, self._live = Shelf(catalog), LiveIndexes(folder, catalog)
        self._search = Search(catalog, self._live, self._require_encoder)
        self._write_lock = RLock()
        self._writer: Writer | None = None

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None, *, create: bool = False) -> Self:
        """Open the store in `folder`; with `create`, make an empty one where there is none.

        Without an encoder everything works but adding and searching by meaning. Raises `StoreMissing`,
        `StoreDamaged`, and `EncoderMismatch` where another encoder built the store.
        """
        folder = folder.expanduser().resolve()
        path = folder / _CATALOG
        if not Catalog.exists(path):
            if not create:
                raise StoreMissing(f"“{folder}”里没有资料库。")
            if encoder is None:
                raise EncoderMissing("新建资料库需要向量模型。")
            create_empty(folder, path, encoder.identity)
        store = cls(folder, Catalog(path), encoder)
        try:
            store._require_same_encoder()
        except EncoderMismatch:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Release every file."""
        with self._write_lock:
            self._live.close()
            self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def files(self) -> tuple[CatalogedFile, ...]:
        """Every file, in the order in which they were first added."""
        with self._catalog.reading() as db:
            return queries.files(db)

    def reports(self) -> tuple[CatalogedReport, ...]:
        """Every report once; the same object as before for as long as nothing changed."""
        return self._shelf.reports()

    def report(self, report_id: str) -> CatalogedReport:
        """One report. Raises `NotInStore`."""
        if (found := self._shelf.report(report_id)) is None:
            raise NotInStore(f"资料库里没有编号为 {report_id} 的报告。")
        return found

    def chunks(self, report_id: str) -> tuple[Chunk, ...]:
        """The chunks of one report, in order of the text; none where there is no such report."""
        with self._catalog.reading() as db:
            return queries.chunks_of(db, report_id)

    def chunks_by_id(self, ids: Iterable[str]) -> tuple[Chunk, ...]:
        """The chunks with these ids, in the order asked for; those that are not there are left out."""
        wanted = list(ids)
        with self._catalog.reading() as db:
            found = queries.chunks(db, wanted)
        return tuple(found[id] for id in wanted if id in found)

    def unfinished(self) -> tuple[str, ...]:
        """The files whose adding or removal was cut short; whoever writes next sets right what is left of it."""
        with self._catalog.reading() as db:
            return tuple(sorted(set(queries.unfinished(db).values())))

    # Searching

    def dense(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `n` chunks nearest in meaning, of the given reports or of all."""
        return self._search.dense(query, n=n, report_ids=report_ids)

    def nearness(self, query: str, *, report_ids: Sequence[str]) -> dict[tuple[str, int], float]:
        """How near each clause of these reports is to the query in meaning, by report id and where it begins:
        0 for the typical one, 1 for the query's own words."""
        return self._search.nearness(query, report_ids=report_ids)

    def lexical(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `n` chunks that best share the query's words (BM25), of the given reports or of all."""
        return self._search.lexical(query, n=n, report_ids=report_ids)

    def search(self, query: str, *, n: int, report_ids: Sequence[str] | None = None) -> list[Hit]:
        """The `n` best chunks by reciprocal rank fusion of dense and lexical hits."""
        return self._search.search(query, n=n, report_ids=report_ids)

    # Changing

    def is_unchanged(self, path: Path, sha256: str) -> bool:
        """Whether exactly these bytes were taken in from this path, so that it need not be parsed again."""
        with self._catalog.reading() as db:
            return queries.file_hash(db, str(path.resolve())) == sha256

    def add(
        self,
        path: Path,
        parsed: ParsedFile,
        *,
        force: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> FileOutcome:
        """Take a file in, whole or not at all, in place of what was stored of it.

        A file whose bytes are unchanged is left as it is, unless `force` says it was parsed anew.
        Raises `StoreBusy`, `EncoderError` and `StoreDamaged`.
        """
        if not force and self.is_unchanged(path, parsed.document.source.sha256):
            return FileOutcome(path=str(path), kind="unchanged")
        with self.writing() as writer:
            return writer.add(path, parsed, self._require_encoder(), progress)

    def remove_file(self, path: Path | str) -> Removed:
        """Take a file out, and its reports where no other file holds them. Raises `NotInStore`."""
        key = str(Path(path).resolve())
        with self.writing() as writer:
            if key not in {file.path for file in self.files()}:
                raise NotInStore(f"资料库里没有文件“{path}”。")
            return writer.remove_file(key)

    def remove_report(self, report_id: str) -> Removed:
        """Take a report out everywhere; the rest of its file stays. Raises `NotInStore`."""
        with self.writing() as writer:
            self.report(report_id)
            return writer.remove_report(report_id)

    def cuts(self, path: Path) -> tuple[Cut, ...]:
        """Where the reader said that reports of this file begin or do not: to be given to whoever parses it."""
        with self._catalog.reading() as db:
            return queries.cuts(db, str(path.resolve()))

    def correct(self, report_id: str, correction: Correction) -> str:
        """Let the reader's word on unit, period or type count; it outlives every later taking in of the file.

        What was said before of another field stays. Returns the report's id, which stays. Raises `NotInStore`.
        """
        found = self.report(report_id)
        said = correction.over(found.correction or Correction())
        self._put_correction(found, said)
        return report_id

    def uncorrect(self, report_id: str) -> None:
        """Let what was worked out count again. Raises `NotInStore`."""
        self._put_correction(self.report(report_id), Correction())

    def split(self, report_id: str, line: int) -> tuple[str, str]:
        """Let a new report begin at this 1-based line of the file, now and whenever the file is taken in.

        Returns the ids of both. Raises `NotInStore`, `CannotCut`, and `IngestError` where the file cannot be read.
        """
        with self.writing() as writer:
            found = self.report(report_id)
            cut = splitting(found, line)
            path, parsed = self._parsed_with(cut, found.path)
            first, second = around(parsed, cut.line)
            if first is None or second is None:
                raise CannotCut("文件在添加之后改过，找不到这一行。", advice="请先重新添加这个文件。")
            writer.add(path, parsed, self._require_encoder(), None)
            return first.id, second.id

    def merge(self, first_id: str, second_id: str) -> str:
        """Make one report of two neighbours in a file, now and whenever the file is taken in.

        Returns its id. Raises `NotInStore`, `CannotCut`, and `IngestError` where the file cannot be read.
        """
        with self.writing() as writer:
            first, second = self.report(first_id), self.report(second_id)
            file = next(file for file in self.files() if file.path == first.path)
            cut = joining(first, second, file)
            path, parsed = self._parsed_with(cut, first.path)
            writer.add(path, parsed, self._require_encoder(), None)
            return next(
                p.report.id for p in parsed.reports if p.report.first_line <= cut.line <= p.report.last_line
            )

    def _parsed_with(self, cut: Cut, stored_path: str) -> tuple[Path, ParsedFile]:
        path = Path(stored_path)
        return path, parse_file(path, with_cut(self.cuts(path), cut))

    def _put_correction(self, found: CatalogedReport, said: Correction) -> None:
        with self._catalog.writing() as db:
            edits.put_correction(db, found.id, said, path=found.path, opening=opening(found.report))

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Keep the right to write for several changes; what a killed run left behind is set right first.

        Raises `StoreBusy` where another process has that right.
        """
        with self._write_lock:
            if self._writer is not None:
                yield self._writer
                return
            with locked(self.folder):
                self._set_right()
                with self._live.owned() as indexes, indexes.lexical.writing() as postings:
                    self._writer = Writer(self._catalog, indexes, postings)
                    try:
                        yield self._writer
                        self._writer.close()
                    finally:
                        self._writer = None

    def check(self) -> CheckReport:
        """Compare the three stores and count what can be found. Raises `StoreBusy` while another writes."""
        with self._write_lock, locked(self.folder):
            return audit.check(self._catalog, self.folder, self.reports())

    def rebuild(
        self, encoder: Encoder | None = None, *, progress: Callable[[Progress], None] | None = None
    ) -> None:
        """Derive both indexes anew from the catalog; with another encoder, encode everything again first.

        Raises `StoreBusy` and `EncoderError`. A rebuild that is killed changes nothing.
        """
        encoder = encoder or self._encoder
        with self._write_lock, locked(self.folder):
            self._live.close()
            rebuild(self._catalog, self.folder, encoder, progress)
            self._encoder = encoder
            self._search = Search(
                self._catalog, self._live, self._require_encoder
            )  # forgets windows it has read

    def _set_right(self) -> None:
        """A killed writer may have left files that Chroma crashes on: they are not looked at, but made anew."""
        remove_others(self.folder, self._catalog.generation)
        if self.unfinished():
            self._live.close()
            rebuild(self._catalog, self.folder, None, None)

    def _require_encoder(self) -> Encoder:
        if self._encoder is None:
            raise EncoderMissing("这个操作需要向量模型。")
        self._require_same_encoder()
        return self._encoder

    def _require_same_encoder(self) -> None:
        """Also later than at opening: another process may have rebuilt the store meanwhile."""
        built_by = self._catalog.encoder
        if self._encoder is not None and self._encoder.identity != built_by:
            raise EncoderMismatch(
                f"资料库 {self.folder} 是用向量模型 {built_by} 建的，现在的设置是 {self._encoder.identity}，"
                "两者的向量不能混用。",
                advice=f"请改回原来的模型，或运行 python -m ingest rebuild --store {self.folder} 用现在的模型重建。",
            )
