"""Where the texts of the benchmarks are, and the questions about them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage, convert_to_messages

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """Reports with the gold file of questions about them."""

    name: str
    reports: Path
    gold: Path


LIBRARIES = (
    Library(
        name="samples",
        reports=ROOT / "ingest" / "samples",
        gold=ROOT / "tests" / "gold" / "samples_qa.jsonl",
    ),
    Library(name="seeds", reports=SHARED / "reports" / "seeds", gold=SHARED / "gold" / "qa_dev.jsonl"),
)


def reports() -> list[Path]:
    """The folders that are taken in: seeds and provincial reports, or the samples where those are absent."""
    shared = [SHARED / "reports" / name for name in ("seeds", "provincial")]
    return [folder for folder in shared if folder.is_dir()] or [ROOT / "ingest" / "samples"]


def gold_rows(library: Library) -> list[dict[str, Any]]:
    """The rows of a library's gold file."""
    return [json.loads(line) for line in library.gold.read_text(encoding="utf-8").splitlines()]


def before(row: dict[str, Any]) -> list[BaseMessage]:
    """The messages before a gold question, oldest first."""
    return convert_to_messages(row.get("history", []))


def questions(library: Library) -> list[tuple[str, list[BaseMessage]]]:
    """The gold questions of a library, each with the messages before it."""
    return [(row["question"], before(row)) for row in gold_rows(library)]
