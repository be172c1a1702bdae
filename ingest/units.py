"""Who speaks in a report: the unit's name, kind, place and aliases, from the body rather than from the title.

Every name in the text is weighed by the roles it plays (ingest.evidence) and by whether its kind is what the text
calls itself (ingest.selfreference). Titles of compilations mislead (a heading may say 教育局 over a town's report), so
a title only lends weight; where no name is good enough the unit gets a reader's label (ingest.labels).
"""

import re
from collections import Counter

from ingest.evidence import Candidate, candidates
from ingest.kinds import AREA_KINDS, Kind, kind_of_name
from ingest.labels import area_unit, inferred_unit
from ingest.model import Unit
from ingest.names import NameMention, find_names
from ingest.naming import other_forms
from ingest.places import AWAY, Place, find_places, home_of
from ingest.selfreference import SelfReference, self_reference

_ENOUGH = 4.0
_RULES = re.compile(r"委(?!员)|人民政府|政府")


def identify_unit(text: str, *, title: str | None = None) -> Unit:
    """The unit whose report `text` is. The title lends weight to a name and tells nameless units of one file apart."""
    own = self_reference(text)
    mentions = find_names(text)
    ranked = candidates(text, mentions)
    named = _best(ranked, own, title or "", text)
    if own.area and not own.word and (named is None or named.kind.name in AREA_KINDS):
        home = home_of(f"{title or ''}\n{text}", rank=own.area)
        if home is not None and (home.name.endswith(own.area) or (own.area == "省" == home.level[0])):
            return area_unit(home.common_name, home.short)
    elsewhere = _without(text, named.name if named else "")
    home = home_of(elsewhere, rank=own.rank)
    if home is not None and home.level == "省":
        home = home_of(elsewhere) or home  # a province is named with every county; the county says more
    if named is not None:
        return _named_unit(text, named, mentions, home)
    return inferred_unit(text, own, home, _area_of(text, mentions), title)


def unit_called(name: str, text: str) -> Unit:
    """The unit that a reader calls by this name; whether `text`, its report, names it too is looked up there."""
    kind = kind_of_name(name)
    place = next((m.place for m in find_places(name) if m.full), None)
    mention = next((m for m in find_names(name) if m.name == name), None)
    where = place.common_name if place else _first_area(name, mention)
    return Unit(
        name=name,
        aliases=tuple(sorted(other_forms(name, kind.name if kind else "", mention, place) - {name})),
        kind=kind.name if kind else "",
        place=where,
        named_in_text=name in text,
    )


def _best(ranked: list[Candidate], own: SelfReference, title: str, text: str) -> Candidate | None:
    """The name that the text uses for its own unit, if one is good enough."""
    ranked = ranked + [c for c in _titled(title) if c.name not in {r.name for r in ranked}]
    weights = {c.name: _weight(c, own, title, ranked) for c in ranked}
    best = max(ranked, key=lambda c: (weights[c.name], -c.first), default=None)
    return best if best is not None and weights[best.name] >= _ENOUGH else None


def _weight(candidate: Candidate, own: SelfReference, title: str, ranked: list[Candidate]) -> float:
    weight = candidate.weight + _agreement(candidate.kind, own)
    if candidate.name in title:
        weight += 3
    rivals = [c for c in ranked if c.kind is candidate.kind]
    if len(rivals) > 1 and own.word not in candidate.kind.selves and _leads(candidate.kind, ranked):
        weight -= 3  # several villages beside one town that speaks: the town's
    if own.word in candidate.kind.selves and (len(rivals) == 1 or not candidate.spoken):
        weight += 1 if len(rivals) == 1 else -2
    return weight


def _leads(kind: Kind, ranked: list[Candidate]) -> bool:
    return kind.name in ("社区", "村", "学校", "公司") and any(
        c.kind.name in ("街道", "镇", "乡", "局", "园区", "区", "县") and c.weight >= _ENOUGH for c in ranked
    )


def _agreement(kind: Kind, own: SelfReference) -> float:
    """How well the kind of a name fits what the text calls itself."""
    if kind.name in AREA_KINDS:
        if own.word:
            return -2 - min(8.0, own.strength)
        return 1.5 if own.area == kind.name else -1.0
    if not own.word:
        return 0.0
    if own.word in kind.selves or kind_of_name(own.word) is kind:
        return 2.5 + min(8.0, own.strength) / 8
    return -min(8.0, own.strength)


def _titled(title: str) -> list[Candidate]:
    return [
        Candidate(name=m.name, kind=m.kind, weight=0.5, count=0, first=10**9, spoken=False)
        for m in find_names(title)
        if m.sure
    ]


def _named_unit(text: str, named: Candidate, mentions: list[NameMention], home: Place | None) -> Unit:
    mention = next((m for m in mentions if m.name == named.name), None)
    if named.kind.name in AREA_KINDS:
        return area_unit(named.name, named.name[:-1])
    place = _first_area(named.name, mention)
    if place is None and home is not None and home.level != "省":
        place = home.common_name
    known = home if place and home and home.common_name == place else None
    aliases = other_forms(named.name, named.kind.name, mention, known) | named.forms
    aliases |= {text[m.start : m.end] for m in mentions if m.name == named.name}
    return Unit(
        name=named.name,
        aliases=tuple(sorted(aliases - {named.name})),
        kind=named.kind.name,
        place=place,
    )


def _first_area(name: str, mention: NameMention | None) -> str | None:
    """The place that a name begins with: 澜江县 of 澜江县残联."""
    for end in range(3, len(name)):
        if name[end - 1] in "县区市州旗镇乡" and (mention is None or mention.start + end <= mention.core):
            return name[:end]
    return None


def _area_of(text: str, mentions: list[NameMention]) -> str:
    """The county, city or district that a nameless unit's text speaks from, where it does so clearly."""
    counts: Counter[str] = Counter()
    for mention in mentions:
        before, after = text[max(0, mention.start - 2) : mention.start], text[mention.end : mention.end + 3]
        if mention.kind.name in ("县", "区", "市"):
            # 正向区委请示 names no 正向区: what is no noun must be said again.
            if before[-1:] not in AWAY and (mention.sure or text.count(mention.name) > 1):
                counts[mention.name] += 2 if _RULES.match(after) else 1
        elif place := _first_area(mention.name, mention):
            counts[place] += 1
    name, count = max(counts.items(), key=lambda c: c[1], default=("", 0))
    return name if count >= 2 and name[-1:] in "县区市" else ""


def _without(text: str, name: str) -> str:
    """The text with the unit's own name blanked, lest 光明社区 be taken for the town of 光明."""
    keep = next(iter(m.place.short for m in find_places(name) if m.full), None) if name else None
    return text if not name or keep else text.replace(name, "＿" * len(name))
