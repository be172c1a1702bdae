"""A message that changes the comparison last made: 再加上香港路社区, 去掉培训这一列, 按人数排序, 行列互换, 写成一段话."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag import phrases
from rag.comparison.aspects import aspects_in
from rag.comparison.layout import MEASURES
from rag.comparison.members import matching_aspects, meant, side_of
from rag.comparison.plan import Aspect, Kind, Only, Order, Plan, Side
from rag.directory import Directory
from rag.periods import period_in

_POLITE = re.compile(
    r"^(?:好的?[，,]?|嗯|请|麻烦|帮我|给我|能不能|能否|可以|那就?|然后|接着|最后|并且?|同时|也|顺便|先|重新)+"
)
_AT_END = re.compile(r"(?:吧|吗|可以吗|好吗|好不好|行吗|就行|就好|就可以|一下|[。！!？?\s])+$")
_PARTS = re.compile(r"[，,；;。]|(?<=排序)并|然后|并且")
_ASKS = re.compile(r"哪|谁|什么|怎么|如何|为何|(?<!的)多少|几(?![个家])|有没有|吗$")
_DRAFTS = re.compile(
    r"\d+字|[一二两三四五六七八九十百]+字|名义|关于|围绕|起草|草拟|讲话|汇报|经验材料|(?:工作)?总结(?!一下)|计划"
)
_TABLE = r"(?:这个|这张|上面的?|把|这)*(?:对比|比较)?表(?:格)?(?:的?内容)?的?"
_COLUMN = r"(?:这|那)?(?:一)?(?:列|栏|项|个方面|方面|行)"
_ADD_VERB = "加上|加入|加进来?|加个|加一?[列栏项个]|加|添上|添加|添|补上|补充|算上|带上|增加|列上|放进来?"
_DROP_VERB = "去掉|去除|删掉|删除|删了|删|不要|不看|不比|不用|剔除|排除|拿掉|减掉|移除|别要|别看"
_X = r"(?P<x>[^，,。；;？?！!]{2,60}?)"

Apply = Callable[[re.Match[str], Plan, Directory], "Edited | None"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A comparison as a message changes it. `note` says, with the next step, what could not be done; `paragraph`: the
    table is wanted as prose."""

    plan: Plan
    note: str = ""
    paragraph: bool = False


def edited(message: str, plan: Plan, directory: Directory) -> Edited | None:
    """What a message makes of the comparison; None for one that asks something else. Each of its parts must be a
    change: a message that also asks a question of its own is that question."""
    parts = [_AT_END.sub("", _POLITE.sub("", p.strip())) for p in _PARTS.split(_joined(message.strip()))]
    parts = [p for p in parts if p]
    if not parts or any(_ASKS.search(part) for part in parts):
        return None
    change = Edited(plan=plan)
    for part in parts:
        step = _step(part, change.plan, directory)
        if step is None:
            return None
        note = "".join(filter(None, (change.note, step.note)))
        change = Edited(plan=step.plan, note=note, paragraph=change.paragraph or step.paragraph)
    return change


def _joined(message: str) -> str:
    """不是文化活动，是文艺演出 is one change, not two; so is 单位错了，应该是甲和乙."""
    message = re.sub(r"(单位|方面|指标|内容)(?:错了?|不对)?[，,]应该?是", r"\1应该是", message)
    return re.sub(
        r"(不是|不比|不要|不看)([^，,]{2,20})[，,](是|而是|应该是|比|要|看)(?!说)", r"\1\2换成", message
    )


def _step(part: str, plan: Plan, directory: Directory) -> Edited | None:
    for pattern, apply in _CHANGES:
        if (found := pattern.match(part)) and (step := apply(found, plan, directory)):
            return step
    return None


def _turn(found: re.Match[str], plan: Plan, directory: Directory) -> Edited:
    return Edited(plan=replace(plan, turned=not plan.turned))


def _chart(found: re.Match[str], plan: Plan, directory: Directory) -> Edited:
    return Edited(plan=replace(plan, charted=not found["no"]))


def _paragraph(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    return None if _DRAFTS.search(found.string) else Edited(plan=plan, paragraph=True)


def _filter(only: Only) -> Apply:
    return lambda found, plan, directory: Edited(plan=replace(plan, only=only))


def _of_kind(kind: Kind) -> Apply:
    return lambda found, plan, directory: Edited(
        plan=replace(plan, aspects=tuple(replace(a, kind=kind) for a in plan.aspects))
    )


def _sort(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    by, way = (found["by"] or "").strip("的照"), found["way"] or found["way_only"] or ""
    descending = not re.search("低到|小到|少到|升序|递增|正序", way)
    if not by or by in ("数字", "大小", "数据", "多少", "高低", "数量"):
        aspect = plan.order.aspect if plan.order else ""
        return Edited(plan=replace(plan, order=Order(aspect=aspect, descending=descending)))
    named = matching_aspects(by, plan)
    if not named and by not in MEASURES:
        return Edited(plan=plan, note=phrases.NO_SUCH_ASPECT.format(name=by, aspects=_names(plan.aspects)))
    order = Order(aspect=named[0].name if named else by, descending=descending)
    return Edited(plan=replace(plan, order=order))


def _reverse(found: re.Match[str], plan: Plan, directory: Directory) -> Edited:
    order = plan.order or Order(descending=True)
    return Edited(
        plan=replace(plan, order=replace(order, descending=plan.order is not None and not order.descending))
    )


def _unsorted(found: re.Match[str], plan: Plan, directory: Directory) -> Edited:
    return Edited(plan=replace(plan, order=None))


def _add(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    sides, others = meant(found["x"], directory, strangers=True)
    if sides:
        new = tuple(s for s in sides if s.label not in {t.label for t in plan.sides})
        note = "" if new else phrases.ALREADY_IN_TABLE.format(names=_labels(sides))
        note += "".join(f"{s.missing}。" for s in new if s.entry is None)
        return Edited(plan=plan.with_sides(plan.sides + new), note=note)
    return _with_aspects(plan, plan.aspects, others)


def _with_aspects(plan: Plan, kept: Sequence[Aspect], words: str) -> Edited | None:
    named = aspects_in(words)
    new = tuple(a for a in named if a.name not in {k.name for k in kept})
    if not named:
        return None
    note = "" if new else phrases.ALREADY_IN_TABLE.format(names=_names(named))
    return Edited(plan=replace(plan, aspects=(*kept, *new)), note=note)


def _drop(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    gone = _sides_in(found["x"], plan, directory)
    if gone:
        left = tuple(s for s in plan.sides if s not in gone)
        if not left:
            return Edited(plan=plan, note=phrases.NOTHING_LEFT)
        return Edited(plan=plan.with_sides(left))
    dropped = matching_aspects(found["x"], plan)
    if dropped:
        kept = tuple(a for a in plan.aspects if a not in dropped)
        return (
            Edited(plan=replace(plan, aspects=kept)) if kept else Edited(plan=plan, note=phrases.NOTHING_LEFT)
        )
    sides, _ = meant(found["x"], directory)
    absent = _labels(sides) if sides else found["x"]
    if sides or found.re is _DROP_COLUMN:
        return Edited(plan=plan, note=phrases.NOT_IN_TABLE.format(name=absent))
    return None


def _keep(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    """只留甲和乙, 只看社区, 只看培训那一列."""
    kept = _sides_in(found["x"], plan, directory)
    sides, _ = meant(found["x"], directory)
    new = tuple(s for s in sides if s.label not in {k.label for k in kept})
    if kept or len(new) > 1:
        return Edited(plan=plan.with_sides(tuple(s for s in plan.sides if s in kept) + new))
    if sides:
        return None
    aspects = matching_aspects(found["x"], plan)
    return Edited(plan=replace(plan, aspects=aspects)) if aspects else None


def _exchange(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    """把培训换成就业, 不比甲换成乙."""
    old_sides = _sides_in(found["old"], plan, directory)
    new_sides, words = meant(found["x"], directory, strangers=bool(old_sides))
    if old_sides and new_sides:
        at = plan.sides.index(old_sides[0])
        left = [s for s in plan.sides if s not in old_sides and s not in new_sides]
        return Edited(plan=plan.with_sides((*left[:at], *new_sides, *left[at:])))
    old = matching_aspects(found["old"], plan)
    new = aspects_in(words)
    if not old or not new or new_sides:
        return None
    aspects = tuple(a for b in plan.aspects for a in (new if b == old[0] else () if b in old else (b,)))
    return Edited(plan=replace(plan, aspects=tuple({a.name: a for a in aspects}.values())))


def _instead(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    """单位应该是甲和乙, 方面换成培训和就业."""
    sides, words = meant(found["x"], directory, strangers=True)
    if sides and found["of"] == "单位":
        return Edited(plan=plan.with_sides(sides))
    aspects = aspects_in(words) if not sides else ()
    return Edited(plan=replace(plan, aspects=aspects)) if aspects else None


def _of_period(found: re.Match[str], plan: Plan, directory: Directory) -> Edited | None:
    period, rest = period_in(found["x"])
    if not period or rest.strip("的报告材料总结数据度"):
        return None
    sides = tuple(side_of(s.entry, directory, period) if s.entry else s for s in plan.sides)
    return Edited(plan=replace(plan, sides=sides), note="".join(f"{s.missing}。" for s in sides if s.missing))


def _sides_in(words: str, plan: Plan, directory: Directory) -> tuple[Side, ...]:
    """The sides of the plan that words mean: by name, or by their kind."""
    sides, _ = meant(words, directory)
    named = {s.entry.name for s in sides if s.entry}
    return tuple(
        s for s in plan.sides if (s.entry and s.entry.name in named) or (s.entry is None and s.label in words)
    )


def _labels(sides: Sequence[Side]) -> str:
    return "、".join(s.label for s in sides)


def _names(aspects: Sequence[Aspect]) -> str:
    return "、".join(a.name for a in aspects)


_DROP_COLUMN = re.compile(rf"^(?:把)?(?:{_DROP_VERB})?{_X}{_COLUMN}(?:就?(?:{_DROP_VERB})了?)?$")
_CHANGES: tuple[tuple[re.Pattern[str], Apply], ...] = (
    (
        re.compile(
            rf"^(?:把)?(?:{_TABLE})?(?:行列|行和列|横竖|纵横|行与列)(?:互换|对调|交换|颠倒|调换|换一?下|换过来|转换?)$|^(?:把)?(?:{_TABLE})?转置(?:一下)?$|^(?:把|让)?单位(?:放|做|作|当|变|换)(?:在|到|成|为|作)*(?:列|横向|横排|表头|上面)(?:上)?$|^(?:把)?方面(?:放|做|作|当|变|换)(?:在|到|成|为|作)*(?:行|左边|竖排)(?:上)?$"
        ),
        _turn,
    ),
    (
        re.compile(
            rf"^(?P<no>不要|不用|去掉|别要?|取消)(?:画|做|用)?(?:{_TABLE})?(?:柱状|条形|柱形|统计)?图表?了?$"
            rf"|^(?:把|将|用)?(?:{_TABLE}|数字|数据|这些数?|它)?(?:再)?(?:画|做|生成|出|转|弄|变|来|配)(?:成|个|一?张|一?个|为|一下)*(?:柱状|条形|柱形|统计|对比)?(?:图表?|图形)(?:来?看看|看看|展示)?$"
            rf"|^用(?:一?[张个])?(?:柱状|条形|柱形|统计|对比)?图表?(?:来)?(?:看|表示|展示|显示|画出来|说明)$"
        ),
        _chart,
    ),
    (
        re.compile(
            rf"^(?:把|将)?(?:{_TABLE})?(?:里的?内容|这些|内容|它)?(?:写|转|变|整理|改|概括|归纳|总结|组织)(?:成|为|换成)?(?:一?[段个])?(?:完整的?|通顺的?)?(?:话|文字|段落|段子|正文|描述)$"
            rf"|^用(?:一?段)?(?:文字|话|语言)(?:来)?(?:概括|描述|说明|总结|说|写)(?:一下)?(?:{_TABLE})?$"
        ),
        _paragraph,
    ),
    (re.compile(r"^(?:把)?(?:只|仅|光)(?:看|要|留|留下|保留|显示|列|列出)(?:出)?(?:那些)?(?:写?有|写了|给出|给了|写明)(?:了)?(?:具体)?(?:的)?(?:数字|数据|数|数值)的?(?:单位|社区|镇|行)?$|^(?:把)?没有?(?:写|给)?(?:具体)?(?:数字|数据|数)的?(?:单位)?(?:就|都|可以)*(?:不要|去掉|删掉|不看|不用列|别列|隐藏)了?$"), _filter("figures")),
    (re.compile(r"^(?:只|仅|光)(?:看|要|留|留下|保留|显示|列|列出)(?:提到|写到|写了|说到|有|有内容|提及|写明)(?:了)?的?(?:单位|社区|镇|行)?$|^(?:把)?(?:没有?|未)(?:写|提|说|内容)?(?:到|及|的内容)?的?(?:单位|行)?(?:就|都|可以)*(?:不要|去掉|删掉|不看|不用列|别列|隐藏)了?$"), _filter("stated")),
    (re.compile(r"^(?:全部|全|都|所有的?)(?:单位)?(?:都)?(?:列|显示|放)(?:出来?|上|回来)?$|^(?:把)?(?:没有?|未)(?:写|提|数字|数据)?(?:到|及)?的?(?:单位)?也?都?(?:列|显示|放|加)(?:出来|出|上|回来)$|^恢复(?:全部|所有)(?:单位|行)?$"), _filter("all")),
    (re.compile(r"^(?:只|仅|光)(?:看|要|比)(?:具体)?(?:的)?(?:数字|数据|数)$|^不要(?:文字|做法)$"), _of_kind("figures")),
    (re.compile(r"^(?:只|仅|光)(?:看|要|比)(?:具体)?(?:的)?(?:做法|措施|举措|内容|文字|活动)$|^不要(?:数字|数据)$|^(?:换成|改成)?看做法$"), _of_kind("practices")),
    (re.compile(r"^(?:数字和做法|做法和数字|数字做法)都(?:要|看)$"), _of_kind("both")),
    (re.compile(r"^(?:按|照|恢复)(?:照)?(?:原来?|原先|最初|默认)的?(?:顺序|次序|排序)?(?:排|排列|排序)?$|^(?:不|取消|别)(?:用|要)?排序?了?$"), _unsorted),
    (re.compile(r"^(?:倒|反|颠倒)(?:过来|过)?(?:排|排序|排列)?(?:一下)?$|^倒序(?:排列?)?$|^顺序(?:倒|反)过来$"), _reverse),
    (
        re.compile(
            r"^(?:换成|改成|改为|改)?(?:再)?(?:把表)?(?:按照?|根据|以|依)(?P<by>[^，,。从由]{1,16}?)(?:的?(?:多少|高低|大小))?(?P<way>(?:从|由)[高大多低小少]到[低小少高大多]|降序|升序|递减|递增|倒序|正序)?(?:来|进行|重新)?(?:排序|排列|排个?[名序队]|排名|排|重排|重新排)$"
            r"|^(?:换成|改成|改为|请)?(?:(?:按|照)?(?P<way_only>(?:从|由)[高大多低小少]到[低小少高大多]|降序|升序))(?:来)?(?:排序|排列|排|排名)?$"
        ),
        _sort,
    ),
    (re.compile(r"^(?:都|全部|统一|只)?(?:看|用|换成|改成|改看|换|要|改为)(?P<x>[^，,]{2,14}年[^，,]{0,8})$"), _of_period),
    (re.compile(rf"^(?:把)?(?P<of>单位|方面|指标|内容)(?:错了?|不对)?(?:换成|改成|改为|应该?是|应为|是){_X}$"), _instead),
    (re.compile(rf"^(?:把|将|不是|不比|不要|不看)?(?P<old>[^，,。]{{2,30}}?)(?:{_COLUMN})?(?:换成|改成|改为|替换成|替换为|换为){_X}(?:{_COLUMN})?$"), _exchange),
    (re.compile(rf"^除了?{_X}(?:以外|之外|外)?(?:的)?(?:都|其他的?|其它的?|别的)(?:都)?(?:要|留着?|保留|看)$"), _drop),
    (_DROP_COLUMN, lambda found, plan, directory: _drop(found, plan, directory) if re.search(_DROP_VERB, found.string) else None),
    (re.compile(rf"^(?:再|还)?(?:另外|再|还)?(?:把|要|想)?(?:{_ADD_VERB})(?:上|入|进来?)?(?:[一1]?[个列栏项]|的)?[：:]?{_X}(?:的?(?:情况|数据|内容))?(?:{_COLUMN})?(?:也|都)?(?:进来|进去|一起|一块儿?)?$"), _add),
    (re.compile(rf"^(?:再|还)?把{_X}(?:也|都|一起)*(?:{_ADD_VERB}|算进去|算进来|列进来|拉进来|放进去)(?:来|去)?$"), _add),
    (re.compile(rf"^{_X}(?:也|都)(?:{_ADD_VERB}|要|列出来|加进来|放进来|算进来|比一?比|看看|比进来)(?:来|去)?$"), _add),
    (re.compile(rf"^(?:还|再)(?:要|想|比|看|比比|看看|比一比|看一看|比较)+(?:看|比)?(?:一?下)?{_X}$"), _add),
    (re.compile(rf"^还有{_X}呢?$"), lambda found, plan, directory: _add(found, plan, directory) if meant(found["x"], directory)[0] else None),
    (re.compile(rf"^(?:把)?(?:{_DROP_VERB}){_X}(?:{_COLUMN})?了?$"), _drop),
    (re.compile(rf"^把{_X}(?:{_COLUMN})?(?:都|也)?(?:{_DROP_VERB}|去了|去)了?$"), _drop),
    (re.compile(rf"^{_X}(?:{_COLUMN})?(?:就|都|也|可以)*(?:{_DROP_VERB})了?$"), _drop),
    (re.compile(rf"^(?:只|仅|光)(?:留下?|保留|比|看|要|剩|剩下|显示|列){_X}(?:的)?(?:{_COLUMN}|这[几两三]个?|这[两三几]家)?$"), _keep),
)  # fmt: skip
