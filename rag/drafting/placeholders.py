"""Places of a text that are still to be filled in: 【待补：培训人数】, __, XX, ××, 某某."""

import re
from collections.abc import Iterator

from ingest.model import Span
from rag.drafting.flaws import Flaw, around

TO_FILL, TO_CONFIRM, EMPTY = "待补", "待核实", "没有填的空"
_GAP = re.compile(r"【待补[：:]?(?P<what>[^】]*)】")
_CONFIRM = re.compile(r"【待核[实对查][^】]*】")
_NOTE = re.compile(
    r"【[^】]*(?:待|此处|填写|补充|补上|核实)[^】]*】|[（(](?:此处|待)[^（）()]{0,12}(?:填|补|定|写)[^（）()]{0,6}[)）]"
)
_EMPTY = re.compile(
    r"[_＿]{2,}|(?<![A-Za-z0-9.\-+＋])[xXＸｘ×]{2,}(?![A-Za-z0-9])|(?<![一二三四五六七八九\d])[*＊○□■△]{2,}|(?<!\d)20[_xXＸ×]{1,2}(?=年)"
    r"|(?<![A-Za-z0-9+＋×\u4e00-\u9fff])[xX×](?=[月日号])|(?<=[\u4e00-\u9fff])[_xXＸ×](?=[年月日号个人名次户家项场件万亿元%％省市县区镇乡村某])|某某+"
)


def placeholders(text: str) -> Iterator[Flaw]:
    """The places of a line without marks that are still to be filled in."""
    taken: list[Span] = []
    for match in _GAP.finditer(text):
        taken.append(Span(start=match.start(), end=match.end()))
        what = match["what"].strip() or "内容"
        yield Flaw(
            at=match.start(), kind=TO_FILL, words=match.group(),
            advice=f"请补上本单位的{what}，可以直接说“{what}是……”；不用写的，就把这一处删去。",
        )  # fmt: skip
    for match in _CONFIRM.finditer(text):
        taken.append(Span(start=match.start(), end=match.end()))
        yield Flaw(at=match.start(), kind=TO_CONFIRM, words=match.group(), advice="")
    for pattern in (_NOTE, _EMPTY):
        for match in pattern.finditer(text):
            span = Span(start=match.start(), end=match.end())
            if any(span.overlaps(other) for other in taken):
                continue
            taken.append(span)
            advice = f"“{match.group()}”是空着的，请填上实际内容；原来的材料里就没有的，请向有关人员核实，或删去这一句。"
            yield Flaw(at=span.start, kind=EMPTY, words=around(text, span), advice=advice)
