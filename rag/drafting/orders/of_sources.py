"""Which units a message tells to use, not to use, to put first: 不要用金川区的, 只用社区的, 先写甲再写乙."""

import re

from rag.directory import Directory
from rag.drafting.orders.said import UNITS, G, Said, U
from rag.drafting.revisions import Order, Revision, Sources
from rag.unit_kinds import GROUP_KINDS

_OF = r"(?:(?:那|这)(?:个|家|边|份|几家|两家)?)?(?:(?:两|三|几|四)[个家])?(?:单位|社区|镇)?的?(?:自己的?|本身的?|所有的?|相关|有关|那些|这些|全部|一些)?(?:材料|内容|情况|数据|数字|做法|东西|报告|总结|部分|例子|素材|事例|经验|资料|事|句子|话|都)?"
_KIND = rf"(?:{G}|(?P<kind>{GROUP_KINDS}))的?(?:材料|内容|情况|数据|做法|报告|总结|经验|资料|素材)?"
_BEFORE = r"(?:材料|内容|素材|资料|来源|也|都|再|还|请|先|把|将|就|尽量|最好|可以|以后|文中|里面|其中|要|可|全|一律)*"
_NO = r"(?:不要|别|不用|不能|不许|不|勿|不想|不需要|不可以?|不得|避免|禁止|甭|莫)"
_DROP = r"(?:去掉|删掉|删除|删去|删|去除|剔除|排除|拿掉|撇开|避开|除去|禁用|移除|踢掉|划掉|拿走|去了|换掉)"
_TELL = r"(?:再|去|要|想)?(?:用|提|写|引用|参考|参照|出现|采用|提到|提及|写到|涉及|包含|含|有|放|列|讲|说|借鉴|使用)"
_BAN = tuple(
    re.compile(f"^{_BEFORE}{words}$")
    for words in (
        rf"(?:(?:{_NO}{_TELL}|{_DROP}|不要)(?:到|进|掉)?)(?P<us>{UNITS}){_OF}(?:了|都|写进去|写进来|进去|放进去)?",
        rf"(?P<us>{UNITS}){_OF}(?:也|都|就|全|先|可以|最好|一律|统统|全部|以后|今后|暂时)*(?:{_DROP}|不要|算了|{_NO}{_TELL})(?:掉|到)?(?:进去|进来|上)?了?",
        rf"(?:除了?)(?P<us>{UNITS})(?:以外|之外|外)?{_OF}(?:都|其他|其它|其余|别的|的)*(?:可以|能)?(?:用|写|参考)",
        rf"(?:(?:{_NO}{_TELL}|{_DROP}|不要)){_KIND}(?P<of>(?<=的)|(?<=[料容况据法告结验])|(?<={G}))(?:了)?",
        rf"{_KIND}(?<=[的料容况据法告结验])(?:都|就|全|先)*(?:{_DROP}|不要|{_NO}{_TELL})了?",
    )
)
_JUST = r"(?:就|只|仅仅?|光|单单?|专门|只限|限于|只限于|仅限|就按|就照)(?:想|要|能|需|许|可以|准)*(?:用|写|参考|参照|取|保留|留下?|说|讲|引用|采用|依据|根据|从|看|借鉴|选|以|按)?"
_ONLY = tuple(
    re.compile(f"^{_BEFORE}{words}(?:就行|就够了?|来写|里选|里找|为主|就可以|写)*$")
    for words in (
        rf"{_JUST}(?P<us>{UNITS}){_OF}",
        rf"{_JUST}{_KIND}",
        rf"(?:全|都|全部|改|统一)(?:部)?(?:用|写|参考|改成|换成|采用)(?P<us>{UNITS}){_OF}",
        rf"(?P<us>{UNITS})的?(?:材料|内容)?就(?:行|够|可以)了?",
        rf"(?:换成|改成|改用|换用|改为|换|用)(?:成|为)?(?P<us>{UNITS}){_OF}(?:来写)?",
    )
)
_ALL = re.compile(
    rf"^{_BEFORE}(?:用上?|参考|综合|采用|放开|不限|结合|写上|用到|取)*(?:(?:所有|全部|各个?|每个|全库|库里|库中|{G})的?(?:所有)?(?:单位|家|社区|镇)?|单位限制|来源|材料来源)(?:的)?(?:材料|资料|报告|内容|限制)?(?:都|也|全)*(?:用上?|可以用?|不限制?|能用|用起来|放开|参考|综合进来)*(?:都)?$"
)
_ALL_SAID = re.compile("用|综合|不限|放开|参考|采用|结合")
_PUT = r"(?:加上|加入|加进|加|补充|补上|补|增加|用上|添上|添加|添|带上|纳入|参考|参照|写上|写进|写入|写|结合|算上|引用|吸收|借鉴|多用|多写|多加|放上|放进|提一下|提到|提及|提|说说|讲讲|写写)"
_ADD = tuple(
    re.compile(f"^{_BEFORE}{words}(?:吗)?$")
    for words in (
        rf"{_PUT}(?:一下|一些|一?点|些|进|入|一[句段条]|几句|上|个)*(?P<us>{UNITS}){_OF}(?:进来|进去|也)?",
        rf"(?P<us>{UNITS}){_OF}(?:也|都|又)*(?:要|可以|能|得|应该)?(?:再)?(?:加|写|用|吸收|借鉴|参照|补|纳入|算|添|列|放|参考|结合|带|提|说)(?:到|里面|里|上|进去|进来|进|入|一下|一[写提说句]|了|一笔|草稿)*",
        rf"(?:还|也)要有?(?P<us>{UNITS}){_OF}",
        rf"(?:怎么)?(?:就)?(?:没有?|没写|漏了|少了|漏掉了?|缺了?|忘了)(?:写|提|用|到)*(?P<us>{UNITS}){_OF}",
    )
)
_EXCHANGE = tuple(
    re.compile(f"^{_BEFORE}{words}(?:来写)?$")
    for words in (
        rf"(?P<old>{UNITS}){_OF}(?:都|全)?(?:换掉)?(?:换|改|替换|替|变)(?:成|为|作|用)(?P<us>{UNITS}){_OF}",
        rf"用(?P<us>{UNITS}){_OF}(?:来)?(?:替换|代替|替代|换掉|换下|取代|换|顶替)(?:掉)?(?P<old>{UNITS}){_OF}",
        rf"(?:不要|不用|别用|不写)(?P<old>{UNITS}){_OF}(?:了)?(?:要|换成|改成|改用|用|而是|写|换)+(?P<us>{UNITS}){_OF}",
    )
)
INSTEAD = re.compile(rf"^(?:而是|就|再|要|给我)*(?:换成|改成|改用|换用|改为|换|用|换上)(?P<us>{UNITS}){_OF}$")
_SAY = r"(?:写|说|讲|列|放|介绍|提|是|摆|排)?"
ORDERED = re.compile(
    rf"(?:把|请|要|得)?(?:首先|先){_SAY}{U}{_OF}，?(?:(?:(?:再|然后|接着|后面?|最后|其次|之后|随后|接下来)+{_SAY}|(?<=，)(?:写|说|讲|介绍)){U}{_OF}，?)+(?:的?顺序)?(?:来?写|排|说)*|{U}的?(?:放|排|摆)?(?:先|在前)(?:面)?{_SAY}，{U}的?(?:放|排|摆)?(?:再|后|在后)(?:面)?{_SAY}$"
)
_IN_ORDER = re.compile(
    rf"^(?:请|把|就|单位)*(?:(?:按照?|依照?)?(?P<a>(?:{U}(?:和|、|-|>|再|到)*){{2,}})(?:的|这个|这样的)*(?:顺序|次序|先后)(?:来|重新)?(?:写|排|排列|说|展开|重排)?|(?:单位)?(?:的)?(?:顺序|次序)(?:改成|改为|调整为|调成|换成|是|为|：|:|按)(?P<b>(?:{U}(?:和|、|-|>|再)*){{2,}}))$"
)


def of_sources(said: Said, directory: Directory) -> tuple[Revision, ...]:
    """What a part of a message tells of the units to be used."""
    if found := _IN_ORDER.match(said.text):
        return (Order(units=said.named.units_in(found["a"] or found["b"])),)
    if _ALL_SAID.search(said.text) and _ALL.match(said.text):
        group = said.named.group_in(said.text)
        return (Sources(act="only", group=group or "单位"),)
    for pattern in _EXCHANGE:
        if found := pattern.match(said.text):
            return (exchanged(said, found["old"], found["us"]),)
    if found := _first(_BAN, said.text):
        return _told("ban", said, found, directory)
    if found := _first(_ONLY, said.text):
        return _told("only", said, found, directory)
    if found := _first(_ADD, said.text):
        return _told("add", said, found, directory)
    return ()


def exchanged(said: Said, old: str, new: str) -> Sources:
    """The first of the units in `old` exchanged for those in `new`."""
    named = said.named
    missing = (*named.strangers_in(old), *named.strangers_in(new))
    units = (*named.units_in(old)[:1], *named.units_in(new))
    return Sources(act="exchange", units=() if missing else units, missing=missing)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((m for p in patterns if (m := p.match(text))), None)


def _told(act: str, said: Said, found: re.Match[str], directory: Directory) -> tuple[Revision, ...]:
    groups = found.groupdict()
    units = said.named.units_in(groups.get("us") or "")
    missing = said.named.strangers_in(groups.get("us") or "")
    group = "" if groups.get("us") else groups.get("kind") or said.named.group_in(said.text)
    match act:
        case "only":
            return (Sources(act="only", units=units, group=group, missing=missing),)
        case "ban":
            return (
                (Sources(act="ban", units=units or directory.of_kind(group), group=group, missing=missing),)
                if units or missing or group
                else ()
            )
        case _:
            return (Sources(act="add", units=units, missing=missing),)
