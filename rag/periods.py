"""Periods as people name them: a year or a part of one, stated or counted from another."""

import re

_HALF = r"(?:上半年|下半年|第?[一二三四]季度)"
_STATED = rf"(?:19|20)\d{{2}}年?度?{_HALF}?"
_RELATIVE = {
    "上一年": -1, "上年": -1, "前一年": -1, "再上一年": -1, "再前一年": -1, "再往前一年": -1,
    "下一年": 1, "后一年": 1, "再下一年": 1, "去年": -1, "前年": -2, "今年": 0, "本年": 0, "当年": 0,
}  # fmt: skip
# These count from the year that is written, not from the one just spoken of.
_FROM_TODAY = frozenset(("去年", "前年", "今年", "本年"))
_NAMED = rf"({_STATED}|{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})(?:度)?"
_AGAIN = re.compile(
    rf"^(?:那么?|换成?|换到|改成|改看|再看看?|看看)?(?:它们?|他们|该单位|这个单位)?(?:在|的)?{_NAMED}(?:的|呢|的呢|的情况呢?|是多少|怎么样)?[？?。]?$"
)
_ONLY = re.compile(
    rf"^(?:请|那就?|我)?(?:只看|只要|只查|只说|只限|仅看|限于?|限定在?|就看){_NAMED}(?:的)?(?:报告|材料|总结|数据|情况)?(?:吧|就行|就好|即可)?(?:[，,。；;！!\s]+|$)"
)
# 到2025年 is a goal, 比2023年 a comparison, 2023年3月 a date: none says which reports are meant.
_IN_QUESTION = re.compile(
    r"(?<![到至从自比较同与和跟、—\-–~\d])((?:19|20)\d{2})年度?(上半年|下半年|第?[一二三四]季度)?(?:的)?"
    r"(?![\d初底末前后以之至到—\-–~]|和|与|比|[一二三四五六七八九十]{1,2}月)"
)
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def asked_again_for(message: str) -> str | None:
    """The period that the last question is to be asked of again (上一年呢, 2022年呢); None for any other message."""
    found = _AGAIN.match(message)
    return found.group(1) if found else None


def restricted_to(message: str) -> tuple[str, str] | None:
    """The period of 只看2023年的, with the rest of the message; None for any other message."""
    found = _ONLY.match(message)
    return (found.group(1), message[found.end() :]) if found else None


def period_in(question: str) -> tuple[str, str]:
    """The one period that a question names, with the question without it; "" where it names none or several."""
    found = _IN_QUESTION.search(question)
    if found is None or len(set(_ANY_YEAR.findall(question))) != 1:
        return "", question
    return f"{found.group(1)}年{found.group(2) or ''}", question[: found.start()] + question[found.end() :]


def names_year(question: str) -> bool:
    """Whether a question says any year."""
    return _ANY_YEAR.search(question) is not None


def counted(named: str, spoken_of: str, written: str) -> str:
    """A named period as it is shown: one that is relative counts from the period just `spoken_of`, else from the
    latest that is `written` over the reports; it stays as it is where neither says a year."""
    if stated := _YEAR.match(named):
        return f"{stated.group()}年{named[4:].lstrip('年').removeprefix('度')}"
    base = "" if named in _FROM_TODAY else spoken_of
    years = _YEAR.findall(base) or _YEAR.findall(written)
    return f"{max(map(int, years)) + _RELATIVE[named]}年" if years else named


def covers(period: str, asked: str) -> bool:
    """Whether a report of `period` (2024年上半年) is one of the period `asked` for (2024年)."""
    year, _, part = asked.partition("年")
    return bool(_YEAR.fullmatch(year)) and year in period and part in period
