"""A label for a unit that its report never names: place or rank, and what it is (某县民政局, 某小学, 凤翔县某镇)."""

import re

from ingest.bodies import Body, body_of
from ingest.kinds import AREA_KINDS
from ingest.model import Unit
from ingest.offices import Office, office_of, other_names
from ingest.places import Place, by_document_number
from ingest.selfreference import SelfReference

_NUMBERED_TITLE = re.compile(
    r"(?:总结|计划|汇报|报告|方案|范文)?(?:篇|之|第)?[一二三四五六七八九十\d]{1,3}篇?(?=[】\])）：:\s]*$)"
)
_WHOLE_AREA = re.compile(r"全(?:县|区|市)(?!国)")
_OFFICE_WORDS = frozenset(("局", "委", "办", "系统", "", "处", "中心"))


def inferred_unit(text: str, own: SelfReference, home: Place | None, area: str, title: str | None) -> Unit:
    """The unit of `text` under a reader's label. `home` is its place in the gazetteer, `area` a county or city that
    the text names and no gazetteer knows ("" where there is none)."""
    if home is None or (own.rank == "县" and home.level != "县"):
        home = _abbreviated(text) or (home if home and home.level != "省" and own.rank != "县" else None)
    if home is not None and home.level == "省":
        home = None
    place, short = (home.common_name, home.short) if home else (area, area[:-1])
    word = own.word
    office = office_of(text) if word in _OFFICE_WORDS else None
    body = body_of(word, text)
    if not word and not office and own.area and place and _WHOLE_AREA.search(text):
        return area_unit(place, short)
    if body is not None and not (office and word in ("中心", "处") and _outweighs(office, body, text)):
        return _body_unit(body, text, place, short, own.rank, title)
    if office is not None:
        return _office_unit(text, office, place, short, own)
    label = word or own.area or "单位"
    if not word and own.area and place.endswith(own.area):
        return area_unit(place, short)
    label = {"校": "学校", "园": "园区", "会": "群团组织", "司": "公司", "院": "院"}.get(label, label)
    if label in AREA_KINDS:
        return area_unit(place, short) if place.endswith(label) else _plain(f"某{label}", label, title)
    return _placed(label, label, place, short, (), title)


def area_unit(name: str, short: str) -> Unit:
    """A county, city or district that reports of itself."""
    aliases = {short, short + name[-1], f"{name}政府", f"{name}人民政府"} - {name}
    return Unit(name=name, aliases=tuple(sorted(aliases)), kind=name[-1], place=name)


def _outweighs(office: Office, body: Body, text: str) -> bool:
    return len(office.signs.findall(text)) > len(body.signs.findall(text))


def _body_unit(body: Body, text: str, place: str, short: str, rank: str, title: str | None) -> Unit:
    if not body.ranked:
        return _placed(body.label, body.kind, place, short, body.also, title)
    names = (body.label, *body.also)
    aliases = set(names) | {f"某{n}" for n in names}
    if rank:
        aliases |= {f"{rank}{n}" for n in names} | {f"某{rank}{n}" for n in names}
    if place:
        aliases |= {place + n for n in names} | {short + n for n in names}
    if body.kind == "团委" and rank:
        aliases |= {f"共青团某{rank}委", f"某{rank}团委", f"团{rank}委"}
    name = f"{place}{body.label}" if place else f"某{rank}{body.label}"
    if body.kind == "政务中心":
        name = next((rank + n for n in names if rank and rank + n in text), name)
    named = (bool(place) or not name.startswith("某")) and name in text
    return Unit(
        name=name,
        aliases=tuple(sorted(aliases - {name})),
        kind=body.kind,
        place=place or None,
        named_in_text=named,
    )


def _placed(label: str, kind: str, place: str, short: str, also: tuple[str, ...], title: str | None) -> Unit:
    """A unit that stands by itself: 凤翔县某镇, 某小学."""
    if not place:
        return _plain(f"某{label}", kind, title, also)
    aliases = {f"{short}某{label}", f"{short}的{label}", f"某{label}"} | {f"{place}某{a}" for a in also}
    return Unit(
        name=f"{place}某{label}",
        aliases=tuple(sorted(aliases)),
        kind=kind,
        place=place,
        named_in_text=False,
    )


def _plain(name: str, kind: str, title: str | None, also: tuple[str, ...] = ()) -> Unit:
    aliases = tuple(f"某{a}" for a in also if f"某{a}" != name)
    if number := _NUMBERED_TITLE.search(title or ""):
        name = f"{name}（{number.group().strip()}）"
    return Unit(name=name, aliases=aliases, kind=kind, named_in_text=False)


def _office_unit(text: str, office: Office, place: str, stem: str, own: SelfReference) -> Unit:
    """A bureau that the text never names in full: place, rank and what it deals in make the label."""
    rank, short, full = own.rank, office.short, office.name
    trade = short.removesuffix("局")
    prefix = place or (f"某{rank}" if rank else "某")
    known = {short, full, *other_names(short)}
    aliases = known | {f"某{n}" for n in known}
    if rank:
        aliases |= {f"{rank}{n}" for n in known} | {f"某{rank}{n}" for n in known}
    if place:
        aliases |= {place + n for n in known} | {stem + n for n in known} | {stem + trade}
    if own.word == "系统":
        aliases |= {f"{trade}系统", f"{rank}{trade}系统"}
    name = f"{prefix}{trade}系统" if own.word == "系统" else prefix + full if place else f"{prefix}{short}"
    verbatim = name in text or (bool(place) and f"{place}{short}" in text)
    return Unit(
        name=name,
        aliases=tuple(sorted(a for a in aliases - {name} if a)),
        kind="局",
        place=place or None,
        named_in_text=verbatim,
    )


def _abbreviated(text: str) -> Place | None:
    for initial in re.findall(r"[（(]([\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}发?〔", text):
        if place := by_document_number(text, initial):
            return place
    return None
