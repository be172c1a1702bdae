"""The own facts that a request for a draft states itself: 我们社区现有志愿者86人，参照…写一段…."""

import re
from collections.abc import Iterator

from ingest.figures import extract_figures
from rag.drafting.revisions import State

_PARTS = re.compile(r"[，,；;。！!\n]")
_OURS = re.compile(r"我们|咱们|我[社街镇乡村局校院县市区园单办处站所]|本[社街镇乡村局校院单办处站所]|自己")
_REQUEST = re.compile(
    r"写|起草|撰写|草拟|拟[一定]|参[考照]|借鉴|字(?:左右|以内|之内|以下)?$|\d\s*个?字|[两二三四五六七八\d]+[点条段]|注明|出处|多少|几[个次人]|[?？吗呢]|第[一二三四五六七八九十\d]"
)
_IS = re.compile(
    r"^(?P<gap>[^，。\d]{2,14}?)(?:一共|共计?|总共|大约|约)?(?:是|为|有|达到?|共|：|:|=)\s*(?P<value>(?:约|近|超过?)?\d[^，。]{0,8})$"
)


def facts_in(message: str) -> tuple[State, ...]:
    """The statements of own facts in a message, in order: clauses with a figure of what is ours, and those that follow
    them."""
    return tuple(_facts(message))


def without_facts(message: str) -> str:
    """A message without its statements of own facts."""
    for fact in facts_in(message):
        message = message.replace(fact.words, "", 1)
    return re.sub(r"^[，,；;。\s]+|([，,；;])[，,；;。]+", r"\1", message)


def _facts(message: str) -> Iterator[State]:
    ours = False
    for part in _PARTS.split(message):
        words = part.strip()
        if not words:
            continue
        if _REQUEST.search(words):
            ours = False
            continue
        ours = ours or bool(_OURS.search(words))
        if ours and (state := state_in(words)):
            yield state


def state_in(words: str) -> State | None:
    """A clause as a statement of a figure: what it is of, where the clause says so (志愿者人数是86人), and the figure as it
    is written; None where it gives none."""
    if named := _IS.match(words):
        value = _figure_in(named["value"]) or named["value"]
        return State(words=words, gap=_OURS.sub("", named["gap"]).strip("的 "), value=value)
    value = _figure_in(words)
    return State(words=words, value=value) if value else None


def _figure_in(words: str) -> str:
    return next((f.raw for f in extract_figures(words) if re.search(r"\d|[十百千万]", f.raw)), "")
