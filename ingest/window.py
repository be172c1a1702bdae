"""Windows over a chunk's clauses, for judging which clause is meant and not only which sentence.

A sentence of these reports strings many facts together; each clause of it is nearer to a question about one of them,
a short one with the clause before it.
"""

from ingest.clauses import clauses
from ingest.model import Chunk, Span, Window

_SHORTEST = 4
_SAYS_ENOUGH = 12


def cut_windows(chunk: Chunk) -> tuple[Window, ...]:
    """The windows of a chunk in order, one for each clause of at least four characters."""
    blank = len(chunk.text) - len(chunk.text.lstrip())
    in_front = len(chunk.search_text) - len(chunk.text.strip()) - blank
    windows = []
    before = blank
    for clause in clauses(chunk.text):
        if len(clause) >= _SHORTEST:
            start = before if len(clause) < _SAYS_ENOUGH else clause.start
            searched = Span(start=start + in_front, end=clause.end + in_front)
            windows.append(Window(start=chunk.span.start + clause.start, searched=searched))
        before = clause.start
    return tuple(windows)
