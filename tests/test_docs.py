"""What the READMEs tell the reader to type exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READMES = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md"))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make (\w+)|`make (\w+)", READMES, re.M))))
def test_each_make_target_is_in_the_makefile(target: tuple[str, str]) -> None:
    assert re.search(rf"^{''.join(target)}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(
    ("module", "command"), sorted(set(re.findall(r"python -m (ingest|rag) ([a-z]+)", READMES)))
)
def test_each_command_has_its_help(module: str, command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", module, command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert command in run.stdout
