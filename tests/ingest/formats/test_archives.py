from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileMissing,
    OversizedFile,
    UnsupportedFormat,
)
from ingest.loaders import load
from ingest.pipeline import discover, file_hash
from tests.ingest.formats.files import gbk_archive


def test_members_of_an_archive_are_files_of_their_own(tmp_path: Path) -> None:
    word = BytesIO()
    document = docx.Document()
    document.add_paragraph("全年调解纠纷38起。")
    document.save(word)
    members = {
        "各科室总结/综合科总结.docx": word.getvalue(),
        "说明.TXT": "党建工作".encode("gbk"),
        "坏.docx": b"PK\x03\x04",
    }
    path = gbk_archive(tmp_path / "汇编.zip", members)
    found = discover([tmp_path])
    assert found == tuple(path / name for name in members)
    assert load(found[0]).text == "全年调解纠纷38起。"
    assert load(found[0]).source.name == "综合科总结.docx"
    assert load(found[1]).text == "党建工作"
    assert file_hash(found[0]) == sha256(word.getvalue()).hexdigest() == load(found[0]).source.sha256
    with pytest.raises(DamagedFile):
        load(found[2])
    with pytest.raises(FileMissing, match="里没有"):
        load(path / "别的.txt")


def test_names_in_an_archive_that_lead_out_of_it_or_repeat_stay_inside(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        for name in ("../../总结.txt", "总结.txt", "./总结.txt", "科/"):
            archive.writestr(name, "内容")
    names = ["总结.txt", "总结(2).txt", "总结(3).txt"]
    assert discover([path]) == tuple(path / name for name in names)


def test_archives_that_are_damaged_empty_or_locked_say_so(tmp_path: Path) -> None:
    broken, empty, locked, nested = (tmp_path / f"{name}.zip" for name in ("坏", "空", "锁", "套"))
    with ZipFile(locked, "w") as archive:
        archive.writestr("a.txt", "内容")
    data = bytearray(locked.read_bytes())
    broken.write_bytes(data[:40])
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    ZipFile(empty, "w").close()
    with ZipFile(nested, "w") as archive:
        archive.writestr("内层.zip", locked.read_bytes())
    locked.write_bytes(data)
    for path, error in ((broken, DamagedFile), (empty, EmptyFile)):
        assert discover([path]) == (path,)
        with pytest.raises(error):
            load(path)
    with pytest.raises(EncryptedFile, match="解压后"):
        load(locked / "a.txt")
    with pytest.raises(UnsupportedFormat, match="请先解压"):
        load(nested / "内层.zip")


@pytest.mark.parametrize("name", ["炸弹.zip", "炸弹.docx", "炸弹.xlsx", "炸弹.ofd"])
def test_bombs_are_not_unpacked(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    part = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ofd": "OFD.xml"}.get(
        path.suffix, "a.txt"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(part, bytes(30 << 20))
    with pytest.raises(OversizedFile, match="压缩"):
        load(path)


def test_an_archive_of_too_many_members_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "多.zip"
    with ZipFile(path, "w") as archive:
        for number in range(5001):
            archive.writestr(f"{number}.txt", "")
    with pytest.raises(OversizedFile, match="5001"):
        load(path)
