from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vectorstore.bigrams import BigramEncoder
from vectorstore.store import Store


@pytest.fixture
def encoder() -> BigramEncoder:
    return BigramEncoder()


@pytest.fixture
def store(tmp_path: Path, encoder: BigramEncoder) -> Iterator[Store]:
    """An empty store in `tmp_path / "store"`."""
    with Store.open(tmp_path / "store", encoder, create=True) as opened:
        yield opened
