"""list and export: what the library holds."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ingest.commands.common import open_store, print_json

if TYPE_CHECKING:
    from vectorstore.model import CatalogedReport


def list_reports(options: argparse.Namespace) -> int:
    """Print the files with those of their reports that pass the filters."""
    with open_store(options) as store:
        chosen = {found.id: found for found in store.reports() if _passes(found, options)}
        files = store.files()
    kept = [(file, [chosen[id] for id in file.reports if id in chosen]) for file in files]
    kept = [(file, reports) for file, reports in kept if reports]
    if options.json:
        print_json([{**asdict(file), "reports": [_row(r) for r in reports]} for file, reports in kept])
        return 0
    for file, reports in kept:
        added = datetime.fromisoformat(file.added_at).astimezone()
        print(f"{file.name}（{len(file.reports)} 份报告，{added:%Y-%m-%d} 添加）  {file.path}")
        print("\n".join(f"  {_line(found)}" for found in reports))
    shown = len({found.id for _, reports in kept for found in reports})
    print(f"共 {len(kept)} 个文件，{shown} 份报告。" if shown or not files else "没有符合条件的报告。")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the reports or the figures as a table."""
    from ingest import export as tables

    table = {"reports": tables.reports_table, "figures": tables.figures_table}[options.what]
    if options.format == "xlsx" and options.out is None:
        print("Excel 表要写到文件里：请加上 --out 文件名.xlsx。", file=sys.stderr)
        return 1
    with open_store(options) as store:
        data = table([(found.report, found.file) for found in store.reports()], options.format)
    if options.out is None:
        sys.stdout.buffer.write(data)
        return 0
    options.out.write_bytes(data)
    print(f"已导出到 {options.out}。", file=sys.stderr)
    return 0


def _passes(found: "CatalogedReport", options: argparse.Namespace) -> bool:
    report, period = found.report, found.report.period
    names: Sequence[str] = (report.unit.name, *report.unit.aliases)
    stated = (period.raw, period.normalised or "") if period else ()
    return (
        (not options.unit or any(options.unit in name for name in names))
        and (not options.type or options.type == report.doc_type)
        and (not options.period or any(options.period in words for words in stated))
        and (not options.file or any(options.file in path for path in (found.path, *found.also_in)))
        and (not options.versions or bool(found.versions))
        and (not options.corrected or found.correction is not None)
        and all(word in report.text for word in options.words)
    )


def _row(found: "CatalogedReport") -> dict[str, Any]:
    from ingest.export import report_row

    return {
        **report_row(found.report, found.file),
        "versions": dict(found.versions),
        "version_of": found.version_of,
        "corrected": found.correction is not None,
    }


def _line(found: "CatalogedReport") -> str:
    report = found.report
    period = report.period
    stated = "" if period is None else f"{period.raw}（原文缺失）" if period.withheld else period.raw
    marks = [
        "" if report.unit.named_in_text or found.correction else "单位为推断",
        "已更正" if found.correction else "",
        f"与 {'、'.join(id[:8] for id in found.versions)} 内容相近" if found.versions else "",
        f"回答时以 {found.version_of[:8]} 为准" if found.version_of else "",
    ]
    told = "，".join(filter(None, marks))
    first, last = report.first_line, report.last_line
    where = f"第{first}-{last}行"
    return "  ".join(filter(None, (found.id, report.unit.name, report.doc_type, stated, where, told)))
