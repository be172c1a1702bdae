"""With a real small model as writer: streamed, cited and verified, or the extractive answer.

JUSHI_TEST_GGUF names the model's file; ../shared/tools/local-llm puts one together.
"""

import json
import time
import urllib.request
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage, HumanMessage

from rag.assistant import Assistant
from rag.chat_writer import ChatWriter, opening
from rag.citations import cited_sentences, marks_in
from rag.comparison.chat_closing import ChatClosing
from rag.doctor import examine
from rag.drafting.chat_drafting import ChatDrafting
from rag.llm import MOST_TOKENS, LanguageModel
from rag.local_model import CONTEXT_TOKENS, LocalModel
from rag.model import Answered, Delta
from rag.model_evidence import MOST_CHARS
from rag.settings import Settings
from rag.verify import check_sentence, verified
from tests.rag.test_chat_writer import planted_store
from vectorstore.store import Store

pytestmark = [pytest.mark.llm, pytest.mark.timeout(600)]
SECONDS = 240
STOPPED_AFTER = 4.0
"""Seconds of processor time, over all cores."""
QUESTION = "青禾里社区全年排查了多少起矛盾纠纷？"


@pytest.fixture(scope="module")
def model(gguf: Path) -> Iterator[LanguageModel]:
    """The model, run inside this process."""
    language_model = LanguageModel(f"gguf:{gguf}")
    yield language_model
    language_model.close()


def test_an_answer_is_streamed_cited_and_verified(model: LanguageModel, sample_store: Store) -> None:
    assistant = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS))
    *events, last = assistant.ask(QUESTION)
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


def test_whatever_a_small_model_writes_a_comparison_stands(model: LanguageModel, sample_store: Store) -> None:
    """Whether two of its sentences pass depends on the model and the machine: what is shown must not."""
    asked = "青禾里社区、芷泊社区、锦澜产业园区的注册志愿者各有多少人？"
    answer = Assistant(sample_store, closer=ChatClosing(model, seconds=SECONDS)).answer(asked)
    plain = Assistant(sample_store).answer(asked)
    assert (answer.table, answer.derived, answer.evidence) == (plain.table, plain.derived, plain.evidence)
    known = {e.n: e for e in answer.evidence}
    for sentence in cited_sentences(answer.text):
        assert check_sentence(sentence, known, answer.derived) is None
    if answer.writer == "extractive":
        assert answer.text == plain.text
        assert any("语言模型" in note for note in answer.notes)
    else:
        assert "1150人" in answer.text


def test_stopping_a_model_that_still_reads_frees_it_at_once(
    model: LanguageModel, sample_store: Store
) -> None:
    """The model runs in this process: its work is this process's processor time, of which reading the whole prompt
    would take some forty seconds."""
    model.open()
    pieces = model.stream([HumanMessage("村里的事。" * 700)], until=time.monotonic() + SECONDS)
    assert next(pieces) == ""
    assert _worked(1.0) > 0.2
    before = time.process_time()
    pieces.close()
    while _worked(0.5) > 0.1:
        assert time.process_time() - before < STOPPED_AFTER
    answer = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS)).answer(QUESTION)
    assert answer.writer.startswith("gguf:"), answer.notes


def _worked(seconds: float) -> float:
    """The processor time that this process takes in so many seconds."""
    before = time.process_time()
    time.sleep(seconds)
    return time.process_time() - before


@pytest.fixture(scope="module")
def endpoint(gguf: Path) -> Iterator[LocalModel]:
    """The model behind a server that speaks OpenAI's protocol and wants a key."""
    server = LocalModel(gguf)
    yield server
    server.close()


def test_the_longest_prompt_fits_into_the_context(endpoint: LocalModel) -> None:
    figures = "澜田镇全年举办农民读书会17场，参加群众1.2万人次，同比增长8.7%；" * 100
    text = "".join(str(m.content) for m in opening()) + figures[:MOST_CHARS] + "只根据以上依据回答。" * 20
    asked = urllib.request.Request(
        endpoint.address.removesuffix("/v1") + "/tokenize",
        data=json.dumps({"content": text}).encode(),
        headers={"Authorization": f"Bearer {endpoint.key}", "Content-Type": "application/json"},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked) as answered:
        tokens = len(json.load(answered)["tokens"])
    assert MOST_CHARS / 3 < tokens < CONTEXT_TOKENS - MOST_TOKENS


def test_an_openai_compatible_endpoint_writes(endpoint: LocalModel, sample_store: Store) -> None:
    model = LanguageModel("openai:local", base_url=endpoint.address, api_key=endpoint.key)
    answer = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS)).answer(QUESTION)
    offered = model.offered(seconds=20)
    model.close()
    assert (answer.writer, answer.short) == ("openai:local", "96起"), answer.notes
    assert verified(answer.text, answer.evidence) == (answer.text, ())
    assert len(offered) == 1


def test_an_openai_compatible_endpoint_refuses_a_wrong_key(
    endpoint: LocalModel, sample_store: Store, assistant: Assistant
) -> None:
    model = LanguageModel("openai:local", base_url=endpoint.address, api_key="falsch")
    answer = Assistant(sample_store, writer=ChatWriter(model, seconds=SECONDS)).answer(QUESTION)
    model.close()
    assert answer.text == assistant.answer(QUESTION).text
    assert "密钥（401），请核对 JUSHI_LLM_API_KEY" in answer.notes[-1]


def test_the_doctor_tries_the_model(sample_folder: Path, gguf: Path) -> None:
    settings = Settings(store=sample_folder, llm=f"gguf:{gguf}", llm_seconds=SECONDS, _env_file=None)  # type: ignore[call-arg]
    *_, found = examine(settings)
    assert found.good, found
    assert "秒载入，答一句话用了" in found.found
    assert "编号" not in found.advice


class GoesAway:
    """A model whose server stops after the third piece of text."""

    name = "openai:local"

    def __init__(self, gguf: Path) -> None:
        self._server = LocalModel(gguf)
        self._model = LanguageModel(self.name, base_url=self._server.address, api_key=self._server.key)
        self.pieces: list[str] = []

    def stream(self, messages: Sequence[BaseMessage], *, until: float) -> Generator[str, None, None]:
        for piece in self._model.stream(messages, until=until):
            if piece:
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
    answer = Assistant(sample_store, writer=ChatWriter(going, seconds=SECONDS)).answer(QUESTION)
    going.close()
    plain = assistant.answer(QUESTION)
    assert len(going.pieces) >= 3
    assert (answer.text, answer.short, answer.evidence, answer.writer) == (
        plain.text,
        plain.short,
        plain.evidence,
        "extractive",
    )
    assert "连接不上" in answer.notes[-1]  # when asked once more


def test_a_small_model_words_a_draft(endpoint: LocalModel, sample_store: Store) -> None:
    model = LanguageModel("openai:local", base_url=endpoint.address, api_key=endpoint.key)
    drafter = ChatDrafting(model, seconds=SECONDS)
    answer = Assistant(sample_store, drafter=drafter).answer("写一段芷泊社区志愿服务的总结，60字")
    plain = Assistant(sample_store).answer("写一段芷泊社区志愿服务的总结，60字")
    model.close()
    assert answer.status == "answered"
    assert marks_in(answer.text) == marks_in(plain.text), "each sentence rests on what it rested on"
    assert verified(answer.text, answer.evidence) == (answer.text, ())
