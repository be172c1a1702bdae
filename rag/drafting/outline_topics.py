"""What sections of reports are about, read from outlines.txt: topics with their cue words and usual headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.comparison.fields import pattern_of
from rag.drafting.model import Purpose

_HEAD = re.compile(r"【(?P<name>[^】]+)】")
_TOPICS, _SIDES = "主要内容", "方面"
_THEME = "{theme}"
_LONGEST_NAMED = 6


class OutlinesError(Exception):
    """A line of outlines.txt that says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a section may be about: its name, the words by which a heading is known to be about it (each a tuple of
    words that must stand in one clause), and headings for it, the usual one first."""

    name: str
    cues: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the topic's words stand in a text."""
        return pattern_of(self.cues)


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """A section that texts of a purpose usually have: `part` is what part of such a text it is (problems, plan, guide,
    goal, safeguard), "" for one that tells of the work itself."""

    heading: str
    theme: str
    part: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlines:
    """The file as a value: topics of whole works, sides of a single theme, the usual sections of each purpose."""

    topics: tuple[Topic, ...]
    sides: tuple[Topic, ...]
    usual: dict[str, tuple[Usual, ...]]


def parse_outlines(text: str) -> Outlines:
    """The data of outlines.txt, see its head. Raises OutlinesError for a line that says nothing."""
    topics: dict[str, list[Topic]] = {_TOPICS: [], _SIDES: []}
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
        if not head or not colon or not said.split():
            raise OutlinesError(f"line {number}: {line}")
        if head in topics:
            cues = tuple(tuple(cue.split("+")) for cue in said.split())
            topics[head].append(Topic(name=name, cues=cues, headings=tuple(behind.split())))
        else:
            usual.setdefault(head, []).append(Usual(heading=name, theme=said.strip(), part=behind.strip()))
    return Outlines(
        topics=tuple(topics[_TOPICS]),
        sides=tuple(topics[_SIDES]),
        usual={name: tuple(sections) for name, sections in usual.items()},
    )


@cache
def load_outlines() -> Outlines:
    """The data of outlines.txt."""
    return parse_outlines(files("rag.drafting").joinpath("outlines.txt").read_text(encoding="utf-8"))


def usual_sections(purpose: Purpose, theme: str) -> tuple[Usual, ...]:
    """The sections that a text of this purpose usually has, of a theme."""
    return tuple(
        Usual(heading=u.heading, theme=u.theme.replace(_THEME, theme), part=u.part)
        for u in load_outlines().usual[purpose]
    )


def topic_named(name: str) -> Topic | None:
    """The topic of this name, of whole works first; None for a name that none has."""
    known = load_outlines()
    return next((t for t in (*known.topics, *known.sides) if t.name == name), None)


def topic_of(words: str, topics: Sequence[Topic]) -> Topic | None:
    """What words are about by what they say first; of two topics that begin at one place the one that says more."""
    best: tuple[int, int, Topic] | None = None
    for topic in topics:
        found = topic.pattern.search(words)
        if found and (best is None or (found.start(), -len(found[0])) < best[:2]):
            best = (found.start(), -len(found[0]), topic)
    return best[2] if best else None


def most_told(words: str, topics: Sequence[Topic], least: int = 2) -> Topic | None:
    """What running text speaks of most, by how often; None where it says no topic's words `least` times."""
    counts = [(len(topic.pattern.findall(words)), -n, topic) for n, topic in enumerate(topics)]
    often, _, topic = max(counts, key=lambda c: c[:2])
    return topic if often >= least else None
