"""The one place of plotly: a chart as plotly draws it, and the script that draws it in the page."""

import gzip
import html
import json
from functools import lru_cache
from typing import Any

import plotly
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from rag.comparison.charting import Bar, Chart, LeftOut, Series

SCRIPT_PATH = f"charts/plotly-{plotly.__version__}.js"
"""Where the page finds the script; the version is in the name, so that a browser may keep it for good."""

_FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
_WIDE, _NARROW = 13.2, 7.6
"""How wide a Chinese character and a digit are drawn, in pixels."""
_NAME, _NAME_LINES = 9, 3
_THICK, _LINE, _GAP, _FRAME = 22, 17, 12, 40
_SHARE = 0.66
_STANDING_UNITS, _STANDING_LETTERS, _STANDING_NAME, _STANDING_HEIGHT = 4, 22, 5, 320
_ROWS = 60
_COLOURS = ("var(--bar-1)", "var(--bar-2)", "var(--bar-3)", "var(--bar-4)")


@lru_cache(maxsize=1)
def plotly_script() -> tuple[bytes, bytes]:
    """Plotly's script from its package: as it is, and packed by gzip."""
    script = get_plotlyjs().encode("utf-8")
    return script, gzip.compress(script, 6)


def figure_json(chart: Chart) -> str:
    """The figure, its colours by their names in the page's style; `layout.meta` is for chart.js."""
    figure = go.Figure(data=_traces(chart), layout=_layout(chart))
    return json.dumps(json.loads(figure.to_json()), ensure_ascii=False, separators=(",", ":"))


def rows_of(chart: Chart) -> tuple[str, ...]:
    """The units that have a place at the axis: those with a bar, then as many of the others as are readable."""
    drawn = {b.unit for s in chart.series for b in s.bars}
    room = _ROWS - len(drawn)
    others = [u for u in chart.units if u not in drawn][: max(0, room)]
    shown = drawn.union(others)
    return tuple(u for u in chart.units if u in shown)


def _standing(chart: Chart) -> bool:
    """Whether the bars stand upright: few of them, with short names and labels."""
    rows = rows_of(chart)
    labels = [b.label for s in chart.series for b in s.bars] + [left.reason for left in chart.left_out]
    letters = max(map(len, labels)) * len(rows) * len(chart.series)
    return (
        len(rows) <= _STANDING_UNITS
        and letters <= _STANDING_LETTERS
        and all(len(u) <= _STANDING_NAME for u in rows)
    )


def _traces(chart: Chart) -> list[Any]:
    """Each series, paler bars for what a range adds to its lower end, and the words in the places of absent bars."""
    places = _places(chart)
    traces: list[Any] = []
    for n, series in enumerate(chart.series):
        traces.append(_bars(chart, series, n, series.bars, places))
        if ranges := tuple(b for b in series.bars if b.end > b.start):
            traces.append(_bars(chart, series, n, ranges, places, ranges=True))
    left_out = [left for left in chart.left_out if (left.unit, left.aspect) in places]
    return [*traces, *([_words(chart, left_out, places)] if left_out else [])]


def _places(chart: Chart) -> dict[tuple[str, str | int], float]:
    """Where at the axis of names the bar of a unit in a series stands, or the words that an aspect has no bar: side
    by side around the unit's own place."""
    return {
        (unit, slot): row + (k - (len(slots) - 1) / 2) * _thickness(chart)
        for row, (unit, slots) in enumerate(_slots(chart).items())
        for k, slot in enumerate(slots)
    }


@lru_cache(maxsize=8)
def _slots(chart: Chart) -> dict[str, tuple[str | int, ...]]:
    """What stands at the place of each unit: the numbers of the series in which it has bars, the aspects in which it
    has none."""
    drawn = {(b.unit, n) for n, series in enumerate(chart.series) for b in series.bars}
    absent = {(left.unit, left.aspect) for left in chart.left_out}
    slots: dict[str, tuple[str | int, ...]] = {}
    for unit in rows_of(chart):
        candidates = ((n, s.aspect) for n, s in enumerate(chart.series))
        chosen = (
            n if (unit, n) in drawn else aspect if (unit, aspect) in absent else None
            for n, aspect in candidates
        )
        slots[unit] = tuple(dict.fromkeys(c for c in chosen if c is not None))
    return slots


def _thickness(chart: Chart) -> float:
    """How thick a bar is, where the places of two units are 1 apart."""
    share = _SHARE / _side_by_side(chart)
    return share if _standing(chart) else min(share, _THICK / _row_height(chart))


def _side_by_side(chart: Chart) -> int:
    return max(map(len, _slots(chart).values()))


def _row_height(chart: Chart) -> int:
    """How high the place of a unit is, in pixels: its bars, or the lines of its name."""
    lines = max(_folded(name).count("<br>") for name in rows_of(chart)) + 1
    return max(_side_by_side(chart) * _THICK, lines * _LINE) + _GAP


def _bars(
    chart: Chart,
    series: Series,
    n: int,
    bars: tuple[Bar, ...],
    places: dict[tuple[str, str | int], float],
    *,
    ranges: bool = False,
) -> Any:
    """The bars of a series up to their (lower) values; of `ranges` what lies between the lower and the upper."""
    scale = chart.scale[0]
    at = [places[b.unit, n] for b in bars]
    lengths = [float((b.end - b.start if ranges else b.start) / scale) for b in bars]
    upright = _standing(chart)
    colour = _COLOURS[n % len(_COLOURS)]
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": "var(--card)", "size": 7, "solidity": 0.35}
    return go.Bar(
        x=at if upright else lengths,
        y=lengths if upright else at,
        base=[float(b.start / scale) for b in bars] if ranges else None,
        width=_thickness(chart),
        orientation="v" if upright else "h",
        name=_shown(series_name(series, chart)),
        showlegend=not ranges,
        marker={
            "color": colour,
            "line": {"color": colour, "width": 1},
            "pattern": pattern if series.planned else None,
            "opacity": 0.4 if ranges else 1,
        },
        text=[_shown(b.label) if ranges == (b.end > b.start) else "" for b in bars],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        customdata=[b.quantity.n for b in bars],
        hovertext=[_hover(b, series) for b in bars],
        hoverinfo="text",
    )


def _words(chart: Chart, left_out: list[LeftOut], places: dict[tuple[str, str | int], float]) -> Any:
    """Words where a bar would begin."""
    at = [places[left.unit, left.aspect] for left in left_out]
    starts = [0] * len(left_out)
    upright = _standing(chart)
    several = len(chart.aspects) > 1
    told = [f"{left.aspect}{left.reason}" if several else left.reason for left in left_out]
    return go.Scatter(
        x=at if upright else starts,
        y=starts if upright else at,
        mode="text",
        text=[_shown(words if upright else f" {words}") for words in told],
        textposition="top center" if upright else "middle right",
        textfont={"color": "var(--soft)", "size": 13},
        customdata=[left.n for left in left_out],
        showlegend=False,
        cliponaxis=False,
        hovertext=[_shown(f"{left.unit}　{left.aspect}：{left.reason}") for left in left_out],
        hoverinfo="text",
    )


def series_name(series: Series, chart: Chart) -> str:
    """What the legend calls a series: the aspect where there are several, done or planned where there are both."""
    both = len({s.planned for s in chart.series if s.aspect == series.aspect}) > 1
    doing = ("计划" if series.planned else "已完成") if both else "计划" if series.planned else ""
    if len(chart.aspects) == 1:
        return doing or series.aspect
    return f"{series.aspect}（{doing}）" if doing else series.aspect


def _hover(bar: Bar, series: Series) -> str:
    quantity = bar.quantity
    told = [quantity.raw, quantity.period, "计划数" if series.planned else ""]
    return "<br>".join(
        (
            _shown(f"{bar.unit}　{series.aspect}"),
            _shown("，".join(w for w in told if w)),
            f"点一下，看依据[{quantity.n}]",
        )
    )


def _layout(chart: Chart) -> dict[str, Any]:
    upright = _standing(chart)
    rows = rows_of(chart)
    names = {
        "tickvals": list(range(len(rows))),
        "ticktext": [_folded(name) for name in rows],
        "range": [-0.5, len(rows) - 0.5] if upright else [len(rows) - 0.5, -0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "" if upright else "outside",
        "ticklen": 6,
        "tickcolor": "rgba(0,0,0,0)",
    }
    values = {
        "fixedrange": True,
        "gridcolor": "var(--line)",
        "zerolinecolor": "var(--edge)",
        "zeroline": True,
        "tickfont": {"size": 12, "color": "var(--soft)"},
        "exponentformat": "none",
        "separatethousands": True,
        "nticks": 5,
    }
    many = len(chart.series) > 1
    height = len(rows) * _row_height(chart) + _FRAME
    labels = [b.label for s in chart.series for b in s.bars]
    return {
        "template": go.layout.Template(),
        "font": {"family": _FONT, "size": 13, "color": "var(--ink)"},
        "paper_bgcolor": "var(--card)",
        "plot_bgcolor": "var(--card)",
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "bgcolor": "var(--ink)", "font": {"color": "var(--card)", "size": 13}},
        "showlegend": many,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom",
                   "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        "height": (_STANDING_HEIGHT if upright else height) + (26 if many else 0),
        "xaxis": names if upright else values,
        "yaxis": values if upright else names,
        # What chart.js needs to leave room for names and labels at the width that the page has.
        "meta": {
            "upright": upright,
            "most": float(max(b.end for s in chart.series for b in s.bars) / chart.scale[0]),
            "label": max(map(_width, labels)),
            "name": max(_width(line) for name in rows for line in _folded(name).split("<br>")),
            "legend": many,
            "title": _shown(chart.title),
        },
    }  # fmt: skip


def _folded(name: str) -> str:
    """A long name in lines, the rest of a very long one left off."""
    lines = [name[at : at + _NAME] for at in range(0, len(name), _NAME)]
    if len(lines) > _NAME_LINES:
        lines = [*lines[: _NAME_LINES - 1], lines[_NAME_LINES - 1][:-1] + "…"]
    return "<br>".join(map(_shown, lines))


def _width(words: str) -> float:
    """How wide words are drawn, in pixels."""
    return sum(_WIDE if ord(char) > 0x2E7F else _NARROW for char in words)


def _shown(words: str) -> str:
    """Words as plotly shows them: it reads some tags and entities."""
    return html.escape(words, quote=False)
