"""How far a statement of a report is on a draft's theme: by its words, those around it, its heading and its meaning."""

from collections.abc import Sequence

from ingest.model import Span
from rag.drafting.material.theme import Part, is_of_others, spoken_of
from rag.sense import Sense
from rag.surroundings import Readable, Sentence
from rag.terms import coverage, fold

PLAIN = 0.6
"""How far any statement is on the theme where the work as a whole is wanted."""
_SURELY, _HEADED, _RELATED, _CLOSE = 0.7, 0.35, 0.3, 0.12
_SENTENCE = 0.93
_OF_OTHERS = 0.35
_UNDER, _NAMED = 0.75, 0.45


def on_theme(parts: Sequence[Part], page: Readable, sentence: Sentence, span: Span, sense: Sense) -> float:
    """How far a statement is on the theme: by its words and those around it, and in meaning; `PLAIN` for any where
    the work as a whole is wanted."""
    if not parts:
        return PLAIN
    before = page.before(span)
    start, clauses = sentence.span.start, [c for c in sentence.clauses if c.end <= span.start]
    last = clauses[-1].start if clauses else span.start
    contexts = [
        (page.folded(span), 1.0),
        (page.folded(Span(start=last, end=span.start)), 0.6),
        (page.folded(Span(start=start, end=max(start, last))), 0.4),
        *((fold(h), 0.6) for h in sentence.headings[-1:]),
        (page.folded(Span(start=before.start, end=max(before.start, min(before.end, start)))), 0.3),
    ]
    near = _near(page, span, sense)
    headed = max(coverage(part.terms, [(fold(h), 1.0) for h in sentence.headings[-1:]]) for part in parts)
    under = _UNDER * headed if headed >= _NAMED and near >= _CLOSE else 0.0
    return max(0.8 * max(spoken_of(part, contexts) for part in parts), under) + 0.4 * near


def _near(page: Readable, span: Span, sense: Sense) -> float:
    """How near in meaning the nearest clause of a statement is."""
    sentence = page.sentence_at(span.start)
    clauses = sentence.clauses if sentence else ()
    return max((sense.near_of(page.report.id, c.start) for c in clauses if span.covers(c)), default=0.0)


def in_one_breath(
    parts: Sequence[Part], page: Readable, spans: Sequence[Span], sense: Sense, themes: Sequence[float]
) -> list[float]:
    """How far statements are on the theme, figures that follow upon each other being of one thing, but for those that
    speak of another line of work."""
    headed = _headed(parts, page, spans)
    told, reached = list(themes), 0.0
    first = max(themes, default=0.0) if headed else 0.0
    for n, span in enumerate(spans):
        strange = bool(parts) and all(is_of_others(part, page.folded(span)) for part in parts)
        if strange:
            told[n] -= _OF_OTHERS
            continue
        if any(span.covers(f.span) for f in page.report.figures):
            if _near(page, span, sense) < _CLOSE:
                continue
            told[n] = max(told[n], _SENTENCE * max(reached, first * (told[n] >= _RELATED)))
            reached = max(told[n], reached) if told[n] >= _SURELY else reached
    return told


def _headed(parts: Sequence[Part], page: Readable, spans: Sequence[Span]) -> bool:
    """Whether the heading over a sentence speaks of the theme."""
    sentence = page.sentence_at(spans[0].start) if spans else None
    over = [(fold(h), 1.0) for h in (sentence.headings[-1:] if sentence else ())]
    return any(spoken_of(part, over) >= _HEADED for part in parts)
