"""The page as it is served, before any browser makes something of it, and what surrounds it."""

import re
import urllib.request

import pytest

from rag.web.intake import IntakeState
from rag.web.server import AddressInUse, listen
from rag.web.standing import look
from rag.web.welcome import welcome_html
from tests.web.conftest import Serve
from tests.web.scripted import ScriptedAssistant, ScriptedLibrary


def test_the_served_page_is_chinese_and_names_no_outside_address(serve: Serve) -> None:
    with urllib.request.urlopen(serve(ScriptedAssistant(scripts={}), ScriptedLibrary())) as response:
        html, headers = response.read().decode(), response.headers
    assert re.search(r"<html\s+lang=\"zh-CN\"", html)
    assert re.findall(r"(?:src|href|content)=\"(https?:[^\"]+)", html) == []
    assert "navigator, 'language'" in html
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(AddressInUse, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_a_library_that_cannot_be_read_is_not_called_empty() -> None:
    class Broken(ScriptedLibrary):
        def counts(self) -> tuple[int, int]:
            raise OSError("disk")

    standing = look(Broken())
    assert not standing.empty
    assert "资料库读不出来" in standing.trouble
    assert "资料库还是空的" not in welcome_html(standing, IntakeState())
