"""What comes nearest to a question that the reports do not answer: shown apart, and never as an answer."""

from collections.abc import Iterator

from rag.ground import EvidenceBook
from rag.homophones import heard
from rag.model import Evidence
from rag.retrieve import Reading
from rag.text_answer import RankedSentence, rank_sentences, shown_part
from rag.understand import Question

_MOST = 2
_LONGEST = 90
# A sentence has something of what was asked in its words, or in its meaning.
_COVERED, _NEAR = 0.3, 0.25


def nearest(question: Question, reading: Reading, book: EvidenceBook) -> tuple[Evidence, ...]:
    """The sentences of the named unit that come nearest, at most two, the nearest first; none where no unit was
    named, and none that has next to nothing to do with the question."""
    if len(question.units) != 1:
        return ()
    question, _ = heard(question, reading.pages)
    for found in _worth_showing(question, reading):
        book.cite(found.page, shown_part(question, found, longest=_LONGEST))
    return book.items


def _worth_showing(question: Question, reading: Reading) -> Iterator[RankedSentence]:
    ranked = sorted(rank_sentences(question, reading.pages, reading.sense), key=lambda r: -r.score)
    for found in ranked[:_MOST]:
        if not found.thin and (found.covered >= _COVERED or found.near >= _NEAR):
            yield found
