"""The first version of a draft: a paragraph or points composed, or a whole text by its outline."""

from rag.drafting.composing import compose
from rag.drafting.composition import Composition
from rag.drafting.document import ALL, outlined, written_on
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Brief
from rag.drafting.resizing import shortened
from rag.drafting.setting import length_of

_OVERFULL = 1.15


def fitted(composition: Composition) -> Composition:
    """A first version in the length asked for: gaps and the user's own facts take room too."""
    length = composition.brief.length
    return shortened(composition, length) if length_of(composition) > length * _OVERFULL else composition


def begun(brief: Brief, workshop: Workshop) -> Composition:
    """What a brief asks for, without any sentence where the library has nothing for it."""
    if brief.form not in ("document", "section"):
        return compose(brief, workshop)
    outline = outlined(brief, workshop)
    return outline if brief.outlined else written_on(outline, ALL, workshop)
