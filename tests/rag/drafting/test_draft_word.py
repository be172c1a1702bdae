"""A draft in Word is laid out as an official document, says what the screen says, and shows what it rests on."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.loaders.word import read_word
from rag.citations import without_marks
from rag.draft_document import Citations, draft_docx
from rag.drafted import NoDraft
from rag.drafting.model import Line
from rag.model import Answer, Derived
from rag.official_layout import title_lines
from tests.rag.drafting.papers import (
    CITED,
    OPENING,
    PATTERN,
    document,
    drafted,
    evidence,
    paragraph,
    points,
    said,
)
from tests.rag.test_table_files import comparison

BOTH = "“序号”是正文中注的号码，方括号里是页面上的出处号码。"


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def part(content: bytes, name: str) -> Any:
    """The root of a part, as it lies in the file."""
    with ZipFile(BytesIO(content)) as package:
        return docx.oxml.parse_xml(package.read(name))


def face(style_or_run: Any) -> str:
    return str(style_or_run.element.rPr.rFonts.get(qn("w:eastAsia")))


def written(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def notes_of(content: bytes, kind: str = "footnote") -> dict[str, str]:
    """The words of the notes by their ids, without the separators."""
    notes = part(content, f"word/{kind}s.xml").findall(qn(f"w:{kind}"))
    return {n.get(qn("w:id")): written(n).strip() for n in notes if n.get(qn("w:type")) is None}


def rows_of(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(content).tables[0].rows]


def test_the_page_is_that_of_the_standard() -> None:
    file = opened(draft_docx(document()))
    page, across = file.sections
    sides = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)  # fmt: skip
    assert [round(side.mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    turned = (across.page_width, across.page_height, across.right_margin, across.left_margin, across.top_margin, across.bottom_margin)  # fmt: skip
    assert [round(side.mm) for side in turned] == [297, 210, 37, 35, 28, 26]
    assert file.settings.odd_and_even_pages_header_footer
    for section in (page, across):
        ends = {"RIGHT": section.footer, "LEFT": section.even_page_footer}
        for side, footer in ends.items():
            number = footer.tables[0].cell(0, 0).paragraphs[0] if section is across else footer.paragraphs[0]
            assert (number.alignment.name, number.text) == (side, "— 1 —")
            assert [e.text for e in number._p.iter(qn("w:instrText"))] == ["PAGE"]
            assert (face(number.style), number.style.font.size.pt) == ("宋体", 14)
            assert (number.paragraph_format.left_indent.pt, number.paragraph_format.right_indent.pt) == (14, 14)  # fmt: skip


def test_the_typefaces_are_those_of_the_levels() -> None:
    file = opened(draft_docx(document()))
    styles = file.styles
    body = styles["Normal"].paragraph_format
    assert (body.line_spacing_rule, body.line_spacing.pt) == (WD_LINE_SPACING.EXACTLY, 28.95)
    assert styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    expected = {
        "Normal": ("仿宋_GB2312", 16), "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16), "Heading 3": ("仿宋_GB2312", 16), "Heading 4": ("仿宋_GB2312", 16),
    }  # fmt: skip
    assert {name: (face(styles[name]), styles[name].font.size.pt) for name in expected} == expected
    assert not any(styles[name].font.bold for name in expected)
    of_words = {p.text: p.style.name for p in file.paragraphs}
    levels = {"一、主要做法": 1, "（二）丰富活动": 2, "（1）落实责任": 4, "四、下一步打算": 1}
    assert {words: of_words[words] for words in levels} == {w: f"Heading {n}" for w, n in levels.items()}
    run_in = next(p for p in file.paragraphs if p.text.startswith("（一）"))
    assert (run_in.style.name, run_in.runs[0].text, face(run_in.runs[0])) == ("Normal", "（一）壮大队伍。", "楷体_GB2312")  # fmt: skip
    table = file.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob.decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,' in re.sub(r">\s+<", "><", table)


@pytest.mark.parametrize(("citations", "kind"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_every_mark_is_a_note_that_says_where_and_what(citations: Citations, kind: str) -> None:
    content = draft_docx(paragraph(), citations=citations)
    references = list(part(content, "word/document.xml").iter(qn(f"w:{kind}Reference")))
    assert [r.get(qn("w:id")) for r in references] == ["1", "2", "3", "4", "5"]
    assert notes_of(content, kind) == {
        **{
            str(at): f"{e.unit}，{e.file} 第{e.n}行：“{e.quote}”"
            for at, e in enumerate((CITED[n] for n in (1, 0, 2, 0)), start=1)
        },
        "5": "起草人提供：“今年培训志愿者120人”",
    }
    body = [p.text for p in opened(content).paragraphs]
    assert not any("[" in words for words in body)
    assert "松溪社区注册志愿者326人，云栖镇累计时长超过3000小时。" in body[1]


@pytest.mark.parametrize(("citations", "kind"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_the_parts_of_the_notes_are_as_word_wants_them(citations: Citations, kind: str) -> None:
    content = draft_docx(paragraph(), citations=citations)
    with ZipFile(BytesIO(content)) as package:
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert f'PartName="/word/{kind}s.xml"' in types
    assert f"wordprocessingml.{kind}s+xml" in types
    assert f"relationships/{kind}s" in relations
    notes = part(content, f"word/{kind}s.xml").findall(qn(f"w:{kind}"))
    separators = [(n.get(qn("w:id")), n.get(qn("w:type"))) for n in notes[:2]]
    assert separators == [("-1", "separator"), ("0", "continuationSeparator")]
    for note in notes[2:]:
        assert len(note.findall(f".//{qn(f'w:{kind}Ref')}")) == 1, "its own number stands in front"
    told = [child.tag.rpartition("}")[2] for child in part(content, "word/settings.xml")]
    order = ["zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", f"{kind}Pr", "compat"]
    assert [name for name in told if name in order] == order
    for section in part(content, "word/document.xml").iter(qn("w:sectPr")):
        names = [child.tag.rpartition("}")[2] for child in section]
        assert names.index("footerReference") < names.index(f"{kind}Pr") < names.index("pgSz")


def test_marks_stand_high_and_are_those_of_the_screen() -> None:
    content = draft_docx(paragraph(), citations="marks")
    runs = [run for p in opened(content).paragraphs for run in p.runs]
    assert [run.text for run in runs if run.font.superscript] == ["[2]", "[1]", "[3]", "[1]", "[4]"]
    assert [row[0] for row in rows_of(content)[1:]] == ["—", "[2]", "[1]", "[3]", "[1]", "[4]"]


def test_the_annex_has_a_row_for_every_source_and_both_numbers_where_they_differ() -> None:
    answer = replace(
        paragraph(),
        notes=("已读3个单位。",),
        derived=(Derived(text="共1566人", formula="1240+326", inputs=(1, 2)),),
    )
    content = draft_docx(answer)
    head, opening, *rows = rows_of(content)
    assert head == ["序号", "正文", "来源单位", "文件和位置", "原文", "核验"]
    assert opening == ["—", OPENING, "—", "—", "—", "未引原文"]
    assert [row[0] for row in rows] == ["1 [2]", "2 [1]", "3 [3]", "4 [1]", "5 [4]"]
    assert rows[0][2:5] == ["松溪社区", "松溪社区总结.txt 第2行", CITED[1].quote]
    assert rows[4][2:5] == ["秀水社区", "起草人提供", "今年培训志愿者120人"]
    assert rows[0][1] == rows[1][1] == "松溪社区注册志愿者326人，云栖镇累计时长超过3000小时。"
    assert [row[5] for row in rows] == [
        *["数字一致\n单位一致"] * 2, *["数字一致\n※推断，请核对"] * 2, "本单位提供\n※待补",
    ]  # fmt: skip
    bold = [r.text.strip() for cell in opened(content).tables[0].columns[5].cells for r in cell.paragraphs[0].runs if r.bold]  # fmt: skip
    assert set(bold) == {"※推断，请核对", "※待补"}
    told = [p.text for p in opened(content).paragraphs]
    assert "附件：依据表" in told
    assert told[-5:] == [
        BOTH, "标“※”的各句请逐一核实后再交。", "共1566人（1240+326）[1][2]", "总结，约200字", "已读3个单位。",
    ]  # fmt: skip


def test_numbers_that_agree_are_said_once() -> None:
    line = said("云栖镇累计时长超过3000小时[1]，松溪社区注册志愿者326人[2]。")
    content = draft_docx(drafted(Line(sentences=(line,))))
    assert [row[0] for row in rows_of(content)] == ["序号", "1", "2"]
    assert BOTH not in [p.text for p in opened(content).paragraphs]


def test_a_practice_of_others_is_said_to_be_one() -> None:
    rows = rows_of(draft_docx(points()))[1:]
    assert all(f"※{PATTERN}" in row[5] for row in rows)
    assert [("※待补" in row[5]) for row in rows] == [False, True, True]


def test_a_practice_that_the_user_confirmed_is_no_longer_open() -> None:
    kept = said("组建邻里互助队4支[3]【待核实】。", "pattern")
    held = said("组建邻里互助队4支[3][4]。", "pattern")
    content = draft_docx(drafted(Line(sentences=(kept,)), Line(sentences=(held,))))
    assert [row[5] for row in rows_of(content)[1:]] == [f"※{PATTERN}", "—", "—"]
    lit = [r.text for p in opened(content).paragraphs for r in p.runs if r.font.highlight_color]
    assert lit == ["【待核实】"]


def test_gaps_are_highlighted_whatever_the_citations() -> None:
    for citations in ("footnotes", "none"):
        runs = [r for p in opened(draft_docx(points(), citations=citations)).paragraphs for r in p.runs]
        lit = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
        assert lit == ["【待补：队伍数】", "【待补：活动场次】"]


def test_what_is_handed_in_can_be_without_sources() -> None:
    answer = document()
    content = draft_docx(answer, citations="none")
    file = opened(content)
    assert [p.text for p in file.paragraphs][1:] == without_marks(answer.text).splitlines()
    assert not file.tables
    with ZipFile(BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "notes" in name]


def test_the_annex_can_be_left_away() -> None:
    content = draft_docx(paragraph(), annex=False)
    assert len(notes_of(content)) == 5
    assert not opened(content).tables
    assert len(opened(content).sections) == 1


@pytest.mark.parametrize("citations", ["footnotes", "endnotes", "marks", "none"])
@pytest.mark.parametrize("make", [paragraph, points, document])
def test_our_own_reader_reads_every_sentence_whole(make: Any, citations: Citations) -> None:
    answer: Answer = make()
    lines = read_word(draft_docx(answer, citations=citations)).lines
    text = "\n".join(re.sub(r"［尾?注\d+］\s?", "", line) for line in lines)
    for line in answer.draft.lines:  # type: ignore[union-attr]
        assert (line.text if citations == "marks" else without_marks(line.text)) in text
    notes = [line for line in lines if re.match(r"［尾?注\d+］", line)]
    marks = len(re.findall(r"\[\d\]", answer.text))
    assert len(notes) == (marks if citations in ("footnotes", "endnotes") else 0)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("志愿服务工作总结", ("志愿服务工作总结",)),
        (
            "秀水社区居民委员会2023年新时代文明实践志愿服务工作情况总结",
            ("秀水社区居民委员会2023年新时代", "文明实践志愿服务工作情况总结"),
        ),
        ("A" * 45, ("A" * 45,)),
    ],
)
def test_a_long_title_breaks_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


def test_prose_without_a_sheet_is_written_too() -> None:
    told = replace(comparison(), table=None)
    content = draft_docx(told)
    assert len(notes_of(content)) == len(rows_of(content)) - 1 == len(re.findall(r"\[\d\]", told.text))
    for other in (
        comparison(),
        replace(paragraph(), mode="answer"),
        replace(paragraph(), status="not_found"),
        replace(paragraph(), remark=True),
        replace(told, evidence=()),
    ):
        with pytest.raises(NoDraft):
            draft_docx(other)


@settings(max_examples=15)
@given(words=st.text(max_size=60))
def test_any_words_make_a_file_that_opens(words: str) -> None:
    cited = (evidence(1, words, words or "无"), evidence(2, "乙", words))
    line = Line(heading=words, level=1, sentences=(said(f"甲[1]{words}[2]"),))
    answer = replace(drafted(line, title=words), evidence=cited)
    for citations in ("footnotes", "marks"):
        opened(draft_docx(answer, citations=citations))
