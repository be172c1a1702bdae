"""Which of a report's statements on a thing go into a cell: what was done and what is planned, each once, the plainest."""

from collections.abc import Iterable, Sequence

from ingest.model import Figure
from rag.comparison.statements import Statement
from rag.comparison.thing import OF_EVENTS, Thing
from rag.comparison.times import written_of

_OF_EACH_TIME = 2
_OF_ONE_TIME = 3
_LONGEST = 100
_CHANGES = frozenset(("%", "‰", "个百分点", "倍"))


def chosen(thing: Thing, statements: Sequence[Statement], *, words: bool = True) -> tuple[Statement, ...]:
    """The statements for a cell: those with the thing's own figures, done before planned; with `words`, of a time
    without any figure one that says it in words. None where only the other time is spoken of than the aspect asks."""
    done = (
        ()
        if thing.planned
        else _of_one_time([s for s in statements if not s.time.planned], thing, words=words)
    )
    planned = (
        () if thing.done else _of_one_time([s for s in statements if s.time.planned], thing, words=words)
    )
    both = [*done, *planned]
    if any(s.figures or not s.aside for s in both):
        both = [s for s in both if not s.aside]
    most = _OF_EACH_TIME if done and planned else _OF_ONE_TIME
    return _short_enough([*_firsts(done, both, most), *_firsts(planned, both, most)])


def in_order(thing: Thing, statements: Iterable[Statement]) -> list[tuple[Statement, Figure]]:
    """The figures of the chosen statements, first the one to be ranked by: what was done before what is planned, how
    much there is before by how much it changed, of activities their number (场次, 人次) before what else is told."""
    pairs = [(s, f) for s in statements for f in s.figures]
    return sorted(
        pairs,
        key=lambda p: (
            p[0].time.planned,
            p[1].value is None,
            _changes(p[1]) and not thing.rate,
            thing.of_events and p[1].measure not in OF_EVENTS,
        ),
    )


def _changes(figure: Figure) -> bool:
    return figure.measure in _CHANGES


def _of_one_time(statements: Sequence[Statement], thing: Thing, *, words: bool) -> tuple[Statement, ...]:
    """Those with figures, each value once; else, with `words`, what is said without."""
    counted = [s for s in statements if s.figures]
    if any(s.plainly for s in counted):
        counted = [s for s in counted if s.plainly]
    if any(not s.withheld for s in counted):
        counted = [s for s in counted if not s.withheld]
    if counted:
        return _each_once(_newest(counted))
    if not words:
        return ()
    said = _newest([s for s in statements if s.plainly] or list(statements))
    return tuple(sorted(said, key=lambda s: s.aside))[:1]


def _newest(statements: list[Statement]) -> list[Statement]:
    """Of a unit's reports of several times those of the newest."""
    latest = max((written_of(s.page) for s in statements), default=None)
    return [s for s in statements if written_of(s.page) == latest]


def _each_once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for statement in statements:
        values = {(f.value, f.upper, f.measure) for f in statement.figures}
        if not values <= seen:
            kept.append(statement)
        seen |= values
    return tuple(kept)


def _firsts(of_time: Sequence[Statement], allowed: Sequence[Statement], most: int) -> list[Statement]:
    return [s for s in of_time if s in allowed][:most]


def _short_enough(statements: list[Statement]) -> tuple[Statement, ...]:
    """As many as a cell has room for, at least one of each time."""
    kept: list[Statement] = []
    room = _LONGEST
    for statement in sorted(
        statements,
        key=lambda s: any(s.time.planned == t.time.planned for t in statements[: statements.index(s)]),
    ):
        first = all(s.time.planned != statement.time.planned for s in kept)
        if first or len(statement.span) <= room:
            kept.append(statement)
            room -= len(statement.span)
    return tuple(s for s in statements if s in kept)
