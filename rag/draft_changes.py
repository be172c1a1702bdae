"""What changed in a sentence, word by word: new words in <ins>, gone ones in <del>."""

from difflib import SequenceMatcher

from ingest.words import tagged_words
from rag.drafting.model import Edit
from rag.markup import Html, join, tag

_ALIKE = 0.35
"""Sentences that share less than this are told one after the other: word by word they would be a mosaic."""
_SHORTEST_KEPT = 2
"""Between changes, fewer characters than these are no hold for the eye: they go and come with their neighbours."""

Piece = tuple[str, str]
"""Words that went and words that came in their place; the same twice where nothing changed."""


def changed(edit: Edit) -> bool:
    """Whether the sentence is another than before, or new, or gone."""
    return edit.before != edit.after


def edit_html(edit: Edit) -> Html:
    """A sentence with what came and went."""
    return join(_piece_html(*piece) for piece in pieces(edit.before, edit.after))


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as pieces in order: the first parts together are `before`, the second ones `after`."""
    old, new = ([w.text for w in tagged_words(text)] for text in (before, after))
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if not before or not after or (before != after and matcher.ratio() < _ALIKE):
        return ((before, after),)
    found: list[Piece] = []
    opcodes = matcher.get_opcodes()
    for at, (kind, i, j, k, m) in enumerate(opcodes):
        gone, came = "".join(old[i:j]), "".join(new[k:m])
        inside = 0 < at < len(opcodes) - 1
        same = kind == "equal" and not (inside and len(gone) < _SHORTEST_KEPT)
        if found and not same and found[-1][0] != found[-1][1]:
            found[-1] = (found[-1][0] + gone, found[-1][1] + came)
        else:
            found.append((gone, came))
    return tuple(found)


def _piece_html(gone: str, came: str) -> Html:
    if gone == came:
        return join((came,))
    return join((*([tag("del", gone)] if gone else []), *([tag("ins", came)] if came else [])))
