"""What a message tells to do with places of a draft: lock, exchange, move, drop, other material, shorter or longer."""

import re
from typing import Literal

from rag.drafting.form import length_in
from rag.drafting.orders.said import PLACES, P, Said, U
from rag.drafting.revisions import Another, Lock, Move, Place, Remove, Resize, Revision, Swap

_HELD = rf"(?P<at>{PLACES})"
_TO_IT = r"(?:请|再|也|就|都|先|把|将|让|给|对|在|可以|可|全|还|另外|另|帮我|给我|要|得|最好|稍微|稍|略微|适当|适当地|单独)*"
_OF_IT = r"(?:的)?(?:内容|做法|例子|事例|材料|素材|文字|表述|篇幅|字数|地方|部分|里|这里|这儿|话|意思)*"
DROP = r"(?:去掉|删掉|删除|删去|删|去除|拿掉|拿走|划掉|砍掉|砍|剔除|取消|不要|不用|不用写|不写|不需要|省略|略去|省掉|剪掉|抹掉|移除|裁掉|舍掉|舍去|别要|去了|算了|不保留|不留)"
_SHORTER = r"(?:缩短|压缩|精简|缩减|简化|缩写|删减|砍短|浓缩|减|写短|改短|缩|短|压|少写|略写|简写|收一收|减肥|瘦身|简单|简短|精炼|少说|一笔带过)"
_LONGER = r"(?:展开(?:来)?|扩写|扩充|充实|丰富|细化|加长|写长|详细|具体|详写|拓展|长|多写|详|细|深入|补充|扩展|扩|写细|写详细|写具体|多说|多讲|说细|写实|写透|说透|讲透|透彻|透|写丰富|再写|阐述|论述)"
_A_BIT = r"(?:一?[点些下]|说说|讲讲|写写|写|说|讲|来写|几句|一两句|一番|论述|阐述|点儿|地|得|的|了|开|一展开)"
_TOO = r"(?:太|有点儿?|有些|过于|还是|还|比较|显得|偏|写得|说得|讲得|实在)"
_LONG = r"(?:太长|长|啰嗦|罗嗦|冗长|累赘|繁琐|拖沓|多)(?:了)?(?:一?[点些])?了?"
_SHORT = r"(?:不够(?:详细|具体|充实|丰富|细|深入|实|长)|短|简单|单薄|笼统|空|少|粗|干巴|简略|泛)(?:了)?(?:一?[点些])?了?"
_KEPT_SO = r"(?:不要|别|不用|不许|不能|不必|不需要|勿|无需|不准|不可以?|不)(?:再|去|要|给我)?(?:动|改|变|修改|调整|改动|更改|碰|变动|改变|替换)了?"
_LOCKED = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_TO_IT}{_HELD}{_OF_IT}{_TO_IT}{_KEPT_SO}",
        rf"{_TO_IT}{_HELD}{_OF_IT}{_TO_IT}(?:锁定|锁住|锁上|锁起来|锁|固定(?:住|下来)?|保留(?:下来|不变|不动|原样)?|保持(?:不变|不动|原样|现状)?|就这样|定了|原样(?:保留|不动)?|留着|留下|留住|很好|挺好|写得好|可以了|定稿)(?:不变|不动)?了?",
        rf"{_TO_IT}(?:锁定|锁住|锁上|锁|固定|保持|保留|留着|留住|留下|别动|不要动|不动|不改|别改|不要改|别碰|不要修改){_HELD}{_OF_IT}(?:不变|不动|不改|原样|现状)?",
        rf"(?:除了?){_HELD}(?:以外|之外|外)?(?:的)?(?:其他|其它|其余|别的|都|全|全部|也)*(?:可以|能)?(?:改|重写|动|调整|换|变|修改)(?:掉|一下|写)?",
    )
)
_FREED = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_TO_IT}(?:解锁|放开|解除锁定|取消锁定|解开|松开){_HELD}(?:的锁定?)?",
        rf"{_TO_IT}{_HELD}(?:也|又)?(?:可以|能)(?:改|动|修改|调整|变)了?",
        rf"{_TO_IT}{_HELD}(?:的)?(?:解锁|不锁|不用锁|取消锁定|解除锁定|别锁|不用再锁)(?:定)?(?:住)?了?",
    )
)
_SWAPPED = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_TO_IT}(?P<at>(?:(?:{P}|{U})(?:和|跟|与|、|及|同)?)+)(?:的)?(?:前后)?(?:顺序|位置|次序|先后)?(?:对调|互换|调换|交换|换|颠倒|对换|调|倒|掉换|掉个儿?)(?:个|一个|一下|一换|过来|下)*(?:顺序|位置|次序|过来|个儿?)*",
        rf"{_TO_IT}(?:对调|互换|交换|调换|颠倒)(?:一下)?(?P<at>(?:(?:{P}|{U})(?:和|跟|与|、|及|同)?)+)(?:的)?(?:顺序|位置|次序)?",
    )
)
_MOVED = re.compile(
    rf"^{_TO_IT}(?P<at>{P}|{U}){_OF_IT}{_TO_IT}(?:(?P<verb>放|挪|移|提|调|搬|排|换|置|写|往|摆|提前|挪动|调整|移动)(?:动|整)?(?:到|在|去|至|于)?(?P<to>{P}|{U})?(?:的)?(?P<side>最?前(?:面|边|头)?|最?后(?:面|边|头)?|之前|之后|开头|末尾|结尾|首位|第一(?:位|个|条)?|末位|头里|最上面|最下面|最末|最尾|尾部|末了|文末|开篇|篇首)?(?:去|来|了|写|说|讲)*|(?P<near>往(?:前|后))(?:挪|移|提|放|调)(?:一?下|一[位句点]|一个位置|一挪|挪)?|(?P<early>提前|提到前面|靠前|靠后|殿后|押后|放后|放前))(?:去|来|了)?$"
)
_REMOVED = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_TO_IT}{DROP}(?:掉|了)?{_HELD}{_OF_IT}(?:了|都|全)?",
        rf"{_TO_IT}{_HELD}{_OF_IT}(?:也|都|就|全|可以|给|直接|整个|一并|一起|全部|先|应该|要)*{DROP}(?:掉|写)?了?",
        rf"{_HELD}{_OF_IT}(?:有点|有些|太|也)?(?:多余|没用|没什么用|没啥用|没什么意[思义]|没必要写?|没有必要写?|不必写|重复|没意义|跑题|无关|不相关|离题)(?:了|的)?",
    )
)
_OTHERWISE = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_TO_IT}(?P<at>{P}){_OF_IT}(?:不好|不行|不合适|不满意|不对|不太好)?{_TO_IT}(?:重新)?(?:换|重写|重新写|改写|另写|重拟|替换|改成|换成|换为|重来|另换|另找|重新找|再找|再换)(?:了|掉|一|个|成|为|别的|另外的?|另|其他的?|其它的?|句|条|点|种|做法|例子|事例|材料|素材|内容|一下|写|遍|过|下|段|换|话|家|单位|的)*",
        rf"{_TO_IT}(?:换掉|重写|重新写|换一?[换下]|替换掉?|重拟|另写)(?:一下|一遍)?(?P<at>{P}){_OF_IT}",
        rf"{_TO_IT}(?P<at>{P})(?:不要|别|不)(?:再)?(?:用|写){U}(?:的|的材料|的内容)?(?:了)?",
        rf"{_TO_IT}(?P<at>{P}){_TO_IT}(?:用|写|找|选)(?:别的|其他的?|其它的?|另外的?)(?:单位的?)?(?:材料|例子|做法|内容|事例|素材|的)?",
        rf"{_TO_IT}(?P<at>{P}){_TO_IT}(?:换成|改成|改为|用){U}(?:的|的材料|的内容|的做法|的例子)?",
    )
)
_SOME_OTHER = re.compile(
    rf"^{_TO_IT}(?:再)?换(?:一)?(?:个|条|句|种)?(?P<about>别的|其他的)?(?:个|条)?(?P<thing>例子|事例|素材|做法|句子|案例|典型)?$"
)
_RESIZED = (
    re.compile(
        rf"^{_TO_IT}{_HELD}{_OF_IT}(?:{_TOO}+(?:(?P<s>{_LONG})|(?P<l>{_SHORT}))|(?:啰嗦|冗长)了?|(?P<m>不够.{{1,3}}|单薄)了?)$"
    ),
    re.compile(
        rf"^{_TO_IT}{_HELD}{_OF_IT}{_TO_IT}(?:再|更|写|说|改|弄|讲|搞)*(?:得|的|成)?(?:再|更|稍微|略|太)?(?:(?P<s>{_SHORTER})|(?P<l>{_LONGER})){_A_BIT}*$"
    ),
    re.compile(rf"^{_TO_IT}(?:(?P<s>{_SHORTER})|(?P<l>{_LONGER})){_A_BIT}*{_HELD}{_OF_IT}$"),
)
_TO_LENGTH = re.compile(
    rf"^{_TO_IT}(?:缩短|压缩|精简|扩写|扩充|扩)?{_HELD}{_OF_IT}{_TO_IT}(?:[\u4e00-\u9fff]{{0,4}}(?:到|成|在|为)|写|不超过|最多)?(?:大?约)?(?P<n>\d+|[一二两三四五六七八九十百]+)个?字?(?:左右|以内|之内|上下)?$"
)
_ABOUT_RESIZED = re.compile(
    r"^(?:把|对|就|再|请)*(?P<x>[^，,\ue000-\ue0ff]{2,12}?)(?:的内容|的情况|方面的?|的)?(?:要|可以|得|应该|再|稍微|都)*(?:(?P<l>多写|多说|多讲|写多|写详细|写细|展开写|展开说|详写|写具体|说详细)|(?P<s>少写|少说|少讲|写少|写短|略写|简写|一笔带过))(?:一?[点些]|几句|一下)*$"
)
_MORE_OF = re.compile(
    r"^(?:再|就|请|对)*(?:(?P<l>展开(?:写|说|讲)?(?:一下)?|详细(?:写|说明)|着重写|重点写|突出)|(?P<s>少写|少说|少讲|压缩|精简|略写|淡化)(?:一?[点些]|一下)?)(?P<x>[^，,\ue000-\ue0ff了过着]{2,12}?)(?:的内容|的部分|方面的?|的)?$"
)
_NO_TOPIC = re.compile(
    r"^(?:整段|全部|每一?[点条句段]|各[点条段]|压缩|精简|缩短|展开|再|也|都|就|内容|字数?|篇幅|全文|整体|这段?|这篇|文字|它|草稿|稿子|文章|其他|其余|一点|一些|点|些|下|一下|语言|语气|数字|数据|话|空话|套话|官话|废话|整篇|重点)+$|[吗呢啊]|[一二三四五六七八九十\d]+字"
)


def at_places(said: Said) -> tuple[Revision, ...]:
    """What a part of a message tells to do with places."""
    for read in (_fixed, _rearranged, _removed, _put_otherwise, _resized, _of_topic):
        if found := read(said):
            return found
    return ()


def _fixed(said: Said) -> tuple[Revision, ...]:
    for pattern in _FREED:
        if found := pattern.match(said.text):
            return tuple(Lock(place=p, on=False) for p in said.named.places_in(found["at"]))
    for pattern in _LOCKED:
        if (found := pattern.match(said.text)) and not said.text.startswith("只"):
            return tuple(Lock(place=p) for p in said.named.places_in(found["at"]))
    return ()


def _rearranged(said: Said) -> tuple[Revision, ...]:
    for pattern in _SWAPPED:
        if found := pattern.match(said.text):
            places = said.named.places_in(found["at"])
            if len(places) == 2:
                return (Swap(first=places[0], second=places[1]),)
    if (found := _MOVED.match(said.text)) is None:
        return ()
    places = said.named.places_in(found["at"])
    to = said.named.places_in(found["to"])[:1] if found["to"] else ()
    side = found["side"] or found["near"] or found["early"] or ""
    if not side and not to and found["verb"] != "提前":
        return ()
    if len(places) != 1:
        front = _is_front(side)
        return tuple(
            Move(place=p, side="before" if front else "after", to=to[0] if to else None) for p in places
        )
    return (_move(places[0], to[0] if to else None, side, near=bool(found["near"])),)


def _move(place: Place, to: Place | None, side: str, *, near: bool) -> Move:
    if near:
        n = place.n + (-1 if _is_front(side) else 1)
        to = Place(kind=place.kind, n=n) if place.n > 0 and n > 0 else None
    if to is not None and not side:
        # 第三点放到第一点: it is to be the first, what stands there makes room.
        return Move(place=place, side="before" if 0 <= to.n < place.n else "after", to=to)
    return Move(place=place, side="before" if not side or _is_front(side) else "after", to=to)


def _is_front(side: str) -> bool:
    return bool(re.search("前|开头|首|第一|头里|最上|开篇", side))


def _removed(said: Said) -> tuple[Revision, ...]:
    for pattern in _REMOVED:
        if found := pattern.match(said.text):
            return tuple(Remove(place=p) for p in said.named.places_in(found["at"]))
    return ()


def _put_otherwise(said: Said) -> tuple[Revision, ...]:
    for pattern in _OTHERWISE:
        if found := pattern.match(said.text):
            return tuple(Another(place=p) for p in said.named.places_in(found["at"]))
    if found := _SOME_OTHER.match(said.text):
        return (Another(place=Place(about=found["thing"] or "这句")),)
    return ()


def _resized(said: Said) -> tuple[Revision, ...]:
    if (found := _TO_LENGTH.match(said.text)) and (length := length_in(f"{found['n']}字")):
        return tuple(Resize(way="to", length=length, place=p) for p in said.named.places_in(found["at"]))
    for pattern in _RESIZED:
        if found := pattern.match(said.text):
            places = said.named.places_in(found["at"])
            return tuple(Resize(way=_way(found), place=p) for p in places)
    return ()


def _way(found: re.Match[str]) -> Literal["shorter", "longer"]:
    groups = found.groupdict()
    return "longer" if groups["l"] or groups.get("m") else "shorter"


def _of_topic(said: Said) -> tuple[Revision, ...]:
    """培训多写点, 云岫镇少写点: a place by what it is about."""
    found = _ABOUT_RESIZED.match(said.text) or _MORE_OF.match(said.text)
    if found is None or said.asks or _NO_TOPIC.search(found["x"]):
        return ()
    units = said.named.units_in(found["x"])
    about = units[0].name if units else said.named.unmarked(found["x"]).strip('“”"的 ')
    return (Resize(way="longer" if found["l"] else "shorter", place=Place(about=about)),)
