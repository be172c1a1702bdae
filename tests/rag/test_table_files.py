"""A table that is exported says what the screen says: its numbers are numbers, its marks the same, nothing is 0."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.model import Span
from rag.comparison.turning import turned
from rag.model import Answer, Cell, Derived, Evidence, Quantity, Row, Table
from rag.present import answer_html
from rag.table_document import table_docx
from rag.table_workbook import table_xlsx
from rag.tabled import NoTable, file_name, number_columns, sign_of, table_of

FORMULAS = ("=1+1", "+86", "-3", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A", "\t=1")


def evidence(n: int, unit: str, quote: str) -> Evidence:
    whole = Span(start=0, end=len(quote))
    return Evidence(
        n=n, report_id=f"r{n}", unit=unit, file="总结.txt", lines=(n, n), quote=quote, span=whole,
        paragraph=quote, highlight=whole,
    )  # fmt: skip


def stated(words: str, *numbers: int | Quantity) -> Cell:
    """A cell that cites evidence, by its number or for a number that stands in it."""
    cited = tuple(n.n if isinstance(n, Quantity) else n for n in numbers)
    quantities = tuple(n for n in numbers if isinstance(n, Quantity))
    return Cell(text=words, status="answered", citations=tuple(dict.fromkeys(cited)), quantities=quantities)


def q(value: int | None, raw: str, n: int, **more: object) -> Quantity:
    measure = re.sub("[^场次人户本%]", "", raw)
    return Quantity(value=None if value is None else Decimal(value), measure=measure, raw=raw, n=n, **more)  # type: ignore[arg-type]


ABSENT = Cell(text="未提及", status="not_found")


def comparison() -> Answer:
    rows = (
        Row(
            unit="云栖镇",
            cells=(
                stated("全年举办演出43场次", q(43, "43场次", 1)),
                stated("培训1.8万余人次", q(18000, "1.8万余人次", 2, approximate=True)),
            ),
        ),
        Row(
            unit="松溪社区",
            cells=(
                stated("演出12场次，其中春节8场次", q(12, "12场次", 3), q(8, "8场次", 4)),
                ABSENT,
            ),
        ),
        Row(
            unit="青禾村",
            cells=(
                stated("送戏6次", q(6, "6次", 5)),
                replace(stated("原文缺失（xx人次）", q(None, "xx人次", 6)), status="withheld_in_source"),
            ),
        ),
        Row(
            unit="白石乡",
            cells=(
                stated("演出不少于20场次", q(20, "不少于20场次", 7, approximate=True)),
                stated("培训300人", q(300, "300人", 99)),
            ),
        ),
    )
    quotes = (
        "举办演出43场次",
        "培训1.8万余人次",
        "演出12场次",
        "春节8场次",
        "送戏6次",
        "培训xx人次",
        "不少于20场次",
    )
    units = ("云栖镇", "云栖镇", "松溪社区", "松溪社区", "青禾村", "青禾村", "白石乡")
    return Answer(
        question="再加上白石乡",
        standalone="云栖镇、松溪社区、青禾村、白石乡的演出和培训比一比",
        mode="compare",
        status="answered",
        text="云栖镇演出43场次[1]。",
        evidence=tuple(evidence(n, u, q) for n, (u, q) in enumerate(zip(units, quotes, strict=True), start=1)),
        table=Table(columns=("演出", "培训"), rows=rows),
        derived=(Derived(text="多31场次", formula="43 - 12", inputs=(1, 3)),),
        notes=("库中23个单位，已读4个，提及4个。",),
    )  # fmt: skip


def opened(answer: Answer) -> Any:
    return openpyxl.load_workbook(BytesIO(table_xlsx(answer)))


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def screen_cells(answer: Answer) -> list[list[str]]:
    """The words of the table's cells as a browser shows them, without the chips that tell a number's kind."""
    markup = re.sub('<span class="chip kind".*?</span>', "", answer_html(answer, 1))
    rows = re.findall(r"<tr>(.*?)</tr>", markup, re.S)
    return [
        [re.sub("<[^>]+>", "", c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r, re.S)] for r in rows
    ]


def paper(document: Any) -> tuple[int, int]:
    """Width and height of the page, in mm."""
    section = document.sections[0]
    return round(section.page_width.mm), round(section.page_height.mm)


def test_the_workbook_has_numbers_by_measure_and_states_as_words() -> None:
    sheet = opened(comparison())["对比表"]
    head, *rows = values(sheet)[:5]
    assert head == ["单位", "演出", "演出（场次）", "演出（次）", "培训", "培训（人次）", "培训（人）"]
    assert rows == [
        ["云栖镇", "全年举办演出43场次[1]", 43, None, "培训1.8万余人次[2]", 18000, None],
        ["松溪社区", "演出12场次，其中春节8场次[3][4]", 12, None, "未提及", None, None],
        ["青禾村", "送戏6次[5]", None, 6, "原文缺失（xx人次）[6]", None, None],
        ["白石乡", "演出不少于20场次[7]", 20, None, "培训300人", None, 300],
    ]
    assert {sheet[at].data_type for at in ("C2", "D4", "F2")} == {"n"}
    assert [sheet[at].number_format for at in ("C2", "F2", "C5")] == ["General", '"约"General', '"≥"General']
    assert sheet.freeze_panes == "B2"
    assert sheet["B2"].alignment.wrap_text
    assert "库中23个单位，已读4个，提及4个。" in [cell.value for cell in sheet["A"]]


def test_the_other_sheets_have_what_was_worked_out_and_the_sources() -> None:
    answer = comparison()
    book = opened(answer)
    assert book.sheetnames == ["对比表", "据此算得", "依据"]
    assert values(book["据此算得"])[1:] == [["多31场次", "43 - 12", "[1][3]"]]
    assert values(book["依据"])[1:] == [[e.n, e.unit, e.file, e.place, e.quote] for e in answer.evidence]
    assert opened(replace(answer, derived=())).sheetnames == ["对比表", "依据"]


def test_both_files_show_the_cells_of_the_screen() -> None:
    answer = comparison()
    screen = screen_cells(answer)
    assert screen[3][2] == "原文缺失（xx人次）[6]", "otherwise nothing is compared"
    sheet = values(opened(answer)["对比表"])[:5]
    assert [[row[0], row[1], row[4]] for row in sheet] == screen
    document = docx.Document(BytesIO(table_docx(answer)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == screen


@pytest.mark.parametrize("words", FORMULAS)
def test_nothing_in_the_workbook_is_a_formula(words: str) -> None:
    answer = replace(
        comparison(),
        evidence=(replace(evidence(1, words, words), file=words),),
        table=Table(columns=(words,), rows=(Row(unit=words, cells=(stated(words, 1),)),)),
        derived=(Derived(text=words, formula=words, inputs=(1,)),),
        notes=(words,),
    )
    book = opened(answer)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    same = [cell for cell in cells if cell.value == words]
    assert len(same) >= 7
    if words[0] != "#":
        assert all(cell.quotePrefix for cell in same)


def test_the_document_has_its_title_sources_and_a_chinese_font() -> None:
    answer = comparison()
    document = docx.Document(BytesIO(table_docx(answer)))
    said = [p.text for p in document.paragraphs]
    assert said[0] == answer.standalone
    at = said.index("依据")
    assert said[at + 1] == "[1] 云栖镇，总结.txt 第1行：“举办演出43场次”"
    assert [re.match(r"\[(\d+)\]", line)[1] for line in said[at + 1 :]] == [str(e.n) for e in answer.evidence]  # type: ignore[index]
    assert "多31场次（43 - 12）[1][3]" in said
    assert said[said.index("说明") + 1] == answer.notes[0]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert document.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsiaTheme")) is None
    assert paper(document) == (210, 297)


def test_the_numbers_of_a_wide_table_have_a_sheet_of_their_own() -> None:
    cells = tuple(stated(f"{n}场", q(n, f"{n}场", 1)) for n in range(6))
    wide = Table(columns=tuple("甲乙丙丁戊己"), rows=(Row(unit="云栖镇", cells=cells),))
    book = opened(replace(comparison(), table=wide))
    assert values(book["对比表"])[0] == ["单位", *"甲乙丙丁戊己"]
    assert values(book["数值"]) == [
        ["单位", *(f"{name}（场）" for name in "甲乙丙丁戊己")],
        ["云栖镇", *range(6)],
    ]


def test_a_wide_table_is_laid_across_the_page() -> None:
    wide = Table(columns=tuple("甲乙丙丁戊"), rows=(Row(unit="云栖镇", cells=(ABSENT,) * 5),))
    assert paper(docx.Document(BytesIO(table_docx(replace(comparison(), table=wide))))) == (297, 210)


@pytest.mark.parametrize(
    ("quantity", "sign"),
    [
        (q(43, "43场次", 1), ""),
        (q(1000, "近千人", 1, approximate=True), "约"),
        (q(5, "不超过5次", 1, approximate=True), "≤"),
        (q(5, "超过5次", 1, approximate=True), ">"),
        (q(80, "80%以上", 1, approximate=True), "≥"),
    ],
)
def test_a_number_that_is_not_exact_has_its_sign(quantity: Quantity, sign: str) -> None:
    assert sign_of(quantity) == sign


@pytest.mark.parametrize(
    ("quantities", "numbers"),
    [
        ((q(43, "43场次", 1),), {"场次": 43}),
        ((q(43, "43场次", 1), q(8, "8场次", 1)), {"场次": 43}),
        ((q(43, "43场次", 1), q(8, "8人", 1), q(9, "9人", 1)), {"场次": 43}),
        ((q(43, "43场次", 1), q(8, "8人", 1)), {"场次": 43, "人": 8}),
        ((q(43, "43场次", 1), q(50, "50场次", 1, planned=True)), {"场次": 43, "场次，计划": 50}),
        ((q(2, "2-3本", 1, upper=Decimal(3)),), {}),
        ((q(None, "x场", 1),), {}),
        ((), {}),
    ],
)
def test_only_a_number_that_stands_for_its_cell_is_one(
    quantities: tuple[Quantity, ...], numbers: dict[str, int]
) -> None:
    table = Table(columns=("演出",), rows=(Row(unit="云栖镇", cells=(stated("演出", *quantities),)),))
    columns = number_columns(table, 0)
    assert {c.head: c.figures[0].value for c in columns if c.figures[0] is not None} == numbers


def test_done_and_planned_numbers_stand_apart_with_their_times() -> None:
    done, plan = q(43, "43场", 1, period="2030年"), q(50, "50场", 1, planned=True, period="2031年")
    other = q(12, "12场", 2, period="2029年")
    table = Table(
        columns=("演出",),
        rows=(
            Row(unit="云栖镇", cells=(stated("43场；计划：50场", done, plan),)),
            Row(unit="松溪社区", cells=(stated("12场", other),)),
            Row(unit="青禾村", cells=(Cell(text="未检索：没有报告", status="not_read"),)),
        ),
    )
    answer = replace(
        comparison(), table=table, plan="比较3个单位的演出", text="- 云栖镇最多[1]。\n\n松溪社区次之[2]。"
    )
    sheet = opened(answer)["对比表"]
    assert values(sheet)[:5] == [
        ["比较3个单位的演出", None, None, None, None],
        ["单位", "演出", "演出（场）", "演出（场）的时间", "演出（场，计划，2031年）"],
        ["云栖镇", "43场；计划：50场[1]", 43, "2030年", 50],
        ["松溪社区", "12场[2]", 12, "2029年", None],
        ["青禾村", "未检索：没有报告", None, None, None],
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:E5")
    below = [cell.value for cell in sheet["A"][6:]]
    assert below == ["云栖镇最多[1]。", "松溪社区次之[2]。", *answer.notes]
    said = [p.text for p in docx.Document(BytesIO(table_docx(answer))).paragraphs]
    assert said[1] == answer.plan
    assert said[2:4] == ["云栖镇最多[1]。", "松溪社区次之[2]。"]


def test_a_turned_table_is_exported_as_it_is_shown_its_numbers_by_unit() -> None:
    answer = replace(comparison(), table=turned(table_of(comparison())))
    screen = screen_cells(answer)
    assert screen[0] == ["方面", "云栖镇", "松溪社区", "青禾村", "白石乡"]
    book = opened(answer)
    assert values(book["对比表"])[: len(screen)] == screen
    assert values(book["数值"]) == [
        ["单位", "演出（场次）", "演出（次）", "培训（人次）", "培训（人）"],
        ["云栖镇", 43, None, 18000, None],
        ["松溪社区", 12, None, None, None],
        ["青禾村", None, 6, None, None],
        ["白石乡", 20, None, None, 300],
    ]
    document = docx.Document(BytesIO(table_docx(answer)))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == screen


def test_an_aspect_has_number_columns_for_its_commonest_measures_only() -> None:
    words = ("1场", "2场次", "3人", "4人", "5户", "5户", "5次", "6次", "7本")
    cells = [stated(w, q(int(w[0]), w, 1)) for w in words]
    table = Table(columns=("做法",), rows=tuple(Row(unit=c.text, cells=(c,)) for c in cells))
    columns = number_columns(table, 0)
    assert [c.measure for c in columns] == ["场", "人", "户", "次"]
    assert [sum(f is not None for f in c.figures) for c in columns] == [2, 2, 2, 2]


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=30))
def test_any_words_make_files_that_open(words: str) -> None:
    answer = replace(
        comparison(),
        standalone=words,
        table=Table(columns=(words,), rows=(Row(unit=words, cells=(stated(words),)),)),
        evidence=(evidence(1, words, words or "无"),),
        notes=(words,),
    )
    opened(answer)
    docx.Document(BytesIO(table_docx(answer)))
    name = file_name(answer, ".xlsx")
    assert re.fullmatch(r'[^\\/:*?"<>|\x00-\x1f]{1,40}\.xlsx', name)


def test_an_answer_without_a_table_is_no_file() -> None:
    bare = replace(comparison(), table=None)
    for write in (table_xlsx, table_docx):
        with pytest.raises(NoTable):
            write(bare)


def test_a_file_is_named_by_the_question() -> None:
    asked = replace(comparison(), standalone="各社区/镇的演出：多少场？")
    assert file_name(asked, ".xlsx") == "各社区 镇的演出 多少场.xlsx"
    assert file_name(replace(asked, standalone="？", question="?"), ".docx") == "对比表.docx"
