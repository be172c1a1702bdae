"""The check before handing in: what a clerk should look at in a draft, and what to do about each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.clauses import clauses
from rag.citations import marks_in, without_marks
from rag.drafting.model import Line, Remark, Sentence
from rag.drafting.proof.flaws import Flaw
from rag.drafting.proof.numbering_order import numbering_flaws
from rag.drafting.proof.outdated import OutdatedTerm, called_otherwise, terms_in
from rag.drafting.proof.placeholders import placeholders
from rag.drafting.proof.punctuation import narrow_flaw, narrow_marks, punctuation_flaws
from rag.drafting.proof.repetition import Repeat, repeats
from rag.drafting.proof.unsourced import unsourced_numbers
from rag.model import Evidence

LONG, REPEATED = "句子过长", "重复的话"
LONGEST = 120
"""How many characters without marks a sentence may have."""
_SHOWN = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A sentence where it stands: its number from 1, its line from 0, where in the line without marks it begins."""

    n: int
    line: int
    at: int
    sentence: Sentence
    words: str


def proofread(
    lines: Sequence[Line], evidence: Sequence[Evidence], terms: Sequence[OutdatedTerm]
) -> tuple[Remark, ...]:
    """What is to be looked at in a draft before it is handed in, in order of its text."""
    known = {e.n: e for e in evidence}
    places = _places(lines)
    numbers = [
        (p.line, replace(flaw, at=flaw.at + p.at), p.n)
        for p in places
        for flaw in unsourced_numbers(p.sentence.text, known)
    ]
    return _in_order(places, [*numbers, *_wording(lines, places, known, terms)])


def proofread_words(
    lines: Sequence[Line], terms: Sequence[OutdatedTerm], of_numbers: Sequence[tuple[int, Flaw]] = ()
) -> tuple[Remark, ...]:
    """The same for a text that bears no marks. What was found `of_numbers` comes with the number of its sentence from
    1, its place counted in the sentence."""
    places = _places(lines)
    numbers = [(places[n - 1].line, replace(f, at=f.at + places[n - 1].at), n) for n, f in of_numbers]
    return _in_order(places, [*numbers, *_wording(lines, places, {}, terms)])


_Found = tuple[int, Flaw, int]
"""A flaw with its line from 0 and its sentence's number, 0 where only its place tells."""


def _in_order(places: Sequence[_Place], found: Sequence[_Found]) -> tuple[Remark, ...]:
    remarks = []
    for line, flaw, number in sorted(found, key=lambda f: (f[0], f[1].at)):
        n = number or _number_at(places, line, flaw.at)
        advice = flaw.advice or _to_confirm(n)
        remarks.append(Remark(kind=flaw.kind, words=flaw.words, advice=advice, sentence=n))
    return tuple(remarks)


def _places(lines: Sequence[Line]) -> list[_Place]:
    places: list[_Place] = []
    for i, line in enumerate(lines):
        at = len(without_marks(line.heading))
        for sentence in line.sentences:
            words = without_marks(sentence.text)
            places.append(_Place(n=len(places) + 1, line=i, at=at, sentence=sentence, words=words))
            at += len(words)
    return places


def _number_at(places: Sequence[_Place], line: int, at: int) -> int:
    """The sentence at a place of a line; that of a heading in front of sentences is the first, of one alone 0."""
    there = [p for p in places if p.line == line]
    return max((p.n for p in there if p.at <= at), default=there[0].n if there else 0)


def _wording(
    lines: Sequence[Line],
    places: Sequence[_Place],
    known: Mapping[int, Evidence],
    terms: Sequence[OutdatedTerm],
) -> Iterator[_Found]:
    texts = [without_marks(line.text) for line in lines]
    for i, text in enumerate(texts):
        for flaw in (*punctuation_flaws(text), *placeholders(without_marks(lines[i].heading))):
            yield i, flaw, 0
    for place in places:
        for flaw in placeholders(place.words):
            yield place.line, replace(flaw, at=flaw.at + place.at), place.n
    narrow = [(i, span) for i, text in enumerate(texts) for span in narrow_marks(text)]
    if narrow:
        i, span = narrow[0]
        yield i, narrow_flaw(texts[i], span, len(narrow)), 0
    for placed in numbering_flaws(texts):
        yield placed.line, placed.flaw, 0
    for place in places:
        if (long := _too_long(place)) is not None:
            yield place.line, long, place.n
    yield from _repeated(places)
    yield from _outdated(lines, texts, known, terms)


def _too_long(place: _Place) -> Flaw | None:
    """A sentence that cannot be read in one breath; parts of a list behind ； are each read in their own."""
    words = place.words.strip()
    longest = max(words.split("；"), key=len)
    if len(longest) <= LONGEST:
        return None
    whole = "这一句" if longest == words else "这一句里分号之间的一段"
    advice = f"{whole}有{len(longest)}字，偏长。{_where_to_cut(longest)}"
    return Flaw(at=place.at, kind=LONG, words=f"{words[:_SHOWN]}……", advice=advice)


def _where_to_cut(words: str) -> str:
    starts = [span.start for span in clauses(words)][1:]
    if not starts:
        return "请拆成几句，或删去修饰的话。"
    middle = min(starts, key=lambda at: abs(at - len(words) // 2))
    return f"可在“{words[middle : middle + 8]}”前断成两句，或删去修饰的话。"


def _repeated(places: Sequence[_Place]) -> Iterator[_Found]:
    for repeat in repeats([p.sentence.text for p in places]):
        place = places[repeat.n]
        at = max(0, place.words.find(repeat.words))
        yield place.line, _again(repeat, place, places[repeat.of], at), place.n


def _again(repeat: Repeat, place: _Place, of: _Place, at: int) -> Flaw:
    if repeat.words:
        advice = f"这半句与第{of.n}句里的话一样，请删去一处，或换个说法。"
        return Flaw(at=place.at + at, kind=REPEATED, words=repeat.words, advice=advice)
    same = "完全相同" if place.words == of.words else "几乎相同"
    advice = f"这一句与第{of.n}句{same}，请删去一句。"
    return Flaw(at=place.at, kind=REPEATED, words=f"{place.words[:_SHOWN]}……", advice=advice)


def _outdated(
    lines: Sequence[Line], texts: Sequence[str], known: Mapping[int, Evidence], terms: Sequence[OutdatedTerm]
) -> Iterator[_Found]:
    """Each term out of date once, at its first place, with how often it stands."""
    found = [(i, term, span) for i, text in enumerate(texts) for term, span in terms_in(text, terms)]
    for term in dict.fromkeys(term for _, term, _ in found):
        places = [(i, span) for i, t, span in found if t == term]
        i, span = places[0]
        cited = (known[m] for line, _ in places for m in marks_in(lines[line].text) if m in known)
        quoted = any(term.term in e.quote or term.term in e.unit for e in cited if e.report_id)
        flaw = called_otherwise(term, span, texts[i], quoted=quoted)
        more = f"全文共{len(places)}处。" if len(places) > 1 else ""
        yield i, replace(flaw, advice=f"{flaw.advice}{more}"), 0


def _to_confirm(n: int) -> str:
    return f"这一句写的是别的单位的做法，请核实本单位是否这样做过。做过就说“第{n}句属实”，没做过就说“删掉第{n}句”。"
