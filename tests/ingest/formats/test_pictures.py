import re
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from PIL import Image

from ingest.errors import DamagedFile, EmptyFile, OversizedFile, ScannedPages
from ingest.loaders import load
from ingest.loaders.ocr import pages_named
from tests.ingest.formats.files import page_of, save

LINES = [
    "青禾社区2023年工作总结",
    "　　青禾社区位于城区东部，常住人口9382户、24718人，其中60岁",
    "以上老年人5106人，占总人口的20.7%。设网格18个。",
    "　　全年排查隐患256处，整改率98.4%；受理矛盾纠纷138起，成功",
    "调解131起，其中物业类57起、邻里类46起、其他35起。",
    "　　清理楼道堆物312处、“僵尸车”44辆，投入资金126.8万元。",
]
PARAGRAPHS = [LINES[0], LINES[1] + LINES[2], LINES[3] + LINES[4], LINES[5]]
FIGURE = re.compile(r"\d+(?:\.\d+)?[%万]?")


@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize(("ending", "media_type"), [("png", "image/png"), ("jpg", "image/jpeg")])
def test_a_picture_of_a_page_is_read_as_paragraphs_with_every_figure(
    tmp_path: Path, font: Path, ending: str, media_type: str
) -> None:
    path = tmp_path / f"总结.{ending}"
    page_of(LINES, font).rotate(0.5, fillcolor=255).save(path)
    document = load(path)
    expected = "\n".join(line.strip() for line in PARAGRAPHS).replace("　", "")
    assert SequenceMatcher(a=document.text, b=expected).ratio() > 0.97
    assert document.text.count("\n") == len(PARAGRAPHS) - 1
    assert FIGURE.findall(document.text) == FIGURE.findall(expected)
    assert "请对照原件核对" in document.warnings[0]
    assert document.source.media_type == media_type
    assert document.page_at(5) == 1


@pytest.mark.usefixtures("ocr")
def test_the_frames_of_a_tiff_file_are_pages(tmp_path: Path, font: Path) -> None:
    pages = [page_of(["新增停车位203个。"], font), page_of(["走访困难家庭62户。"], font)]
    pages[0].save(tmp_path / "传真.tif", save_all=True, append_images=pages[1:])
    assert load(tmp_path / "传真.tif").text == "新增停车位203个。\n\f走访困难家庭62户。"


@pytest.mark.usefixtures("no_ocr")
def test_without_text_recognition_a_picture_says_what_to_install(tmp_path: Path) -> None:
    Image.new("L", (100, 100), 255).save(tmp_path / "空.png")
    with pytest.raises(ScannedPages) as caught:
        load(tmp_path / "空.png")
    assert "jushi[ocr]" in caught.value.advice


@pytest.mark.usefixtures("ocr")
def test_pictures_without_words_cut_short_or_too_large_say_so(tmp_path: Path) -> None:
    Image.new("L", (400, 400), 255).save(tmp_path / "空.png")
    (tmp_path / "残.png").write_bytes((tmp_path / "空.png").read_bytes()[:60])
    Image.new("1", (11_000, 11_000)).save(tmp_path / "大.png")
    for name, error in (("空", ScannedPages), ("残", DamagedFile), ("大", OversizedFile)):
        with pytest.raises(error):
            load(tmp_path / f"{name}.png")


def with_picture(path: Path, picture: Image.Image, *, width: float, text: str = "") -> Path:
    word, data = docx.Document(), BytesIO()
    picture.save(data, "PNG")
    word.add_paragraph(text)
    word.add_picture(data, width=Cm(width))
    return save(word, path)


@pytest.mark.usefixtures("ocr")
def test_a_picture_that_fills_a_page_of_a_word_document_is_read_where_it_stands(
    tmp_path: Path, font: Path
) -> None:
    page = page_of(["新增停车位203个。", "走访困难家庭62户。"], font)
    document = load(with_picture(tmp_path / "总结.docx", page, width=16, text="附件如下："))
    assert [line for line in document.text.split("\n") if line] == [
        *("附件如下：", "新增停车位203个。", "走访困难家庭62户。")
    ]
    assert document.warnings[0].startswith("1张整页图片里的文字由识别")


@pytest.mark.usefixtures("no_ocr")
def test_a_picture_that_is_not_read_is_told_and_small_ones_are_not(tmp_path: Path) -> None:
    page = Image.new("L", (800, 1130), 255)
    document = load(with_picture(tmp_path / "扫描.docx", page, width=16, text="附件如下："))
    assert "没有读入" in document.warnings[0]
    assert load(with_picture(tmp_path / "徽标.docx", page, width=3, text="正文。")).warnings == ()
    with pytest.raises(ScannedPages, match="只有1张图片"):
        load(with_picture(tmp_path / "只有图.docx", page, width=16))
    with pytest.raises(EmptyFile):
        load(save(docx.Document(), tmp_path / "空.docx"))


@pytest.mark.parametrize(
    ("pages", "named"),
    [([3], "第3页"), ([1, 2], "第1—2页"), ([2, 4, 5, 6, 9], "第2、4—6、9页"), ([1, 3, 4], "第1、3—4页")],
)
def test_pages_are_named_as_a_reader_would_say_them(pages: list[int], named: str) -> None:
    assert pages_named(pages) == named
