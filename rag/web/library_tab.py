"""What the library's part of the page shows: the intake, the list, the opened report with its form."""

import logging
import threading
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from rag.markup import Html
from rag.web.intake import Batch, IntakeDesk
from rag.web.intake_view import intake_html
from rag.web.library_parts import LibraryParts
from rag.web.list_view import list_html
from rag.web.listing import Sought, find
from rag.web.mending import Done, delete_question, told_html, trouble_words
from rag.web.ports import Librarian, advice_of
from rag.web.report_view import Opened, nothing_open_html, report_html
from vectorstore.model import CatalogedReport, FileOutcome

log = logging.getLogger(__name__)

Updates = dict[Any, Any]


class LibraryTab:
    """What the library's part of the page shows, as updates of its components."""

    def __init__(self, parts: LibraryParts, librarian: Librarian, desk: IntakeDesk) -> None:
        self.parts, self._librarian, self._desk = parts, librarian, desk
        self._lock = threading.Lock()
        self._seen: tuple[object, int] = (None, 0)

    @property
    def list_parts(self) -> list[Any]:
        """The components that `look` and the searches change."""
        p = self.parts
        return [p.intake, p.stop, p.dismiss, p.listing, p.sought, p.shown]

    @property
    def report_parts(self) -> list[Any]:
        """The components that showing a report changes."""
        p = self.parts
        form = [p.mend, p.unit, p.period, p.doc_type, p.line, p.merge, p.delete_file, p.confirm, p.question]
        return [p.told, p.report, p.opened, *form]

    def look(self, sought: Sought, shown: object) -> Updates:
        """The intake as it stands, and the list where it is not what is `shown`."""
        state, p = self._desk.state, self.parts
        updates: Updates = {
            p.intake: intake_html(state),
            p.stop: gr.Button(visible=state.working, interactive=not state.stopping),
            p.dismiss: gr.Button(visible=state.phase == "done"),
        }
        if self._stamp() != shown:
            updates |= self.search(sought)
        return updates

    def search(self, sought: Sought) -> Updates:
        """The list of what is sought."""
        p = self.parts
        try:
            listing = find(self._librarian.reports(), sought)
        except Exception as error:
            log.exception("the list could not be made")
            reason = advice_of(error) or "请运行 python -m rag doctor 查看原因。"
            return {p.listing: nothing_open_html(f"资料库读不出来：{reason}")}
        return {p.listing: list_html(listing), p.sought: listing.sought, p.shown: self._stamp()}

    def open(self, report_id: str, done: Done | None = None) -> Updates:
        """The report with its form filled in, and what came of a change before; or why it does not open."""
        p = self.parts
        try:
            found = self._librarian.report(report_id)
            opened = Opened(found=found, versions=self._versions(found))
            behind = self._librarian.next_in_file(report_id)
        except Exception as error:
            log.info("report %s does not open", report_id, exc_info=True)
            return self.closed(
                Done(
                    message=trouble_words(error) or "这份报告打不开。请告诉管理员。",
                    report_id=None,
                    failed=True,
                )
            )
        report = found.report
        together = sum(r.path == found.path for r in self._librarian.reports())
        following = f"与下一份（{behind.report.unit.name}）合并" if behind else ""
        return {
            p.told: told_html(done) if done else Html(),
            p.report: report_html(opened),
            p.opened: report_id,
            p.mend: gr.Column(visible=True),
            p.unit: report.unit.name,
            p.period: report.period.raw if report.period else "",
            p.doc_type: report.doc_type,
            p.line: None,
            p.merge: gr.Button(following, visible=behind is not None),
            p.delete_file: gr.Button(f"删除整个文件（{together}份报告）", visible=together > 1),
            p.confirm: gr.Column(visible=False),
            p.question: delete_question(found, together),
        }

    def closed(self, done: Done | None = None) -> Updates:
        """No report open, and what came of the change that closed it."""
        p = self.parts
        return dict.fromkeys(self.report_parts, gr.skip()) | {
            p.told: told_html(done) if done else Html(),
            p.report: nothing_open_html(),
            p.opened: "",
            p.mend: gr.Column(visible=False),
        }

    def after(self, done: Done, sought: Sought) -> Updates:
        """The page after a change: the report it led to, and the list."""
        shown = self.closed(done) if done.report_id is None else self.open(done.report_id, done)
        return shown | self.search(sought)

    def take(self, files: object, skipped: object) -> None:
        """Take in what a browser uploaded."""
        self._desk.start(_batch(self._librarian, files, skipped))

    def _versions(self, found: CatalogedReport) -> tuple[tuple[CatalogedReport, float], ...]:
        others = [(self._librarian.report(i), likeness) for i, likeness in found.versions.items()]
        return tuple(sorted(others, key=lambda other: -other[1]))

    def _stamp(self) -> int:
        """A number that grows when the reports change: they are another object then."""
        try:
            reports = self._librarian.reports()
        except Exception:
            log.exception("the library could not be read")
            return -1
        with self._lock:
            if reports is not self._seen[0]:
                self._seen = (reports, self._seen[1] + 1)
            return self._seen[1]


def _batch(librarian: Librarian, files: object, skipped: object) -> Batch:
    """The uploads copied to where they stay. The names come from a browser and are not trusted."""
    home = Path(get_upload_folder()).resolve()
    kept: dict[Path, None] = {}
    refused: list[FileOutcome] = []
    done: list[Path] = []
    for entry in files if isinstance(files, list) else []:
        name, upload, reason = (str(entry.get(key) or "") for key in ("name", "path", "refused"))
        path = Path(upload).resolve()
        if not reason and not path.is_relative_to(home):
            reason = "上传没有成功。"
        try:
            if not reason:
                kept[librarian.keep(path, Path(name).name)] = None
                done.append(path)
        except OSError:
            log.exception("an upload could not be kept")
            reason = "文件没有存下来，可能是磁盘已满，或上传中断了。"
        if reason:
            advice = "请重新放入一次；若仍不行，请告诉管理员。"
            refused.append(FileOutcome(path=name, kind="failed", error=reason, advice=advice))
    for path in done:  # only now: the same file from two folders is one upload
        path.unlink(missing_ok=True)
    names = tuple(str(name) for name in skipped) if isinstance(skipped, list) else ()
    return Batch(files=tuple(kept), refused=tuple(refused), skipped=names)
