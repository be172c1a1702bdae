"""The settings, from the environment and `.env`, all with the prefix JUSHI_."""

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import ReaderError
from vectorstore.store import DEFAULT_FOLDER

_PREFIX = "JUSHI_"
# Read by the tests and by the ingest command, not by this class.
_ELSEWHERE = frozenset(("JUSHI_REQUIRE_BROWSER", "JUSHI_TEST_GGUF"))


class SettingsError(ReaderError):
    """A setting that is unknown or has no meaning."""

    advice = "请检查环境变量和 .env 文件，或删去这一项。"


class Settings(BaseSettings):
    """Where the library lies and which model reads it. Read once, in an entry point, and passed down."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", env_file_encoding="utf-8", extra="forbid", frozen=True
    )

    store: Path = Field(default=DEFAULT_FOLDER, description="资料库所在的文件夹")
    encoder: str = Field(default="", description="语义模型的名称或文件夹；空为内置模型")
    terms: Path | None = Field(
        default=None, description="过时用语表；空为内置的表加上资料库文件夹里的“过时用语.txt”"
    )
    llm: str = Field(default="", description="语言模型：ollama:名称、openai:名称、gguf:文件路径；空为不用")
    llm_base_url: str = Field(default="", description="语言模型服务的地址")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="语言模型服务的密钥")
    llm_seconds: float = Field(default=90, gt=0, le=3600, description="语言模型写一个回答的时限，秒")


def load_settings(store: Path | None = None, llm: str | None = None) -> Settings:
    """The settings with a command's own choice of store and language model, if it made one. Raises SettingsError."""
    known = {f"{_PREFIX}{name}".upper() for name in Settings.model_fields} | _ELSEWHERE
    if unknown := sorted(n for n in os.environ if n.upper().startswith(_PREFIX) and n.upper() not in known):
        raise SettingsError(f"不认识的设置：{'、'.join(unknown)}。")
    try:
        chosen: dict[str, Any] = {"store": store, "llm": llm}
        return Settings(**{name: value for name, value in chosen.items() if value is not None})
    except ValueError as error:
        raise SettingsError(f"设置有误：{error}。") from error
