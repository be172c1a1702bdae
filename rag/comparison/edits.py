"""A message that changes the comparison last made: 再加上芷泊社区, 去掉培训这一列, 把培训换成就业, 按人数排序."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.comparison.aspects import aspects_in
from rag.comparison.instructions import Instruction, adds_only, drops_only, instruction_in, joined, parts_of
from rag.comparison.members import Meant, Picked, meant, picked
from rag.comparison.period_edits import of_other_times
from rag.comparison.plan import Aspect, Plan, Side
from rag.comparison.views import shown_otherwise
from rag.directory import Directory
from rag.followups import other_kind

_ASKS = re.compile(r"哪|谁|什么|啥|怎么|如何|为何|(?<!的)多少|几(?![个家列行项])|有没有|是否|吗$|[？?]")
_NO_THING = re.compile(
    r"\d[\d.]*[万亿]?[元人个次项起场%]$|^(?:19|20)\d{2}年?|没有|文件|标点|标题|序号|出处|引用|附件|页码|口吻|语气|风格|字数?$|格式|样式|形式|版本?$|[一两三四五\d]+[段句点]$|^(?:重复|啰嗦|太|那么|这么|了|紧|谢|客气|管|急|说)|^(?:别的|其他的?|其它的?|这个|那个|这些|那些|它们?|这样|那样)$"
)

_THE_OTHERS = re.compile(
    r"^(?:其他|其它|其余|别的|剩下|另外)的?(?:[两三四几]?[个家])?(?:列|行|单位|方面|社区|几个)?的?(?:都|就|也)?(?:不要|不看|不比|去掉|删掉|不用|不用看|留着?|保留)了?$|^(?:只剩|剩下|留下)(?:另外|其他|其余)的?[两三四几]?[个家列]?(?:单位|方面)?$"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A comparison as a message changes it. `note` says, with the next step, what could not be done; `paragraph`: the
    table is wanted as prose; `view`: only how the table is shown changes, or the message names the table."""

    plan: Plan
    note: str = ""
    paragraph: bool = False
    view: bool = False


def edited(message: str, plan: Plan, directory: Directory) -> Edited | None:
    """What a message makes of the comparison; None for one that asks something else. Each of its parts must be a
    change: a message that also asks a question of its own is that question."""
    order = plan.order and replace(plan.order, new=False)
    change = Edited(plan=replace(plan, order=order), view=True)
    parts = list(parts_of(message))
    if not parts or other_kind(message):
        return None
    while parts:
        step, used = _first_step(parts, change.plan, directory)
        if step is None:
            return None
        note = "".join(dict.fromkeys(filter(None, (change.note, step.note))))
        change = Edited(
            plan=step.plan, note=note, paragraph=change.paragraph or step.paragraph,
            view=change.view and step.view,
        )  # fmt: skip
        parts = parts[used:]
    return change


def _first_step(parts: Sequence[str], plan: Plan, directory: Directory) -> tuple[Edited | None, int]:
    """The change that the first parts of a message say, and how many parts that takes: the names of a list may stand
    in several (再加上芷泊社区，枫渡村), and a correction in two (不是文化活动，是文艺演出)."""
    step = _of_view(parts[0], plan, directory)
    correction = joined(parts[0], parts[1]) if step is None and len(parts) > 1 else None
    if correction and (both := _carried_out(correction, plan, directory)):
        return both, 2
    if len(parts) > 1 and (adds_only(parts[1]) or drops_only(parts[1])):
        verb = "加上" if adds_only(parts[1]) else "去掉"
        words = re.sub(r"^(?:还有|再?看看|怎么没有?|漏了?|少了?|忘了?)|呢$", "", parts[0])
        if not _ASKS.search(words) and (both := _one_step(f"{verb}{words}", plan, directory)):
            return both, 2
    step = step or _one_step(parts[0], plan, directory)
    used = 1
    while len(parts) > used and (longer := _with_next(parts[: used + 1], step, plan, directory)):
        step, used = longer, used + 1
    return step, used


def _with_next(parts: Sequence[str], step: Edited | None, plan: Plan, directory: Directory) -> Edited | None:
    """The change said by several parts as one list; None where the last of them says something by itself."""
    last = parts[-1]
    if _ASKS.search(last) or _of_view(last, plan, directory) or instruction_in(last):
        return None
    named = meant(last, directory)
    if named is None or any(not aspects_in(t) or len(t) > _LONGEST for t in named.things):
        return None
    longer = _one_step("、".join(parts), plan, directory)
    return longer if longer and (step is None or longer.plan != step.plan) else None


_LONGEST = 10


def _of_view(part: str, plan: Plan, directory: Directory) -> Edited | None:
    if view := shown_otherwise(part, plan):
        return Edited(plan=view.plan, note=view.note, paragraph=view.paragraph, view=True)
    timed = of_other_times(part, plan, directory)
    return Edited(plan=timed.plan, note=timed.note) if timed else None


def _goes_without_saying(part: str, plan: Plan) -> Edited | None:
    """其他列都不要 beside what is kept."""
    return Edited(plan=plan) if _THE_OTHERS.match(part) else None


def _one_step(part: str, plan: Plan, directory: Directory) -> Edited | None:
    """What one part of a message changes."""
    if step := _of_view(part, plan, directory) or _goes_without_saying(part, plan):
        return step
    for instruction in instruction_in(part):
        if not _ASKS.search(instruction.asking) and (step := _carried_out(instruction, plan, directory)):
            return step
    return None


def _carried_out(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    done = {"add": _add, "drop": _drop, "keep": _keep, "exchange": _exchange, "instead": _instead}[said.act]
    step = done(said, plan, directory)
    return replace(step, view=said.of_table) if step else None


def _add(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    named = meant(said.words, directory, plan.sides)
    if named is None or (said.units_only and (named.things or _labels_held(named.sides, plan))):
        return None
    new_aspects = _aspects(named)
    if new_aspects is None or (not named.sides and not new_aspects):
        return None
    held = {s.label for s in plan.sides} | {s.entry.name for s in plan.sides if s.entry}
    sides = tuple(s for s in named.sides if s.label not in held)
    columns = {a.name for a in plan.aspects}
    aspects = tuple(a for a in new_aspects if a.name not in columns)
    there = [s.label for s in named.sides if s.label in held] if not sides or named.things else []
    there += [a.name for a in new_aspects if a.name in columns]
    note = phrases.ALREADY_IN_TABLE.format(names="、".join(there)) if there else ""
    note += "".join(f"{s.missing}。" for s in sides if s.entry is None)
    if named.more:
        names = "、".join(s.label for s in sides)
        note += phrases.MORE_OF_KIND.format(names=names, count=named.more)
    grown = plan.with_sides(plan.sides + sides) if sides else plan
    return Edited(plan=replace(grown, aspects=plan.aspects + aspects), note=note)


def _labels_held(sides: Sequence[Side], plan: Plan) -> bool:
    held = {s.label for s in plan.sides}
    return any(s.label in held for s in sides)


def _drop(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    gone = picked(said.words, plan, directory)
    if gone.unsure:
        return Edited(plan=plan, note=phrases.NAME_THE_ROW)
    if not gone:
        named = meant(said.words, directory)
        known = said.of_table or (named is not None and named.sides and not named.things)
        return Edited(plan=plan, note=_not_there(gone.unknown, plan)) if known and gone.unknown else None
    sides = tuple(s for s in plan.sides if s not in gone.sides)
    aspects = tuple(a for a in plan.aspects if a not in gone.aspects)
    if not sides or (plan.aspects and not aspects):
        return Edited(plan=plan, note=phrases.NOTHING_LEFT)
    left = plan.with_sides(sides) if gone.sides else plan
    return Edited(plan=replace(left, aspects=aspects), note=_not_there(gone.unknown, plan))


def _keep(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    """只留甲和乙, 只看社区, 只看培训那一列; of what is named and not in the table, several units or another aspect."""
    kept = picked(said.words, plan, directory)
    if kept.unsure:
        return Edited(plan=plan, note=phrases.NAME_THE_ROW)
    named = meant(said.words, directory)
    held = {s.label for s in kept.sides} | {s.entry.name for s in kept.sides if s.entry}
    by_name = tuple(directory.names(said.words))
    new = tuple(s for s in named.sides if s.label not in held and s.entry) if named else ()
    if kept.sides and not by_name:
        # 只看社区: those of the table; 只看第一行.
        new = ()
    if not kept and len(new) < 2:
        return _instead(said, plan, directory) if named and not named.sides else None
    sides = (*(s for s in plan.sides if s in kept.sides), *new)
    left = plan.with_sides(sides) if sides else plan
    note = _not_there([u for u in kept.unknown if u not in {s.label for s in new}], plan)
    return Edited(plan=replace(left, aspects=kept.aspects or plan.aspects), note=note)


def _exchange(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    """把培训换成就业, 不比甲，比乙."""
    old = picked(said.old, plan, directory)
    new = meant(said.words, directory)
    if old.unsure:
        return Edited(plan=plan, note=phrases.NAME_THE_ROW)
    if not old or new is None or bool(old.sides) != bool(new.sides):
        return None
    if old.sides:
        return Edited(
            plan=_with_other_sides(plan, old, new),
            note="".join(f"{s.missing}。" for s in new.sides if s.missing),
        )
    aspects = _aspects(new)
    if not aspects:
        return None
    put = tuple(
        a
        for b in plan.aspects
        for a in (aspects if b == old.aspects[0] else () if b in old.aspects else (b,))
    )
    return Edited(plan=replace(plan, aspects=tuple({a.name: a for a in put}.values())))


def _with_other_sides(plan: Plan, old: Picked, new: Meant) -> Plan:
    labels = {s.label for s in new.sides}
    at = plan.sides.index(old.sides[0])
    before = [s for s in plan.sides[:at] if s not in old.sides and s.label not in labels]
    behind = [s for s in plan.sides[at:] if s not in old.sides and s.label not in labels]
    return plan.with_sides((*before, *new.sides, *behind))


def _instead(said: Instruction, plan: Plan, directory: Directory) -> Edited | None:
    """单位应该是甲和乙, 换成各社区, 换成培训和就业; one unit alone is a question about that one."""
    named = meant(said.words, directory)
    if named is None or (said.of == "单位" and not named.sides) or (said.of == "方面" and named.sides):
        return None
    if named.sides and named.things:
        return None
    if named.sides:
        several = len(named.sides) > 1 or said.of
        note = "".join(f"{s.missing}。" for s in named.sides if s.missing)
        return Edited(plan=plan.with_sides(named.sides), note=note) if several else None
    aspects = _aspects(named)
    return Edited(plan=replace(plan, aspects=aspects, theme="")) if aspects else None


def _aspects(named: Meant) -> tuple[Aspect, ...] | None:
    """The things named as aspects; None where one of them is no thing that a report speaks of."""
    aspects: list[Aspect] = []
    for thing in named.things:
        found = () if _NO_THING.search(thing) else aspects_in(thing)
        if not found:
            return None
        aspects += found
    return tuple({a.name: a for a in aspects}.values())


def _not_there(names: Sequence[str], plan: Plan) -> str:
    if not names:
        return ""
    held = [*(s.label for s in plan.sides), *(a.name for a in plan.aspects)]
    return phrases.NOT_IN_TABLE.format(name="、".join(names), held=phrases.listed(held, _TOLD))


_TOLD = 8
