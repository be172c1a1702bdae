"""Sentences of a draft in other words than the reports': kept as they were given, set into later versions, held against
what they rest on."""

import re
from dataclasses import replace

from rag.citations import MARK, cited_sentences, marks_in, without_marks
from rag.drafting.composition import Composition, Passage, Wording
from rag.drafting.setting import Set

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
MODEL_KINDS = ("told", "own")
"""The kinds of sentences that a language model may put otherwise: not what follows a pattern, and not the user's words."""


def with_wording(composition: Composition, n: int, sentence: str) -> Composition:
    """The draft with its `n`-th sentence, from 0, in these words, which carry marks and neither lead nor full stop; the
    marks are those of the sentence as it was set last."""
    numbers = iter(range(len(composition.passages)))
    return composition.mapped(
        lambda p: replace(p, wording=Wording(template=sentence)) if next(numbers) == n else p
    )


def template_of(words: str, marks: tuple[int, ...]) -> str:
    """Words with the place of each mark among `marks` in its stead: …90余次{0}。"""
    order = list(dict.fromkeys(marks))
    escaped = words.replace("{", "").replace("}", "")
    return MARK.sub(lambda m: f"{{{order.index(int(m[1]))}}}", escaped)


def recalled(done: Set, said: str) -> Composition:
    """The composition of a version with the words in which it was given, where those are other than its own: sentence
    by sentence, as far as each rests on the same places."""
    composition = done.composition
    given = [s for line in said.split("\n") if not line.startswith("#") for s in cited_sentences(line)]
    were = [(s, line.heading) for line in done.lines for s in line.sentences]
    if len(given) != len(were):
        return composition
    both = [(g, s.text, heading) for g, (s, heading) in zip(given, were, strict=True) if s.kind != "outline"]
    for n, (now, was, heading) in enumerate(both):
        words = now.removeprefix(heading)
        marks = tuple(dict.fromkeys(marks_in(was)))
        passage = composition.passages[n]
        if words == was or passage.kind not in MODEL_KINDS or set(marks_in(words)) != set(marks):
            continue
        words = words.removeprefix(passage.lead).rstrip("。")
        composition = with_wording(composition, n, template_of(words, marks))
    return composition


def keeps_figures(words: str, plain: str) -> bool:
    """Whether words say every number that the plain sentence says."""
    said = _NUMBER.findall(without_marks(words))
    return all(number in said for number in _NUMBER.findall(without_marks(plain)))


def may_be_reworded(passage: Passage) -> bool:
    """Whether a language model may put a sentence otherwise."""
    return passage.kind in MODEL_KINDS and not passage.locked and passage.wording is None
