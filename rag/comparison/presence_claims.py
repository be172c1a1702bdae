"""What several sides have in common, what only one has, who says nothing: as a sentence says it, borne out by the table
or refused."""

import re
from collections.abc import Iterator, Sequence

from ingest.numerals import parse_number
from rag import phrases
from rag.claims import comparable, readable
from rag.comparison.compared import Claim, Compared, Unfounded, Words, content_of, stands_there
from rag.comparison.likeness import Column

_SAYS = r"(?:写到|提到|提及|写明|说明|涉及|给出|谈到|讲到|说到)"
_ALL = re.compile(r"(?<![首成京])都(?![市城江])|(?<![平人户年月日季])均(?![衡价等匀])|共同")
_ONLY = re.compile(r"(?:只有|仅有|仅|唯有)")
_SOLE = re.compile(r"唯一|独有")
_ONLY_SAYS = re.compile(rf"[^,;。]{{0,4}}?{_SAYS}了?")
_SILENT = re.compile(
    rf"(?:的报告|的材料|则|也|都|均|并|还){{0,2}}(?:没有?|未|未曾)(?:明确)?{_SAYS}(?:相关|具体)?"
)
_OTHERS = re.compile(r"(?:其他|其它|其余|另外|另)[^,;。]{0,6}?(?=(?:则|也|都|均|并){0,2}(?:没|未))")
_COUNTED = re.compile(
    r"(?P<n>[两二三四五六七八九十]{1,3}|\d{1,3})[个家](?:单位|社区|街道|乡镇|镇|乡|村|县|区|市|省|局|部门|地方)"
)


def presence_claims(words: Words, compared: Compared, marks: Sequence[int]) -> list[Claim]:
    """The claims of a sentence with these marks on what sides have in common or alone. Raises Unfounded for one that
    the table does not bear out."""
    quotes = [compared.evidence[n].quote for n in marks if n in compared.evidence]
    silent = list(_silences(words, compared))
    found = [*silent, *_only(words, compared, quotes), *_counted(words, compared, marks)]
    for match in _ALL.finditer(words.bare):
        in_silence = any(
            words.text.find(c.words) <= match.start() < words.text.find(c.words) + len(c.words)
            for c in silent
        )
        if not in_silence and not stands_there(words, match.start(), match.end() + 2, quotes, around=1):
            found.append(_common(match, words, compared))
    return found


def _silences(words: Words, compared: Compared) -> Iterator[Claim]:
    """丙没有写到培训, 其他单位未提及."""
    for match in _SILENT.finditer(words.bare):
        start, end = words.clause(match.start())
        told = [x for x in words.named if start <= x[0] and x[1] <= match.start()]
        sides = tuple(side for _, _, side in told)
        begins = told[0][0] if told else start
        if not told and (others := _OTHERS.search(words.bare, start, end)):
            named = {side for _, _, side in words.named}
            sides, begins = tuple(s for s in compared.read if s not in named), others.start()
        columns = _columns_in(words, start, end, compared)
        if not sides or any(c.cells[s].status != "not_found" for c in columns for s in sides):
            raise Unfounded(phrases.NOT_SILENT.format(words=words.text[start:end]))
        about = next((c.name for c in columns if words.text.startswith(readable(c.name), match.end())), "")
        yield Claim(words=words.text[begins : match.end() + len(readable(about))])


def _only(words: Words, compared: Compared, quotes: Sequence[str]) -> Iterator[Claim]:
    """志愿服务只有甲写到."""
    if (sole := _SOLE.search(words.bare)) and not stands_there(words, sole.start(), sole.end(), quotes):
        raise Unfounded(phrases.NOT_BORNE_OUT.format(words=sole.group()))
    for match in _ONLY.finditer(words.bare):
        if not any(start == match.end() for start, _, _ in words.named):
            continue
        sides, end = words.behind(match.end())
        start, clause_end = words.clause(match.start())
        columns = _columns_in(words, start, clause_end, compared)
        for column in columns:
            stating = {
                s for s, c in enumerate(column.cells) if c.status in ("answered", "withheld_in_source")
            }
            if stating != set(sides) or len(columns) > 1:
                names = "、".join(column.labels[s] for s in sorted(stating))
                raise Unfounded(phrases.NOT_ALONE.format(aspect=column.name, names=names))
        says = _ONLY_SAYS.match(words.bare, end)
        cited = tuple(n for s in sides for n in columns[0].cells[s].citations[:1])
        yield Claim(words=words.text[match.start() : says.end() if says else end], inputs=cited)


def _counted(words: Words, compared: Compared, marks: Sequence[int]) -> Iterator[Claim]:
    """三个单位: as many as were compared, or as the sentence names; where it is written in digits, as it cites."""
    cited = {compared.evidence[n].unit: n for n in marks if n in compared.evidence}
    quotes = [compared.evidence[n].quote for n in cited.values()]
    for match in _COUNTED.finditer(words.bare):
        if stands_there(words, match.start(), match.end(), quotes, around=0):
            continue
        count = parse_number(match["n"].replace("两", "二"))
        known = (len(compared.read), len({side for _, _, side in words.named}))
        if count not in known or (match["n"].isdigit() and count != len(cited)):
            raise Unfounded(phrases.NOT_BORNE_OUT.format(words=match.group()))
        yield Claim(words=match.group(), inputs=tuple(cited.values()))


def _common(match: re.Match[str], words: Words, compared: Compared) -> Claim:
    """甲、乙都办了读书会: what is said stands in the words of each of them."""
    start, end = words.clause(match.start())
    sides = words.before(match.start()) or compared.read
    content = content_of(words.text[match.end() : end], compared) or content_of(
        words.text[start:end], compared
    )
    columns = _columns_in(words, 0, len(words.text), compared)
    named = [c for c in columns if comparable(c.name) in comparable(words.text[start:end])]
    if not content and len(sides) > 1 and all(c.cells[s].status == "answered" for c in named for s in sides):
        content = [comparable(c.name) for c in named]
    if len(sides) < 2 or not content:
        raise Unfounded(phrases.NOT_IN_COMMON.format(words=words.text[start:end]))
    return Claim(
        words=match.group(),
        inputs=tuple(n for side in sides for n in _bearing_out(side, content, columns, compared)),
    )


def _bearing_out(
    side: int, content: Sequence[str], columns: Sequence[Column], compared: Compared
) -> tuple[int, ...]:
    """The fewest pieces of a side's evidence that hold all of the content. Raises Unfounded where some of it is missing."""
    cited = [n for n in compared.citations(side) if n in compared.evidence]
    quoted = {n: comparable(compared.evidence[n].quote) for n in cited}
    for column in columns:
        # That a cell states something bears out the name of its column.
        quoted |= {
            n: quoted[n] + comparable(column.name) for n in column.cells[side].citations if n in quoted
        }
    chosen: list[int] = []
    for word in content:
        if any(word in quoted[n] for n in chosen):
            continue
        n = next((n for n in cited if word in quoted[n]), None)
        if n is None:
            raise Unfounded(phrases.NOT_SAID_BY.format(name=compared.columns[0].labels[side], words=word))
        chosen.append(n)
    return tuple(chosen)


def _columns_in(words: Words, start: int, end: int, compared: Compared) -> tuple[Column, ...]:
    """The columns that a clause names, else those of the sentence, else all."""
    return (
        compared.columns_named(words.text[start:end])
        or compared.columns_named(words.text)
        or compared.columns
    )
