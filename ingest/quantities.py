"""The grammar of one quantity: approximation, number or redaction, measure word.

近千名 · 2-3本 · 每月一次 · x万人次 · 百分之八十 · 三成以上 · 4000余万元 · 120余人（个）
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.measures import BEHIND_CHINESE, BEHIND_DIGITS, BEHIND_REDACTION, CYCLE, base, per
from ingest.numerals import ARABIC, CHINESE, MULTIPLIER, parse_range, plain

_BEFORE = (
    "(?:(?<![节条公签契预制])大?约|(?<![附最就靠邻])将?近|接近|(?<![赶高])超过?|逾|突破|多达|至少|最少|最多|不足|"
    "不得少于|不少于|不低于|不超过|不高于|不大于|不得超过)"
)
_AFTER = "(?:(?:及|\\(含\\))?以[上下内]|之内|左右|上下|不等|有余|开外)"
_HIDDEN_DIGITS = (
    r"(?:[0-9]{0,8}_{1,8}[0-9]{0,8}|[0-9]{0,8}x{1,8}(?![0-9a-z])|x{1,8}[0-9]{1,8})(?:\.[x_0-9]{1,4})?"
)
_REDACTED = rf"(?<![A-Za-z]){_HIDDEN_DIGITS}[余多几]?{MULTIPLIER}?"
_PEOPLE = (
    "[\u4e00-\u9fff]{0,6}?"
    "(?:人口|群众|农民工|劳动力|群体|高龄|老人|居民|家庭|职工|学生|市民|村民|企业|经营主体)"
)
_TO = r"\s?(?:--?|至|到)\s?"


def _counted(kind: str, number: str, words: str) -> str:
    """A number of one kind, or a range of two, and a measure word behind it; `kind` names the groups."""
    return (
        rf"(?P<{kind}_low>{number})(?:(?:(?:{words})\s?(?:--?|至)\s?|{_TO})(?P<{kind}_high>{number}))?"
        rf"(?:余|多|几|来|有余)?[ 　]?(?P<{kind}>(?:{words})(?:[(（](?:{words})(?:[、/](?:{words}))*[)）])?)"
    )


QUANTITY = re.compile(
    r"(?<![0-9A-Za-z.+/])"
    rf"(?:(?P<every>每个?(?P<cycle>{CYCLE}))(?:平均|各)?)?"
    rf"{_BEFORE}{{0,3}}"
    rf"(?:(?P<half>过?半数|一半|(?<!时间)(?<!任务)过半)"
    rf"|(?P<per>百分之百|百分百|[百千]分之(?:{ARABIC}|{CHINESE}))"
    r"|(?P<tenths>[一二两三四五六七八九1-9]成(?:半|[一二三四五六七八九](?![成个十百千万亿]))?)多?(?![果员效立功为绩本长熟人都品分年交就因型套语份体不])"
    rf"|{_counted('arabic', ARABIC, BEHIND_DIGITS)}"
    rf"|{_counted('chinese', CHINESE, BEHIND_CHINESE)}"
    rf"|{_counted('hidden', _REDACTED, BEHIND_REDACTION)}"
    rf"|(?P<bare>{ARABIC}(?<=[万亿])[余多]?)(?=[、，,；;。)）\s]|$|{_PEOPLE})"
    rf")(?:(?<=[年天岁米里亩斤吨元时])多(?![功种样元媒方个次家项]))?{_AFTER}?"
)
# 余 and 多 follow round numbers only: of 6余篇 the zeros are lost.
_DIGITS_LOST = re.compile("(?<![0-9.])[1-9][余多](?![百千万亿])")
_KINDS = ("half", "per", "tenths", "arabic", "chinese", "hidden", "bare")
_SCALE = re.compile("[百千万亿]+$")
_AROUND = re.compile(rf"{_BEFORE[:-1]}|余|多|几|来|数|上(?=[百千万亿])|过半)|{_AFTER}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """What a quantity's own words say: `value` is None where `withheld`, `upper` the end of a range."""

    value: Decimal | None
    measure: str
    upper: Decimal | None = None
    approximate: bool = False
    withheld: bool = False


def read_quantity(raw: str) -> Quantity | None:
    """Read one quantity that is all of `raw`, such as a figure's own words; None if it is not one."""
    match = QUANTITY.fullmatch(plain(raw))
    return match and quantity_of(match)


def quantity_of(match: re.Match[str]) -> Quantity | None:
    """The quantity that a match of `QUANTITY` says; None where its number makes no sense."""
    kind = next(k for k in _KINDS if match[k])
    withheld = kind == "hidden" or bool(_DIGITS_LOST.search(match.group()))
    ends = (None, None) if withheld else _ends(match, kind)
    if ends is None:
        return None
    return Quantity(
        value=ends[0],
        upper=ends[1],
        measure=_measure(match, kind),
        approximate=bool(_AROUND.search(match.group().removeprefix(match["every"] or ""))),
        withheld=withheld,
    )


def _ends(match: re.Match[str], kind: str) -> tuple[Decimal, Decimal | None] | None:
    if kind == "half":
        return Decimal(50), None
    if kind == "per":
        share = re.sub("^[百千]分之|^百分百", "", match["per"])
        return parse_range(share or "百")
    if kind == "tenths":
        tens, _, rest = match["tenths"].partition("成")
        ends = parse_range(f"{tens}0" if tens.isdecimal() else f"{tens}十")
        more = Decimal(5) if rest == "半" else (parse_range(rest) or (Decimal(0), None))[0] if rest else 0
        return ends and (ends[0] + more, None)
    if kind == "bare":
        return parse_range(match["bare"])
    return _range(match[f"{kind}_low"], match[f"{kind}_high"])


def _range(low: str, high: str | None) -> tuple[Decimal, Decimal | None] | None:
    ends = parse_range(low)
    if high is None or ends is None:
        return ends
    top = parse_range(high)
    if top is None:
        return None
    if (shared := _SCALE.search(high)) and not _SCALE.search(low):
        scaled = parse_range(low + shared.group())
        ends = scaled if scaled and scaled[0] < top[0] else ends
    return (ends[0], top[0]) if ends[0] < top[0] else None


def _measure(match: re.Match[str], kind: str) -> str:
    if kind in ("half", "per", "tenths"):
        return "‰" if "千分之" in match.group() else "%"
    word = base(match[kind]) if kind != "bare" else ""
    return per(word, match["cycle"]) if match["cycle"] else word
