"""Reading a question as a comparison: its sides and its aspects laid down in a plan before any report is read."""

from rag import phrases
from rag.comparison.aspects import aspects_in, column_name, kind_asked, without_derived
from rag.comparison.fields import asks_for_all, is_broad
from rag.comparison.plan import Aspect, Kind, Plan, Side
from rag.overall import Overall
from rag.understand import Question


def plan_of(question: Question) -> Plan | None:
    """The plan of a question that compares; None for one that does not, or that names nobody to compare."""
    if question.mode != "compare" or not question.units:
        return None
    sides = tuple(
        Side(label=unit.name, entry=unit, period=question.period, own=own)
        for unit, own in zip(question.units, question.shares or ("",) * len(question.units), strict=True)
    )
    named = tuple(
        Side(label=name, entry=None, missing=phrases.NO_REPORT_OF.format(name=name))
        for name in question.strangers
    )
    aspects = aspects_in(question.topic)
    theme = _theme(question, aspects)
    if theme is not None:
        aspects = ()
    elif question.terms and (len(aspects) < 2 or question.shares):
        # Of one thing all that was asked is put to each side, as it was worded.
        topic = without_derived(question.topic)
        if topic != question.topic:
            # 保洁人员是它的几倍 is worked out from how many they are.
            topic = f"{topic}有多少"
        name = aspects[0].name if aspects else column_name(topic) or topic
        aspects = (Aspect(name=name, topic=topic, kind=kind_asked(question.topic)),)
    return Plan(
        sides=sides + named, aspects=aspects, group=question.group or "", wording=question.text,
        theme=theme or "",
    )  # fmt: skip


def _theme(question: Question, aspects: tuple[Aspect, ...]) -> str | None:
    """The broad theme whose aspects are to be found in the reports (文化活动, "" for all their work); None where the
    question says itself what is compared."""
    if (not question.terms and not aspects) or asks_for_all(question.topic):
        return ""
    name = column_name(question.topic)
    asks_of_it = question.asked != "text" or kind_asked(question.topic) != "both" or question.shares
    return name if len(aspects) < 2 and not asks_of_it and is_broad(name) else None


def plan_over(asked: Overall) -> Plan | None:
    """The plan of a question put to every unit; None where a table of aspects is not what it wants."""
    if asked.aim in ("holdings", "opinion"):
        return None
    aspects = aspects_in(asked.thing)
    if len(aspects) < 2:
        counts: Kind = "figures" if asked.question.measure else "both"
        kind = "practices" if kind_asked(asked.text) == "practices" else counts
        aspects = (Aspect(name=asked.thing, topic=asked.question.topic or asked.thing, kind=kind),)
    return Plan(
        sides=tuple(Side(label=u.name, entry=u) for u in asked.units),
        aspects=aspects, group=asked.kind, wording=asked.text,
    )  # fmt: skip
