"""The library's part of the page in a real browser, over a real store."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.pipeline import parse_file
from rag.assistant import Assistant
from rag.librarian import StoreLibrarian
from rag.retrieve import Shelf
from tests.vectorstore.bigrams import BigramEncoder
from tests.web.conftest import Open, Serve, Visit
from tests.web.scripted import ScriptedAssistant, ScriptedLibrarian, ScriptedLibrary
from vectorstore.store import Store

TOWN = (
    "青禾镇2031年工作总结\n\n今年以来，青禾镇党委、政府围绕中心工作，扎实推进各项任务。\n\n"
    "一、基础设施\n\n青禾镇全年新修水渠12公里，惠及农户近300户。\n\n（一）道路\n\n硬化道路20__米。\n\n"
    "二、下一步打算\n\n计划植树2000株。<b onmouseover='hacked=1'>_斜_</b>\n\n青禾镇人民政府\n"
)
STREET = (
    "白石社区2031年上半年工作汇报\n\n"
    "上半年，白石社区居委会在街道党工委领导下，认真履行职责，各项工作取得新进展，现汇报如下：\n\n"
    "一、信访接待\n\n白石社区接待来访群众45人次，办结率100%。\n\n"
    "二、消防安全\n\n开展消防演练3次，排查隐患17处。\n\n白石社区居委会\n"
)
BROKEN = "坏<img src=x onerror='hacked=1'>.docx"


@dataclass
class StoreCounts(ScriptedLibrary):
    """Counts what is in a store."""

    shelf: Shelf | None = None

    def counts(self) -> tuple[int, int]:
        """Reports and units."""
        assert self.shelf is not None
        return len(self.shelf.store.reports()), len(self.shelf.refresh().entries)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", BigramEncoder(), create=True) as opened:
        yield opened


@pytest.fixture
def address(store: Store, serve: Serve) -> str:
    shelf = Shelf(store)
    return serve(Assistant(store, shelf=shelf), StoreCounts(shelf=shelf), StoreLibrarian(store))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files that can be read, in a folder and one below it, one that cannot, and what is no report."""
    home = tmp_path / "我的报告"
    (home / "下级").mkdir(parents=True)
    (home / "青禾镇.txt").write_text(TOWN, encoding="utf-8")
    (home / "下级" / "白石社区.txt").write_text(STREET, encoding="utf-8")
    (home / "下级" / "青禾镇.txt").write_text(TOWN, encoding="utf-8")  # the same file in two folders
    (home / BROKEN).write_bytes(b"PK\x03\x04 cut short")
    (home / "~$青禾镇.docx").write_bytes(b"lock")
    (home / ".DS_Store").write_bytes(b"\0")
    return home


def pick(visit: Visit, kind: str, *paths: Path) -> None:
    with visit.page.expect_file_chooser() as chooser:
        visit.page.click(f"[data-pick={kind}]")
    chooser.value.set_files([str(path) for path in paths])


def summary(visit: Visit) -> str:
    visit.page.wait_for_selector(".intake.done", timeout=60_000)
    return visit.page.inner_text(".intake.done")


def rows(visit: Visit) -> list[str]:
    return visit.page.locator("#listing [data-open]").all_inner_texts()


def find(visit: Visit, words: str, found: int) -> None:
    visit.page.fill("#words input", words)
    visit.page.wait_for_function(
        "n => document.querySelectorAll('#listing [data-open]').length === n", arg=found
    )


def ask(visit: Visit, question: str, turn: int) -> str:
    visit.page.click("#switch a[href='#chat']")
    visit.page.fill("#question-box textarea", question)
    visit.page.press("#question-box textarea", "Enter")
    visit.page.wait_for_selector(f"#t-{turn}.answered")
    return visit.page.inner_text(f"#t-{turn} .prose-text")


def delete(visit: Visit) -> str:
    visit.page.click("#report [data-panel=mend]")
    visit.page.click("#delete")
    visit.page.click("#delete-report")
    visit.page.wait_for_selector(".opened", state="detached")
    return visit.page.inner_text("#told")


@pytest.mark.browser
def test_a_folder_from_its_files_to_a_corrected_answer_and_out_again(
    address: str, open_page: Open, folder: Path, store: Store
) -> None:
    visit = open_page(address)
    page = visit.page
    page.click("#switch a[href='#library']")
    assert "拖到" in page.inner_text("#listing")
    pick(visit, "folder", folder)
    told = summary(visit)
    assert "新增2个文件，失败1个" in told
    assert re.search(r"坏.*\.docx 文件不完整或已损坏", told)
    assert "另存一份或重新获取" in told
    assert "跳过2个临时文件或隐藏文件" in told
    page.click("#dismiss-intake")
    page.wait_for_selector(".intake", state="detached")
    assert len(rows(visit)) == 2
    assert {Path(f.path).parent.parent for f in store.files()} == {store.folder / "files"}

    find(visit, "青禾镇 总结", 1)
    page.press("#words input", "Tab")
    page.focus("#listing [data-open]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".opened")
    assert page.evaluate("document.activeElement.matches('#listing [data-open]')"), "ready for the next one"
    assert page.inner_text("#L7 > span") == "青禾镇全年新修水渠12公里，惠及农户近300户。"
    assert "<b onmouseover='hacked=1'>_斜_</b>" in page.inner_text("#report .source")
    page.click("#report [data-panel=outline]")
    page.click("#report ul.outline ul.outline button")
    page.wait_for_selector("#L9.flash")
    page.click("#report [data-panel=figures]")
    figures = page.inner_text("#report .figures")
    assert all(words in figures for words in ("12公里", "约数", "原文缺失", "计划"))

    page.click("#report [data-panel=mend]")
    page.fill("#mend-unit input", "翠屏镇")
    page.click("#save")
    page.wait_for_selector("#told .good")
    assert "单位改为“翠屏镇”" in page.inner_text("#told")
    page.wait_for_selector("#listing .unit:has-text('翠屏镇')")
    assert "12公里" in ask(visit, "翠屏镇新修水渠多少公里？", 1)
    assert "翠屏镇" in page.inner_text("#evidence .card .unit")

    page.go_back()
    assert "已删除“翠屏镇”" in delete(visit)
    find(visit, "", 1)
    page.wait_for_selector("#masthead .size:has-text('1份报告，1个单位')", timeout=4000)
    assert "没有" in ask(visit, "翠屏镇新修水渠多少公里？", 2)
    assert page.evaluate("window.hacked") is None


@pytest.mark.browser
def test_files_dropped_are_cut_merged_and_found_unchanged(
    address: str, open_page: Open, tmp_path: Path, store: Store
) -> None:
    visit = open_page(f"{address}#library")
    page = visit.page
    drop = """([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        document.getElementById('drop').dispatchEvent(
            new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    page.wait_for_selector("#listing .hint")
    both = f"篇一：青禾镇工作总结\n\n{TOWN}\n篇二：白石社区工作汇报\n\n{STREET}"
    page.evaluate(drop, ["汇编.txt", both])
    assert "新增1个文件" in summary(visit)
    before = len(rows(visit))
    page.evaluate(drop, ["汇编.txt", both])
    page.wait_for_function("document.querySelector('.intake').textContent.includes('未变1个')")
    assert len(rows(visit)) == before

    page.click("#listing [data-open] >> nth=0")
    page.wait_for_selector(".opened")
    page.click("#report [data-panel=mend]")
    page.fill("#cut-line input", "9999")
    page.click("#split")
    page.wait_for_selector("#told .trouble")
    page.click("#report [data-panel=text]")
    line = next(n for n, words in enumerate(both.splitlines(), 1) if words.startswith("二、下一步"))
    page.click(f"#L{line} > .n")
    page.click("#report [data-panel=mend]")
    assert page.input_value("#cut-line input") == str(line)
    page.click("#split")
    page.wait_for_selector("#told .good")
    page.wait_for_function(
        "n => document.querySelectorAll('#listing [data-open]').length === n", arg=before + 1
    )
    page.click("#merge")
    page.wait_for_function("n => document.querySelectorAll('#listing [data-open]').length === n", arg=before)
    assert "合并" in page.inner_text("#told")
    assert store.check().clean


@pytest.mark.browser
def test_the_seeds(address: str, open_page: Open, seeds: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空白.txt"
    empty.touch()
    visit = open_page(f"{address}#library")
    page = visit.page
    page.wait_for_selector("#listing .hint")
    paths = sorted(seeds.glob("*.txt"))
    pick(visit, "files", *paths, empty)
    page.wait_for_selector(".intake.working .how-far")
    page.wait_for_selector("#stop-intake")
    told = summary(visit)
    assert f"新增{len(paths)}个文件，失败1个" in told
    assert "空白.txt" in told
    reports = sum(len(parse_file(path).reports) for path in paths)
    assert page.inner_text("#listing .count") == f"共{reports}份报告"
    page.click("#listing [data-open] >> nth=0")
    page.wait_for_selector(".opened")
    page.click("#report [data-panel=figures]")
    figure = page.locator("#report .figures tbody tr").first
    assert figure.inner_text()
    page.click("#report [data-panel=mend]")
    page.fill("#mend-unit input", "翠屏镇")
    page.click("#save")
    page.wait_for_selector("#told .good")
    assert ask(visit, "翠屏镇做了哪些工作？", 1)
    assert set(page.locator("#evidence .card .unit").all_inner_texts()) == {"翠屏镇"}
    page.click("#switch a[href='#library']")
    find(visit, "翠屏镇", 1)
    page.click("#listing [data-open]")
    page.wait_for_selector(".opened")
    delete(visit)
    page.wait_for_selector("#listing .hint")
    assert "翠屏镇" in ask(visit, "翠屏镇做了哪些工作？", 2)
    assert page.locator("#g-2").count() == 0, "no report, no evidence"


@pytest.mark.browser
def test_every_page_sees_the_one_intake_and_it_can_be_stopped(
    serve: Serve, open_page: Open, tmp_path: Path
) -> None:
    librarian = ScriptedLibrarian(pause=1.2)
    address = serve(ScriptedAssistant(scripts={}), ScriptedLibrary(), librarian)
    here, there = open_page(f"{address}#library"), open_page(f"{address}#library")
    for visit in (here, there):
        visit.page.wait_for_selector("#listing .hint")
    paths = [tmp_path / f"报告{n}.txt" for n in range(6)]
    for path in paths:
        path.touch()
    pick(here, "files", *paths)
    there.page.wait_for_selector(".intake.working .how-far")
    there.page.click("#stop-intake")
    assert "没有添加" in summary(here)
    assert "已停止" in summary(there)
    assert len(librarian.taken) < len(paths)


@pytest.mark.browser
def test_on_a_phone_the_report_takes_the_place_of_the_list(
    address: str, open_page: Open, folder: Path
) -> None:
    visit = open_page(f"{address}#library", "phone")
    page = visit.page
    page.wait_for_selector("#listing .hint")
    pick(visit, "files", folder / "青禾镇.txt")
    summary(visit)
    page.tap("#listing [data-open]")
    page.wait_for_selector(".opened")
    assert not page.is_visible("#listing")
    for panel in ("text", "outline", "figures", "versions", "mend"):
        page.tap(f"#report [data-panel={panel}]")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), panel
    page.tap(".close-report")
    page.wait_for_selector("#listing", state="visible")
    assert not page.is_visible("#report")


@pytest.mark.browser
def test_what_is_shown_stays_chinese_and_a_lost_report_is_told(address: str, open_page: Open) -> None:
    visit = open_page(f"{address}#library/0123456789abcdef")
    visit.page.wait_for_selector("#told .trouble")
    assert "已不在资料库里" in visit.page.inner_text("#told")
    words = re.findall(r"[A-Za-z]{3,}", visit.page.inner_text("#library"))
    assert set(words) <= {"Word", "WPS", "PDF", "OFD", "Excel", "zip"}
