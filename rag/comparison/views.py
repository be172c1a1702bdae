"""Messages that change how a comparison is shown: sorted, narrowed, turned, drawn, told as prose, figures or practices."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from rag import phrases
from rag.comparison.layout import MEASURES
from rag.comparison.members import matching_aspects, trimmed
from rag.comparison.plan import Kind, Only, Order, Plan

TABLE = r"(?:(?:这|那)?(?:个|张)?|上面的?|把|将|对比|比较|整个|的)*表(?:格)?(?:里面?|中|上)?(?:的?内容)?的?"
_IT = (
    rf"(?:把|将|用|让|拿)?(?:{TABLE}|以上|上面|上述|这些|这个|它|结果|内容|比较|对比|数字|数据|的|都|再|也)*"
)
_SHOW = "(?:看|要|留下?|保留|显示|列出?|比较?|剩下?|写)"
_ONLY = rf"(?:请|就)?(?:只|仅|光|单|就){_SHOW}(?:出|一下)?(?:那些)?"
_OUT = "(?:就|都|也|可以|先)*(?:不要|去掉|去除|删掉|删除|删|不看|不用列|不用|不列|别列|隐藏|不显示|不用显示|略去|剔除|不算)"
_DROP = "(?:把|将)?(?:去掉|去除|删掉|删除|剔除|排除|隐藏|不要|不看|不列|略去|不显示)"
_UNITS = "(?:单位|社区|镇|村|街道|局|行|家|那些|几个|几家)?"
_NUMBER = "(?:具体的?)?(?:数字|数据|数值|数)"
_TURN = (
    r"(?:互换|互调|对调|对换|交换|颠倒|调换|调个?个儿?|换(?:一?下|过来|位置?)?|倒(?:过来|一下)|转换|转置|转)"
)
_GRAPH = r"(?:分组|简单的?)?(?:柱状|条形|柱形|直方|统计|对比|比较|数据)?(?:图表|图形|图)"
_PROSE = r"(?:话|文字|段落|段子|正文|描述|叙述)"
_WAY = r"(?:(?:从|由)(?:高到低|大到小|多到少|低到高|小到大|少到多)|(?<!年)降序|升序|递减|递增|倒序|正序|(?:多|高|大)的?(?:排|放)?(?:在)?前面?|(?:少|低|小)的?(?:排|放)?(?:在)?前面?)"
_UPWARDS = re.compile("低到|小到|少到|升序|递增|正序|[少低小]的?(?:排|放)?在?前")
_LITTLE = ("少", "低", "小")
_DRAFTS = re.compile(
    r"\d+个?字|[一二两三四五六七八九十百]+字|名义|关于|围绕|为(?:主?题|题目)|起草|草拟|讲话|汇报|经验|材料|总结(?!一下|成|为)|计划|参照|我们"
)
_PLAINLY = ("数字", "大小", "数据", "多少", "高低", "数量", "数值", "多寡", "数")


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """The plan shown otherwise; see `Edited` for the rest."""

    plan: Plan
    note: str = ""
    paragraph: bool = False


_Show = Callable[[re.Match[str], Plan], View | None]


def shown_otherwise(part: str, plan: Plan) -> View | None:
    """What a part of a message changes of how the table is shown; None for what is no such change."""
    part = part.removesuffix("一下")
    for pattern, show in _VIEWS:
        if (found := pattern.match(part)) and (view := show(found, plan)):
            return view
    return None


def _turn(found: re.Match[str], plan: Plan) -> View:
    return View(plan=replace(plan, turned=not plan.turned))


def _draw(found: re.Match[str], plan: Plan) -> View:
    return View(plan=replace(plan, charted=True))


def _undraw(found: re.Match[str], plan: Plan) -> View:
    return View(plan=replace(plan, charted=False))


def _tell(found: re.Match[str], plan: Plan) -> View | None:
    return None if _DRAFTS.search(found.string) else View(plan=plan, paragraph=True)


def _only(only: Only) -> _Show:
    return lambda found, plan: View(plan=replace(plan, only=only))


def _of_kind(kind: Kind) -> _Show:
    def show(found: re.Match[str], plan: Plan) -> View:
        return View(plan=replace(plan, aspects=tuple(replace(a, kind=kind) for a in plan.aspects)))

    return show


def _both(found: re.Match[str], plan: Plan) -> View | None:
    """都要 says something only where one of both was left out."""
    told = "数" in found.string or any(a.kind != "both" for a in plan.aspects)
    return _of_kind("both")(found, plan) if told else None


def _sort(found: re.Match[str], plan: Plan) -> View | None:
    groups = found.groupdict()
    by, way = (
        trimmed(groups.get("by") or groups.get("by_it") or "").removesuffix("最"),
        groups.get("way") or "",
    )
    descending = not (_UPWARDS.search(way) or way in _LITTLE)
    if not by or by in _PLAINLY:
        aspect = plan.order.aspect if plan.order else ""
        return View(plan=replace(plan, order=Order(aspect=aspect, descending=descending)))
    named = matching_aspects(by, plan)
    if not named and by not in MEASURES:
        aspects = "、".join(a.name for a in plan.aspects)
        return View(plan=plan, note=phrases.NO_SUCH_ASPECT.format(name=by, aspects=aspects))
    order = Order(aspect=named[0].name if named else by, descending=descending)
    return View(plan=replace(plan, order=order))


def _sort_as_it_is(found: re.Match[str], plan: Plan) -> View | None:
    """按培训人数, said of a column of the table and nothing else."""
    return _sort(found, plan) if matching_aspects(found["by"], plan, exact=True) else None


def _reverse(found: re.Match[str], plan: Plan) -> View:
    order = plan.order or Order()
    upwards = plan.order is None or order.descending
    return View(plan=replace(plan, order=replace(order, descending=not upwards)))


def _unsorted(found: re.Match[str], plan: Plan) -> View:
    return View(plan=replace(plan, order=None))


def _past_a_limit(found: re.Match[str], plan: Plan) -> View:
    aspect = plan.aspects[0].name if plan.aspects else "人数"
    return View(plan=plan, note=phrases.NO_FILTER_BY_SIZE.format(aspect=aspect))


_VIEWS: tuple[tuple[re.Pattern[str], _Show], ...] = tuple(
    (re.compile(pattern), show)
    for pattern, show in (
        (rf"^{_IT}(?:行列|行和列|列和行|横竖|纵横|行与列|横纵){_TURN}$", _turn),
        (rf"^{_IT}转(?:置|一下)?(?:一下|表)?$|^转一下{TABLE}$|^{_IT}(?:横|竖)过来(?:看|排|放|列)?$", _turn),
        (r"^(?:把|让|将)?单位(?:名称?)?(?:要|都|改)?(?:放|做|作|当|变|换|排|列)(?:在|到|成|为|作)*(?:列|横向|横排|横着?|表头|上面|顶上|第一行)(?:上|排|放)?$", _turn),
        (rf"^(?:把|将)?{TABLE}倒过来$|^横(?:着|向)(?:放|排|列)单位$|^列(?:为|是|放|用)单位(?:行(?:为|是|放)方面)?$|^行(?:为|是|放)方面$|^(?:把)?(?:行变(?:成)?列|列变(?:成)?行)$", _turn),
        (r"^(?:把|让|将)?单位横(?:着|向)?(?:排|放|列)$|^(?:把|让|将)?方面竖(?:着|向)?(?:排|放|列)$", _turn),
        (r"^(?:把|让|将)?(?:方面|指标)(?:要|都|改)?(?:放|做|作|当|变|换|排|列)(?:在|到|成|为|作)*(?:行|左边|左侧|竖排|第一列)(?:上)?$", _turn),
        (rf"^(?:不要|不用|去掉|别要?|取消|不看|删掉)(?:再)?(?:画|做|用)?(?:那|这)?(?:个|张)?{_GRAPH}了?$|^(?:把)?(?:那|这)?(?:个|张)?{_GRAPH}{_OUT}了?$|^(?:还是|只|就)?(?:看|要|用)(?:回)?表(?:格)?(?:就行)?$", _undraw),
        (rf"^{_IT}(?:画|做|生成|出|转|弄|变|来|配|制作|绘制|整|搞)(?:成|个|为|一下|一|张|幅|出)*{_GRAPH}(?:来?看看|看看|展示|出来|看)?$", _draw),
        (rf"^{_IT}用(?:一?[张个幅])?{_GRAPH}(?:来)?(?:看|表示|展示|显示|画出来|说明|呈现|表达)(?:一下|出来)?$|^画出来$|^(?:要)?(?:一?[张个幅])?(?:柱状|条形|柱形)图$|^图表?(?:展示|显示|表示|呈现)(?:出来)?$", _draw),
        (rf"^(?:把|将|用)?[^，,哪谁]{{2,14}}(?:画|做|转|变)(?:成|出|个)+(?:一?[张个幅])?{_GRAPH}$", _draw),
        (rf"^{_IT}(?:写|转|变|整理|汇总|生成|改写?|概括|归纳|总结|组织|表述|说|串|连|换)(?:成|为)?(?:一?[小大]?[段个篇])(?:完整的?|通顺的?|连贯的?)?(?:{_PROSE}(?:形式|的形式)?|段)$", _tell),
        (rf"^(?:改)?用(?:一?小?[段句])?{_PROSE}(?:来)?(?:概括|描述|说明|总结|说说|说|写|表述|讲|叙述)(?:一下|出来)?(?:{TABLE})?$|^写(?:一|1)?小?段(?:话|文字)$|^{_IT}(?:写|转|变|整理|汇总|改写?|概括|归纳|总结|换)(?:成|为){_PROSE}(?:形式)?$|^用[一几两](?:段|句)(?:文字|话)?(?:概括|描述|说明|总结|说|写|讲)(?:一下)?(?:{TABLE}|上表|结果)?$|^(?:概括|描述|归纳|小结|总结)一?下?(?:{TABLE}|上表|(?:对比|比较)?(?:的)?结果)$|^(?:概括|归纳|小结|总结)一?下?$|^{_IT}写成?段$", _tell),
        (rf"^{_ONLY}[^，,]{{0,10}}(?:(?:超过|多于|大于|高于|少于|低于|小于|不到|不足|达到)[\d.]+[\u4e00-\u9fff%]{{0,4}}|[\d.]+[\u4e00-\u9fff%]{{0,4}}(?:及|或)?以[上下])的?{_UNITS}$", _past_a_limit),
        (rf"^{_ONLY}(?:写?有|写了|给出|给了|写明|带)(?:了)?{_NUMBER}的?{_UNITS}$|^(?:写?有|写了){_NUMBER}的{_UNITS}(?:就|都)?(?:留下|保留|留着)$|^(?:把)?没有?(?:写|给)?(?:出)?{_NUMBER}的?{_UNITS}{_OUT}了?$|^{_DROP}(?:那些)?没有?(?:写|给)?(?:出)?{_NUMBER}的?{_UNITS}了?$", _only("figures")),
        (rf"^{_ONLY}(?:提到|写到|写了|说到|有|有内容|提及|写明|讲到)(?:了)?的?{_UNITS}$|^(?:把)?(?:(?:没有?|未)(?:写|提|说|讲|内容)?(?:到|及|的内容)?|空白?|没内容)的?{_UNITS}{_OUT}了?$|^{_DROP}(?:那些)?(?:(?:没有?|未)(?:写|提|说|讲|内容)?(?:到|及|的内容)?|空白?|没内容)的?{_UNITS}了?$", _only("stated")),
        (r"^(?:请|再)?(?:全部|全|都|所有的?|把所有的?|把全部)(?:单位)?(?:都)?(?:列|显示|放|看)(?:出来?|上|回来|示)?$|^(?:显示|列出|恢复)(?:全部|所有|全部的|所有的)(?:单位|行)?$", _only("all")),
        (rf"^(?:把)?(?:没有?|未)(?:写|提)?(?:{_NUMBER})?(?:到|及)?的?{_UNITS}也?都?(?:列|显示|放|加|留)(?:出来|出|上|回来|着|下)?$|^(?:把)?(?:隐藏|去掉|略去)(?:了|掉)?的(?:都|也|再)?(?:显示|列|放)(?:出来|回来|示)?$|^(?:不用?|取消|去掉|别)(?:再)?筛选?了?$", _only("all")),
        (rf"^{_ONLY}{_NUMBER}(?:就行|就好)?$|^不(?:要|看)(?:文字|做法)(?:只?[要看]数[字据])?了?$|^{_NUMBER}(?:部分)?就?(?:行|好|可以)?$", _of_kind("figures")),
        (rf"^{_ONLY}(?:具体的?)?(?:做法|措施|举措|文字(?:内容|描述|说明|部分)?)$|^不(?:要|看)(?:数字|数据)了?$|^(?:换成|改成|改|换)?看(?:具体)?(?:的)?做法$|^(?:换成|改成)(?:具体)?做法$|^不要(?:数字|数据)只?[要看]做法$", _of_kind("practices")),
        (r"^(?:数字|数据|做法)?(?:[和、与])?(?:数字|数据|做法)?都(?:要|看|列)$", _both),
        (r"^(?:(?:按|照|恢复)+(?:到)?)(?:原来?|原先|最初|默认|开始)的?(?:顺序|次序|排序)?(?:排|排列|排序)?$|^(?:不|取消|别)(?:用|要)?(?:再)?(?:排序|排|排名)了?$", _unsorted),
        (r"^(?:把)?(?:顺序)?(?:倒|反|颠倒)(?:过来|过)?(?:排|排序|排列)?(?:一下)?$|^倒序(?:排列?)?$|^顺序(?:倒|反|换)过来$", _reverse),
        (rf"^(?:换成|改成|改为|改|请)?(?:再)?(?:把{TABLE}?)?(?:按照?|根据|以|依)(?P<by>[^，,。从由]{{1,16}}?)(?:的?(?:多少|高低|大小))?(?P<way>{_WAY})?(?:来|进行|重新|顺序)?(?:再)?(?:排序|排列|排一?个?[名序队]|排名|排一?下|排|重排|列)$", _sort),
        (rf"^(?:排序|排名|顺序)(?:就|要)?(?:改成|改为|换成)?(?:按照?|以|根据)(?P<by>[^，,。]{{1,16}}?)(?P<way>{_WAY})?(?:来|排)?$", _sort),
        (rf"^(?:把|将)?(?P<by>[^，,。从由按]{{2,14}}?)(?P<way>{_WAY})(?:来)?(?:排序|排列|排|排名)$|^(?:把|将)(?P<by_it>[^，,。]{{2,14}}?)排一?[个下](?:序|名|名次|队)?$", _sort),
        (r"^(?:调整|改|换|变)(?:一下)?(?:排序|顺序|次序)$", _sort),
        (r"^按照?(?P<by>[^，,。]{2,14}?)$", _sort_as_it_is),
        (r"^谁(?P<way>[多高大少低小])谁(?:排|放)?(?:在)?(?:最)?前面?$", _sort),
        (rf"^(?:换成|改成|改为|改|请)?(?:按照?|根据|以|依)(?P<by>[^，,。从由]{{1,16}}?)(?P<way>{_WAY})$", _sort),
        (rf"^(?:换成|改成|改为|请)?(?:按|照)?(?P<way>{_WAY})(?:来)?(?:排序|排列|排|排名)?$", _sort),
        (r"^(?:给|把)?(?:它们?|表)?(?:重新)?(?:排序|排一?个[名序队]|排一?下(?:名次|序|名)?|排排?名|排名次)$", _sort),
        (r"^(?:把|让)?(?P<by>[^，,。的]{2,14}?)最?(?P<way>[多高大少低小])的?(?:单位)?(?:排|放|列)(?:在|到)?(?:最)?(?:前面?|上面|第一)$", _sort),
    )
)  # fmt: skip
