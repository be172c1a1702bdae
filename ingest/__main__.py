"""The command line of the library: python -m ingest add | list | remove | export | check | rebuild."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.bar import Show, progress_bar

if TYPE_CHECKING:
    from vectorstore.encoder import SentenceTransformerEncoder
    from vectorstore.model import CheckReport, FileOutcome, Progress, Removed
    from vectorstore.store import Store

_STAGES = {"encoding": "编码", "indexing": "建索引"}
_KINDS = {"added": "新增", "replaced": "替换", "unchanged": "未变", "failed": "失败"}
_INDEXES = {"dense": "向量索引", "lexical": "词语索引"}
_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 1 where something failed or does not agree."""
    options = _parser().parse_args(arguments)
    # Imported here so that --help answers at once.
    from vectorstore.errors import StoreError

    try:
        return int(options.run(options))
    except BrokenPipeError:  # whoever read what is printed has enough: `list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (StoreError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。已完成的文件都在库里，重新运行同一命令会接着做。", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    shared.add_argument("--json", action="store_true", help="打印 JSON")
    parser = argparse.ArgumentParser(prog="python -m ingest", description="据实：管理报告资料库。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[shared], help=help, description=f"{help}。")
        added.set_defaults(run=run)
        return added

    add = command("add", _add, "添加文件或文件夹；没变的跳过，改过的替换")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
    add.add_argument("--force", action="store_true", help="没变的文件也重新解析（程序升级之后用）")
    command("list", _list, "列出库里的文件和报告")
    remove = command("remove", _remove, "从库里删除文件或报告")
    remove.add_argument("targets", nargs="+", metavar="TARGET", help="文件名、文件路径或报告编号")
    export = command("export", _export, "导出报告或指标的表格")
    export.add_argument("what", choices=("reports", "figures"), help="reports 报告，figures 指标")
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="格式，默认 jsonl")
    export.add_argument("--out", type=Path, metavar="FILE", help="写到这个文件（默认打印）")
    command("check", _check, "核对目录与索引是否一致、正文是否都能搜到")
    command("rebuild", _rebuild, "从目录重建索引；换了向量模型时重新编码")
    return parser


def _add(options: argparse.Namespace) -> int:
    from ingest.selection import select
    from vectorstore.model import FileOutcome

    chosen = select(options.paths)
    outcomes = [
        FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)
        for path, error in chosen.unreadable
    ]
    unfinished: tuple[str, ...] = ()
    if chosen.files:
        with _open(options, _encoder(), create=True) as store, progress_bar() as show:
            unfinished = store.unfinished()
            outcomes += _add_all(store, chosen.files, options.force, show)
    skipped = [str(path) for path in chosen.skipped]
    if options.json:
        _print_json({"files": [asdict(outcome) for outcome in outcomes], "skipped": skipped})
    else:
        print("\n".join(_summary(outcomes, skipped, unfinished)))
    return int(not outcomes or any(outcome.kind == "failed" for outcome in outcomes))


def _add_all(store: "Store", files: Sequence[Path], force: bool, show: Show) -> "list[FileOutcome]":
    """Take the files in, one after the other. A failing store ends the work: it would fail for all of them."""
    from vectorstore.errors import StoreBusy, StoreError
    from vectorstore.model import FileOutcome

    outcomes: list[FileOutcome] = []
    try:
        with store.writing():
            for path in files:
                show(path.name, len(outcomes), len(files))
                outcomes.append(_add_one(store, path, force, show))
    except StoreBusy:
        raise
    except StoreError as error:
        outcomes += [
            FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)
            for path in files[len(outcomes) :]
        ]
    return outcomes


def _add_one(store: "Store", path: Path, force: bool, show: Show) -> "FileOutcome":
    from ingest.errors import IngestError
    from ingest.pipeline import file_hash, parse_file
    from vectorstore.model import FileOutcome

    def encoded(progress: "Progress") -> None:
        show(f"{path.name} {_STAGES[progress.stage]} {progress.done}/{progress.total}")

    try:
        if not force and store.is_unchanged(path, file_hash(path)):
            return FileOutcome(path=str(path), kind="unchanged")
        parsed = parse_file(path)
    except IngestError as error:
        return FileOutcome(path=str(path), kind="failed", error=error.message, advice=error.advice)
    except Exception as error:  # a fault of ours in one file must not keep the others out; it is reported
        return FileOutcome(
            path=str(path),
            kind="failed",
            error=f"解析时出现意外错误（{type(error).__name__}: {error}）。",
            advice="请把这个文件和这条消息发给维护人员；其他文件不受影响。",
        )
    return store.add(path, parsed, force=force, progress=encoded)


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
    if skipped:
        yield f"跳过 {len(skipped)} 个临时文件或隐藏文件：{'、'.join(skipped)}"
    failed = [outcome for outcome in outcomes if outcome.kind == "failed"]
    for outcome in failed:
        yield f"失败 {outcome.path}：{outcome.error}{outcome.advice}"
    counts = Counter(outcome.kind for outcome in outcomes)
    kinds = "，".join(f"{name} {counts[kind]}" for kind, name in _KINDS.items())  # type: ignore[index]
    reports = sum(outcome.reports for outcome in outcomes)
    yield f"共 {len(outcomes)} 个文件：{kinds}；新读入 {reports} 份报告。"


def _list(options: argparse.Namespace) -> int:
    from ingest.export import report_row

    with _open(options, None) as store:
        rows = {report.id: report_row(report.report, report.file) for report in store.reports()}
        files = store.files()
    if options.json:
        _print_json([{**asdict(f), "reports": [rows[id] for id in f.reports]} for f in files])
        return 0
    for file in files:
        added = datetime.fromisoformat(file.added_at).astimezone()
        print(f"{file.name}（{len(file.reports)} 份报告，{added:%Y-%m-%d} 添加）  {file.path}")
        for row in (rows[id] for id in file.reports):
            print(
                f"  {row['report_id']}  {row['unit'] or '单位未写明'}  {row['doc_type']}  {row['period'] or ''}"
            )
    print(f"共 {len(files)} 个文件，{len(rows)} 份报告。")
    return 0


def _remove(options: argparse.Namespace) -> int:
    failed = False
    with _open(options, None) as store:
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


def _targets(store: "Store", target: str) -> "dict[str, partial[Removed]]":
    """What a target may mean: a file by path or name, a report by its id or the beginning of it."""
    files = {file.path: file.name for file in store.files()}
    exact = str(Path(target).resolve())
    paths = [exact] if exact in files else [path for path, name in files.items() if name == target]
    ids = [report.id for report in store.reports() if len(target) >= 4 and report.id.startswith(target)]
    return {path: partial(store.remove_file, path) for path in paths} | {
        id: partial(store.remove_report, id) for id in ids
    }


def _export(options: argparse.Namespace) -> int:
    from ingest import export

    table = {"reports": export.reports_table, "figures": export.figures_table}[options.what]
    with _open(options, None) as store:
        text = table([(found.report, found.file) for found in store.reports()], options.format)
    if options.out is None:
        sys.stdout.buffer.write(text.encode())
        return 0
    options.out.write_bytes(text.encode())
    print(f"已导出到 {options.out}。", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> int:
    with _open(options, None) as store:
        found = store.check()
    if options.json:
        _print_json({**asdict(found), "coverage": found.coverage, "clean": found.clean})
    else:
        print("\n".join(_findings(found)))
    return int(not found.clean)


def _findings(found: "CheckReport") -> Iterator[str]:
    yield f"文件 {found.files} 个，报告 {found.reports} 份，片段 {found.chunks} 个。"
    yield f"正文 {found.coverable} 字，其中 {found.covered} 字能搜到（{found.coverage:.2%}）。"
    for hole in found.uncovered[:_SHOWN]:
        yield f"  没有收入片段：{Path(hole.path).name} 第 {hole.lines[0]} 行 {hole.text[:40]}"
    if len(found.uncovered) > _SHOWN:
        yield f"  …… 还有 {len(found.uncovered) - _SHOWN} 处（用 --json 看全部）"
    for path in found.unfinished:
        yield f"写入“{path}”时中断。请再添加一次这个文件，或运行 python -m ingest rebuild。"
    for difference in (d for d in found.differences if not d.agrees):
        parts = {"缺少": difference.missing, "多出": difference.unknown, "有误": difference.altered}
        counts = "，".join(f"{word} {len(ids)} 个片段" for word, ids in parts.items() if ids)
        told = "；".join(filter(None, (counts, difference.trouble)))
        yield f"{_INDEXES[difference.index]}与目录不一致：{told}。请运行 python -m ingest rebuild。"
    if found.clean:
        yield "目录、向量索引、词语索引三处一致。"


def _rebuild(options: argparse.Namespace) -> int:
    encoder = _encoder()
    with _open(options, None) as store, progress_bar() as show:
        store.rebuild(encoder, progress=lambda p: show(_STAGES[p.stage], p.done, p.total))
        found = store.check()
    print(f"已用 {encoder.identity} 重建：{found.reports} 份报告，{found.chunks} 个片段。")
    return int(not found.clean)


def _setting(name: str) -> str | None:
    """A setting from the environment, else from `.env`, where the other commands look too."""
    from dotenv import dotenv_values

    return os.environ.get(name) or dotenv_values(".env").get(name)


def _open(
    options: argparse.Namespace, encoder: "SentenceTransformerEncoder | None", *, create: bool = False
) -> "Store":
    from vectorstore.store import DEFAULT_FOLDER, Store

    folder = options.store or _setting("JUSHI_STORE") or DEFAULT_FOLDER
    return Store.open(Path(folder), encoder, create=create)


def _encoder() -> "SentenceTransformerEncoder":
    from vectorstore.encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(_setting("JUSHI_ENCODER") or None)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
