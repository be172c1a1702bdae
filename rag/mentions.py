"""Units and places a sentence names, and whether what it cites speaks of them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ingest.model import Unit
from ingest.names import find_names
from ingest.places import find_places

_BRACKET = re.compile(r"（.*?）|\(.*?\)")

_BETWEEN = re.compile("比|和|与|跟|较")


def labels_of(unit: str, known: Sequence[Unit] = ()) -> frozenset[str]:
    """What a cited unit may be called: its name, without its bracket, and the aliases of the library."""
    labels = {unit, _BRACKET.sub("", unit)}
    for other in known:
        if other.name == unit:
            labels.update(other.aliases)
    return frozenset(label for label in labels if len(label) >= 2)


def told_apart(units: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """For each unit its names, and their endings of three characters or more that no other of `units` shares:
    县水务局 and 水务局 of 澜江县水务局."""
    endings = [{label[i:] for label in labels for i in range(max(1, len(label) - 2))} for labels in units]
    shared = [set().union(*(e for k, e in enumerate(endings) if k != n)) for n in range(len(units))]
    return tuple(
        labels | (mine - others) for labels, mine, others in zip(units, endings, shared, strict=True)
    )


def is_short_for(name: str, label: str) -> bool:
    """Whether `name` is `label` with characters left out, its last kept: 县水务局 of 澜江县水务局."""
    rest = iter(label)
    return len(name) >= 3 and name[-1] == label[-1] and all(char in rest for char in name)


def strange_name(
    said: str, quoted: str, around: str, own: frozenset[str], known: Sequence[Unit] = ()
) -> str | None:
    """The first unit or place in `said` that stands neither in the quotes, nor in the headings `around` them, nor
    among the `own` names of the units cited. Units of the library that have odd names are found by `known`."""
    there = f"{quoted}\n{around}"
    taken = [m.span() for label in own for m in re.finditer(re.escape(label), said)]
    for start, name, is_place in _named(said):
        end = start + len(name)
        if start == 0 and said[end : end + 1] in ("：", ":") and not _is_own(name, own):
            return name
        inside = any(a <= start and end <= b for a, b in taken)
        at_home = is_place and any(name in label for label in own)
        if not (inside or at_home or name in there or _is_own(name, own) or _made_up_of(name, there, own)):
            return name
    bare = said
    for label in sorted(own, key=len, reverse=True):
        bare = bare.replace(label, "")
    return next((label for label in _foreign(known, own) if label in bare and label not in there), None)


def _foreign(known: Iterable[Unit], own: frozenset[str]) -> list[str]:
    """Names of the library's other units."""
    others = (u for u in known if u.name not in own)
    labels = {label for u in others for label in (u.name, _BRACKET.sub("", u.name), *u.aliases)}
    return sorted(x for x in labels if len(x) >= 3 and not any(x in mine for mine in own))


def _is_own(name: str, own: frozenset[str]) -> bool:
    """Whether a name is a cited unit's, also with the preposition that was read into it (比柳汀镇), or those of two
    that are compared (芷泊社区比青禾里社区)."""
    if _BETWEEN.search(name) and all(part in own for part in _BETWEEN.split(name)):
        return True
    return any(
        name == label or is_short_for(name, label) or (len(label) > 2 and name[1:] == label) for label in own
    )


def _made_up_of(name: str, there: str, own: frozenset[str]) -> bool:
    """Whether a name is a cited unit's with words of the quote behind it: 云岫镇综合文化站 of 镇综合文化站."""
    return any(
        name.startswith(label) and (rest := name[len(label) :]) != "" and rest in there for label in own
    )


@lru_cache(maxsize=1024)
def _named(said: str) -> tuple[tuple[int, str, bool], ...]:
    """Organisations that are nouns throughout, and places that are no ordinary words, with where they stand and
    whether they are places."""
    found = [(m.start, m.name, False) for m in find_names(said) if m.sure]
    found += [
        (m.start, said[m.start : m.end], True) for m in find_places(said) if m.full or m.place.level != "县"
    ]
    return tuple(found)
