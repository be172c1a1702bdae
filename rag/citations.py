"""Citation marks in answer text: written behind a sentence, read back, and sentences split with theirs."""

import re
from collections.abc import Iterable

MARK = re.compile(r"\[(\d{1,3})\]")
_GROUP = re.compile(r"(?:\[\d{1,3}\])+")
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？]+[”’）)]*(?:\[\d{1,3}\])*|\n|$)")


def with_marks(sentence: str, numbers: Iterable[int]) -> str:
    """The sentence with its marks in front of the closing full stop: …43场次[1][2]。"""
    marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers))
    return f"{sentence.rstrip('。；;，,、：: 　')}{marks}。"


def marks_in(text: str) -> tuple[int, ...]:
    """The numbers of the marks in a text, in order."""
    return tuple(int(m) for m in MARK.findall(text))


def without_marks(text: str) -> str:
    """The text without its marks."""
    return MARK.sub("", text)


def cited_sentences(text: str) -> tuple[str, ...]:
    """The sentences of an answer, each with its marks, blank ones left out."""
    return tuple(s.strip() for s in _SENTENCE.findall(text) if without_marks(s).strip())


def segments(sentence: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The words of a sentence cut behind each group of marks, with that group; words behind the last have none."""
    parts, at = [], 0
    for group in _GROUP.finditer(sentence):
        parts.append((sentence[at : group.start()], marks_in(group.group())))
        at = group.end()
    parts.append((sentence[at:], ()))
    return tuple((words, marks) for words, marks in parts if re.search(r"\w", words))
