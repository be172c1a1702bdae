"""The units of the library, and which of them a question means: by name, alias, nickname or kind."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.model import Unit
from ingest.names import names_in
from ingest.places import find_places
from rag.periods import covers

_KIND_GROUPS: tuple[tuple[str, ...], ...] = (
    ("园区", "工业园区", "工业区", "开发区", "高新区"),
    ("政务中心", "服务中心", "中心", "政务服务中心", "政务大厅"),
    ("学校", "中学", "小学", "大学", "学院", "幼儿园"),
    ("局", "机关", "委", "办", "系统", "部门"),
    ("街道", "街道办事处", "街道办", "办事处"),
    ("社区", "居委会"),
    ("镇", "乡镇"), ("乡",), ("村", "村子"), ("区", "城区"), ("县",), ("市",), ("省",), ("医院", "卫生院"), ("公司", "企业", "集团"), ("处",), ("站",), ("派出所",), ("所",),
    ("残联", "残疾人联合会"), ("供销社",), ("工会", "总工会"), ("妇联",), ("团委", "共青团"), ("工商联",), ("文联",), ("科协",),
    ("红十字会",), ("商会",), ("协会",), ("法院",), ("检察院",), ("馆", "图书馆", "档案馆", "文化馆", "博物馆"), ("敬老院", "养老院", "福利院"),
    ("队", "支队", "大队"), ("银行",),
)  # fmt: skip
_NICKNAME = r"[县市区省]?(?:的?(?:那个|某个?|这个|那家|那)[^，。？多少几]{0,8}?|的)"
_NUMBERED = re.compile(
    r"(?:第)?[篇第]([一二三四五六七八九\d]{1,2})篇?(?:的|里|中)?(?:那个|那份|这个)?(?:社区|镇|村|局|学校|单位)?"
)
_TO_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
GROUP_KINDS = "(?:单位|社区|居委会|乡镇|镇|乡|村|街道|园区|开发区|工业园区|局|委|机关|学校|中学|小学|医院|法院|检察院|派出所|公司|企业|银行|政务中心|区|县|市|省|部门|地方|家)"
"""The words for a kind of unit that may stand behind 各, 哪些, 所有: a pattern."""
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
    """What a question says about units: those of the library, their places in the question, names of none."""

    entries: tuple[UnitEntry, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    strangers: tuple[str, ...] = ()
    group: str | None = None


class Directory:
    """Resolves the names in a question to units of the library."""

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
        entries = tuple(dict.fromkeys(entry for _, _, entry in found))
        spans = tuple((start, end) for start, end, _ in found)
        strangers = () if entries else self._strangers(question)
        return Naming(entries=entries, spans=spans, strangers=strangers)

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
        return tuple(e for e in self.entries if _same_kind(e.unit.kind, kind))

    def _by_name(self, question: str) -> list[tuple[int, int, UnitEntry]]:
        """Names and aliases in the question, longest first, without overlaps."""
        named = [
            (match.start(), match.end(), entry, label)
            for entry in self.entries
            for label in {entry.name, *entry.unit.aliases, *_variants(entry.unit)}
            for match in re.finditer(re.escape(label), question)
            if len(label) >= 2
        ]
        kept: list[tuple[int, int, UnitEntry]] = []
        for start, end, entry, label in sorted(named, key=lambda n: (n[0] - n[1], n[0])):
            if any(start < e and s < end for s, e, _ in kept) or not self._stands_free(
                question, start, end, entry, label
            ):
                continue
            rivals = {n[2].name for n in named if n[0] == start and n[1] == end}
            if len(rivals) == 1:
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
        if other and not _same_kind(other.group(1), unit.kind):
            return unit.kind in ("局", "系统") and other.group(1) in "县市区"
        return True

    def _by_place(
        self, question: str, found: Sequence[tuple[int, int, UnitEntry]]
    ) -> list[tuple[int, int, UnitEntry]]:
        """蒲江那个局, 邛崃市那个镇, 蒲江那次普查: a place with a kind, or a place that only one unit belongs to."""
        taken = {entry.name for _, _, entry in found}
        hits = []
        for entry in self.entries:
            short = _short_place(entry.unit.place)
            if (
                not short
                or entry.name in taken
                or (entry.name.startswith(short) and any(entry.name in t for t in taken))
            ):
                continue
            for match in re.finditer(re.escape(short), question):
                if any(s <= match.start() < e for s, e, _ in found):
                    continue
                kinds = "|".join(re.escape(k) for k in _group_of(entry.unit.kind))
                nick = re.match(rf"{re.escape(short)}{_NICKNAME}({kinds})", question[match.start() :])
                sharing = [e for e in self.entries if _short_place(e.unit.place) == short]
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
            named = [
                e for e in self.entries if _number_of(e.name) == number and e not in [f[2] for f in found]
            ]
            if len(named) == 1:
                hits.append((match.start(), match.end(), named[0]))
        return hits

    def _by_kind(self, question: str) -> list[tuple[int, int, UnitEntry]]:
        """那份学校总结, 政务中心: a kind that one unit of the library has."""
        for group in _KIND_GROUPS:
            members = [e for e in self.entries if e.unit.kind in group]
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
        return tuple(dict.fromkeys((*names_in(question), *places)))


def _number_of(name: str) -> str | None:
    """The number in a nameless unit's label: 7 of 某社区（计划篇7）."""
    found = re.search(r"（[^）]*?([一二三四五六七八九\d]{1,2})篇?）$", name)
    return found.group(1).translate(_TO_DIGITS) if found else None


def _same_kind(a: str, b: str) -> bool:
    return a == b or any(a in g and b in g for g in _KIND_GROUPS)


def _group_of(kind: str) -> tuple[str, ...]:
    return next((g for g in _KIND_GROUPS if kind in g), (kind or "单位",))


def _short_place(place: str | None) -> str:
    return place[:-1] if place and len(place) > 2 and place[-1] in "县市区省" else place or ""


def _variants(unit: Unit) -> set[str]:
    """A unit's name with 某 and brackets left out."""
    plain = re.sub(r"（.*?）", "", unit.name)
    return {plain} if len(plain) >= 3 and not plain.startswith("某") else set()
