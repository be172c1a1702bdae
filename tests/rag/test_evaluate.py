"""The figures of `python -m rag evaluate` are those by which the project is measured."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.loaders import load
from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from rag.evaluate import GoldError, Score, read_gold, score, source_lines, told, unit_names
from rag.marking import mark, support
from rag.model import Answer
from tests.rag.conftest import turns
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

GOLD = Path(__file__).parents[1] / "gold" / "samples_qa.jsonl"
# Right and cited of the 40 questions over the samples; this floor may only rise.
FLOOR = 40


def ask_all(assistant: Assistant, gold: Sequence[dict[str, Any]]) -> list[Answer]:
    return [assistant.answer(row["question"], turns(row)) for row in gold]


@pytest.fixture(scope="module")
def sample_answers(assistant: Assistant) -> list[Answer]:
    return ask_all(assistant, read_gold(GOLD))


@pytest.fixture(scope="module")
def sample_score(sample_answers: list[Answer], samples: Path) -> Score:
    return score(read_gold(GOLD), sample_answers, source_lines([samples]), {})


def shares_of_the_tool(
    shared: Path, gold: Path, answers: Sequence[Answer], sources: Path, tmp_path: Path
) -> dict[str, list[tuple[int, int]]]:
    """What ../shared/tools/score.py says of the same answers: its shares by the first words of their line."""
    rows = [{"id": g["id"], **a.row()} for g, a in zip(read_gold(gold), answers, strict=True)]
    found = tmp_path / "answers.jsonl"
    found.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    tool = [sys.executable, str(shared / "tools" / "score.py"), "qa", str(gold), str(found)]
    printed = subprocess.run([*tool, "--sources", str(sources)], capture_output=True, text=True, check=True)
    return {
        line.split()[0]: [(int(a), int(b)) for a, b in re.findall(r"(\d+)/(\d+)", line)]
        for line in printed.stdout.splitlines()
    }


def shares(score: Score) -> dict[str, list[tuple[int, int]]]:
    kinds = {kind: [score.right(kind), score.cited(kind)] for kind in score.kinds}
    s = score.support
    named = {"sentences": [s.sentences], "marks": [s.marks], "quotes": [s.quotes], "numbers": [s.numbers]}
    together = {**kinds, "all": [score.right(), score.cited()], **named}
    return {name: [(share.good, share.of) for share in found] for name, found in together.items()}


def test_the_samples_reach_the_floor(sample_score: Score) -> None:
    assert sample_score.cited().good >= FLOOR, "\n".join(told(sample_score))
    assert sample_score.cited().of == 40
    for share in (
        sample_score.support.sentences,
        sample_score.support.marks,
        sample_score.support.quotes,
        sample_score.support.numbers,
    ):
        assert share.good == share.of > 0


def test_totals_on_the_samples_are_those_of_the_tool(
    sample_answers: list[Answer], sample_score: Score, shared: Path, samples: Path, tmp_path: Path
) -> None:
    decoded = tmp_path / "decoded"
    decoded.mkdir()
    for path in discover([samples]):
        (decoded / path.with_suffix(".txt").name).write_text(load(path).text, encoding="utf-8", newline="")
    tool = shares_of_the_tool(shared, GOLD, sample_answers, decoded, tmp_path)
    ours = shares(score(read_gold(GOLD), sample_answers, source_lines([decoded]), {}))
    assert {name: tool[name] for name in ours} == ours


def test_totals_agree_where_answers_are_wrong(
    sample_answers: list[Answer], shared: Path, samples: Path, tmp_path: Path
) -> None:
    """Every answer given to the question after its own, marks and lines put off: hardly one is right."""
    moved = [
        replace(
            a,
            text=a.text.replace("[1]", "[7]", 1),
            evidence=tuple(replace(e, lines=(e.lines[0], e.lines[1] + 1)) for e in a.evidence[1:]),
        )
        for a in (*sample_answers[1:], sample_answers[0])
    ]
    sources = tmp_path / "sources"
    sources.mkdir()
    for path in discover([samples]):
        (sources / path.with_suffix(".txt").name).write_text(load(path).text, encoding="utf-8", newline="")
    tool = shares_of_the_tool(shared, GOLD, moved, sources, tmp_path)
    found = score(read_gold(GOLD), moved, source_lines([sources]), {})
    assert {name: tool[name] for name in shares(found)} == shares(found)
    assert found.cited().good < 20
    assert found.support.marks.good < found.support.marks.of


def test_totals_on_the_seeds_are_those_of_the_tool(shared: Path, seeds: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "qa_dev.jsonl"
    with Store.open(tmp_path / "store", SentenceTransformerEncoder(), create=True) as store:
        for path in discover([seeds]):
            store.add(path, parse_file(path))
        answers = ask_all(Assistant(store), read_gold(gold))
    tool = shares_of_the_tool(shared, gold, answers, seeds, tmp_path)
    ours = shares(score(read_gold(gold), answers, source_lines([seeds]), unit_names(gold)))
    assert {name: tool[name] for name in ours} == ours


def test_a_wrong_answer_is_told_with_what_it_lacks(sample_answers: list[Answer]) -> None:
    gold = read_gold(GOLD)
    wrong = score(gold[:1], [replace(sample_answers[0], short="33起")], {}, {})
    table = list(told(wrong))[-1]
    assert table == f"| S001 | 数字 | {gold[0]['question']} | 答“33起”，应为“96起” |"
    elsewhere = mark(gold[0], replace(sample_answers[0], evidence=()), {})
    assert (elsewhere.right, elsewhere.cited) == (True, False)


def test_a_quote_of_a_file_that_is_not_there_is_not_counted(sample_answers: list[Answer]) -> None:
    assert support(sample_answers[0], {}).quotes.of == 0


@pytest.mark.parametrize(
    ("line", "told_of"),
    [("{", "第1行"), ('{"question": "多少？", "type": "guess"}', "第1行"), ("", "没有问题")],
)
def test_a_gold_file_that_cannot_be_used_is_told_by_its_line(tmp_path: Path, line: str, told_of: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(GoldError, match=told_of):
        read_gold(path)


def test_a_row_without_what_its_type_needs_is_named(sample_answers: list[Answer]) -> None:
    row = {"id": "甲", "type": "fact_number", "question": "多少？"}
    with pytest.raises(GoldError, match=r"甲.*answer_variants"):
        score([row], sample_answers[:1], {}, {})


def test_the_command_prints_the_figures(sample_folder: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(GOLD.read_text(encoding="utf-8").splitlines()[:2]), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "rag", "evaluate", str(gold), "--store", str(sample_folder)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "合计：答对 2/2（100.0%），答对且出处对 2/2（100.0%）" in done.stdout
    assert "与原文逐字相同的引文：2/2" in done.stdout
