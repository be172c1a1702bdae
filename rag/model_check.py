"""What a language model's words must hold to be shown: sentence by sentence, and as a whole beside the extractive answer."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Unit
from rag import phrases
from rag.citations import cited_sentences, marks_in, with_marks, without_marks
from rag.claims import comparable
from rag.extractive import Draft
from rag.model import Derived, Evidence
from rag.model_evidence import label
from rag.understand import Question
from rag.verify import check_sentence

SUPPORTED = 0.5
"""The share of a sentence's pairs of characters that must stand in its quotes, the unit's name or the question: a
planted instruction that is obeyed says something else."""
VERBATIM = 0.9
"""The share of a sentence's pairs of characters that must stand in one piece of evidence to be given its mark."""
SHORT_TOLD = 0.5
"""The share of the pairs of characters of the words that answer (a name, a clause) that must be told."""
POINT_TOLD = 0.8
"""The share of a point's pairs of characters that must be told: a clerk who asks for all points wants them as the
report words them."""
_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9%.]")
_ENOUGH = 3
_DECLINES = re.compile(
    r"(?:依据|材料|报告|原文).{0,8}(?:未|没有?)(?:直接|明确)?(?:写|提|说|给|涉|列|反映)|(?:无法|不能)(?:直接)?回答"
)
_COUNTED = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十\d]{1,3}(?:[、．.是要]|来)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])[，,]?"
)
_AS_IT_STANDS = re.compile(r"照录为“(.+?)”")
_NUMBER = re.compile(r"\d+(?:\.\d+)?[万亿]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a sentence is held against: the evidence by its numbers, the library's units, the question, and
    what code worked out."""

    evidence: Mapping[int, Evidence]
    units: Sequence[Unit]
    question: Question
    derived: Sequence[Derived] = ()


def fault(sentence: str, known: Known) -> str | None:
    """Why a model's sentence may not be shown, in Chinese; None for one that may."""
    if finding := check_sentence(sentence, known.evidence, known.derived, known.units):
        return finding.detail
    cited = [known.evidence[n] for n in marks_in(sentence)]
    worked_out = [d.text for d in known.derived]
    held = _bare(
        "\n".join([known.question.standalone, *worked_out, *(f"{e.unit}\n{e.quote}" for e in cited)])
    )
    pairs = _pairs(without_marks(sentence))
    if sum(pair in held for pair in pairs) < max(1, SUPPORTED * len(pairs)):
        return "所引原文中没有这样的话"
    return None


def mended(sentence: str, known: Known) -> tuple[str, str | None]:
    """The sentence and its fault; where only its marks are missing or wrong and its words stand in one piece of
    evidence, with that piece's mark and no fault."""
    reason = fault(sentence, known)
    if reason is None:
        return sentence, None
    words = without_marks(sentence)
    pairs = _pairs(words)
    for n, evidence in known.evidence.items():
        held = _bare(f"{evidence.unit}\n{evidence.quote}")
        if len(pairs) >= _ENOUGH and sum(pair in held for pair in pairs) >= VERBATIM * len(pairs):
            marked = with_marks(words, [n])
            if fault(marked, known) is None:
                return marked, None
    return sentence, reason


def declines(sentence: str) -> bool:
    """Whether a sentence says that the evidence does not answer."""
    return not marks_in(sentence) and bool(_DECLINES.search(sentence))


def short_in(draft: Draft, text: str) -> str | None:
    """The extractive answer's short form, where the text gives it."""
    return draft.short if draft.short and _stands(draft.short, text) else None


def lacking(known: Known, draft: Draft, text: str) -> str | None:
    """What a text lacks to stand in the place of the extractive answer, in Chinese: the figure, the date or the words
    that answer, or a point of those that belong to it. None where it lacks nothing."""
    if draft.whole:
        points = cited_sentences(draft.text)
        told = sum(_is_told(point, known, text) for point in points)
        return None if told == len(points) else phrases.LLM_POINTS_LOST.format(all=len(points), told=told)
    if draft.short is None or short_in(draft, text):
        return None
    if known.question.asked in ("number", "time"):
        return phrases.LLM_FIGURE_LOST
    pairs, said = _pairs(draft.short), _bare(without_marks(text))
    kept = sum(pair in said for pair in pairs) >= SHORT_TOLD * len(pairs)
    return None if kept else phrases.LLM_ANSWER_LOST


def fitting(notes: Sequence[str], text: str) -> tuple[str, ...]:
    """The notes without those on damaged figures (照录为“x班”) that the text does not show."""
    return tuple(n for n in notes if not (found := _AS_IT_STANDS.search(n)) or found[1] in text)


def _is_told(point: str, known: Known, text: str) -> bool:
    """Whether the text cites what the point cites, and says most of its words, its unit's name apart."""
    marks = marks_in(point)
    words = without_marks(point)
    for name in {label(known.evidence[n].unit) for n in marks if n in known.evidence}:
        words = _COUNTED.sub("", words.removeprefix(f"{name}："))
    pairs, said = _pairs(words), _bare(without_marks(text))
    enough = POINT_TOLD if known.question.asked == "list" else SHORT_TOLD
    return set(marks) <= set(marks_in(text)) and sum(pair in said for pair in pairs) >= enough * len(pairs)


def _pairs(text: str) -> list[str]:
    bare = _bare(text)
    return [bare[i : i + 2] for i in range(len(bare) - 1)]


def _bare(text: str) -> str:
    return _WORDS.sub("", comparable(text))


def _stands(short: str, text: str) -> bool:
    """Whether the figures of a short answer stand in the text; where it has none, its words."""
    said = comparable(without_marks(text))
    figures: Collection[str] = _NUMBER.findall(comparable(short))
    if not figures:
        return comparable(short) in said
    return all(re.search(rf"(?<![\d.]){re.escape(f)}(?![\d.万亿])", said) for f in figures)
