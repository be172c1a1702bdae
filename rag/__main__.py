"""The command line of asking: python -m rag ask | draft | evaluate | doctor."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.assemble import Application
    from rag.assistant import Assistant
    from rag.model import Answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0, or 1 where something failed."""
    options = _parser().parse_args(arguments)
    # Imported here so that --help answers at once.
    from ingest.errors import ReaderError

    try:
        return int(options.run(options))
    except (ReaderError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description="据实：向工作报告提问，句句有出处。")
    commands = parser.add_subparsers(required=True, metavar="命令")
    ask = commands.add_parser("ask", help="提问并得到带出处的回答")
    ask.add_argument("question", nargs="?", help="问题")
    ask.add_argument("--batch", type=Path, metavar="QUESTIONS.jsonl", help="逐行读入问题，可带 history")
    ask.add_argument("--out", type=Path, metavar="ANSWERS.jsonl", help="回答写到这个文件（默认打印）")
    ask.add_argument("--json", action="store_true", help="打印一行 JSON")
    ask.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    ask.add_argument("--llm", metavar="模型", help="语言模型：ollama:名称、openai:名称或 gguf:文件路径")
    ask.set_defaults(run=_ask)
    _add_draft(commands)
    evaluate = commands.add_parser("evaluate", help="用自己的一套问题和标准答案检验回答，列出答错的")
    evaluate.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="问题与标准答案，一行一题")
    evaluate.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    evaluate.add_argument(
        "--sources", type=Path, metavar="DIR", help="原文件所在的文件夹（默认按添加时的位置找）"
    )
    evaluate.set_defaults(run=_evaluate)
    doctor = commands.add_parser("doctor", help="检查本机能否回答问题，不能时说明怎么办")
    doctor.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    doctor.add_argument("--llm", metavar="模型", help="也检查这个语言模型（默认检查 JUSHI_LLM 所设的）")
    doctor.set_defaults(run=_doctor)
    return parser


def _add_draft(commands: Any) -> None:
    draft = commands.add_parser(
        "draft", help="写一篇稿子，存成 Word、Markdown 或文字文件", description="按要求写稿，句句有出处。"
    )
    draft.add_argument("request", metavar="请求", help="要写什么，例如：为“志愿服务”写一段约200字的总结")
    draft.add_argument("--out", type=Path, metavar="稿.docx", help="存成 .docx、.md 或 .txt（默认打印）")
    draft.add_argument(
        "--citations",
        choices=("footnotes", "endnotes", "marks", "none"),
        default="footnotes",
        help="出处的写法：footnotes 脚注（默认），endnotes 尾注，marks 方括号标号，none 不带出处。"
        "尾注和脚注只用于 .docx；除 none 外，.docx 后附依据表",
    )
    draft.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    draft.add_argument("--llm", metavar="模型", help="语言模型：ollama:名称、openai:名称或 gguf:文件路径")
    draft.set_defaults(run=_draft)


def _draft(options: argparse.Namespace) -> int:
    from rag import phrases
    from rag.assemble import assemble
    from rag.draft_files import check_name, write_draft_file
    from rag.drafted import is_draft
    from rag.settings import load_settings

    if options.out is not None:
        check_name(options.out)
    with closing(assemble(load_settings(options.store, options.llm), create=False)) as application:
        answer = application.assistant.answer(options.request)
    if not is_draft(answer):
        print(_readable(answer), phrases.DRAFT_NOT_ASKED, sep="\n\n", file=sys.stderr)
        return 1
    if options.out is None:
        print(_readable(answer))
        return 0
    write_draft_file(answer, options.out, options.citations)
    print("\n".join([f"稿子已存成 {options.out}。", *answer.notes]))
    return 0


def _ask(options: argparse.Namespace) -> int:
    if (options.question is None) == (options.batch is None):
        print("请写一个问题，或用 --batch 指定问题文件。", file=sys.stderr)
        return 1
    from rag.assemble import assemble
    from rag.settings import load_settings

    with closing(assemble(load_settings(options.store, options.llm), create=False)) as application:
        if options.batch is not None:
            return _ask_batch(application, options)
        answer = application.assistant.answer(options.question)
        print(json.dumps(answer.row(), ensure_ascii=False) if options.json else _readable(answer))
        return 0


def _ask_batch(application: "Application", options: argparse.Namespace) -> int:
    # The first question must not pay for loading the model.
    application.library.warm_encoder()
    rows = _answer_rows(application.assistant, options.batch)
    if options.out is None:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return 0
    with options.out.open("w", encoding="utf-8") as out:
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"已回答{count}个问题，写入 {options.out}。")
    return 0


def _answer_rows(assistant: "Assistant", batch: Path) -> Iterator[dict[str, Any]]:
    from langchain_core.messages import convert_to_messages

    for line in batch.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            row = json.loads(line)
            history = convert_to_messages(row.get("history", []))
            yield {"id": row.get("id"), **assistant.answer(row["question"], history).row()}


def _readable(answer: "Answer") -> str:
    from rag.present import NEAREST

    lines = [answer.text]
    if answer.table:
        lines.append("")
        lines += [f"{row.unit}：{'；'.join(cell.text for cell in row.cells)}" for row in answer.table.rows]
    if answer.nearest:
        near = (f"  {e.unit}，{e.file} {e.place}：{e.quote}" for e in answer.nearest)
        lines += ["", NEAREST, *near]
    if answer.notes:
        lines += ["", *answer.notes]
    if answer.choices:
        lines += ["", "可以这样问：", *(f"  {choice}" for choice in answer.choices)]
    if answer.evidence:
        lines.append("")
    for e in answer.evidence:
        lines.append(f"[{e.n}] {e.unit}，{e.file} {e.place}：{e.quote}")
    return "\n".join(lines)


def _evaluate(options: argparse.Namespace) -> int:
    from rag.assemble import assemble
    from rag.evaluate import evaluate, read_gold, source_lines, told, unit_names
    from rag.settings import load_settings

    gold = read_gold(options.gold)
    application = assemble(load_settings(options.store), create=False)
    paths = [options.sources] if options.sources else [Path(f.path) for f in application.store.files()]
    application.library.warm_encoder()
    score = evaluate(application.assistant, gold, source_lines(paths), unit_names(options.gold))
    for line in told(score):
        print(line)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from rag.doctor import examine
    from rag.settings import load_settings

    findings = examine(load_settings(options.store, options.llm))
    for finding in findings:
        print(f"{'正常' if finding.good else '有误'}  {finding.what}：{finding.found}")
        if finding.advice:
            print(f"      {finding.advice}")
    return 0 if all(f.good for f in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
