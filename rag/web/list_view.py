"""The library's list drawn: one row a report, and the way to the other pages of the list."""

from rag.markup import Html, join, tag
from rag.web.facts_view import lines_of, period_html, unit_html, versions_html
from rag.web.listing import PAGE, Listing
from vectorstore.model import CatalogedReport

EMPTY = "资料库还是空的。把报告文件或整个文件夹拖到上面的框里，或点“选择文件”。"


def list_html(listing: Listing) -> Html:
    """The page of reports, how many were found, and the buttons to the pages before and after."""
    if not listing.total:
        return tag("p", EMPTY, cls="hint")
    if not listing.rows:
        return tag("p", "没有符合的报告。请换个词，或把条件改回“全部”。", cls="hint", role="status")
    rows = tag("ul", *(_row(found) for found in listing.rows), cls="reports")
    return join((tag("p", _count(listing), cls="count", role="status"), rows, _pager(listing)))


def _count(listing: Listing) -> str:
    searched = listing.found != listing.total
    found = f"找到{listing.found}份，共{listing.total}份报告" if searched else f"共{listing.total}份报告"
    if listing.found <= PAGE:
        return found
    return f"{found}，现为第{listing.first}–{listing.first + len(listing.rows) - 1}份"


def _row(found: CatalogedReport) -> Html:
    report = found.report
    head = tag("span", unit_html(found), tag("span", report.doc_type, cls="type"), cls="name")
    facts = [period_html(report.period), tag("span", f"{len(report.figures)}个指标")]
    if found.versions:
        facts.append(versions_html(found))
    title = tag("span", report.title, cls="title") if report.title else Html()
    place = tag("span", tag("span", found.file, cls="file"), f" {lines_of(found)}", cls="place")
    button = tag(
        "button",
        *(head, tag("span", *facts, cls="facts-line"), title, place),
        type="button",
        cls="report",
        data_open=found.id,
    )
    return tag("li", button)


def _pager(listing: Listing) -> Html:
    if listing.pages == 1:
        return Html()
    page = listing.sought.page
    before = tag("button", "上一页", type="button", data_page=str(page - 1), disabled=page == 0)
    behind = tag(
        "button", "下一页", type="button", data_page=str(page + 1), disabled=page + 1 >= listing.pages
    )
    where = tag("span", f"第{page + 1}页，共{listing.pages}页")
    return tag("nav", before, where, behind, cls="pager", aria_label="翻页")
