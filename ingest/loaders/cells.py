"""The value of a sheet's cell as the sheet shows it: percentages, decimals, dates, and the unit written behind."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ingest.loaders.compose import one_line

# Colours and conditions, room for a sign, signs that fill the cell.
_INVISIBLE = re.compile(r"\[[^\]]*\]|[_*].")
_DIGITS = re.compile(r"[0#?][0#?,.]*%?")
_NOT_DECIMAL = re.compile(r"[Ee][+-]|[?#]/|General|@|G/通用格式", re.IGNORECASE)


def shown(value: Any, number_format: str) -> str:
    """The text of a cell's value under its number format; the same value without one where that is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return _date(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:.10g}小时"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return one_line(str(value)).strip()


def _date(value: date, number_format: str) -> str:
    asked = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format).lower()
    parts = [
        text
        for sign, text in (*(("y", f"{value.year}年"), ("m", f"{value.month}月"), ("d", f"{value.day}日")),)
        if sign in asked or not re.search("[ymd]", asked)
    ]
    if isinstance(value, datetime) and (value.hour or value.minute):
        parts.append(f"{value:%H:%M}")
    return "".join(parts)


def _number(value: float, number_format: str) -> str:
    """A number with the decimals, thousands, percent sign and unit of the format's first part."""
    section = _INVISIBLE.sub("", number_format).replace("\\", "").split(";")[0]
    pattern = _DIGITS.search(re.sub(r'"[^"]*"', lambda quoted: "x" * len(quoted[0]), section))
    if pattern is None or _NOT_DECIMAL.search(section):
        return f"{value:.15g}"
    whole, _, decimals = pattern[0].partition(".")
    places, required = len(decimals.rstrip("%").replace(",", "")), decimals.count("0")
    number = value * 100 if pattern[0].endswith("%") else value
    text = f"{number:{',' if ',' in whole else ''}.{places}f}"
    for _ in range(places - required):
        text = text.removesuffix("0")
    percent = "%" * pattern[0].endswith("%")
    return f"{_literal(section[: pattern.start()])}{text.rstrip('.')}{percent}{_literal(section[pattern.end() :])}"


def _literal(part: str) -> str:
    """What a format writes beside the digits: words in quotes and signs of currency."""
    return "".join(word or sign for word, sign in re.findall(r'"([^"]*)"|([￥¥$])', part))
