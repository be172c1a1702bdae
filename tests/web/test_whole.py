"""The whole program, from an empty folder to the words of a file that stand behind an answer."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import parse_file
from tests.conftest import ROOT
from tests.web.conftest import Open

UP = 120_000
"""Milliseconds for the samples to be in: on a first run the embedding model is unpacked as well."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where `python app.py` on a fresh store says it is; Ctrl+C must end it in good order."""
    running = subprocess.Popen(
        [sys.executable, "app.py", "--store", str(tmp_path / "store"), "--port", "0", "--load-samples"],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert running.stdout is not None
    said = running.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    if found is None:
        running.kill()
        pytest.fail(f"the program did not start: {said}{running.communicate()[1]}")
    yield found[0]
    running.send_signal(signal.SIGINT)
    try:
        _, errors = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 0, errors


@pytest.mark.browser
def test_from_a_fresh_store_to_the_words_of_the_source(address: str, open_page: Open, samples: Path) -> None:
    page = open_page(address).page
    page.wait_for_selector("#examples button", timeout=UP)
    page.wait_for_selector(".encoder.ready", timeout=UP)
    page.click("#examples button >> nth=0")
    page.wait_for_selector("#t-1.answered")
    assert page.locator("#t-1 .chip").count() == 0, "the first example is one that the library answers"
    page.click("#t-1 a.mark >> nth=0")
    page.wait_for_selector("#e-1-1.flash")
    quote = page.inner_text("#e-1-1 mark")
    first, *rest = map(int, re.findall(r"\d+", page.inner_text("#e-1-1 .lines")))
    last = rest[0] if rest else first
    source = parse_file(samples / page.inner_text("#e-1-1 .file")).document.text.splitlines()
    assert quote
    assert quote in "\n".join(source[first - 1 : last])
