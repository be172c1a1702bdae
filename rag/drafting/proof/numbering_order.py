"""Whether the numbering of a text counts up: 一、 （一） 1. （1） in their levels, 一是 二是 三是 in running text.

The order of the levels is that of GB/T 9704—2012, 7.3.3: 一、 above （一） above 1. above （1）.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.markers import CHINESE_DIGITS, Marker, marker_at, ordinal
from ingest.model import Span
from rag.drafting.proof.flaws import Flaw, around

ORDER, LEVELS, MARK = "序号不连续", "序号层次颠倒", "序号写法"
_IS = re.compile(rf"(?:^|(?<=[。；;：:，,！]))([{CHINESE_DIGITS}])(?:是|要)(?![{CHINESE_DIGITS}非])")
_CORES = {
    "part": "第{}部分", "chinese": "{}、", "chinese_bracket": "（{}）", "arabic": "{}.", "arabic_bracket": "（{}）",
}  # fmt: skip
_IN_CHINESE = frozenset(("part", "chinese", "chinese_bracket"))
_OF_LINES = frozenset((*_CORES, "parenthesised", "circled"))
# 1、 for 1. and （一）、 for （一）.
_WRONG_MARK = re.compile(
    r"^(?:(\d{1,2})、|([（(][一二三四五六七八九十]{1,3}[)）])[、.．]|([一二三四五六七八九十]{1,3})[.．，,])"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A flaw of the numbering and the line, from 0, it stands in."""

    line: int
    flaw: Flaw


def numbering_flaws(lines: Sequence[str]) -> Iterator[Placed]:
    """The breaks in the numbering of lines of text without marks, in order."""
    yield from sorted((*_of_lines(lines), *_of_points(lines)), key=lambda p: (p.line, p.flaw.at))
    yield from _written_otherwise(lines)


def _of_lines(lines: Sequence[str]) -> Iterator[Placed]:
    """Breaks among the markers that open lines. A style starts anew under each marker of a higher level."""
    last: dict[str, Marker] = {}
    closed: dict[str, Marker] = {}
    for i, text in enumerate(lines):
        marker = marker_at(text, 0, len(text))
        if marker is None or marker.style not in _OF_LINES:
            continue
        before = last.get(marker.style)
        expected = before.number + 1 if before else 1
        if marker.number != expected and marker.number != 1:
            outer = closed.get(marker.style)
            yield Placed(line=i, flaw=_out_of_order(text, marker, before, outer))
        elif marker.number == 1 and before is not None and before.number == 1:
            yield Placed(line=i, flaw=_out_of_order(text, marker, before, None))
        for style in [s for s, m in last.items() if m.rank > marker.rank]:
            closed[style] = last.pop(style)
        last[marker.style] = marker
        closed.pop(marker.style, None)


def _out_of_order(text: str, marker: Marker, before: Marker | None, outer: Marker | None) -> Flaw:
    words = text[marker.span.start : marker.span.end + 10].strip()
    written = text[marker.span.start : marker.span.end].strip()
    if before is None and outer is not None and outer.number + 1 == marker.number:
        advice = f"“{written}”这一级的序号中间夹着更高一级的序号。公文层次依次是“一、”“（一）”“1.”“（1）”，请调整。"
        return Flaw(at=0, kind=LEVELS, words=words, advice=advice)
    if before is None:
        return Flaw(
            at=0, kind=ORDER, words=words,
            advice=f"这一级从“{written}”开始，前面没有“{_core(marker, 1)}”，请核对是漏了内容还是序号写错。",
        )  # fmt: skip
    if before.number == marker.number:
        advice = f"“{written}”重复了，按顺序应为“{_core(marker, before.number + 1)}”，请改正后面的序号。"
    else:
        advice = f"“{_core(marker, before.number)}”后面应为“{_core(marker, before.number + 1)}”，这里是“{written}”，请核对是漏了内容还是序号写错。"
    return Flaw(at=0, kind=ORDER, words=words, advice=advice)


def _core(marker: Marker, number: int) -> str:
    digits = chinese(number) if marker.style in _IN_CHINESE else str(number)
    if marker.style in ("parenthesised", "circled"):
        return chr(ord("⑴" if marker.style == "parenthesised" else "①") + number - 1)
    return _CORES[marker.style].format(digits)


def chinese(number: int) -> str:
    """A number from 1 to 99 as it stands in a heading: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if tens < 2 else CHINESE_DIGITS[tens - 1]
    return head + ("十" if tens else "") + (CHINESE_DIGITS[ones - 1] if ones else "")


def _of_points(lines: Sequence[str]) -> Iterator[Placed]:
    """Breaks in 一是…二是…, which may run over lines until a heading."""
    last = 0
    for i, text in enumerate(lines):
        marker = marker_at(text, 0, len(text))
        if marker is not None and marker.style in _OF_LINES:
            last = 0
        for match in _IS.finditer(text):
            number = ordinal(match[1])
            if number not in (1, last + 1):
                yield Placed(line=i, flaw=_point_out_of_order(text, match, number, last))
            last = number


def _point_out_of_order(text: str, match: re.Match[str], number: int, last: int) -> Flaw:
    found, wanted = f"{chinese(number)}是", f"{chinese(last + 1)}是"
    if not last:
        advice = f"前面没有“一是”，直接写了“{found}”，请核对是漏了内容还是序号写错。"
    elif number == last:
        advice = f"“{found}”重复了，按顺序应为“{wanted}”，请改正后面的序号。"
    else:
        advice = f"“{chinese(last)}是”后面应为“{wanted}”，这里是“{found}”，请核对是漏了内容还是序号写错。"
    words = text[match.start() : match.end() + 10]
    return Flaw(at=match.start(), kind=ORDER, words=words, advice=advice)


def _written_otherwise(lines: Sequence[str]) -> Iterator[Placed]:
    """Numbers written otherwise than official papers write them, told once for the whole text."""
    found = [(i, text, m) for i, text in enumerate(lines) if (m := _WRONG_MARK.match(text))]
    if not found:
        return
    i, text, match = found[0]
    number = match[1] or match[2] or match[3]
    right = f"{number}." if match[1] else f"{number}、" if match[3] else number
    more = f"，全文这样的写法共{len(found)}处" if len(found) > 1 else ""
    advice = f"公文的序号写作“一、”“（一）”“1.”“（1）”，这里的“{match[0]}”应为“{right}”{more}，请统一。"
    words = around(text, Span(start=0, end=match.end()))
    yield Placed(line=i, flaw=Flaw(at=0, kind=MARK, words=words, advice=advice))
