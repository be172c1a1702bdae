"""What a report says of itself at its head: its document type and the period it covers."""

import re
from collections import Counter
from typing import cast

from ingest.model import DocType, Period

_TYPES: tuple[DocType, ...] = ("总结", "计划", "汇报", "报告", "方案")
_AS_FOLLOWS = re.compile(
    r"(总结|计划|汇报|方案)(?=[^。\n]{0,24}如下)|作[^。，\n]{0,4}(汇报)|(?:特制[定订]|现制定|制定本|制定如下)[^。\n]{0,30}?(计划|方案)"
)
_PLANNING = re.compile(r"要(?:坚持|加强|以|把|做好|进一步|继续)|指导思想|目标任务|力争|年底|确保|拟")
_DONE = re.compile(r"(?:了|已|共|累计|取得|完成|先后|截[止至])")
_HIDDEN = r"[_xX×＊*Ｘｘ]"
_YEAR = re.compile(
    rf"(?:[12]\d{{3}}|20{_HIDDEN}{{1,4}}|[12]\d{{2}}{_HIDDEN}{{1,2}}|{_HIDDEN}{{2,4}}|[二一][〇○零九\d一二三四五六七八]{{3}})年(?:度|上半年|下半年|第[一二三四]季度|全年)?(?!\d{{1,2}}月)|(?:[12]\d{{2}}{_HIDDEN}|20{_HIDDEN}+)(?=社区|学校|年度)"
)
_RELATIVE = re.compile(
    r"(?:今年|本年度|这一年度|一年|本学期|这一学期|上半年|近年|两年|三年|半年|去年)(?:以来|来|度)?"
)
_FEW = 3
_HEAD = 200
_ANNOUNCED = 1200
_TO_COME = re.compile(r"打算|要点|安排|规划|思路")
_NUMBERED = re.compile(
    r"[篇之第][一二三四五六七八九十\d]{1,3}|[一二三四五六七八九十\d]{1,3}[】\])）：:\s]*$|范文|汇编|精选"
)
_HALF = re.compile(r"上半年|下半年|第[一二三四]季度")


def document_type(body: str, title: str | None) -> DocType:
    """总结, 计划, 汇报 …: by the title, else as the preamble says, else by its tense (done or to be done); 其他 where
    hardly a word speaks of either."""
    said = _announced(body)
    if said and title and _NUMBERED.search(title):
        # The heading is the compilation's, what the report says of itself its own.
        return said
    for wording in _TYPES:
        if title and wording in title:
            return wording
    if title and _TO_COME.search(title):
        return "计划"
    if said:
        return said
    planning, done = len(_PLANNING.findall(body)), len(_DONE.findall(body))
    if max(planning, done) < _FEW and not _RELATIVE.search(body[:_HEAD]) and not _YEAR.search(body[:_HEAD]):
        return "其他"
    return "计划" if planning > done else "总结"


def _announced(body: str) -> DocType | None:
    """What the preamble calls the report (现将工作汇报如下)."""
    found = _AS_FOLLOWS.search(body[:_ANNOUNCED])
    return cast(DocType, next(filter(None, found.groups()))) if found else None


def covered_period(body: str, title: str | None) -> Period | None:
    """The period as stated at the head of the report; None where nothing is said.

    A relative one (今年以来) is normalised by the year that the body dates most things with, if one does.
    """
    head = body[:400]
    first = head.split("\n")[0]
    opening = re.sub(r"《[^》]*》|〔[^〕]*〕", "", first if len(first) > 40 else head)
    stated, relative = _YEAR.search(opening), _RELATIVE.search(opening)
    # A 工作报告 looks back on the year before its own, which its title names.
    if title and ((stated is None and relative is None) or title.endswith("工作报告")):
        stated = _YEAR.search(title) or stated
    if stated:
        return stated_period(stated.group(), _with_half(stated.group(), opening))
    if relative is None:
        return None
    year = _dated_year(body) or _year_of_title(title)
    return Period(raw=relative.group(), normalised=_with_half(f"{year}年", body) if year else None)


def stated_period(words: str, normalised: str | None = None) -> Period:
    """The period that these words state, as `normalised` or as they are; withheld where they are redacted."""
    hidden = bool(re.search(_HIDDEN, words))
    return Period(raw=words, normalised=None if hidden else normalised or words, withheld=hidden)


def _year_of_title(title: str | None) -> str | None:
    """The year in a report's own title; a compilation's numbered heading (2023年工作总结篇三) says when it was put together."""
    if title is None or _NUMBERED.search(title):
        return None
    found = re.search(r"(?<!\d)((?:19|20)\d{2})年", title)
    return found.group(1) if found else None


def _with_half(year: str, text: str) -> str:
    half = _HALF.search(text)
    base = year.removesuffix("度")
    if half and not _HALF.search(base) and len(set(_HALF.findall(text))) == 1:
        return base.removesuffix("全年") + half.group()
    if half and not _HALF.search(base) and "总结" in text and "上半年工作总结" in text:
        return base + "上半年"
    return base


def _dated_year(body: str) -> str | None:
    years = Counter(re.findall(r"(?<!\d)((?:19|20)\d{2})年", body))
    if not years:
        return None
    (best, count), *rest = years.most_common(2)
    return best if count >= 2 and (not rest or rest[0][1] * 2 <= count) else None
