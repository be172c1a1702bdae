import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from ingest.loaders import load
from ingest.pipeline import parse_file
from tests.ingest.formats.files import lines_of, save

PROSE = [
    *(
        "青禾社区2023年工作总结",
        "",
        "2023年，青禾社区在街道党工委领导下，围绕民生开展工作，现将情况总结如下。",
    ),
    *("一、社区概况", "青禾社区常住人口3120人，其中老人412人，设网格8个，配备网格员12名。", "二、主要工作"),
    *("全年调解纠纷38起，走访困难家庭62户，开展文化活动25场次。", "三、下一步打算", "继续做好居家养老服务。"),
]


NUMBERING = """
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{0}"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="{0}"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
    <w:lvl w:ilvl="3"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/></w:lvl>
    <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf06c;"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="8"><w:abstractNumId w:val="1"/>
    <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(word: "docx.document.Document", depth: int, text: str, list_id: int = 7) -> None:
    properties = word.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def with_lists(word: "docx.document.Document", format: str = "chineseCounting") -> None:
    part = word.part.numbering_part
    for child in list(part.element):
        part.element.remove(child)
    for child in list(parse_xml(NUMBERING.format(format))):
        part.element.append(child)


def test_word_paragraphs_are_lines_and_empty_ones_count(tmp_path: Path) -> None:
    word = docx.Document()
    for text in PROSE:
        word.add_paragraph(text)
    path = save(word, tmp_path / "总结.docx")
    document = load(path)
    assert document.text.split("\n") == PROSE
    assert document.source.media_type.endswith("wordprocessingml.document")
    parsed = parse_file(path)
    assert parsed.reports[0].report.unit.name == "青禾社区"
    assert {figure.raw for figure in parsed.reports[0].report.figures} >= {"3120人", "38起"}


def test_word_tables_stand_in_their_place_with_header_and_row_together(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("一、经费")
    table = word.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows,
        [("科目", "预算", "支出"), ("培训", "12万元", "9.5万元"), ("宣传", "3万元", "")],
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[2].cells[1].merge(table.rows[2].cells[2]).text = "3万元"
    word.add_paragraph("二、队伍")
    form = word.add_table(rows=2, cols=2)
    for row, (name, value) in zip(form.rows, [("单位", "青禾社区"), ("人数", "35")], strict=True):
        row.cells[0].text, row.cells[1].text = name, value
    frame = word.add_table(rows=1, cols=1).rows[0].cells[0]
    frame.text = "框里的第一段。"
    frame.add_paragraph("框里的第二段。")
    assert lines_of(word, tmp_path) == [
        "一、经费",
        "科目｜预算｜支出",
        "科目：培训｜预算：12万元｜支出：9.5万元",
        "科目：宣传｜预算：3万元｜支出：3万元",
        "二、队伍",
        "单位｜青禾社区",
        "人数｜35",
        "框里的第一段。",
        "框里的第二段。",
    ]


def test_a_marked_header_row_is_believed_and_cells_merged_downwards_repeat(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    texts = [("片区", "完成情况"), ("东片", "路灯已修"), ("", "水管已换")]
    for row, (left, right) in zip(table.rows, texts, strict=True):
        row.cells[0].text, row.cells[1].text = left, right
    table.rows[1].cells[0].merge(table.rows[2].cells[0])
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert lines_of(word, tmp_path)[1:] == [
        "片区：东片｜完成情况：路灯已修",
        "片区：东片｜完成情况：水管已换",
    ]


def test_numbers_that_only_word_draws_are_in_the_text(tmp_path: Path) -> None:
    word = docx.Document()
    with_lists(word)
    numbered(word, 0, "工作回顾")
    numbered(word, 1, "党建")
    numbered(word, 2, "学习12次")
    numbered(word, 2, "培训")
    numbered(word, 1, "民生")
    numbered(word, 3, "养老")
    numbered(word, 4, "助餐")
    numbered(word, 0, "存在问题")
    numbered(word, 0, "另起一表", list_id=8)
    word.add_paragraph("没有编号")
    assert lines_of(word, tmp_path) == [
        *("一、工作回顾", "（一）党建", "3. 学习12次", "4. 培训", "（二）民生", "1.2.1 养老", "• 助餐"),
        *("二、存在问题", "一、另起一表", "没有编号"),
    ]


def test_numbers_that_live_in_a_style_are_drawn_too(tmp_path: Path) -> None:
    word = docx.Document()
    with_lists(word)
    heading = word.styles["Heading 1"].element
    heading.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="7"/></w:numPr>'))
    word.add_heading("工作回顾", level=1)
    word.add_paragraph("全年调解纠纷38起。")
    word.add_heading("下一步打算", level=1)
    assert lines_of(word, tmp_path) == ["一、工作回顾", "全年调解纠纷38起。", "二、下一步打算"]


@pytest.mark.parametrize(
    ("format", "twelfth"),
    [
        *(("decimal", "12"), ("chineseCountingThousand", "十二"), ("ideographDigital", "一二")),
        *(("chineseLegalSimplified", "壹拾贰"), ("decimalEnclosedCircle", "⑫"), ("lowerRoman", "xii")),
        *(
            ("upperLetter", "L"),
            ("ideographZodiac", "亥"),
            ("decimalFullWidth", "１２"),
            ("decimalZero", "12"),
        ),
    ],
)
def test_each_number_format_of_word_is_written_as_it_is_drawn(
    tmp_path: Path, format: str, twelfth: str
) -> None:
    word = docx.Document()
    with_lists(word, format)
    for _ in range(12):
        numbered(word, 0, "事项")
    assert lines_of(word, tmp_path)[11] == f"{twelfth}、事项"


def test_links_tabs_soft_returns_and_text_boxes_of_word_are_kept(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("前文")
    paragraph._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t>链接</w:t></w:r></w:hyperlink>"))
    paragraph.add_run("\t后文\n新行")
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>补充</w:t></w:r></w:ins>"))
    assert lines_of(word, tmp_path) == ["前文链接\t后文", "新行补充", "框中文字"]


def test_footnotes_of_word_stand_at_the_end_under_their_mark(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("帮扶困难家庭62户")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("。")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>含低保户。</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert lines_of(word, tmp_path) == ["帮扶困难家庭62户［注1］。", "［注1］含低保户。"]


def is_subsequence(part: str, whole: str) -> bool:
    found = iter(whole)
    return all(character in found for character in part)


def test_no_word_of_the_shared_documents_is_lost(shared: Path) -> None:
    paths = sorted((shared / "reports" / "provincial").glob("*.docx"))
    assert paths
    for path in paths:
        with ZipFile(path) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        plain = "".join(found.text or "" for found in root.iter(qn("w:t")))
        text = load(path).text
        assert is_subsequence(re.sub(r"\s", "", plain), text), path.name
        assert len(plain) > 10_000


def test_entities_of_xml_are_not_expanded(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("正文占位")
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容")
    plain, evil = BytesIO(), tmp_path / "实体.docx"
    document.save(plain)
    with ZipFile(plain) as source, ZipFile(evil, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "word/document.xml":
                start = data.index(b"<w:document")
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                data = data[:start] + entity + data[start:].replace("占位".encode(), b"&e;")
            target.writestr(info, data)
    assert load(evil).text == "正文"


def test_a_long_text_in_a_cell_keeps_its_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    paragraphs = ["一、工作回顾", "全年调解纠纷38起，走访困难家庭62户。" * 12, "二、下一步打算"]
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "单位", "青禾社区"
    table.rows[1].cells[0].text, table.rows[1].cells[1].text = "总结", paragraphs[0]
    for text in paragraphs[1:]:
        table.rows[1].cells[1].add_paragraph(text)
    assert lines_of(word, tmp_path) == ["单位｜青禾社区", "总结｜一、工作回顾", *paragraphs[1:]]


def test_the_letters_that_symbol_fonts_show_as_bullets_are_bullets(tmp_path: Path) -> None:
    word = docx.Document()
    with_lists(word)
    for level in word.part.numbering_part.element.iter(qn("w:lvlText")):
        if level.get(qn("w:val")) == "\uf06c":
            level.set(qn("w:val"), "o")
    numbered(word, 4, "助餐")
    assert lines_of(word, tmp_path) == ["• 助餐"]
