"""The reports that an outline is taken from: of the same kind of text, unit and theme, each with how much it counts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import DocType
from rag.comparison.fields import field_of, is_broad
from rag.drafting.model import Brief, Purpose
from rag.drafting.outline_pieces import Piece, of_theme, pieces_of
from rag.drafting.outline_topics import Topic, load_outlines, topic_of
from rag.drafting.theme import parts_of
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
_OWN, _OTHER_KIND = 1.5, 0.45
_ENOUGH = 3
_OPENING = 200
_MOSTLY = 0.35
_KIND = re.compile(rf"^(?P<kind>{GROUP_KINDS})(?:里|上|的)?(?P<rest>.*)$")
_OCCASION = re.compile("(?:表彰|动员|推进|总结|工作|座谈|现场|经验交流|启动|部署)?(?:大会|会议|会)(?:上|的)?$|仪式上?$")
_GENERAL = re.compile("年度|全年|本年|上半年|下半年|[一二三四]季度|半年|今年|明年|工作|情况|各项|总体|年终|一年|的|度|20\\d\\d年?|近几年")
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
    (`framing`: problems, plans and the like), how much each report counts, the names of all units. `narrow`: the theme is
    one that no report is wholly about, its sides are the topics."""

    pieces: tuple[Piece, ...]
    framing: tuple[Piece, ...]
    weights: dict[str, float]
    names: frozenset[str]
    theme: str = ""
    narrow: bool = False

    def weight(self, page: Readable) -> float:
        """How much a report counts."""
        return self.weights[page.report.id]

    def theme_of(self, topic: Topic) -> str:
        """What to look for when a section on a topic is drafted: a side of the theme goes by the theme's name too."""
        side = any(topic is s for s in load_outlines().sides)
        return f"{self.theme}{topic.name}" if side and self.theme else topic.name

    @property
    def headed(self) -> bool:
        """Whether all was taken from headings."""
        return all(p.headed for p in self.pieces)


def aim_of(brief: Brief) -> Aim:
    """What an outline for this brief is for."""
    theme = _OCCASION.sub("", brief.theme).strip("的 ")
    kind = brief.behalf.unit.kind if brief.behalf else brief.group or brief.speaker.removeprefix("我")
    known = {k for group in KIND_GROUPS for k in group}
    kind = next((k for k in sorted(known, key=len, reverse=True) if kind.endswith(k)), kind)
    kind = kind or (brief.sources[0].unit.kind if len({u.unit.kind for u in brief.sources}) == 1 else "")
    government = bool(_GOVERNMENT.search(theme))
    if (found := _KIND.match(theme)) and (not _GENERAL.sub("", found["rest"]) or field_of(found["rest"])):
        kind, theme = kind or found["kind"], found["rest"]
    theme = theme if _GENERAL.sub("", theme) and not government else ""
    subject = "政府" if government else theme
    whose = brief.behalf.name if brief.behalf else ""
    title = f"{whose}{re.sub('工作$', '', subject)}{_TITLES[brief.purpose]}"
    return Aim(purpose=brief.purpose, theme=theme, kind=kind, government=government, title=title)


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
    pattern = theme_pattern(aim.theme)
    about = [p for p in pages if _is_about(p, aim, pattern)]
    if not aim.theme and aim.kind and not aim.government:
        alike = [p for p in about if same_kind(p.report.unit.kind, aim.kind)]
        about = alike if _topics(_pieces(alike, topics)) >= _ENOUGH else about
    found = _pieces(about, topics)
    pool = Pool(
        pieces=tuple(p for p in found if not p.part),
        framing=tuple(p for p in found if p.part and p.part in _parts(aim, p)),
        weights=weights, names=names, theme=aim.theme,
    )  # fmt: skip
    if not aim.theme or _topics(pool.pieces) >= _ENOUGH:
        return pool
    field = field_of(aim.theme)
    things = [Topic(name=t.name, cues=t.cues, headings=()) for t in (field.things if field else ())]
    sides = (*things, *load_outlines().sides)
    pieces = [piece for page in pages for piece in of_theme(page, pattern, sides)]
    return replace(pool, pieces=tuple(pieces), narrow=True)


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


def theme_pattern(theme: str) -> re.Pattern[str]:
    """Where words speak of a theme: its own name, its other names, and the cue words of a topic that it names."""
    cores = [part.core for part in parts_of(theme) if part.core] or [theme]
    field = field_of(theme) if theme else None
    words = [*cores, *(field.names if field and is_broad(theme) else ())]
    either = [re.escape(fold(w)) for w in words if len(w) > 1]
    for core in cores:
        topic = topic_of(core, load_outlines().topics)
        if topic and (said := topic.pattern.search(core)) and 2 * len(said[0]) >= len(core):
            either.append(topic.pattern.pattern)
    return re.compile("|".join(either) or "(?!)")


def _is_about(page: Readable, aim: Aim, pattern: re.Pattern[str]) -> bool:
    """Whether a report is wholly about the theme: its title, its unit's name or its opening say so, or most of it does."""
    if aim.government:
        return page.report.doc_type == "报告"
    if not aim.theme:
        return True
    report = page.report
    field = field_of(aim.theme)
    names = [parts_of(aim.theme)[0].core, *(field.names if field else ())]
    if any(n in (report.title or "") or n in report.unit.name for n in names if len(n) > 1):
        return True
    opening = fold(report.text[report.body : report.body + _OPENING])
    if is_broad(aim.theme) and any(n in opening for n in names if len(n) > 3):
        return True
    told = [bool(pattern.search(page.folded(s.span))) for s in page.sentences]
    return sum(told) >= _MOSTLY * max(1, len(told))
