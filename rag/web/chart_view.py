"""The charts of an answer in the page: where they stand, and the same values in words."""

from functools import lru_cache

from rag import phrases
from rag.comparison.charting import Chart, LeftOut, charts_of, why_no_chart
from rag.markup import Html, card_id, tag
from rag.model import Answer, Evidence, Table
from rag.tabled import file_name
from rag.web.chart_figure import SCRIPT_PATH, figure_json, rows_of, series_name


def charts_html(answer: Answer, turn: int) -> Html:
    """The charts of an answer's table: open where one was asked for, else to be unfolded; nothing where the table
    allows none, or the reason where one was asked for."""
    if answer.table is None:
        return Html()
    figures = _figures(answer.table, answer.evidence)
    if not figures:
        return (
            tag("p", why_no_chart(answer.table, answer.evidence), cls="no-chart")
            if answer.charted
            else Html()
        )
    drawn = (_figure_html(chart, figure, f"{turn}-{k}", answer) for k, (chart, figure) in enumerate(figures))
    summary = "看图" if len(figures) == 1 else f"看图（{len(figures)}张）"
    return tag("details", tag("summary", summary), *drawn, cls="charts", id=f"c-{turn}", open=answer.charted)


def _figure_html(chart: Chart, figure: str, key: str, answer: Answer) -> Html:
    turn = key.partition("-")[0]
    told = [tag("li", words) for words in _values(chart)]
    beyond = [left for left in chart.left_out if left.unit not in rows_of(chart)]
    return tag(
        "figure",
        tag("figcaption", chart.title),
        tag("div", cls="plot", role="img", aria_label=f"{chart.title}：{'；'.join(_values(chart))}"),
        tag("ul", *told, cls="unseen"),
        tag("p", phrases.CHART_BEYOND.format(names=_names(beyond)), cls="beyond") if beyond else Html(),
        tag("button", "存为图片", type="button", cls="save", data_name=file_name(answer, "")),
        cls="chart",
        id=f"c-{key}",
        data_figure=figure,
        data_card=card_id(int(turn), 0).removesuffix("0"),
        data_script=SCRIPT_PATH,
    )


def _names(beyond: list[LeftOut]) -> str:
    return "、".join(f"{left.unit}（{left.reason}）" for left in beyond)


def _values(chart: Chart) -> list[str]:
    """The chart in words: every bar, and everything that has none."""
    many = len(chart.series) > 1
    bars = [f"{b.unit}{series_name(s, chart) if many else ''}{b.label}" for s in chart.series for b in s.bars]
    several = len(chart.aspects) > 1
    return bars + [f"{left.unit}{left.aspect if several else ''}：{left.reason}" for left in chart.left_out]


@lru_cache(maxsize=64)
def _figures(table: Table, evidence: tuple[Evidence, ...]) -> tuple[tuple[Chart, str], ...]:
    """The charts with their figures in JSON; kept, because the whole conversation is drawn anew at every step."""
    return tuple((chart, figure_json(chart)) for chart in charts_of(table, evidence))
