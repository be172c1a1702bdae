"""What reports say of a thing that was found in them: the statements with the words that gave the thing away."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.model import Figure, Span
from rag.comparison.alike import NOTHING, Counted, counting, figures_of
from rag.comparison.choosing import chosen
from rag.comparison.fields import pattern_of
from rag.comparison.statements import Statement, in_title, quoted
from rag.comparison.thing import Thing
from rag.comparison.times import Calendar
from rag.comparison.wording import Wording
from rag.terms import fold

Pages = Sequence[tuple[Wording, Calendar]]
_MOST = 3
_LONGEST = 60
_LONG_ROW = 4
_ROW_MARK = re.compile("、")
_SHORT = 16
_FULL = 24
DEEDS = re.compile(
    "开展|举办|组织|举行|召开|成立|组建|建立|建成|建有|新建|设立|设置|制作|发放|评选|表彰|参加|参观|慰问|走访|完成|实施|安装|配备|添置|改造|"
    "清理|整治|排查|化解|聘请|邀请|推荐|签订|制定|印发|编排|演出|获|播出|承办|购置|打造|推广|推行|落实|提供"
)
"""What is done, as reports word it."""
_PREAMBLE = re.compile("[如以]下")
_ROW = re.compile("[^，,。；;]*、[^，,。；;]*等")
_NAMES = re.compile("[“《「]|\\d")
_GENERAL = re.compile(
    "^(?:进一步|不断|切实|扎实|认真|深入|大力|继续|积极|着力|努力|全面|坚持|通过|围绕|结合|利用|为了?|以|随着|在)"
)


def thing_of(name: str, cues: tuple[tuple[str, ...], ...]) -> Thing:
    """A thing to be looked for by `cues` alone."""
    return Thing(name=name, pattern=pattern_of(cues), loosely=None, deed=None, indicator=False)


def told_of(thing: Thing, pages: Pages, counted: Counted = NOTHING) -> tuple[Statement, ...]:
    """What a unit's reports say of a thing: what was done before what is to come, by figures before in words. With
    `counted` the figures that count that come first, and the others only stand beside them."""
    return tuple(_parted(s, counted) for s in _told(thing, statements_on(thing, pages), counted))


def _parted(statement: Statement, counted: Counted) -> Statement:
    alike = counting(counted, statement)
    others = tuple(f for f in figures_of(statement) if f not in alike and f.value is not None)
    return replace(statement, figures=alike, beside=others)


def statements_on(thing: Thing, pages: Pages) -> list[Statement]:
    """Every clause of the reports that has words of the thing, with the figures told of it; what they hide only where
    they say nothing else."""
    statements = [s for wording, calendar in pages for s in _statements(thing.pattern, wording, calendar)]
    return [s for s in statements if not s.withheld] or statements


def _statements(pattern: re.Pattern[str], wording: Wording, calendar: Calendar) -> Iterator[Statement]:
    seen: set[Span] = set()
    text = wording.page.report.text
    for match in pattern.finditer(wording.words):
        place = wording.place(*match.span())
        at = wording.clause_at(place.start)
        if at is None or in_title(text, place.start):
            continue
        sentence, n = at
        clause = sentence.clauses[n]
        if clause not in seen and not _in_bracket(wording.figures_in(clause)):
            seen.add(clause)
            figures = tuple(f for f in wording.figures_in(clause) if _tells_of(f, pattern, text))
            yield Statement(
                page=wording.page, span=quoted(wording.page, clause, figures), figures=figures,
                time=calendar.time_of(clause, figures[0] if figures else None), plainly=True,
                aside=not figures and len(_ROW_MARK.findall(clause.of(text))) >= _LONG_ROW,
            )  # fmt: skip


def _in_bracket(figures: Sequence[Figure]) -> bool:
    """Whether a clause only parts the figure in front of its bracket (52场次(春节10场次，庙会24场次))."""
    return any(f.parent is not None and f.clause.start > f.parent.end for f in figures)


def _tells_of(figure: Figure, pattern: re.Pattern[str], text: str) -> bool:
    """Whether a figure counts the thing, or stands behind its words."""
    front = text[figure.clause.start : figure.span.start]
    return bool(pattern.search(fold(figure.subject)) or pattern.search(fold(front)))


def _told(thing: Thing, statements: Sequence[Statement], counted: Counted) -> tuple[Statement, ...]:
    done = [s for s in statements if not s.time.planned]
    for ones in (done, [s for s in statements if s.time.planned]):
        with_figures = [s for s in ones if s.figures and not _in_a_row(s, thing.pattern)]
        alike = [s for s in with_figures if counting(counted, s)]
        if found := _apart([*chosen(thing, alike), *chosen(thing, with_figures)]):
            return found
        if worded := [s for s in ones if not _is_heading(s)]:
            return (_in_full(max(worded, key=lambda s: _telling(s, thing.pattern))),)
    return ()


def _in_a_row(statement: Statement, pattern: re.Pattern[str]) -> bool:
    """Whether the thing is but one of several that the figure counts together (演出、书画展、读书会等活动31场次)."""
    start, words = statement.span.start, statement.span.of(statement.page.report.text)
    row = _ROW.search(words[: statement.figures[0].span.start - start])
    return bool(row and pattern.search(fold(row.group())) and not pattern.search(fold(words[row.end() :])))


def _apart(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The first statements that do not quote one another."""
    kept: list[Statement] = []
    for statement in statements:
        if not any(s.page is statement.page and s.span.overlaps(statement.span) for s in kept):
            kept.append(statement)
    return tuple(kept[:_MOST])


def _telling(statement: Statement, pattern: re.Pattern[str]) -> float:
    """How much a statement in words tells: of deeds, with names, under a heading of its own, neither a fragment nor a
    mere resolve."""
    words = statement.span.of(statement.page.report.text)
    worth = 0.5 * bool(DEEDS.search(words)) + 0.3 * bool(_NAMES.search(words))
    headed = any(pattern.search(fold(h)) for h in _headings(statement)[-1:])
    return (
        worth
        + 0.4 * headed
        - 0.4 * bool(_GENERAL.search(words))
        - 0.5 * statement.aside
        - 0.3 * (len(words) < _SHORT)
    )


def _headings(statement: Statement) -> tuple[str, ...]:
    sentence = statement.page.sentence_at(statement.span.start)
    return sentence.headings if sentence else ()


def _is_heading(statement: Statement) -> bool:
    return any(
        s.heading.start <= statement.span.start < s.heading.end and s.span.end - s.heading.end > _SHORT
        for s in statement.page.report.sections()
    )


def _in_full(statement: Statement) -> Statement:
    """The statement with the clauses behind it that it needs to be understood, where it is short."""
    sentence = statement.page.sentence_at(statement.span.start)
    start, end = statement.span.start, statement.span.end
    for clause in sentence.clauses if sentence else ():
        if clause.start < end or end - start >= _FULL:
            continue
        words = statement.page.report.text[end : clause.end]
        if (
            clause.end - start > _LONGEST
            or _PREAMBLE.search(words)
            or re.search("[；;。(（]", statement.page.report.text[end : clause.start])
        ):
            break
        end = clause.end
    return replace(statement, span=Span(start=start, end=end))
