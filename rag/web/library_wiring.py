"""The library's part of the page wired: files dropped, the list searched, a report opened and put right."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from ingest.model import DocType
from rag.web import mending
from rag.web.intake import IntakeDesk
from rag.web.library_tab import LibraryTab, Updates
from rag.web.listing import Only, Sought
from rag.web.mending import Done
from rag.web.ports import Librarian

SOON_SECONDS = 1.0
"""When the page looks at the library again after a change; it slows down by itself."""
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def wire_list(page: gr.Blocks, tab: LibraryTab, switch: gr.HTML, timer: gr.Timer, desk: IntakeDesk) -> None:
    """Files in, and the list: looked at when the page opens, when it is turned to, and at every tick."""
    p, shown = tab.parts, tab.list_parts

    def look(sought: Sought, stamp: int | None) -> Updates:
        return tab.look(sought, stamp)

    def find(words: str, only: Only) -> Updates:
        return tab.search(Sought(words=words, only=only))

    def turn(sought: Sought, event: gr.EventData) -> Updates:
        page = event._data.get("page", 0)
        number = page if isinstance(page, int) and page >= 0 else 0
        return tab.search(Sought(words=sought.words, only=sought.only, page=number))

    def take(sought: Sought, stamp: int | None, event: gr.EventData) -> Updates:
        tab.take(event._data.get("files"), event._data.get("skipped"))
        return tab.look(sought, stamp) | {timer: gr.Timer(SOON_SECONDS)}

    def then(change: Callable[[], None]) -> Callable[[Sought, int | None], Updates]:
        def changed(sought: Sought, stamp: int | None) -> Updates:
            change()
            return tab.look(sought, stamp)

        return changed

    now = [p.sought, p.shown]
    gr.on([page.load, timer.tick], look, now, shown, **QUIET)
    switch.shown(look, now, shown, **QUIET)
    gr.on(
        [p.words.change, p.only.change], find, [p.words, p.only], shown, trigger_mode="always_last", **QUIET
    )
    switch.paged(turn, p.sought, shown, **QUIET)
    switch.dropped(take, now, [*shown, timer], **QUIET)
    p.stop.click(then(desk.stop), now, shown, **QUIET)
    p.dismiss.click(then(desk.dismiss), now, shown, **QUIET)


def wire_report(
    tab: LibraryTab, switch: gr.HTML, timer: gr.Timer, librarian: Librarian, desk: IntakeDesk
) -> None:
    """One report: opened, corrected, cut, deleted."""
    p, shown = tab.parts, [*tab.report_parts, *tab.list_parts, timer]

    def opened(event: gr.EventData) -> Updates:
        return tab.open(str(event._data.get("id", "")))

    def on(button: gr.Button, change: Callable[..., Done], *values: Any) -> None:
        def changed(report_id: str, sought: Sought, *entered: Any) -> Updates:
            done = mending.attempt(
                report_id, lambda: change(librarian, report_id, *entered), busy=desk.state.working
            )
            return tab.after(done, sought) | {timer: gr.Timer(SOON_SECONDS)}

        button.click(changed, [p.opened, p.sought, *values], shown, **QUIET)

    def correct(librarian: Librarian, id: str, unit: str, period: str, doc_type: DocType) -> Done:
        return mending.correct(librarian, id, unit=unit, period=period, doc_type=doc_type)

    switch.opened(opened, None, tab.report_parts, **QUIET)
    on(p.save, correct, p.unit, p.period, p.doc_type)
    on(p.restore, mending.restore)
    on(p.split, mending.split, p.line)
    on(p.merge, mending.merge)
    on(p.delete_report, lambda librarian, id: mending.remove(librarian, id, whole_file=False))
    on(p.delete_file, lambda librarian, id: mending.remove(librarian, id, whole_file=True))
    p.delete.click(lambda: gr.Column(visible=True), None, p.confirm, **QUIET)
    p.keep.click(lambda: gr.Column(visible=False), None, p.confirm, **QUIET)
