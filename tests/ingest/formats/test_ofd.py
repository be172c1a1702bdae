from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ingest.errors import (
    DamagedFile,
    EmptyFile,
    ScannedPages,
)
from ingest.loaders import load
from tests.ingest.formats.files import ofd_of, page_of, text_object


def test_the_text_of_an_ofd_page_is_read_from_top_to_bottom(tmp_path: Path) -> None:
    objects = (
        text_object(20, 40, "全年调解纠纷38起，")
        + text_object(65, 40.2, "走访62户。")
        + text_object(60, 60, "青禾社区")
    )
    path = ofd_of(
        objects, tmp_path / "文.ofd", template=text_object(20, 60, "单位") + text_object(20, 20, "登记表")
    )
    assert load(path).text.split("\n") == ["登记表", "全年调解纠纷38起，走访62户。", "单位　青禾社区"]


def test_ofd_files_that_lack_text_or_parts_say_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        load(ofd_of("", tmp_path / "空.ofd"))
    with ZipFile(tmp_path / "缺.ofd", "w") as package:
        package.writestr("OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>")
    with pytest.raises(DamagedFile, match=r"缺少 Doc_0/Document\.xml"):
        load(tmp_path / "缺.ofd")
    with pytest.raises(DamagedFile, match="已损坏"):
        load(ofd_of("<a>", tmp_path / "坏.ofd"))


def png(font: Path, *lines: str) -> bytes:
    data = BytesIO()
    page_of(lines, font).save(data, "PNG")
    return data.getvalue()


@pytest.mark.usefixtures("ocr")
def test_a_scanned_page_of_an_ofd_file_is_read_and_pages_are_told_apart(tmp_path: Path, font: Path) -> None:
    picture = png(font, "新增停车位203个。", "走访困难家庭62户。")
    document = load(ofd_of(text_object(20, 40, "全年调解纠纷38起。"), tmp_path / "文.ofd", picture=picture))
    assert document.text.split("\n") == ["新增停车位203个。", "走访困难家庭62户。", "\f全年调解纠纷38起。"]
    assert document.page_at(document.text.index("全年")) == 2
    assert document.warnings[0].startswith("第1页是扫描的图片")


@pytest.mark.usefixtures("no_ocr")
def test_a_scanned_page_of_an_ofd_file_that_is_not_read_is_named(tmp_path: Path) -> None:
    objects = text_object(20, 40, "全年调解纠纷38起。")
    document = load(ofd_of(objects, tmp_path / "文.ofd", picture=b""))
    assert document.text == "\f全年调解纠纷38起。"
    assert document.warnings[0].startswith("第1页是扫描的图片，没有读入")
    with pytest.raises(ScannedPages, match="1 页是图片"):
        load(ofd_of("", tmp_path / "图.ofd", picture=b""))


def drawn(*ways: str) -> str:
    data = "".join(f"<ofd:AbbreviatedData>{way}</ofd:AbbreviatedData>" for way in ways[:1])
    return f'<ofd:PathObject Boundary="10 10 150 150" CTM="2 0 0 2 0 0">{data}</ofd:PathObject>' + (
        drawn(*ways[1:]) if ways[1:] else ""
    )


def test_a_form_in_an_ofd_file_is_read_by_its_cells(tmp_path: Path) -> None:
    grid = drawn("M 0 0 L 60 0 L 60 30 L 0 30 C", "M 0 10 L 60 10", "M 20 0 L 20 30", "M 20 20 L 60 20")
    objects = [
        (12, 12, "单位"),
        (52, 12, "青禾社区"),
        (12, 34, "拟办意见"),
        (52, 31, "请综合科"),
        (52, 38, "办理。"),
        (52, 58, "已办结"),
    ]
    path = ofd_of(grid + "".join(text_object(*place) for place in objects), tmp_path / "单.ofd")
    assert load(path).text.split("\n") == ["单位｜青禾社区", "拟办意见｜请综合科办理。", "拟办意见｜已办结"]
