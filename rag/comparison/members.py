"""Whom and what words mean that change a comparison: units and kinds of the library, aspects of the table."""

import re

from rag import phrases
from rag.asked_measure import topic_terms
from rag.comparison.plan import Aspect, Plan, Side
from rag.directory import GROUP_KINDS, Directory, UnitEntry

_KIND = re.compile(
    rf"^(?:各|所有的?|全部的?|其他的?|[两二三四五六七八九几\d]+个|这[两二三四五六七八九几]+个)?(?P<kind>{GROUP_KINDS})$"
)
_BETWEEN = re.compile(
    r"[、，,\s]|和|与|跟|及|以及|还有|这[两三四几]?[个家]|那[两三四几]?[个家]|[两三四几][个家]|单位|社区|镇|的|都|也"
)
_TRIMMED = "的和与跟及、 “”\"'"


def meant(words: str, directory: Directory, *, strangers: bool = False) -> tuple[tuple[Side, ...], str]:
    """The units that words name, or that are of the kind they name, as sides; where they name none, the words.

    With `strangers` a name of no unit is a side without reports.
    """
    words = words.strip(_TRIMMED)
    if kind := _KIND.match(words):
        return tuple(Side(label=u.name, entry=u) for u in directory.of_kind(kind["kind"])), words
    naming = directory.resolve(words)
    if naming.entries and not naming.group and not _left(words, naming.spans):
        return tuple(Side(label=u.name, entry=u) for u in naming.entries), words
    unknown = naming.strangers if strangers and not naming.entries else ()
    if unknown and not _BETWEEN.sub("", _without_all(words, unknown)):
        return tuple(
            Side(label=name, entry=None, missing=phrases.NO_REPORT_OF.format(name=name)) for name in unknown
        ), words
    return (), words


def matching_aspects(words: str, plan: Plan) -> tuple[Aspect, ...]:
    """The aspects of the plan that words mean: by name, by a part of it, or by what both ask about."""
    words = words.strip(_TRIMMED)
    parts = [p.strip(_TRIMMED) for p in re.split(r"[、，,]|和|与|以及", words)]
    named = tuple(a for a in plan.aspects if a.name in (words, *parts))
    if named:
        return named
    within = tuple(a for a in plan.aspects if len(words) > 1 and (words in a.name or a.name in words))
    if within:
        return within
    terms = {t.text for t in topic_terms(words)}
    shared = [(len(terms & {t.text for t in topic_terms(a.name)}), a) for a in plan.aspects]
    most = max((n for n, _ in shared), default=0)
    return tuple(a for n, a in shared if n == most) if most else ()


def side_of(entry: UnitEntry, directory: Directory, period: str) -> Side:
    """A unit with only its reports of a period; a side without reports where it has none."""
    whole = next((u for u in directory.entries if u.name == entry.name), entry)
    within = whole.within(period)
    missing = "" if within else phrases.NO_REPORT_OF_PERIOD.format(name=entry.name, period=period)
    return Side(label=entry.name, entry=within, missing=missing, period=period)


def _left(words: str, spans: tuple[tuple[int, int], ...]) -> str:
    """What words say beside the names in them."""
    for start, end in sorted(spans, reverse=True):
        words = words[:start] + words[end:]
    return _BETWEEN.sub("", words)


def _without_all(words: str, names: tuple[str, ...]) -> str:
    for name in names:
        words = words.replace(name, "")
    return words
