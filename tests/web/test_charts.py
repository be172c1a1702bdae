"""Charts in the page: drawn by a real browser, offline, and kept while the conversation goes on."""

import gzip
import json
import urllib.request
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rag.model import Answer, Cell, Quantity, Row, Table
from rag.web.chart_figure import SCRIPT_PATH
from rag.web.chart_view import charts_html
from tests.web.conftest import Open, Serve, Visit
from tests.web.scripted import ScriptedAssistant, ScriptedLibrary, answer, events, evidence
from tests.web.test_page import HOSTILE, Q1, ask, performances

DRAW, NEXT = "画成图", "再加上白石乡"
UNITS = ("云栖镇", "松溪社区", "青禾里经济技术开发区管理委员会", "白石乡")


def cell(raw: str, n: int, value: int | None = None, *, planned: bool = False) -> Cell:
    number = Quantity(
        value=None if value is None else Decimal(value), measure="场次", raw=raw, n=n, planned=planned
    )
    status = "withheld_in_source" if value is None else "answered"
    return Cell(text=f"演出{raw}", status=status, citations=(n,), quantities=(number,))  # type: ignore[arg-type]


def compared(*, charted: bool = True, turned: bool = False) -> Answer:
    cells = (
        cell("43场次", 1, 43),
        cell("12场次", 2, 12),
        cell("x场次", 3),
        Cell(text="未提及", status="not_found"),
    )
    upright = Table(
        columns=("演出",), rows=tuple(Row(unit=u, cells=(c,)) for u, c in zip(UNITS, cells, strict=True))
    )
    across = Table(columns=UNITS, rows=(Row(unit="演出", cells=cells),), turned=True)
    return answer(
        "云栖镇最多，为43场次[1]。",
        mode="compare",
        question=DRAW,
        standalone="各单位的演出",
        evidence=tuple(evidence(n, unit=UNITS[n - 1], quote=cells[n - 1].text) for n in (1, 2, 3)),
        table=across if turned else upright,
        plan="比较4个单位的演出",
        charted=charted,
    )


def figure(drawn: Answer) -> dict[str, Any]:
    """The figure as plotly gets it."""
    markup = charts_html(drawn, 1)
    found: dict[str, Any] = json.loads(unescaped(markup.split('data-figure="')[1].split('"')[0]))
    return found


def unescaped(attribute: str) -> str:
    for entity, char in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        attribute = attribute.replace(entity, char)
    return attribute


def words_of(visit: Visit, turn: int = 1) -> list[str]:
    """What stands in the chart: its labels and names."""
    visit.page.wait_for_selector(f"#t-{turn} .plot .barlayer path")
    said: list[str] = visit.page.eval_on_selector_all(
        f"#t-{turn} .plot svg text", "found => found.map(text => text.textContent)"
    )
    return said


@pytest.mark.browser
def test_a_chart_is_drawn_offline_in_chinese_and_its_bars_open_the_evidence(
    serve: Serve, open_page: Open
) -> None:
    visit = open_page(serve(ScriptedAssistant(scripts={DRAW: events(compared())}), ScriptedLibrary()))
    assert not any(SCRIPT_PATH in url for url in visit.requested)
    ask(visit, DRAW, 1)
    said = words_of(visit)
    assert {"43场次[1]", "12场次[2]", "云栖镇", "松溪社区"} <= set(said)
    assert {" 原文缺失（x场次）[3]", " 未提及"} <= set(said)
    assert "".join(said).count("管理委员会") == 1
    assert sum(SCRIPT_PATH in url for url in visit.requested) == 1
    bars = visit.page.locator("#t-1 .barlayer .point path")
    assert bars.count() == 2
    # The bars lie under the layer that plotly takes the mouse with.
    bars.nth(1).click(force=True)
    visit.page.wait_for_selector("#e-1-2.flash")


@pytest.mark.browser
def test_a_chart_is_unfolded_and_stays_as_the_conversation_goes_on(serve: Serve, open_page: Open) -> None:
    scripts = {DRAW: events(compared(charted=False)), Q1: events(performances())}
    visit = open_page(serve(ScriptedAssistant(scripts=scripts, pause=0.05), ScriptedLibrary()))
    ask(visit, DRAW, 1)
    assert visit.page.locator("#t-1 .plot svg").count() == 0
    visit.page.click("#t-1 .charts summary")
    words_of(visit)
    visit.page.evaluate("document.querySelector('#t-1 .js-plotly-plot').dataset.same = 'yes'")
    ask(visit, Q1, 2)
    assert visit.page.locator("#t-1 .charts[open] .js-plotly-plot[data-same]").count() == 1
    assert "43场次[1]" in words_of(visit)
    assert sum(SCRIPT_PATH in url for url in visit.requested) == 1
    visit.page.click("#t-1 .charts summary")
    visit.page.wait_for_selector("#t-1 .charts:not([open])", state="attached")


@pytest.mark.browser
def test_a_chart_is_saved_as_a_picture(serve: Serve, open_page: Open) -> None:
    visit = open_page(serve(ScriptedAssistant(scripts={DRAW: events(compared())}), ScriptedLibrary()))
    ask(visit, DRAW, 1)
    words_of(visit)
    with visit.page.expect_download() as coming:
        visit.page.click("#t-1 .save:has-text('存为图片')")
    assert coming.value.suggested_filename == "各单位的演出.png"
    assert coming.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.browser
def test_on_a_phone_the_chart_fits_and_a_tap_opens_the_sheet(serve: Serve, open_page: Open) -> None:
    visit = open_page(
        serve(ScriptedAssistant(scripts={DRAW: events(compared())}), ScriptedLibrary()), "phone"
    )
    ask(visit, DRAW, 1)
    words_of(visit)
    right = visit.page.eval_on_selector_all(
        "#t-1 .plot svg text", "found => Math.max(...found.map(t => t.getBoundingClientRect().right))"
    )
    assert right <= 390
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.page.locator("#t-1 .barlayer .point path").first.scroll_into_view_if_needed()
    visit.page.locator("#t-1 .barlayer .point path").first.tap(force=True)
    visit.page.wait_for_selector("html.sheet-open #e-1-1.flash")


@pytest.mark.browser
def test_a_table_that_was_planned_is_changed_by_its_own_buttons(serve: Serve, open_page: Open) -> None:
    scripts = {
        DRAW: events(compared(charted=False)),
        "按演出排序": events(compared()),
        "行列互换": events(compared(turned=True)),
        "只看有数字的": events(compared()),
    }
    visit = open_page(serve(assistant := ScriptedAssistant(scripts=scripts), ScriptedLibrary()))
    ask(visit, DRAW, 1)
    buttons = visit.page.locator("#t-1 .ways button").all_inner_texts()
    assert buttons == ["只看有数字的", "行列互换", "画成图", "写成一段话"]
    visit.page.click("#t-1 thead button:has-text('演出')")
    visit.page.wait_for_selector("#t-2.answered")
    assert visit.page.locator("#t-1 .ways, #t-1 .sort").count() == 0
    visit.page.click("#t-2 .ways button:has-text('行列互换')")
    visit.page.wait_for_selector("#t-3.answered")
    assert visit.page.locator("#t-3 thead th").first.inner_text() == "方面"
    assert "43场次[1]" in words_of(visit, 3)
    visit.page.click("#t-3 tbody .sort")
    visit.page.wait_for_selector("#t-4.answered")
    assert [heard for heard, _ in assistant.heard] == [DRAW, "按演出排序", "行列互换", "按演出排序"]


@pytest.mark.browser
def test_a_chart_that_cannot_be_fetched_is_said_to_be_missing(serve: Serve, open_page: Open) -> None:
    visit = open_page(serve(ScriptedAssistant(scripts={DRAW: events(compared())}), ScriptedLibrary()))
    visit.page.route("**/charts/*", lambda route: route.abort())
    ask(visit, DRAW, 1)
    visit.page.wait_for_function("document.querySelector('#t-1 .plot').textContent.includes('图没有画出来')")
    visit.errors.clear()


def test_the_script_is_served_once_for_good_and_packed(serve: Serve) -> None:
    address = serve(ScriptedAssistant(scripts={}), ScriptedLibrary()) + SCRIPT_PATH
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as packed, urllib.request.urlopen(address) as plain:
        assert "immutable" in packed.headers["Cache-Control"]
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.read()) == plain.read()
        assert plain.headers["Content-Type"].startswith("text/javascript")


def test_the_figure_has_no_bar_for_what_is_not_stated() -> None:
    data = figure(compared())["data"]
    assert [trace["type"] for trace in data] == ["bar", "scatter"]
    assert data[0]["x"] == [43, 12]
    assert data[1]["mode"] == "text"
    assert [words.strip() for words in data[1]["text"]] == ["原文缺失（x场次）[3]", "未提及"]


def test_the_same_values_are_there_in_words() -> None:
    markup = charts_html(compared(), 1)
    label = markup.split('role="img" aria-label="')[1].split('"')[0]
    assert label.startswith("演出（场次）：云栖镇43场次[1]；松溪社区12场次[2]；")
    for words in ("云栖镇43场次[1]", f"{UNITS[2]}：原文缺失（x场次）[3]", "白石乡：未提及"):
        assert f"<li>{words}</li>" in markup


def test_where_no_chart_is_possible_it_is_said_only_to_who_asked_for_one() -> None:
    bare = replace(
        compared(), table=Table(columns=("做法",), rows=(Row(unit="云栖镇", cells=(cell("x场次", 3),)),))
    )
    assert "没有可以画成图的数字" in charts_html(bare, 1)
    assert not charts_html(replace(bare, charted=False), 1)
    assert not charts_html(performances(), 1)


def test_words_of_a_report_are_never_markup_in_a_chart() -> None:
    rows = tuple(Row(unit=HOSTILE, cells=(replace(cell(HOSTILE, n, 5 + n), text=HOSTILE),)) for n in (1, 2))
    hostile = replace(compared(), table=Table(columns=(HOSTILE,), rows=rows), standalone=HOSTILE)
    markup = charts_html(hostile, 1)
    assert "<script" not in markup
    assert "<img" not in json.dumps(figure(hostile), ensure_ascii=False)
