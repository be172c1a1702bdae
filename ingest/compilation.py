"""Splitting a compilation into single reports, by its headings and where no heading says so.

Three kinds of evidence are weighed at every line: a heading (篇一, 范文3, …总结2, a bare title line); a preamble
(…现将工作总结如下), all the stronger behind a closing paragraph and in front of numbering that starts anew; and a
change of voice (我局 … / 我社区 …) measured on the text before and after.
"""

import re
from collections import Counter
from dataclasses import dataclass

from ingest.lines import Line, read_lines
from ingest.markers import Marker
from ingest.model import Removal, Span

_TYPE = r"(?:总结|计划|汇报|报告|方案|要点|安排|打算|体会|经验|材料|规划|意见)"
_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_HEADING = re.compile(
    rf"^[【\[（(]?(?:.{{0,40}}?[篇文之](?:{_NUMBER})|第{_NUMBER}篇|.{{2,36}}{_TYPE}{_NUMBER})[】\]）)]?[:：]?.{{0,24}}$"
)
_FRONT = re.compile(
    rf"(?:大全|集锦|精选|汇编|优秀|最新|通用|推荐|合集|范文).{{0,6}}(?:\d+篇|[一二三四五六七八九十]+篇)?|(?:\d+|{_NUMBER})篇$"
)
_TITLE = re.compile(rf"^[^。！？；，,:：]{{4,40}}{_TYPE}(?:[（(].{{1,12}}[）)])?$")
_RELATIVE = r"(?:今年|一年|本年度|本学期|这一年|上半年|去年|近年|几年|三年|半年)"
_PERIOD = re.compile(
    rf"^(?:{_RELATIVE}.{{0,2}}(?:以来|来|度)|(?:[一二三四五六七八九十]+年来)|党的.{1, 8}(?:召开)?以来|[\d_xX×]{{2,4}}年(?:度|以来|来)?|_+年|{_RELATIVE}[，,])"
)
_AS_FOLLOWS = re.compile(
    r"(?:现将|现就|现把|现对|特制[定订]|制[定订]).{0,60}(?:如下|计划|方案|汇报|总结|要点)[。：:]?$|(?:总结|汇报|报告|工作|情况|方面|计划|打算)(?:的工作)?(?:分析|汇报|报告)?如下[。：:]?|以下几(?:个)?方面.{0,8}[：:]$|主要(?:做了|抓了|开展了)以下.{0,12}[：:]$"
)
_UNDER = re.compile(
    r"在.{2,40}(?:领导|指导|支持|关心|帮助|部署)下|(?:根据|按照|为了?).{2,50}(?:部署|要求|精神|安排)"
)
_ABOUT = re.compile(r"(?:简介|概况|基本情况|成立于|位于)")
_CLOSING = re.compile(
    r"^(?:总之|综上|回顾|展望|今后|下一步|新的一年|以上|通过|透过|虽然)|(?:新台阶|新局面|新贡献|积极贡献|好成绩|更好的成绩|新的挑战|又好又快发展|良好环境|新形象)[。！]?$|存在的?(?:问题|不足)"
)
_AHEAD = re.compile(r"^.{0,12}(?:我们(?:要|将)|将(?:继续|进一步)|要坚持)")
_VOICE = re.compile(
    r"(?:我|本|全)(社区|街道|镇|乡|村|县|区|市|省|局|委|校|院|园区|中心|公司|集团|处|站|所|系统|行|厂)"
)
_NAMED_VOICE = re.compile(
    r"(?<![各的个农])(社区|学校|园区)(?=党|居|干部|居民|两委|[，、先成领]|领导|按照|对)"
)
# How plans begin that have no preamble.
_FIRST_CHAPTER = re.compile(r"^\W*[一1][、．.]\s*(?:指导思想|总体要求|总体思路|工作目标|目标任务)")
_ABOUT_KIND = re.compile(
    r"^\W*1[、．.]\s*(社区|学校|园区|单位|中心|镇|村|街道|局)(?:的)?(?:状况|基本)?(?:情况|概况|简介)"
)
_FAINT = 0.34
THRESHOLD = 5.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One report's place in a document: `span` with its heading, `body` where the report proper begins."""

    span: Span
    body: int
    title: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Boundary:
    """A line at which a report may begin, and how strongly the evidence speaks for it."""

    at: int
    score: float
    is_heading: bool


def split_reports(text: str, removed: tuple[Removal, ...] = ()) -> tuple[Part, ...]:
    """The single reports of a document, in order; spans count in `text`.

    Front matter of a compilation (its title, the editor's introduction) belongs to no report; a text without
    any boundary is one report.
    """
    gone = {r.span for r in removed if r.kind != "stray_mark"}
    lines = tuple(line for line in read_lines(text) if line.span not in gone)
    if not lines:
        return ()
    starts = _boundaries(lines)
    parts = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        block = lines[start.at : end.at if end else None]
        part = _part(block, has_heading=start.is_heading)
        if part is not None:
            parts.append(part)
    return tuple(parts)


def _part(block: tuple[Line, ...], *, has_heading: bool) -> Part | None:
    body = 1 if has_heading else 0
    if len(block) <= body or sum(len(line.text) for line in block[body:]) < 60:
        return None
    return Part(
        span=Span(start=block[0].span.start, end=block[-1].span.end),
        body=block[body].span.start - block[0].span.start,
        title=block[0].text if has_heading else None,
    )


def _boundaries(lines: tuple[Line, ...]) -> list[Boundary]:
    headings = [i for i, line in enumerate(lines) if _is_heading(lines, i)]
    chosen = [Boundary(at=i, score=9.0, is_heading=True) for i in headings]
    for candidate in sorted(_preambles(lines, headings), key=lambda b: -b.score):
        if candidate.score >= THRESHOLD and all(_apart(lines, candidate.at, b.at) for b in chosen):
            chosen.append(candidate)
    chosen.sort(key=lambda b: b.at)
    if not chosen or (chosen[0].at > 0 and not _is_front_matter(lines[: chosen[0].at])):
        chosen.insert(0, Boundary(at=0, score=0.0, is_heading=_is_title(lines[0])))
    return chosen


def _is_heading(lines: tuple[Line, ...], i: int) -> bool:
    line = lines[i]
    if line.marker is not None or len(line.text) > 60 or i + 1 >= len(lines):
        return False
    if _HEADING.match(line.text) and not re.search(r"[。；，,！]", line.text):
        return not _FRONT.search(line.text) or bool(re.search(rf"[篇文]{_NUMBER}[】\]）)：:]*$", line.text))
    before = sum(len(x.text) for x in lines[:i])
    return _is_title(line) and (before > 300 or i == 0) and _introduces(lines[i + 1])


def _introduces(line: Line) -> bool:
    """A body's first line, or the addressee in front of it (区政府督查组：)."""
    return len(line.text) > 20 or line.text.endswith(("：", ":"))


def _is_title(line: Line) -> bool:
    return line.marker is None and bool(_TITLE.match(line.text)) and not _FRONT.search(line.text)


def _is_front_matter(lines: tuple[Line, ...]) -> bool:
    return all(line.marker is None for line in lines) and (
        sum(len(line.text) for line in lines) < 150 or bool(_FRONT.search(lines[0].text))
    )


def _apart(lines: tuple[Line, ...], a: int, b: int) -> bool:
    """Two reports begin at least some lines and 150 characters from each other."""
    low, high = min(a, b), max(a, b)
    return sum(len(line.text) for line in lines[low:high]) >= 150


def _preambles(lines: tuple[Line, ...], headings: list[int]) -> list[Boundary]:
    found = []
    for i in range(1, len(lines)):
        # What stands above the last heading is another report: its numbering proves nothing here.
        floor = max((h for h in headings if h <= i), default=0)
        score = _score(lines[floor:], i - floor) if i > floor else 0.0
        if score > 0:
            found.append(Boundary(at=i, score=score, is_heading=False))
    return found


def _score(lines: tuple[Line, ...], i: int) -> float:
    line, before = lines[i], lines[i - 1]
    if line.marker is not None and not _may_open(lines, i, line.marker):
        return 0.0
    if before.is_heading or not before.is_finished or (line.marker is None and len(line.text) < 40):
        return 0.0
    opener = _opening(line) + 3.0 * bool(line.marker) + 2.0 * bool(_FIRST_CHAPTER.search(line.text[:16]))
    if opener < 2:
        return 0.0
    ahead = -2.0 * bool(_AHEAD.search(line.text)) - 2.0 * bool(_CLOSING.search(line.text))
    return (
        opener
        + ahead
        + _restart(lines, i)
        + 1.5 * bool(_CLOSING.search(before.text))
        + 2.0 * _voice_changes(lines, i)
    )


def _opening(line: Line) -> float:
    """How much a line reads like a preamble."""
    says_so = 2.0 * bool(_PERIOD.match(line.text)) + 3.0 * bool(_AS_FOLLOWS.search(line.text))
    return says_so + 1.0 * bool(_UNDER.search(line.text[:160]))


def _may_open(lines: tuple[Line, ...], i: int, marker: Marker) -> bool:
    """A report may begin with its first number: 1、概况 …, or a second 一、 in a text that had come to 二、."""
    if marker.number != 1:
        return False
    if _ABOUT.search(lines[i].text[:40]):
        return True
    if _FIRST_CHAPTER.search(lines[i].text[:16]) and _opening(lines[i - 1]) < 2 and i > 3:
        return True
    return marker.rank == 1 and _last_of(lines[:i], marker) >= 2 and _opening(lines[i - 1]) < 2


def _restart(lines: tuple[Line, ...], i: int) -> float:
    """Whether numbering that had advanced before line i starts anew behind it."""
    following = next((x.marker for x in lines[i + 1 : i + 4] if x.marker), None)
    if following is None or following.number != 1:
        return 0.0
    reached = _last_of(lines[:i], following)
    return 2.0 if reached >= 2 else 1.0


def _last_of(lines: tuple[Line, ...], like: Marker) -> int:
    for line in reversed(lines):
        if line.marker and line.marker.rank <= like.rank:
            return line.marker.number if line.marker.rank == like.rank else 2
    return 0


def _voice_changes(lines: tuple[Line, ...], i: int, window: int = 1800) -> bool:
    """Whether the text before and after line i speaks as different kinds of unit (我局 / 我社区)."""
    before = _voice("".join(line.text for line in lines[max(0, i - 40) : i])[-window:])
    after = _voice("".join(line.text for line in lines[i : i + 40])[:window])
    if about := _ABOUT_KIND.match(lines[i].text):
        after[about.group(1).replace("学校", "校")] += 3
    if not before or not after:
        return False
    (old, _), (new, _) = before.most_common(1)[0], after.most_common(1)[0]
    return before[new] / before.total() < _FAINT and after[old] / after.total() < _FAINT


def _voice(text: str) -> Counter[str]:
    said = _VOICE.findall(text) + _NAMED_VOICE.findall(text)
    return Counter(kind.replace("学校", "校") for kind in said)
