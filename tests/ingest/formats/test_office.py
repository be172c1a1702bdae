import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from ingest.errors import ConverterMissing
from ingest.loaders import load, office
from tests.ingest.formats.files import save

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")
PROGRAM = """#!{python}
import shutil, sys
shutil.copy({saved!r}, sys.argv[sys.argv.index("--outdir") + 1] + "/document.docx")
"""


MANIFEST = """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
CONTENT = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" o:version="1.2"><o:body><o:text><text:p>全年调解纠纷38起。
<draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">
<draw:image xlink:href="{link}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
</o:text></o:body></o:document-content>"""


def a_report() -> "docx.document.Document":
    word = docx.Document()
    word.add_heading("青禾社区2023年工作总结", level=1)
    word.add_paragraph("全年调解纠纷38起，走访困难家庭62户。")
    table = word.add_table(rows=3, cols=3, style="Table Grid")
    texts = [("科目", "预算", "支出"), ("培训", "12万元", "9.5万元"), ("宣传", "3万元", "2万元")]
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    word.add_paragraph("继续做好居家养老服务。")
    return word


def converted(soffice: str, path: Path, target: str) -> Path:
    """The file as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(path.parent),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{target}")


@pytest.mark.parametrize("ending", [".doc", ".wps"])
def test_old_word_files_are_converted_where_an_office_program_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"总结{ending}"
    path.write_bytes(OLD_WORD)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConverterMissing, match="没有安装"):
        load(path)
    saved = save(a_report(), tmp_path / "converted.docx")
    program = tmp_path / "soffice"
    program.write_text(PROGRAM.format(python=sys.executable, saved=str(saved)))
    program.chmod(0o755)
    assert load(path).text == load(saved).text
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ConverterMissing, match="打不开"):
        load(path)


def test_an_office_program_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, program, child = tmp_path / "总结.doc", tmp_path / "soffice", tmp_path / "child"
    path.write_bytes(OLD_WORD)
    program.write_text(f"#!/bin/sh\n/bin/sleep 60 &\necho $! > {child}\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "LONGEST_SECONDS", 1.0)
    with pytest.raises(ConverterMissing, match="还没有打开"):
        load(path)
    status = Path(f"/proc/{child.read_text().strip()}/stat")
    for _ in range(50):  # the system may take a moment to clear away what was ended
        if not status.exists() or status.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    raise AssertionError("the child still runs")


def test_documents_of_office_programs_read_like_the_one_they_were_made_from(
    tmp_path: Path, soffice: str
) -> None:
    path = save(a_report(), tmp_path / "青禾社区 总结（终稿）.docx")
    expected = load(path).text
    paths = [converted(soffice, path, target) for target in ("doc", "rtf", "odt")]
    paths.append(paths[0].with_suffix(".wps"))
    paths[-1].write_bytes(paths[0].read_bytes())
    # All at once: each conversion has a profile of its own.
    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(load, paths))
    assert [document.text for document in documents] == [expected] * 4
    assert [document.source.name for document in documents] == [path.name for path in paths]


def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path, soffice: str) -> None:
    book = openpyxl.Workbook()
    for row in [("科目", "支出", "占比"), ("培训", 9.5, 0.25), ("宣传", 2, 0.05)]:
        book.active.append(row)
    for cell in ("C2", "C3"):
        book.active[cell].number_format = "0%"
    book.save(tmp_path / "经费.xlsx")
    expected = ["科目｜支出｜占比", "科目：培训，支出：9.5，占比：25%", "科目：宣传，支出：2，占比：5%"]
    assert load(tmp_path / "经费.xlsx").text.split("\n") == expected
    old = load(converted(soffice, tmp_path / "经费.xlsx", "xls"))
    assert old.text.split("\n") == expected
    assert old.source.media_type == "application/vnd.ms-excel"


def test_a_file_that_is_none_is_told(tmp_path: Path, soffice: str) -> None:
    (tmp_path / "坏.doc").write_bytes(OLD_WORD)
    with pytest.raises(ConverterMissing, match="打不开"):
        load(tmp_path / "坏.doc")


def test_a_document_does_not_call_out_when_it_is_converted(tmp_path: Path, soffice: str) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        link = f"http://127.0.0.1:{server.server_port}/picture.png"
        with ZipFile(tmp_path / "外链.odt", "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr("META-INF/manifest.xml", MANIFEST)
            package.writestr("content.xml", CONTENT.format(link=link))
        assert load(tmp_path / "外链.odt").text.strip() == "全年调解纠纷38起。"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []
