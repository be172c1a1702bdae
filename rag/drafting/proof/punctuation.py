"""Slips of punctuation: half brackets and quotation marks, marks typed twice, half-width marks in Chinese."""

import re
from collections.abc import Iterator

from ingest.model import Span
from rag.drafting.proof.flaws import Flaw, around

HALF, TWICE, NARROW = "缺一半的括号引号", "标点重复", "半角标点"
_PAIRS = {"（": "）", "《": "》", "“": "”", "「": "」", "『": "』", "【": "】", "〔": "〕", "(": ")"}
_CLOSES = {closing: opening for opening, closing in _PAIRS.items()}
_EITHER_WIDTH = {"(": "（", ")": "）"}
# a) and 1） number a point.
_LIST_MARK = re.compile(r"(?:^|[\s。；;：:，,、])[(（]?[0-9A-Za-z①-⑳一二三四五六七八九十]{1,3}$")
_TWICE = re.compile(r"[，、；：。,;]{2,}|(?<!\.)\.\.(?!\.)|[！？][，、；：。]+|[，、；：。]+[！？]")
_HAN = "[\u4e00-\u9fff”》）】％%]"
_NARROW = re.compile(rf"(?<={_HAN})[,;:?!](?=[\u4e00-\u9fff“《（\s]|$)|(?<=[\u4e00-\u9fff])\.(?=\s*$|\s*[\u4e00-\u9fff])|\((?=[\u4e00-\u9fff])[^()]*(?<=[\u4e00-\u9fff])\)")  # fmt: skip
_WIDE = str.maketrans(",;:?!().", "，；：？！（）。")


def punctuation_flaws(text: str) -> Iterator[Flaw]:
    """The slips of a line's punctuation, in no order."""
    yield from _halves(text)
    for match in _TWICE.finditer(text):
        words = around(text, Span(start=match.start(), end=match.end()))
        advice = f"「{match.group()}」几个标点连用，请只留一个。"
        yield Flaw(at=match.start(), kind=TWICE, words=words, advice=advice)


def narrow_marks(text: str) -> list[Span]:
    """The half-width marks of a line between Chinese characters."""
    return [Span(start=m.start(), end=m.end()) for m in _NARROW.finditer(text)]


def narrow_flaw(text: str, span: Span, count: int) -> Flaw:
    """The half-width marks of a whole text told at the first of them."""
    mark = span.of(text)
    shown = f"{mark[0]}{mark[-1]}" if len(mark) > 1 else mark
    more = f"全文共{count}处，" if count > 1 else ""
    if mark == ".":
        advice = f"中文里夹着半角的“.”，{more}请改成中文标点，多余的就删去。"
    else:
        advice = f"中文里的“{shown}”应为全角的“{shown.translate(_WIDE)}”，{more}请一并改过来。"
    return Flaw(at=span.start, kind=NARROW, words=around(text, span), advice=advice)


def _halves(text: str) -> Iterator[Flaw]:
    open_: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in "“《" and open_ and open_[-1][0] == char:
            yield _turned(text, char, at)
            open_.pop()
        elif char in _PAIRS:
            open_.append((char, at))
        elif char in _CLOSES:
            wanted = _CLOSES[char]
            if open_ and _same(open_[-1][0], wanted):
                open_.pop()
            elif any(_same(opening, wanted) for opening, _ in open_):
                while open_ and not _same(open_[-1][0], wanted):
                    yield _half(text, *open_.pop())
                open_.pop()
            elif char not in "）)" or not _LIST_MARK.search(text[:at]):
                yield _half(text, char, at)
    for opening, at in open_:
        yield _half(text, opening, at)
    straight = [m.start() for m in re.finditer('"', text)]
    if len(straight) % 2:
        yield _half(text, '"', straight[-1])


def _same(opening: str, wanted: str) -> bool:
    return _EITHER_WIDTH.get(opening, opening) == _EITHER_WIDTH.get(wanted, wanted)


def _half(text: str, char: str, at: int) -> Flaw:
    missing = _PAIRS.get(char) or _CLOSES.get(char) or char
    where = "后面" if char in _PAIRS else "前面"
    words = around(text, Span(start=at, end=at + 1))
    return Flaw(
        at=at, kind=HALF, words=words, advice=f"「{char}」{where}没有与它成对的「{missing}」，请补上或删去。"
    )


def _turned(text: str, char: str, at: int) -> Flaw:
    """An opening mark that was typed for the closing one: “健康讲堂“."""
    words = around(text, Span(start=at, end=at + 1))
    return Flaw(at=at, kind=HALF, words=words, advice=f"这里的「{char}」应为「{_PAIRS[char]}」，请改正。")
