"""The other names that people use for a named unit: short and full, with its place and without."""

import re

from ingest.names import NameMention
from ingest.offices import other_names, short_office
from ingest.places import Place

_RANK = "省市县区州旗"
_OTHER_TAILS = (
    ("供销合作社联合社", ("供销社", "供销合作社", "社")),
    ("供销合作联社", ("供销社", "社")),
    ("残疾人联合会", ("残联",)),
    ("残联", ("残疾人联合会",)),
    ("妇女联合会", ("妇联",)),
    ("妇联", ("妇女联合会",)),
    ("工商业联合会", ("工商联",)),
    ("科学技术协会", ("科协",)),
    ("人民法院", ("法院",)),
    ("人民检察院", ("检察院",)),
    ("中医医院", ("中医院",)),
    ("人民医院", ("医院",)),
    ("政务服务中心", ("政务中心", "行政服务中心")),
    ("疾病预防控制中心", ("疾控中心",)),
    ("集团工会", ("集团", "工会")),
    ("街道办事处", ("街道", "街道办")),
    ("街道", ("街道办事处", "街道办")),
    ("社区居委会", ("社区",)),
    ("村民委员会", ("村", "村委会")),
    ("村委会", ("村",)),
    ("有限责任公司", ("公司",)),
    ("股份有限公司", ("公司",)),
    ("有限公司", ("公司",)),
    ("产业园区", ("园区", "产业园", "产业园区管委会")),
    ("产业园", ("园区", "产业园区", "产业园管委会")),
    ("工业园区", ("园区", "工业园", "工业园区管委会")),
    ("工业区", ("园区", "工业园区", "工业区管委会")),
    ("经济开发区", ("开发区", "经开区", "经济开发区管委会")),
    ("开发区", ("开发区管委会",)),
    ("管委会", ("",)),
    ("实验学校", ("学校",)),
    ("中心小学", ("小学", "中心校")),
)
_PLACE_TAILS = ("政府", "党委", "人民政府")


def other_forms(name: str, kind: str, mention: NameMention | None, home: Place | None) -> set[str]:
    """Names that mean the same unit as `name`; `home` is the place it lies in where that is known."""
    if kind == "团委":
        return _league_forms(name)
    forms = _other_tails(name)
    if kind == "局":
        forms |= _offices(name)
    for form in {name, *forms}:
        if mention is not None and mention.core > mention.start:
            forms |= _without_place(name[: mention.core - mention.start], form)
        elif place := re.match(rf"[\u4e00-\u9fff]{{2,3}}?[{_RANK}镇乡](?=[\u4e00-\u9fff]{{2}})", form):
            forms |= _without_place(place.group(), form)
    if kind in ("社区", "村", "镇", "乡", "街道", "园区", "学校", "公司") and len(name) > len(kind) + 1:
        forms.add(_stem_of(name, kind))
    if kind in ("镇", "乡"):
        forms |= {name + tail for tail in _PLACE_TAILS}
    if home is not None and not name.startswith(home.short):
        forms |= {home.common_name + name, home.short + name}
    return {f for f in forms if len(f) >= 2} - {name}


def _other_tails(name: str) -> set[str]:
    old = next((tail for tail, _ in _OTHER_TAILS if name.endswith(tail)), None)
    return {
        name.removesuffix(tail) + other for tail, others in _OTHER_TAILS if tail == old for other in others
    }


def _offices(name: str) -> set[str]:
    """A bureau's short and other names under the same place."""
    match = re.match(rf"(?P<place>[\u4e00-\u9fff]{{2,4}}?[{_RANK}])(?P<office>[\u4e00-\u9fff]{{2,}})$", name)
    if match is None:
        return set()
    short = short_office(match["office"])
    return {match["place"] + n for n in (short, *other_names(short))}


def _without_place(place: str, form: str) -> set[str]:
    """澜江县水务局 as 澜江水务局, 县水务局 and 水务局."""
    own = form.removeprefix(place)
    if not own or own == form or place[-1] not in _RANK + "镇乡":
        return set()
    rank = re.search(rf"[{_RANK}镇乡]", place[2:])
    stem = place[: 2 + rank.start()] if rank else place[:-1]
    return {own, place[-1] + own, stem + own}


def _stem_of(name: str, kind: str) -> str:
    """桐荫里 of 桐荫里社区, 锦澜 of 锦澜产业园区."""
    plain = re.sub(
        r"(?:经济|技术|高新|产业|工业|科技|物流|农业)*(?:开发区|高新区|园区|产业园|工业园|工业区|科技园)(?:管委会)?$|(?:中心|实验|第.)?(?:学校|小学|中学|幼儿园)$|(?:有限责任|股份有限|有限)?公司$|集团$|居委会$|社区$|街道$|村$|镇$|乡$",
        "",
        name,
    )
    return plain if plain != name else name.removesuffix(kind)


def _league_forms(name: str) -> set[str]:
    """共青团澜江县委 as 团澜江县委, 澜江县团委, 澜江团县委, 团县委."""
    match = re.fullmatch(
        r"(?:共青团|团)(?P<stem>.+?)(?P<rank>[省市县区镇乡])(?:委员会|工作委员会|工委|委)", name
    )
    if match is None:
        return {name.removesuffix("团委")} if name.endswith("团委") else set()
    stem, rank = match["stem"], match["rank"]
    return {
        f"共青团{stem}{rank}委",
        f"团{stem}{rank}委",
        f"{stem}{rank}团委",
        f"{stem}团{rank}委",
        f"团{rank}委",
    }
