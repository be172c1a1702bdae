"""A draft in Word as LibreOffice opens it: its pages, their numbers, the notes below, the annex laid across."""

import re
from pathlib import Path

import pypdfium2
import pytest

from rag.draft_document import draft_docx
from rag.drafting.model import Line
from tests.rag.drafting.papers import (
    document,
    drafted,
    needs_libreoffice,
    pages,
    paragraph,
    points,
    said,
    words_of,
)

pytestmark = needs_libreoffice
_MM = 72 / 25.4


def squeezed(words: str) -> str:
    """Words as one line, as they stand before they are set."""
    return re.sub(r"[\s\ufffe]+", "", words)


def places(page: pypdfium2.PdfPage, sign: str) -> list[tuple[float, ...]]:
    """Where a sign stands, in millimetres from left and below: left, bottom, right, top."""
    text = page.get_textpage()
    found = (m.start() for m in re.finditer(sign, text.get_text_range()))
    return [tuple(side / _MM for side in text.get_charbox(at)) for at in found]


def test_a_page_holds_the_lines_and_characters_of_the_standard(tmp_path: Path) -> None:
    line = said("扎实推进志愿服务阵地建设，" * 120 + "成效明显。")
    with pages(draft_docx(drafted(Line(sentences=(line,))), citations="none"), tmp_path) as pdf:
        first, second = (words_of(page).splitlines() for page in (pdf[0], pdf[1]))
        assert [round(side / _MM) for side in pdf[0].get_size()] == [210, 297]
    assert len(first) == 1 + 20 + 1, "the title, 22 lines less its own and an empty one, the number"
    assert len(second) == 22 + 1
    assert {len(line) for line in second[:-1]} == {28}


def test_numbers_stand_outside_seven_millimetres_below_the_text(tmp_path: Path) -> None:
    with pages(draft_docx(document(), citations="none"), tmp_path) as pdf:
        assert len(pdf) >= 3
        for number, page in enumerate(pdf, start=1):
            assert words_of(page).rstrip().splitlines()[-1].strip() == f"— {number} —"
            left, right = sorted(places(page, "—"))
            assert left[1] == pytest.approx(35 - 7, abs=0.4)
            if number % 2:
                assert right[2] == pytest.approx(210 - 26 - 4.9, abs=0.5), "a character from the right"
            else:
                assert left[0] == pytest.approx(28 + 4.9, abs=0.5), "a character from the left"


def test_the_paragraph_has_its_notes_below_and_its_annex_across(tmp_path: Path) -> None:
    with pages(draft_docx(paragraph()), tmp_path) as pdf:
        assert [tuple(round(side / _MM) for side in page.get_size()) for page in pdf] == [
            (210, 297),
            (297, 210),
        ]
        text, annex = (squeezed(words_of(page)) for page in pdf)
        number = places(pdf[1], "—")[-1]
    notes = re.findall(r"(\d)(\w{2}[社区镇村]{1,2})，\2总结\.txt第\d行：“", text)
    assert notes == [("1", "松溪社区"), ("2", "云栖镇"), ("3", "青禾村"), ("4", "云栖镇")]
    assert "5起草人提供：“今年培训志愿者120人”" in text
    assert "【待补：党员人数】" in text
    assert text.endswith("—1—")
    assert annex.startswith("附件依据表序号正文来源单位文件和位置原文核验")
    assert re.search("※推断.*※待补", annex)
    assert number[0] == pytest.approx(35 - 7, abs=0.6), "it stands where an upright page has its own"


def test_the_points_keep_their_words_and_gaps(tmp_path: Path) -> None:
    with pages(draft_docx(points()), tmp_path) as pdf:
        text, annex = (squeezed(words_of(page)) for page in pdf)
    assert text.startswith(
        "秀水社区志愿服务工作计划一是壮大志愿队伍，做到社区有队伍。二是组建邻里互助队【待补：队伍数】"
    )
    assert annex.count("※借鉴做法，请核实") == 3


def test_a_whole_document_goes_over_pages_and_is_numbered_through(tmp_path: Path) -> None:
    with pages(draft_docx(document()), tmp_path) as pdf:
        across = [page.get_width() > page.get_height() for page in pdf]
        texts = [squeezed(words_of(page)) for page in pdf]
    upright = across.index(True)
    assert upright >= 3
    assert all(across[upright:])
    assert all(f"—{n}—" in text for n, text in enumerate(texts, start=1))
    assert all(text.count("序号正文来源单位") == 1 for text in texts[upright:]), (
        "its head stands on every page"
    )
    assert sum(text.count("总结.txt第") for text in texts[:upright]) == 4 * 7
    assert texts[0].startswith("秀水社区居民委员会2023年新时代文明实践志愿服务工作情况总结一、主要做法")


@pytest.mark.parametrize("citations", ["endnotes", "marks"])
def test_other_ways_to_cite_open_too(citations: str, tmp_path: Path) -> None:
    with pages(draft_docx(paragraph(), citations=citations), tmp_path) as pdf:  # type: ignore[arg-type]
        texts = [squeezed(words_of(page)) for page in pdf]
    assert ("326人[2]，" in texts[0]) == (citations == "marks")
    notes = [text for text in texts if "1松溪社区，松溪社区总结.txt第2行：“注册志愿者326人”" in text]
    assert len(notes) == (citations == "endnotes"), "numbered 1, 2, 3, not i, ii, iii"
