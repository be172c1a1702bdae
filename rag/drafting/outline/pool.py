"""The reports that an outline is taken from: of the same kind of text, unit and theme, each with how much it counts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import DocType
from rag.comparison.fields import field_of, is_broad, load_fields
from rag.drafting.model import Brief, Purpose
from rag.drafting.outline.pieces import Piece, pieces_of, title_place
from rag.drafting.outline.sides import sides_told
from rag.drafting.outline.topics import Topic, load_outlines, topic_named, topic_of, topics_of_field
from rag.retrieve import Shelf
from rag.surroundings import Readable
from rag.terms import fold
from rag.unit_kinds import GROUP_KINDS, KIND_GROUPS, same_kind

_TYPES: dict[Purpose, dict[DocType, float]] = {
    "总结": {"总结": 1.0, "汇报": 0.9, "报告": 0.6, "其他": 0.5},
    "汇报": {"汇报": 1.0, "总结": 0.9, "报告": 0.8, "其他": 0.5},
    "经验材料": {"总结": 1.0, "汇报": 1.0, "报告": 0.6, "其他": 0.6},
    "计划": {"计划": 1.0, "方案": 1.0, "总结": 0.3, "汇报": 0.3, "报告": 0.3},
    "讲话": {"总结": 1.0, "汇报": 1.0, "报告": 0.8, "计划": 0.8, "方案": 0.6, "其他": 0.8},
}
_OWN, _OTHER_KIND, _BESIDE = 1.5, 0.45, 0.2
"""What a report of the writer's own counts, one of another kind of unit, and that where its own kind has enough."""
_ENOUGH = 3
_OPENING = 200
_MOSTLY = 0.5
_LONG_NAME = 4
_OFTEN, _APART_AT_MOST = 3, 500
_WORK = re.compile("(?<=.{2})(?:工作|建设|创建)$")
_APART = re.compile("[、，,]|以?及|[和与](?!谐|平)")
_KIND = re.compile(rf"^(?P<kind>{GROUP_KINDS})(?P<of>[里上的]?)(?P<rest>.*)$")
_OCCASION = re.compile(
    "(?:表彰|动员|推进|总结|工作|座谈|现场|经验交流|启动|部署)?(?:大会|会议|会)(?:上|的)?$|仪式上?$"
)
_GENERAL = re.compile(
    "年度|全年|本年|上半年|下半年|[一二三四]季度|半年|今年|明年|工作|情况|各项|总体|年终|一年|的|度|20\\d\\d年?|近几年"
)
_GOVERNMENT = re.compile("政府工作")


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """What an outline is for: the purpose of the text, its theme without the kind of unit in front of it (德育 of 学校德育),
    that kind, and whether it is the report of a government to its congress."""

    purpose: Purpose
    theme: str
    kind: str
    government: bool
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pool:
    """What was read for an outline: the parts of the reports that tell of the work (`pieces`) and those around them
    (`framing`: problems, plans and the like), how much each report counts, the names of all units. `sides` are
    the topics where no report is wholly about the theme."""

    pieces: tuple[Piece, ...]
    framing: tuple[Piece, ...]
    weights: dict[str, float]
    names: frozenset[str]
    theme: str = ""
    sides: tuple[Topic, ...] = ()

    def weight(self, page: Readable) -> float:
        """How much a report counts."""
        return self.weights[page.report.id]

    def theme_of(self, topic: Topic) -> str:
        """What to look for when a section on a topic is drafted: a side of the theme goes by the theme's name too."""
        side = topic in self.sides and any(topic.name == s.name for s in load_outlines().sides)
        # 文化活动 and 活动开展 are 文化活动开展.
        return self.theme + topic.name.removeprefix(self.theme[-2:]) if side else topic.name

    def mentions(self, pattern: re.Pattern[str]) -> list[Piece]:
        """Where each report that was read first says this: in a heading, else in a clause."""
        found = []
        for page in {p.page.report.id: p.page for p in (*self.pieces, *self.framing)}.values():
            headed = [s for s in page.report.sections() if pattern.search(s.title)]
            said = (c for s in page.sentences for c in s.clauses if pattern.search(c.of(page.report.text)))
            place = title_place(page, headed[-1]) if headed else next(said, None)
            if place is not None:
                title = page.report.clean(place)
                found.append(Piece(page=page, place=place, title=title, at=1.0, headed=bool(headed)))
        return found


def aim_of(brief: Brief) -> Aim:
    """What an outline for this brief is for."""
    theme = _OCCASION.sub("", brief.theme).strip("的 ")
    said = brief.behalf.unit.kind if brief.behalf else brief.group or brief.speaker.removeprefix("我")
    known = {k for group in KIND_GROUPS for k in group}
    kind = next((k for k in sorted(known, key=len, reverse=True) if said.endswith(k)), said)
    kind = kind or (brief.sources[0].unit.kind if len({u.unit.kind for u in brief.sources}) == 1 else "")
    government = bool(_GOVERNMENT.search(theme))
    front = ""
    if (found := _KIND.match(theme)) and _is_front(found) and not government:
        front, theme = found["kind"], found["rest"]
    theme = theme if _GENERAL.sub("", theme) and not government else ""
    subject = "政府" if government else front + re.sub("工作$", "", theme)
    whose = brief.behalf.name if brief.behalf else ""
    ending = "工作报告" if government else _TITLES[brief.purpose]
    return Aim(
        purpose=brief.purpose, theme=theme, kind=kind or front, government=government,
        title=f"{whose.removesuffix(subject[:2])}{subject}{ending}",
    )  # fmt: skip


def _is_front(found: re.Match[str]) -> bool:
    """Whether a kind of unit in front of a theme says whose work it is (学校德育), and is no part of the theme's own name
    (社区教育)."""
    rest = found["rest"]
    if found["of"] or not _GENERAL.sub("", rest):
        return True
    known = (
        field_of(rest) or topic_named(rest) or any(t.name == rest for f in load_fields() for t in f.things)
    )
    return bool(known) and (len(rest) >= _LONG_NAME or same_kind(found["kind"], "学校"))


_TITLES: dict[Purpose, str] = {
    "总结": "工作总结", "汇报": "工作汇报", "计划": "工作计划", "经验材料": "经验材料", "讲话": "讲话稿",
}  # fmt: skip


def pool_for(brief: Brief, aim: Aim, shelf: Shelf) -> Pool:
    """The reports an outline is taken from, laid out in their parts."""
    directory = shelf.refresh()
    banned = {u.name for u in brief.banned}
    names = {n for e in directory.entries for n in (e.name, *e.unit.aliases) if len(n) > 1}
    pages = [shelf.page(i) for e in directory.entries if e.name not in banned for i in e.report_ids]
    types = _TYPES[brief.purpose]
    pages = [p for p in pages if p.report.doc_type in types]
    own = brief.behalf.name if brief.behalf else ""
    weights = {p.report.id: _weight(p, aim, own) * types[p.report.doc_type] for p in pages}
    sources = {u.name for u in brief.sources}
    for chosen in ([p for p in pages if p.report.unit.name in sources], pages):
        pool = _laid_out(aim, chosen, weights, frozenset(names))
        if chosen is pages or len({p.topic.name for p in pool.pieces if p.topic}) >= _ENOUGH:
            break
    return pool


def _weight(page: Readable, aim: Aim, own: str) -> float:
    unit = page.report.unit
    if own and unit.name == own:
        return _OWN
    return 1.0 if not aim.kind or same_kind(unit.kind, aim.kind) else _OTHER_KIND


def _laid_out(aim: Aim, pages: Sequence[Readable], weights: dict[str, float], names: frozenset[str]) -> Pool:
    topics = load_outlines().topics
    about = [p for p in pages if _is_about(p, aim)]
    alike = [p for p in about if aim.kind and same_kind(p.report.unit.kind, aim.kind)]
    if _topics(_pieces(alike, topics)) >= _ENOUGH:
        # Of the work as a whole only what units of the same kind do is a pattern.
        about = about if aim.theme else alike
        weights = weights | {
            p.report.id: weights[p.report.id] * _BESIDE / _OTHER_KIND for p in about if p not in alike
        }
    found = _pieces(about, topics)
    pool = Pool(
        pieces=tuple(p for p in found if not p.part),
        framing=tuple(p for p in found if p.part and p.part in _parts(aim, p)),
        weights=weights, names=names, theme=aim.theme,
    )  # fmt: skip
    if not aim.theme or _topics(pool.pieces) >= _ENOUGH:
        return pool
    things, pattern = topics_of_field(aim.theme), theme_pattern(aim.theme)
    sides = tuple(side.of_theme(aim.theme) for side in load_outlines().sides)
    told = [piece for page in pages for piece in sides_told(page, pattern, things, sides)]
    if _topics(p for p in told if p.topic in things) >= _ENOUGH:
        # What the field consists of says more than the sides that any work has.
        told = [p for p in told if p.part or p.topic in things or p.topic is sides[0]]
    return replace(
        pool,
        pieces=tuple(p for p in told if not p.part),
        framing=(*pool.framing, *(p for p in told if p.part and p.part in _parts(aim, p))),
        sides=(*things, *sides),
    )


def _parts(aim: Aim, piece: Piece) -> tuple[str, ...]:
    """What parts of a report may serve: the aims of a plan stand in plans alone."""
    plans = piece.page.report.doc_type in ("计划", "方案")
    if aim.purpose == "计划":
        return ("guide", "goal", "safeguard", "tasks", "intro") if plans else ()
    return (piece.part,)


def _pieces(pages: Iterable[Readable], topics: Sequence[Topic]) -> list[Piece]:
    return [piece for page in pages for piece in pieces_of(page, topics)]


def _topics(pieces: Iterable[Piece]) -> int:
    return len({p.topic.name for p in pieces if p.topic})


def cores_of(theme: str) -> tuple[str, ...]:
    """What a theme names, without the word for work behind it: 精神文明 of 精神文明建设."""
    return tuple(_WORK.sub("", piece) for piece in _APART.split(theme) if piece)


def theme_pattern(theme: str) -> re.Pattern[str]:
    """Where words speak of a theme: its own names and the cue words of topics that make up most of them."""
    words: dict[str, None] = {}
    for core in cores_of(theme):
        cues = [c for t in load_outlines().topics for cue in t.cues for c in cue if len(cue) == 1]
        words |= dict.fromkeys((core, *(c for c in cues if c in core and 2 * len(c) >= len(core))))
    return re.compile("|".join(re.escape(fold(w)) for w in words if len(w) > 1) or "(?!)")


def _is_about(page: Readable, aim: Aim) -> bool:
    """Whether a report is wholly about the theme: its title, its unit's name, its opening, or most of it says so."""
    if aim.government:
        return page.report.doc_type == "报告"
    if not aim.theme:
        return True
    report = page.report
    for core in cores_of(aim.theme):
        if core in (report.title or "") or core in report.unit.name:
            return True
        often = report.text.count(core) >= max(_OFTEN, len(report.text) / _APART_AT_MOST)
        alone = is_broad(aim.theme) and topic_of(core, load_outlines().topics) is None
        opening = report.text[report.body : report.body + _OPENING]
        if core in opening and (often or (alone and len(core) >= _LONG_NAME)):
            return True
        told = sum(core in s.span.of(report.text) for s in page.sentences)
        if told >= _MOSTLY * max(1, len(page.sentences)):
            return True
    return False
