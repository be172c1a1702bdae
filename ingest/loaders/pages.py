"""From pages of printed lines to paragraphs: page headers, footers and numbers dropped, broken lines joined.

The contract of all files of pages (PDF, OFD, scans): the first line that begins on a page opens with a form
feed, the first page's apart; a page on which no line begins leaves its form feed to the next. So the page of
a place is 1 + the number of form feeds before it and at it. A paragraph that runs over stays whole, on the
page where it begins. `str.splitlines` counts a form feed as a line's end: an empty line that nobody prints.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.loaders.compose import one_line
from ingest.loaders.layout import Page, PrintedLine

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:\d{1,3}|第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4})(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?[-—–－·\s]*"
)
_MARGIN_LINES = 2
# In heights of the type: a paragraph's first line stands this far in; a broken line ends this near the margin.
_INDENT = 1.2
_DEEPEST_INDENT = 3.0
_SLACK = 3.0
_SLACK_SHARE = 0.15
# Lines that end before this share of the page's width end before its margin, however few there are to compare.
_LEAST_WIDTH = 0.6
_FEW_LINES = 6
# A title's type is larger than that of the text by more; types of one size differ by less in how they are measured.
_OTHER_TYPE = 1.25
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Margins:
    """Where the text of a page begins and ends."""

    left: float
    right: float

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether a line begins as far in as the first of a paragraph does."""
        return not line.is_row and _INDENT < (line.left - self.left) / line.size < _DEEPEST_INDENT


def page_text(pages: Sequence[Page]) -> str:
    """The running text of these pages, one paragraph or row of a table a line."""
    bodies = _without_margins([_cleaned(page) for page in pages])
    margins = [_margins(page, [o for o in bodies if round(o.width) == round(page.width)]) for page in bodies]
    indented = sum(
        its.is_indented(line) for its, page in zip(margins, bodies, strict=True) for line in page.lines
    )
    text, breaks = "", 0
    last: tuple[PrintedLine, _Margins] | None = None
    for number, (page, its) in enumerate(zip(bodies, margins, strict=True)):
        breaks += number > 0
        for line in page.lines:
            if last and _runs_on(*last, line, its, indents=indented > 1):
                text += joint(last[0].text, line.text) + line.text
            else:
                text += "\n" * bool(text) + "\f" * breaks + line.text
                breaks = 0
            last = line, its
    return text


def joint(line: str, following: str) -> str:
    """What goes between the parts of a broken line: a blank between words of letters."""
    return " " if line[-1].isascii() and line[-1].isalpha() and following[0].isascii() else ""


def clean(line: str) -> str:
    """Characters as they are written, without the gaps that printing leaves between Chinese and figures."""
    line = _LOOKALIKE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line.translate(_RADICALS))
    return _GAP.sub("", one_line(line).strip())


def _cleaned(page: Page) -> Page:
    lines = (replace(line, text=clean(line.text)) for line in page.lines)
    return replace(page, lines=tuple(line for line in lines if line.text))


def _without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without page numbers and without what stands at the edge of half of them and more.

    In large type that is a title, of a form with several copies: it stays where it is met first.
    """
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edge(page)})
    repeated = {shape for shape, many in shapes.items() if many >= max(2, len(pages) / 2)}
    sizes = sorted(line.size for page in pages for line in page.lines if not line.is_row)
    large = _OTHER_TYPE * sizes[len(sizes) // 2] if sizes else 0.0
    seen: set[str] = set()
    bodies = []
    for page in pages:
        titles = {_shape(line) for line in page.lines if line.size > large} - seen
        bodies.append(replace(page, lines=tuple(_body(page.lines, repeated - titles))))
        seen |= titles
    return bodies


def _body(lines: Sequence[PrintedLine], repeated: set[str]) -> Iterator[PrintedLine]:
    edge = {*range(_MARGIN_LINES), *range(len(lines) - _MARGIN_LINES, len(lines))}
    for at, line in enumerate(lines):
        furniture = _PAGE_NUMBER.fullmatch(line.text) or _shape(line) in repeated
        if at not in edge or line.is_row or not furniture:
            yield line


def _edge(page: Page) -> list[PrintedLine]:
    return [line for line in (*page.lines[:_MARGIN_LINES], *page.lines[-_MARGIN_LINES:]) if not line.is_row]


def _shape(line: PrintedLine) -> str:
    return re.sub(r"\d+", "0", line.text)


def _margins(page: Page, alike: Sequence[Page]) -> _Margins:
    """The margins of a page: its own on the left, since bound pages are set in turn to either side; on the right
    that of all pages of its width, since a page may hold short lines only."""
    running = [line for other in alike for line in other.lines if not line.is_row]
    own = [line for line in page.lines if not line.is_row]
    if not running:
        return _Margins(left=0.0, right=page.width)
    left = _agreed([line.left for line in (own if len(own) > 2 else running)], running[0].size)
    right = -_agreed([-line.right for line in running], running[0].size)
    right = max(right, _LEAST_WIDTH * page.width)
    return _Margins(left=left, right=right)


def _agreed(places: list[float], size: float) -> float:
    """The outermost place at which two lines begin: one alone may be a speck; of few lines the outermost."""
    ordered = sorted(places)
    if len(places) < _FEW_LINES:
        return ordered[0]
    pairs = itertools.pairwise(ordered)
    return next((place for place, other in pairs if other - place <= 0.6 * size), ordered[0])


def _runs_on(
    line: PrintedLine, its: _Margins, following: PrintedLine, margins: _Margins, *, indents: bool
) -> bool:
    """Whether the paragraph of `line` goes on in `following`: it breaks off inside brackets or at the margin.

    After the end of a sentence only where indents show that no new paragraph begins.
    """
    if line.is_row or following.is_row or not 1 / _OTHER_TYPE < line.size / following.size < _OTHER_TYPE:
        return False
    if following.left > margins.left + _INDENT * following.size:
        return False
    if any(line.text.count(opening) > line.text.count(closing) for opening, closing in _PAIRS):
        return True
    slack = min(_SLACK * line.size, _SLACK_SHARE * (its.right - its.left))
    return its.right - line.right <= slack and (indents or line.text[-1] not in _SENTENCE_END)
