from pathlib import Path

import pytest

from ingest.errors import (
    EmptyFile,
)
from ingest.loaders import load

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


def test_cells_of_a_web_table_that_reach_over_rows_and_columns_stand_in_each(tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    path.write_text(
        "<table><tr><th rowspan=2>片区</th><th colspan=2>经费</th></tr><tr><th>预算</th><th>支出</th></tr>"
        "<tr><td rowspan=2>东片</td><td>12万元</td><td>9.5万元</td></tr><tr><td>3万元</td><td>2万元</td></tr></table>",
        encoding="utf-8",
    )
    assert load(path).text.split("\n") == [
        *("片区｜经费", "片区｜预算｜支出", "片区：东片｜经费预算：12万元｜经费支出：9.5万元"),
        "片区：东片｜经费预算：3万元｜经费支出：2万元",
    ]
