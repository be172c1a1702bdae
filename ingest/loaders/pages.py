"""From pages of printed lines to paragraphs: page headers, footers and numbers dropped, broken lines joined.

Before the first paragraph that begins on a new page stands a line with a form feed, so that the page of a
place is 1 + the number of form feeds before it. A paragraph that runs over stays whole, on the page where it
begins.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.loaders.compose import one_line

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:\d{1,3}|第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4})(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?[-—–－·\s]*"
)
_MARGIN_LINES = 2
# The last line of a paragraph is seldom this full; others are fuller but for the first, indented one.
_FULL = 0.85
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"), ("【", "】"))
_SENTENCE_END = "。！？；：!?;:"
# Fonts often map a character to the radical that looks like it: these have no compatibility form in Unicode.
_RADICALS = str.maketrans(
    "⺁⺌⺎⺙⺟⺠⺪⺫⺮⺰⺳⺶⺷⺸⺻⺼⺽⻁⻂⻃⻄⻅⻆⻇⻉⻋⻌⻍⻏⻐⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂小兀攵母民疋罒竹纟罒羊羊羊聿月臼虎衤覀西见角角贝车辶辶阝钅長镸长门青韦页风飞食食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_LOOKALIKE = re.compile("[\u2f00-\u2fd5\ufb00-\ufb06]")
_WIDE = "\u2e80-\u9fff\u3000-\u303f\uf900-\ufaff\uff00-\uff60"
_GAP = re.compile(rf"(?<=[{_WIDE}]) (?=\S)|(?<=\S) (?=[{_WIDE}])")


def page_text(pages: Sequence[Sequence[str]]) -> str:
    """The running text of these pages of lines, one paragraph a line."""
    cleaned = [[line for line in map(_clean, page) if line] for page in pages]
    bodies = [list(page) for page in _without_margins(cleaned)]
    typical = _typical_width([line for page in bodies for line in page])
    text, last, breaks = "", "", 0
    for number, page in enumerate(bodies):
        breaks += number > 0
        for line in page:
            if last and _runs_on(last, typical):
                text += _joint(last, line) + line
            else:
                text += "\n" * bool(text) + ("\f" * breaks + "\n") * bool(breaks) + line
                breaks = 0
            last = line
    return text


def _clean(line: str) -> str:
    """Characters as they are written, without the gaps that printing leaves between Chinese and figures."""
    line = _LOOKALIKE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line.translate(_RADICALS))
    return _GAP.sub("", one_line(line).strip())


def _without_margins(pages: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The pages without page numbers and without what stands at the edge of half of them and more."""
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    least = max(2, len(pages) / 2)
    for page in pages:
        edge = set(range(_MARGIN_LINES)) | set(range(len(page) - _MARGIN_LINES, len(page)))
        yield [
            line
            for at, line in enumerate(page)
            if at not in edge or not (_PAGE_NUMBER.fullmatch(line) or shapes[_shape(line)] >= least)
        ]


def _edge(page: Sequence[str]) -> list[str]:
    return [*page[:_MARGIN_LINES], *page[-_MARGIN_LINES:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _typical_width(lines: Sequence[str]) -> int:
    widths = sorted(map(_width, lines))
    return widths[int(len(widths) * 0.9)] if widths else 0


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _runs_on(line: str, typical: int) -> bool:
    """Whether the paragraph of `line` goes on in the next: it breaks off inside brackets, or is full.

    After the end of a sentence a new line begins even where the paragraph may go on: no sentence is cut by it.
    """
    if any(line.count(opening) > line.count(closing) for opening, closing in _PAIRS):
        return True
    return line[-1] not in _SENTENCE_END and _width(line) >= _FULL * typical


def _joint(line: str, following: str) -> str:
    return " " if line[-1].isascii() and following[0].isascii() and line[-1].isalpha() else ""
