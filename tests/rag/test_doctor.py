"""The doctor looks at the language model that is set, and says what to do where it cannot be used."""

import socket
from pathlib import Path

import pytest

from rag.__main__ import main
from rag.doctor import Finding, examine
from rag.settings import Settings
from tests.rag.model_servers import KEY, ModelServer, Reply, serving

GOOD = Reply(text="东坪村图书室每周六上午开放[1]。")


def looked_at(store: Path, **llm: object) -> Finding:
    """What is found of the language model."""
    *_, last = examine(Settings(store=store, _env_file=None, **llm))  # type: ignore[call-arg, arg-type]
    assert last.what == "语言模型"
    return last


def test_no_model_is_no_fault(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--store", str(sample_folder)]) == 0
    assert "正常  语言模型：未启用语言模型（抽取式）" in capsys.readouterr().out


@pytest.mark.parametrize("provider", ["ollama", "openai"])
def test_a_model_that_answers_is_timed(sample_folder: Path, provider: str) -> None:
    with serving(ModelServer(GOOD, key=KEY if provider == "openai" else "")) as server:
        address = server.address + ("/v1" if provider == "openai" else "")
        found = looked_at(sample_folder, llm=f"{provider}:qwen3:4b", llm_base_url=address, llm_api_key=KEY)
    assert found.good
    assert "答一句话用了" in found.found
    assert found.advice == ""


def test_a_model_that_puts_no_marks_is_told(sample_folder: Path) -> None:
    with serving(ModelServer(Reply(text="每周六上午开放。"))) as server:
        found = looked_at(sample_folder, llm="ollama:qwen3:4b", llm_base_url=server.address)
    assert found.good
    assert "编号" in found.advice


def test_a_model_that_is_not_there_is_told_with_those_that_are(
    sample_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(ModelServer(holds=("qwen3:8b", "glm4:9b"))) as server:
        monkeypatch.setenv("JUSHI_LLM_BASE_URL", server.address)
        assert main(["doctor", "--store", str(sample_folder), "--llm", "ollama:qwen3:4b"]) == 1
    said = capsys.readouterr().out
    assert "有误  语言模型：Ollama 里没有模型 qwen3:4b" in said
    assert "ollama pull qwen3:4b；那里现有：qwen3:8b、glm4:9b；不用语言模型也能回答" in said


def test_a_wrong_key_and_a_server_that_is_not_there_are_told(sample_folder: Path) -> None:
    with serving(ModelServer(GOOD, key=KEY)) as server:
        wrong = looked_at(sample_folder, llm="openai:qwen3:4b", llm_base_url=f"{server.address}/v1")
    assert not wrong.good
    assert "JUSHI_LLM_API_KEY" in wrong.advice
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    gone = looked_at(sample_folder, llm="ollama:qwen3:4b", llm_base_url=address)
    assert not gone.good
    assert "请先启动 Ollama" in gone.advice


def test_a_setting_that_cannot_be_used_is_told(sample_folder: Path) -> None:
    found = looked_at(sample_folder, llm="openai:gpt")
    assert not found.good
    assert "JUSHI_LLM_BASE_URL" in found.advice
