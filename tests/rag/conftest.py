"""The sample library, built once with the real embedded model, and an assistant on it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import BaseMessage, convert_to_messages

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A folder with a store of the sample reports."""
    folder = tmp_path_factory.mktemp("library") / "store"
    with Store.open(folder, SentenceTransformerEncoder(), create=True) as store:
        for path in discover([samples]):
            store.add(path, parse_file(path))
    return folder


@pytest.fixture(scope="session")
def sample_store(sample_folder: Path) -> Iterator[Store]:
    with Store.open(sample_folder, SentenceTransformerEncoder()) as store:
        yield store


@pytest.fixture(scope="session")
def assistant(sample_store: Store) -> Assistant:
    return Assistant(sample_store)


def gold_questions() -> list[dict[str, Any]]:
    """The questions over the samples."""
    path = Path(__file__).parents[1] / "gold" / "samples_qa.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def turns(row: dict[str, Any]) -> list[BaseMessage]:
    """The conversation before a gold question."""
    return convert_to_messages(row.get("history", []))
