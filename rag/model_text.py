"""A language model's text put in order as it streams: sentences cut off, marks brought to one form and place."""

import re
from collections.abc import Iterable, Iterator

from rag.citations import marks_in, with_marks, without_marks

_ENDS = "。！？!?"
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.S)
_MARKS = re.compile(r"[\[［【]\s*(?:依据)?\s*\d{1,3}(?:\s*[,，、]\s*(?:依据)?\s*\d{1,3})*\s*[\]］】]")
# A full stop, the quotation marks that close behind it, and the marks that small models put there.
_SENTENCE = re.compile(rf"[^{_ENDS}\n]*(?:[{_ENDS}]+[”’）)」]*(?:[ \t]*{_MARKS.pattern})*[。]?|\n)")
_UNFINISHED = re.compile(r"[ \t]*(?:[\[［【][^\]］】\n]{0,16})?")
_LIST_MARKER = re.compile(r"^\s*(?:#{1,6}\s|[-*•·]\s*|\d{1,2}\s*[.、．)）](?!\d)\s*|[（(]\d{1,2}[)）]\s*)+")
# Emphasis, and the delimiters of the evidence, which small models copy.
_DRESS = re.compile(r"\*\*|`|</?依据>")
# Marks, what closes the sentence, and marks behind that.
_TAIL = re.compile(r"((?:\s*\[\d{1,3}\])*)([！？!?]*[”’）)」]*)[\s。；;，,]*((?:\[\d{1,3}\][\s。；;，,]*)*)$")
_LEAD_IN = re.compile(r"^[^\d\[]*[：:]$")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of streamed text, each as soon as it is whole, tidied; thoughts and lead-ins left out. Before each
    look at a further piece an empty one, so that who listens keeps the control."""
    held = ""
    for piece in pieces:
        yield ""
        held = _without_thoughts(held + piece)
        if "<think>" in held:
            continue
        while found := _SENTENCE.match(held):
            if not found.group().endswith("\n") and _UNFINISHED.fullmatch(held, found.end()):
                # Marks may still follow.
                break
            held = held[found.end() :]
            if tidied := tidy(found.group()):
                yield tidied
    if tidied := tidy(_THOUGHT.sub("", held)):
        yield tidied


def tidy(sentence: str) -> str:
    """One sentence with its marks as [n], those at its end before its full stop, without list markers, emphasis and
    delimiters; empty for what says nothing."""
    words = _DRESS.sub("", _MARKS.sub(_in_one_form, sentence))
    words = _LIST_MARKER.sub("", words).strip(" \t\n　。")
    if not re.search(r"\w", without_marks(words)) or _LEAD_IN.match(words):
        return ""
    tail = _TAIL.search(words)
    if tail is None:
        return with_marks(words, ())
    return with_marks(words[: tail.start()] + tail[2], marks_in(tail.group()))


def _in_one_form(mark: re.Match[str]) -> str:
    return "".join(f"[{n}]" for n in re.findall(r"\d+", mark.group()))


def _without_thoughts(text: str) -> str:
    """The text without thoughts that are finished."""
    return re.sub(r"<think>.*?</think>\s*", "", text, flags=re.S)
