"""Revisions as short words, so that a list of messages and what they tell stays legible."""

from pathlib import Path

from ingest.pipeline import discover, parse_file
from rag.directory import Directory
from rag.drafting.orders.reading import revisions_in
from rag.drafting.revisions import (
    Another,
    Confirm,
    HandOver,
    Include,
    Lock,
    Move,
    Order,
    Place,
    Remove,
    Reshape,
    Resize,
    Retone,
    Revision,
    Show,
    Sources,
    State,
    Swap,
    Turn,
    WriteOn,
)

_SAMPLES = Path(__file__).parents[3] / "ingest" / "samples"
_REPORTS = [parsed.report for path in discover([_SAMPLES]) for parsed in parse_file(path).reports]
DIRECTORY = Directory([(r.id, r.unit) for r in _REPORTS])


def told(message: str) -> list[str]:
    """What a message tells, each revision in a few words: 删第2句 is "remove s2"."""
    return [in_words(r) for r in revisions_in(message, DIRECTORY, None)]


def in_words(revision: Revision) -> str:
    """A revision in a few words; what it leaves open is left out."""
    return " ".join(word for word in _words(revision) if word)


def _words(revision: Revision) -> tuple[str, ...]:
    match revision:
        case Resize(way=way, length=length, place=place):
            return (way, str(length or ""), _at(place))
        case Remove(place=place) | Another(place=place) | Confirm(place=place):
            return (type(revision).__name__.lower(), _at(place))
        case Lock(place=place, on=on):
            return ("lock" if on else "unlock", _at(place))
        case Move(place=place, side=side, to=to):
            return ("move", _at(place), side, _at(to))
        case Swap(first=first, second=second):
            return ("swap", _at(first), _at(second))
        case Order(units=units):
            return ("order", *(u.name for u in units))
        case Sources(act=act, units=units, group=group, missing=missing):
            return (act, group, *(() if group else (u.name for u in units)), *(f"缺{m}" for m in missing))
        case Include(about=about, place=place):
            return ("include", about, _at(place))
        case Retone(tone=tone):
            return ("tone", tone)
        case Reshape():
            parts = (revision.form, revision.points, revision.purpose, revision.theme, revision.speaker)
            return ("shape", *(str(p or "") for p in parts), revision.behalf.name if revision.behalf else "")
        case State(words=words, gap=gap, value=value):
            return ("state", gap or words, value)
        case Turn(way=way, version=version):
            return (way, str(version or ""))
        case Show(what=what):
            return ("show", what)
        case HandOver(as_=as_):
            return ("hand over", as_)
        case WriteOn(section=section):
            return ("write", str(section))
        case _:
            return (type(revision).__name__.lower(),)


def _at(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.kind[:3]}{place.n}" if place.n else f"“{place.about}”"
