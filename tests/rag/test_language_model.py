"""What language models may be set, and that nothing is sent where the user did not say so."""

import socket
import sys
import time
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from rag.llm import LanguageModel, ModelSettingError
from rag.local_model import CONTEXT_TOKENS, LocalModel, LocalModelError
from rag.model_errors import LONGEST_WAIT, ModelFailed, ModelTimeout
from rag.settings import load_settings
from tests.rag.model_servers import KEY, ModelServer, Reply, serving

SOON = 20.0


def said(model: LanguageModel) -> str:
    try:
        return "".join(model.stream([HumanMessage("甲镇有几所？")], until=time.monotonic() + SOON))
    finally:
        model.close()


def opened(server: ModelServer, provider: str, *, key: str = "", model: str = "qwen3:4b") -> LanguageModel:
    """The language model of a server, in one of the two protocols."""
    address = server.address + ("/v1" if provider == "openai" else "")
    return LanguageModel(f"{provider}:{model}", base_url=address, api_key=key)


def failure(server: ModelServer, provider: str, *, key: str = "", model: str = "qwen3:4b") -> ModelFailed:
    """What is told of a call that fails."""
    with pytest.raises(ModelFailed) as failed:
        said(opened(server, provider, key=key, model=model))
    return failed.value


BOTH = pytest.mark.parametrize("provider", ["ollama", "openai"])


def test_an_openai_compatible_server_is_asked_with_the_key_of_the_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    with serving(ModelServer(key=KEY)) as server:
        assert said(opened(server, "openai", key=KEY)) == "甲镇有3所[1]。"
    ((path, authorization, body),) = server.asked
    assert (path, authorization, body["model"]) == ("/v1/chat/completions", f"Bearer {KEY}", "qwen3:4b")
    assert body["temperature"] == 0


def test_ollama_is_asked_where_it_is_set_and_for_room_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    with serving(ModelServer()) as server:
        assert said(opened(server, "ollama")) == "甲镇有3所[1]。"
    ((path, _, body),) = server.asked
    assert (path, body["model"], body["think"]) == ("/api/chat", "qwen3:4b", False)
    assert body["options"]["num_ctx"] == CONTEXT_TOKENS


@BOTH
@pytest.mark.parametrize("at_a_time", [1, 2, 7])
def test_characters_split_over_pieces_come_whole(provider: str, at_a_time: int) -> None:
    with serving(ModelServer(Reply(text="青禾里社区𠮷村96起“矛盾”[1]。", at_a_time=at_a_time))) as server:
        assert said(opened(server, provider)) == "青禾里社区𠮷村96起“矛盾”[1]。"


@BOTH
def test_thoughts_are_no_part_of_what_is_said(provider: str) -> None:
    with serving(ModelServer(Reply(thinks="是3所还是4所？看[1]。"))) as server:
        assert said(opened(server, provider)) == "甲镇有3所[1]。"


@BOTH
@pytest.mark.parametrize("reply", [Reply(cut=True), Reply(unfinished=True)])
def test_a_connection_that_ends_before_the_answer_does_is_told(provider: str, reply: Reply) -> None:
    with serving(ModelServer(reply)) as server:
        failed = failure(server, provider)
    assert "中途断开" in failed.reason
    assert failed.again


def test_a_model_that_ollama_does_not_hold_is_told_with_the_command_that_fetches_it() -> None:
    with serving(ModelServer(holds=())) as server:
        failed = failure(server, "ollama")
    assert "没有模型 qwen3:4b" in failed.reason
    assert failed.advice == "请先运行 ollama pull qwen3:4b"
    assert not failed.again


def test_a_model_that_a_service_does_not_have_is_told() -> None:
    with serving(ModelServer()) as server:
        failed = failure(server, "openai", model="gpt-x")
    assert "没有 gpt-x" in failed.reason
    assert "JUSHI_LLM_BASE_URL" in failed.advice
    assert not failed.again


@pytest.mark.parametrize("key", ["", "falsch"])
def test_a_wrong_key_is_told_and_not_tried_again(key: str) -> None:
    with serving(ModelServer(key=KEY)) as server:
        failed = failure(server, "openai", key=key)
    assert "密钥（401）" in failed.reason
    assert "JUSHI_LLM_API_KEY" in failed.advice
    assert not failed.again


@BOTH
def test_a_busy_server_is_waited_for(provider: str) -> None:
    with serving(ModelServer(Reply(status=429, error="Rate limit reached", retry_after="2"))) as server:
        failed = failure(server, provider)
    assert "429" in failed.reason
    assert failed.again
    assert 0 < failed.wait <= LONGEST_WAIT
    if provider == "openai":
        assert failed.wait == 2


@BOTH
@pytest.mark.parametrize(
    ("status", "error", "told", "again"),
    [
        (500, "llama runner process has terminated", "出错（500）", True),
        (503, "loading model", "出错（503）", True),
        (400, "This model's maximum context length is 2048 tokens", "上下文", False),
        (400, "unsupported parameter", "不接受", False),
    ],
)
def test_other_refusals_are_told(provider: str, status: int, error: str, told: str, again: bool) -> None:
    with serving(ModelServer(Reply(status=status, error=error))) as server:
        failed = failure(server, provider)
    assert told in failed.reason
    assert failed.again is again


@BOTH
def test_a_server_that_is_not_there_is_told_with_its_address(provider: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ModelFailed) as failed:
        said(LanguageModel(f"{provider}:m", base_url=f"{address}/v1" if provider == "openai" else address))
    assert f"连接不上 {address}" in failed.value.reason
    assert "启动" in failed.value.advice


@BOTH
def test_the_time_limit_ends_a_call_that_hangs(provider: str) -> None:
    with serving(ModelServer(Reply(hangs=True))) as server:
        model = opened(server, provider)
        model.open()
        started = time.monotonic()
        with pytest.raises(ModelTimeout):
            list(model.stream([HumanMessage("甲镇有几所？")], until=started + 1))
        assert time.monotonic() - started < 3
        assert server.left.wait(3)
        model.close()


@BOTH
def test_closing_the_stream_hangs_up_at_once_and_the_next_question_is_answered(provider: str) -> None:
    with serving(ModelServer(Reply(text="", hangs=True), Reply())) as server:
        model = opened(server, provider)
        pieces = model.stream([HumanMessage("甲镇有几所？")], until=time.monotonic() + SOON)
        assert next(pieces) == ""
        assert not server.left.is_set()
        pieces.close()
        assert server.left.wait(2)
        assert said(model) == "甲镇有3所[1]。"


@BOTH
def test_the_models_that_a_server_offers(provider: str) -> None:
    with serving(ModelServer(holds=("qwen3:4b", "glm-4"))) as server:
        model = opened(server, provider)
        assert model.offered(seconds=SOON) == ("qwen3:4b", "glm-4")
        model.close()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("qwen3:4b", "不认识"),
        ("ollama:", "不认识"),
        ("openai:gpt", "JUSHI_LLM_BASE_URL"),
        ("gguf:/no/such/model.gguf", "没有模型文件"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_the_next_step(setting: str, told: str) -> None:
    with pytest.raises(ModelSettingError, match=told) as error:
        LanguageModel(setting)
    assert error.value.advice.startswith("请")


@pytest.mark.parametrize(
    ("setting", "module", "extra"),
    [("ollama:m", "langchain_ollama", "ollama"), ("openai:m", "langchain_openai", "openai")],
)
def test_a_missing_package_is_told_with_its_extra(
    setting: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    model = LanguageModel(setting, base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ModelSettingError, match=rf"jushi\[{extra}\]"):
        model.open()
    base._get_chat_model_creator.cache_clear()


def test_a_missing_package_for_gguf_files_and_a_file_that_is_none_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"GGUF no model")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(LocalModelError, match=r"jushi\[gguf\]"):
        LocalModel(file)


def test_settings_name_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUSHI_LLM", "ollama:qwen3:4b")
    monkeypatch.setenv("JUSHI_LLM_SECONDS", "30")
    monkeypatch.setenv("JUSHI_LLM_API_KEY", "geheim")
    settings = load_settings()
    assert (settings.llm, settings.llm_seconds) == ("ollama:qwen3:4b", 30)
    assert "geheim" not in repr(settings)
    assert load_settings(llm="").llm == ""
