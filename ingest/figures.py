"""Every quantity of a report as a `Figure`: what it counts, in which clause, how sure, done or planned.

A number counts as a figure when it could answer 多少 or 几. Arabic digits with a measure word nearly always
do (recall first); Chinese numerals often do not (precision first). A redacted number keeps its place and
measure word and has no value; so does one whose measure word is lost (社区共有职工10；): nothing is made up.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.clauses import clauses
from ingest.measures import CYCLE, per
from ingest.model import DocType, Figure, Section, Span
from ingest.nonfigures import BLANK, blank, blank_times, counts
from ingest.numerals import plain
from ingest.outline import planned_parts
from ingest.plans import is_planned
from ingest.quantities import QUANTITY, Quantity, quantity_of, read_quantity
from ingest.subjects import subject

__all__ = ["clauses", "extract_figures", "figures_of", "read_quantity"]

_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_FARTHEST = 400  # characters in front of a figure that are read for its sentence
_NEARBY = 160  # characters on either side that are read for its subject
_EVERY = re.compile(f"每个?({CYCLE})(?![一二两三四五六七八九])")
_NEVER_A_RATE = frozenset({"", "%", "‰", "个百分点", "岁", "年"})
_BRACKET = re.compile(r"[(（][^()（）\n]*[)）]")
_PEOPLE = "(?:人口|职工|居民|党员|群众|学生|学员|老人|老年人|未成年人|人数|户数|干部|队员|志愿者)"
_LOST = re.compile(
    rf"{_PEOPLE}[约达共有为]{{0,2}}(近?[0-9]{{1,6}}(?:左右|以上)?)(?=[，,；;。、]|$)|"
    rf"的([0-9]{{1,3}}左右)(?=[，,；;。])|"
    rf"(?<![0-9.])(?!(?:19|20)[0-9]{{2}})([0-9]{{1,6}})(?=(?:离退休|退休|在职|困难|贫困|留守)?{_PEOPLE})"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Find:
    """A quantity and what to read around it: its clause, and the words free for its subject."""

    quantity: Quantity
    span: Span
    clause: Span
    before: Span
    behind: Span
    crowded: bool


def figures_of(
    text: str, body: int, outline: tuple[Section, ...], *, doc_type: DocType
) -> tuple[Figure, ...]:
    """The figures of a whole report from `body` on: those of a plan, and of the plans in a summary (下一步打算, a
    second half of plans), are planned unless their own words say not."""
    is_plan = doc_type in ("计划", "方案")
    found: list[Figure] = []
    at = body
    for plan in () if is_plan else planned_parts(text, outline):
        found += extract_figures(text, start=at, end=plan.start)
        found += extract_figures(text, start=plan.start, end=plan.end, planned=True)
        at = plan.end
    return (*found, *extract_figures(text, start=at, planned=is_plan))


def extract_figures(
    text: str, *, start: int = 0, end: int | None = None, planned: bool = False
) -> tuple[Figure, ...]:
    """Every figure in `text[start:end]`, in order of the text; all spans are offsets in `text`.

    `planned` holds for figures whose own words do not say whether they are done or to be done.
    """
    part = text[start:end]
    words = plain(part)
    nouns = "".join(b if b == BLANK else c for b, c in zip(blank_times(words), part, strict=True))
    finds = _placed(_quantities(blank(words)), clauses(part))
    parents = _parents(part, finds)
    figures: list[Figure] = []
    for find, parent in zip(finds, parents, strict=True):
        sentence = _sentence_start(part, find.span.start)
        same_sentence = bool(figures) and figures[-1].span.start - start >= sentence
        figures.append(
            Figure(
                value=find.quantity.value,
                upper=find.quantity.upper,
                measure=_measure(words, find),
                subject=_subject(nouns, find, figures[-1].subject if same_sentence else ""),
                span=find.span.shift(start),
                raw=find.span.of(part),
                clause=find.clause.shift(start),
                approximate=find.quantity.approximate,
                withheld=find.quantity.withheld,
                planned=is_planned(words[sentence : find.span.end], default=planned),
                parent=parent and parent.shift(start),
            )
        )
    return tuple(figures)


def _quantities(words: str) -> list[tuple[Quantity, Span]]:
    """The quantities of `words` that count, and the numbers that have lost their measure word."""
    found = []
    for match in QUANTITY.finditer(words):
        if (quantity := quantity_of(match)) and _counts(words, match):
            found.append((quantity, Span(start=match.start(), end=match.end())))
    lost = Quantity(value=None, measure="", withheld=True)
    for match in _LOST.finditer(words):
        begin, stop = match.span(match.lastindex or 0)
        found.append((lost, Span(start=begin, end=stop)))
    return sorted(found, key=lambda f: f[1])


def _counts(words: str, match: re.Match[str]) -> bool:
    """Whether the match is a count and not a Chinese numeral that only names something."""
    number = match["chinese_low"]
    if not number or not re.match(f"{number}(?![-至到余多几来])", match.group()):
        return True
    return counts(words[max(0, match.start() - 8) : match.start()], number, match["chinese"])


def _placed(found: list[tuple[Quantity, Span]], parts: tuple[Span, ...]) -> list[_Find]:
    """Each quantity with its clause, and the words up to its neighbours in that clause."""
    starts = [part.start for part in parts]
    placed = []
    for i, (quantity, span) in enumerate(found):
        clause = parts[max(0, bisect_right(starts, span.start) - 1)]
        clause = Span(start=min(clause.start, span.start), end=max(clause.end, span.end))
        left = max(clause.start, found[i - 1][1].end if i else 0, span.start - _NEARBY)
        right = found[i + 1][1].start if i + 1 < len(found) else clause.end
        placed.append(
            _Find(
                quantity=quantity,
                span=span,
                clause=clause,
                before=Span(start=min(left, span.start), end=span.start),
                behind=Span(start=span.end, end=max(span.end, min(clause.end, right, span.end + _NEARBY))),
                crowded=right < clause.end,
            )
        )
    return placed


def _measure(words: str, find: _Find) -> str:
    """The quantity's measure, a rate where its clause says so: 每季度举办1次 is 次/季度."""
    measure = find.quantity.measure
    cycles = _EVERY.findall(find.before.of(words))
    if not cycles or "/" in measure or measure in _NEVER_A_RATE:
        return measure
    return per(measure, cycles[-1])


def _subject(nouns: str, find: _Find, previous: str) -> str:
    return subject(
        nouns,
        find.before,
        find.behind,
        measure=find.quantity.measure,
        crowded=find.crowded,
        previous=previous,
    )


def _parents(text: str, finds: list[_Find]) -> list[Span | None]:
    """For each find the span of the figure in front of the bracket that holds it."""
    brackets = [Span(start=m.start(), end=m.end()) for m in _BRACKET.finditer(text)]
    openings = [b.start for b in brackets]
    ends = [f.span.end for f in finds]
    parents: list[Span | None] = []
    for find in finds:
        nearest = bisect_right(openings, find.span.start) - 1
        held = nearest >= 0 and brackets[nearest].covers(find.span)
        front = bisect_right(ends, openings[nearest]) - 1 if held else -1
        close = front >= 0 and openings[nearest] - finds[front].clause.end in (0, 1)
        parents.append(finds[front].span if close else None)
    return parents


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds offset `at` begins."""
    farthest = max(0, at - _FARTHEST)
    return max((m.end() for m in _SENTENCE_END.finditer(text, farthest, at)), default=farthest)
