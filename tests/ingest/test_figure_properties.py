"""What holds for the figures of any text: spans, reading back, parts, and time."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from ingest.figures import extract_figures, read_quantity

_PIECES = st.sampled_from(
    "共 约 近 每月 每 一 两 三 十 百余 上万 12 3.5 12,000 20x x _ __ ×× 万 亿 余 多 个 次 名 人 户 家 元 % 年 月 日 天 "
    "大块 场(次) （ ） ， 。 、 “ ” 《 》 第 届 增长 到 至 - — 以上 左右 其中 举办 村 垃圾桶 社区 将 已 预计 \n".split(
        " "
    )
)
_REPORTS = st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join))


@given(_REPORTS)
def test_every_figure_stands_where_it_says_and_reads_back(text: str) -> None:
    end = 0
    for figure in extract_figures(text):
        assert figure.span.of(text) == figure.raw
        assert end <= figure.span.start
        assert figure.clause.covers(figure.span)
        assert figure.clause.end <= len(text)
        assert not figure.withheld or figure.value is None
        assert figure.withheld or figure.value is not None
        assert figure.upper is None or (figure.value is not None and figure.value < figure.upper)
        if not figure.withheld:
            again = read_quantity(figure.raw)
            assert again is not None
            assert (again.value, again.upper) == (figure.value, figure.upper)
        end = figure.span.end


@given(_REPORTS, st.integers(0, 60), st.integers(0, 60))
def test_a_part_of_a_text_reads_as_if_it_stood_alone(text: str, start: int, length: int) -> None:
    inside = extract_figures(text, start=start, end=start + length)
    alone = extract_figures(text[start : start + length])
    assert [(f.raw, f.value, f.subject) for f in inside] == [(f.raw, f.value, f.subject) for f in alone]


def test_a_long_report_takes_no_time() -> None:
    line = "全年共举办培训班12期，发放资料1.8万余份(其中手册600册)，满意率达98.6%，较好完成了任务。\n"
    text = line * (60_000 // len(line))
    begin = perf_counter()
    figures = extract_figures(text)
    assert perf_counter() - begin < 2
    assert len(figures) == 4 * text.count("\n")
