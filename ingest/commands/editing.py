"""edit, split, merge and remove: the library put right by its reader."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.commands.common import SHORTEST_ID, find_report, make_encoder, open_store

if TYPE_CHECKING:
    from vectorstore.model import CatalogedReport, Removed
    from vectorstore.store import Store


def edit(options: argparse.Namespace) -> int:
    """Correct unit, period and type of a report, or take corrections back."""
    from ingest.corrections import Correction

    said = Correction(unit=options.unit, period=options.period, doc_type=options.type)
    if not said and not options.auto:
        print("没有说要改什么：请写 --unit、--period、--type，或用 --auto 恢复自动识别。", file=sys.stderr)
        return 1
    if options.unit is not None and not options.unit.strip():
        print("单位名称不能是空的。要恢复自动识别的单位，请用 --auto。", file=sys.stderr)
        return 1
    with open_store(options) as store:
        id = find_report(store, options.report)
        if options.auto:
            store.uncorrect(id)
        if said:
            store.correct(id, said)
        print(f"已更正。{_told(store.report(id))}")
    return 0


def split(options: argparse.Namespace) -> int:
    """Let a new report begin at a line."""
    return _recut(
        options,
        lambda store: store.split(find_report(store, options.report), options.line),
        "已拆成两份。",
    )


def merge(options: argparse.Namespace) -> int:
    """Make one report of two neighbours."""
    return _recut(
        options,
        lambda store: (store.merge(find_report(store, options.first), find_report(store, options.second)),),
        "已合并成一份。",
    )


def remove(options: argparse.Namespace) -> int:
    """Take files and reports out. Returns 1 where one of them is not there or not told clearly."""
    failed = False
    with open_store(options) as store:
        for target in options.targets:
            found = _targets(store, target)
            if len(found) != 1:
                failed = True
                which = f"指的不止一个：{'、'.join(found)}" if found else "在资料库里没有"
                print(
                    f"“{target}”{which}。请用 python -m ingest list 查看，写完整的路径或编号。",
                    file=sys.stderr,
                )
                continue
            removed = found.popitem()[1]()
            print(f"已删除“{target}”：{len(removed.reports)} 份报告，{removed.chunks} 个片段。")
    return int(failed)


def _recut(options: argparse.Namespace, cut: "Callable[[Store], tuple[str, ...]]", done: str) -> int:
    with open_store(options, make_encoder()) as store:
        ids = cut(store)
        print(done)
        for id in ids:
            print(f"  {_told(store.report(id))}")
    return 0


def _told(found: "CatalogedReport") -> str:
    report = found.report
    period = report.period.raw if report.period else "时间未写明"
    lines = f"{found.file} 第{report.first_line}-{report.last_line}行"
    return f"{found.id}  {report.unit.name}  {report.doc_type}  {period}  {lines}"


def _targets(store: "Store", target: str) -> "dict[str, partial[Removed]]":
    """What a target may mean: a file by path or name, a report by its id or the beginning of it."""
    files = {file.path: file.name for file in store.files()}
    exact = str(Path(target).resolve())
    paths = [exact] if exact in files else [path for path, name in files.items() if name == target]
    ids = [r.id for r in store.reports() if len(target) >= SHORTEST_ID and r.id.startswith(target)]
    return {path: partial(store.remove_file, path) for path in paths} | {
        id: partial(store.remove_report, id) for id in ids
    }
