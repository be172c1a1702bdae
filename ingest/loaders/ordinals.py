"""Numbers as Word writes them before paragraphs: 十二, 甲, ①, iv and the other formats of its lists."""

from collections.abc import Mapping
from types import MappingProxyType

_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
# Signs of Unicode that stand in a row: the first and how many there are.
_SIGNS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "decimalEnclosedCircle": ("①", 20),
        "decimalEnclosedCircleChinese": ("①", 20),
        "decimalEnclosedParen": ("⑴", 20),
        "decimalEnclosedFullstop": ("⒈", 20),
        "ideographEnclosedCircle": ("㊀", 10),
        "upperLetter": ("A", 26),
        "lowerLetter": ("a", 26),
    }
)
_COUNTING = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand "
    "koreanCounting".split()
)


def ordinal(number: int, format: str) -> str:
    """`number` in the format that Word calls `format` (ST_NumberFormat); digits for those not known here."""
    if format in _COUNTING and 0 < number < 10_000:
        return _chinese(number)
    if format == "chineseLegalSimplified" and 0 < number < 10_000:
        return _chinese(number, ten="一十").translate(_FORMAL)
    if format in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")
    if format in ("ideographTraditional", "ideographZodiac"):
        signs = _STEMS if format == "ideographTraditional" else _BRANCHES
        return signs[number - 1] if 0 < number <= len(signs) else str(number)
    if format in _SIGNS:
        first, many = _SIGNS[format]
        return chr(ord(first) + number - 1) if 0 < number <= many else str(number)
    if format in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if format == "upperRoman" else _roman(number)
    if format == "decimalZero":
        return f"{number:02}"
    return str(number).translate(_FULL_WIDTH) if format.startswith("decimalFullWidth") else str(number)


def _chinese(number: int, *, ten: str = "十") -> str:
    """1 to 9999 as spoken: 十二, 一百零三, 一千零二十."""
    spoken, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + _DIGITS[digit] + name
        gap = not digit
    return ten + spoken[2:] if spoken.startswith("一十") else spoken


def _roman(number: int) -> str:
    written = ""
    for value, signs in _ROMAN:
        written += signs * (number // value)
        number %= value
    return written
