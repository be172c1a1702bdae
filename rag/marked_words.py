"""Words of an answer with their marks: those that name evidence can be followed, all others are as written."""

from collections.abc import Iterable, Mapping, Sequence

from rag.citations import MARK
from rag.markup import Html, join, mark_html, tag
from rag.model import Evidence


def marked(text: str, known: Mapping[int, Evidence], turn: int, emphasis: str | None = None) -> Html:
    """`text` with its marks as links to the turn's evidence; the first standing of `emphasis` is bold."""
    parts: list[str] = []
    at = 0
    for found in MARK.finditer(text):
        evidence = known.get(int(found[1]))
        if evidence is None or is_copied(text, found.start(), found.end(), known.values()):
            continue
        parts += [text[at : found.start()], mark_html(evidence, turn)]
        at = found.end()
    return emboldened([*parts, text[at:]], emphasis)


def is_copied(text: str, start: int, end: int, evidence: Iterable[Evidence]) -> bool:
    """Whether the bracketed number is the report's own, copied with the words in front of it."""
    return start > 0 and any(text[max(0, start - 4) : end] in e.paragraph for e in evidence)


def emboldened(parts: Sequence[str], phrase: str | None) -> Html:
    """`parts` joined, with the first standing of `phrase` in plain text set bold."""
    for i, part in enumerate(parts):
        if phrase and not isinstance(part, Html) and phrase in part:
            before, _, after = part.partition(phrase)
            return join((*parts[:i], before, tag("strong", phrase), after, *parts[i + 1 :]))
    return join(parts)
