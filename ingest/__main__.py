"""The command line of the library: python -m ingest add | list | edit | split | merge | remove | export | check | rebuild."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

from ingest.model import DocType


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 1 where something failed or does not agree."""
    options = _parser().parse_args(arguments)
    # Imported here so that --help answers at once.
    from ingest.errors import ReaderError

    try:
        return int(options.run(options))
    except BrokenPipeError:  # whoever read what is printed has enough: `list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (ReaderError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。已完成的文件都在库里，重新运行同一命令会接着做。", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    from ingest.commands import add, checking, editing, listing

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    shared.add_argument("--json", action="store_true", help="打印 JSON")
    parser = argparse.ArgumentParser(prog="python -m ingest", description="据实：管理报告资料库。")
    commands = parser.add_subparsers(required=True, metavar="命令")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[shared], help=help, description=f"{help}。")
        added.set_defaults(run=run)
        return added

    adding = command("add", add.add, "添加文件或文件夹；没变的跳过，改过的替换")
    adding.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
    adding.add_argument("--force", action="store_true", help="没变的文件也重新解析（程序升级之后用）")
    _list_options(command("list", listing.list_reports, "列出库里的文件和报告，可以筛选"))
    edit = command("edit", editing.edit, "更正一份报告的单位、时间或类型，以后重新添加也有效")
    edit.add_argument("report", metavar="ID", help="报告编号，或编号的开头几位")
    edit.add_argument("--unit", metavar="名称", help="单位")
    edit.add_argument("--period", metavar="时间", help="报告所说的时间，例如 2023年；写 '' 表示没有写明")
    edit.add_argument("--type", choices=get_args(DocType), help="类型")
    edit.add_argument("--auto", action="store_true", help="撤销以前的更正，恢复自动识别")
    split = command("split", editing.split, "把一份报告从某一行起分成两份，以后重新添加也有效")
    split.add_argument("report", metavar="ID", help="报告编号")
    split.add_argument("line", type=int, metavar="行号", help="新的一份从文件的这一行开始")
    merge = command("merge", editing.merge, "把同一文件里相邻的两份报告并成一份，以后重新添加也有效")
    merge.add_argument("first", metavar="ID", help="前一份的编号")
    merge.add_argument("second", metavar="ID2", help="后一份的编号")
    remove = command("remove", editing.remove, "从库里删除文件或报告")
    remove.add_argument("targets", nargs="+", metavar="TARGET", help="文件名、文件路径或报告编号")
    export = command("export", listing.export, "导出报告或指标的表格")
    export.add_argument("what", choices=("reports", "figures"), help="reports 报告，figures 指标")
    export.add_argument(
        "--format", choices=("jsonl", "csv", "xlsx"), default="jsonl", help="格式，默认 jsonl"
    )
    export.add_argument("--out", type=Path, metavar="FILE", help="写到这个文件（默认打印）")
    check = command("check", checking.check, "核对目录与索引是否一致、正文是否都能搜到")
    check.add_argument("--dropped", action="store_true", help="逐处列出不算正文而放在一边的文字")
    command("rebuild", checking.rebuild, "从目录重建索引；换了向量模型时重新编码")
    return parser


def _list_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="词", help="只列正文里有这些词的报告")
    parser.add_argument("--unit", metavar="名称", help="只列这个单位的（写一部分也行）")
    parser.add_argument("--type", choices=get_args(DocType), help="只列这一类")
    parser.add_argument("--period", metavar="时间", help="只列这个时间的，例如 2023")
    parser.add_argument("--file", metavar="文件", help="只列这个文件里的（写一部分也行）")
    parser.add_argument("--versions", action="store_true", help="只列有相近版本的")
    parser.add_argument("--corrected", action="store_true", help="只列更正过的")


if __name__ == "__main__":
    sys.exit(main())
