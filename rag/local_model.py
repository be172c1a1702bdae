"""A language model from a GGUF file, run inside this process by llama.cpp's server (the extra `gguf`)."""

import secrets
from pathlib import Path

from ingest.errors import ReaderError

CONTEXT_TOKENS = 6144
BATCH_TOKENS = 64
"""Tokens read between two looks at whether somebody still wants the answer: half a second's work without a GPU."""
_QUIET = -1
_NO_THOUGHTS = 0


class LocalModelError(ReaderError):
    """The model file cannot be run here."""

    advice = "请核对 JUSHI_LLM 中的路径；或不设 JUSHI_LLM，不用语言模型也能回答。"


class LocalModel:
    """An OpenAI-compatible server of one GGUF file, listening on this machine only, with a key of its own.

    Raises LocalModelError where the file or the package is missing, or the model cannot be loaded.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise LocalModelError(f"没有模型文件 {path}。")
        try:
            import xllamacpp
        except ImportError as error:
            raise LocalModelError(
                "运行 GGUF 模型需要的程序包没有安装。", advice='请运行 pip install "jushi[gguf]"。'
            ) from error
        self.key = secrets.token_urlsafe(24)
        settings = xllamacpp.CommonParams()
        settings.model.path = str(path)
        settings.hostnames = ["127.0.0.1"]
        settings.port = 0
        settings.api_keys = [self.key]
        settings.ui = False
        settings.n_ctx = CONTEXT_TOKENS
        settings.n_parallel = 1
        settings.n_batch = settings.n_ubatch = BATCH_TOKENS
        settings.cache_ram_mib = 0
        settings.enable_reasoning = _NO_THOUGHTS
        settings.verbosity = _QUIET
        try:
            self._server = xllamacpp.Server(settings)
        except RuntimeError as error:
            raise LocalModelError(
                f"模型文件 {path} 无法载入。", advice="请确认它是完整的 GGUF 文件、内存够用。"
            ) from error

    @property
    def address(self) -> str:
        """The base URL of its OpenAI-compatible interface."""
        return f"{self._server.listening_address}/v1"

    def close(self) -> None:
        """Stop the server and free the model; at most once."""
        # The binding has no other way: the server stops when its object goes.
        del self._server
