"""Whom and what words mean that change a comparison: units and kinds of the library, aspects and places of the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag import phrases
from rag.asked_measure import topic_terms
from rag.comparison.plan import Aspect, Plan, Side
from rag.directory import Directory, UnitEntry
from rag.unit_kinds import GROUP_KINDS

_COUNT = "两二三四五六七八九十几\\d"
_KIND = re.compile(
    rf"^(?:(?P<other>其他的?|其它的?|别的|其余的?|剩下的?|另外)|各个?|所有的?|全部的?|(?P<count>[一{_COUNT}])[个家]|这[{_COUNT}]+[个家])?"
    rf"(?P<kind>{GROUP_KINDS})$"
)
_AND = re.compile(r"[、，,;；\s]+|以及|还有|(?<!人口)和|与|跟|(?<![提涉遍普以])及(?!时)")
_ENDS = re.compile(rf"^(?:{_AND.pattern}|也|都)+|(?:{_AND.pattern}|也|都)+$")
_TAKEN = "\0"
_FRONT = re.compile(
    rf"^(?:(?:[一{_COUNT}]+|这|那)(?:个|列|栏|项|行|家|条)(?:单位|方面|指标|内容)?|(?:单位|方面|指标)(?=[：:])|一?下|看看)[：:，,、]*(?=.)|^[：:]"
)
_BACK = re.compile(
    rf"(?:(?:[这那一{_COUNT}]+|(?<=[”\"」数]))(?:个|列|栏|项|行|家|条)(?:单位|社区|方面|指标|数据|内容)?|(?:这|那)(?:一)?(?:块|方面|类|些|样)|的?情况|的数据|的内容|的报告|(?:这|那)个?单位|方面|的)$"
)
_PLACE = re.compile(
    rf"^(?:第(?P<nth>[一{_COUNT}]+)|(?P<last>最后|末尾|倒数第)[一1]?|(?P<few>[前后头]|最后)面?的?(?P<many>[{_COUNT}]+))(?P<what>个单位|个方面|个社区|个|列|栏|项|行|家)$"
)
_NUMBERS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_TRIMMED = "的、 “”\"'「」：:，,"


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """What words name: units as sides (those of none without reports), and other `things`, each as it is worded;
    `more` is how many units of the kind were left out because fewer were asked for."""

    sides: tuple[Side, ...] = ()
    things: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Picked:
    """What of a table words mean; `unknown` are the names that are not in it, `unsure` that a place (第二行) cannot be
    told because the rows are not shown as they were named."""

    sides: tuple[Side, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    unknown: tuple[str, ...] = ()
    unsure: bool = False

    def __bool__(self) -> bool:
        return bool(self.sides or self.aspects)


def meant(words: str, directory: Directory, held: Sequence[Side] = ()) -> Meant | None:
    """What words name that are one beside the other (云岫镇、芷泊社区和党员人数); None where they say something of a
    unit (云岫镇的培训) or name nothing. Of a kind as many units as are asked for (两个社区) that are not `held`."""
    if kinds := _kinds(words) or _kinds(trimmed(words)):
        return _of_kinds(kinds, directory, held)
    words = trimmed(words)
    naming = directory.resolve(words)
    if naming.group:
        # 各社区的志愿服务 is a question of its own.
        return None
    found = naming.entries
    masked = _masked(words, naming.spans if found else ())
    unknown: list[str] = []
    if masked is None:
        # 政务中心建设 names a thing by the way; 云岫镇的培训 asks of a unit.
        found, masked = (), words
        if directory.names(words):
            return None
    members: list[Side] = []
    for item in map(trimmed, _AND.split(masked)):
        if (kind := _KIND.match(item)) and (of_kind := _of_kinds([kind], directory, held)):
            members += of_kind.sides
            masked = masked.replace(item, _TAKEN)
        elif item in directory.resolve(item).strangers:
            unknown.append(item)
            masked = masked.replace(item, _TAKEN)
    named = [Side(label=u.name, entry=u) for u in found]
    sides = tuple(dict.fromkeys((*named, *members)))
    sides += tuple(Side(label=i, entry=None, missing=phrases.NO_REPORT_OF.format(name=i)) for i in unknown)
    chunks = (trimmed(_ENDS.sub("", chunk)) for chunk in masked.split(_TAKEN))
    things = tuple(c for c in chunks if len(c) > 1)
    return Meant(sides=sides, things=things) if sides or things else None


def trimmed(words: str) -> str:
    """Words without what counts and classes them: 党员人数 of 一列：党员人数, 党员人数这一列."""
    words = words.strip(_TRIMMED)
    last = ""
    while words != last:
        last, words = words, _BACK.sub("", _FRONT.sub("", words)).strip(_TRIMMED)
    return words or last


def picked(words: str, plan: Plan, directory: Directory) -> Picked:
    """The sides and aspects of the plan that words mean: by name, by kind, by their place in the table."""
    bare = words.strip(_TRIMMED)
    if place := _PLACE.match(bare):
        return _at_place(place, plan)
    if labelled := tuple(s for s in plan.sides if bare in (s.label, s.period) and bare):
        return Picked(sides=labelled)
    if kinds := _kinds(bare):
        members = {e.name for kind in kinds for e in directory.of_kind(kind["kind"])}
        return Picked(sides=tuple(s for s in plan.sides if s.entry and s.entry.name in members))
    if whole := matching_aspects(trimmed(words), plan, exact=True):
        return Picked(aspects=whole)
    named = meant(words, directory)
    if named is None:
        return Picked()
    labels = {s.label for s in named.sides}
    sides = tuple(s for s in plan.sides if labels & {s.label, unit_of(s)})
    told = {s.label for s in sides} | {unit_of(s) for s in sides}
    unknown = [s.label for s in named.sides if s.label not in told]
    aspects: list[Aspect] = []
    for thing in (t for words in named.things for t in _parted(words, plan)):
        found = matching_aspects(thing, plan)
        aspects += [a for a in found if a not in aspects]
        unknown += [] if found else [thing]
    return Picked(sides=sides, aspects=tuple(aspects), unknown=tuple(unknown))


def matching_aspects(words: str, plan: Plan, *, exact: bool = False) -> tuple[Aspect, ...]:
    """The aspects of the plan that one name means: the same, one that holds it, or, unless `exact`, those that share
    most with it. The name of the plan's theme means all that were found of it."""
    words = words.strip(_TRIMMED)
    if named := tuple(a for a in plan.aspects if a.name == words):
        return named
    if plan.theme and words == plan.theme:
        return plan.aspects
    if exact:
        return ()
    if within := tuple(a for a in plan.aspects if len(words) > 1 and (words in a.name or a.name in words)):
        return within
    terms = {t.text for t in topic_terms(words)}
    shared = [(len(terms & {t.text for t in topic_terms(a.name)}), a) for a in plan.aspects]
    most = max((n for n, _ in shared), default=0)
    return tuple(a for n, a in shared if n == most) if most else ()


def unit_of(side: Side) -> str:
    """The name of a side's unit, also where the library has no such report."""
    return side.entry.name if side.entry else side.label.removesuffix(side.period)


def _parted(words: str, plan: Plan) -> list[str]:
    """Words that name several things, each by itself; a name of the plan that holds 和 stays whole."""
    if matching_aspects(words, plan, exact=True):
        return [words]
    return [t for p in _AND.split(words) if (t := trimmed(p))]


def _kinds(words: str) -> list[re.Match[str]]:
    """The kinds of unit that words name and nothing else: 镇和街道, 两个社区."""
    found = [_KIND.match(p) for p in _AND.split(words.strip(_TRIMMED))]
    kinds = [kind for kind in found if kind is not None]
    return kinds if len(kinds) == len(found) else []


def _of_kinds(kinds: Sequence[re.Match[str]], directory: Directory, held: Sequence[Side]) -> Meant | None:
    names = {s.entry.name for s in held if s.entry}
    chosen: list[UnitEntry] = []
    more = 0
    for kind in kinds:
        members = directory.of_kind(kind["kind"])
        if kind["count"] and kind["count"] != "几":
            new = [u for u in members if u.name not in names]
            wanted = _number(kind["count"])
            more += max(0, len(new) - wanted)
            members = tuple(new[:wanted]) or members
        chosen += members
    sides = tuple(Side(label=u.name, entry=u) for u in dict.fromkeys(chosen))
    return Meant(sides=sides, more=more) if sides else None


def _masked(words: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The words with the names in them taken out; None where a name is a part of what stands beside it."""
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]}{_TAKEN}{words[end:]}"
    apart = re.sub(
        rf"{_TAKEN}(?:的|这?[{_COUNT}一]?[个家](?:单位|社区|镇|村)?|单位)?(?={_TAKEN}|[、，,;；\s]|$)",
        _TAKEN,
        words,
    )
    pieces = [p for p in _AND.split(apart) if p]
    glued = any(_TAKEN in p and p.strip(_TAKEN + "都也的") for p in pieces)
    return None if glued else apart


def _at_place(place: re.Match[str], plan: Plan) -> Picked:
    """第一列, 最后一个单位, 前两行, as the table is shown."""
    what = place["what"]
    columns = what in ("列", "栏")
    of_aspects = what in ("项", "个方面") or (columns != plan.turned and what in ("列", "栏", "行"))
    if not of_aspects and (plan.order or plan.only != "all" or plan.group):
        return Picked(unsure=True)
    several: Sequence[Aspect | Side] = plan.aspects if of_aspects else plan.sides
    if place["nth"]:
        at = _number(place["nth"]) - 1
        chosen = several[at : at + 1] if at >= 0 else ()
    elif place["last"]:
        chosen = several[-1:]
    else:
        many = _number(place["many"])
        chosen = several[:many] if place["few"] in "前头" else several[-many:]
    return Picked(
        sides=tuple(c for c in chosen if isinstance(c, Side)),
        aspects=tuple(c for c in chosen if isinstance(c, Aspect)),
        unknown=() if chosen else (place.group(),),
    )


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS.get(words, 1)
