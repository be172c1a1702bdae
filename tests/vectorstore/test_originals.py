"""Copies of what readers hand over, beside the store."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.originals import _safe, discard, keep, kept_file, shown_name


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "temporary" / "upload.bin"
    path.parent.mkdir()
    path.write_bytes("青禾镇工作总结".encode())
    return path


def test_the_same_bytes_under_the_same_name_are_the_same_path(tmp_path: Path, upload: Path) -> None:
    first = keep(tmp_path / "store", upload, "青禾镇（定稿）.txt")
    second = keep(tmp_path / "store", upload, "青禾镇（定稿）.txt")
    assert first == second
    assert first.name == "青禾镇（定稿）.txt"
    assert first.read_bytes() == upload.read_bytes()
    assert [p.name for p in first.parent.iterdir()] == [first.name]


def test_other_bytes_under_the_same_name_do_not_replace_it(tmp_path: Path, upload: Path) -> None:
    first = keep(tmp_path / "store", upload, "总结.txt")
    upload.write_bytes(b"other")
    second = keep(tmp_path / "store", upload, "总结.txt")
    assert first != second
    assert first.read_bytes() != second.read_bytes()


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = _safe(name)
    assert Path("folder", safe).parent == Path("folder")
    assert safe not in ("", ".", "..")
    assert len(safe.encode()) <= 220


def test_a_copy_goes_when_nothing_uses_it(tmp_path: Path, upload: Path) -> None:
    store = tmp_path / "store"
    kept = keep(store, upload, "汇编.zip")
    discard(store, kept, used=[str(kept / "某局" / "总结.docx")])
    assert kept.exists(), "a member of it is in the library"
    discard(store, kept, used=["/elsewhere/总结.txt"])
    assert not kept.exists()
    assert not kept.parent.exists()


def test_what_is_no_copy_of_ours_is_never_deleted(tmp_path: Path, upload: Path) -> None:
    discard(tmp_path / "store", upload, used=[])
    assert upload.exists()
    catalog = tmp_path / "store" / "files" / "catalog"
    catalog.parent.mkdir(parents=True)
    catalog.touch()
    discard(tmp_path / "store", catalog, used=[])
    assert catalog.exists()


def test_the_kept_file_of_a_path(tmp_path: Path, upload: Path) -> None:
    store = tmp_path / "store"
    kept = keep(store, upload, "汇编.zip")
    assert kept_file(store, str(kept / "a" / "b.txt")) == kept
    assert kept_file(store, str(kept)) == kept
    assert kept_file(store, str(upload)) is None


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/data/store/files/0123456789ab/总结.txt", "总结.txt"),
        ("/data/store/files/0123456789ab/汇编.zip/某局/总结.txt", "汇编.zip › 某局 › 总结.txt"),
        ("/data/我的/汇编.zip/总结.txt", "汇编.zip › 总结.txt"),
        ("D:\\我的\\总结.txt", "总结.txt"),
    ],
)
def test_a_file_is_shown_as_its_owner_knows_it(path: str, shown: str) -> None:
    assert shown_name(path) == shown
