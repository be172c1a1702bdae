"""Where the numbers of a pasted text stand in the library: with the same words, with another measure, or nowhere."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Figure, Span
from ingest.sentences import split_sentences
from rag.claims import readable
from rag.drafting.proof.number_said import SURE, Outcome, Said, Whose, agreement, numbers_said
from rag.likeness import pairs
from rag.mentions import labels_of, strange_name
from rag.number_places import Place, said_in
from rag.reading import label
from rag.retrieve import Shelf
from rag.surroundings import Readable

_ORDER: tuple[Outcome, ...] = ("found", "planned", "turned", "bound", "of_other", "measure")
_LEAST = 3  # pairs of characters that two clauses must have to be told the same
_REACH = 160
_BEGINNING = 20
_BESIDE = re.compile(
    r"(?:联合|会同|协同|配合|协助|帮助|组织|邀请|请|与|和|同|跟|向|在|对|到|赴|往|由|给|为|从|被|经|、|及|以及|的)[^，。；、]{0,2}$"
)
_Find = tuple[Outcome, Readable, Figure]


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


def sources_of_numbers(text: str, shelf: Shelf) -> tuple[NumberSource, ...]:
    """For each number of a text, redactions left out, where it stands in the library; spans count in the text."""
    finder = NumberFinder(shelf)
    about = finder.about(text)
    return tuple(
        found for sentence in split_sentences(text) for found in finder.sources(text, sentence, about=about)
    )


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

    def about(self, text: str) -> frozenset[str]:
        """The units that a whole text is about: those of the library that its beginning names."""
        return frozenset(u.name for u in self._directory.names(text.strip()[:_BEGINNING]))

    def sources(
        self, text: str, sentence: Span, *, about: frozenset[str] = frozenset()
    ) -> list[NumberSource]:
        """The numbers of a sentence of a text; a sentence that names no unit goes by those the text is `about`."""
        words = sentence.of(text)
        said = numbers_said(words, self._whose(words, about))
        found = [self._stated(s) for s in said]
        beside = [(f[1], f[2]) for f in found if f and f[0] in ("found", "bound")]
        whole = [f or self._told_otherwise(s, beside) for s, f in zip(said, found, strict=True)]
        return [_source(s, f, sentence.start) for s, f in zip(said, whole, strict=True)]

    def _whose(self, sentence: str, about: frozenset[str]) -> Whose:
        naming = self._directory.resolve(sentence)
        if not naming.entries:
            return Whose(units=about, strangers=naming.strangers)
        named = tuple(sentence[start:end] for start, end in naming.spans)
        return Whose(units=frozenset(u.name for u in naming.entries), words=named)

    def _stated(self, said: Said) -> _Find | None:
        """The place that says the number of the same thing, the one that agrees most."""
        value = said.amount.value
        found = []
        for report_id, figure in self._by_value.get(value, []) if value is not None else []:
            words = self._shelf.report(report_id).report.text
            around = words[max(0, figure.span.start - _REACH) : figure.span.end + _REACH]
            if not any(pair in around for pair in said.wanted):
                continue
            page = self._shelf.page(report_id)
            outcome, alike = agreement(said, page, figure)
            if outcome is not None:
                outcome = "of_other" if self._of_other(said, page, figure) else outcome
                found.append((_ORDER.index(outcome), -alike, outcome, page, figure))
        best = min(found, key=lambda f: f[:2], default=None)
        return best[2:] if best else None

    def _of_other(self, said: Said, page: Readable, figure: Figure) -> bool:
        """Whether the text speaks of another unit than the report: one of the library's, or one that is none of it.
        A unit that the report's own paragraph names too is only spoken of there."""
        text, whose = page.report.text, said.whose
        around = readable(f"{page.report.title or ''}{page.paragraph(figure.span).of(text)}")
        if whose.units:
            elsewhere = page.report.unit.name not in whose.units
            return elsewhere and not (whose.words and all(readable(w) in around for w in whose.words))
        own = labels_of(page.report.unit.name, self._units)
        before = said.sentence[: said.figure.span.start]
        strange = strange_name(readable(before), readable(figure.clause.of(text)), around, own)
        names = [*filter(None, (strange,)), *(s for s in whose.strangers if s not in own and s not in around)]
        return any(_does(name, before) for name in names)

    def _told_otherwise(self, said: Said, beside: Sequence[tuple[Readable, Figure]]) -> _Find | None:
        """A place that tells the same thing by the same measure with another number: of a unit that the text names, or
        in the very sentence that bears out the numbers beside it."""
        units = sorted(said.whose.units)
        places = [(self._shelf.page(i), f) for name in units for i, f in self._by_unit.get(name, ())]
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
            if len(wanted) >= _LEAST and alike >= SURE:
                found.append((-alike, page, figure))
        best = min(found, key=lambda f: f[0], default=None)
        return ("otherwise", best[1], best[2]) if best else None


def _does(name: str, words: str) -> bool:
    """Whether a unit is the one that acts, not one that is met or helped (会同某某局, 到某某村)."""
    front, found, _ = words.partition(name)
    return bool(found) and not _BESIDE.search(front)


def _source(said: Said, found: _Find | None, start: int) -> NumberSource:
    raw, span = said.figure.raw, said.figure.span.shift(start)
    if found is None:
        return NumberSource(raw=raw, span=span, outcome="nowhere")
    outcome, page, figure = found
    cited, _ = said_in(Place(page=page, figure=figure, span=figure.span, fit=2))
    stated = Stated(page=page, span=cited, written=figure.raw)
    return NumberSource(raw=raw, span=span, outcome=outcome, stated=stated)
