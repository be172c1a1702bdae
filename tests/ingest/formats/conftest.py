"""What reading needs beside Python: a font to draw pages with, text recognition, an office program."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FONTS = (
    "NotoSerifCJK-Regular*",
    "NotoSansCJK-Regular*",
    "wqy-zenhei*",
    "wqy-microhei*",
    "SourceHan*",
    "simsun*",
)


@pytest.fixture(scope="session")
def font() -> Path:
    """A font with Chinese characters; the test is skipped where none is installed."""
    found = (path for name in FONTS for path in sorted(Path("/usr/share/fonts").rglob(name)))
    return next(found, None) or pytest.skip("no Chinese font installed")


@pytest.fixture
def ocr() -> None:
    """Text recognition; the test is skipped where the extra is not installed."""
    if find_spec("rapidocr") is None:
        pytest.skip("the extra ocr is not installed")


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the extra for text recognition."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice; the test is skipped where it is not installed."""
    return shutil.which("soffice") or pytest.skip("no LibreOffice installed")
