"""The units of the library, and which of them a question means: by name, alias, nickname or kind."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Unit
from ingest.names import find_names, names_in
from ingest.places import find_places
from rag.periods import covers
from rag.unit_kinds import GROUP_KINDS, KIND_GROUPS, PROVINCES, group_of, is_provincial, same_kind

_NICKNAME = r"[县市区省]?(?:的?(?:那个|某个?|这个|那家|那)[^，。？多少几]{0,8}?|的)"
_NUMBERED = re.compile(
    r"(?:第?篇|第(?=[一二三四五六七八九\d]{1,2}(?:篇|[个份家]?(?:社区|镇|村|局|学校|单位))))([一二三四五六七八九\d]{1,2})篇?(?:的|里|中)?(?:那个|那份|这个)?(?:社区|镇|村|局|学校|单位)?"
)
_OF_PLACES = "省州市县区乡镇旗"
# 10月份幼儿园: the month is no part of the name.
_DATED = re.compile(r"^(?:月份?|年度?|日|号)")
_TO_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
# 来哪个社区演出: a place is asked for, not every community.
_GROUP = re.compile(
    rf"(?<![来到在去往于跟与和给从])(?:各|所有的?|全部|每个|几个|这几个|哪个|哪些|哪家)({GROUP_KINDS})"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitEntry:
    """A unit of the library with the reports it wrote; `periods` are theirs in the same order, "" where none is
    known."""

    unit: Unit
    report_ids: tuple[str, ...]
    periods: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The unit's name as shown to the reader."""
        return self.unit.name

    def within(self, period: str) -> "UnitEntry | None":
        """The unit with only its reports of a period; None where it has none, or no period is given."""
        kept = [
            (i, p)
            for i, p in zip(self.report_ids, self.periods, strict=False)
            if period and covers(p, period)
        ]
        if not kept:
            return None
        return replace(self, report_ids=tuple(i for i, _ in kept), periods=tuple(p for _, p in kept))


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """What a question says about units: those of the library, their places in the question, names of none. A claim
    is what stands in front of a name and would make it a longer one (云麓市 of 云麓市图书馆, where 图书馆 was found)."""

    entries: tuple[UnitEntry, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    strangers: tuple[str, ...] = ()
    group: str | None = None
    claims: tuple[tuple[str, UnitEntry], ...] = ()


class Directory:
    """Resolves the names in a question to units of the library.

    What a unit may be called is looked up by the words of the question, so that thousands of units cost no more
    than ten.
    """

    def __init__(self, reports: Iterable[tuple[str, Unit]], periods: Mapping[str, str] | None = None) -> None:
        """`reports` are ids with their units, `periods` what the reports cover, by id, as far as it is known."""
        known = periods or {}
        grouped: dict[str, tuple[Unit, list[str]]] = {}
        for report_id, unit in reports:
            grouped.setdefault(unit.name, (unit, []))[1].append(report_id)
        self.entries = tuple(
            UnitEntry(unit=u, report_ids=tuple(ids), periods=tuple(known.get(i, "") for i in ids))
            for u, ids in grouped.values()
        )
        self._by_label = _Lookup((label, entry) for entry in self.entries for label in _labels(entry.unit))
        self._by_short = _Lookup((_short_place(entry.unit.place), entry) for entry in self.entries)
        self._order = {entry.name: place for place, entry in enumerate(self.entries)}
        self._kinds: dict[str, list[UnitEntry]] = {}
        self._numbered: dict[str, list[UnitEntry]] = {}
        for entry in self.entries:
            self._kinds.setdefault(entry.unit.kind, []).append(entry)
            if number := _number_of(entry.name):
                self._numbered.setdefault(number, []).append(entry)

    def resolve(self, question: str) -> Naming:
        """The units that `question` names, in its order; names that look like units but are none of the library's."""
        found = self._by_name(question)
        found += self._by_place(question, found)
        found += self._by_number(question, found)
        if not found:
            found += self._by_kind(question)
        if not found and (groups := list(_GROUP.finditer(question))):
            # 各社区、各单位: the widest counts.
            group = max(groups, key=lambda g: len(self._members(g.group(1))))
            members = self._members(group.group(1))
            return Naming(entries=members, spans=((group.start(), group.end()),), group=group.group(1))
        found.sort(key=lambda f: f[0])
        found, claims = _widened(question, found)
        entries = tuple(dict.fromkeys(entry for _, _, entry in found))
        spans = tuple((start, end) for start, end, _ in found)
        strangers = () if entries else self._strangers(question)
        return Naming(entries=entries, spans=spans, strangers=strangers, claims=claims)

    def strangers_beside(self, question: str, naming: Naming) -> tuple[str, ...]:
        """Names of no unit that stand in a row with those of `naming`: 火星社区 of 青禾里社区和火星社区."""
        beside = []
        for name in self._strangers(question):
            start = question.find(name)
            end = start + len(name)
            free = all(end <= s or start >= e for s, e in naming.spans)
            if free and (
                any(re.fullmatch("[、和与跟及，,]", question[e:start]) for _, e in naming.spans)
                or any(re.fullmatch("[、和与跟及，,]", question[end:s]) for s, _ in naming.spans)
            ):
                beside.append(name)
        return tuple(beside)

    def names(self, question: str) -> tuple[UnitEntry, ...]:
        """The units that `question` names by name, alias or place; a mere kind (那个社区) names none."""
        found = self._by_name(question)
        found += self._by_place(question, found)
        return tuple(dict.fromkeys(entry for _, _, entry in found))

    def of_kind(self, kind: str) -> tuple[UnitEntry, ...]:
        """The units of a kind, as people call it; all of them for 单位."""
        return self._members(kind)

    def _members(self, kind: str) -> tuple[UnitEntry, ...]:
        if kind in ("单位", "家", "部门", "地方"):
            return self.entries
        if kind in PROVINCES:
            return tuple(e for e in self.entries if is_provincial(e.unit))
        alike = {k for k in self._kinds if same_kind(k, kind)}
        return tuple(e for e in self.entries if e.unit.kind in alike)

    def _by_name(self, question: str) -> list[tuple[int, int, UnitEntry]]:
        """Names and aliases in the question, longest first, without overlaps; not what several units are called."""
        named = [
            (match.start(), match.end(), entries[0], label)
            for label, entries in self._by_label.found_in(question)
            for match in re.finditer(re.escape(label), question)
            if len(entries) == 1
        ]
        kept: list[tuple[int, int, UnitEntry]] = []
        for start, end, entry, label in sorted(named, key=lambda n: (n[0] - n[1], n[0])):
            overlaps = any(start < e and s < end for s, e, _ in kept)
            if not overlaps and self._stands_free(question, start, end, entry, label):
                kept.append((start, end, entry))
        return kept

    def _stands_free(self, question: str, start: int, end: int, entry: UnitEntry, label: str) -> bool:
        """Whether a label found is no piece of another unit's name: 新民 of 新民镇, 旅游局 of 大连市旅游局."""
        unit, before = entry.unit, question[:start]
        if label != entry.name and (label.endswith(("局", "委", "办", "系统", "中心")) or label == unit.kind):
            away = [m for m in find_places(before[-8:]) if m.end == len(before[-8:])]
            own = {unit.place or "", (unit.place or "")[:-1]}
            if away and not any(before.endswith(o) for o in own if o) and unit.place:
                return False
            if away and not unit.place:
                return False
        if label == entry.name or label.endswith(unit.kind or "\0"):
            return True
        other = re.match(r"(社区|街道|镇|乡|村|区|县|市|局|学校|中学|小学|工业区|园区|路)", question[end:])
        if other and not same_kind(other.group(1), unit.kind):
            return unit.kind in ("局", "系统") and other.group(1) in "县市区"
        return True

    def _by_place(
        self, question: str, found: Sequence[tuple[int, int, UnitEntry]]
    ) -> list[tuple[int, int, UnitEntry]]:
        """蒲江那个局, 邛崃市那个镇, 蒲江那次普查: a place with a kind, or a place that only one unit belongs to."""
        taken = {entry.name for _, _, entry in found}
        hits = []
        there = [
            (short, entry, entries)
            for short, entries in self._by_short.found_in(question)
            for entry in entries
        ]
        for short, entry, sharing in sorted(there, key=lambda found: self._order[found[1].name]):
            if entry.name in taken or (entry.name.startswith(short) and any(entry.name in t for t in taken)):
                continue
            for match in re.finditer(re.escape(short), question):
                if any(s <= match.start() < e for s, e, _ in found):
                    continue
                kinds = "|".join(re.escape(k) for k in group_of(entry.unit.kind))
                nick = re.match(rf"{re.escape(short)}{_NICKNAME}({kinds})", question[match.start() :])
                if nick:
                    hits.append((match.start(), match.start() + nick.end(), entry))
                elif len(sharing) == 1 and not re.match(
                    rf"{short}(?:[\u4e00-\u9fff]{{0,3}}(?:社区|镇|乡|村|街道|局|学校)|[市县区]?[\u4e00-\u9fff]{{1,4}}局)",
                    question[match.start() :],
                ):
                    tail = 1 if question[match.end() : match.end() + 1] in ("县", "市", "区") else 0
                    hits.append((match.start(), match.end() + tail, entry))
                break
        return hits

    def _by_number(
        self, question: str, found: Sequence[tuple[int, int, UnitEntry]]
    ) -> list[tuple[int, int, UnitEntry]]:
        """篇七那个社区: a nameless unit by its number in the compilation it came from."""
        hits = []
        for match in _NUMBERED.finditer(question):
            number = match.group(1).translate(_TO_DIGITS)
            named = [e for e in self._numbered.get(number, ()) if e not in [f[2] for f in found]]
            if len(named) == 1:
                hits.append((match.start(), match.end(), named[0]))
        return hits

    def _by_kind(self, question: str) -> list[tuple[int, int, UnitEntry]]:
        """那份学校总结, 政务中心: a kind that one unit of the library has."""
        for group in KIND_GROUPS:
            members = [e for kind in dict.fromkeys(group) for e in self._kinds.get(kind, ())]
            if len(members) != 1 or group[0] in ("区", "县", "市", "省", "局"):
                continue
            for kind in sorted(group, key=len, reverse=True):
                match = re.search(
                    rf"(?:那[个份家所]|这[个份家所]|某|^|区|市|县|请问|[，,。、])({kind})(?!长)", question
                )
                if match:
                    return [(match.start(1), match.end(1), members[0])]
        return []

    def _strangers(self, question: str) -> tuple[str, ...]:
        """Names of units that the library does not hold."""
        places = [question[m.start : m.end] for m in find_places(question) if m.full and m.end - m.start >= 3]
        names = [_DATED.sub("", name) for name in names_in(question)]
        return tuple(dict.fromkeys((*names, *places)))


def _widened(
    question: str, found: Sequence[tuple[int, int, UnitEntry]]
) -> tuple[list[tuple[int, int, UnitEntry]], tuple[tuple[str, UnitEntry], ...]]:
    """The names found with what stands in front of them as part of a longer name, and what that is."""
    mentions = [(m.start, m.start + len(m.name)) for m in find_names(question) if m.sure]
    wider, claims = [], []
    for start, end, entry in found:
        floor = max((e for _, e, _ in found if e <= start), default=0)
        first = min((s for s, e in mentions if floor <= s < start and e == end), default=start)
        front = _DATED.sub("", question[first:start])
        if front:
            # 梨川|县民政局: the word for the kind of place belongs to both.
            claims.append((front + (question[start] if question[start] in _OF_PLACES else ""), entry))
        wider.append((start - len(front), end, entry))
    return wider, tuple(claims)


class _Lookup:
    """Units by what they are called, to be found in a text by its own pieces."""

    def __init__(self, called: Iterable[tuple[str, UnitEntry]]) -> None:
        self._entries: dict[str, list[UnitEntry]] = {}
        for words, entry in called:
            if words:
                self._entries.setdefault(words, []).append(entry)
        self._longest = max(map(len, self._entries), default=0)

    def found_in(self, text: str) -> list[tuple[str, list[UnitEntry]]]:
        """The words that stand in the text, each once, with the units called so in the order given."""
        pieces = dict.fromkeys(
            text[start:end]
            for start in range(len(text))
            for end in range(start + 1, min(start + self._longest, len(text)) + 1)
        )
        return [(piece, self._entries[piece]) for piece in pieces if piece in self._entries]


def _labels(unit: Unit) -> set[str]:
    """All that a unit may be called, single characters left out."""
    return {label for label in (unit.name, *unit.aliases, *_variants(unit)) if len(label) >= 2}


def _number_of(name: str) -> str | None:
    """The number in a nameless unit's label: 7 of 某社区（计划篇7）."""
    found = re.search(r"（[^）]*?([一二三四五六七八九\d]{1,2})篇?）$", name)
    return found.group(1).translate(_TO_DIGITS) if found else None


def _short_place(place: str | None) -> str:
    return place[:-1] if place and len(place) > 2 and place[-1] in "县市区省" else place or ""


def _variants(unit: Unit) -> set[str]:
    """A unit's name with 某 and brackets left out."""
    plain = re.sub(r"（.*?）", "", unit.name)
    return {plain} if len(plain) >= 3 and not plain.startswith("某") else set()
