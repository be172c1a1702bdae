"""A draft as text to be pasted and as Markdown; prose that came without a sheet."""

from dataclasses import replace
from typing import Any

import pytest

from rag.citations import without_marks
from rag.draft_text import draft_markdown, plain_text
from rag.drafted import is_draft
from rag.drafted_prose import paper_of, paper_of_text
from rag.drafting.model import Line
from rag.model import Answer
from tests.rag.drafting.papers import CITED, document, drafted, evidence, paragraph, points, said


def prose(text: str, **more: Any) -> Answer:
    asked = "参照各单位材料，为“志愿服务”写一段总结"
    answer = Answer(
        question=asked, standalone=asked, mode="draft", status="answered", text=text, evidence=CITED
    )
    return replace(answer, **more)


def test_text_to_paste_is_clean_or_has_its_marks_and_sources() -> None:
    answer = paragraph()
    assert plain_text(answer, marked=False) == without_marks(answer.text)
    words, _, sources = plain_text(answer, marked=True).partition("\n\n")
    assert words == answer.text
    assert [line[:3] for line in sources.splitlines()] == ["[1]", "[2]", "[3]", "[4]"]
    assert sources.splitlines()[1] == "[2] 松溪社区，松溪社区总结.txt 第2行：“注册志愿者326人”"
    assert sources.splitlines()[3] == "[4] 起草人提供：“今年培训志愿者120人”"


def test_a_document_is_pasted_under_its_title_a_paragraph_without() -> None:
    title, *rest = plain_text(document(), marked=False).splitlines()
    assert title == "秀水社区居民委员会2023年新时代文明实践志愿服务工作情况总结"
    assert rest == without_marks(document().text).splitlines()
    assert plain_text(points(), marked=False).startswith("一是壮大志愿队伍")


def test_markdown_has_headings_gaps_and_footnotes() -> None:
    lines = draft_markdown(document()).splitlines()
    assert lines[0] == "# 秀水社区居民委员会2023年新时代文明实践志愿服务工作情况总结"
    assert "## 一、主要做法" in lines
    assert "### （二）丰富活动" in lines
    assert "##### （1）落实责任" in lines
    assert lines[-2] == "[^2]: 松溪社区，松溪社区总结.txt 第2行：“注册志愿者326人”"
    told = draft_markdown(points())
    assert "二是组建邻里互助队**【待补：队伍数】**，上门服务独居老人[^3]。" in told
    assert "[^2]" not in told, "what is not cited is no footnote"
    assert "[^" not in draft_markdown(points(), marked=False)


def test_words_of_reports_are_no_markdown() -> None:
    told = "20__年*新增*<b>3支</b>队伍，见文件[9]"
    answer = drafted(Line(sentences=(said(f"{told}[1]。"),)), Line(sentences=(said("# 号文件。"),)))
    markdown = draft_markdown(replace(answer, evidence=(evidence(1, "云栖镇", told),)))
    assert r"20\_\_年\*新增\*\<b\>3支\</b\>队伍，见文件\[9\][^1]。" in markdown
    assert "\n\\# 号文件。" in markdown


def test_a_mark_that_leads_nowhere_or_is_the_reports_own_is_shown_as_written() -> None:
    own = "依据文件[1]开展培训"
    cited = (evidence(1, "云栖镇", own), evidence(2, "青禾村", "12人"))
    line = Line(sentences=(said(f"{own}9人[9]，另有12人[2]。"),))
    for answer in (drafted(line), prose(line.text)):
        (block,) = paper_of(replace(answer, evidence=cited)).blocks
        assert [(p.kind, p.words) for p in block.body] == [
            ("words", f"{own}9人[9]，另有12人"),
            ("mark", "[2]"),
            ("words", "。"),
        ]


def test_prose_of_its_own_has_a_ground_for_every_clause() -> None:
    paper = paper_of_text(prose("总的看，进展顺利。青禾村有4支队伍[3]，松溪社区有326人[2][1]。"))
    assert [(g.words, [e.n for e in g.cited]) for g in paper.grounds] == [
        ("青禾村有4支队伍", [3]),
        ("松溪社区有326人", [2, 1]),
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
    (block,) = paper_of_text(prose(line)).blocks
    assert (block.level, block.heading) == (level, heading)
    words = block.heading + "".join(piece.words for piece in block.body)
    assert words == line.lstrip("-# ")


@pytest.mark.parametrize(
    ("text", "asked", "title"),
    [
        ("# 年度总结\n正文[1]。", "", "年度总结"),
        ("正文[1]。", "为“志愿服务”写一段总结", "志愿服务工作总结"),
        ("正文[1]。", "围绕文化惠民工作写经验材料", "文化惠民工作经验材料"),
        ("正文[1]。", "写一段话。", "写一段话"),
    ],
)
def test_prose_has_a_title(text: str, asked: str, title: str) -> None:
    assert paper_of(prose(text, standalone=asked)).title == title


def test_only_prose_to_be_handed_in_is_a_draft() -> None:
    assert is_draft(paragraph())
    assert is_draft(prose("甲[1]。", mode="compare"))
    for other in ("answer", "compare"):
        assert not is_draft(prose("甲。", mode=other, evidence=()))
    assert not is_draft(prose(" "))
