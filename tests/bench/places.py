"""Where the texts of the benchmarks are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def reports() -> list[Path]:
    """The folders that are taken in: seeds and provincial reports, or the samples where those are absent."""
    shared = [SHARED / "reports" / name for name in ("seeds", "provincial")]
    return [folder for folder in shared if folder.is_dir()] or [ROOT / "ingest" / "samples"]
