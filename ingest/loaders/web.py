"""Web pages: what a reader sees of them, a paragraph, list item or table row a line."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.decode import decode
from ingest.errors import EmptyFile
from ingest.loaders.compose import compose, one_line
from ingest.loaders.tables import table_lines
from ingest.model import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096
_HIDDEN = frozenset(
    "head script style nav footer aside noscript template form button select iframe svg object "
    "audio video canvas".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 "
    "h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_LONGEST_CELL = 200


def load_web(path: str, data: bytes) -> Document:
    """The document in the bytes of an .html file, scripts, styles, menus and page footers left out.

    Raises EmptyFile and what `ingest.decode.decode` raises.
    """
    text, encoding = _decoded(data)
    return compose(path, data, shown_lines(text), media_type="text/html", encoding=encoding)


def shown_lines(text: str) -> Iterator[str]:
    """The lines that a reader of this page in HTML sees. Raises EmptyFile."""
    # The parser gets bytes so that a declaration of another encoding in the text is not believed.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser) if text.strip() else None
    if root is None:
        raise EmptyFile("网页里没有文字。")
    yield from _lines(root)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text by the encoding that the page states, where that holds, else by what the bytes look like."""
    if stated := _CHARSET.search(data[:_HEAD]):
        encoding = stated[1].decode("ascii").lower()
        encoding = "gb18030" if encoding.startswith("gb") else encoding
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (LookupError, UnicodeDecodeError):
            pass  # pages are often saved in another encoding than they state
    decoded = decode(data)
    return decoded.text, decoded.encoding


def _lines(root: Any) -> Iterator[str]:
    """What is shown, cut at blocks and line breaks; lines without words are left out."""
    line = ""
    for piece in _pieces(root):
        if piece != "\n":
            line += piece
        elif line:
            shown = _BLANKS.sub(" ", line).strip()
            line = ""
            if shown:
                yield shown
    if shown := _BLANKS.sub(" ", line).strip():
        yield shown


def _pieces(element: Any) -> Iterator[str]:
    """The texts of an element in order, "\\n" where a line ends."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _HIDDEN or _INVISIBLE.search(element.get("style", "")):
        return
    if tag == "table" and (rows := _rows(element)) is not None:
        yield "\n"
        for line in table_lines(rows, header=_is_headed(element) or None):
            yield from (line, "\n")
        return
    if tag in _BLOCKS or tag == "br":
        yield "\n"
    if tag == "li" and element.getparent().tag == "ol":
        yield f"{1 + sum(1 for _ in element.itersiblings('li', preceding=True))}. "
    yield one_line(element.text or "")
    for child in element:
        yield from _pieces(child)
        yield one_line(child.tail or "")
    if tag in _BLOCKS:
        yield "\n"


def _rows(table: Any) -> list[list[str]] | None:
    """The texts of the cells; None for a table that only arranges the page: nested, or with running text."""
    if table.find(".//table") is not None:
        return None
    texts: list[list[str]] = []
    above: dict[
        int, tuple[str, int]
    ] = {}  # by column: the text of a cell that reaches down, and how many rows yet
    for row in table.iter("tr"):
        line: list[str] = []
        for cell in (cell for cell in row if cell.tag in ("td", "th")):
            _reach_down(line, above)
            text, down = " ".join(_lines(cell)), _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                above[len(line)] = text, down - 1
                line.append(text)
        _reach_down(line, above)
        texts.append(line)
    texts = [row for row in texts if row]
    if all(len(row) < 2 for row in texts) or any(len(cell) > _LONGEST_CELL for row in texts for cell in row):
        return None
    return texts


def _reach_down(line: list[str], above: dict[int, tuple[str, int]]) -> None:
    """Add to `line` the cells from above that reach into its next columns."""
    while (reach := above.get(len(line), ("", 0)))[1] > 0:
        above[len(line)] = reach[0], reach[1] - 1
        line.append(reach[0])


def _span(cell: Any, name: str) -> int:
    span = cell.get(name, "1")
    return max(1, min(int(span), 100)) if span.isdigit() else 1


def _is_headed(table: Any) -> bool:
    first = next(table.iter("tr"))
    return first.find("th") is not None and first.find("td") is None
