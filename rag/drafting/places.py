"""Which sentences of a draft a message means: 第二句, 最后一点, 关于图书室的那句."""

from rag import phrases
from rag.drafting.composition import Composition, Passage
from rag.drafting.revisions import Place
from rag.terms import content_terms, coverage, fold

_SPEAKS_OF = 0.5


def sentences_at(composition: Composition, place: Place) -> tuple[int, ...]:
    """The sentences of a place, from 0, in order; () where the draft has no such place."""
    if not place.n:
        return _about(composition, place)
    spans = _spans(composition, place)
    at = place.n - 1 if place.n > 0 else len(spans) + place.n
    return spans[at] if 0 <= at < len(spans) else ()


def nowhere(composition: Composition, place: Place) -> str:
    """What the reader is told where the draft has no such place."""
    if not place.n:
        return phrases.DRAFT_NO_SUCH_WORDS.format(about=place.about)
    word = {"sentence": "句", "point": "点", "section": "部分", "paragraph": "段"}[place.kind]
    return phrases.DRAFT_NO_SUCH_PLACE.format(n=place.n, of=word, count=len(_spans(composition, place)))


def _spans(composition: Composition, place: Place) -> list[tuple[int, ...]]:
    """The sentences of every place of that kind; a draft without points has its sentences for points."""
    every: list[tuple[int, ...]] = [(n,) for n, _, _ in composition.numbered()]
    if place.kind == "sentence":
        return every
    if place.kind == "section" and (sections := _sections(composition)):
        return sections
    blocks = [
        tuple(n for n, i, _ in composition.numbered() if i == at)
        for at, block in enumerate(composition.blocks)
        if block.passages
    ]
    return blocks if len(blocks) > 1 or place.kind == "paragraph" else every


def _sections(composition: Composition) -> list[tuple[int, ...]]:
    sections: list[list[int]] = []
    numbered = list(composition.numbered())
    for at, block in enumerate(composition.blocks):
        if block.level == 1:
            sections.append([])
        if sections:
            sections[-1] += [n for n, i, _ in numbered if i == at]
    return [tuple(s) for s in sections]


def _about(composition: Composition, place: Place) -> tuple[int, ...]:
    """The sentence that speaks most of what is said, or all of the unit that is named."""
    passages = composition.passages
    named = tuple(
        n for n, p in enumerate(passages) if p.unit and (p.unit in place.about or place.about in p.unit)
    )
    if named:
        return named
    terms = content_terms(place.about)
    told = [coverage(terms, [(fold(_words(p, composition)), 1.0)]) for p in passages]
    best = max(told, default=0.0)
    return (told.index(best),) if terms and best >= _SPEAKS_OF else ()


def _words(passage: Passage, composition: Composition) -> str:
    if passage.kind == "stated":
        return composition.brief.facts[passage.fact - 1]
    return "".join(item.words for item in passage.items)
