"""The table of an answer saved as a file, with one click under it."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from rag.citations import without_marks
from rag.web.conversation import Conversation, Exchange
from rag.web.exporting import DRAFT_FORMS, GONE, RARER_DRAFT_FORMS, export_html, parcel_html
from rag.web.transcript import transcript_html
from tests.web.conftest import Open, Serve, Visit
from tests.web.scripted import ScriptedAssistant, ScriptedLibrary, events
from tests.web.test_page import Q1, Q3, ask, comparison, performances


@pytest.mark.browser
def test_a_click_saves_a_real_workbook_and_a_real_document(
    serve: Serve, open_page: Open, tmp_path: Path
) -> None:
    scripts = {Q1: events(performances()), Q3: events(comparison())}
    visit = open_page(serve(ScriptedAssistant(scripts=scripts), ScriptedLibrary()))
    ask(visit, Q1, 1)
    assert visit.page.locator(".exports").count() == 0
    ask(visit, Q3, 2)
    marks = visit.page.locator("#t-2 table .mark").all_inner_texts()
    saved: list[Path] = []
    for label in ("导出Excel", "导出Word", "导出Excel"):
        with visit.page.expect_download() as coming:
            visit.page.click(f"#t-2 .exports button:has-text('{label}')")
        saved.append(tmp_path / f"{len(saved)}")
        coming.value.save_as(saved[-1])
        ending = ".docx" if label == "导出Word" else ".xlsx"
        assert coming.value.suggested_filename == f"比较两个单位的演出和藏书{ending}"
    sheet = openpyxl.load_workbook(BytesIO(saved[0].read_bytes()))["对比表"]
    words = [str(cell.value) for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row]
    assert [f"[{w.split('[')[1]}" for w in words if "[" in w] == marks == ["[1]", "[2]", "[3]"]
    assert sheet["C2"].value == 43
    table = docx.Document(BytesIO(saved[1].read_bytes())).tables[0]
    assert table.cell(1, 1).text == "43场次[1]"
    assert openpyxl.load_workbook(BytesIO(saved[2].read_bytes())).sheetnames[0] == "对比表"
    assert not visit.page.locator("#outbox").is_visible()


@pytest.mark.browser
def test_a_table_that_is_gone_is_said_to_be(serve: Serve, open_page: Open) -> None:
    visit = open_page(serve(ScriptedAssistant(scripts={Q3: events(comparison())}), ScriptedLibrary()))
    ask(visit, Q3, 1)
    visit.page.evaluate("document.querySelector('[data-export]').dataset.turn = '7'")
    visit.page.click("#t-1 .exports button")
    visit.page.wait_for_selector("#outbox .trouble")
    assert visit.page.inner_text("#outbox") == GONE


def test_what_a_browser_names_need_not_be_there() -> None:
    table = Conversation(exchanges=(Exchange(question=Q3, state="answered", answer=comparison()),))
    bare = Conversation(exchanges=(Exchange(question=Q1, state="answered", answer=performances()),))
    assert "data-file" in parcel_html(table, 1, ".xlsx")
    for conversation, turn, ending in (
        (table, 0, ".xlsx"),
        (table, 2, ".xlsx"),
        (table, "1", ".xlsx"),
        (table, None, ".xlsx"),
        (table, 1, ".exe"),
        (table, 1, [".xlsx"]),
        (bare, 1, ".xlsx"),
        (Conversation(), 1, ".docx"),
    ):
        assert GONE in parcel_html(conversation, turn, ending)


@pytest.mark.browser
def test_a_click_saves_a_draft_and_copies_its_words(serve: Serve, open_page: Open, tmp_path: Path) -> None:
    asked = "为“文化惠民”写一段总结"
    draft = replace(performances(), mode="draft", question=asked, standalone=asked, short=None)
    visit = open_page(serve(ScriptedAssistant(scripts={asked: events(draft)}), ScriptedLibrary()))
    ask(visit, asked, 1)
    exports = visit.page.locator("#t-1 .exports")
    assert [b.inner_text() for b in exports.get_by_role("button").all() if b.is_visible()] == [
        "导出Word",
        "导出Word（不带出处）",
        "复制文字",
    ]
    for label, name, tables in (("导出Word", "", 1), ("导出Word（不带出处）", "（不带出处）", 0)):
        with visit.page.expect_download() as coming:
            exports.get_by_role("button", name=label, exact=True).click()
        assert coming.value.suggested_filename == f"文化惠民工作总结{name}.docx"
        coming.value.save_as(tmp_path / "draft.docx")
        document = docx.Document(BytesIO((tmp_path / "draft.docx").read_bytes()))
        assert len(document.tables) == tables
        assert document.paragraphs[1].text == without_marks(draft.text)
    assert pasted(visit, "复制文字") == without_marks(draft.text)
    exports.get_by_text("其他格式").click()
    with visit.page.expect_download() as coming:
        exports.get_by_role("button", name="导出Markdown").click()
    assert coming.value.suggested_filename == "文化惠民工作总结.md"
    coming.value.save_as(tmp_path / "draft.md")
    assert "其中春节8场次[^1]。" in (tmp_path / "draft.md").read_text(encoding="utf-8")
    words, source = pasted(visit, "复制文字和出处").partition("[1] ")[::2]
    assert words.strip() == draft.text
    assert source.startswith("云栖镇综合文化站，")
    visit.page.get_by_role("button", name="复制文字和出处").wait_for()


def pasted(visit: Visit, label: str) -> str:
    """What a click on a button leaves to be pasted."""
    box = visit.page.locator("#question-box textarea")
    visit.page.get_by_role("button", name=label, exact=True).click()
    # Another button may still say so of the click before.
    visit.page.locator(f'button[data-label="{label}"]', has_text="已复制").wait_for()
    box.fill("")
    box.press("ControlOrMeta+v")
    return box.input_value()


def test_every_way_out_of_a_draft_writes_a_file() -> None:
    drafted = replace(performances(), mode="draft")
    shown = Conversation(exchanges=(Exchange(question=Q1, state="answered", answer=drafted),))
    for ending in DRAFT_FORMS | RARER_DRAFT_FORMS:
        assert f'data-export="{ending}"' in export_html(drafted, 1)
        parcel = parcel_html(shown, 1, ending)
        assert "data-file" in parcel, parcel
        assert f"{ending}&quot;" in parcel or f'{ending}"' in parcel


def test_only_a_table_or_a_draft_has_the_buttons() -> None:
    assert not export_html(performances(), 1)
    shown = Conversation(exchanges=(Exchange(question=Q3, state="answered", answer=comparison()),))
    assert 'data-export=".xlsx" data-turn="1"' in transcript_html(shown)
