"""The stop button ends the work of a language model that has not said a word yet, and the next question works."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import discover, parse_file
from rag.assistant import Assistant
from rag.chat_writer import ChatWriter
from tests.rag.scripted_model import HANG, Scripted
from tests.web.conftest import Open, Serve
from tests.web.scripted import ScriptedLibrary
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

Q = "青禾里社区全年排查了多少起矛盾纠纷？"
GOOD = "青禾里社区全年排查矛盾纠纷96起[1]。"
SOON = 2.0


@pytest.fixture
def store(tmp_path: Path, samples: Path) -> Iterator[Store]:
    """One sample report."""
    parsed = {path: parse_file(path) for path in discover([samples])}
    path = next(
        p for p, file in parsed.items() if any(r.report.unit.name == "青禾里社区" for r in file.reports)
    )
    with Store.open(tmp_path / "store", SentenceTransformerEncoder(), create=True) as made:
        made.add(path, parsed[path])
        yield made


@pytest.mark.browser
def test_stop_ends_a_model_that_is_still_reading(serve: Serve, open_page: Open, store: Store) -> None:
    model = Scripted(HANG, GOOD)
    assistant = Assistant(store, writer=ChatWriter(model, seconds=60))
    page = open_page(serve(assistant, ScriptedLibrary())).page
    page.fill("#question-box textarea", Q)
    page.press("#question-box textarea", "Enter")
    page.wait_for_selector("#t-1 .progress:has-text('语言模型正在作答')")
    assert not model.chat.ended.is_set()
    started = time.monotonic()
    page.click("#stop")
    assert model.chat.ended.wait(SOON)
    page.wait_for_selector("#t-1.stopped")
    assert time.monotonic() - started < SOON + 1
    page.fill("#question-box textarea", Q)
    page.press("#question-box textarea", "Enter")
    page.wait_for_selector("#t-2.answered")
    assert "96起" in page.inner_text("#t-2")
    assert len(model.asked) == 2
    model.close()
