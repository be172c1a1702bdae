"""What is folded away under a draft: its changes, what it rests on, the check before handing in, its versions."""

from collections.abc import Iterator, Mapping

from rag import phrases
from rag.citations import segments
from rag.draft_changes import changed, edit_html
from rag.drafting.model import Check, Edit, Remark, Sentence, Sheet, Version
from rag.markup import NOTHING, Html, escape, join, mark_html, sentence_id, tag
from rag.model import Evidence

_COLUMNS = ("句", "正文", "来源单位", "文件和位置", "原文", "核对")


def folds_html(sheet: Sheet, known: Mapping[int, Evidence], turn: int, *, latest: bool = False) -> Html:
    """The folds that have something to show; open is the one that the message asked for. What can go out of date,
    the check and the versions, stands under the `latest` draft alone, unless it was asked for."""
    folds = [
        ("changes", _changes_title(sheet.edits), changes_html(sheet.edits), bool(sheet.edits)),
        ("evidence", "依据表", evidence_table_html(sheet, known, turn), bool(sheet.sentences)),
        ("remarks", _remarks_title(sheet.remarks), remarks_html(sheet.remarks, turn), latest),
        ("versions", f"版本（{len(sheet.versions)}）", versions_html(sheet, latest=latest), latest and len(sheet.versions) > 1),
    ]  # fmt: skip
    drawn = [
        tag(
            "details",
            tag("summary", title),
            content,
            cls="fold",
            id=f"d-{turn}-{name}",
            open=sheet.shows == name,
        )
        for name, title, content, shown in folds
        if shown or sheet.shows == name
    ]
    return tag("div", *drawn, cls="folds") if drawn else NOTHING


def changes_html(edits: tuple[Edit, ...]) -> Html:
    """The sentences that changed, what went crossed out and what came underlined; those kept only counted."""
    lines: list[Html] = []
    kept = 0
    for edit in (*edits, None):
        if edit is not None and edit.before == edit.after:
            kept += 1
            continue
        if kept:
            lines.append(tag("li", f"{kept}句没有改动", cls="kept"))
            kept = 0
        if edit is not None:
            lines.append(tag("li", edit_html(edit)))
    if not lines:
        return tag("p", "这一版没有可比的上一版。", cls="none")
    legend = tag("p", tag("ins", "新增"), tag("del", "删去"), cls="key")
    return join((legend, tag("ol", *lines, cls="edits")))


def _changes_title(edits: tuple[Edit, ...]) -> str:
    new = sum(not e.before for e in edits)
    gone = sum(not e.after for e in edits)
    altered = sum(changed(e) for e in edits) - new - gone
    counts = [f"{word}{n}句" for word, n in (("改", altered), ("增", new), ("删", gone)) if n]
    return f"看改动（{'、'.join(counts)}）" if counts else "看改动"


def evidence_table_html(sheet: Sheet, known: Mapping[int, Evidence], turn: int) -> Html:
    """A row for each mark of each sentence: the words it stands for, source, quote; the sentence's checks once."""
    rows = [row for n, s in enumerate(sheet.sentences, start=1) for row in _rows(s, n, known, turn)]
    head = tag("tr", *(tag("th", name, scope="col") for name in _COLUMNS))
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag("div", table, cls="grounds", tabindex="0", role="region", aria_label="依据表，可左右滑动")


def _rows(sentence: Sentence, n: int, known: Mapping[int, Evidence], turn: int) -> Iterator[Html]:
    grounds = [
        (words, known[mark]) for words, marks in segments(sentence.text) for mark in marks if mark in known
    ]
    span = str(max(1, len(grounds)))
    which = tag("th", _to_sentence(n, turn, str(n)), scope="row", rowspan=span)
    checks = tag(
        "td", *([_check_html(c) for c in sentence.checks] or [escape("—")]), cls="checks", rowspan=span
    )
    if not grounds:
        yield tag("tr", which, tag("td", sentence.text), *(tag("td", "—") for _ in range(3)), checks)
        return
    before = ""
    for at, (words, evidence) in enumerate(grounds):
        again = "" if words is before else words.strip("，。；、")
        told = tag("td", again, mark_html(evidence, turn), cls="told")
        where = tag("td", evidence.file, _place_html(evidence))
        cells = (told, tag("td", evidence.unit or "本单位"), where, tag("td", evidence.quote, cls="quote"))
        yield tag("tr", *([which] if at == 0 else []), *cells, *([checks] if at == 0 else []))
        before = words


def _place_html(evidence: Evidence) -> Html:
    return tag("span", evidence.place, cls="place") if evidence.report_id else NOTHING


def _check_html(check: Check) -> Html:
    sign, kind = ("✓ ", "passed") if check.passed else ("！", "open")
    return tag("span", f"{sign}{check.name}", cls=f"check {kind}")


def remarks_html(remarks: tuple[Remark, ...], turn: int) -> Html:
    """What the check found, each with the way to its sentence; said too where it found nothing."""
    if not remarks:
        return tag("p", phrases.DRAFT_NO_REMARKS, cls="none")
    items = (
        tag(
            "li",
            tag("strong", remark.kind),
            *([_to_sentence(remark.sentence, turn, f"第{remark.sentence}句")] if remark.sentence else []),
            tag("q", remark.words) if remark.words else NOTHING,
            tag("span", remark.advice, cls="advice"),
        )
        for remark in remarks
    )
    return tag("ul", *items, cls="remarks")


def _remarks_title(remarks: tuple[Remark, ...]) -> str:
    return f"检查（{len(remarks)}处）" if remarks else "检查（没有发现问题）"


def versions_html(sheet: Sheet, *, latest: bool = False) -> Html:
    """Every version with the message that made it and its length; of the `latest` draft the way back to it."""
    return tag("ol", *(_version_html(v, sheet, latest=latest) for v in sheet.versions), cls="all-versions")


def _version_html(version: Version, sheet: Sheet, *, latest: bool) -> Html:
    says = phrases.DRAFT_TO_VERSION.format(n=version.number)
    current = version.number == sheet.version
    way = tag("button", says, type="button", data_says=says) if latest and not current else NOTHING
    return tag(
        "li",
        tag("strong", f"第{version.number}版"),
        tag("span", "正在看", cls="check passed") if current else NOTHING,
        tag("span", version.request, cls="request"),
        tag("span", f"{version.length}字", cls="length"),
        way,
    )


def _to_sentence(n: int, turn: int, label: str) -> Html:
    return tag(
        "a", label, href=f"#{sentence_id(turn, n)}", cls="to-sentence", aria_label=f"到正文第{n}句", title="到正文里看这一句"
    )  # fmt: skip
