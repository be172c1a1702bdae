"""Servers of this machine that speak as Ollama and as an OpenAI-compatible service do, with all that goes wrong there."""

import http.server
import json
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

KEY = "geheim"
DATE = "2026-11-22T08:00:00.000000Z"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a server does with one question: says `text` (and `thinks` before), a few characters a frame, `at_a_time`
    bytes a write; or refuses with `status` and `error`; or, having said its text, is `cut` off, `hangs` or ends without
    saying that it is done."""

    text: str = "甲镇有3所[1]。"
    thinks: str = ""
    status: int = 200
    error: str = ""
    retry_after: str = ""
    cut: bool = False
    hangs: bool = False
    unfinished: bool = False
    at_a_time: int = 4096


class ModelServer(http.server.ThreadingHTTPServer):
    """Serves the models that it `holds`, to those with the `key`; plays its replies one after the other, the last for
    ever. `asked` are the questions (path, authorization, body); `left` is set when a client goes in mid-answer."""

    daemon_threads = True

    def __init__(self, *replies: Reply, holds: tuple[str, ...] = ("qwen3:4b",), key: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies, self.holds, self.key = replies or (Reply(),), holds, key
        self.asked: list[tuple[str, str | None, dict[str, Any]]] = []
        self.left, self.closing = threading.Event(), threading.Event()

    @property
    def address(self) -> str:
        """Where Ollama's interface is; the OpenAI-compatible one is at /v1 below."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Clients go away in these tests."""


@contextmanager
def serving(server: ModelServer) -> Iterator[ModelServer]:
    """The server at work on a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class _Frames:
    """The frames of an answer in one of the two protocols."""

    openai: bool
    model: str
    made: list[bytes] = field(default_factory=list)

    def say(self, text: str, *, thinking: bool = False) -> None:
        for i in range(0, len(text), 3):
            self._frame(text[i : i + 3], thinking=thinking)

    def end(self) -> None:
        if self.openai:
            self._event({"delta": {}, "finish_reason": "stop"})
            self.made.append(b"data: [DONE]\n\n")
        else:
            message = {"role": "assistant", "content": ""}
            counts = {"total_duration": 9, "load_duration": 1, "prompt_eval_count": 5, "eval_count": 7}
            self._line({"message": message, "done": True, "done_reason": "stop", **counts})

    def _frame(self, text: str, *, thinking: bool) -> None:
        if self.openai:
            delta = {"content": None, "reasoning_content": text} if thinking else {"content": text}
            self._event({"delta": delta, "finish_reason": None})
        else:
            message = {"role": "assistant", "content": "" if thinking else text}
            self._line({"message": message | ({"thinking": text} if thinking else {}), "done": False})

    def _event(self, choice: dict[str, Any]) -> None:
        row = {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": self.model}
        body = json.dumps(row | {"choices": [{"index": 0, **choice}]}, ensure_ascii=False)
        self.made.append(f"data: {body}\n\n".encode())

    def _line(self, row: dict[str, Any]) -> None:
        body = json.dumps({"model": self.model, "created_at": DATE, **row}, ensure_ascii=False)
        self.made.append(f"{body}\n".encode())


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer

    def do_GET(self) -> None:
        if self._is_stranger():
            return
        if self.path == "/api/tags":
            rows = [{"name": m, "model": m, "modified_at": DATE, "size": 1} for m in self.server.holds]
            self._whole(200, {"models": rows})
        else:
            rows = [{"id": m, "object": "model", "created": 0, "owned_by": "us"} for m in self.server.holds]
            self._whole(200, {"object": "list", "data": rows})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        if self._is_stranger():
            return
        openai = self.path == "/v1/chat/completions"
        if not openai and self.path != "/api/chat":
            self._whole(404, {"error": "404 page not found"})
        elif body["model"] not in self.server.holds:
            self._refuse(404, f"model '{body['model']}' not found")
        else:
            at = min(len(self.server.asked), len(self.server.replies)) - 1
            self._answer(self.server.replies[at], _Frames(openai, body["model"]))

    def _is_stranger(self) -> bool:
        stranger = self.server.key and self.headers.get("Authorization") != f"Bearer {self.server.key}"
        if stranger:
            self._refuse(401, "Incorrect API key provided")
        return bool(stranger)

    def _refuse(self, status: int, error: str, headers: dict[str, str] | None = None) -> None:
        openai = self.path.startswith("/v1/")
        self._whole(status, {"error": {"message": error} if openai else error}, headers)

    def _whole(self, status: int, row: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        body = json.dumps(row).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, reply: Reply, frames: _Frames) -> None:
        if reply.status != 200:
            self._refuse(
                reply.status, reply.error, {"Retry-After": reply.retry_after} if reply.retry_after else {}
            )
            return
        frames.say(reply.thinks, thinking=True)
        frames.say(reply.text)
        if not (reply.cut or reply.hangs or reply.unfinished):
            frames.end()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if frames.openai else "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        body = b"".join(frames.made)
        for i in range(0, len(body), reply.at_a_time):
            piece = body[i : i + reply.at_a_time]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if reply.hangs:
            self._hang()
        if reply.cut or reply.hangs:
            self.close_connection = True
        else:
            self.wfile.write(b"0\r\n\r\n")

    def _hang(self) -> None:
        """Until the client goes or the server closes."""
        while not self.server.closing.is_set():
            if select.select([self.connection], [], [], 0.05)[0]:
                self.server.left.set()
                return

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""
