from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from ingest.errors import OversizedFile
from ingest.loaders import load
from ingest.loaders.cells import shown


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


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        *(
            (9.5, "General", "9.5"),
            (0.1 + 0.2, "General", "0.3"),
            (9.5, "0.00", "9.50"),
            (1234567.8, "#,##0.0", "1,234,567.8"),
        ),
        *(
            (0.984, "0.0%", "98.4%"),
            (0.25, "0%", "25%"),
            (126.8, '0.0"万元"', "126.8万元"),
            (38, '0"起"', "38起"),
        ),
        *(
            (12, "￥#,##0.00", "￥12.00"),
            (-3, "0_);[Red]\\(0\\)", "-3"),
            (12.5, "0.##", "12.5"),
            (12.0, "0.##", "12"),
        ),
        *(
            (1e20, "0.00E+00", "1e+20"),
            (5, "@", "5"),
            (True, "General", "是"),
            (None, "General", ""),
            (0.5, "# ?/?", "0.5"),
        ),
        *((date(2023, 5, 1), "yyyy-mm-dd", "2023年5月1日"), (date(2023, 5, 1), 'yyyy"年"m"月"', "2023年5月")),
        *(
            (date(2023, 5, 1), 'm"月"d"日"', "5月1日"),
            (datetime(2023, 5, 1, 9, 30), "yyyy/m/d h:mm", "2023年5月1日09:30"),
        ),
        *(
            (time(9, 30), "h:mm", "09:30"),
            (timedelta(hours=30), "[h]:mm", "30小时"),
            (" 东片\n ", "General", "东片"),
        ),
    ],
)
def test_a_value_is_shown_as_its_format_says(value: object, format: str, text: str) -> None:
    assert shown(value, format) == text


def test_merged_cells_stand_in_every_row_and_two_rows_of_names_become_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ("青禾社区经费表",),
        ("片区", "上半年", None, "下半年", None),
        (None, "场次", "经费", "场次", "经费"),
        ("东片", "助餐", 12, 8, 15),
        (None, "义诊", 3, 4, 2),
    ]:
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "B2:C2", "D2:E2", "A4:A5"):
        sheet.merge_cells(area)
    book.save(tmp_path / "表.xlsx")
    assert load(tmp_path / "表.xlsx").text.split("\n") == [
        *("青禾社区经费表", "片区｜上半年｜下半年", "片区｜场次｜经费｜场次｜经费"),
        "片区：东片，上半年场次：助餐，上半年经费：12，下半年场次：8，下半年经费：15",
        "片区：东片，上半年场次：义诊，上半年经费：3，下半年场次：4，下半年经费：2",
    ]


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("网格员", 12))
    hidden = book.create_sheet("底稿")
    hidden.append(("测算", 3))
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "表.xlsx")
    document = load(tmp_path / "表.xlsx")
    assert document.text == "网格员｜12"
    assert document.warnings == ("隐藏的工作表“底稿”没有读入。",)


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        (b'<row r="2"', b'<row r="2000000000"', OversizedFile),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', None),
    ],
)
def test_a_sheet_that_claims_to_be_endless_takes_no_endless_time(
    tmp_path: Path, old: bytes, new: bytes, outcome: type[OversizedFile] | None
) -> None:
    book, evil = openpyxl.Workbook(), tmp_path / "无尽.xlsx"
    for row in [("科目", "支出"), ("培训", 9.5)]:
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    with ZipFile(tmp_path / "表.xlsx") as source, ZipFile(evil, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name.endswith("sheet1.xml") else data)
    with pytest.raises(outcome) if outcome else nullcontext():
        assert load(evil).text.startswith("科目")
