"""What language models may be set, and that nothing is sent where the user did not say so."""

import http.server
import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from rag.llm import LanguageModel, ModelSettingError
from rag.local_model import LocalModel, LocalModelError
from rag.model_errors import ModelFailed
from rag.settings import load_settings

SOON = 20.0


class Served(http.server.ThreadingHTTPServer):
    """A server of this machine that streams an answer and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str | None, dict[str, Any]]] = []


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert isinstance(self.server, Served)
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        self.send_response(200)
        if self.path.endswith("/chat/completions"):
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for words in ("甲镇", "有3所[1]。"):
                chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
                chunk["choices"] = [{"index": 0, "delta": {"content": words}, "finish_reason": None}]
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")
        else:
            self.send_header("Content-Type", "application/x-ndjson")
            self.end_headers()
            for words, done in (("甲镇", False), ("有3所[1]。", False), ("", True)):
                row = {"model": "m", "message": {"role": "assistant", "content": words}, "done": done}
                self.wfile.write((json.dumps(row) + "\n").encode())

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def said(model: LanguageModel) -> str:
    try:
        return "".join(model.stream([HumanMessage("甲镇有几所？")], until=time.monotonic() + SOON))
    finally:
        model.close()


def test_an_openai_compatible_server_is_asked_with_the_key_of_the_user(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:9")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    model = LanguageModel(
        "openai:m:4b", base_url=f"http://127.0.0.1:{served.server_port}/v1", api_key="geheim"
    )
    assert said(model) == "甲镇有3所[1]。"
    ((path, authorization, body),) = served.asked
    assert (path, authorization, body["model"]) == ("/v1/chat/completions", "Bearer geheim", "m:4b")
    assert body["temperature"] == 0


def test_ollama_is_asked_where_it_is_set(served: Served) -> None:
    model = LanguageModel("ollama:qwen3:4b", base_url=f"http://127.0.0.1:{served.server_port}")
    assert said(model) == "甲镇有3所[1]。"
    assert (served.asked[0][0], served.asked[0][2]["model"]) == ("/api/chat", "qwen3:4b")


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelFailed) as failed:
        said(LanguageModel("openai:m", base_url=f"http://127.0.0.1:{port}/v1"))
    assert "连接" in failed.value.reason


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
