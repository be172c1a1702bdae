"""add: take files and folders in, with progress, and tell what became of each."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.bar import progress_bar
from ingest.commands.common import make_encoder, open_store, print_json

if TYPE_CHECKING:
    from vectorstore.model import FileOutcome, IntakeProgress

STAGES = {"reading": "读取", "encoding": "编码", "indexing": "建索引"}
_KINDS = {"added": "新增", "replaced": "替换", "unchanged": "未变", "failed": "失败"}


def add(options: argparse.Namespace) -> int:
    """Returns 1 where a file failed or there was none."""
    from ingest.selection import select
    from vectorstore.intake import take_in
    from vectorstore.model import FileOutcome

    chosen = select(options.paths)
    outcomes = [
        FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)
        for path, error in chosen.unreadable
    ]
    unfinished: tuple[str, ...] = ()
    if chosen.files:
        with open_store(options, make_encoder(), create=True) as store, progress_bar("文件") as show:
            unfinished = store.unfinished()
            outcomes += take_in(
                store,
                chosen.files,
                force=options.force,
                progress=lambda p: show(_doing(p), p.files_done, p.files, _so_far(p)),
            )
    skipped = [str(path) for path in chosen.skipped]
    if options.json:
        print_json({"files": [asdict(outcome) for outcome in outcomes], "skipped": skipped})
    else:
        print("\n".join(_summary(outcomes, skipped, unfinished)))
    return int(not outcomes or any(outcome.kind == "failed" for outcome in outcomes))


def _doing(progress: "IntakeProgress") -> str:
    counted = f" {progress.done}/{progress.total}" if progress.stage == "encoding" else ""
    return f"{progress.file} {STAGES[progress.stage]}{counted}"


def _so_far(progress: "IntakeProgress") -> str:
    told = f"{progress.reports} 份报告，{progress.characters:,} 字"
    return told if progress.seconds_left is None else f"{told}，约剩 {duration(progress.seconds_left)}"


def duration(seconds: float) -> str:
    """Seconds as a reader would say them."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest:02d} 秒" if minutes else f"{rest} 秒"


def _summary(
    outcomes: "Sequence[FileOutcome]", skipped: Sequence[str], unfinished: Sequence[str]
) -> Iterator[str]:
    if not outcomes:
        yield "没有找到可以添加的文件。请核对路径。"
    for path in unfinished:
        yield f"上次写入“{Path(path).name}”时中断，已整理。"
    for outcome in outcomes:
        size = f"：{outcome.reports} 份报告，{outcome.chunks} 个片段" if outcome.reports else ""
        if outcome.kind != "failed":
            yield f"{_KINDS[outcome.kind]} {outcome.path}{size}"
            yield from (f"  注意：{warning}" for warning in outcome.warnings)
    if skipped:
        yield f"跳过 {len(skipped)} 个临时文件或隐藏文件：{'、'.join(skipped)}"
    failed = [outcome for outcome in outcomes if outcome.kind == "failed"]
    for outcome in failed:
        yield f"失败 {outcome.path}：{outcome.error}{outcome.advice}"
    counts = Counter(outcome.kind for outcome in outcomes)
    kinds = "，".join(f"{name} {counts[kind]}" for kind, name in _KINDS.items())  # type: ignore[index]
    reports = sum(outcome.reports for outcome in outcomes)
    yield f"共 {len(outcomes)} 个文件：{kinds}；新读入 {reports} 份报告。"
