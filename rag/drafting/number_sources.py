"""Where the numbers of a pasted text stand in the library: with the same words, with another measure, or nowhere."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.figures import extract_figures
from ingest.model import Figure, Span
from ingest.numerals import plain
from ingest.sentences import split_sentences
from rag import stance
from rag.claims import Amount, amounts, other_numbers, readable
from rag.likeness import belongs_elsewhere, pairs
from rag.mentions import labels_of, strange_name
from rag.number_places import Place, said_in
from rag.reading import label
from rag.retrieve import Shelf
from rag.surroundings import Readable

Outcome = Literal["found", "bound", "measure", "planned", "of_other", "otherwise", "nowhere"]
"""found: a report says so of the same thing; bound: it says 余 or 近 where the text does not, or the other way round;
measure: it counts by another measure; planned: it is a plan there and done here; of_other: only a unit that the text
does not name says so; otherwise: reports tell the same thing with another number; nowhere: no report has it."""
_ORDER: tuple[Outcome, ...] = ("found", "planned", "bound", "of_other", "measure")
_ALIKE, _SURE = 0.5, 0.65
_FEW = 4  # pairs of characters: fewer do not tell what is counted, the words in front are read too
_ALL = 0.8
_LEAST = 3
_REACH = 160
# 12345热线, 4A级 and 107国道 are names.
_UNREAD = re.compile(r"[1-9]\d{1,3}(?:\.\d+)?(?:万|亿)?[余多]?(?![号级届路线楼栋室版国条省])[\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """Words of a report that have a number: the clauses that say it (`span`), and how it is written there."""

    page: Readable
    span: Span
    written: str

    @property
    def unit(self) -> str:
        """The unit whose report it is."""
        return label(self.page)


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberSource:
    """A number of a text (`raw` at `span`), what became of the search for it, and what a report says of it, None
    where that is nothing."""

    raw: str
    span: Span
    outcome: Outcome
    stated: Stated | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A number as the text says it: its amount, the words that say what it counts, the sentence it stands in and the
    units named there that the library does not hold."""

    figure: Figure
    amount: Amount
    wanted: frozenset[str]
    sentence: str
    strangers: tuple[str, ...]


def sources_of_numbers(text: str, shelf: Shelf) -> tuple[NumberSource, ...]:
    """For each number of a text, redactions left out, where it stands in the library; spans count in the text."""
    finder = NumberFinder(shelf)
    named = frozenset(u.name for u in shelf.refresh().names(text))
    return tuple(
        found for sentence in split_sentences(text) for found in finder.sources(text, sentence, named=named)
    )


_Find = tuple[Outcome, Readable, Figure]


class NumberFinder:
    """Looks numbers up in the reports of a shelf; its index is of the library as it is when it is made."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._directory = shelf, shelf.refresh()
        self._units = [entry.unit for entry in self._directory.entries]
        self._by_value: defaultdict[Decimal, list[tuple[str, Figure]]] = defaultdict(list)
        self._by_unit: dict[str, list[tuple[str, Figure]]] = {}
        for entry in self._directory.entries:
            held = [(i, f) for i in entry.report_ids for f in shelf.report(i).report.figures]
            self._by_unit[entry.name] = held
            for report_id, figure in held:
                if figure.value is not None:
                    self._by_value[figure.value].append((report_id, figure))

    def sources(
        self, text: str, sentence: Span, *, named: frozenset[str] = frozenset()
    ) -> list[NumberSource]:
        """The numbers of a sentence of a text. `named` are the units that the text speaks of; those that the sentence
        names itself go before."""
        words = sentence.of(text)
        named = frozenset(u.name for u in self._directory.names(words)) or named
        strangers = () if named else self._directory.resolve(words).strangers
        said = _said(words, strangers)
        found = [self._stated(s, named) for s in said]
        beside = [(f[1], f[2]) for f in found if f and f[0] in ("found", "bound")]
        whole = [f or self._told_otherwise(s, named, beside) for s, f in zip(said, found, strict=True)]
        return [_source(s, f, sentence.start) for s, f in zip(said, whole, strict=True)]

    def _stated(self, said: _Said, named: frozenset[str]) -> _Find | None:
        """The place that says the number of the same thing, the one that agrees most."""
        value = said.amount.value
        found = []
        for report_id, figure in self._by_value.get(value, []) if value is not None else []:
            words = self._shelf.report(report_id).report.text
            around = words[max(0, figure.span.start - _REACH) : figure.span.end + _REACH]
            if not any(pair in around for pair in said.wanted):
                continue
            page = self._shelf.page(report_id)
            outcome, alike = self._agreement(said, page, figure, named)
            if outcome is not None:
                found.append((_ORDER.index(outcome), -alike, outcome, page, figure))
        best = min(found, key=lambda f: f[:2], default=None)
        return best[2:] if best else None

    def _agreement(
        self, said: _Said, page: Readable, figure: Figure, named: frozenset[str]
    ) -> tuple[Outcome | None, float]:
        """How far a place that has the same value says the same, and how like its words are; None where it does not
        speak of the same thing, or gives the number to something else."""
        alike, close = _likeness(said, page, figure)
        there = _amounts_around(page, figure)
        amount = next((a for a in there if a.raw == readable(figure.raw)), None)
        if alike < _ALIKE or amount is None or not amount.same_value(said.amount):
            return None, alike
        if belongs_elsewhere(said.amount, [a for a in there if a.same_value(said.amount)], there):
            return None, alike
        if not said.amount.same_measure(amount):
            return ("measure" if close >= _SURE else None), alike
        if self._of_other(said, page, figure, named):
            return "of_other", alike
        if figure.planned and not stance.plans(said.sentence) and stance.firmly_plans(plain(amount.clause)):
            return "planned", alike
        return ("found" if said.amount.follows_from(amount) else "bound"), alike

    def _of_other(self, said: _Said, page: Readable, figure: Figure, named: frozenset[str]) -> bool:
        """Whether the text speaks of another unit than the report: one of the library's, or one that is none of it."""
        if named:
            return page.report.unit.name not in named
        quote = figure.clause.of(page.report.text)
        own = labels_of(page.report.unit.name, self._units)
        around = readable(f"{page.report.title or ''}{page.paragraph(figure.span).of(page.report.text)}")
        if strange_name(readable(said.sentence), readable(quote), around, own) is not None:
            return True
        return any(name not in around and name not in own for name in said.strangers)

    def _told_otherwise(
        self, said: _Said, named: frozenset[str], beside: Sequence[tuple[Readable, Figure]]
    ) -> _Find | None:
        """A place that tells the same thing by the same measure with another number: of a unit that the text names, or
        in the very sentence that bears out the numbers beside it."""
        places = [(self._shelf.page(i), f) for name in sorted(named) for i, f in self._by_unit.get(name, ())]
        for page, figure in beside:
            if sentence := page.sentence_at(figure.span.start):
                places += [(page, f) for f in page.report.figures if sentence.span.covers(f.span)]
        wanted = pairs(readable(said.figure.clause.of(said.sentence)))
        found = []
        for page, figure in places:
            if figure.value is None or figure.measure != said.figure.measure:
                continue
            clause = pairs(readable(figure.clause.of(page.report.text)))
            alike = len(wanted & clause) / max(1, len(wanted), len(clause))
            if len(wanted) >= _LEAST and alike >= _SURE:
                found.append((-alike, page, figure))
        best = min(found, key=lambda f: f[0], default=None)
        return ("otherwise", best[1], best[2]) if best else None


def _source(said: _Said, found: _Find | None, start: int) -> NumberSource:
    raw, span = said.figure.raw, said.figure.span.shift(start)
    if found is None:
        return NumberSource(raw=raw, span=span, outcome="nowhere")
    outcome, page, figure = found
    cited, _ = said_in(Place(page=page, figure=figure, span=figure.span, fit=2))
    stated = Stated(page=page, span=cited, written=figure.raw)
    return NumberSource(raw=raw, span=span, outcome=outcome, stated=stated)


def _said(sentence: str, strangers: tuple[str, ...]) -> list[_Said]:
    """The numbers of a sentence with the words that say what they count."""
    figures = [f for f in extract_figures(sentence) if f.value is not None]
    by_raw = [a for a in amounts(readable(sentence)) if a.value is not None]
    found = []
    for figure in figures:
        raw = readable(figure.raw)
        amount = next((a for a in by_raw if a.raw == raw), None)
        if amount is not None:
            by_raw.remove(amount)
            wanted = _wanted(sentence, figure)
            found.append(
                _Said(figure=figure, amount=amount, wanted=wanted, sentence=sentence, strangers=strangers)
            )
    return found


def _wanted(sentence: str, figure: Figure) -> frozenset[str]:
    """The words that say what a number counts: those of its clause, with what is in front of it where they are few."""
    clause = pairs(readable(figure.clause.of(sentence)))
    if len(clause) >= _FEW:
        return clause
    return pairs(readable(sentence[: figure.clause.end])) or clause


def _likeness(said: _Said, page: Readable, figure: Figure) -> tuple[float, float]:
    """How much of what a number counts the sentence of a place says, and how much the clauses that say it; few words
    must stand in these clauses."""
    text = page.report.text
    sentence = page.sentence_at(figure.span.start)
    stated, _ = said_in(Place(page=page, figure=figure, span=figure.span, fit=2))
    wide = (sentence.span if sentence else figure.clause).of(text)
    alike, close = (
        len(said.wanted & pairs(readable(words))) / max(1, len(said.wanted))
        for words in (wide, stated.of(text))
    )
    return (alike if len(said.wanted) >= _FEW else close * _ALIKE / _ALL), close


def unread_numbers(text: str) -> tuple[str, ...]:
    """Numbers of a text whose measure word is not known (300余顶), so that they are not looked up."""
    found = [m for m in other_numbers(readable(text)) if _UNREAD.fullmatch(m)]
    return tuple(dict.fromkeys(found))


def _amounts_around(page: Readable, figure: Figure) -> Sequence[Amount]:
    sentence = page.sentence_at(figure.span.start)
    span = sentence.span if sentence else figure.clause
    return amounts(readable(span.of(page.report.text)))
