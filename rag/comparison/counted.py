"""What the figures of one column count: those of other things, and totals beside what was added, are told apart.

A column may be broad (就业创业), and even a narrow one (高标准农田) is told here as all there is (达1100万亩) and there as
what was built in a year (新建300万亩): such figures share a measure and are nothing to rank.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.comparison.finding import Finding, Grid
from rag.comparison.likeness import IN_ALL
from rag.comparison.plan import Aspect, Plan
from rag.ground import EvidenceBook
from rag.model import Quantity

ALIKE = 0.5
"""How much of their pairs of characters what two figures count must share, without the words of the aspect, to be one."""
_ADDED = re.compile("新建|新增|新改|新开|建成|改造|建设|新上牌|新注册|新发展|增加|新购|购置|添置")
_TOTAL = re.compile(
    "累计|保有|现有|共有|拥有|在册|注册|总量|总数|总面积|截至|(?:稳定在|保持在|达到?)(?=[\\d近约超])"
)
_FELL = re.compile(r"(?:下降|减少|降低|下调|回落|压减|减)[了约近]?.$")
# 由35名增加到62名: the first of the two is no longer so.
_BEFORE = re.compile(r"(?:由|从)(?:原来|原先|原有|最初|上年|去年)?的?[约近]?.$|原(?:来|有|先)的?[约近]?.$")
# What says that something was done, or where, and not what it was.
_PLAIN = re.compile(
    "建成|新建|新增|新改|改造|建设|提升|完成|实现|开展|组织|举办|实施|累计|达到?|共|全年|各类|各种|大型|地方|地区|全省|全市|全区|全县|全镇|全体|城镇|"
    "城乡|分别|左右|人数|次数|场次|数量|总数|活动|工作|情况|服务|注册|现有|参加|参与|[了的和及、等为是超约近不少于]"
)


def with_things(grid: Grid, plan: Plan, book: EvidenceBook) -> Grid:
    """The grid with every figure marked by what it counts (`Quantity.thing`), "" where all of a column count alike."""
    quotes = {e.n: e.quote for e in book.items}
    names = _names_of(plan)
    columns = [
        _marked([row[n] for row in grid.findings], aspect, quotes, names)
        for n, aspect in enumerate(plan.aspects)
    ]
    rows = tuple(tuple(column[at] for column in columns) for at in range(len(grid.findings)))
    return replace(grid, findings=rows)


def _names_of(plan: Plan) -> re.Pattern[str]:
    """What the sides are called: 澄湾地区进出口总额 is 进出口总额."""
    called = {name for side in plan.sides for name in (side.label, *side.aliases)}
    return re.compile("|".join(map(re.escape, sorted(called, key=len, reverse=True))) or "$^")


def _marked(
    findings: Sequence[Finding], aspect: Aspect, quotes: Mapping[int, str], names: re.Pattern[str]
) -> list[Finding]:
    quantities = [q for f in findings for q in f.cell.quantities]
    marks = dict(_marks(quantities, aspect, quotes, names))
    return [
        replace(
            finding,
            cell=replace(
                finding.cell,
                quantities=tuple(
                    replace(q, thing=q.thing or marks.get(id(q), "")) for q in finding.cell.quantities
                ),
            ),
        )
        for finding in findings
    ]


def _marks(
    quantities: Sequence[Quantity], aspect: Aspect, quotes: Mapping[int, str], names: re.Pattern[str]
) -> Iterator[tuple[int, str]]:
    """What each figure counts: the first words seen for it, and whether it is all there is or what was added; one that
    does not say is taken for what the others of the column are, for added where these are both."""
    seen: list[str] = []
    totals = {_is_total(_clause_before(q, quotes)) for q in quantities} - {None}
    silent = totals == {True}
    for quantity in quantities:
        # Of what was found in the reports only figures that count one thing came in unmarked.
        narrow = aspect.kind == "figures" or aspect.found
        words = "" if narrow else _own_words(names.sub("", quantity.subject), aspect.name)
        thing = next((s for s in seen if _alike(s, words)), words)
        if thing not in seen:
            seen.append(thing)
        clause = _clause_before(quantity, quotes)
        is_total = _is_total(clause)
        fell = "下降" * (not thing.endswith("下降") and bool(_FELL.search(clause)))
        thing += "原有" * bool(_BEFORE.search(clause))
        yield id(quantity), thing + fell + IN_ALL * (silent if is_total is None else is_total)


def _own_words(subject: str, aspect: str) -> str:
    """What a figure counts, without the words of the aspect and those that only say that it was done."""
    rest = re.sub("|".join(re.escape(aspect[i : i + 2]) for i in range(len(aspect) - 1)) or "$", "", subject)
    return _PLAIN.sub("", rest)


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    a, b = _pairs(one), _pairs(other)
    return len(a & b) >= ALIKE * len(a | b)


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)} or {words}


def _clause_before(quantity: Quantity, quotes: Mapping[int, str]) -> str:
    """The clause that a figure stands in, up to the figure and its first digit."""
    front = quotes.get(quantity.n, "").partition(quantity.raw)[0]
    return re.split(r"[，,；;。：:]", front)[-1] + quantity.raw[:1]


def _is_total(clause: str) -> bool | None:
    """Whether a figure's clause says that it is all there is (True) or was added (False); None where it says neither."""
    if _ADDED.search(clause):
        return False
    return True if _TOTAL.search(clause) else None
