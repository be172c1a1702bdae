"""Numbers as Chinese reports write them: 12,000 · １２ · 1.8万 · 4000余万 · 四十五 · 两万亿 · 百余 · 两三.

Numerals of one kind are left to a library (cn2an, MIT, released 2026-04), in its `normal` mode; what reports
add to it is read here: Arabic digits before 万 and 亿, approximation inside a number (4000余万), neighbouring
digits that mean a range (两三 is 2 to 3, where cn2an reads 23) and bare powers (百余, 近千, 上万).
"""

import re
from decimal import Decimal
from functools import lru_cache

from cn2an import cn2an  # type: ignore[import-untyped]

_WIDE = {char: chr(ord(char) - 0xFEE0) for char in "０１２３４５６７８９．％（）＋"}
_DASHES = dict.fromkeys("－–—―‐‑~～〜∼", "-")
_MARKS = {"＿": "_", **dict.fromkeys("XＸｘ×✕╳", "x")}
_TRADITIONAL = dict(
    zip(
        "兩萬億餘幾約過達個戶場項條隻臺輛張間門處種類對幹畝噸噹歲時鐘週月紙單筆頁層顆雙輪塊開點數從貳參陸",
        "两万亿余几约过达个户场项条只台辆张间门处种类对干亩吨当岁时钟周月纸单笔页层颗双轮块开点数从二三六",
        strict=True,
    )
)
_PLAIN = str.maketrans({**_WIDE, **_DASHES, **_MARKS, **_TRADITIONAL})

# Every repetition is bounded: a longer row of digits is an account number, and a hostile text stays cheap.
POWERS = "百千万亿"
DIGITS = "零〇一二三四五六七八九十两" + POWERS
_POWER = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

MULTIPLIER = "(?:万亿|千万|百万|十万|亿|万|[百千](?!米|瓦|克|卡|赫|伏|帕|字节))"
_DIGITS = r"(?:[0-9]{1,3}(?:(?:[,，][0-9]{3}){1,5}|(?: [0-9]{3}){1,5})(?![0-9])|[0-9]{1,16})(?:\.[0-9]{1,8})?"
ARABIC = rf"{_DIGITS}(?:[余多几]?{MULTIPLIER})?"
_SOME = rf"(?:(?:(?<![人总户件次])数|几)(?=[十{POWERS}])|上(?=[{POWERS}]))"
CHINESE = (
    rf"(?<![{DIGITS}]){_SOME}?[{DIGITS}]{{1,16}}(?:点[{DIGITS}]{{1,8}})?(?:[余多几来](?:万亿|[{POWERS}]))?"
)

_ARABIC = re.compile(rf"(?P<digits>{_DIGITS})(?:[余多几]?(?P<scale>[十百千万亿]+))?")
_AROUND = re.compile(
    "^(?:大?约|将?近|接近|超过?|逾|上|数|几|不足|至少|过)+|(?:余|多|来|几|有余|左右|以上|以下|以内)+$"
)
_PAIR = re.compile(
    "(?P<front>[^点]*?)(?P<low>[一两二三四五六七八])(?P<high>[二三四五六七八九])(?P<power>[十百千万亿]*)"
)


def plain(text: str) -> str:
    """`text` in half width, with simplified counting characters, one dash and one redaction cross (x).

    Character for character: an offset in the result is the same offset in `text`.
    """
    return text.translate(_PLAIN)


def parse_number(text: str) -> Decimal | None:
    """The value of a number, whatever approximation stands around or in it; of a range, the lower end.

    None for what is no number.
    """
    found = parse_range(text)
    return found[0] if found else None


def parse_range(text: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of a number and, where neighbouring digits make a range (两三, 五六十), its upper end."""
    bare = _AROUND.sub("", plain(text).strip())
    return _arabic(bare) or _chinese(bare)


def _arabic(text: str) -> tuple[Decimal, None] | None:
    match = _ARABIC.fullmatch(text)
    if match is None:
        return None
    digits = Decimal(re.sub("[,， ]", "", match["digits"]))
    value = digits * 10 ** sum(_POWER[c] for c in match["scale"] or "")
    return _tidy(value), None


def _tidy(value: Decimal) -> Decimal:
    """Without an exponent or empty decimals, so that 1.8万 reads 18000 wherever it is shown."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()


def _chinese(text: str) -> tuple[Decimal, Decimal | None] | None:
    text = re.sub("[余多几来]", "", text)
    pair = _PAIR.fullmatch(text)
    if pair and _digit(pair["low"]) + 1 == _digit(pair["high"]):
        low, high = (_numeral(f"{pair['front']}{pair[end]}{pair['power']}") for end in ("low", "high"))
        return None if low is None or high is None else (low, high)
    value = _numeral(text)
    return None if value is None else (value, None)


def _digit(char: str) -> int:
    return "零一二三四五六七八九".find("二" if char == "两" else char)


@lru_cache(maxsize=4096)
def _numeral(text: str) -> Decimal | None:
    if not text or (len(text) > 1 and not set(text) & set("十百千万亿点")):
        return None
    if text[0] in POWERS:
        text = "一" + text
    try:
        return _tidy(Decimal(str(cn2an(text, "normal"))))
    except (ValueError, KeyError):  # what cn2an raises for what is no numeral (五三百十九)
        return None
