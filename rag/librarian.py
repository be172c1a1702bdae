"""What a librarian does with the reports of a store: take files in, look at them, put right what was misread."""

from collections.abc import Callable, Generator, Sequence
from importlib.resources import files
from pathlib import Path

from ingest.corrections import Correction
from vectorstore import originals
from vectorstore.intake import take_in
from vectorstore.model import CatalogedReport, FileOutcome, IntakeProgress, Removed
from vectorstore.store import Store


class StoreLibrarian:
    """Works on the reports of one store. Safe to use from many threads; whatever it does raises StoreError or
    IngestError where it cannot be done."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def reports(self) -> tuple[CatalogedReport, ...]:
        """Every report once; the same object as before for as long as nothing changed."""
        return self._store.reports()

    def report(self, report_id: str) -> CatalogedReport:
        """One report. Raises NotInStore."""
        return self._store.report(report_id)

    def next_in_file(self, report_id: str) -> CatalogedReport | None:
        """The report behind this one in its file, if there is one. Raises NotInStore."""
        this = self.report(report_id)
        behind = [
            r for r in self.reports() if r.path == this.path and r.report.span.start > this.report.span.start
        ]
        return min(behind, key=lambda r: r.report.span.start, default=None)

    # Files

    def samples(self) -> tuple[Path, ...]:
        """The sample reports that ship with the program."""
        folder = Path(str(files("ingest") / "samples"))
        return tuple(sorted(path for path in folder.iterdir() if path.is_file()))

    def keep(self, path: Path, name: str) -> Path:
        """Copy a file that was handed over to a place where it stays. Raises OSError."""
        return originals.keep(self._store.folder, path, name)

    def take_in(
        self, paths: Sequence[Path], progress: Callable[[IntakeProgress], None]
    ) -> Generator[FileOutcome]:
        """Take files in, one outcome for each as it is done."""
        yield from take_in(self._store, paths, progress=progress)

    def tidy(self, paths: Sequence[Path]) -> None:
        """Delete the kept copies among `paths` of which nothing came into the library."""
        used = [file.path for file in self._store.files()]
        for path in paths:
            originals.discard(self._store.folder, path, used=used)

    # Corrections

    def correct(self, report_id: str, correction: Correction) -> str:
        """Put unit, period or type right; in force at once and for good. Returns the report's id."""
        return self._store.correct(report_id, correction)

    def uncorrect(self, report_id: str) -> None:
        """Back to what the program worked out by itself."""
        self._store.uncorrect(report_id)

    def split(self, report_id: str, line: int) -> tuple[str, str]:
        """A new report begins at this line of the file. Returns the ids of the two."""
        return self._store.split(report_id, line)

    def merge(self, first_id: str, second_id: str) -> str:
        """Two neighbours of one file become one report. Returns its id."""
        return self._store.merge(first_id, second_id)

    def remove_report(self, report_id: str) -> Removed:
        """Take a report out; the rest of its file stays."""
        return self._removed(self.report(report_id), self._store.remove_report(report_id))

    def remove_file(self, report_id: str) -> Removed:
        """Take the whole file out that holds this report."""
        this = self.report(report_id)
        return self._removed(this, self._store.remove_file(this.path))

    def _removed(self, report: CatalogedReport, removed: Removed) -> Removed:
        kept = [originals.kept_file(self._store.folder, path) for path in (report.path, *report.also_in)]
        self.tidy([path for path in kept if path is not None])
        return removed
