import subprocess
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import DamagedFile, EmptyFile, EncryptedFile, ScannedPages
from ingest.loaders import load
from ingest.loaders.layout import Page, PrintedLine
from ingest.loaders.pages import page_text
from tests.ingest.formats.files import Shown, page_of, pdf_of

PRINTED = [
    [
        *("青禾社区内部资料", "一、社区概况", "青禾社区常住⼈⼝ 3120 人，其中⽼人412人，设网格"),
        *("8个，配备网格员12名。", "二、主要工作", "全年调解纠纷38起，走访困难家庭62户，开展文化活", "- 1 -"),
    ],
    ["青禾社区内部资料", "动25场次，参与群众三千余人次，居民满意度大幅提升", "- 2 -"],
    [
        "青禾社区内部资料",
        "，社区面貌明显改善。",
        "三、下一步打算",
        "继续做好居家养老服务。",
        "第 3 页 共 3 页",
    ],
]
PARAGRAPHS = [
    *("一、社区概况", "青禾社区常住人口3120人，其中老人412人，设网格8个，配备网格员12名。", "二、主要工作"),
    "全年调解纠纷38起，走访困难家庭62户，开展文化活动25场次，参与群众三千余人次，居民满意度大幅提升，社区面貌明显改善。",
    *("\f\f三、下一步打算", "继续做好居家养老服务。"),
]


def test_the_pages_of_a_pdf_become_paragraphs_without_margins(tmp_path: Path) -> None:
    document = load(pdf_of(PRINTED, tmp_path / "总结.pdf"))
    assert document.text.split("\n") == PARAGRAPHS
    assert document.warnings == ()


def test_a_place_in_a_pdf_has_a_page_and_its_lines_are_those_of_the_text(tmp_path: Path) -> None:
    document = load(pdf_of(PRINTED, tmp_path / "总结.pdf"))
    pages = [document.page_at(document.text.index(words)) for words in ("一、", "改善", "三、", "养老服务")]
    assert pages == [1, 1, 3, 3]
    lines = [document.text[start:].splitlines()[0] for start in document.line_starts]
    assert [line for line in lines if line] == [line.replace("\f", "") for line in PARAGRAPHS]


def test_where_paragraphs_are_indented_one_goes_on_behind_the_end_of_a_sentence(tmp_path: Path) -> None:
    lines = [
        *(
            "　　全年调解纠纷三十八起，走访困难家庭六十二户。",
            "参与群众三千余人次，居民普遍感到满意，称赞不断。",
        ),
        *("　　开展文化活动二十五场次，内容丰富，形式多样。", "　　继续做好居家养老服务。"),
    ]
    text = load(pdf_of([lines], tmp_path / "总结.pdf")).text
    assert text.split("\n") == [(lines[0] + lines[1]).strip(), lines[2].strip(), lines[3].strip()]


def test_a_title_in_large_type_that_each_copy_of_a_form_repeats_is_kept_once() -> None:
    title = PrintedLine(text="矛盾纠纷调解登记表", left=200, right=400, size=22)
    header = PrintedLine(text="青禾社区内部资料", left=50, right=150, size=10)
    words = ["调解物业纠纷三起。", "走访困难家庭两户。", "群众普遍感到满意。", "办理登记结婚一对。"]
    body = [PrintedLine(text=text, left=50, right=200, size=12) for text in words]
    pages = [Page(lines=(header, title, *body[at : at + 2]), width=595) for at in (0, 2)]
    assert page_text(pages).split("\n") == [title.text, *words[:2], f"\f{words[2]}", words[3]]


def grid(xs: list[int], ys: list[int]) -> str:
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S " for y in ys)
    return level + "".join(f"{x} {ys[0]} 1 {ys[-1] - ys[0]} re f " for x in xs)


def test_a_ruled_table_keeps_header_and_row_together_over_pages(tmp_path: Path) -> None:
    xs, ys = [48, 150, 250, 400], [600, 625, 650, 690]
    first: list[Shown] = [
        *("经费情况见下表：", (50, 665, "科目"), (160, 665, "预算"), (260, 665, "支出")),
        *((50, 635, "培训"), (160, 635, "12万元"), (260, 635, "9.5万元")),
        *((50, 610, "宣传"), (160, 610, "3万元"), (260, 610, "2万元")),
    ]
    second: list[Shown] = [
        *((50, 665, "科目"), (160, 665, "预算"), (260, 665, "支出"), (50, 635, "志愿"), (260, 635, "8000元")),
        *((50, 612, "场地"), (160, 612, "1万元"), (260, 612, "6000元"), (50, 500, "以上经费均已公示。")),
    ]
    path = pdf_of([first, second], tmp_path / "表.pdf", drawn=[grid(xs, ys), grid(xs, ys)])
    assert load(path).text.split("\n") == [
        *("经费情况见下表：", "科目｜预算｜支出", "科目：培训｜预算：12万元｜支出：9.5万元"),
        *("科目：宣传｜预算：3万元｜支出：2万元", "\f科目：志愿｜支出：8000元"),
        *("科目：场地｜预算：1万元｜支出：6000元", "以上经费均已公示。"),
    ]


def test_a_cell_of_several_lines_and_one_over_several_columns_stay_whole(tmp_path: Path) -> None:
    drawn = "48 600 200 90 re S 48 640 m 248 640 l S 148 600 m 148 640 l S"
    shown: list[Shown] = [
        (50, 665, "养老服务"),
        (50, 625, "新建"),
        (150, 625, "助餐点，日均"),
        (150, 608, "供餐三百份"),
    ]
    path = pdf_of([shown], tmp_path / "表.pdf", drawn=[drawn])
    assert load(path).text.split("\n") == ["养老服务", "新建｜助餐点，日均供餐三百份"]


def test_a_stamp_that_runs_askew_is_no_text(tmp_path: Path) -> None:
    stamp = f"BT /F 12 Tf 0.7 0.7 -0.7 0.7 200 400 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    path = pdf_of([["全年调解纠纷38起。"]], tmp_path / "总结.pdf", drawn=[stamp])
    assert load(path).text == "全年调解纠纷38起。"


@given(st.lists(st.lists(st.integers(1, 10**6), max_size=5), min_size=1, max_size=6))
def test_the_form_feeds_in_front_of_a_line_tell_its_page(numbers: list[list[int]]) -> None:
    written = {
        f"第{page}页第{at}行，共{number}人。": page
        for page, row in enumerate(numbers)
        for at, number in enumerate(row)
    }
    pages = [
        Page(
            width=595.0,
            lines=tuple(
                PrintedLine(text=text, left=50, right=300, size=12, is_row=True)
                for text, on in written.items()
                if on == page
            ),
        )
        for page in range(len(numbers))
    ]
    text = page_text(pages)
    assert {line: text[: text.index(line)].count("\f") for line in written} == written
    assert [line for line in text.replace("\f", "").split("\n") if line] == list(written)


def test_pdf_files_that_are_blank_locked_or_cut_short_say_so(tmp_path: Path) -> None:
    blank, locked = pypdf.PdfWriter(), pypdf.PdfWriter()
    blank.add_blank_page(595, 842)
    blank.write(tmp_path / "空白.pdf")
    locked.add_blank_page(595, 842)
    locked.encrypt("mima", algorithm="RC4-128")
    locked.write(tmp_path / "加密.pdf")
    (tmp_path / "残.pdf").write_bytes(pdf_of(PRINTED, tmp_path / "全.pdf").read_bytes()[:60])
    for name, error, said in (
        ("空白", EmptyFile, "完整"),
        ("加密", EncryptedFile, "密码"),
        ("残", DamagedFile, "重新获取"),
    ):
        with pytest.raises(error) as caught:
            load(tmp_path / f"{name}.pdf")
        assert said in caught.value.advice


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_locked_against_changes_only_is_read(tmp_path: Path, algorithm: str) -> None:
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    writer = pypdf.PdfWriter(clone_from=pdf_of(PRINTED, tmp_path / "全.pdf"))
    writer.encrypt("", owner_password="zhuren", algorithm=algorithm)
    writer.write(tmp_path / "只读.pdf")
    assert load(tmp_path / "只读.pdf").text.split("\n") == PARAGRAPHS


def partly_scanned(path: Path, font: Path) -> Path:
    """A PDF of which pages 2 and 3 are scanned."""
    writer = pypdf.PdfWriter()
    pdf_of([["青禾社区2023年工作总结", "全年调解纠纷38起。"]], path)
    writer.append(path)
    for lines in (["新增停车位203个，整改率98.4%。"], ["走访困难家庭62户。"]):
        page_of(lines, font).save(path.with_suffix(".scan.pdf"))
        writer.append(path.with_suffix(".scan.pdf"))
    pdf_of([["继续做好居家养老服务。"]], path)
    writer.append(path)
    writer.write(path)
    return path


@pytest.mark.usefixtures("no_ocr")
def test_without_text_recognition_scanned_pages_are_left_out_and_named(tmp_path: Path, font: Path) -> None:
    document = load(partly_scanned(tmp_path / "总结.pdf", font))
    assert document.text.split("\n") == [
        "青禾社区2023年工作总结",
        "全年调解纠纷38起。",
        "\f\f\f继续做好居家养老服务。",
    ]
    (warning,) = document.warnings
    assert warning.startswith("第2—3页")
    assert "没有读入" in warning
    assert "jushi[ocr]" in warning
    page_of(["走访困难家庭62户。"], font).save(tmp_path / "扫描.pdf")
    with pytest.raises(ScannedPages, match=r"1 页是图片.*jushi\[ocr\]"):
        load(tmp_path / "扫描.pdf")


@pytest.mark.usefixtures("ocr")
def test_with_text_recognition_scanned_pages_are_read_and_marked(tmp_path: Path, font: Path) -> None:
    document = load(partly_scanned(tmp_path / "总结.pdf", font))
    assert document.text.split("\n")[2:] == [
        "\f新增停车位203个，整改率98.4%。",
        "\f走访困难家庭62户。",
        "\f继续做好居家养老服务。",
    ]
    (warning,) = document.warnings
    assert warning.startswith("第2—3页是扫描的图片")
    assert "请对照原件核对" in warning


def test_a_pdf_made_by_an_office_program_reads_like_its_document(
    tmp_path: Path, soffice: str, font: Path
) -> None:
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(16)
    section = word.sections[0]
    section.header.paragraphs[0].text = "青禾社区内部资料"
    footer = section.footer.paragraphs[0]._p
    footer.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    sentence = "全年调解纠纷38起，走访困难家庭62户，开展文化活动25场次，参与群众三千余人次，居民满意度大幅提升，社区面貌明显改善。"
    for number in range(24):
        word.add_paragraph(f"第{number}条：{sentence * 2}").paragraph_format.first_line_indent = Pt(32)
        if number == 3:
            table = word.add_table(rows=3, cols=3, style="Table Grid")
            texts = [("科目", "预算", "支出"), ("培训", "12万元", "9.5万元"), ("宣传", "3万元", "2万元")]
            for row, cells in zip(table.rows, texts, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    word.save(str(tmp_path / "总结.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "总结.docx")], check=True, capture_output=True, timeout=120)
    document = load(tmp_path / "总结.pdf")
    assert document.text.count("\f") >= 3
    assert document.text.replace("\f", "") == load(tmp_path / "总结.docx").text
