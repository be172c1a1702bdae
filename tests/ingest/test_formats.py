import re
import sys
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from ingest.errors import (
    ConverterMissing,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileMissing,
    IngestError,
    MisnamedFile,
    OversizedFile,
    ScannedPages,
    UnsupportedFormat,
)
from ingest.loaders import LOADERS, load
from ingest.pipeline import discover, file_hash, parse_file

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


def save(word: "docx.document.Document", path: Path) -> Path:
    word.save(str(path))
    return path


def lines_of(word: "docx.document.Document", folder: Path) -> list[str]:
    return load(save(word, folder / "总结.docx")).text.split("\n")


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


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>题</title><style>p {{color: red}}</style>
<script>var a = "脚本";</script></head><body><nav><a href="/">首页</a></nav><h1>青禾社区2023年工作总结</h1>
<p>常住人口<b>3120</b>人，<br>其中老人412人&nbsp;。</p>
<ol><li>党建</li><li><p>民生</p></li></ol><ul><li>调解38起</li></ul><div style="display: none">看不见</div>
<table><tr><th>科目</th><th>支出</th></tr><tr><td>培训</td><td>9.5万元</td></tr></table>
<table><tr><td><table><tr><td>排版用的表</td></tr></table></td></tr></table>散落的文字<footer>版权所有</footer></body></html>"""
SHOWN = [
    *("青禾社区2023年工作总结", "常住人口3120人，", "其中老人412人 。", "1. 党建", "2.", "民生", "调解38起"),
    *("科目｜支出", "科目：培训｜支出：9.5万元", "排版用的表", "散落的文字"),
]


@pytest.mark.parametrize(("stated", "written"), [("utf-8", "utf-8"), ("gb2312", "gbk"), ("utf-8", "gbk")])
def test_a_web_page_is_read_as_it_is_shown(tmp_path: Path, stated: str, written: str) -> None:
    path = tmp_path / "总结.html"
    path.write_bytes(PAGE.format(charset=stated).encode(written))
    assert load(path).text.split("\n") == SHOWN


def test_a_web_page_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.htm"
    path.write_text("<html><body><script>1</script></body></html>")
    with pytest.raises(EmptyFile):
        load(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_row_is_a_record_with_its_header(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "台账.csv"
    rows = ["青禾社区台账", "片区|户数|说明", '东片|62|"楼道\n改造"', "西片||", "", "合计|120|"]
    path.write_text("\n".join(rows).replace("|", delimiter), encoding=encoding)
    assert load(path).text.split("\n") == [
        *("青禾社区台账", "片区｜户数｜说明", "片区：东片，户数：62，说明：楼道 改造", "西片", ""),
        "片区：合计，户数：120",
    ]


def test_a_workbook_shows_values_as_its_sheets_do(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "经费"
    for row in [
        ("经费表", None),
        ("科目", "支出", "占比", "日期", "完成"),
        ("培训", 9.5, 0.25, date(2023, 5, 1), True),
    ]:
        sheet.append(row)
    sheet["C3"].number_format = "0%"
    book.create_sheet("空表")
    book.create_sheet("队伍").append(("网格员", 12.0))
    book.save(tmp_path / "表.xlsx")
    assert load(tmp_path / "表.xlsx").text.split("\n") == [
        *("经费", "经费表", "科目｜支出｜占比｜日期｜完成"),
        "科目：培训，支出：9.5，占比：25%，日期：2023年5月1日，完成：是",
        *("队伍", "网格员｜12"),
    ]


def gbk_archive(path: Path, members: dict[str, bytes]) -> Path:
    """An archive as Windows makes them in China: names in GBK, no mark that says so."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for at, (name, data) in enumerate(members.items()):
            archive.writestr(f"{at}" * len(name.encode("gbk")), data)
    data = path.read_bytes()
    for at, name in enumerate(members):
        raw = name.encode("gbk")
        data = data.replace(f"{at}".encode() * len(raw), raw)
    path.write_bytes(data)
    return path


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
        ),
    ]
    for name, data, said in cases:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(MisnamedFile, match=re.escape(said)) as caught:
            load(path)
        assert "扩展名" in caught.value.advice
    (tmp_path / "g.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
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


def pdf_of(pages: list[list[str]], path: Path) -> Path:
    """A PDF whose font maps the codes of UTF-16 to themselves, each line 20 points under the one before."""
    cmap = "1 begincodespacerange <0000><FFFF> endcodespacerange 1 beginbfrange <0000><FFFF><0000> endbfrange"
    font = "<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append(
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    objects += [font, f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"]
    kids = []
    for lines in pages:
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
        content = f"BT /F 12 Tf 50 800 Td {shown}ET"
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode())
    return path


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


def test_the_pages_of_a_pdf_become_paragraphs_without_margins(tmp_path: Path) -> None:
    text = load(pdf_of(PRINTED, tmp_path / "总结.pdf")).text
    assert text.split("\n") == [
        *(
            "一、社区概况",
            "青禾社区常住人口3120人，其中老人412人，设网格8个，配备网格员12名。",
            "二、主要工作",
        ),
        "全年调解纠纷38起，走访困难家庭62户，开展文化活动25场次，参与群众三千余人次，居民满意度大幅提升，社区面貌明显改善。",
        *("\f\f", "三、下一步打算", "继续做好居家养老服务。"),
    ]


def test_pdf_files_that_are_scanned_locked_or_cut_short_say_so(tmp_path: Path) -> None:
    scanned, locked = pypdf.PdfWriter(), pypdf.PdfWriter()
    scanned.add_blank_page(595, 842)
    scanned.write(tmp_path / "扫描.pdf")
    locked.add_blank_page(595, 842)
    locked.encrypt("mima", algorithm="RC4-128")
    locked.write(tmp_path / "加密.pdf")
    (tmp_path / "残.pdf").write_bytes(pdf_of(PRINTED, tmp_path / "全.pdf").read_bytes()[:60])
    for name, error, said in (
        ("扫描", ScannedPages, "OCR"),
        ("加密", EncryptedFile, "密码"),
        ("残", DamagedFile, "重新获取"),
    ):
        with pytest.raises(error) as caught:
            load(tmp_path / f"{name}.pdf")
        assert said in caught.value.advice


def ofd_of(objects: str, path: Path, *, template: str = "") -> Path:
    """An OFD file of one page with these text objects over a template with those."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = "<ofd:Content><ofd:Layer ID='2'>{}</ofd:Layer></ofd:Content></ofd:Page>"
    parts = {
        "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "DOC_0/Document.xml": f"<ofd:Document {namespace}><ofd:CommonData><ofd:TemplatePage ID='7' BaseLoc='T/C.xml'/>"
        "</ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='P\\C.xml'/></ofd:Pages></ofd:Document>",
        "Doc_0/T/C.xml": f"<ofd:Page {namespace}>{page.format(template)}",
        "Doc_0/P/C.xml": f"<ofd:Page {namespace}><ofd:Template TemplateID='7'/>{page.format(objects)}",
    }
    with ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def text_object(x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} {5 * len(text)} 6" Size="5">'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
    )


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
    with pytest.raises(ScannedPages):
        load(ofd_of("", tmp_path / "图.ofd"))
    with ZipFile(tmp_path / "缺.ofd", "w") as package:
        package.writestr("OFD.xml", "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>")
    with pytest.raises(DamagedFile, match=r"缺少 Doc_0/Document\.xml"):
        load(tmp_path / "缺.ofd")
    with pytest.raises(DamagedFile, match="已损坏"):
        load(ofd_of("<a>", tmp_path / "坏.ofd"))


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize("ending", [".doc", ".wps"])
def test_old_word_files_are_converted_where_an_office_program_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"总结{ending}"
    path.write_bytes(OLD_WORD)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConverterMissing, match="没有安装"):
        load(path)
    word = docx.Document()
    word.add_paragraph("全年调解纠纷38起。")
    saved = save(word, tmp_path / "converted.docx")
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport shutil, sys\n"
        f"shutil.copy({str(saved)!r}, sys.argv[sys.argv.index('--outdir') + 1] + '/document.docx')\n"
    )
    program.chmod(0o755)
    assert load(path).text == "全年调解纠纷38起。"
    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(ConverterMissing, match="打不开"):
        load(path)
