"""A draft in Word is laid out as an official document, says what the screen says, and shows what it rests on."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_COLOR_INDEX, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.draft_document import clean_draft_docx, draft_docx
from rag.drafted import NoDraft, blocks_of, draft_title, is_draft, plain_text
from rag.model import Answer, Derived
from tests.rag.test_table_files import comparison, evidence

QUOTES = (
    ("云栖镇", "全年组织志愿服务活动86场次，参与志愿者1240人次"),
    ("松溪社区", "注册志愿者326人"),
    ("青禾村", "组建邻里互助队4支，上门服务独居老人520人次"),
    ("云栖镇", "志愿服务累计时长超过3000小时"),
)
TEXT = """# 志愿服务工作总结
一年来，各单位以群众需求为导向，推动志愿服务经常化、制度化。
一、主要做法
（一）壮大队伍。松溪社区注册志愿者326人[2]，青禾村组建邻里互助队4支，上门服务独居老人520人次[3]。
（二）丰富活动
云栖镇全年组织志愿服务活动86场次，参与志愿者1240人次，累计时长超过3000小时[1][4]；本单位培训志愿者【待补：培训人数】。
1.突出节日重点。春节、重阳集中走访。
（1）落实责任
二、下一步打算
继续完善积分兑换办法，做到服务有记录、成效有反馈。"""


def draft(text: str = TEXT, **more: Any) -> Answer:
    asked = "参照各单位材料，为“志愿服务”写一段总结"
    cited = tuple(evidence(n, unit, quote) for n, (unit, quote) in enumerate(QUOTES, start=1))
    answer = Answer(
        question=asked, standalone=asked, mode="draft", status="answered", text=text, evidence=cited
    )
    return replace(answer, **more)


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def face(style_or_run: Any) -> str:
    return str(style_or_run.element.rPr.rFonts.get(qn("w:eastAsia")))


def test_the_page_is_that_of_the_standard() -> None:
    document = opened(draft_docx(draft()))
    page = document.sections[0]
    sides = (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)  # fmt: skip
    assert [round(side.mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    assert document.settings.odd_and_even_pages_header_footer
    sides_of = {"odd": page.footer.paragraphs[0], "even": page.even_page_footer.paragraphs[0]}
    assert {name: p.alignment.name for name, p in sides_of.items()} == {"odd": "RIGHT", "even": "LEFT"}
    for paragraph in sides_of.values():
        assert paragraph.text == "— 1 —"
        assert [e.text for e in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert (face(paragraph.style), paragraph.style.font.size.pt) == ("宋体", 14)


def test_the_typefaces_are_those_of_the_levels() -> None:
    document = opened(draft_docx(draft()))
    styles = document.styles
    body = styles["Normal"].paragraph_format
    assert (body.line_spacing_rule, body.line_spacing.pt) == (WD_LINE_SPACING.EXACTLY, 28)
    assert styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    expected = {
        "Normal": ("仿宋_GB2312", 16), "Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16), "Heading 3": ("仿宋_GB2312", 16), "Heading 4": ("仿宋_GB2312", 16),
    }  # fmt: skip
    assert {name: (face(styles[name]), styles[name].font.size.pt) for name in expected} == expected
    assert not any(styles[name].font.bold for name in expected)
    of_words = {p.text: p.style.name for p in document.paragraphs}
    levels = {"一、主要做法": 1, "（二）丰富活动": 2, "（1）落实责任": 4, "二、下一步打算": 1}
    assert {words: of_words[words] for words in levels} == {w: f"Heading {n}" for w, n in levels.items()}
    run_in = next(p for p in document.paragraphs if p.text.startswith("（一）"))
    assert (run_in.style.name, run_in.runs[0].text, face(run_in.runs[0])) == ("Normal", "（一）壮大队伍。", "楷体_GB2312")  # fmt: skip
    table = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob.decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,' in re.sub(r">\s+<", "><", table)


def test_marks_stand_high_and_gaps_are_highlighted() -> None:
    document = opened(draft_docx(draft()))
    runs = [run for p in document.paragraphs for run in p.runs]
    assert [run.text for run in runs if run.font.superscript] == ["[2]", "[3]", "[1]", "[4]"]
    lit = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert lit == ["【待补：培训人数】"]
    written = "\n".join(p.text for p in document.paragraphs)
    assert written.startswith(TEXT.removeprefix("# ")), "the words are those of the screen"


def test_the_annex_has_a_row_for_every_mark() -> None:
    answer = draft(
        notes=("已读3个单位。",), derived=(Derived(text="共1566人", formula="1240+326", inputs=(1, 2)),)
    )
    document = opened(draft_docx(answer))
    head, *rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert head == ["序号", "正文", "来源单位", "文件和位置", "原文"]
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        (f"[{n}]", QUOTES[n - 1][0], f"总结.txt 第{n}行", QUOTES[n - 1][1]) for n in (2, 3, 1, 4)
    ]
    told = "云栖镇全年组织志愿服务活动86场次，参与志愿者1240人次，累计时长超过3000小时"
    assert [row[1] for row in rows] == [
        "松溪社区注册志愿者326人", "青禾村组建邻里互助队4支，上门服务独居老人520人次", told, told,
    ]  # fmt: skip
    said = [p.text for p in document.paragraphs]
    assert "附件：依据表" in said
    assert said[-2:] == ["共1566人（1240+326）[1][2]", "已读3个单位。"]
    annex = next(p for p in document.paragraphs if p.text == "附件")
    assert annex.paragraph_format.page_break_before


def test_a_sentence_without_a_mark_is_not_laid_to_the_mark_behind_the_next() -> None:
    document = opened(draft_docx(draft("总的看，进展顺利。青禾村有4支队伍[3]。")))
    assert document.tables[0].cell(1, 1).text == "青禾村有4支队伍"


def test_what_is_handed_in_can_be_without_marks_and_annex() -> None:
    document = opened(clean_draft_docx(draft(notes=("已读3个单位。",))))
    written = "\n".join(p.text for p in document.paragraphs)
    assert written == re.sub(r"\[\d\]", "", TEXT.removeprefix("# "))
    assert not document.tables
    assert any(r.font.highlight_color for p in document.paragraphs for r in p.runs)


def test_a_mark_that_leads_nowhere_or_is_the_reports_own_is_shown_as_written() -> None:
    own = "依据文件[1]开展培训"
    answer = draft(
        f"{own}9人[9]，另有12人[2]。", evidence=(evidence(1, "云栖镇", own), evidence(2, "青禾村", "12人"))
    )
    blocks = blocks_of(answer)
    assert [(p.kind, p.words) for p in blocks[0].body] == [
        ("words", f"{own}9人[9]，另有12人"),
        ("mark", "[2]"),
        ("words", "。"),
    ]


@pytest.mark.parametrize(
    ("line", "level", "heading"),
    [
        ("一、主要做法", 1, "一、主要做法"),
        ("## 主要做法", 1, "主要做法"),
        ("### （一）队伍", 2, "（一）队伍"),
        ("（一）壮大队伍。共有3支。", 2, "（一）壮大队伍。"),
        ("1.45万人参加活动", 0, ""),
        ("1.举办活动86场[1]。", 0, ""),
        ("1.培训【待补：人数】。", 0, ""),
        ("- 云栖镇开展活动。", 0, ""),
        (f"一、{'甲' * 60}。", 0, ""),
    ],
)
def test_a_heading_is_short_and_states_nothing(line: str, level: int, heading: str) -> None:
    (block,) = blocks_of(draft(line))
    assert (block.level, block.heading) == (level, heading)
    words = block.heading + "".join(piece.words for piece in block.body)
    assert words == re.sub(r"^(?:-|#+) ", "", line)


@pytest.mark.parametrize(
    ("text", "asked", "title"),
    [
        (TEXT, "", "志愿服务工作总结"),
        ("正文[1]。", "为“志愿服务”写一段总结", "志愿服务工作总结"),
        ("正文[1]。", "围绕文化惠民工作写经验材料", "文化惠民工作经验材料"),
        ("正文[1]。", "写一段话。", "写一段话"),
    ],
)
def test_a_draft_has_a_title(text: str, asked: str, title: str) -> None:
    assert draft_title(draft(text, standalone=asked)) == title


def test_only_prose_to_be_handed_in_is_a_draft() -> None:
    told = replace(comparison(), table=None)
    assert is_draft(told)
    assert opened(draft_docx(told)).tables
    for other in (
        comparison(),
        draft(mode="answer"),
        draft(status="not_found"),
        draft(remark=True),
        draft(" "),
        replace(told, evidence=()),
    ):
        assert not is_draft(other)
        with pytest.raises(NoDraft):
            draft_docx(other)


def test_text_to_paste_has_its_marks_and_sources() -> None:
    words, _, sources = plain_text(draft()).partition("\n\n")
    assert words == TEXT.removeprefix("# ")
    assert sources.splitlines()[1] == "[2] 松溪社区，总结.txt 第2行：“注册志愿者326人”"


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=60))
def test_any_words_make_a_file_that_opens(words: str) -> None:
    answer = draft(f"甲[1]{words}[2]", evidence=(evidence(1, words, words or "无"), evidence(2, "乙", words)))
    opened(draft_docx(answer))
    opened(clean_draft_docx(answer))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_the_pages_hold_lines_and_characters_of_the_standard(tmp_path: Path) -> None:
    paragraph = "扎实推进志愿服务阵地建设，" * 50 + "成效明显。云栖镇组织活动86场次[1]。"
    pages = rendered(draft_docx(draft(f"# 总结\n{paragraph}\n{TEXT.partition(chr(10))[2]}")), tmp_path)
    assert len(pages) == 3
    assert [re.search(r"— (\d) —", page)[1] for page in pages] == ["1", "2", "3"]  # type: ignore[index]
    first = pages[0].splitlines()
    assert len(first) == 1 + 20 + 1, "the title, 22 lines less its own and an empty one, the number"
    assert {len(line) for line in first[2:-1]} == {28}
    assert "【待补：培训人数】" in pages[1].replace("\r\n", "")
    assert pages[2].split()[:2] == ["附件", "依据表"]


def rendered(content: bytes, folder: Path) -> list[str]:
    """The text of the pages as LibreOffice sets them; the PDF stays in the folder."""
    (folder / "draft.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "draft.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(folder / "draft.pdf") as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
