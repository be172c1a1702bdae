"""A draft in a real browser: its sentences touched, its gaps filled, its file handed over."""

from dataclasses import replace
from typing import Literal

import pytest

from rag.model import Answer
from tests.web.conftest import Open, Serve, Visit
from tests.web.scripted import ScriptedAssistant, ScriptedLibrary, events
from tests.web.sheets import POINTS, SHORT, points, short
from tests.web.test_page import ask

ANOTHER, UNLOCK, WORD, COPY = "第2句换一个", "第4句可以改了", "生成Word", "复制成文字"


def handed(question: str, to: Literal["word", "text"]) -> Answer:
    """The short draft again, this time asked for as a file."""
    made = short()
    assert made.draft is not None
    return replace(made, question=question, draft=replace(made.draft, hands_over=to))


@pytest.fixture
def assistant() -> ScriptedAssistant:
    said = {SHORT: short(), ANOTHER: short(), UNLOCK: short(), POINTS: points()}
    said |= {WORD: handed(WORD, "word"), COPY: handed(COPY, "text")}
    return ScriptedAssistant(scripts={question: events(reply) for question, reply in said.items()})


def middle(visit: Visit, selector: str) -> tuple[float, float]:
    """A place on the first line of a sentence's words."""
    x, y = visit.page.eval_on_selector(
        selector,
        "e => { const r = e.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2]; }",
    )
    return x, y


@pytest.mark.browser
def test_a_sentence_is_touched_and_its_tool_says_the_message(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()))
    ask(visit, SHORT, 1)
    page = visit.page
    tools = page.locator("#t-1 .tools:visible")
    assert tools.count() == 0
    page.mouse.click(*middle(visit, "#s-1-2 .words"))
    assert tools.inner_text().split() == ["第2句", "删掉", "换一个", "展开", "锁定"]
    inside = page.evaluate(
        """() => { const tools = document.querySelector('.touched .tools').getBoundingClientRect();
                   const paper = document.querySelector('.paper').getBoundingClientRect();
                   return tools.left >= paper.left && tools.right <= paper.right; }"""
    )
    assert inside
    page.mouse.click(*middle(visit, "#s-1-2 .words"))
    assert tools.count() == 0
    page.mouse.click(*middle(visit, "#s-1-2 .words"))
    page.click(".tools:visible button:has-text('换一个')")
    page.wait_for_selector("#t-2.answered")
    assert assistant.heard[-1][0] == ANOTHER
    assert page.locator("#t-1 .tools").count() == 0
    assert page.locator("#t-2 .tools").count() == 4


@pytest.mark.browser
def test_a_mouse_that_rests_shows_the_tools_and_takes_them_along(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()))
    ask(visit, SHORT, 1)
    x, y = middle(visit, "#s-1-3 .words")
    visit.page.mouse.move(x - 2, y)
    visit.page.mouse.move(x, y)
    visit.page.wait_for_selector("#s-1-3.touched")
    visit.page.hover("#s-1-3 .tools button:has-text('展开')")
    visit.page.wait_for_timeout(500)
    assert visit.page.locator("#s-1-3.touched").count() == 1
    visit.page.mouse.move(5, 300)
    visit.page.wait_for_selector("#s-1-3:not(.touched)")


@pytest.mark.browser
def test_the_keyboard_reaches_every_sentence_and_its_tools(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()))
    ask(visit, SHORT, 1)
    page = visit.page

    def focused() -> str:
        said: str = page.evaluate("document.activeElement.textContent")
        return said

    page.focus("#s-1-1 .mark >> nth=1")
    page.keyboard.press("Tab")
    assert focused() == "改第1句"
    for expected in ("改第2句", "改第3句", "改第4句", "改第4句"):
        page.keyboard.press("ArrowDown")
        assert focused() == expected
    page.keyboard.press("Enter")
    assert focused() == "删掉"
    page.keyboard.press("Escape")
    assert focused() == "改第4句"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused() == "解锁"
    page.keyboard.press("Enter")
    page.wait_for_selector("#t-2.answered")
    assert assistant.heard[-1][0] == UNLOCK


@pytest.mark.browser
def test_a_gap_begins_its_message_and_a_remark_leads_to_its_sentence(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()))
    ask(visit, POINTS, 1)
    page = visit.page
    page.click("button.gap:has-text('服务场次')")
    assert page.input_value("#question-box textarea") == "服务场次是"
    page.keyboard.type("30场次")
    assert page.input_value("#question-box textarea") == "服务场次是30场次"
    page.fill("#question-box textarea", "")
    ask(visit, SHORT, 2)
    page.click("#d-2-remarks summary")
    page.click("#d-2-remarks a.to-sentence >> nth=0")
    page.wait_for_selector("#s-2-3.found")
    assert page.evaluate("document.activeElement.id") == "s-2-3"
    ask(visit, POINTS, 3)
    assert page.locator("#d-2-evidence:not([open])").count() == 1


@pytest.mark.browser
def test_a_file_asked_for_is_saved_at_once_and_not_again_after_a_reload(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()))
    page = visit.page
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    ask(visit, SHORT, 1)
    with page.expect_download() as coming:
        ask(visit, WORD, 2)
    assert coming.value.path().read_bytes().startswith(b"PK")
    ask(visit, POINTS, 3)
    page.reload()
    page.wait_for_selector("#t-3.answered")
    page.wait_for_timeout(700)
    assert len(saved) == 1
    assert page.locator("#t-2 .handed button").is_visible()
    ask(visit, COPY, 4)
    page.wait_for_selector("#t-4 .handed button:has-text('已复制')")


@pytest.mark.browser
def test_on_a_phone_a_tap_shows_the_tools_and_the_table_moves_sideways(
    serve: Serve, open_page: Open, assistant: ScriptedAssistant
) -> None:
    visit = open_page(serve(assistant, ScriptedLibrary()), "phone")
    ask(visit, SHORT, 1)
    page = visit.page
    page.touchscreen.tap(*middle(visit, "#s-1-3 .words"))
    assert page.locator("#s-1-3 .tools").is_visible()
    box = page.locator("#s-1-3 .tools").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.click("#d-1-evidence summary")
    wide = page.eval_on_selector(".grounds", "e => e.scrollWidth > e.clientWidth")
    assert wide
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
