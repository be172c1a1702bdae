"""What the benchmarks measure with."""

import resource
import sys
from collections.abc import Sequence
from pathlib import Path


def p95(ascending: Sequence[float]) -> float:
    """What 95 in 100 of some values, given in ascending order, do not exceed."""
    return ascending[max(0, int(len(ascending) * 0.95) - 1)]


def peak() -> float:
    """The most memory this process has held so far, in MB (macOS counts bytes, others KB)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def memory() -> float:
    """The memory this process holds now, in MB; where the system does not tell, the most it has held."""
    pages = Path("/proc/self/statm")
    if not pages.is_file():
        return peak()
    return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6
