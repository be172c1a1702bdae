"""Where a number stands in the reports, and the words around it that say what it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Figure, Span
from ingest.numerals import plain
from rag.claims import SAME_MEASURE
from rag.number_named import NumberNamed
from rag.reading import figure_span
from rag.surroundings import Readable
from rag.terms import Term, coverage, fold

_LONGEST = 110
_SHORTEST = 4
_HEADING = 0.8
# 那800个是什么 may be said of whatever is counted.
_ANY_MEASURE = ("", "个")
# A clause that begins so goes on about what the clause before it began: 吸引观众2.8万余人次, 其中女性88人.
_GOES_ON = re.compile(
    r"^(?:其中|其余|分别|共计?|累计|合计|总共|总计|一?共?有|约|达|占|为|是|较|比|同比|环比|增长|下降|减少"
    r"|参加|参与|参训|受训|出动|派出|发动|动员|到场|到会|观看|吸引|惠及|受益|受惠|受众|受教育|覆盖|涉及|观众|群众参与|居民参与|取得|查出|成功|整改|达成|送去"
    r"|均|已|还|另|仅|也|并)"
    # These do where nothing but an amount follows: 罚款18.6万元, but 投资46万元更换路灯58盏 tells of itself.
    r"|^(?:计划|预计|概算|估算|力争)?(?:总?投资|投入|耗资|罚款|发放|新增|完成|获得?|配备|补贴|奖励|服务|接待|解决|化解|办结|移送|产[量值]|面积|金额|使用|[人户生]均|平均|增加|提高)"
    r"[\u4e00-\u9fff]{0,3}[\d.]+[^，]{0,4}$"
)
_NO_STATEMENT = re.compile(r"^[^\u4e00-\u9fff]*$|^(?:全年|今年|去年|目前|一年来|截[至止].*|[\d_xX.]+月.*)$")
_PART = re.compile(r"[；;]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A number where it stands: `figure` is None where it is no figure of the report (the 12345 of 12345热线); `fit`
    is 2 where value and measure are those asked for, 1 where the question said no measure, 0 where it is another."""

    page: Readable
    figure: Figure | None
    span: Span
    fit: int


def places_of(named: NumberNamed, pages: Sequence[Readable]) -> list[Place]:
    """Where reports have a number, those places that fit best; among the figures, else anywhere in the text. A passage
    that one report repeats word for word counts once."""
    found = [p for page in pages for p in _in_figures(named, page)]
    found = found or [p for page in pages for p in _in_words(named, page)]
    best = max((p.fit for p in found), default=0)
    kept: dict[tuple[str, str], Place] = {}
    for place in found:
        if place.fit == best:
            kept.setdefault((place.page.report.unit.name, place.page.folded(said_in(place)[0])), place)
    return list(kept.values())


def by_topic(places: Sequence[Place], terms: Sequence[Term]) -> list[Place]:
    """The places with those first whose sentence, or the headings over it, speak most of some terms."""

    def spoken(place: Place) -> float:
        sentence = place.page.sentence_at(place.span.start)
        if sentence is None:
            return 0.0
        headings = fold("".join(sentence.headings))
        return coverage(terms, [(place.page.folded(sentence.span), 1.0), (headings, _HEADING)])

    return sorted(places, key=spoken, reverse=True)


def said_in(place: Place) -> tuple[Span, bool]:
    """The clauses that say what a number is, and whether they do: from the one that begins the statement, so far as
    it stands in the same sentence and near enough."""
    page, text = place.page, place.page.report.text
    sentence = page.sentence_at(place.span.start)
    if sentence is None:
        return place.span, False
    if place.figure is not None:
        span = figure_span(page, place.figure, ())
    else:
        span = next((c for c in sentence.clauses if c.overlaps(place.span)), place.span)
    for clause in reversed([c for c in sentence.clauses if c.end <= span.start]):
        between = text[clause.end : span.start]
        words = span.of(text)
        in_bracket = max(words.count(mark) - words.count(half) for half, mark in ("()", "（）")) > 0
        in_bracket = in_bracket or bool(re.match(r"\s*[)）]", between))
        if (_says(words) and not in_bracket) or _PART.search(between) or span.end - clause.start > _LONGEST:
            break
        span = Span(start=clause.start, end=span.end)
    return span, _says(span.of(text))


def _says(words: str) -> bool:
    """Whether words begin a statement of their own."""
    words = words.strip()
    if len(words) < _SHORTEST or _GOES_ON.match(words):
        return False
    return not _NO_STATEMENT.match(re.split("[，,]", words, maxsplit=1)[0])


def _in_figures(named: NumberNamed, page: Readable) -> Iterator[Place]:
    for figure in page.report.figures:
        fit = _fit(named, figure)
        if fit is not None:
            yield Place(page=page, figure=figure, span=figure.span, fit=fit)


def _fit(named: NumberNamed, figure: Figure) -> int | None:
    """How well a figure is the number asked for; None where it is another one."""
    same = _same_measure(named.measure, figure.measure)
    if named.value is None or figure.value is None:
        return 2 if fold(plain(named.raw)) == fold(plain(figure.raw)) else None
    ends = {figure.value} if named.upper is not None else {figure.value, figure.upper}
    if named.value not in ends or (named.upper is not None and named.upper != figure.upper):
        return None
    return 2 if same else 1 if named.measure in _ANY_MEASURE else 0


def _same_measure(asked: str, held: str) -> bool:
    bare = held.partition("/")[0]
    return SAME_MEASURE.get(asked, asked) in (SAME_MEASURE.get(bare, bare), held)


def _in_words(named: NumberNamed, page: Readable) -> Iterator[Place]:
    """The number as it was typed, anywhere in the text."""
    words = plain(page.report.text)
    for match in re.finditer(rf"(?<![\d.]){re.escape(plain(named.raw))}(?!\d|\.\d)", words):
        if match.start() >= page.report.body:
            yield Place(page=page, figure=None, span=Span(start=match.start(), end=match.end()), fit=2)
