"""Putting a report right: each change tried, and told in Chinese whether it worked or what to do."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from ingest.corrections import Correction
from ingest.model import DocType
from rag.markup import Html, tag
from rag.web.facts_view import is_inferred
from rag.web.ports import Librarian, advice_of
from vectorstore.errors import NotInStore
from vectorstore.model import CatalogedReport

log = logging.getLogger(__name__)

BUSY = "正在添加文件，这时不能改动报告。请等添加完成，或先点“停止”，再试一次。"

GONE = "这份报告已不在资料库里，可能被删除了，或它的文件重新添加过。请在列表里重新选。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What came of a change: words for the reader, and the report to show now (None for no report)."""

    message: str
    report_id: str | None
    failed: bool = False


def attempt(report_id: str, change: Callable[[], Done], *, busy: bool) -> Done:
    """Make a change. Raises nothing: what went wrong is logged and told, and the same report stays open."""
    if busy:
        return Done(message=BUSY, report_id=report_id, failed=True)
    try:
        return change()
    except Exception as error:
        reference = secrets.token_hex(3)
        log.exception("a change failed, reference %s", reference)
        told = trouble_words(error) or (
            "程序出了错，这次改动没有做成。请再试一次；"
            f"若仍不行，请把编号 {reference} 告诉管理员，日志里有这次的详情。"
        )
        return Done(message=told, report_id=report_id, failed=True)


def trouble_words(error: Exception) -> str | None:
    """What the reader of the page is told of `error`; None where it was not made for a reader."""
    return GONE if isinstance(error, NotInStore) else advice_of(error)


def told_html(done: Done) -> Html:
    """The words for the reader; trouble is announced at once."""
    if done.failed:
        return tag("p", done.message, cls="trouble", role="alert")
    return tag("p", done.message, cls="good", role="status")


def correct(librarian: Librarian, report_id: str, *, unit: str, period: str, doc_type: DocType) -> Done:
    """Save what differs from what is shown now."""
    found = librarian.report(report_id)
    report = found.report
    unit, period = unit.strip(), period.strip()
    if not unit:
        return Done(message="单位名称不能空着。请写上单位名称，再保存。", report_id=report_id, failed=True)
    now = report.period.raw if report.period else ""
    changes = {
        "单位": (report.unit.name, unit),
        "期间": (now or "未写明", period or "未写明"),
        "类型": (report.doc_type, doc_type),
    }
    changed = {name: new for name, (old, new) in changes.items() if old != new}
    # A unit that was only inferred is confirmed by saving it as it stands.
    confirmed = not changed and is_inferred(found)
    if not changed and not confirmed:
        return Done(message="没有改动。请先改单位、期间或类型，再保存。", report_id=report_id)
    kept = librarian.correct(
        report_id,
        Correction(
            unit=unit if "单位" in changed or confirmed else None,
            period=period if "期间" in changed else None,
            doc_type=doc_type if "类型" in changed else None,
        ),
    )
    words = "，".join(f"{name}改为“{new}”" for name, new in changed.items()) or f"单位确认为“{unit}”"
    return Done(
        message=f"已更正：{words}。提问时立即按新的算，以后重新添加这份文件也不会变回去。", report_id=kept
    )


def restore(librarian: Librarian, report_id: str) -> Done:
    """Back to what the program worked out."""
    if librarian.report(report_id).correction is None:
        return Done(message="这份报告没有更正过，现在就是自动识别的结果。", report_id=report_id)
    librarian.uncorrect(report_id)
    name = librarian.report(report_id).report.unit.name
    return Done(message=f"已恢复自动识别的结果，单位为“{name}”。", report_id=report_id)


def split(librarian: Librarian, report_id: str, line: float | None) -> Done:
    """A new report begins at this line of the file."""
    if line is None:
        words = "请先写上新报告从第几行开始，或在原文里点那一行的行号。"
        return Done(message=words, report_id=report_id, failed=True)
    first, second = librarian.split(report_id, int(line))
    name = librarian.report(second).report.unit.name
    return Done(message=f"已从第{int(line)}行拆成两份，第二份的单位识别为“{name}”。", report_id=first)


def merge(librarian: Librarian, report_id: str) -> Done:
    """The report and the next one of its file become one."""
    behind = librarian.next_in_file(report_id)
    if behind is None:
        return Done(message="这份报告后面没有同一文件的报告，不能合并。", report_id=report_id, failed=True)
    merged = librarian.merge(report_id, behind.id)
    return Done(message=f"已与“{behind.report.unit.name}”合并成一份报告。", report_id=merged)


def remove(librarian: Librarian, report_id: str, *, whole_file: bool) -> Done:
    """Take the report, or its whole file, out of the library."""
    found = librarian.report(report_id)
    if whole_file:
        removed = librarian.remove_file(report_id)
        return Done(message=f"已删除文件“{found.file}”和其中的{len(removed.reports)}份报告。", report_id=None)
    librarian.remove_report(report_id)
    return Done(message=f"已删除“{found.report.unit.name}”的这份报告，提问时不再用到它。", report_id=None)


def delete_question(found: CatalogedReport, in_file: int) -> str:
    """What is asked before anything is deleted."""
    more = f"这个文件里共有{in_file}份报告，也可以整个删除。" if in_file > 1 else ""
    return f"要把“{found.report.unit.name}”的这份报告从资料库删除吗？删除后提问不再用到它，需要时可以重新添加文件。{more}"
