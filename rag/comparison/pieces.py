"""A cell's quotes as clauses of running prose: cut short at clauses, the unit named once, plans told as plans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.clauses import clauses
from ingest.words import tagged_words
from rag import phrases, stance
from rag.mentions import strange_name
from rag.model import Cell, Evidence
from rag.terms import fold

_BARE = 10
LONGEST = 80
"""How many characters of a unit are told of one aspect, about."""
_KINDS = "社区|街道|镇|乡|村|县|区|市|省|自治区|州|旗|局|委|校|学校|中学|小学|园区|单位|中心|医院|公司|站|所"
_OURSELVES = re.compile(
    rf"^(?:(?:今年|一年|近年|全年)[以]?来?，)?(?:全|我|本|我们|该)?(?P<kind>{_KINDS})(?![级委长属民情域容貌场务党内外直])的?"
)
_UNDER = re.compile(
    r"^(?:[^，。；]{0,12}，)?[^，。；]{0,10}?(?:在|按照|根据|遵照)[^，。；]{2,60}?(?:领导|指导|关心|支持|帮助|部署|要求|精神)下?，"
)
_LINKS = re.compile(r"^(?:在此基础上|其中|同时|此外|另外|并且|并|还|也|且|以及|是|我们|：)[，：]?")
_OUR = re.compile(rf"我({_KINDS})(?![级委长属们国])")
_HEADING = re.compile("^[^，、]{0,20}(?:不足|问题|打算|情况|做法|任务)$")
_MORE_THAN_A_NAME = re.compile(r"[“”《》\dx_百千万了]|[一两二三四五六七八九十][个名次场支项所处]")
# How something is done leads to what is done: the tagger takes 大力 and 新建 for nouns.
_DEED = re.compile("大力|广泛|全面|积极|深入|进一步|着力|扎实|切实|继续|新建|新增|扩建|改建|改造|开展")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|。(?!\d)")
_ASIDE = re.compile(r"[(（][^()（）]{9,}[)）]")
_PLANNED = phrases.CELL_PLANNED.format(words="")
_NO_NUMBER = phrases.CELL_NO_NUMBER.format(words="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Words of one quote, its number, the first figure that the cell takes from it, and whether it is of what is to
    come; `in_plan`: it stands under a heading of plans, or in a plan."""

    words: str
    n: int
    raw: str = ""
    planned: bool = False
    in_plan: bool = False


def pieces_of(
    cell: Cell, evidence: Mapping[int, Evidence], label: str, *, planned: bool = False
) -> tuple[Piece, ...]:
    """The quotes of a cell in its order, as they follow upon the unit's name `label`: the ones that fit. `planned`:
    the aspect itself is of what is to come (增长目标)."""
    found: list[Piece] = []
    room = LONGEST
    for words, n in _quotes(cell, evidence):
        figures = [q for q in cell.quantities if q.n == n]
        raw = next((q.raw for q in figures if q.raw in words), "")
        in_plan = _stands_among_plans(evidence[n], words)
        to_come = words.startswith(_PLANNED) or (
            all(q.planned for q in figures) if figures else planned or in_plan
        )
        short = _cut(_to_the_point(words.removeprefix(_PLANNED), label), raw, room if found else LONGEST)
        if short and (not found or len(short) <= room):
            found.append(Piece(words=short, n=n, raw=raw, planned=to_come, in_plan=in_plan))
            room -= len(short)
    return tuple(found)


def told(piece: Piece, *, first: bool) -> str:
    """The words of a piece; of one that is to come, told as a plan. `first`: the unit's name stands in front."""
    if not piece.planned or stance.plans(piece.words):
        named = len(piece.words) <= _BARE or _HEADING.search(piece.words)
        bare = named and not _MORE_THAN_A_NAME.search(piece.words)
        return f"提到“{piece.words}”" if bare else piece.words
    also = "" if first else "并"
    openly = f"计划{piece.words}"
    deed = bool(_DEED.match(piece.words)) or tagged_words(piece.words)[0].tag in ("v", "d", "ad")
    if deed and piece.words != piece.raw and (piece.in_plan or not stance.firmly_plans(openly)):
        return f"{also}{openly}"
    return f"{also}提出{piece.words}的目标"


def _stands_among_plans(quote: Evidence, words: str) -> bool:
    """Whether words that give no figure stand under a heading of plans, or in a plan."""
    over = "\n".join((*reversed(quote.heading_path), quote.report_title or ""))
    return stance.place_of_plans(over) and not stance.says_done(words)


def _quotes(cell: Cell, evidence: Mapping[int, Evidence]) -> list[tuple[str, int]]:
    """The parts of a cell's text, each with the number of the quote that it stands in."""
    quotes = {n: fold(evidence[n].quote) for n in cell.citations if n in evidence}
    found: list[tuple[str, int]] = []
    for part in cell.text.removeprefix(_NO_NUMBER).split("；"):
        words = fold(part.removeprefix(_PLANNED))
        n = max(quotes, key=lambda m: (words in quotes[m], _shared(words, quotes[m])), default=None)
        if n is None:
            continue
        if any(words in fold(other) for other, _ in found):
            continue
        if found and found[-1][1] == n:
            found[-1] = (f"{found[-1][0]}，{part.removeprefix(_PLANNED)}", n)
        else:
            found.append((part, n))
    return found


def _shared(words: str, quote: str) -> float:
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(p in quote for p in pairs) / max(1, len(pairs))


def _to_the_point(words: str, label: str) -> str:
    """Words without what the unit's name in front of them says already, and without the phrase of whose guidance it was
    done under."""
    words = _COMMA.sub("，", words)
    words = _LINKS.sub("", _LINKS.sub("", _UNDER.sub("", words)))
    ourselves = _OURSELVES.match(words)
    if ourselves and _bare(label).endswith(ourselves["kind"]) and _is_word(ourselves, words):
        words = _LINKS.sub("", words[ourselves.end() :])
    for ours in _OUR.findall(words):
        if _bare(label).endswith(ours):
            words = words.replace(f"我{ours}", "")
    for name in (label, _bare(label)):
        words = words.removeprefix(name)
    return words.strip("，,、；：: ")


def _is_word(ourselves: re.Match[str], words: str) -> bool:
    """Whether 村 in front is a word by itself, not the front of 村道."""
    kind = ourselves["kind"]
    whole = ourselves.start("kind") > 0 or len(kind) > 1
    return whole or tagged_words(words)[0].text == kind


def _bare(label: str) -> str:
    return re.sub(r"（.*?）|(?:19|20)\d{2}年.*$", "", label)


def _cut(words: str, raw: str, room: int) -> str:
    """Words cut at a clause to about `room` characters, the clause of the figure `raw` always among them; "" where
    not even that fits."""
    aside = _ASIDE.search(words)
    if aside and raw not in aside.group():
        words = words.replace(aside.group(), "")
    if len(words) <= room:
        return words
    parts = clauses(words)
    first = next((i for i, p in enumerate(parts) if raw and raw in p.of(words)), 0)
    start = 0 if parts[first].end <= room else first
    end = max((p.end for p in parts[start:] if p.end - parts[start].start <= room), default=parts[start].end)
    return _closed(words[parts[start].start : end])


def _closed(words: str) -> str:
    """Words without a bracket or quotation mark that the cut left open."""
    for opening, closing in (("(", ")"), ("（", "）"), ("“", "”"), ("《", "》")):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words.strip("，,、；：: ")


def without_number(cell: Cell) -> bool:
    """Whether a cell speaks of its aspect without the number that was wanted."""
    return cell.status == "answered" and cell.text.startswith(_NO_NUMBER)


def joined(label: str, words: str) -> str:
    """Words behind the unit's name; with 的 between where the two would be read as another name (云岫镇云岫社区)."""
    runs_on = strange_name(label + words, words, "", frozenset((label, _bare(label)))) is not None
    return f"{label}{'的' * runs_on}{words}"


def beside(name: str, piece: Piece, *, first: bool) -> Piece:
    """A piece as it reads where the aspect was just named: of 城镇新增就业120万人 the number, with 为 in front. What is
    told behind the `first` piece stays whole, lest its number be read as the same one's."""
    rest = re.sub("^(?:达到?|为)", "", piece.words.removeprefix(name))
    if not piece.raw or rest != piece.raw or not (first or piece.planned):
        return piece
    return replace(piece, words=rest if piece.planned else f"为{rest}")


def distinct(pieces: Sequence[Piece], before: Sequence[str]) -> tuple[Piece, ...]:
    """The pieces that were not told `before` in as many words."""
    kept: list[Piece] = []
    for piece in pieces:
        words = fold(piece.words)
        if not any(words in fold(other) for other in (*before, *(k.words for k in kept))):
            kept.append(piece)
    return tuple(kept)
