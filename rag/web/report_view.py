"""An opened report drawn: its facts, its text with the lines of the file, outline, figures and versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Figure, RemovalKind, Report, Section, Span
from rag.markup import Html, escape, join, tag
from rag.model import lines_label
from rag.web.facts_view import chip, lines_of, period_html, unit_html, versions_html
from vectorstore.model import CatalogedReport
from vectorstore.originals import shown_name

ASIDE: dict[RemovalKind, str] = {
    "site_ad": "网站广告",
    "editor_note": "编者说明",
    "byline": "来源署名",
    "related_links": "相关链接",
    "stray_mark": "多余符号",
    "compilation_title": "汇编标题",
    "blank": "空白",
}
_ALIASES = 6
_BREAKS = "\r\n\f\v"
NOTHING_OPEN = "点左边的一份报告，这里显示它的原文、提纲、指标和相近版本，也可以更正或删除。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A report with its versions, each with its likeness from 0 to 1."""

    found: CatalogedReport
    versions: tuple[tuple[CatalogedReport, float], ...] = ()


def nothing_open_html(trouble: str = "") -> Html:
    """What stands where no report is open, or why one could not be opened."""
    if trouble:
        return tag("p", trouble, cls="trouble", role="alert")
    return tag("p", NOTHING_OPEN, cls="hint")


def report_html(opened: Opened) -> Html:
    """The head of the report and its panels; the page shows one panel at a time."""
    found = opened.found
    panels = (
        ("text", "原文", text_html(found.report)),
        ("outline", "提纲", outline_html(found.report)),
        ("figures", f"指标 {len(found.report.figures)}", figures_html(found.report)),
        ("versions", f"相近版本 {len(opened.versions)}", versions_panel_html(opened)),
    )
    return tag(
        "article",
        _head(found),
        tag("nav", *(_choice(name, label) for name, label, _ in panels), _choice("mend", "更正与删除"), cls="panels", aria_label="报告的内容"),
        *(tag("section", html, cls=f"panel {name}", aria_label=label) for name, label, html in panels),
        cls="opened",
        data_report=found.id,
    )  # fmt: skip


def _choice(panel: str, label: str) -> Html:
    return tag("button", label, type="button", data_panel=panel)


def _head(found: CatalogedReport) -> Html:
    report = found.report
    facts = [
        ("类型", escape(report.doc_type)),
        ("期间", period_html(report.period)),
        ("标题", escape(report.title or "无标题")),
        ("文件", join((shown_name(found.path), f" {lines_of(found)}"))),
    ]
    aliases = [a for a in report.unit.aliases if a != report.unit.name]
    if aliases:
        more = f"等{len(aliases)}个" if len(aliases) > _ALIASES else ""
        shown = tag("span", "、".join(aliases[:_ALIASES]) + more, title="、".join(aliases))
        facts.append(("别称", shown))
    if found.also_in:
        facts.append(("也见于", escape("、".join(shown_name(path) for path in found.also_in))))
    if found.versions:
        facts.append(("版本", versions_html(found)))
    rows = (tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
    close = tag("button", "返回列表", type="button", cls="close-report")
    return tag("header", close, tag("h2", unit_html(found), tabindex="-1"), tag("dl", *rows))


def text_html(report: Report) -> Html:
    """The report's text, every line with its number in the file; what cleaning set aside is greyed, headings stand
    out. Nothing of it is read as markup."""
    headings = [section.heading for section in report.sections()]
    starts = report.line_starts
    ends = (*starts[1:], len(report.text))
    lines = []
    at, page = 0, None
    for n, (start, end) in enumerate(zip(starts, ends, strict=True), report.first_line):
        while at < len(headings) and headings[at].end <= start:
            at += 1
        if report.first_page and page != (page := report.page(Span(start=start, end=start))):
            lines.append(tag("div", f"第{page}页", cls="page"))
        is_heading = at < len(headings) and headings[at].start < end and headings[at].start >= start
        words = _line(report, Span(start=start, end=end))
        number = tag("button", str(n), type="button", cls="n", data_line=str(n), title=f"第{n}行")
        kind = "line heading" if is_heading else "line" if report.text[start:end].strip() else "line empty"
        lines.append(tag("div", number, tag("span", words), cls=kind, id=f"L{n}"))
    return tag("div", *lines, cls="source")  # fmt: skip


def _line(report: Report, line: Span) -> Html:
    parts: list[str] = []
    at = line.start
    for removal in report.removed:
        if removal.span.overlaps(line):
            start, end = max(at, removal.span.start), min(line.end, removal.span.end)
            parts.append(report.text[at:start])
            parts.append(
                tag(
                    "span",
                    report.text[start:end].rstrip(_BREAKS),
                    cls="aside",
                    title=f"没有收入：{ASIDE[removal.kind]}",
                )
            )
            at = max(at, end)
    parts.append(report.text[at : line.end].rstrip(_BREAKS))
    return join(parts)  # fmt: skip


def outline_html(report: Report) -> Html:
    """The headings as a tree, each with its line, which leads to it in the text."""
    if not report.outline:
        return tag("p", "这份报告没有小标题。", cls="hint")
    return _tree(report, report.outline)


def _tree(report: Report, sections: Sequence[Section]) -> Html:
    return tag("ul", *(_branch(report, section) for section in sections), cls="outline")


def _branch(report: Report, section: Section) -> Html:
    line = report.lines(section.heading)[0]
    words = report.clean(section.heading) or section.title
    heading = tag("button", words, tag("small", f"第{line}行"), type="button", data_line=str(line))
    return tag("li", heading, _tree(report, section.children) if section.children else Html())


def figures_html(report: Report) -> Html:
    """Every figure: what it counts, as written, its value and measure, and what is to be known of it."""
    if not report.figures:
        return tag("p", "这份报告里没有找到指标。", cls="hint")
    names = ("指标", "原文", "数值", "说明", "位置")
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))
    body = tag("tbody", *(_figure_row(report, figure) for figure in report.figures))
    return tag("div", tag("table", head, body), cls="table figures")


def _figure_row(report: Report, figure: Figure) -> Html:
    line = report.lines(figure.span)[0]
    notes = [chip("计划", "planned", "计划要做到的，不是已完成的")] if figure.planned else []
    notes += [chip("约数", "approximate")] if figure.approximate else []
    notes += [chip("原文缺失", "withheld_in_source")] if figure.withheld else []
    page = report.page(figure.span)
    place = f"{f'第{page}页' if page else ''}{lines_label((line, line))}"
    where = tag("button", place, type="button", data_line=str(line), cls="where")
    cells = (
        ("原文", escape(figure.raw)),
        ("数值", escape(value_words(figure))),
        ("说明", join(notes)),
        ("位置", where),
    )
    subject = tag("th", figure.subject or "（没有写明）", scope="row")
    return tag("tr", subject, *(tag("td", value, data_label=label) for label, value in cells))


def value_words(figure: Figure) -> str:
    """12000元, 2–3本; a dash for a withheld one."""
    if figure.value is None:
        return "—"
    numbers = [f"{n.normalize():f}" for n in (figure.value, figure.upper) if n is not None]
    return "–".join(numbers) + figure.measure


def versions_panel_html(opened: Opened) -> Html:
    """The reports that are versions of this one, the one that answers use marked."""
    if not opened.versions:
        return tag("p", "没有与它内容相近的报告。", cls="hint")
    used = opened.found.version_of or opened.found.id
    explained = "这些报告内容几乎相同（多为网上转载）。问答时只用其中一份，不重复计算。"
    rows = (_version_row(found, likeness, used) for found, likeness in opened.versions)
    own = chip("问答用这一份", "used") if used == opened.found.id else Html()
    here = tag("li", tag("span", "本份：", opened.found.file, f" {lines_of(opened.found)}"), own)
    return join((tag("p", explained, cls="hint"), tag("ul", here, *rows, cls="versions")))


def _version_row(found: CatalogedReport, likeness: float, used: str) -> Html:
    name = tag("span", unit_html(found), f" {found.file} {lines_of(found)}")
    same = tag("small", f"相同 {likeness:.0%}")
    mark = chip("问答用这一份", "used") if found.id == used else Html()
    return tag("li", tag("button", name, same, type="button", data_open=found.id), mark)
