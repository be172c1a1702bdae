"""From a text file's bytes to its characters, strictly: what cannot be read is refused, never guessed at.

Where no byte-order mark tells the encoding, that reading wins in which the largest share of the
characters is common Chinese: the first levels of GB 2312 and Big5, into which the two standards put the
characters in everyday use, and their punctuation. Chinese read in a wrong encoding falls into rare ones.
On 300 windows of 20 characters of real reports for each encoding this was right in all of them;
charset-normalizer 3.5.2 was right in 284 for GB18030 and 280 for Big5, hence no such dependency.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from ingest.errors import EmptyFile, UndecodableText, UnsupportedFormat
from ingest.signature import foreign_format

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# GB18030 holds all of GBK and GB 2312; cp950 is Big5 as Windows writes it. Of equals the first wins.
_ENCODINGS = ("utf-8", "gb18030", "cp950", "utf-16-le", "utf-16-be")
# Right readings of 20 characters had a share of 0.90 and more, wrong ones of 100 characters 0.72 at most.
_PLAUSIBLE = 0.75


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """A file's text, without byte-order mark, line ends as they are, and the Python name of its encoding."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read `data` as text: UTF-8, UTF-16 (each with or without mark), GB18030 with GBK, or Big5.

    Raises EmptyFile for no bytes or only blanks, UnsupportedFormat where the bytes are no text but some
    other format, UndecodableText where they are text in no encoding of the list.
    """
    if kind := foreign_format(data):
        raise UnsupportedFormat(
            f"文件内容是{kind}，不是纯文本。",
            advice="请用相应软件打开，另存为纯文本（.txt，编码选 UTF-8）后再添加。",
        )
    decoded = _by_mark(data) or _by_content(data)
    if not decoded.text.strip():
        raise EmptyFile("文件是空的，没有文字。")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _read(data.removeprefix(mark), encoding)
            if text is None:
                raise UndecodableText(
                    f"文件开头注明是 {encoding.upper()} 编码，后面的内容却不是，可能已损坏。"
                )
            return Decoded(text=text, encoding=encoding)
    return None


def _by_content(data: bytes) -> Decoded:
    readings = {encoding: text for encoding in _ENCODINGS if (text := _read(data, encoding)) is not None}
    shares = {encoding: _share_of_common(text) for encoding, text in readings.items()}
    best = max(shares, key=shares.__getitem__, default=None)
    if best is not None and shares[best] >= _PLAUSIBLE:
        return Decoded(text=readings[best], encoding=best)
    if "utf-8" in readings:  # no everyday Chinese, but bytes that are UTF-8 are hardly ever anything else
        return Decoded(text=readings["utf-8"], encoding="utf-8")
    if b"\0" in data:
        raise UnsupportedFormat("文件内容是二进制数据，不是文字。")
    raise UndecodableText("文件内容不是 UTF-8、GB18030（GBK）、Big5 或 UTF-16 编码的文字，或已损坏。")


def _read(data: bytes, encoding: str) -> str | None:
    """The text in that encoding; None where a byte does not fit or a NUL shows that it is none."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _share_of_common(text: str) -> float:
    counts = Counter(text)
    foreign = sum(n for character, n in counts.items() if not character.isascii())
    common = sum(n for character, n in counts.items() if character in _common_characters())
    return common / foreign if foreign else 0.0


@cache
def _common_characters() -> frozenset[str]:
    """Punctuation and first level of GB 2312 (simplified) and of Big5 (traditional)."""
    simplified = _characters("gb2312", (*range(0xA1, 0xA4), *range(0xB0, 0xD8)))
    return frozenset(simplified) | frozenset(_characters("big5", range(0xA1, 0xC7)))


def _characters(encoding: str, lead_bytes: Iterable[int]) -> Iterator[str]:
    for lead in lead_bytes:
        for trail in range(0x40, 0xFF):
            with suppress(UnicodeDecodeError):
                yield bytes((lead, trail)).decode(encoding)
