"""The numbers that Word draws before paragraphs without writing them into the text: 一、（一）1. and the like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.ordinals import ordinal

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NO_BLANK_AFTER = ("、", "）", "】", "〕", " ", "　")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    """One level of a list. `text` is what is drawn, %1 standing for the count of the first level."""

    start: int
    format: str
    text: str
    legal: bool
    style: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _List:
    """A list by its levels. Lists of the same `shared` count on from one another but where `restarts` says."""

    shared: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Style:
    list_id: str | None
    depth: int | None
    parent: str | None


@dataclass(kw_only=True, slots=True)
class Numbering:
    """Counts through a document's lists: `number` must be asked for every paragraph, in their order."""

    lists: Mapping[str, _List]
    styles: Mapping[str, _Style]
    default_style: str | None
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: Any, styles: Any) -> "Numbering":
        """From the root elements of numbering.xml (None: no lists) and styles.xml."""
        found = [s for s in styles.iterchildren(f"{W}style") if s.get(f"{W}type") in (None, "paragraph")]
        default = (s.get(f"{W}styleId") for s in found if s.get(f"{W}default") in ("1", "true"))
        return cls(
            lists={} if numbering is None else _read_lists(numbering),
            styles={s.get(f"{W}styleId", ""): _read_style(s) for s in found},
            default_style=next(default, None),
        )

    def number(self, paragraph: Any) -> str:
        """What Word draws before this paragraph, with the blank that keeps it from the text; "" for nothing."""
        list_id, depth = self._place(paragraph)
        found = self.lists.get(list_id or "")
        level = found.levels.get(depth) if found else None
        if list_id is None or found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.shared, {})
        if depth in found.restarts and (list_id, depth) not in self._begun:
            counts[depth] = found.restarts[depth] - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        return _drawn(level, found.levels, counts)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The paragraph's list and its level there, its own or those of its style and the styles under that."""
        own = _read_style(paragraph)
        list_id, depth = own.list_id, own.depth
        name = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self.default_style
        seen: set[str] = set()
        while list_id is None and name is not None and name not in seen:
            style = self.styles.get(name)
            if style is None:
                break
            seen.add(name)
            list_id = style.list_id
            depth = depth if depth is not None else self._depth_of(style, name)
            name = style.parent
        return list_id, depth or 0

    def _depth_of(self, style: _Style, name: str) -> int | None:
        """The level that a style asks for, or that names the style as its own."""
        found = self.lists.get(style.list_id or "")
        if style.depth is not None or found is None:
            return style.depth
        levels = found.levels
        return next((depth for depth, level in levels.items() if level.style == name), None)


def _drawn(level: _Level, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    if level.format == "bullet":
        # Symbol fonts keep their signs where Unicode has none of its own, or where it has letters (o, l, Ø).
        is_sign = level.text.isprintable() and level.text and not level.text.isalpha()
        return level.text + " " if is_sign else "• "
    if level.format == "none" and "%" not in level.text:
        return level.text

    def count(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = levels.get(depth, level)
        number = counts.get(depth, other.start)
        return "" if other.format == "none" else ordinal(number, "decimal" if level.legal else other.format)

    drawn = re.sub(r"%([1-9])", count, level.text)
    return drawn if not drawn or drawn.endswith(_NO_BLANK_AFTER) else f"{drawn} "


def _read_lists(numbering: Any) -> dict[str, _List]:
    shared = {
        _attribute(found, "abstractNumId"): _read_levels(found)
        for found in numbering.iterchildren(f"{W}abstractNum")
    }
    lists = {}
    for found in numbering.iterchildren(f"{W}num"):
        key = _value(found.find(f"{W}abstractNumId")) or ""
        levels, restarts = dict(shared.get(key, {})), {}
        for override in found.iterchildren(f"{W}lvlOverride"):
            levels |= _read_levels(override)
            if (start := _value(override.find(f"{W}startOverride"))) is not None:
                restarts[int(_attribute(override, "ilvl"))] = int(start)
        lists[_attribute(found, "numId")] = _List(shared=key, levels=levels, restarts=restarts)
    lists.pop("0", None)  # the list of paragraphs that are to have no number
    return lists


def _read_levels(parent: Any) -> dict[int, _Level]:
    return {
        int(_attribute(found, "ilvl")): _Level(
            start=int(_value(found.find(f"{W}start")) or 1),
            format=_value(found.find(f"{W}numFmt")) or "decimal",
            text=_value(found.find(f"{W}lvlText")) or "",
            legal=found.find(f"{W}isLgl") is not None,
            style=_value(found.find(f"{W}pStyle")),
        )
        for found in parent.iterchildren(f"{W}lvl")
    }


def _read_style(element: Any) -> _Style:
    """The list that a style or a paragraph asks for."""
    depth = _value(element.find(f"{W}pPr/{W}numPr/{W}ilvl"))
    return _Style(
        list_id=_value(element.find(f"{W}pPr/{W}numPr/{W}numId")),
        depth=int(depth) if depth is not None else None,
        parent=_value(element.find(f"{W}basedOn")),
    )


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _attribute(element: Any, name: str) -> str:
    return str(element.get(f"{W}{name}", "0"))
