"""Where words name a place of a draft: 第二句, 二三点, 前两句, 最后一点, 倒数第二句, 图书室那句."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.drafting.revisions import Place, PlaceKind

_KINDS: dict[str, PlaceKind] = {
    "句": "sentence",
    "点": "point",
    "条": "point",
    "项": "point",
    "段": "paragraph",
}
_KIND = r"(?P<kind>句|点|条|项|段|部分|小节|大点|要点|方面|章|节)(?:话|落)?(?!钟)"
_OF_KIND = _KIND.replace("kind", "of")
_ONE = "十[一二三四五六七八九]?|[一二三四五六七八九]"
_NUMBER = rf"(?:\d{{1,2}}|{_ONE})"
_BETWEEN = r"(?:、|和|跟|与|及|,)"
_LISTED = re.compile(
    rf"第(?P<list>{_NUMBER}(?:{_BETWEEN}?第?{_NUMBER})*)(?:个|大)?{_KIND}"
    rf"|(?<![\d一二三四五六七八九十分成])(?P<bare>{_NUMBER}{_BETWEEN}{_NUMBER}(?:{_BETWEEN}{_NUMBER})*|一二|二三|三四|四五|一三|二四|一二三|二三四)(?:两|三)?(?:个)?{_OF_KIND}"
)
_RANGE = re.compile(
    rf"第(?P<low>{_NUMBER})(?:{_KIND})?(?:到|至|-|~)第?(?P<high>{_NUMBER})(?P<of>句|点|条|段|部分)"
)
_COUNTED = re.compile(
    rf"(?P<side>最?前面?|头|最?后面?|末尾?)(?:的)?(?P<count>[两二三四五2345])(?:个)?{_KIND}"
)
_LAST = re.compile(rf"(?:最后|末尾|结尾|最末|末|末了)(?:的|那|这)*(?:[一1]个?)?{_KIND}|结尾那句|末句")
_FIRST = re.compile(rf"(?:开头|首|头|最前面|最前)(?:的|那|这)*(?:[一1]个?)?{_KIND}|开头那句")
_FROM_END = re.compile(rf"倒数第?(?P<n>{_NUMBER})(?:个)?{_KIND}")
_THAT = re.compile(
    r"(?P<about>[^，,。；;：:\ue000-\ue0ff]{0,16}?)(?:那|这)(?P<one>一|几|两)?(?:个)?(?P<kind>句|点|条|段|部分|块儿?|处|小节)(?:话|内容|落)?(?!钟)"
)
_SENTENCE_ON = re.compile(
    r"(?<![句点段些条下上])(?P<about>(?:关于|有关|讲|说|写|提到|涉及|介绍)[^，,。；;：:\ue000-\ue0ff]{1,12}?)的(?:句子|那些话|话|那)(?=$|[^题])"
)
_BEFORE_ABOUT = re.compile(
    r"^(?:把|将|请|再|对|在|给|让|也|只|还有|和|就|先|帮我|删掉|删除|删去|删了|删|去掉|去除|拿掉|不要|不用|换掉|换一?[下换]|展开(?:说说|讲讲|写写|说|讲|写)?(?:一下)?|详细(?:说说|写写|说|讲|写)?(?:一下)?|具体(?:说说|写写|说|写)?|多?写写|压缩|精简|缩短|缩减|扩写|扩充|丰富|锁定|锁住|保留|保持|解锁|重写|重新写|加长|充实|简化|修改|细化|移动|砍掉|放到|放在|移到|挪到|调到|排到|提到(?=.{2,8}$)|换成|改成|跟|与|合并)+"
)
_ON = re.compile(r"^(?:关于|有关|讲到|讲|说到|说|写到|写|提到|涉及到?|介绍|谈到?)+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Words from `start` to `end` that name places; `about` are the bounds of the words that say of what."""

    start: int
    end: int
    places: tuple[Place, ...] = ()
    about: tuple[int, int] | None = None
    kind: PlaceKind = "sentence"


def spots_in(text: str) -> list[Spot]:
    """The words of a text that name places of a draft, in order, without overlaps."""
    found: list[Spot] = []
    for search in (_ranges, _ends, _listed, _counted, _by_words):
        for spot in search(text):
            if all(spot.end <= other.start or spot.start >= other.end for other in found):
                found.append(spot)
    return sorted(found, key=lambda s: s.start)


def number_of(word: str) -> int:
    """The value of 十二, 二 or 12; 0 for anything else."""
    if word.isdigit():
        return int(word)
    digits = "零一二三四五六七八九"
    if word == "两":
        return 2
    if "十" in word:
        low, high = word.split("十", 1)
        return (digits.index(low) if low else 1) * 10 + (digits.index(high) if high else 0)
    return digits.index(word) if len(word) == 1 and word in digits else 0


def _kind(word: str) -> PlaceKind:
    return "section" if word in ("部分", "小节", "章", "节", "块", "块儿") else _KINDS.get(word[:1], "point")


def _ranges(text: str) -> Iterator[Spot]:
    for m in _RANGE.finditer(text):
        low, high = number_of(m["low"]), number_of(m["high"])
        if low < high <= low + 9:
            places = tuple(Place(kind=_kind(m["of"]), n=n) for n in range(low, high + 1))
            yield Spot(start=m.start(), end=m.end(), places=places)


def _listed(text: str) -> Iterator[Spot]:
    for m in _LISTED.finditer(text):
        if m["bare"] and m["bare"].startswith(("一", "1")) and text[m.end() :].startswith("一"):
            continue
        kind = _kind(m["kind"] or m["of"])
        numbers = [number_of(n) for n in re.findall(rf"\d{{1,2}}|{_ONE}", m["list"] or m["bare"])]
        places = tuple(Place(kind=kind, n=n) for n in numbers if n)
        yield Spot(start=m.start(), end=m.end(), places=places)


def _counted(text: str) -> Iterator[Spot]:
    for m in _COUNTED.finditer(text):
        count, kind = number_of(m["count"]), _kind(m["kind"])
        numbers = range(-count, 0) if m["side"].startswith(("最后", "后", "末")) else range(1, count + 1)
        yield Spot(start=m.start(), end=m.end(), places=tuple(Place(kind=kind, n=n) for n in numbers))


def _ends(text: str) -> Iterator[Spot]:
    for m in _FROM_END.finditer(text):
        place = Place(kind=_kind(m["kind"]), n=-number_of(m["n"]))
        yield Spot(start=m.start(), end=m.end(), places=(place,))
    for pattern, n in ((_LAST, -1), (_FIRST, 1)):
        for m in pattern.finditer(text):
            place = Place(kind=_kind(m["kind"] or "句"), n=n)
            yield Spot(start=m.start(), end=m.end(), places=(place,))


def _by_words(text: str) -> Iterator[Spot]:
    for m in (*_THAT.finditer(text), *_SENTENCE_ON.finditer(text)):
        said = m["about"]
        verbs = _BEFORE_ABOUT.match(said)
        opens = m.start() + (verbs.end() if verbs else 0)
        on = _ON.match(text[opens : m.start() + len(said)])
        start, end = opens + (on.end() if on else 0), m.start() + len(said.removesuffix("的"))
        kind = _kind(m.groupdict().get("kind") or "句")
        if start < end:
            yield Spot(start=opens, end=m.end(), about=(start, end), kind=kind)
        elif kind in ("sentence", "point"):
            # 这句: the reader is asked which.
            yield Spot(start=opens, end=m.end(), places=(Place(about=text[opens : m.end()]),))
