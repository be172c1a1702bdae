"""Places of a text that are still to be filled in: 【待补：培训人数】, __, XX, ××, 某某."""

import re
from collections.abc import Iterator

from ingest.model import Span
from rag.drafting.proof.flaws import Flaw, around

TO_FILL, TO_CONFIRM, EMPTY = "待补", "待核实", "没有填的空"
GAP_MARK = re.compile(r"【待补[：:]?(?P<what>[^】]*)】")
_CONFIRM = re.compile(r"【待核[实对查][^】]*】")
_NOTE = re.compile(
    r"【[^】]*(?:待|此处|填写|补充|补上|核实)[^】]*】|[（(](?:此处|待)[^（）()]{0,12}(?:填|补|定|写)[^（）()]{0,6}[)）]"
)
_EMPTY = re.compile(
    r"[_＿]{2,}|(?<![A-Za-z0-9.\-+＋])[xXＸｘ×]{2,}(?![A-Za-z0-9])|(?<![一二三四五六七八九\d])[*＊○□■△]{2,}|(?<!\d)20[_xXＸ×]{1,2}(?=年)"
    r"|(?<![A-Za-z0-9+＋×\u4e00-\u9fff])[xX×](?=[月日号])|(?<=[\u4e00-\u9fff])[_xXＸ×](?=[年月日号个人名次户家项场件万亿元%％省市县区镇乡村某])|某某+"
)


def placeholders(text: str) -> Iterator[Flaw]:
    """The places of a sentence or heading without marks that are still to be filled in; gaps in one flaw."""
    gaps = list(GAP_MARK.finditer(text))
    if gaps:
        named = [m["what"].strip() or "内容" for m in gaps]
        count = f"这里有{len(gaps)}处待补：" if len(gaps) > 1 else "这里待补的是"
        advice = f"{count}{'、'.join(named)}。请补上本单位的，可以直接说“{named[0]}是……”；不用写的就删去。"
        yield Flaw(at=gaps[0].start(), kind=TO_FILL, words=gaps[0].group(), advice=advice)
    for match in _CONFIRM.finditer(text):
        yield Flaw(at=match.start(), kind=TO_CONFIRM, words=match.group(), advice="")
    taken = [_span(m) for pattern in (GAP_MARK, _CONFIRM) for m in pattern.finditer(text)]
    for pattern in (_NOTE, _EMPTY):
        for match in pattern.finditer(text):
            span = _span(match)
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            advice = f"“{match.group()}”是空着的，请填上实际内容；原来的材料里就没有的，请向有关人员核实，或删去这一句。"
            yield Flaw(at=span.start, kind=EMPTY, words=around(text, span), advice=advice)


def _span(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())
