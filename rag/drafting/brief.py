"""What a request for a draft wants: purpose, theme, length, on whose behalf, one paragraph or points."""

import re
from dataclasses import dataclass
from typing import Literal

from rag import phrases
from rag.directory import UnitEntry
from rag.understand import Question

Purpose = Literal["总结", "计划", "汇报", "经验材料", "讲话"]

_PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    ("讲话", re.compile("讲话|发言")),
    ("经验材料", re.compile("经验|典型材料")),
    ("计划", re.compile("计划|打算|下一步|安排|规划|思路")),
    ("汇报", re.compile("汇报")),
)
_REFERS = re.compile(r"(?:参[考照]|借鉴|对照|学习)[^，。；“]{0,20}")
_LENGTH = re.compile(r"(\d{2,4})\s*个?字")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{2,24})[”\"」]")
_ABOUT = re.compile(
    r"以([^，。、“为]{2,14}?)为(?:主?题|题目|主题词|主线|内容|重点)"
    r"|(?:关于|围绕|就)([^，。、“]{2,14}?)(?:方面)?(?:工作)?(?:写|起草|撰写|草拟|拟|的|，|$)"
    r"|(?:写|起草|撰写|草拟|拟)[一1]?[段篇份个]?(?:约|大约)?(?:\d+字)?(?:左右)?的?([^，。\d“]{2,16}?)(?:的?(?:总结|段落|材料|计划|汇报|经验|小结)|[，,。]|$)"
)
_BEHALF = re.compile(
    r"以(?P<a>[^，。]{2,20}?)的?名义|(?:代|替|帮|给|为)(?P<b>[^，。“]{2,20}?)(?=写|起草|撰写|草拟|拟)"
)
_GENERAL = re.compile(
    r"下一步|下一?阶段|明年|今年|来年|全?年度?|上半年|下半年|工作|计划|总结|汇报|打算|安排|思路|材料|段落|的|个"
)
_POINTS = re.compile(r"(?P<n>[两二三四五六七八\d])[点条](?!钟)|分[点条]|逐条|列[点条]")
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_DEFAULT_LENGTH = 200
_DEFAULT_POINTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is to be written, of what (`theme`, "" for the work as a whole), in about `length` characters. `behalf`: the
    unit that speaks. `points`: how many numbered points, 0 for a paragraph."""

    purpose: Purpose
    theme: str
    length: int
    behalf: UnitEntry | None = None
    points: int = 0
    length_given: bool = True

    @property
    def planned(self) -> bool:
        """Whether what is to come is wanted, not what was done."""
        return self.purpose == "计划"


def brief_of(question: Question) -> Brief:
    """What a request asks for; a summing up of 200 characters in one paragraph where it names nothing else."""
    text = question.text
    asks = _REFERS.sub("", text)
    length, quoted, points = (p.search(text) for p in (_LENGTH, _QUOTED, _POINTS))
    about = _ABOUT.search(asks)
    behalf = _behalf(question)
    named = next((g for g in about.groups() if g), "") if about else ""
    theme = quoted.group(1) if quoted else named or question.topic
    if behalf is not None:
        theme = theme.replace(behalf.name, "")
    theme = re.sub("^(?:关于|围绕)", "", theme).strip("的 ")
    return Brief(
        purpose=next((name for name, pattern in _PURPOSES if pattern.search(asks)), "总结"),
        theme=theme if _GENERAL.sub("", theme) else "",
        length=int(length.group(1)) if length else _DEFAULT_LENGTH,
        behalf=behalf,
        points=_how_many(points),
        length_given=length is not None,
    )


def told(brief: Brief) -> str:
    """The brief as a note for the reader, with what was taken for granted."""
    form = f"分{brief.points}点" if brief.points else "一段"
    return phrases.DRAFT_BRIEF.format(
        purpose=brief.purpose,
        theme=f"，主题“{brief.theme}”" if brief.theme else "",
        form=form,
        length=f"约{brief.length}字" if brief.length_given else f"未说字数，按约{brief.length}字写",
        behalf=f"，以{brief.behalf.name}名义" if brief.behalf else "，综合各单位材料",
    )


def _behalf(question: Question) -> UnitEntry | None:
    """The unit on whose behalf is written: the one that stands where its words say so."""
    for match in _BEHALF.finditer(question.text):
        said = match["a"] or match["b"]
        for entry in question.units:
            if entry.name in said or said in entry.name:
                return entry
    return None


def _how_many(points: re.Match[str] | None) -> int:
    if points is None:
        return 0
    n = points["n"]
    if not n:
        return _DEFAULT_POINTS
    return int(n) if n.isdigit() else _NUMERALS[n]
