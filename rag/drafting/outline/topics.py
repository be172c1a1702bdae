"""What sections of reports are about, read from outlines.txt: topics with their cue words and usual headings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from rag.comparison.fields import field_of, pattern_of
from rag.drafting.model import Purpose

_HEAD = re.compile(r"【(?P<name>[^】]+)】")
_TOPICS, _SIDES, _THINGS = "主要内容", "方面", "分项"
_THEME = "{theme}"
_WEAK = "~"
_OFTEN, _CLEARLY = 3, 1.4
_LONGEST_NAMED = 4


class OutlinesError(Exception):
    """A line of outlines.txt that says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a section may be about: its name, the words by which a heading is known to be about it (each a tuple of
    words that must stand in one clause), those that say so only where it names no other topic (`weak`), and headings
    for it, the usual one first."""

    name: str
    cues: tuple[tuple[str, ...], ...]
    weak: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the topic's own words stand in a text."""
        return pattern_of(self.cues)

    def of_theme(self, theme: str) -> "Topic":
        """The topic with headings for a theme: without the theme's name where that is long."""
        short = 0 < len(theme) <= _LONGEST_NAMED
        name = theme.removesuffix("活动")
        headings = (h.replace(_THEME, name) for h in self.headings if short or _THEME not in h)
        return replace(self, headings=tuple(headings))


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """A section that texts of a purpose usually have: `part` is what part of such a text it is (problems, plan, guide,
    goal, safeguard), "" for one that tells of the work itself."""

    heading: str
    theme: str
    part: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlines:
    """The file as a value: topics of whole works, sides of a single theme, headings for things of fields of work by
    their names, the usual sections of each purpose."""

    topics: tuple[Topic, ...]
    sides: tuple[Topic, ...]
    things: dict[str, tuple[str, ...]]
    usual: dict[str, tuple[Usual, ...]]


def parse_outlines(text: str) -> Outlines:
    """The data of outlines.txt, see its head. Raises OutlinesError for a line that says nothing."""
    topics: dict[str, list[Topic]] = {_TOPICS: [], _SIDES: [], _THINGS: []}
    usual: dict[str, list[Usual]] = {}
    head = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if found := _HEAD.fullmatch(line.strip()):
            head = found["name"]
            continue
        name, colon, rest = line.partition(":")
        said, _, behind = rest.partition("=")
        if not head or not colon or not rest.strip():
            raise OutlinesError(f"line {number}: {line}")
        if head in topics:
            topics[head].append(_topic(name, said.split(), behind.split()))
        else:
            usual.setdefault(head, []).append(Usual(heading=name, theme=said.strip(), part=behind.strip()))
    return Outlines(
        topics=tuple(topics[_TOPICS]),
        sides=tuple(topics[_SIDES]),
        things={t.name: t.headings for t in topics[_THINGS]},
        usual={name: tuple(sections) for name, sections in usual.items()},
    )


def _topic(name: str, cues: Sequence[str], headings: Sequence[str]) -> Topic:
    told = [tuple(cue.removeprefix(_WEAK).split("+")) for cue in cues]
    return Topic(
        name=name,
        cues=tuple(t for t, cue in zip(told, cues, strict=True) if not cue.startswith(_WEAK)),
        weak=tuple(t for t, cue in zip(told, cues, strict=True) if cue.startswith(_WEAK)),
        headings=tuple(headings),
    )


@cache
def load_outlines() -> Outlines:
    """The data of outlines.txt."""
    return parse_outlines(files("rag.drafting.outline").joinpath("outlines.txt").read_text(encoding="utf-8"))


def usual_sections(purpose: Purpose, theme: str) -> tuple[Usual, ...]:
    """The sections that a text of this purpose usually has, of a theme."""
    return tuple(
        Usual(heading=u.heading, theme=u.theme.replace(_THEME, theme), part=u.part)
        for u in load_outlines().usual[purpose]
    )


def topics_of_field(theme: str) -> tuple[Topic, ...]:
    """What reports do in the field of work that a theme names, as topics; those that one topic of whole works takes in
    as one, unless the theme is that topic itself. () for a theme that is no field."""
    field, known = field_of(theme) if theme else None, load_outlines()
    found: dict[str, Topic] = {}
    itself = next((t for t in known.topics if t.pattern.search(theme)), None)
    for thing in field.things if field else ():
        wider = topic_of(thing.name, known.topics)
        headed = known.things.get(thing.name, ())
        if headed or wider is None or wider is itself:
            found[thing.name] = Topic(name=thing.name, cues=thing.cues, headings=headed)
        else:
            held = found.get(wider.name)
            cues = (*(held.cues if held else ()), *thing.cues)
            found[wider.name] = Topic(name=wider.name, cues=cues, headings=wider.headings)
    return tuple(found.values())


def topic_named(name: str) -> Topic | None:
    """The topic of this name, of whole works first; None for a name that none has."""
    known = load_outlines()
    return next((t for t in (*known.topics, *known.sides) if t.name == name), None)


def topic_of(words: str, topics: Sequence[Topic]) -> Topic | None:
    """What words are about by what they say first, of two topics that begin at one place the one that says more; by
    weak words where they say no others."""
    return _first((topic, topic.pattern.search(words)) for topic in topics) or _first(
        (topic, pattern_of(topic.weak).search(words)) for topic in topics if topic.weak
    )


def _first(found: Iterable[tuple[Topic, re.Match[str] | None]]) -> Topic | None:
    places = [(match.start(), -len(match[0]), n, topic) for n, (topic, match) in enumerate(found) if match]
    return min(places, key=lambda p: p[:3])[3] if places else None


def most_told(words: str, topics: Sequence[Topic]) -> Topic | None:
    """What running text speaks of most, by how often; None where it speaks of no topic often and more than of others."""
    counts = sorted(((len(topic.pattern.findall(words)), -n) for n, topic in enumerate(topics)), reverse=True)
    (often, n), (less, _) = counts[0], counts[1]
    return topics[-n] if often >= _OFTEN and often >= _CLEARLY * less else None
