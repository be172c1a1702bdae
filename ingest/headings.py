"""Lines that stand over a report: 篇一, 范文3, 【第2篇】, …总结2, 一、柳汀镇工作总结, and plain title lines."""

import re
from itertools import groupby

from ingest.lines import Line
from ingest.markers import Marker, ordinal
from ingest.preambles import opening

_TYPE = r"(?:总结|计划|汇报|报告|方案|要点|安排|打算|体会|经验|材料|规划|意见)"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|[\d０-９]{1,2})"
_NUMBERED = re.compile(
    rf"^[【\[（(《〖]?(?:.{{0,40}}?[篇文例](?:{_NUMBER})|.{{0,40}}?(?:模板|样本|之){_NUMBER}|第\s?{_NUMBER}\s?篇|.{{2,36}}{_TYPE}[（(]?{_NUMBER}[)）]?)[】\]）)》〗]?[:：]?.{{0,24}}$"
)
_ENDS_NUMBERED = re.compile(rf"[篇文]{_NUMBER}[】\]）)：:]*$")
_FRONT = re.compile(
    rf"(?:大全|集锦|精选|汇编|优秀|最新|通用|推荐|合集|范文).{{0,6}}(?:\d+篇|[一二三四五六七八九十]+篇)?|(?:\d+|{_NUMBER})篇$"
)
_TITLE = re.compile(rf"^[^。！？；，,:：]{{4,40}}{_TYPE}(?:[（(].{{1,12}}[）)])?$")
# Titles of a report's parts: they say of when or what, not whose.
_OF_A_PART = re.compile(
    r"^(?:上半年|下半年|下一?步|今后|明年|来年|存在|主要|重点|具体|其他|相关|基本|总体|有关|下一?阶段|几点)"
)
_OF_A_YEAR = re.compile(r"^(?:今年|本年|工作|[\d_xX○]{2,4}年)")
_UNIT_NAME = re.compile(
    r"[\u4e00-\u9fff_xX]{2,}?(?:社区|街道|镇|乡|村|县|区|市|省|局|委|办|厅|处|站|所|院|校|学|馆|园|公司|集团|中心|支队|大队|政府|协会|医院)"
)
_NAME_LINE = re.compile(
    r"^[\u4e00-\u9fff_xX]{2,22}(?:政府|委员会|党委|党组|局|办公室|街道办事处|社区|居委会|村委会|公司|集团|学校|小学|中学|医院|中心|院|馆|站|所|[镇乡村]|街道)$"
)
_OCCASION = re.compile(r"^(?:[—-]{1,4}|[（(])?\s*[\d_xX○]{2,4}年[\d_xX○]+月[\d_xX○]+日.{0,4}在.{4,}")
# So many lines may stand between a title and the addressee: occasion, office and name, date.
_TITLE_BLOCK = 4
_BARE_NUMBER = re.compile(
    r"^(?:[（(【\[]([一二三四五六七八九十]{1,3}|\d{1,2})[)）】\]]|([一二三四五六七八九十]{1,3}))$"
)
_LEAST_OPENING = 2.0


def is_front(text: str) -> bool:
    """Whether a line titles a whole compilation: 工作总结范文三篇, …大全(精选2篇)."""
    return bool(_FRONT.search(text))


def is_numbered_heading(line: Line) -> bool:
    """篇一, 【第2篇】, …总结3: the heading of one report of a compilation."""
    if line.marker is not None or len(line.text) > 60 or re.search(r"[。；，,！]", line.text):
        return False
    return bool(_NUMBERED.match(line.text)) and (
        not is_front(line.text) or bool(_ENDS_NUMBERED.search(line.text))
    )


def is_title(line: Line) -> bool:
    """A short line without punctuation that ends like a document's title (…工作总结)."""
    return line.marker is None and bool(_TITLE.match(line.text)) and not is_front(line.text)


def is_part_title(line: Line) -> bool:
    """A title line over a part of a report: 下一步工作打算, 存在的问题和建议."""
    return is_title(line) and bool(_OF_A_PART.match(line.text))


def title_weight(line: Line) -> float:
    """How much a title line speaks for a report that begins there; 0 if it is none or titles a part of one."""
    if not is_title(line) or is_part_title(line):
        return 0.0
    whose = bool(_UNIT_NAME.search(line.text)) or line.text.startswith("关于")
    return 3.0 + 2.0 * whose - 2.0 * bool(_OF_A_YEAR.match(line.text))


def top_of_title(lines: tuple[Line, ...], i: int) -> int:
    """The line at which the title of the report that begins at line i does: over the occasion it was given on, the
    name of who gave it, or in two lines (柳汀镇人民政府 / 关于…的报告)."""
    top, at = i, i - 1
    while at >= max(0, i - _TITLE_BLOCK) and (_may_be_title(lines[at]) or _OCCASION.match(lines[at].text)):
        if title_weight(lines[at]) or _OCCASION.match(lines[at].text):
            top = at
        at -= 1
    return top - 1 if top > 0 and _goes_on_from(lines[top], lines[top - 1]) else top


def _may_be_title(line: Line) -> bool:
    return line.marker is None and len(line.text) <= 60 and not re.search(r"[。！？；，,:：]", line.text)


def _goes_on_from(line: Line, above: Line) -> bool:
    if not title_weight(line) or not _may_be_title(above) or len(above.text) > 36:
        return False
    if _NAME_LINE.match(above.text):
        return line.text.startswith("关于") or not _UNIT_NAME.search(line.text)
    return above.text.startswith("关于") and not is_title(above)


def series_headings(lines: tuple[Line, ...]) -> set[int]:
    """The members of a series of numbered titles (一、柳汀镇工作总结 … 二、…) or of bare numbers ((一) … (二)).

    Chapters look like this too. A series counts only where what stands under every member reads like a report.
    """
    found: set[int] = set()
    for members in _series(lines):
        if len(members) > 1 and all(_introduces_report(lines, i) for i in members):
            found |= set(members)
    return found


def _series(lines: tuple[Line, ...]) -> list[list[int]]:
    members = [(kind, number, i) for i, line in enumerate(lines) for kind, number in _member(line)]
    members.sort(key=lambda m: (m[0], m[2]))
    series: list[list[int]] = []
    for _, group in groupby(members, key=lambda m: m[0]):
        expected = 1
        for _, number, i in group:
            if number == 1:
                series.append([i])
            elif number == expected and series:
                series[-1].append(i)
            else:
                continue
            expected = number + 1
    return series


def _member(line: Line) -> list[tuple[str, int]]:
    if (bare := _BARE_NUMBER.match(line.text)) and (number := ordinal(bare.group(1) or bare.group(2))):
        return [(f"bare {line.text[0] if bare.group(1) else ''}", number)]
    if line.marker is not None and line.marker.rank <= 3:
        title = _behind(line, line.marker)
        if (
            _TITLE.match(title)
            and _UNIT_NAME.match(title)
            and not _OF_A_PART.match(title)
            and not _OF_A_YEAR.match(title)
        ):
            return [(f"title {line.marker.style}", line.marker.number)]
    return []


def _behind(line: Line, marker: Marker) -> str:
    return line.text[marker.span.end - line.span.start :].strip()


def _introduces_report(lines: tuple[Line, ...], i: int) -> bool:
    if i + 1 >= len(lines):
        return False
    following = lines[i + 2] if i + 2 < len(lines) else None
    return opening(lines[i + 1], following) >= _LEAST_OPENING
