"""What every test stands on: no network, no settings of the developer's own, and where shared things are."""

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long an example takes says nothing on a machine that others use too.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Before any library is imported: a browser test that cannot run is a failure in .ci/run, a skip elsewhere;
# JUSHI_TEST_GGUF names the small model of the tests marked llm. Other JUSHI_ names are the developer's own settings, which no test may depend on.
BROWSER_REQUIRED = os.environ.get("JUSHI_REQUIRE_BROWSER") == "1"
TEST_GGUF = os.environ.get("JUSHI_TEST_GGUF")
for name in [name for name in os.environ if name.startswith("JUSHI_")]:
    del os.environ[name]
os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", None}


class NetworkReached(AssertionError):
    """A test tried to leave the machine. Not an OSError, so that no library takes it for a bad connection."""


def _refuse_unless_local(family: int, host: object) -> None:
    host = host.decode() if isinstance(host, bytes) else host
    if family != socket.AF_UNIX and host not in LOOPBACK:
        raise NetworkReached(f"a test tried to reach {host}")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Sockets reach this machine only, names are looked up for it only."""
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_unless_local(self.family, address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_unless_local(self.family, address[0])
        return connect_ex(self, address)

    def guarded_lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_unless_local(socket.AF_INET, host)
        return lookup(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_lookup)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under JUSHI_REQUIRE_BROWSER=1 a skipped browser test fails: it must not look like a passed one."""
    report = yield
    if BROWSER_REQUIRED and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"JUSHI_REQUIRE_BROWSER=1, but skipped: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or pytest.skip("no chromium installed")


@pytest.fixture(scope="session")
def gguf() -> Path:
    """The file of a small language model; the test is skipped where JUSHI_TEST_GGUF names none."""
    found = Path(TEST_GGUF) if TEST_GGUF else None
    return found if found and found.is_file() else pytest.skip("JUSHI_TEST_GGUF names no model file")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with seeds and gold data; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else pytest.skip("no ../shared here")


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Path:
    """The folder of the five seed files."""
    return shared / "reports" / "seeds"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample reports that ship with the project."""
    return ROOT / "ingest" / "samples"
