"""Fields of work and the things that reports count or do in them, read from fields.txt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GENERAL = "主要工作"
"""The field of reports as a whole: its things are their lines of work."""
_HEAD = re.compile(r"【(?P<name>[^】]+)】(?P<others>.*)")
_FILLS = re.compile(
    r"(?:的?(?:情况|方面|领域|成效|成绩|做法|举措|措施|亮点|进展|开展情况|工作情况|开展)|上|的|[，,、。？?！!\s])+$"
)
_LEADS = re.compile(
    r"^(?:在|就(?!业)|把|对(?!外)|从(?!业)|各自?|分别|全年|今年|一年来|开展|主要|做好|的|(?:各|本)?(?:单位|社区|部门)的?)+"
)
_ASKED = r"(?:各自?|都|分别)*(?:主要)?(?:做|开展|干|抓|办|有|推进|组织|写|提到)?了?过?(?:哪些|什么|些什么|哪几[个项方])"
_ASKS = re.compile(
    rf"{_ASKED}(?:方?面)?(?:的|具体|主要|重点)*(?:工作|事情?|内容)?(?=$|[，,。？?])|怎么样|如何|怎样|干得?[^，。]{{0,3}}$"
)
_ASKS_WHICH = re.compile(_ASKED)
_ENDS = ("工作", "建设", "事业", "领域", "活动", "发展", "管理", "保障")
_SHORT = 6
_COUNTED = re.compile(r"多少|几[个名次场人户]|人数|次数|户数|数量|金额|[率数额]$|问题|不足|打算|困难")


class FieldsError(Exception):
    """A line of fields.txt that says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """Something that reports count or do: its `name` heads a column; `cues` are words by which a report is known to
    speak of it, each a tuple of words that must stand in one clause."""

    name: str
    cues: tuple[tuple[str, ...], ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the thing's words stand in a text: the words themselves, within a clause."""
        return pattern_of(self.cues)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of work: what it is called, and the things in it."""

    names: tuple[str, ...]
    things: tuple[Thing, ...]

    @property
    def name(self) -> str:
        """Its first name."""
        return self.names[0]


def field_of(theme: str) -> Field | None:
    """The field that a theme names, the general one for a theme that names nothing; None for any other theme."""
    core = core_of(theme)
    by_name = _by_name()
    if not core:
        return by_name[GENERAL]
    if core in by_name:
        return by_name[core]
    for end in _ENDS:
        bare = core.removesuffix(end)
        if bare != core and bare in by_name:
            return by_name[bare]
    return None


def is_broad(topic: str) -> bool:
    """Whether a topic names a field (文化活动, 精神文明建设, 主要工作, or nothing) rather than one thing (培训人数)."""
    core = core_of(topic)
    if _COUNTED.search(core) or _COUNTED.search(topic):
        return False
    if field_of(topic) is not None:
        return True
    things = {thing.name for field in load_fields() for thing in field.things}
    bare = next((core.removesuffix(end) for end in _ENDS if core.endswith(end)), core)
    return bool(bare) and core != bare and core not in things and bare not in things and len(bare) <= _SHORT


def asks_for_all(topic: str) -> bool:
    """Whether a topic asks for whatever was done (都做了哪些工作, 工作情况)."""
    field = field_of(topic)
    return field is not None and field.name == GENERAL


def core_of(theme: str) -> str:
    """A theme without the words that ask or only fill: 文化活动 of 在文化活动方面都做了哪些工作."""
    core = _ASKS_WHICH.sub("", _ASKS.sub("", theme))
    return _LEADS.sub("", _FILLS.sub("", core.strip("，,、。？?！! ")))


def parse_fields(text: str) -> tuple[Field, ...]:
    """Fields from text, see the head of fields.txt. Raises FieldsError for a line that is neither field nor thing."""
    fields: list[tuple[tuple[str, ...], list[Thing]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if head := _HEAD.fullmatch(line):
            fields.append(((head["name"], *head["others"].split()), []))
            continue
        name, colon, cues = line.partition(":")
        if not colon or not cues.split() or not fields:
            raise FieldsError(f"line {number}: {line}")
        told = tuple(tuple(cue.split("+")) for cue in cues.split())
        fields[-1][1].append(Thing(name=name.strip(), cues=told))
    return tuple(Field(names=names, things=tuple(things)) for names, things in fields)


@cache
def load_fields() -> Sequence[Field]:
    """The fields of fields.txt."""
    return parse_fields(files("rag.comparison").joinpath("fields.txt").read_text(encoding="utf-8"))


@cache
def _by_name() -> dict[str, Field]:
    return {name: field for field in load_fields() for name in field.names}


@cache
def pattern_of(cues: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Where any of these words stand in a text; of words that go together, within a clause and in any order."""
    near = r"[^，,。；;：:\n]{0,24}?"
    either = [near.join(map(re.escape, order)) for cue in cues for order in {cue, cue[::-1]}]
    return re.compile("|".join(sorted(either, key=len, reverse=True)), re.IGNORECASE)
