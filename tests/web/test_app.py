"""The entry point says in Chinese what keeps it from starting."""

import pytest

import app
from rag.web.server import listen


def test_a_port_in_use_ends_with_advice(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        assert app.main(["--port", str(taken.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--store", "--host", "--port", "--load-samples"))
