"""A table or a draft as a file: the buttons under it, and the file on its way through the page."""

import logging
import secrets
from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import partial

import gradio as gr

from rag.draft_document import draft_docx
from rag.draft_text import draft_markdown, plain_text
from rag.drafted import is_draft
from rag.drafted_prose import paper_of
from rag.markup import Html, tag
from rag.model import Answer
from rag.table_document import table_docx
from rag.table_workbook import table_xlsx
from rag.tabled import file_name
from rag.web.conversation import Conversation
from rag.web.library_wiring import QUIET

log = logging.getLogger(__name__)

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKDOWN = "text/markdown;charset=utf-8"
Form = tuple[str, Callable[[Answer], bytes], str]
"""A button's label, what writes the file, and the kind of file that it is for a browser."""
TABLE_FORMS: dict[str, Form] = {
    ".xlsx": ("导出Excel", table_xlsx, _EXCEL),
    ".docx": ("导出Word", table_docx, _WORD),
}
DRAFT_FORMS: dict[str, Form] = {
    ".docx": ("导出Word", draft_docx, _WORD),
    "（不带出处）.docx": ("导出Word（不带出处）", partial(draft_docx, citations="none"), _WORD),
}
RARER_DRAFT_FORMS: dict[str, Form] = {
    "（尾注）.docx": ("导出Word（尾注）", partial(draft_docx, citations="endnotes"), _WORD),
    "（标号）.docx": ("导出Word（方括号标号）", partial(draft_docx, citations="marks"), _WORD),
    ".md": ("导出Markdown", lambda answer: draft_markdown(answer).encode(), _MARKDOWN),
}
"""The ways out of a table and of a draft, by the end of the file's name; the rarer ones are folded away."""
FAILED = "文件没有导出来。请再点一次；若仍不行，请把这个问题告诉管理员。"
GONE = "要导出的内容已经不在页面的对话里了。请把问题再问一次，然后导出。"


def export_html(answer: Answer, turn: int) -> Html:
    """The buttons that export the turn's table or draft, a draft's text also to the clipboard; nothing where it has
    neither."""
    forms = _forms(answer)
    if not forms:
        return Html()
    drafted = answer.table is None
    buttons = _buttons(DRAFT_FORMS if drafted else forms, turn)
    if drafted:
        buttons += [_copy("复制文字", answer, marked=False), _rarer(answer, turn)]
    what = "草稿" if drafted else "表格"
    return tag("span", *buttons, cls="exports", role="group", aria_label=f"把上面的{what}存成文件")


def _buttons(forms: Mapping[str, Form], turn: int) -> list[Html]:
    return [
        tag("button", label, type="button", data_export=ending, data_turn=str(turn))
        for ending, (label, _, _) in forms.items()
    ]


def _copy(label: str, answer: Answer, *, marked: bool) -> Html:
    return tag("button", label, type="button", data_copies=plain_text(answer, marked=marked))


def _rarer(answer: Answer, turn: int) -> Html:
    """What is seldom wanted, folded away."""
    rarer = [*_buttons(RARER_DRAFT_FORMS, turn), _copy("复制文字和出处", answer, marked=True)]
    return tag("details", tag("summary", "其他格式"), *rarer)


def parcel_html(conversation: Conversation, turn: object, ending: object) -> Html:
    """The file of a turn's table or draft, for page.js to hand to the browser; or why there is none.

    It goes through the page and not over the disk: conversations are nowhere written down.
    """
    answer = _answer(conversation, turn)
    form = _forms(answer).get(ending) if answer is not None and isinstance(ending, str) else None
    if answer is None or form is None:
        return tag("p", GONE, cls="trouble", role="alert")
    _, write, kind = form
    try:
        content = b64encode(write(answer)).decode("ascii")
    except Exception:
        log.exception("turn %s could not be written as %s", turn, ending)
        return tag("p", FAILED, cls="trouble", role="alert")
    name = file_name(answer, str(ending), paper_of(answer).title if is_draft(answer) else "")
    # Without the stamp a second click on the same button would change nothing in the page.
    return tag("i", data_file=content, data_kind=kind, data_name=name, data_stamp=secrets.token_hex(4))


def _forms(answer: Answer) -> dict[str, Form]:
    if answer.table is not None:
        return TABLE_FORMS if answer.table.rows else {}
    return {**DRAFT_FORMS, **RARER_DRAFT_FORMS} if is_draft(answer) else {}


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
