"""Putting a user's own questions to the assistant and counting how it did: python -m rag evaluate GOLD.jsonl."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.messages import convert_to_messages

from ingest.errors import IngestError, ReaderError
from ingest.loaders import load
from ingest.pipeline import discover
from rag.assistant import Assistant
from rag.marking import Gold, Mark, Share, Support, mark, support
from rag.model import Answer

KINDS = {
    "fact_number": "数字",
    "fact_text": "文字",
    "list": "列举",
    "compare": "比较",
    "placeholder": "原文隐去",
    "unanswerable": "应当拒答",
}


class GoldError(ReaderError):
    """A file of questions that cannot be used."""

    advice = "请对照 README 中的格式改正这一行后重试。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """One question with its mark."""

    id: str
    kind: str
    question: str
    mark: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """How a set of questions was answered; `elapsed_ms` holds one time for each question, ascending."""

    marked: tuple[Marked, ...]
    support: Support
    elapsed_ms: tuple[float, ...]

    def right(self, kind: str | None = None) -> Share:
        """How many answers are right, of one kind of question or of all."""
        chosen = self._of(kind)
        return Share(good=sum(m.right for m in chosen), of=len(chosen))

    def cited(self, kind: str | None = None) -> Share:
        """How many are right and cite the gold clause as well."""
        chosen = self._of(kind)
        return Share(good=sum(m.cited for m in chosen), of=len(chosen))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of question, in order of their first."""
        return tuple(dict.fromkeys(m.kind for m in self.marked))

    @property
    def misses(self) -> tuple[Marked, ...]:
        """The questions that were not answered right, or without the right clause."""
        return tuple(m for m in self.marked if not m.mark.cited)

    def _of(self, kind: str | None) -> list[Mark]:
        return [m.mark for m in self.marked if kind in (None, m.kind)]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The questions of a gold file, one JSON object a line. Raises GoldError, OSError."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{path} 第{number}行不是 JSON。") from error
        if not isinstance(row, dict) or not row.get("question") or row.get("type") not in KINDS:
            raise GoldError(f"{path} 第{number}行缺少 question，或 type 不是 {'、'.join(KINDS)} 之一。")
        rows.append({"id": f"第{number}行"} | row)
    if not rows:
        raise GoldError(f"{path} 中没有问题。")
    return rows


def unit_names(gold: Path) -> dict[str, tuple[str, ...]]:
    """Further names of the gold's units, from a `reports.jsonl` beside it, where there is one."""
    path = gold.with_name("reports.jsonl")
    if not path.is_file():
        return {}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    return {
        r["unit_label"]: tuple(n for n in (r["unit_label"], r["unit"], *r["unit_aliases"]) if n) for r in rows
    }


def source_lines(paths: Iterable[Path]) -> dict[str, list[str]]:
    """The lines of source files, or of those in folders, by file name; what cannot be read is left out."""
    lines = {}
    for path in discover([p for p in paths if p.exists()]):
        try:
            lines[path.name] = load(path).text.splitlines()
        except IngestError:
            # Its quotes are then not counted, which the report says.
            continue
    return lines


def evaluate(
    assistant: Assistant,
    gold: Sequence[Gold],
    lines: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
) -> Score:
    """Ask every question and mark the answer. Raises GoldError where a row lacks what its type needs."""
    answers = [assistant.answer(row["question"], convert_to_messages(row.get("history", ()))) for row in gold]
    return score(gold, answers, lines, names)


def score(
    gold: Sequence[Gold],
    answers: Sequence[Answer],
    lines: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
) -> Score:
    """Mark answers that were given before; one for each gold row, in order. Raises GoldError."""
    marked, total = [], Support()
    for row, answer in zip(gold, answers, strict=True):
        try:
            given = mark(row, answer, names)
        except KeyError as error:
            raise GoldError(f"{row['id']}（{row['type']}）缺少 {error.args[0]}。") from error
        marked.append(Marked(id=str(row["id"]), kind=row["type"], question=row["question"], mark=given))
        total += support(answer, lines)
    times = tuple(sorted(a.elapsed_ms for a in answers))
    return Score(marked=tuple(marked), support=total, elapsed_ms=times)


def told(score: Score) -> Iterator[str]:
    """The score as lines for the reader, the misses as a Markdown table at the end."""
    for kind in score.kinds:
        yield f"{KINDS[kind]}：答对 {score.right(kind)}，答对且出处对 {score.cited(kind)}"
    yield f"合计：答对 {score.right()}，答对且出处对 {score.cited()}"
    yield f"有出处的句子：{score.support.sentences}"
    yield f"查得到的出处：{score.support.marks}"
    yield f"与原文逐字相同的引文：{score.support.quotes}"
    yield f"所引原文中有的数字：{score.support.numbers}"
    times = score.elapsed_ms
    p95 = times[max(0, int(len(times) * 0.95) - 1)]
    yield f"用时：中位数 {times[len(times) // 2]:.0f} 毫秒，95% 在 {p95:.0f} 毫秒以内"
    if score.misses:
        yield from ("", "| 编号 | 类型 | 问题 | 差在哪里 |", "|---|---|---|---|")
    for miss in score.misses:
        cells = (miss.id, KINDS[miss.kind], miss.question, miss.mark.lacks)
        yield f"| {' | '.join(c.replace('|', '／').replace(chr(10), ' ') for c in cells)} |"
