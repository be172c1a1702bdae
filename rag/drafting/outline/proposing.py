"""An outline proposed from the library: which sections reports of this kind have, in their order, headed as they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Span
from rag import phrases
from rag.drafting.model import Brief
from rag.drafting.outline.headings import heading_for
from rag.drafting.outline.pieces import Piece
from rag.drafting.outline.pool import Aim, Pool, aim_of, pool_for
from rag.drafting.outline.topics import Topic, Usual, topic_named, usual_sections
from rag.retrieve import Shelf
from rag.surroundings import Readable

MOST = 6
_LEAST_BODY, _MOST_BODY = 3, 5
_WEAK = 0.2
_FIRST, _LAST = "组织领导", "政府自身建设"
_PLACES = 6
_CONGRESS = (
    ("过去一年工作回顾", "", ("record",)),
    ("今年工作总体要求和主要目标", "预期目标", ("goal", "guide")),
    ("今年重点任务", "", ("tasks",)),
    ("加强政府自身建设，提升治理效能", _LAST, ()),
)
_TOLD = {"": "成绩", "problems": "问题", "plan": "打算"}
_ITSELF = re.compile("(?:政府自身|自身)建设|政府治理现代化")
_PLANNED = frozenset(("plan", "guide", "goal", "safeguard"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """Where a report has such a section: the words of its heading, or those its paragraph begins with."""

    page: Readable
    span: Span
    headed: bool = True

    @property
    def unit(self) -> str:
        """The name of the unit that wrote it."""
        return self.page.report.unit.name

    @property
    def words(self) -> str:
        """The words as they are written."""
        return self.page.report.clean(self.span)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section of an outline: its heading without a number, what to look for in the reports when it is drafted
    (`theme`, "" for the work as a whole), the reports and units that have one like it, and how they head it. `planned`: it
    tells of what is to come; `problems`: of what is amiss."""

    heading: str
    theme: str
    like: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    places: tuple[Written, ...] = ()
    planned: bool = False
    problems: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The sections proposed for a text, in order; `basis` says in Chinese what they were taken from."""

    title: str
    sections: tuple[Section, ...]
    basis: str


def propose_outline(brief: Brief, shelf: Shelf) -> Outline:
    """The outline of a whole text: three to six sections such as the library's reports of this kind have; the usual ones
    of its purpose where they say too little."""
    aim = aim_of(brief)
    pool = pool_for(brief, aim, shelf)
    if aim.government:
        made = _government(pool)
    elif aim.purpose == "讲话":
        made = _speech(aim, pool)
    else:
        made = _of_library(aim, pool)
    return Outline(title=aim.title, sections=tuple(s for s, _ in made), basis=_basis(aim, pool, made))


_Made = list[tuple[Section, str]]
"""Sections with what the basis calls them: the topic's name where the library has it, "" where it is only usual."""


def _of_library(aim: Aim, pool: Pool) -> _Made:
    usual = usual_sections(aim.purpose, aim.theme)
    front = _framed(aim, pool, [u for u in usual if u.part in ("guide", "goal")])
    back = _framed(aim, pool, [u for u in usual if u.part in ("safeguard", "problems", "plan")])
    if len(front) == 2 and len(back):
        front = [_joined(front)]
    room = min(_MOST_BODY, MOST - len(front) - len(back))
    skipped = {_FIRST} if any(u.part == "safeguard" for u in usual) else set()
    groups = _groups(p for p in pool.pieces if not p.part and p.topic and p.topic.name not in skipped)
    chosen = _chosen(groups, pool, room)
    body: _Made = []
    for topic, pieces in chosen:
        written = {p.page.report.id: p.title for p in _ranked(pieces, pool) if p.headed and p.named}
        heading = heading_for(topic, written, aim.kind, pool.names, [s.heading for s, _ in body])
        planned = aim.purpose == "计划"
        body.append((_section(heading, pool.theme_of(topic), pieces, pool, planned=planned), topic.name))
    held = {name for _, name in body} | skipped
    for one in (u for u in usual if not u.part and u.theme not in held and u.heading[:4] not in str(body)):
        if len(body) >= _LEAST_BODY:
            break
        body.append((_usual(one, aim), ""))
    body.sort(key=lambda made: made[1] != _FIRST and made[0].heading != usual[0].heading)
    return [*front, *body, *back]


def _groups(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """The pieces by what they are about."""
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.topic:
            groups.setdefault(piece.topic.name, []).append(piece)
    return groups


def _chosen(groups: dict[str, list[Piece]], pool: Pool, room: int) -> list[tuple[Topic, list[Piece]]]:
    """The topics that most reports have, in the order in which they have them."""
    worth = {name: _support(pieces, pool) for name, pieces in groups.items()}
    ranked = sorted(worth, key=lambda name: -worth[name])[:room]
    kept = [n for i, n in enumerate(ranked) if i < _LEAST_BODY or worth[n] >= _WEAK * worth[ranked[0]]]
    usual = [t.name for t in pool.sides]
    kept.sort(key=lambda n: (n != _FIRST, n == _LAST, usual.index(n) if usual else _place(groups[n], pool)))
    return [(topic, groups[n]) for n in kept if (topic := groups[n][0].topic)]


def _support(pieces: Sequence[Piece], pool: Pool) -> float:
    best: dict[str, float] = {}
    for piece in pieces:
        i = piece.page.report.id
        best[i] = max(best.get(i, 0.0), piece.weight * pool.weight(piece.page))
    return sum(best.values())


def _place(pieces: Sequence[Piece], pool: Pool) -> float:
    weights = [p.weight * pool.weight(p.page) for p in pieces]
    return sum(w * p.at for w, p in zip(weights, pieces, strict=True)) / sum(weights)


def _framed(aim: Aim, pool: Pool, usual: Sequence[Usual]) -> _Made:
    """The parts every text of a purpose has around its body, where some report has them; of a plan always."""
    made: _Made = []
    for one in usual:
        pieces = [p for p in pool.framing if p.part == one.part]
        if pieces:
            theme = aim.theme if one.part in ("problems", "plan") else one.theme
            section = _section(
                one.heading, theme, pieces, pool,
                planned=one.part in _PLANNED, problems=one.part == "problems",
            )  # fmt: skip
            made.append((section, one.heading))
        elif aim.purpose == "计划" or not pool.pieces:
            made.append((_usual(one, aim), ""))
    return made


def _joined(made: _Made) -> tuple[Section, str]:
    """指导思想 and 工作目标 as one section, so that there is room for the work itself."""
    (one, told), (other, also) = made
    heading = f"{one.heading}和{other.heading}"
    section = Section(
        heading=heading,
        theme=f"{one.theme}、{other.theme}",
        like=tuple(dict.fromkeys((*one.like, *other.like))),
        units=tuple(dict.fromkeys((*one.units, *other.units))),
        places=(*one.places, *other.places)[:_PLACES],
        planned=True,
    )
    return section, heading if told or also else ""


def _speech(aim: Aim, pool: Pool) -> _Made:
    """A speech goes its own way: what was done, what is amiss, what is to be done, who sees to it."""
    most = [p for _, pieces in _chosen(_groups(pool.pieces), pool, _LEAST_BODY) for p in pieces]
    made: _Made = []
    for one in usual_sections("讲话", aim.theme):
        topic = topic_named(one.theme)
        pieces = [p for p in (*pool.pieces, *pool.framing) if _serves(p, one, topic)]
        pieces = pieces if one.part or topic else most
        section = _section(
            one.heading, one.theme if topic else aim.theme, pieces, pool,
            planned=one.part == "plan", problems=one.part == "problems",
        )  # fmt: skip
        told = topic.name if topic else _TOLD.get(one.part, "")
        made.append((section, told if pieces else ""))
    return made


def _serves(piece: Piece, usual: Usual, topic: Topic | None) -> bool:
    if topic is not None:
        return piece.topic is topic
    return piece.part == usual.part and bool(usual.part)


def _government(pool: Pool) -> _Made:
    """The report of a government to its congress: the past year, the aims, the tasks, the government itself."""
    made: _Made = []
    for heading, theme, parts in _CONGRESS:
        itself = theme == _LAST
        pieces = pool.mentions(_ITSELF) if itself else [p for p in pool.framing if p.part in parts]
        section = _section(heading, theme, pieces, pool, planned="record" not in parts)
        made.append((section, "政府自身建设" if itself and pieces else heading if pieces else ""))
    return made


def _usual(usual: Usual, aim: Aim) -> Section:
    theme = aim.theme if usual.part in ("problems", "plan") else usual.theme
    planned = usual.part in _PLANNED or aim.purpose == "计划"
    return Section(heading=usual.heading, theme=theme, planned=planned, problems=usual.part == "problems")


def _section(
    heading: str, theme: str, pieces: Sequence[Piece], pool: Pool, *, planned: bool, problems: bool = False
) -> Section:
    first: dict[str, Piece] = {}
    for piece in _ranked(pieces, pool):
        first.setdefault(piece.page.report.id, piece)
    places = [Written(page=p.page, span=p.place, headed=p.headed) for p in first.values()]
    return Section(
        heading=heading,
        theme=theme,
        like=tuple(first),
        units=tuple(dict.fromkeys(w.unit for w in places)),
        places=tuple(places[:_PLACES]),
        planned=planned,
        problems=problems,
    )


def _ranked(pieces: Sequence[Piece], pool: Pool) -> list[Piece]:
    """The pieces that say what they are about first, then by what they count, the shorter first."""
    return sorted(pieces, key=lambda p: (not p.named, -p.weight * pool.weight(p.page), len(p.title)))


def _basis(aim: Aim, pool: Pool, made: _Made) -> str:
    """What the outline was taken from, and which of its sections the library does not have."""
    told = [(s, name) for s, name in made if name and s.like]
    usual = "、".join(f"“{s.heading}”" for s, _ in made if not s.like)
    about = f"“{aim.theme}”的" if aim.theme else ""
    if not told:
        return phrases.OUTLINE_USUAL.format(about=about, purpose=aim.purpose)
    read = len({i for s, _ in told for i in s.like})
    shares = "，".join(f"{name}{len(s.like)}份" for s, name in told)
    if aim.purpose == "讲话":
        return phrases.OUTLINE_SPEECH.format(read=read, shares=shares)
    headed = all(p.headed for p in pool.pieces)
    line = phrases.OUTLINE_BASIS.format(
        read=read, what="小标题" if headed else "小标题和段落大意", shares=shares
    )
    return line + (phrases.OUTLINE_PARTLY_USUAL.format(headings=usual, purpose=aim.purpose) if usual else "")
