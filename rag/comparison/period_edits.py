"""Messages that change the times of a comparison: 都看2023年的, 去掉2022年, 再加上2024年的, 不限年份."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.comparison.members import unit_of
from rag.comparison.plan import Plan, Side
from rag.directory import Directory, UnitEntry
from rag.periods import counted, covers, restricted_to

_ONLY = re.compile(
    r"^(?:(?:那|就|都|全部|全|统一|一律|各自)*(?:只?看|只?要|只?用|换成?|换到|改成|改看|改为|限于?|只?留下?|只?比))(?=.{2,12}$)"
)
_ADD = re.compile(
    r"^(?:再|还|也|把)*(?:加上|加个|加|看|比|要|带上|补上)(?=.{2,12}$)|(?:也|都)?(?:加上|加进来|加进去|算上|列上|带上)$|也要看?$"
)
_DROP = re.compile(
    r"^(?:把|先)?(?:去掉|不要|不看|不比|删掉|删除|删|剔除|排除)(?=.{2,12}$)|(?:就|都|也)?(?:去掉|不要|不看|不比|删掉|删)了?$"
)
_ANY = re.compile(
    r"^(?:不限|不分|不管|取消)(?:于|定)?(?:哪一?)?(?:年份|年度|时间|时期|年)(?:的?(?:限制|限定))?了?$|^(?:所有|全部|各|各个|不同)(?:年份|年度|时期|时间|年)的?(?:报告|材料)?都(?:看|要|比|算)$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Timed:
    """The plan put to reports of other times, and what could not be done."""

    plan: Plan
    note: str = ""


def of_other_times(part: str, plan: Plan, directory: Directory) -> Timed | None:
    """What a part of a message changes of the times compared; None for what is no such change. Where units stand
    beside themselves at several times, these are kept, left out or added; else all sides are put to one time."""
    units = [u for name in dict.fromkeys(map(unit_of, plan.sides)) if (u := _unit(name, directory))]
    if not units:
        return None
    several = len({unit_of(s) for s in plan.sides}) < len(plan.sides)
    if _ANY.match(part):
        return _unrestricted(plan, directory) if not several else None
    if several and (period := _period(_ADD, part, units)):
        return _with_time(plan, units, period)
    if several and (period := _period(_DROP, part, units)):
        return _without_time(plan, period)
    period = _period(_ONLY, part, units)
    if not period:
        return None
    if several:
        kept = tuple(s for s in plan.sides if covers(s.period, period))
        return Timed(plan=plan.with_sides(kept)) if kept else Timed(plan=plan, note=_not_there(period, plan))
    return _of_one_time(plan, directory, period)


def _period(verb: re.Pattern[str], part: str, units: Sequence[UnitEntry]) -> str:
    """The period that a part of a message names behind (or before) a verb, and nothing else; "" where it does not."""
    if not (found := verb.search(part)):
        return ""
    words = re.sub(r"^[把将]|(?<=年)了$", "", part[: found.start()] + part[found.end() :])
    only = restricted_to(f"只看{words}")
    if only is None or only[1]:
        return ""
    return counted(only[0], "", " ".join(p for u in units for p in u.periods))


def _of_one_time(plan: Plan, directory: Directory, period: str) -> Timed:
    sides = tuple(_side(s, directory, period) for s in plan.sides)
    note = "".join(f"{s.missing}。" for s in sides if s.missing and s not in plan.sides)
    # Where nobody has a report of the period the table stays as it was.
    return Timed(plan=replace(plan, sides=sides) if any(s.entry for s in sides) else plan, note=note)


def _side(side: Side, directory: Directory, period: str) -> Side:
    """A side with only its unit's reports of a period; one without reports where it has none."""
    unit = _unit(unit_of(side), directory)
    if unit is None:
        return side
    within = unit.within(period)
    missing = "" if within else _missing(unit, period)
    return replace(side, entry=within, missing=missing, period=period)


def _missing(unit: UnitEntry, period: str) -> str:
    """That a unit has no report of a period, and of which it has some."""
    known = list(dict.fromkeys(p for p in unit.periods if _YEAR.search(p)))
    held = phrases.HELD_PERIODS.format(held="、".join(known)) if known else phrases.PERIOD_UNKNOWN
    return phrases.NO_REPORT_OF_PERIOD.format(name=unit.name, period=period) + held


def _unrestricted(plan: Plan, directory: Directory) -> Timed | None:
    """All reports of every unit again."""
    if not any(s.period for s in plan.sides):
        return None
    units = [_unit(unit_of(s), directory) for s in plan.sides]
    sides = (
        replace(s, entry=u, missing="", period="") if u else s for s, u in zip(plan.sides, units, strict=True)
    )
    return Timed(plan=replace(plan, sides=tuple(sides)))


def _with_time(plan: Plan, units: Sequence[UnitEntry], period: str) -> Timed:
    """One more time for every unit of the table."""
    if any(covers(s.period, period) for s in plan.sides):
        return Timed(plan=plan, note=phrases.ALREADY_IN_TABLE.format(names=period))
    new = []
    for unit in units:
        within = unit.within(period)
        new.append(
            Side(
                label=f"{unit.name}{period}", entry=within, period=period,
                missing="" if within else _missing(unit, period),
            )
        )  # fmt: skip
    note = "".join(f"{s.missing}。" for s in new if s.missing)
    # The times of a unit stay together, as they were named.
    sides = tuple(t for u in units for t in (*plan.sides, *new) if unit_of(t) == u.name)
    rest = tuple(s for s in plan.sides if s not in sides)
    return Timed(plan=plan.with_sides(sides + rest), note=note)


def _without_time(plan: Plan, period: str) -> Timed:
    left = tuple(s for s in plan.sides if not covers(s.period, period))
    if len(left) == len(plan.sides):
        return Timed(plan=plan, note=_not_there(period, plan))
    return Timed(plan=plan.with_sides(left)) if left else Timed(plan=plan, note=phrases.NOTHING_LEFT)


def _not_there(period: str, plan: Plan) -> str:
    held = phrases.listed([s.label for s in plan.sides], _TOLD)
    return phrases.NOT_IN_TABLE.format(name=period, held=held)


def _unit(name: str, directory: Directory) -> UnitEntry | None:
    return next((u for u in directory.entries if u.name == name), None)


_TOLD = 8
