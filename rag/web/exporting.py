"""The table of an answer as a file: the buttons under it, and the file on its way through the page."""

import logging
import secrets
from base64 import b64encode
from collections.abc import Callable

import gradio as gr

from rag.markup import Html, tag
from rag.model import Answer
from rag.table_document import table_docx
from rag.table_workbook import table_xlsx
from rag.tabled import file_name
from rag.web.conversation import Conversation
from rag.web.library_wiring import QUIET

log = logging.getLogger(__name__)

FORMS: dict[str, tuple[str, Callable[[Answer], bytes], str]] = {
    ".xlsx": ("导出Excel", table_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("导出Word", table_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}  # fmt: skip
FAILED = "表格没有导出来。请再点一次；若仍不行，请把这个问题告诉管理员。"
GONE = "这张表已经不在页面的对话里了。请把问题再问一次，然后导出。"


def export_html(answer: Answer, turn: int) -> Html:
    """The buttons that export the turn's table; nothing where it has none."""
    if answer.table is None or not answer.table.rows:
        return Html()
    buttons = (
        tag("button", label, type="button", data_export=ending, data_turn=str(turn))
        for ending, (label, _, _) in FORMS.items()
    )
    return tag("span", *buttons, cls="exports", role="group", aria_label="把上面的表格存成文件")


def parcel_html(conversation: Conversation, turn: object, ending: object) -> Html:
    """The file of a turn's table, for page.js to hand to the browser; or why there is none.

    It goes through the page and not over the disk: conversations are nowhere written down.
    """
    answer = _answer(conversation, turn)
    if answer is None or answer.table is None or not isinstance(ending, str) or ending not in FORMS:
        return tag("p", GONE, cls="trouble", role="alert")
    _, write, kind = FORMS[ending]
    try:
        content = b64encode(write(answer)).decode("ascii")
    except Exception:
        log.exception("the table of turn %s could not be written as %s", turn, ending)
        return tag("p", FAILED, cls="trouble", role="alert")
    # Without the stamp a second click on the same button would change nothing in the page.
    return tag("i", data_file=content, data_kind=kind, data_name=file_name(answer, ending), data_stamp=secrets.token_hex(4))  # fmt: skip


def wire_exports(switch: gr.HTML, conversation: gr.State, outbox: gr.HTML) -> None:
    """A click on one of the buttons puts the file into the outbox."""

    def export(now: Conversation, event: gr.EventData) -> Html:
        return parcel_html(now, event._data.get("turn"), event._data.get("ending"))

    switch.exported(export, conversation, outbox, **QUIET)


def _answer(conversation: Conversation, turn: object) -> Answer | None:
    """The answer of a turn, which a browser named and which need not be there."""
    exchanges = conversation.exchanges
    if not isinstance(turn, int) or not 1 <= turn <= len(exchanges):
        return None
    return exchanges[turn - 1].answer
