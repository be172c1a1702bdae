"""The library's part of the page laid out: where files are dropped, the list, the opened report, its form."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any, get_args

import gradio as gr

from ingest.model import DocType
from rag.markup import Html, join, tag
from rag.web.header import switch_html
from rag.web.listing import ONLY, Sought
from rag.web.report_view import nothing_open_html

LARGEST_MB = 300
"""The largest file that is taken, as ingest.loaders.archive has it."""

_PLAIN: dict[str, Any] = {"container": False, "show_label": False, "min_width": 0}


@dataclass(frozen=True, kw_only=True, slots=True)
class LibraryParts:
    """The components that change or are listened to."""

    intake: gr.HTML
    stop: gr.Button
    dismiss: gr.Button
    words: gr.Textbox
    only: gr.Dropdown
    listing: gr.HTML
    told: gr.HTML
    report: gr.HTML
    mend: gr.Column
    unit: gr.Textbox
    period: gr.Textbox
    doc_type: gr.Radio
    save: gr.Button
    restore: gr.Button
    line: gr.Number
    split: gr.Button
    merge: gr.Button
    delete: gr.Button
    confirm: gr.Column
    question: gr.HTML
    delete_report: gr.Button
    delete_file: gr.Button
    keep: gr.Button
    sought: gr.State
    opened: gr.State
    shown: gr.State


def html_part(elem_id: str, value: str = "") -> gr.HTML:
    """A part of the page that only shows what it is given."""
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=None)


def lay_out_library() -> LibraryParts:
    """The two columns: files and list at the left, the opened report at the right."""
    with gr.Row(elem_id="library"):
        with gr.Column(elem_id="stacks", min_width=0):
            html_part("drop", drop_html())
            intake = html_part("intake")
            with gr.Row(elem_id="intake-buttons"):
                stop = gr.Button("停止添加", elem_id="stop-intake", size="sm", visible=False)
                dismiss = gr.Button("知道了", elem_id="dismiss-intake", size="sm", visible=False)
            with gr.Row(elem_id="finder"):
                words = gr.Textbox(
                    label="查找报告",
                    placeholder="按单位、文件、类型、标题查找",
                    max_lines=1,
                    max_length=200,
                    elem_id="words",
                    scale=1,
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
                    **_PLAIN,
                )
                only = gr.Dropdown(
                    list(ONLY), value=ONLY[0], label="条件", filterable=False, elem_id="only", scale=0, **_PLAIN
                )  # fmt: skip
            listing = html_part("listing")
        told = html_part("told")
        with gr.Column(elem_id="reading", min_width=0):
            report = html_part("report", nothing_open_html())
            form = _lay_out_form()
    return LibraryParts(
        intake=intake,
        stop=stop,
        dismiss=dismiss,
        words=words,
        only=only,
        listing=listing,
        told=told,
        report=report,
        sought=gr.State(Sought()),
        opened=gr.State(""),
        shown=gr.State(),
        **form,
    )


def _lay_out_form() -> dict[str, Any]:
    with gr.Column(elem_id="mend", visible=False) as mend:
        html_part("mend-head", tag("h3", "更正"))
        unit = gr.Textbox(label="单位", max_length=60, max_lines=1, elem_id="mend-unit")
        period = gr.Textbox(
            label="期间（报告没写明时留空）", max_length=60, max_lines=1, elem_id="mend-period"
        )
        doc_type = gr.Radio([*get_args(DocType)], label="类型", elem_id="mend-type")
        with gr.Row(elem_classes="buttons"):
            save = gr.Button("保存更正", variant="primary", elem_id="save", min_width=0)
            restore = gr.Button("恢复自动识别", elem_id="restore", min_width=0)
        html_part("cut-head", tag("h3", "拆分与合并"))
        with gr.Row(elem_classes="buttons", elem_id="cut"):
            line = gr.Number(
                label="从第几行起另成一份（点原文的行号可填到这里）",
                precision=0,
                elem_id="cut-line",
            )
            split = gr.Button("从这一行拆开", elem_id="split", min_width=0)
        merge = gr.Button("与下一份合并", elem_id="merge", min_width=0)
        html_part("delete-head", tag("h3", "删除"))
        delete = gr.Button("删除……", elem_id="delete", min_width=0)
        with gr.Column(elem_id="confirm", visible=False) as confirm:
            question = html_part("delete-question")
            with gr.Row(elem_classes="buttons"):
                delete_report = gr.Button(
                    "删除这份报告", variant="stop", elem_id="delete-report", min_width=0
                )
                delete_file = gr.Button("删除整个文件", variant="stop", elem_id="delete-file", min_width=0)
                keep = gr.Button("不删除", elem_id="keep", min_width=0)
    return {
        "mend": mend,
        "unit": unit,
        "period": period,
        "doc_type": doc_type,
        "save": save,
        "restore": restore,
        "line": line,
        "split": split,
        "merge": merge,
        "delete": delete,
        "confirm": confirm,
        "question": question,
        "delete_report": delete_report,
        "delete_file": delete_file,
        "keep": keep,
    }


def lay_out_switch() -> gr.HTML:
    """The way between the two halves of the page; it also sends on what is clicked in parts made of HTML."""
    return gr.HTML(
        switch_html(),
        elem_id="switch",
        apply_default_css=False,
        js_on_load=files("rag.web").joinpath("bridge.js").read_text(encoding="utf-8"),
    )


def drop_html() -> Html:
    """Where files and folders are dropped, or chosen."""
    ways = (("files", "选择文件"), ("folder", "选择文件夹"))
    buttons = (tag("button", label, type="button", data_pick=kind) for kind, label in ways)
    invite = tag(
        "p", "把文件或文件夹拖到这里，或 ", tag("span", *buttons), cls="invite", data_most=str(LARGEST_MB)
    )
    kinds = tag("p", "可读 Word、WPS、PDF、OFD、Excel、网页、文本和 .zip", cls="kinds")
    return join((invite, kinds, tag("p", cls="uploading", role="status")))
