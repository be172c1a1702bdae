"""Where a draft stands in a conversation: the versions made so far, the one shown, what was asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag import phrases
from rag.directory import Directory
from rag.drafting.brief import brief_of, lacks_essential, with_reply
from rag.drafting.model import Brief
from rag.drafting.request_facts import facts_in, without_facts
from rag.drafting.revisions import HandOver, Lock, Revision, Reword, Show, Turn
from rag.drafting.speaker import speaker_in
from rag.understand import Question

Shown = Literal["", "changes", "evidence", "remarks", "versions"]
HandedOver = Literal["", "word", "clean word", "markdown", "text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One version of a draft: the message that made it, the version it was made from (0 for the first), what it changes,
    and the words in which the assistant gave it ("" until it has)."""

    request: str
    parent: int
    revisions: tuple[Revision, ...] = ()
    said: str = ""

    @property
    def visible(self) -> bool:
        """Whether what it changes can be seen in the text; what is locked cannot."""
        return not any(isinstance(r, Lock) for r in self.revisions)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafting:
    """A draft in conversation. `question` is the request for it; `current` the version shown, from 1; `undone` are those
    undone, the last at the end. `asks_back`: the request lacks an essential, and the message after it is to bring that.
    `note` is told once. `shows` and `hands_over` are what
    the last message asks for beside the draft."""

    brief: Brief
    question: Question
    steps: tuple[Step, ...] = ()
    current: int = 0
    undone: tuple[int, ...] = ()
    asks_back: bool = False
    shows: Shown = ""
    hands_over: HandedOver = ""
    note: str = ""

    @property
    def line(self) -> tuple[int, ...]:
        """The versions from the first to the one shown, each made from the one before."""
        line: list[int] = []
        at = self.current
        while at:
            line.append(at)
            at = self.steps[at - 1].parent
        return tuple(reversed(line))

    def given(self, said: str) -> "Drafting":
        """The draft with the words in which its version shown was given; a change that changed nothing made no version."""
        if not self.current or self.steps[self.current - 1].said:
            return self
        steps, step = list(self.steps), self.steps[self.current - 1]
        if (
            step.parent
            and self.current == len(steps)
            and step.visible
            and steps[step.parent - 1].said == said
        ):
            return replace(self, steps=tuple(steps[:-1]), current=step.parent)
        steps[self.current - 1] = replace(steps[self.current - 1], said=said)
        return replace(self, steps=tuple(steps))


def begun(question: Question, directory: Directory) -> Drafting:
    """A draft newly asked for; where the request says neither of what nor whose it is to be, that is asked back."""
    request = replace(question, text=without_facts(question.text))
    brief = brief_of(request, directory)
    facts = facts_in(question.text)
    if facts and not brief.speaker:
        behalf, speaker = speaker_in(question.text, question.units, directory)
        brief = replace(brief, behalf=behalf, speaker=speaker or phrases.WE)
    start = Drafting(brief=brief, question=question)
    if lacks_essential(brief):
        return replace(start, asks_back=True)
    return _with_step(start, Step(request=question.text, parent=0, revisions=facts))


def answered(drafting: Drafting, question: Question, directory: Directory) -> Drafting:
    """The draft with the reply to what was asked back; it is not asked a second time."""
    brief = with_reply(drafting.brief, question, directory)
    start = replace(drafting, brief=brief, asks_back=False)
    return _with_step(start, Step(request=f"{drafting.question.text}（{question.text}）", parent=0))


def revised(drafting: Drafting, request: str, revisions: Sequence[Revision]) -> Drafting:
    """The draft with one message more: a new version where it changes anything, else another version shown, or
    the same with what is asked to be seen of it."""
    now = replace(drafting, shows="", hands_over="", note="")
    changes: list[Revision] = []
    for revision in revisions:
        match revision:
            case Turn():
                now = _turned(now, revision)
            case Show():
                now = replace(now, shows=revision.what)
            case Reword():
                now = replace(now, note=phrases.DRAFT_REWORD)
            case HandOver():
                now = replace(now, hands_over=revision.as_)
            case _:
                changes.append(revision)
    if changes:
        now = _with_step(now, Step(request=request, parent=now.current, revisions=tuple(changes)))
    return now


def _turned(drafting: Drafting, turn: Turn) -> Drafting:
    if turn.way == "forth":
        if not drafting.undone:
            return replace(drafting, note="没有可以恢复的修改。")
        return replace(drafting, current=drafting.undone[-1], undone=drafting.undone[:-1])
    to = turn.version if turn.way == "to" else drafting.steps[drafting.current - 1].parent
    if not 1 <= to <= len(drafting.steps):
        note = (
            "已经是第1版，没有可以撤销的修改。"
            if turn.way == "back"
            else f"没有第{turn.version}版，一共{len(drafting.steps)}版。"
        )
        return replace(drafting, note=note)
    undone = (*drafting.undone, drafting.current) if turn.way == "back" else ()
    return replace(drafting, current=to, undone=undone)


def _with_step(drafting: Drafting, step: Step) -> Drafting:
    steps = (*drafting.steps, step)
    return replace(drafting, steps=steps, current=len(steps), undone=())
