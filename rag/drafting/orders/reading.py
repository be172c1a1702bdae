"""What a message tells to change of the draft last shown, read into revisions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.directory import Directory
from rag.drafting.model import Sheet
from rag.drafting.orders.at_places import at_places
from rag.drafting.orders.beside import NO_MARKS, handed_over, shown, turned, written_on
from rag.drafting.orders.of_form import of_form
from rag.drafting.orders.of_matter import of_matter
from rag.drafting.orders.of_sources import INSTEAD, ORDERED, exchanged, of_sources
from rag.drafting.orders.own_facts import confirmed, stated
from rag.drafting.orders.said import P, S, Said, U, parts_said
from rag.drafting.requests import asks_draft
from rag.drafting.revisions import (
    Another,
    Confirm,
    HandOver,
    Include,
    Lock,
    Move,
    Order,
    Place,
    Remove,
    Reshape,
    Resize,
    Revision,
    Sources,
    State,
    Turn,
)

_SAYS_NOTHING = re.compile(
    r"^(?:其[他它余]的?|别的|剩下的?|另外的?|其他[句点段]|其余部分)?的?(?:都|就|也|全|内容|地方|部分)*(?:先)?(?:不变|不动|不用改|不用动|照旧|保持不变|不要动|不要改|保持原样|保留|别动|没问题|不改了?|随便改?|怎么改都行|你看着办|都可以改|可以改|就这样|可以|好|就行)了?$|"
    r"^(?:谢谢|多谢|辛苦了?|麻烦了?|好的?|嗯+|可以|行|对|不对|不好|不太好|不行|重来|这样|算了|对了|是|不是|挺好|不错|很好|还行|还可以|写得不错|整体不错|改一下|修改一下|调整一下|再改改|不满意|我看了一?下|看了一?下|我觉得|你好|您好|领导看了|先这样)(?:你|您|了|啊|呀|的)?$"
)
_SAYS_WHY = re.compile(
    r"太|有点|不太|不够|不好|不对|重复|多余|领导|要求|啰嗦|觉得|不准|不合适|不满意|感觉|没必要|跑题|不行|不需要|不真实|过时|老了|旧了|不典型|不清楚|看不懂|不通顺|单薄"
)
_DO_IT = re.compile(
    r"^(?:把它|请|也|都|就|给我|再|帮我|一起)*(?:删掉|去掉|删了|不要了?|删除|拿掉|补上|加上|补一下|加进去|写上|补充一下|补进去|压缩一?下|精简一?下|充实一下|改一下|换掉|缩短一?下|砍一砍|不用改|别改|锁定|锁住|不用了|不用)了?$"
)
_PUT_IN = re.compile(
    "^(?:请|把它|也|再|给我|帮我)*(?:加上|补上|加进[去来]|补进[去来]|写上|用上|加一?下|补一?下|放进[去来])(?:去|来)?$"
)
_LACKING = re.compile("(?:怎么)?(?:就|也|还)?(?:没有?|缺少?|漏掉?|少)了?(?:用|写|提|说|讲|列)?(?:到|上)?了?")
_FAR = 1000
_ONLY_NAMES = re.compile(rf"^(?:是|即|也就是)?(?:{U}|{S}|{P}|、|和|跟|与|的|等)+$")


def revisions_in(message: str, directory: Directory, sheet: Sheet | None) -> tuple[Revision, ...]:
    """What a message tells to change of the draft last shown, in its order; () where it is something else: a question,
    a request for a new draft. Every part of it must be understood as a change, or only say why one is wanted: a message that
    also asks a question of its own is that question.

    Places that go are told last and from the end, so that each is still there under its number.
    """
    parts = parts_said(message.strip(), directory)
    if not parts or (asks_draft(message) and not _of_a_draft(parts, directory)):
        return ()
    told = _told(parts, directory)
    return _settled(told) if told else ()


def asks_file(message: str, directory: Directory) -> bool:
    """Whether a message asks for nothing but a file (生成Word, 不要出处)."""
    found = revisions_in(message, directory, None)
    return bool(found) and all(isinstance(r, HandOver) for r in found)


def only_of_a_draft(revisions: Sequence[Revision]) -> bool:
    """Whether revisions can be meant of nothing but a draft: 第二句删掉, 换成汇报口吻, 撤销. Of others (加上甲社区, 换成甲社区,
    培训人数是120人) that is so only right behind a draft: after another question they go on from that."""
    return any(_names_the_draft(r) for r in revisions)


def _names_the_draft(revision: Revision) -> bool:
    match revision:
        case (
            Sources() | Include() | Order() | State() | Confirm(place=None) | Reshape(form=None, purpose=None)
        ):
            return False
        case Remove(place=place) | Another(place=place) | Move(place=place) | Lock(place=place):
            return place.n != 0
        case Resize(place=place):
            return place is None or place.n != 0
        case _:
            return True


def _of_a_draft(parts: Sequence[Said], directory: Directory) -> bool:
    """Whether a message that could ask for a new draft only changes whose it is (以甲社区名义写)."""
    return all(of_form(part, directory) for part in parts)


def _told(parts: Sequence[Said], directory: Directory) -> list[Revision]:
    """The revisions of all parts; [] where one of them is neither a change nor says why."""
    parts, told = _ordered(parts)
    at = 0
    while at < len(parts):
        part = parts[at]
        found, used = _read(part, told, directory), 1
        if not found and at + 1 < len(parts):
            found, used = _with_next(part, parts[at + 1], told, directory), 2
        if not found:
            used = 1
            if not _passes(part, told):
                return []
        if isinstance(found, tuple) and found and _takes_place_of(found[0], told):
            told.pop()
        told += found
        at += used
    return told


def _read(said: Said, told: Sequence[Revision], directory: Directory) -> tuple[Revision, ...]:
    """What one part tells."""
    if not said.text:
        return ()
    if found := turned(said) or shown(said) or handed_over(said):
        return found
    if NO_MARKS.match(said.text) and any(isinstance(r, HandOver) for r in told):
        return (HandOver(as_="clean word"),)
    if said.asks:
        return ()
    if (
        (instead := INSTEAD.match(said.text))
        and told
        and isinstance(told[-1], Sources)
        and told[-1].act == "ban"
    ):
        new = exchanged(said, "", instead["us"])
        old = told[-1]
        units = () if new.missing or old.missing else (*old.units[:1], *new.units)
        return (Sources(act="exchange", units=units, missing=(*old.missing, *new.missing)),)
    if _SAYS_NOTHING.match(said.text) or (told and _DO_IT.match(said.text)):
        return ()
    follows = bool(told) and isinstance(told[-1], State)
    return (
        written_on(said) or confirmed(said) or at_places(said) or of_sources(said, directory)
        or stated(said, follows=follows) or of_form(said, directory) or of_matter(said)
    )  # fmt: skip


def _with_next(
    part: Said, later: Said, told: Sequence[Revision], directory: Directory
) -> tuple[Revision, ...]:
    """What two parts tell together: 第三句，不要了; 金川区的数字不准，别用了; 只参考甲社区，乙社区."""
    if _PUT_IN.match(later.text) and (lacking := _LACKING.match(part.text)):
        words = f"加上{part.text[lacking.end() :]}"
        return _read(replace(part, asks=False, text=words), told, directory)
    if part.asks or later.asks:
        return ()
    if part.text.startswith("除"):
        return _read(part.with_text(part.text + later.text), told, directory)
    names = "".join(re.findall(f"{U}|{S}|{P}", part.text))
    if _ONLY_NAMES.match(later.text):
        return _read(part.with_text(f"{part.text}、{later.text}"), told, directory)
    if not names or re.search(f"{U}|{S}|{P}", later.text):
        return ()
    return _read(later.with_text(f"{names}{later.text}"), told, directory)


def _passes(part: Said, told: Sequence[Revision]) -> bool:
    """Whether a part that tells nothing may stand beside others that do."""
    if not part.text or _SAYS_NOTHING.match(part.text) or (told and _DO_IT.match(part.text)):
        return True
    return not part.asks and len(part.text) <= 20 and bool(_SAYS_WHY.search(part.text))


def _takes_place_of(new: Revision, told: Sequence[Revision]) -> bool:
    if not told:
        return False
    last = told[-1]
    exchanges = (
        isinstance(new, Sources) and new.act == "exchange" and isinstance(last, Sources) and last.act == "ban"
    )
    return exchanges or (isinstance(new, HandOver) and isinstance(last, HandOver))


def _ordered(parts: Sequence[Said]) -> tuple[list[Said], list[Revision]]:
    """The parts without those that tell an order of units (先写甲，再写乙), and that order."""
    text = "，".join(part.text for part in parts)
    found = ORDERED.search(text)
    if found is None:
        return list(parts), []
    order = Order(units=parts[0].named.units_in(found.group()))
    if len(order.units) < 2:
        return list(parts), []
    left = [p for p in parts if p.text not in found.group()]
    return left, [order]


def _settled(told: Sequence[Revision]) -> tuple[Revision, ...]:
    """The revisions of a message without what is said twice, what goes at the end."""
    unique: list[Revision] = []
    for revision in told:
        twice = any(_same(revision, other) for other in unique)
        if isinstance(revision, Turn) or not twice:
            unique.append(revision)
    kept = [r for r in unique if not _overtaken(r, unique)]
    gone = [r for r in kept if isinstance(r, Remove)]
    rest = [r for r in kept if not isinstance(r, Remove)]
    return (*rest, *sorted(gone, key=lambda r: _from_the_end(r.place)))


def _same(one: Revision, other: Revision) -> bool:
    if isinstance(one, Confirm) and isinstance(other, Confirm):
        return one.place == other.place
    return one == other


def _overtaken(revision: Revision, told: Sequence[Revision]) -> bool:
    """Whether a mere complaint (太长了) is said more exactly by another revision (缩短到150字, 第二点压缩)."""
    if not isinstance(revision, Resize) or revision.place is not None or revision.length:
        return False
    others = [r for r in told if isinstance(r, Resize) and r is not revision]
    return any((r.length and r.place is None) or r.way == revision.way for r in others)


def _from_the_end(place: Place) -> int:
    return -place.n if place.n > 0 else place.n - _FAR if place.n else 0
