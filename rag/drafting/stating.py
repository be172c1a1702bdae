"""The user's own facts put into a draft: into the gap they are for, else as a sentence of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from rag.drafting.composition import Composition, Fill, Passage
from rag.drafting.revisions import Confirm, State

GAP = re.compile(r"【待补：([^】]+)】")
_PARTS = re.compile(r"[，,；;。\n]")
_IS = re.compile(r"^(?:一共|共|总共)?(?:是|为|有|达到?|：|:|=)?(?:一共|共)?\s*")
_NAMES = re.compile("(?:名称|姓名|地点|单位|日期)$")
_ASKS = re.compile("[?？]|什么|哪|谁|多少|几[个次人号]|[吗呢啥]$")
_LONGEST_NAME = 20
_ALIKE = 0.8


def with_fact(composition: Composition, state: State) -> Composition:
    """The draft with a statement of the user's: in the gap that it names or that speaks of the same, else as the first
    sentence that is not yet the user's own."""
    facts = composition.brief.facts
    number = facts.index(state.words) + 1 if state.words in facts else len(facts) + 1
    if number > len(facts):
        composition = replace(composition, brief=replace(composition.brief, facts=(*facts, state.words)))
    if state.value in state.words and state.value and (found := _gap_for(composition, state)):
        at, gap = found
        fill = Fill(gap=gap, value=state.value, fact=number)
        numbers = iter(range(len(composition.passages)))
        return composition.mapped(lambda p: replace(p, fills=(*p.fills, fill)) if next(numbers) == at else p)
    return _as_sentence(composition, number)


def with_confirmed(composition: Composition, confirm: Confirm, at: tuple[int, ...]) -> Composition:
    """The draft with patterns that the user says hold for the own unit."""
    facts = composition.brief.facts
    number = facts.index(confirm.words) + 1 if confirm.words in facts else len(facts) + 1
    if number > len(facts):
        composition = replace(composition, brief=replace(composition.brief, facts=(*facts, confirm.words)))
    numbers = iter(range(len(composition.passages)))
    return composition.mapped(
        lambda p: replace(p, confirmed=number) if next(numbers) in at and p.kind == "pattern" else p
    )


def filling(message: str, answer: str) -> tuple[State, ...]:
    """The statements of a message all of whose parts fill gaps of the draft as it was shown, each named as it stands there
    (志愿者人数是86人，活动次数12次); () for any other message."""
    states: list[State] = []
    gaps = sorted(set(GAP.findall(answer)), key=len, reverse=True)
    for part in filter(None, (p.strip() for p in _PARTS.split(message))):
        gap = next((g for g in gaps if part.startswith(g)), "")
        value = _IS.sub("", part.removeprefix(gap)) if gap else ""
        if not _fits(gap, value):
            return ()
        states.append(State(words=part, gap=gap, value=value))
    return tuple(states)


def _fits(gap: str, value: str) -> bool:
    """Whether a value can stand in a gap: a figure, or, where a name is to be filled in, any short words that ask nothing."""
    if _NAMES.search(gap):
        return 0 < len(value) <= _LONGEST_NAME and not _ASKS.search(value)
    return bool(re.search(r"[\d一二三四五六七八九十百千万]", value))


def gaps_of(passage: Passage) -> Iterator[str]:
    """What is still to be filled in of a sentence, in order."""
    filled = [f.gap for f in passage.fills]
    for gap in GAP.findall("".join(item.words for item in passage.items)):
        if gap in filled:
            filled.remove(gap)
        else:
            yield gap


def _gap_for(composition: Composition, state: State) -> tuple[int, str] | None:
    """The sentence, from 0, and the gap that a statement names, word for word or nearly so (培训期数 for 培训班期数). What
    names none fills none: 全年培训居民320人 says nothing of 创业培训【待补：创业培训人数】人."""
    if not state.gap:
        return None
    gaps = [(n, gap) for n, p in enumerate(composition.passages) for gap in gaps_of(p)]
    best = max(gaps, key=lambda g: _likeness(g[1], state.gap), default=None)
    return best if best and _likeness(best[1], state.gap) >= _ALIKE else None


def _likeness(gap: str, named: str) -> float:
    """How like two names of a figure are, 0 to 1: the characters they share, in order."""
    return SequenceMatcher(None, gap, named, autojunk=False).ratio()


def _as_sentence(composition: Composition, number: int) -> Composition:
    passage = Passage(kind="stated", unit=composition.brief.speaker, fact=number)
    if not composition.blocks:
        return composition
    block = next((i for i, b in enumerate(composition.blocks) if b.passages), 0)
    held = composition.blocks[block].passages
    own = sum(p.kind == "stated" for p in held)
    return composition.with_passages(block, (*held[:own], passage, *held[own:]))
