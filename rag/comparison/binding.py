"""Which figures tell of a thing: those that its name leads to, not those of another thing near by."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from ingest.model import Figure
from ingest.words import tagged_words
from rag.comparison.thing import Thing
from rag.measure_fit import measure_fit
from rag.terms import fold

_NOUN = frozenset("njlisbzr")
# Nouns that tell how much of the thing there is, not another thing.
_AMOUNT = re.compile(
    r"(?:[量额率值数]|规模|面积|总[数量计]|水平|里程|增速|增幅|涨幅|降幅|目标|任务|计划|项目|工程|时间|其中|同期|以上|左右|平均|数据|方面|季度)$|^(?:新上|牌|全国|全[省市区县年]|底|末|年|月|个|市|省|县|区)$"
)
# Of what is a number by nature only these say how much of it there is; 常住人口城镇化率 is another number.
_OF_A_NUMBER = re.compile(
    r"(?:增速|增幅|增长率|涨幅|降幅|均值|总[量额值数计]|规模|水平|强度|比[例重率]|占比|目标|任务|其中|同期|指标|平均|季度)$|^(?:全国|全[省市区县年]|底|末|年|月)$"
)
_OF_OTHERS = re.compile("企业|集团|公司|开发区|高新区|园区|行业|上市|机构|产业链")
_MONEY = re.compile(r"(?:[值额]|收入|支出|价格|投资|经费|进出口|出口|进口|消费)$")
_MONEY_MEASURE = re.compile(r"元|%|‰|百分点|倍|位")
# Deeds by tag, things by sense.
_THING = re.compile(
    r"^(?:收入|支出|投资|消费|出口|进口|贷款|企业|补贴|储蓄|存款|缴费|保险|住房|用地|用电|用水|充电|换电|能耗|占)$"
)
_OF_IT = re.compile(r"(?:增加值|产值|规模|总量|营业收入|营收|总收入|收入|投资|总额|交易额|销售额|人数|人口)$")
_RATIO_TO_ANOTHER = re.compile(r"(?:相当于|占|与)[^，。；、]{1,14}?(?=的?(?:比[例重率]|占比))")
_RATIO_TO = re.compile(
    r"(?:相当于|占|与|同|和|[快高低慢优]于|影响|带动|拉动)(?:全[\u4e00-\u9fff]|地区|我[\u4e00-\u9fff])?$"
)
_OTHER_SCOPE = re.compile(r"(?:全国|全球|世界|我国|国内|国际|人均|户均|单位|万元|亩均|地均)(?:地区|的)?$")
_OUR_SCOPE = re.compile(
    r"(?:全[省市区县镇乡村州盟社年体]会?|全自治区|地方|地区|我[省市区县镇乡村]|本[省市区县镇乡村年]|辖区|年度?|累计|城乡|[省市区县]级|环境|(?:地级(?:及以上)?|设区|主要)城市|力争|确保|预计|争取|努力|保持|实际|常住|全面|以及|其中|完成|实现|年均)$"
)
_KIND_OF_IT = re.compile(r"(?:农村|城镇|城市|乡村|市区|农民|城区)$")
_CHANGE = re.compile(
    r"[、，,]?(?:其中)?(?:(?:比|较|同)(?:上年|去年|上年同期|去年同期)|同比|环比|年均|名义|实际|累计|可比价)*(?:增长|增加|下降|提高|减少|上升|回落|上涨|增)?(?:率|幅|速)?(?:了|达到?|为|到|约|超过?|近|分别|均)*"
)
_IN_WORDS = re.compile(
    "同步|持平|稳定|平稳|居|位|高于|低于|快于|以内|达到|完成|实现|下降|降低|翻番|领先|保持|提高|控制|超|增加|增长|改善|回升|稳步|较快|提质"
)
_LED_TO = re.compile(
    r"^(?:[，、：:\s]|今年|全年|确保|力争|争取|预计|推动|促进|实现|完成|保持|继续|主要|预期|目标|[是为])*$"
)
_REACHED = re.compile(r"(?:达到?|为|超过?|约|近|突破|增?至|到|共|仅|有|是|增长|下降|提高|增加|减少|同比)+$")
_CUT = re.compile("[、，。；：“”的和与及]")
# With one character more it is a place: 文化活动室.
_LONGER_WORD = re.compile("[室站馆厅墙桩卡证费院校]")
_ONE_WORD = 4
_TIMES = frozenset(("年", "个月", "个季度", "季度", "月", "周"))
_EACH = re.compile("分别|各")
_PARTED = re.compile("[、]|[和与及]")


def leads_on(gap: str, *, thing: Thing) -> bool:
    """Whether what stands between a thing and a number still speaks of the thing: 保有量超, 产量突破, 开工; not
    充电桩, 能耗下降. Of a thing that is no number by itself also an amount of a part: 核心产业增加值达."""
    if _LONGER_WORD.match(gap):
        return False
    gap = _REACHED.sub("", gap.strip("的 "))
    if not gap:
        return True
    if thing.indicator and (own := _RATIO_TO_ANOTHER.match(gap)):
        # 研发经费支出相当于生产总值的比例达4.4%: told of the first, not of the second.
        gap = gap[own.end() :]
    if len(gap) <= _ONE_WORD and _amount(thing).search(gap):
        # 替代率 is one word, whatever the segmenter makes of it.
        return True
    others = [w.text for w in tagged_words(gap) if _is_thing(w.text, w.tag, thing)]
    if not others:
        return True
    if thing.indicator or any(mark in gap for mark in "、和与及"):
        return False
    nouns = [w.text for w in tagged_words(gap) if w.tag[0] in "nvjl" and _is_noun_like(w.text)]
    return bool(nouns) and bool(_OF_IT.search(nouns[-1]))


def _is_noun_like(word: str) -> bool:
    return bool(_OF_IT.search(word)) or bool(_THING.match(word)) or len(word) > 1


def _is_thing(word: str, tag: str, thing: Thing) -> bool:
    if _THING.match(word):
        return True
    return tag[0] in _NOUN and len(word) > 1 and not _amount(thing).search(word)


def _amount(thing: Thing) -> re.Pattern[str]:
    return _OF_A_NUMBER if thing.indicator else _AMOUNT


def narrowed(before: str, thing: Thing, ours: Collection[str] = ()) -> str:
    """How what stands in front of a thing's name narrows it: "" not at all, "kind" to one kind of it (农村居民收入),
    "other" to another thing (海洋生产总值, 全国的, 占生产总值的). `ours` are names of the unit that speaks."""
    if _OTHER_SCOPE.search(before):
        return "other"
    if not thing.indicator:
        return ""
    if _RATIO_TO.search(before) or _OF_OTHERS.search(before):
        return "other"
    if not before or _OUR_SCOPE.search(before) or before.endswith(tuple(ours)):
        return ""
    if _KIND_OF_IT.search(before):
        return "kind"
    last = tagged_words(before[-8:])[-1]
    return "other" if last.tag[0] in "nj" and len(last.text) > 1 else ""


def told_by(
    thing: Thing, clause: str, start: int, end: int, figures: Sequence[Figure], at: int
) -> list[Figure]:
    """The figures of a clause (that begins at `at` in the report) that tell of the thing named in it from `start` to
    `end`, in order."""
    behind = [f for f in figures if f.span.start - at >= end]
    ahead = [f for f in figures if f.span.end - at <= start]
    if ahead and _counts(ahead[-1], clause[ahead[-1].span.end - at : start], clause[start:end], thing):
        return _of_its_measure(ahead[-1:], thing)
    if not behind:
        return []
    gap = clause[end : behind[0].span.start - at]
    if shares := _EACH.search(gap):
        return _of_its_measure(_its_share(thing, clause[:start], gap, shares.start(), behind), thing)
    if not leads_on(gap, thing=thing):
        return []
    if _counts_another(behind[0], clause[behind[0].span.end - at :], thing):
        return []
    chain = [behind[0]]
    for last, figure in pairwise(behind):
        between = clause[last.span.end - at : figure.span.start - at]
        if not (
            _CHANGE.fullmatch(between) or (between.startswith("、") and not _names_other(between[1:], thing))
        ):
            break
        chain.append(figure)
    return _of_its_measure(chain, thing)


def _names_other(words: str, thing: Thing) -> bool:
    return any(_is_thing(w.text, w.tag, thing) for w in tagged_words(words))


def _counts(figure: Figure, between: str, name: str, thing: Thing) -> bool:
    """Whether a figure right in front of a name counts it: 4万亩高标准农田, 500个老旧小区综合整治."""
    if len(between) > 6 or re.search("[、，和与及]", between):
        return False
    subject, name = fold(figure.subject), fold(name)
    if name not in subject:
        return False
    return leads_on(subject.split(name, 1)[1], thing=thing)


def _counts_another(figure: Figure, rest: str, thing: Thing) -> bool:
    """Whether a figure counts what stands behind it, and that is another thing: 民营经济32条政策."""
    rest = rest.lstrip("的")
    return bool(figure.subject) and rest.startswith(figure.subject) and _names_other(figure.subject, thing)


def _its_share(thing: Thing, before: str, gap: str, each: int, figures: Sequence[Figure]) -> list[Figure]:
    """Of 甲、乙分别增长3%、5% the figure that is the thing's own; all of them where it stands for the whole row."""
    earlier = _PARTED.findall(re.split("[，。；：]", before)[-1])
    own, *later = _PARTED.split(gap[:each])
    if not leads_on(own, thing=thing):
        return []
    if not earlier and not later:
        return list(figures)
    return [figures[len(earlier)]] if len(earlier) + len(later) + 1 == len(figures) else []


def _of_its_measure(figures: Sequence[Figure], thing: Thing) -> list[Figure]:
    """Those that can measure the thing: no lengths of time (连续两年), of money only sums and shares."""
    if thing.measure:
        return [f for f in figures if measure_fit(thing.measure, f.measure) >= 0]
    fit = [f for f in figures if f.measure not in _TIMES]
    return [f for f in fit if _MONEY_MEASURE.search(f.measure)] if _MONEY.search(thing.name) else fit


def goes_on(clause: str, figures: Sequence[Figure], at: int) -> list[Figure]:
    """The figures with which a clause only goes on about the one before it: 同比增长5.4%."""
    if not figures:
        return []
    first = figures[0]
    return [first] if _CHANGE.fullmatch(clause[: first.span.start - at]) else []


def told_in_words(thing: Thing, before: str, behind: str) -> bool:
    """Whether a clause without a number says something of the thing itself: of what is a number by nature, how it
    stands (居民收入增长与经济增长同步), not merely that it is spoken of (增强经济增长稳定性)."""
    if not thing.indicator:
        return True
    led_to = _LED_TO.match(before) or _OUR_SCOPE.search(before) or before.endswith("、")
    return bool(led_to) and bool(_IN_WORDS.search(behind))


def stands_alone(behind: str, thing: Thing) -> bool:
    """Whether what follows a name does not make it part of another one: 高标准农田建设, not 新能源汽车科技生态港."""
    if _LONGER_WORD.match(behind):
        return False
    words = tagged_words(_CUT.split(behind[:10])[0])
    first = next((w for w in words if w.tag != "vn"), None)
    return first is None or not _is_thing(first.text, first.tag, thing)
