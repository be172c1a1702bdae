"""Who speaks in a report: the unit's name, kind, place and aliases, from the body rather than from the title.

Titles of compilations mislead (a heading may say 教育局 over a town's report), so a name counts only where the
text itself uses it; where it never does, a label is made from how the text calls itself and what it deals in.
"""

import re
from collections import Counter
from dataclasses import replace

from ingest.model import Unit
from ingest.names import KINDS, ProperName, behind_last_stop, is_noun, proper_names
from ingest.offices import office_of, other_names, short_office
from ingest.places import Place, by_document_number, find_places, home_of

_SELF = re.compile(
    r"(?:我们?|本)(社区|街道|镇|乡|村|县|区|市|省|局|委|办|校|院|园区|中心|公司|集团|处|站|所|系统|厂)(?!委|政府|民|域|内|长|直|级)"
)
_WHOLE = re.compile(r"全(社区|街道|镇|乡|村|县|区|市|省|局|校|院|园区|公司|系统)(?!国)")
_NUMBERED_TITLE = re.compile(
    r"(?:总结|计划|汇报|报告|方案|范文)?(?:篇|之|第)?[一二三四五六七八九十\d]{1,3}篇?(?=[】\])）：:\s]*$)"
)
_AREAS = frozenset("省市县区")
_OFFICE_KINDS = frozenset(("局", "委", "办"))
_UNDER = frozenset("在受由对向")
_ACTS = re.compile(r"党|在|以|始终|坚持|认真|紧紧|紧扣|积极|精神|工作|按照|全面|深入|围绕|高度")
# Only where punctuation tells where the name begins: in running text a place's first character is anyone's guess.
_OFFICE = re.compile(
    r"(?:(?<=[《“（(\n。，,：:\s])|^)(?P<place>[\u4e00-\u9fff]{2,4}?[县区市州旗])(?P<office>[\u4e00-\u9fff]{2,9}?(?:局|委员会|办公室))(?!长)"
)
_SCHOOL_LIFE = re.compile(r"班主任|学生|班级|德育|教师|升旗")
_SUPERIOR = re.compile(r"(?:[中共]*)(省|市|县|区|镇|乡|街道)(?:委|政府|党工委|人民政府|委办|直)")


def identify_unit(text: str, *, title: str | None = None) -> Unit:
    """The unit whose report `text` is. The title only tells nameless units of one file apart."""
    kind, rank = _self_kind(text), _superior_rank(text)
    if subject := _opening_subject(text, kind):
        kind = subject
    if kind in _OFFICE_KINDS and (office := _named_office(text)):
        return office
    if kind in _AREAS and (area := home_of(f"{title or ''}\n{text}", rank=kind)) and _is_area(area, kind):
        return _area(area)
    named, also = _named(text, kind, title or "")
    home = home_of(_without(text, named.name if named else ""), rank=rank)
    if named is not None:
        return _named_unit(text, named, also, home)
    return _inferred_unit(text, kind, rank, home, title)


def unit_called(name: str, text: str) -> Unit:
    """The unit that a reader calls by this name; whether `text`, its report, names it too is looked up there."""
    in_text = name in text
    if (office := _OFFICE.fullmatch(name)) is not None:
        return replace(_office_in(office["place"], office["office"]), named_in_text=in_text)
    kind = next((k for k in KINDS if name.endswith(k)), "")
    place = next((m.place for m in find_places(name) if m.full), None)
    stem = name.removesuffix(kind)
    aliases = {stem} if len(stem) >= 2 else set()
    if place and name != place.common_name and name.startswith(place.name):
        aliases |= {name.removeprefix(place.name), place.short + name.removeprefix(place.name)}
    aliases = {alias for alias in aliases if len(alias) >= 2 and alias not in KINDS} - {name}
    return Unit(
        name=name,
        aliases=tuple(sorted(aliases)),
        kind=kind,
        place=place.common_name if place else None,
        named_in_text=in_text,
    )


def _opening_subject(text: str, kind: str) -> str:
    """The kind of the unit that the first sentence speaks of (青禾里社区在…领导下), where the text never says 我社区."""
    if kind and kind not in _AREAS:
        return ""
    opening = re.split(r"[。\n]", text.strip(), maxsplit=1)[0][:200]
    for name in proper_names(opening):
        at = name.first + len(name.kind)
        before = opening[at - len(name.name) - 1 : at - len(name.name)]
        if (
            before not in _UNDER
            and _ACTS.match(opening, at)
            and name.kind not in _AREAS
            and is_noun(opening, name)
        ):
            return name.kind
    return ""


def _named_office(text: str) -> Unit | None:
    """A bureau that the text names in full, with its place: 《澜江县水务局…计划》."""
    found = [(m["place"], m["office"]) for m in _OFFICE.finditer(text)]
    named = Counter((place, office) for place, office in found if behind_last_stop(place) == place)
    if not named:
        return None
    (place, office), _ = named.most_common(1)[0]
    return _office_in(place, office)


def _office_in(place: str, office: str) -> Unit:
    """A bureau by the place and the name it has there, with the names people use for it."""
    plain = short_office(office)
    aliases = {
        place[:-1] + office,
        place + plain,
        place[:-1] + plain,
        place[-1] + office,
        place[-1] + plain,
        office,
        plain,
    } - {place + office}
    return Unit(name=place + office, aliases=tuple(sorted(aliases)), kind="局", place=place)


def _self_kind(text: str) -> str:
    """How the text calls itself most: 局 for 我局, 社区 for 我社区; "" where it never does."""
    counts = Counter(_SELF.findall(text))
    bodies = [k for k, n in counts.most_common() if k not in _AREAS and (n >= 2 or f"我{k}" in text[:400])]
    if bodies or counts:
        best = bodies[0] if bodies else counts.most_common(1)[0][0]
        if bodies or best in _AREAS:
            return "学校" if best == "校" else best
    if re.search(r"[省市县区][\u4e00-\u9fff]{2,4}系统", text[:300]):
        return "系统"
    if len(_SCHOOL_LIFE.findall(text)) >= 5:
        return "学校"
    for bare in ("园区", "社区", "中心", "村"):
        if (
            len(
                re.findall(
                    rf"(?<=[。，,;；\s]){bare}(?=党|干部|[^内的、]{{0,2}}(?:开展|坚持|组织|积极|按照|把|对|以))",
                    text,
                )
            )
            >= 2
        ):
            return bare
    counts = Counter(_WHOLE.findall(text))
    return counts.most_common(1)[0][0] if counts else ""


def _superior_rank(text: str) -> str:
    counts = Counter(m for m in _SUPERIOR.findall(text) if m in ("县", "市", "区", "省"))
    counts.update(m for m in re.findall(r"[全我](县|市|区|省)", text))
    return counts.most_common(1)[0][0] if counts else ""


def _named(text: str, kind: str, title: str) -> tuple[ProperName | None, tuple[str, ...]]:
    """The proper name that the text uses for its own unit, if it does, and other names it may go by."""
    # A title's name counts where its kind is what the body calls itself: 教育局 over a town's report does not.
    candidates = [
        c
        for c in proper_names(f"{text}\n{title}" if kind else text)
        if _kinds_agree(c.kind, kind) and (c.count > 1 or is_noun(f"{text}\n{title}", c))
    ]
    if not candidates:
        return None, ()
    opening = re.split(r"。", text.strip(), maxsplit=1)[0][:220]
    weights = {
        c.name: c.count + 3 * (c.name in opening) + 3 * (c.name in title) + _subject_uses(text, c.name)
        for c in candidates
    }
    best = max(candidates, key=lambda c: (weights[c.name], -c.first))
    # One passing mention is as likely a neighbour's name as one's own; it is enough only where the text calls
    # itself a village or a community and names hardly another one.
    lone = best.kind == kind and kind in ("社区", "村") and len(candidates) <= 2
    needed = 1.0 if lone or best.kind == "政务中心" else 2.5
    if weights[best.name] < needed:
        return None, ()
    return best, tuple(
        c.name for c in candidates if lone and best.count == 1 and f"《{c.name}" in text and c is not best
    )


def _subject_uses(text: str, name: str) -> float:
    pattern = rf"(?:^|[。，,；;\n\s　])(?:[\d_xX×年度今来,，]*)?(?:现将)?[^。，,]{{0,6}}{re.escape(name)}(?:党|在|的|以|高度|坚持|一定|精神|教育|宣传|始终|积极|紧紧|成立|工作)"
    certain = len(re.findall(pattern, text))
    return certain or 0.5 * bool(re.search(rf"{re.escape(name)}(?:一定|必将|将|在)", text))


def _kinds_agree(named: str, own: str) -> bool:
    if not own:
        return True
    groups = (
        {"园区", "工业园区", "工业区", "开发区", "高新区"},
        {"中心", "政务中心", "服务中心"},
        {"学校", "中学", "小学", "大学", "学院", "幼儿园"},
        {"街道", "街道办事处"},
    )
    return named == own or any(named in g and own in g for g in groups)


def _named_unit(text: str, named: ProperName, also: tuple[str, ...], home: Place | None) -> Unit:
    stem = named.name.removesuffix(named.kind)
    aliases = {*also, stem} if len(stem) >= 2 else set(also)
    for whole in re.findall(rf"[\u4e00-\u9fff]{{2,4}}(?:街道|镇|乡|油田){re.escape(named.name)}", text):
        aliases.add(behind_last_stop(whole))
    if home and home.short != stem and home.level != "省":
        aliases |= {home.common_name + named.name, home.short + named.name}
    if named.kind == "政务中心":
        aliases |= {"政务中心", "政务服务中心"}
    if named.kind in ("区", "县", "市", "镇", "乡"):
        aliases |= {named.name + tail for tail in ("政府", "党委", "委") if named.name + tail in text}
    name = f"区{named.name}" if named.kind == named.name and f"区{named.name}" in text else named.name
    aliases.discard(name)
    return Unit(
        name=name, aliases=tuple(sorted(aliases)), kind=named.kind, place=home.common_name if home else None
    )


def _inferred_unit(text: str, kind: str, rank: str, home: Place | None, title: str | None) -> Unit:
    if home is None or (rank == "县" and home.level != "县"):
        home = _abbreviated(text) or (home if home and home.level != "省" and rank != "县" else None)
    if home is not None and home.level == "省":
        home = None
    if not kind and home is not None and _WHOLE.search(text):
        return _area(home)
    office = office_of(text) if kind in ("局", "委", "办", "系统", "", "处", "所", "中心") else None
    prefix = home.common_name if home else f"某{rank}" if office and rank else "某"
    if office is not None:
        return _office_unit(text, prefix, office.name, office.short, home, rank, kind)
    label = kind or "单位"
    if label in _AREAS:
        home = None  # 某区某市 would be nonsense
    name = f"{prefix}某{label}" if home else f"某{label}"
    aliases = (f"{home.short}某{label}", f"{home.short}的{label}") if home else ()
    if home is None and (number := _NUMBERED_TITLE.search(title or "")):
        name = f"{name}（{number.group().strip()}）"
    return Unit(
        name=name, aliases=aliases, kind=label, place=home.common_name if home else None, named_in_text=False
    )


def _is_area(place: Place, kind: str) -> bool:
    return place.name.endswith(kind) or (kind == "省" and place.level == "省")


def _area(home: Place) -> Unit:
    names = {home.short, home.name, home.short + home.name[-1]} - {home.common_name}
    return Unit(
        name=home.common_name, aliases=tuple(sorted(names)), kind=home.name[-1], place=home.common_name
    )


def _office_unit(
    text: str, prefix: str, name: str, short: str, home: Place | None, rank: str, kind: str
) -> Unit:
    """A bureau that the text never names in full: place, rank and what it deals in make the label."""
    stem = home.short if home else ""
    trade = short.removesuffix("局")
    aliases = {short, f"{rank}{short}" if rank else short}
    if home:
        aliases |= {prefix + short, stem + short, stem + name, stem + trade}
    for other in other_names(short):
        aliases |= {other, f"{rank}{other}"} | ({prefix + other, stem + other} if home else set())
    if kind == "系统":
        aliases |= {f"{trade}系统", f"{rank}{trade}系统"}
    full = f"{prefix}{trade}系统" if kind == "系统" else prefix + name if home else f"{prefix}{short}"
    verbatim = full in text or (home is not None and f"{prefix}{short}" in text)
    aliases.discard(full)
    return Unit(
        name=full,
        aliases=tuple(sorted(a for a in aliases if a)),
        kind="局",
        place=home.common_name if home else None,
        named_in_text=verbatim,
    )


def _abbreviated(text: str) -> Place | None:
    for initial in re.findall(r"[（(]([\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}发?〔", text):
        if place := by_document_number(text, initial):
            return place
    return None


def _without(text: str, name: str) -> str:
    """The text with the unit's own name blanked, lest 光明社区 be taken for the town of 光明."""
    keep = next(iter(m.place.short for m in find_places(name) if m.full), None) if name else None
    return text if not name or keep else text.replace(name, "＿" * len(name))
