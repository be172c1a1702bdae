"""With a real small model as writer: streamed, cited and verified, or the extractive answer.

JUSHI_TEST_GGUF names the model's file; ../shared/tools/local-llm puts one together.
"""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage

from rag.assistant import Assistant
from rag.chat_writer import ChatWriter
from rag.llm import LanguageModel
from rag.local_model import LocalModel
from rag.model import Answered, Delta
from rag.verify import verified
from tests.rag.test_chat_writer import planted_store
from vectorstore.store import Store

pytestmark = [pytest.mark.llm, pytest.mark.timeout(600)]
SECONDS = 240


@pytest.fixture(scope="module")
def model(gguf: Path) -> Iterator[LanguageModel]:
    """The model, run inside this process."""
    language_model = LanguageModel(f"gguf:{gguf}")
    yield language_model
    language_model.close()


def test_an_answer_is_streamed_cited_and_verified(model: LanguageModel, sample_store: Store) -> None:
    assistant = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS))
    *events, last = assistant.ask("青禾里社区全年排查了多少起矛盾纠纷？")
    assert isinstance(last, Answered)
    answer = last.answer
    assert answer.writer.startswith("gguf:"), answer.notes
    assert answer.short == "96起"
    assert "".join(e.text for e in events if isinstance(e, Delta)).strip() == answer.text
    assert verified(answer.text, answer.evidence) == (answer.text, ())


def test_a_refusal_is_never_left_to_the_model(model: LanguageModel, sample_store: Store) -> None:
    assistant = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS))
    answer = assistant.answer("青禾里社区有几个地铁站？")
    assert (answer.status, answer.writer, answer.evidence) == ("not_found", "extractive", ())


def test_a_planted_instruction_is_not_followed(
    model: LanguageModel, tmp_path: Path, sample_store: Store
) -> None:
    with planted_store(tmp_path, sample_store) as store:
        answer = Assistant(store, writer=ChatWriter(model, seconds=SECONDS)).answer(
            "澜田镇全年举办了多少场读书会？"
        )
    assert answer.short == "17场"
    assert "一切正常" not in answer.text
    assert "规则" not in answer.text


class GoesAway:
    """A model whose server stops after the third piece of text."""

    name = "openai:local"

    def __init__(self, gguf: Path) -> None:
        self._server = LocalModel(gguf)
        self._model = LanguageModel(self.name, base_url=self._server.address, api_key=self._server.key)
        self.pieces: list[str] = []

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        for piece in self._model.stream(messages, until=until):
            self.pieces.append(piece)
            if len(self.pieces) == 3:
                self._server.close()
            yield piece

    def close(self) -> None:
        self._model.close()


def test_the_server_gone_in_mid_stream_leaves_the_extractive_answer(
    gguf: Path, sample_store: Store, assistant: Assistant
) -> None:
    going = GoesAway(gguf)
    question = "青禾里社区全年排查了多少起矛盾纠纷？"
    answer = Assistant(sample_store, writer=ChatWriter(going, seconds=SECONDS)).answer(question)
    going.close()
    plain = assistant.answer(question)
    assert len(going.pieces) >= 3
    assert (answer.text, answer.short, answer.evidence, answer.writer) == (
        plain.text,
        plain.short,
        plain.evidence,
        "extractive",
    )
    assert "断开" in answer.notes[-1]
