"""Where a conversation stands after each message: the question it asks, the comparison it makes or changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag import phrases
from rag.asked_measure import topic_terms
from rag.comparison.edits import Edited, edited
from rag.comparison.plan import Plan, Side
from rag.comparison.reading import plan_of, plan_over
from rag.comparison.views import shown_otherwise
from rag.comparison.years import without_times
from rag.directory import Directory, UnitEntry
from rag.drafting.conversation import Drafting, begun
from rag.drafting.hearing import Since, redrafted
from rag.drafting.orders.reading import asks_file
from rag.drafting.proof.check_request import asks_check
from rag.followups import is_aside
from rag.model import NO_FOCUS, Focus, Mode
from rag.number_named import NumberNamed, number_named, question_of
from rag.overall import Overall
from rag.overall_turns import in_turn
from rag.resolve import adds_to_question, resolved
from rag.understand import Question, read_question

_COMPARES = re.compile(r"对比|比较(?![好多少大小高低])|比一[比下]|相比|列个?对比")
_LETS_GO = re.compile(r"^不[限看]")


class Consults(Protocol):
    """Looks into the reports where a message cannot be understood without them."""

    def opened(self, plan: Plan) -> Plan:
        """The plan with the aspects of its theme, where it names none, found in the reports."""

    def times(self, message: str, units: Sequence[UnitEntry]) -> tuple[Side, ...]:
        """The units at each of the times, or in each of the reports, that a message compares; () for any other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Talk:
    """A conversation up to and with a message. `question` is that message as understood, `answer` what was said to
    the one before; `overall` is the question put to all units, if it is one. `plan` is the comparison last made;
    `compares`: this message makes it, or changes it (`edit`). `number` is the one that the message asks about.
    `drafting` is the draft last asked for; `drafts`: this message asks for it, or for a change of it."""

    question: Question | None = None
    answer: str = ""
    overall: Overall | None = None
    plan: Plan | None = None
    edit: Edited | None = None
    compares: bool = False
    number: NumberNamed | None = None
    drafting: Drafting | None = None
    drafts: bool = False

    @property
    def asked(self) -> Question:
        """The message as understood. Raises ValueError before the first message."""
        if self.question is None:
            raise ValueError("no message was heard yet")
        return self.question


def follow(
    message: str, history: Sequence[BaseMessage], directory: Directory, reports: Consults | None = None
) -> Talk:
    """Where the conversation stands with a new message. Of the messages before it, oldest first, those of the user
    and of the assistant count, and of those not the small talk and what only looked back at an answer."""
    talk = _before(history, directory, reports)
    return _heard(talk, message, directory, reports)


def understand(message: str, history: Sequence[BaseMessage], directory: Directory) -> Question:
    """Resolve a question against the messages before it, oldest first."""
    return follow(message, history, directory).asked


def focus_after(
    history: Sequence[BaseMessage], directory: Directory, reports: Consults | None = None
) -> Focus:
    """What the next question goes on about where it names nothing itself."""
    question = _before(history, directory, reports).question
    return question.focus if question else NO_FOCUS


def revises_draft(message: str, history: Sequence[BaseMessage], directory: Directory) -> bool:
    """Whether a message changes the draft just given, though it could also look back at an answer (再详细一点)."""
    return _is_of_draft(_before(history, directory, None), message, directory)


def _is_of_draft(talk: Talk, message: str, directory: Directory) -> bool:
    return talk.drafts and _redrafted(talk, message, directory) is not None


def _before(history: Sequence[BaseMessage], directory: Directory, reports: Consults | None) -> Talk:
    talk, aside = Talk(), False
    for message in history:
        words = str(message.text)
        if isinstance(message, HumanMessage):
            aside = asks_check(words) is not None or (
                is_aside(words) and not _is_of_draft(talk, words, directory)
            )
            talk = talk if aside else _heard(talk, words, directory, reports)
        elif isinstance(message, AIMessage) and not aside:
            given = talk.drafting.given(words) if talk.drafting and talk.drafts else talk.drafting
            talk = replace(talk, answer=words, drafting=given)
    return talk


def _heard(talk: Talk, text: str, directory: Directory, reports: Consults | None) -> Talk:
    """The conversation with one message more."""
    if (drafting := _redrafted(talk, text, directory)) is not None:
        return _of_draft(talk, drafting, text)
    talk = replace(talk, drafts=False)
    if number := number_named(text):
        question = question_of(number, text, talk.question, directory)
        return replace(talk, question=question, edit=None, number=number)
    talk = replace(talk, number=None)
    topic = talk.question.topic if talk.question else None
    overall = in_turn(text, talk.overall, topic, directory)
    if change := _change(talk, text, overall, directory, reports):
        question = _as_question(change.plan, talk.question, text)
        return replace(talk, question=question, overall=None, plan=change.plan, edit=change, compares=True)
    said, view = _apart_from_view(text)
    if view:
        overall = in_turn(said, talk.overall, topic, directory)
    question = replace(resolved(said, talk.question, talk.answer, directory), text=text)
    fresh, compares = _plan(said, question, overall, talk)
    if fresh and (shown := shown_otherwise(view, fresh)):
        fresh, compares = shown.plan, True
    if question.mode == "draft":
        return _of_draft(replace(talk, question=question), begun(question, directory), text)
    if timed := _timed(text, question, directory, reports):
        question, fresh, compares = timed.question, timed.plan, True
    return Talk(
        question=question, answer=talk.answer, overall=None if compares else overall,
        plan=_without_dropped(fresh or talk.plan, question), compares=compares, drafting=talk.drafting,
    )  # fmt: skip


def _redrafted(talk: Talk, text: str, directory: Directory) -> Drafting | None:
    """The draft as the message changes it; None for any other message."""
    if talk.drafting is None:
        return None
    since: Since = "draft" if talk.drafts else "table" if talk.compares or talk.overall else "answer"
    return redrafted(talk.drafting, text, talk.answer, since, directory)


def _of_draft(talk: Talk, drafting: Drafting, text: str) -> Talk:
    """The conversation with a message that is about a draft."""
    asked, first = drafting.question, len(drafting.steps) <= 1 and drafting.question.text == text
    standalone = asked.standalone if first else f"{asked.standalone.rstrip('。')}（{text}）"
    question = replace(asked, text=text, standalone=standalone, from_history=asked.from_history or not first)
    return replace(
        talk, question=question, overall=None, edit=None, compares=False, number=None,
        drafting=drafting, drafts=True,
    )  # fmt: skip


def _change(
    talk: Talk, text: str, overall: Overall | None, directory: Directory, reports: Consults | None
) -> Edited | None:
    """What the message changes of the comparison last made."""
    if talk.plan is None:
        return None
    just_now = talk.compares or talk.overall is not None
    if (not just_now and adds_to_question(text)) or (talk.overall is not None and overall is not None):
        return None
    plan = reports.opened(talk.plan) if reports else talk.plan
    if talk.compares and asks_file(text, directory):
        return Edited(plan=plan, note=phrases.TABLE_AS_FILE, view=True)
    change = edited(text, plan, directory)
    if change is None or (_LETS_GO.match(text.strip()) and len(change.plan.sides) < len(plan.sides)):
        # 不看枫渡村了 lets go of a unit, whatever was asked of it.
        return None
    # After another question only what can be said of nothing but a table is said of the one before; after a draft
    # 写成一段话 is said of that.
    drafted = talk.question is not None and talk.question.mode == "draft"
    return change if just_now or (change.view and not (drafted and change.paragraph)) else None


def _plan(text: str, question: Question, overall: Overall | None, talk: Talk) -> tuple[Plan | None, bool]:
    """The comparison that a message makes, and whether a table of its own answers it."""
    if question.mode == "draft" or not question.asks:
        return None, False
    wants_table = _COMPARES.search(text) and question.group
    if overall is not None and not (wants_table and overall.aim in ("mention", "practices")):
        plan = plan_over(overall)
        return plan, plan is not None and len(plan.aspects) > 1
    again = talk.plan if talk.question and question.topic == talk.question.topic else None
    if again and len(again.aspects) > 1 and question.from_history and question.units:
        # 那芷泊社区呢 after a table of several aspects asks for all of them.
        sides = tuple(Side(label=u.name, entry=u) for u in question.units)
        return again.with_sides(sides), True
    plan = plan_of(question)
    return plan, plan is not None


def _apart_from_view(text: str) -> tuple[str, str]:
    """A question and how its table is to be shown, where it says so at its end (…对比，画成图); "" where it does not."""
    head, _, tail = text.strip().rpartition("，")
    tail = tail.strip("。？！? ")
    view = shown_otherwise(tail, Plan(sides=(), aspects=())) if head else None
    return (head, tail) if view and not view.note and not view.paragraph else (text, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Timed:
    """A comparison of units at several times, and its question."""

    question: Question
    plan: Plan


def _timed(text: str, question: Question, directory: Directory, reports: Consults | None) -> _Timed | None:
    """青禾里社区2023年和2024年的培训人数比一比: a unit beside itself."""
    if reports is None or not question.units or question.mode == "draft":
        return None
    sides = reports.times(text, question.units)
    if not sides:
        return None
    asked = read_question(without_times(text), directory)
    topic = asked.topic if asked.terms else question.topic if question.from_history else ""
    mode: Mode = "compare"
    compared = replace(question, mode=mode, topic=topic, terms=asked.terms, asked=asked.asked, period="")
    plan = plan_of(replace(compared, shares=()))
    return _Timed(question=compared, plan=replace(plan, sides=sides)) if plan else None


def _without_dropped(plan: Plan | None, question: Question) -> Plan | None:
    """The comparison without the units that a message lets go (不看枫渡村了)."""
    gone = question.let_go.units
    if plan is None or not gone:
        return plan
    left = tuple(s for s in plan.sides if s.entry is None or s.entry.name not in gone)
    return plan.with_sides(left) if left else None


def _as_question(plan: Plan, before: Question | None, text: str) -> Question:
    """The changed comparison as the question that stands: what follows goes on from it."""
    names = [side.label for side in plan.sides]
    topic = "、".join(a.topic for a in plan.aspects) or plan.theme
    whose = f"各{plan.group}" if plan.group else "、".join(names)
    periods = {side.period for side in plan.sides}
    return Question(
        text=text, standalone=f"对比{whose}：{'、'.join(a.name for a in plan.aspects) or plan.theme}",
        mode="compare", asked=plan.aspects[0].asked if len(plan.aspects) == 1 else "text",
        topic=topic, terms=topic_terms(topic), units=plan.units, group=plan.group or None,
        recent=before.recent if before else (), period=periods.pop() if len(periods) == 1 else "",
        from_history=True,
    )  # fmt: skip
