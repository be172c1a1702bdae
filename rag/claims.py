"""What a sentence claims in numbers and times: amounts with their measure and bound, dates, periods, other numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ingest.figures import clauses, extract_figures
from ingest.measures import WORDS
from ingest.numerals import parse_number, plain

Bound = Literal["exact", "more", "less", "about"]

_SPACE = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_MARKDOWN = re.compile(r"[*`#]+|^\s*>+")
_CIRCLED = re.compile(r"[①-⒇⒈-⒛]")
_DOT = re.compile(r"(?<=\d)[。·](?=\d)")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
# Measures that say the same of people, events and books; 人次 is never 人, 场 never 次.
SAME_MEASURE = {
    m: g.split()[0]
    for g in ("人 名 位", "场 场次", "批 批次", "期 期次", "册 本", "班 班次")
    for m in g.split()
}
_LESS = re.compile(
    r"(?<![附最就靠邻])近|接近|不足|不到|不超过|不高于|不大于|不得超过|[最至]多|以下|以内|之内"
)
_MORE = re.compile(r"超|逾|突破|余|多|不得?少于|不低于|至少|最少|以上|开外|上(?=[百千万亿])|过半")
_ABOUT = re.compile(r"(?<![节条公签契预制])约|大概|左右|上下|几|来|数|不等")
_LEAD = re.compile(
    r"(?:约|大概|近|接近|超过?|逾|突破|不到|至少|不低于|不少于)(?:有|为|达到?|到|共)?$|约占[^，。]{0,8}$"
)
_CUT = re.compile("[，,。；;：:、()（）\n]")
_HIDDEN = re.compile(r"[x_]")
_HAN_NUMBER = "[零〇一二三四五六七八九十百千万两]"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九]|[x_]{1,3})"
_DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[x_]{1,3})"
_TIME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)[\dx_]{2}|[12][\dx_]{0,3}[x_][\dx_]{0,2}|[一二][零〇九][零〇一二三四五六七八九]{2})(?=\s?年|[-至到](?:20)?\d\d年|[上下]半年)"
    rf"|(?<![个\d一二三四五六七八九十])(?P<month>{_MONTH}(?:[-至到]{_MONTH})?)(?=月(?!饼|球|嫂|薪))"
    rf"|(?<![\d])(?P<day>{_DAY}(?:[-至到]{_DAY})?)(?=[日号](?!均|常|报|楼))"
)
_NUMBER = re.compile(rf"(?<![\d.])\d+(?:\.\d+)?|第?{_HAN_NUMBER}+")
_PERIOD = re.compile(
    r"同比|[比较](?:上|去)年(?:同期|度)?|(?:去|上|前|今|明|后|来|本|当)年|上一年|下一年|上半年|下半年|全年|年内|一年来|[一二三四1-4]季度|环比"
    r"|近[一二两三四五六七八九十\d]+年|每(?:年|季度?|月|周|天|日)"
)
_ALIKE = {p: group[0] for group in (("去年", "上年", "上一年"), ("同比", "比上年", "较上年", "比去年", "较去年", "比上年同期", "较上年同期", "比去年同期", "较去年同期", "比上年度", "较上年度"), ("明年", "来年", "下一年"), ("今年", "本年", "当年", "年内"), ("全年", "一年来"), ("每天", "每日"), ("每季", "每季度")) for p in group}  # fmt: skip
_HALF = {"上半年": "1-6月", "下半年": "7-12月"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A quantity as it is said: value in the base measure (None where hidden), how it is bounded, its clause,
    and in `piece` the other words between the same marks, 、 and brackets among them."""

    value: Decimal | None
    upper: Decimal | None
    measure: str
    bound: Bound
    raw: str
    start: int
    end: int
    clause: str
    piece: str
    planned: bool

    def same_value(self, other: "Amount") -> bool:
        """Whether both give one value, or one range."""
        return self.value is not None and (self.value, self.upper) == (other.value, other.upper)

    def same_measure(self, other: "Amount") -> bool:
        """Whether both count the same; a number without a measure (1.2万) may count anything."""
        return not self.measure or self.measure == other.measure

    def follows_from(self, source: "Amount") -> bool:
        """Whether a source that says `source` bears this out: 约8000 follows from 8000余, 近8000 and 8000 do not."""
        loose = self.bound == "about" and source.bound != "exact"
        return self.same_value(source) and self.same_measure(source) and (self.bound == source.bound or loose)

    def hides_like(self, source: "Amount") -> bool:
        """Whether both are the same hidden number: x万人次 is not x万人."""
        return (
            self.value is source.value is None and self.measure == source.measure and self.raw in source.raw
        )


def readable(text: str) -> str:
    """The text in half width, without blanks and Markdown, dates as 2024年7月8日: what is read for its numbers."""
    text = plain(_CIRCLED.sub("；", _MARKDOWN.sub("", text)))
    return _DATE.sub(_spelled, _DOT.sub(".", _SPACE.sub("", text)))


def _spelled(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}年{int(month)}月{int(day)}日"


def comparable(text: str) -> str:
    """NFKC, without blanks and thousands separators: what is compared letter for letter."""
    text = unicodedata.normalize("NFKC", readable(text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


@lru_cache(maxsize=2048)
def amounts(text: str) -> tuple[Amount, ...]:
    """Every quantity of a readable text, in order."""
    found = []
    for figure in extract_figures(text):
        if figure.value is None and not _HIDDEN.search(figure.raw) and not re.search("[余多]", figure.raw):
            continue
        words = f"{text[max(0, figure.span.start - 11) : figure.span.start]}"
        lead = match.group() if (match := _LEAD.search(words)) else ""
        found.append(
            Amount(
                value=figure.value,
                upper=figure.upper,
                measure=_canonical(figure.measure),
                bound=_bound(lead + figure.raw.replace("多达", "")),
                raw=figure.raw,
                start=figure.span.start,
                end=figure.span.end,
                clause=figure.clause.of(text),
                piece=_piece(text, figure.span.start, figure.span.end),
                planned=figure.planned,
            )
        )
    return tuple(found)


def _piece(text: str, start: int, end: int) -> str:
    before, behind = _CUT.split(text[:start])[-1], _CUT.split(text[end:], maxsplit=1)[0]
    return f"{before}，{behind}"


def _canonical(measure: str) -> str:
    word, slash, cycle = measure.partition("/")
    return SAME_MEASURE.get(word, word) + slash + cycle


def _bound(words: str) -> Bound:
    if _LESS.search(words):
        return "less"
    if _MORE.search(words):
        return "more"
    return "about" if _ABOUT.search(words) else "exact"


@lru_cache(maxsize=2048)
def times(text: str) -> frozenset[str]:
    """The years, months and days a readable text names, as 2024年, 6月, 1-6月, 12日; a hidden one as it is written."""
    return frozenset(_times(text))


def _times(text: str) -> Iterator[str]:
    for match in _TIME.finditer(text):
        kind = {"year": "年", "month": "月", "day": "日"}[str(match.lastgroup)]
        ends = [_digits(part, kind) for part in re.split("[-至到]", match.group())]
        yield "-".join(ends) + kind


def _digits(word: str, kind: str) -> str:
    if kind == "年":
        return "".join(str("〇一二三四五六七八九".find(c.replace("零", "〇"))) if c in "零〇一二三四五六七八九" else c for c in word)  # fmt: skip
    value = None if _HIDDEN.search(word) else parse_number(word)
    return word if value is None else str(value)


def periods(text: str) -> frozenset[str]:
    """The spans of time a text names without a number (去年, 上半年, 每月), words that mean the same as one."""
    found = {_ALIKE.get(p, p) for p in _PERIOD.findall(text)}
    return frozenset(found | {half for half, months in _HALF.items() if months in times(text)})


def other_numbers(text: str) -> Iterator[str]:
    """Numbers that count nothing by the readers of figures and times, with the character behind them where that is
    a word's: 12345热, 第四届, 86坨."""
    taken = [(a.start, a.end) for a in amounts(text)] + [m.span() for m in _TIME.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        around = re.match("[余多]?.?", text[match.end() :])
        behind = around.group() if around else ""
        if not match.group()[0].isdigit() and (match.group() == "一" or not _counts(match.group(), behind)):
            continue
        yield match.group() + (behind if "\u4e00" <= behind[-1:] <= "\u9fff" else "")


def _counts(number: str, behind: str) -> bool:
    return number[0] == "第" or behind in WORDS


def stands_in(number: str, quoted: str) -> bool:
    """Whether one of `other_numbers` stands in a quote, in digits or in characters."""
    end = r"(?!\d|\.\d)" if number[-1].isdigit() else ""
    if re.search(rf"(?<![\d.]){_either(number)}{end}", quoted):
        return True
    match = re.match(rf"(第?)({_HAN_NUMBER}+|\d+)(.*)", number)
    value = parse_number(match[2]) if match else None
    if match is None or value is None:
        return False
    return any(
        parse_number(found[2]) == value
        for found in re.finditer(rf"({match[1]})({_HAN_NUMBER}+|(?<![\d.])\d+){re.escape(match[3])}", quoted)
    )


def _either(number: str) -> str:
    """A pattern for a number with what stands behind it, 余 and 多 being one."""
    return re.sub("[余多]", "[余多]", re.escape(number))


def parts(text: str) -> tuple[str, ...]:
    """The clauses of a readable text."""
    return tuple(span.of(text) for span in clauses(text))
