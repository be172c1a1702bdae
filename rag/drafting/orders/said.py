"""A message cut into its parts, with units, groups and places of a draft put as single marks, so that patterns stay short."""

import re
from dataclasses import dataclass, field

from ingest.numerals import plain
from rag.directory import Directory, UnitEntry
from rag.drafting.orders.said_places import spots_in
from rag.drafting.revisions import Place

P, U, S, G = "[\ue000-\ue0ff]", "[\ue100-\ue1ff]", "[\ue200-\ue2ff]", "[\ue300-\ue3ff]"
"""One place (or several that are named together), one unit, one name of no unit of the library, one group (各社区)."""
_PLACES, _UNITS, _STRANGERS, _GROUPS = 0xE000, 0xE100, 0xE200, 0xE300
_AND = "(?:和|跟|与|及|以及|还有|、|同)?"
PLACES, UNITS = rf"(?:{P}{_AND}){{1,9}}", rf"(?:(?:{U}|{S}){_AND}){{1,30}}"
_SPLIT = re.compile(r"[，；;。！!\n]|(?<!\d),|,(?!\d{3})|[？?](?=.)")
_THEN = re.compile(
    r"(?<=.)(?=(?:然后|并且|同时|顺便|接着(?!写|往))|(?<=[了掉句点字])并(?!且|入|列)|(?<=[掉句字])再(?=[加把删写换]))"
)
_POLITE = re.compile(
    r"^(?:好的?(?=请|把)|嗯+|对了|请(?!假)|麻烦(?:你|您)?|帮(?:我们?|忙)|给我(?!们|[社镇街村单])|替我(?!们)|我(?:还|也)?(?:想|希望|要|需要)(?:让?你)?(?!的)|想要|希望|建议|最好|领导(?:说|要求|让|觉得|嫌|希望)|"
    r"那(?![个些家句点段部块])就?|然后|并且?(?!入|列)|同时|顺便|另外(?!一)|接着(?![写往说讲])|最后(?=[导输生存检校]|下载|打印)|还是(?=[把缩换改删])|先(?=[把帮]|不要|别)|(?P<modal>能不能|能否|可不可以|可否|是不是可以|可以(?![了交上用定报发]|直接[交上报提定发]|提交))|(?P<can>能(?=[把再不缩写换改删去加短长详展导给压扩充丰精控调合分锁撤恢输存放挪移]))|再?帮忙)+"
)
_AT_END = re.compile(
    r"(?:可以吗|可以不|好吗|好不好|行吗|行不行|成吗|谢谢|吧|就行|就好|就可以|即可|一下子|啊|哦|呗|嘛|[。！!？?…~～\s])+$"
)
_ASKS = re.compile(
    r"哪|谁|(?<!没)什么|啥|怎么|如何|为何|多少|(?<![这那前后分好])几(?!句|点[合并写]|条列|十|百|千|乎)|(?:有|是|共|哪)几句|有没有|是否|是不是|吗$|呢$|[？?]"
)
_PLAIN_QUESTION = re.compile(r"吗[？?。\s]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A part of a message. `words` as they stand there, `text` without what is only polite and with marks for what is
    named; `asks`: it asks something."""

    words: str
    text: str
    asks: bool
    named: "Named"

    def with_text(self, text: str) -> "Said":
        """The same with other text of the same marks."""
        return Said(words=self.words, text=text, asks=self.asks, named=self.named)


@dataclass(slots=True)
class Named:
    """What the marks of a message stand for, with the words that said it."""

    places: list[tuple[Place, ...]] = field(default_factory=list)
    units: list[UnitEntry] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    def places_in(self, text: str) -> tuple[Place, ...]:
        """The places whose marks stand in a text; a unit is a place too, the sentences that tell of it."""
        found: list[Place] = []
        for char in text:
            if re.match(P, char):
                found += self.places[ord(char) - _PLACES]
            elif re.match(U, char):
                found.append(Place(about=self.units[ord(char) - _UNITS].name))
        return tuple(found)

    def units_in(self, text: str) -> tuple[UnitEntry, ...]:
        """The units whose marks stand in a text, each once."""
        return tuple(dict.fromkeys(self.units[ord(c) - _UNITS] for c in text if re.match(U, c)))

    def strangers_in(self, text: str) -> tuple[str, ...]:
        """The names of no unit whose marks stand in a text."""
        return tuple(dict.fromkeys(self.strangers[ord(c) - _STRANGERS] for c in text if re.match(S, c)))

    def group_in(self, text: str) -> str:
        """The group whose mark stands in a text, "" for none."""
        return next((self.groups[ord(c) - _GROUPS] for c in text if re.match(G, c)), "")

    def unmarked(self, text: str) -> str:
        """A text with the words for its marks."""
        return "".join(self.words.get(c, c) for c in text)


def parts_said(message: str, directory: Directory) -> list[Said]:
    """The parts of a message in order, each with what it names."""
    named = Named()
    pieces = [p for piece in _SPLIT.split(message) if piece.strip() for p in _THEN.split(piece) if p.strip()]
    return [_part(piece.strip(), named, directory) for piece in pieces]


def _part(words: str, named: Named, directory: Directory) -> Said:
    even = plain(words)
    polite = _POLITE.match(even)
    text = _AT_END.sub("", even[polite.end() :] if polite else even)
    may = polite is not None and (polite["modal"] or polite["can"])
    if may:
        text = text.removesuffix("吗")
    elif _PLAIN_QUESTION.search(even) and not _AT_END.sub("", even).endswith("吗"):
        pass
    asks = bool(_ASKS.search(text)) or (not may and bool(re.search(r"吗$", text)))
    return Said(words=words, text=_marked(text, named, directory), asks=asks, named=named)


def _marked(text: str, named: Named, directory: Directory) -> str:
    naming = directory.resolve(text)
    marks: list[tuple[int, int, str]] = []
    if naming.group:
        named.groups.append(naming.group)
        marks.append((*naming.spans[0], chr(_GROUPS + len(named.groups) - 1)))
    for start, end in () if naming.group else naming.spans:
        inside = directory.names(text[start:end]) or directory.resolve(text[start:end]).entries
        entry = next((e for e in inside if e in naming.entries), None)
        if entry is None and len(naming.entries) == len(naming.spans):
            entry = naming.entries[list(naming.spans).index((start, end))]
        if entry:
            start = _own_start(text, start, end, entry)
            named.units.append(entry)
            marks.append((start, end, chr(_UNITS + len(named.units) - 1)))
    for stranger in (*naming.strangers, *directory.strangers_beside(text, naming)):
        if (start := text.find(stranger)) >= 0 and not re.match("我|咱|本", stranger):
            named.strangers.append(stranger)
            marks.append((start, start + len(stranger), chr(_STRANGERS + len(named.strangers) - 1)))
    marked = _replaced(text, marks, named)
    return _replaced(marked, _place_marks(marked, named), named)


def _own_start(text: str, start: int, end: int, entry: UnitEntry) -> int:
    """Where a unit's own name starts in words that may begin with a verb (后讲云岫镇, 用芷泊社区)."""
    labels = [n for n in (entry.name, *entry.unit.aliases) if text[start:end].endswith(n)]
    longest = max(labels, key=len, default="")
    front = text[start : end - len(longest)] if longest else ""
    return end - len(longest) if longest and not re.search("[省市县区]", front) else start


def _place_marks(text: str, named: Named) -> list[tuple[int, int, str]]:
    marks = []
    for spot in spots_in(text):
        places = spot.places
        if spot.about:
            about = text[slice(*spot.about)]
            units = named.units_in(about)
            words = units[0].name if units else named.unmarked(about)
            places = (Place(kind=spot.kind, about=words.strip('“”"「」')),)
        named.places.append(places)
        marks.append((spot.start, spot.end, chr(_PLACES + len(named.places) - 1)))
    return marks


def _replaced(text: str, marks: list[tuple[int, int, str]], named: Named) -> str:
    for start, end, mark in sorted(marks, reverse=True):
        named.words[mark] = named.unmarked(text[start:end])
        text = text[:start] + mark + text[end:]
    return text
