import re
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    IngestError,
    MisnamedFile,
    UnsupportedFormat,
)
from ingest.loaders import LOADERS, load


def test_every_shared_file_has_an_outcome(shared: Path) -> None:
    for path in (p for name in ("provincial", "formats") for p in (shared / "reports" / name).iterdir()):
        try:
            assert load(path).text.strip(), path.name
        except IngestError as error:
            said = error
        else:
            continue
        assert said.message.endswith("。"), path.name
        assert said.advice.startswith(("请", "目前")), path.name


def test_files_under_a_wrong_name_are_told_what_they_are(tmp_path: Path) -> None:
    word, workbook = BytesIO(), BytesIO()
    docx.Document().save(word)
    openpyxl.Workbook().save(workbook)
    cases = [
        *(("a.txt", word.getvalue(), ".docx"), ("b.docx", workbook.getvalue(), ".xlsx")),
        *(
            ("c.docx", "全年总结".encode(), "纯文本"),
            ("d.csv", b"%PDF-1.7\n", ".pdf"),
            ("f.xlsx", b"%PDF-1.7", ".pdf"),
            ("h.docx", b"\x89PNG\r\n\x1a\n", ".png"),
            ("i.xls", "<html><table><tr><td>科目</td></tr></table></html>".encode(), "网页"),
        ),
    ]
    for name, data, said in cases:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(MisnamedFile, match=re.escape(said)) as caught:
            load(path)
        assert "扩展名" in caught.value.advice
    (tmp_path / "g.docx").write_bytes(b"GIF89a" + bytes(20))
    with pytest.raises(UnsupportedFormat, match="图片"):
        load(tmp_path / "g.docx")


def test_truncated_and_empty_files_say_so(tmp_path: Path) -> None:
    word, workbook = BytesIO(), BytesIO()
    docx.Document().save(word)
    openpyxl.Workbook().save(workbook)
    for ending, whole in ((".docx", word.getvalue()), (".xlsx", workbook.getvalue())):
        path = tmp_path / f"文件{ending}"
        for data, error in (
            (whole[:-100], DamagedFile),
            (b"", EmptyFile),
            (whole, EmptyFile),
            (bytes(99), DamagedFile),
        ):
            path.write_bytes(data)
            with pytest.raises(error):
                load(path)


def test_the_advice_lists_every_format_that_can_be_read() -> None:
    listed = set(re.findall(r"\.[a-z]+", UnsupportedFormat.advice))
    assert listed == set(LOADERS)


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".doc", ".xls"])
def test_an_office_file_with_a_password_says_so(tmp_path: Path, ending: str) -> None:
    """Office wraps what it encrypts into an OLE file with a stream of this name."""
    path = tmp_path / f"文件{ending}"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFile, match="打开密码") as caught:
        load(path)
    assert "取消密码" in caught.value.advice
