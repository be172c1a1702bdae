"""What every command needs: the store it is about, the encoder, and how results are printed."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vectorstore.encoder import SentenceTransformerEncoder
    from vectorstore.store import Store

SHORTEST_ID = 4


def open_store(
    options: argparse.Namespace, encoder: "SentenceTransformerEncoder | None" = None, *, create: bool = False
) -> "Store":
    """The store that `--store` or the settings name. Raises `StoreError`."""
    from vectorstore.store import DEFAULT_FOLDER, Store

    folder = options.store or _setting("JUSHI_STORE") or DEFAULT_FOLDER
    return Store.open(Path(folder), encoder, create=create)


def make_encoder() -> "SentenceTransformerEncoder":
    """The encoder that the settings name; its weights are not loaded yet. Raises `EncoderError`."""
    from vectorstore.encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(_setting("JUSHI_ENCODER") or None)


def find_report(store: "Store", given: str) -> str:
    """The id of the report whose id begins with what was given. Raises `NotInStore`."""
    from vectorstore.errors import NotInStore

    ids = [report.id for report in store.reports() if report.id.startswith(given)]
    if given in ids or (len(ids) == 1 and len(given) >= SHORTEST_ID):
        return given if given in ids else ids[0]
    if len(given) < SHORTEST_ID:
        raise NotInStore(f"报告编号“{given}”太短，请至少写 {SHORTEST_ID} 位。")
    raise NotInStore(
        f"编号以“{given}”开头的报告不止一份，请多写几位。" if ids else f"资料库里没有编号为 {given} 的报告。"
    )


def print_json(value: Any) -> None:
    """Print a value as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))


def _setting(name: str) -> str | None:
    """A setting from the environment, else from `.env`, where the other commands look too."""
    from dotenv import dotenv_values

    return os.environ.get(name) or dotenv_values(".env").get(name)
