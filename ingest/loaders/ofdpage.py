"""The objects of an OFD page (GB/T 33190): its text as runs, its drawn lines as rules, in points from the top left."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ingest.loaders.layout import Run
from ingest.loaders.ruled import Rule, rule_between

POINTS = 72 / 25.4  # in a millimetre, the unit of the format
_UNCHANGED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEP = re.compile(r"([MSLC])([^A-Za-z]*)")


def elements(element: Any, name: str) -> Iterator[Any]:
    """The elements below of that name, in any namespace: makers differ."""
    return (found for found in element.iter(etree.Element) if etree.QName(found).localname == name)


def width_of(element: Any) -> float | None:
    """The width of the page, or of the document's pages, that the element describes."""
    boxes = (_numbers(box.text) for box in elements(element, "PhysicalBox"))
    return next((POINTS * box[2] for box in boxes if len(box) == 4), None)


def runs_of(page: Any) -> Iterator[Run]:
    """The text objects of a page or a template."""
    for thing in elements(page, "TextObject"):
        left, top, width, *_ = [*_numbers(thing.get("Boundary")), 0.0, 0.0, 0.0]
        matrix = _numbers(thing.get("CTM"))
        across, down = (matrix[0], matrix[3]) if len(matrix) == 6 else (1.0, 1.0)
        height = (_numbers(thing.get("Size")) or [1.0])[0]
        x = y = 0.0
        for code in elements(thing, "TextCode"):
            x, y = (_numbers(code.get("X")) or [x])[0], (_numbers(code.get("Y")) or [y])[0]
            if code.text and code.text.strip():
                advance = _advance(code.get("DeltaX"))
                right = left + (x + advance + height) * across if advance else left + width
                yield Run(
                    left=POINTS * (left + x * across),
                    right=POINTS * right,
                    base=POINTS * (top + y * down),
                    size=POINTS * height * abs(down or 1.0),
                    text=code.text,
                )


def rules_of(page: Any) -> Iterator[Rule]:
    """The straight lines of a page's path objects that run along an axis."""
    for thing in elements(page, "PathObject"):
        left, top, *_ = [*_numbers(thing.get("Boundary")), 0.0, 0.0]
        matrix = _numbers(thing.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else _UNCHANGED
        data = next(thing.iterchildren("{*}AbbreviatedData"), None)
        points: list[tuple[float, float]] = []
        for step, written in _STEP.findall((data.text or "") if data is not None else ""):
            place = _numbers(written)
            if step == "C" and points:
                yield from rule_between(points[-1], points[0])
            if len(place) != 2:
                continue
            x, y = place
            point = (POINTS * (a * x + c * y + e + left), POINTS * (b * x + d * y + f + top))
            if step in "MS":
                points = []
            elif points:
                yield from rule_between(points[-1], point)
            points.append(point)


def _advance(deltas: str | None) -> float:
    """The way from the first character to the last: `g 3 5.5` stands for three steps of 5.5."""
    total, parts = 0.0, (deltas or "").split()
    while parts:
        many, step = (parts[1], parts[2]) if parts[0] == "g" and len(parts) > 2 else ("1", parts[0])
        parts = parts[3:] if parts[0] == "g" else parts[1:]
        values = _numbers(f"{many} {step}")
        total += values[0] * values[1] if values else 0.0
    return total


def _numbers(value: str | None) -> list[float]:
    try:
        return [float(number) for number in (value or "").split()]
    except ValueError:
        return []
