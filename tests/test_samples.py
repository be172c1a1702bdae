"""The sample reports and their gold data agree: what a question's row quotes stands where it says."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.loaders import load

GOLD = Path(__file__).parent / "gold"
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


QUESTIONS = rows("samples_qa.jsonl")
REPORTS = {row["report_id"]: row for row in rows("samples_reports.jsonl")}
REDACTION = ("_", "x")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_each_gold_quote_stands_verbatim_at_its_line_within_its_report(question: Row, samples: Path) -> None:
    for quoted in (*question["evidence"], *question.get("distractors", ())):
        report = REPORTS[quoted["report_id"]]
        assert quoted["file"] == report["file"]
        assert report["line_start"] <= quoted["line"] <= report["line_end"]
        lines = load(samples / quoted["file"]).text.splitlines()
        assert quoted["quote"] in lines[quoted["line"] - 1]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_each_gold_answer_is_what_its_quotes_say(question: Row) -> None:
    quotes = "".join(quoted["quote"] for quoted in question["evidence"])
    match question["type"]:
        case "fact_number":
            assert question["answer"] in quotes
        case "fact_text":
            assert all(key in quotes for key in question["answer_keys"])
        case "list":
            assert all(point in quotes for point in question["answer_points"])
        case "compare":
            assert all(value in quotes for value in question["per_unit"].values() if value is not None)
        case "placeholder":
            assert question["source_shows"] in quotes
            assert any(mark in question["source_shows"] for mark in REDACTION)
        case "unanswerable":
            assert not quotes
        case other:
            pytest.fail(f"no such type of question: {other}")


def test_gold_reports_lie_in_order_and_name_their_units(samples: Path) -> None:
    for file in samples.iterdir():
        text = load(file).text
        inside = [row for row in REPORTS.values() if row["file"] == file.name]
        assert inside
        assert all(row["unit"] in text for row in inside)
        assert all(before["line_end"] < after["line_start"] for before, after in pairwise(inside))
        assert inside[-1]["line_end"] <= len(text.splitlines())


def test_the_samples_are_as_mixed_as_the_files_an_office_has(samples: Path) -> None:
    encodings = {load(file).source.encoding for file in samples.iterdir()}
    assert encodings == {"utf-8", "gb18030", "utf-16-le"}
    assert {file.suffix for file in samples.iterdir()} == {".txt", ".md"}
    assert any(b"\r\n" in file.read_bytes() for file in samples.iterdir())
