"""What a request for a draft wants: purpose, theme, length, tone, on whose behalf, from whom, in which form."""

import re
from dataclasses import replace

from rag import phrases
from rag.directory import Directory, UnitEntry
from rag.drafting.form import form_in, is_bounded, length_in, points_in, tone_in, usual_length
from rag.drafting.model import Brief, Purpose
from rag.drafting.outline.requests import asks_outline, without_outline
from rag.drafting.sources_asked import OTHERS, banned_in, without_sources
from rag.drafting.speaker import speaker_in
from rag.drafting.theme_asked import theme_in
from rag.understand import Question
from rag.unit_kinds import GROUP_KINDS

PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    ("讲话", re.compile("讲话|发言|致辞")),
    ("经验材料", re.compile("经验|典型材料|先进事迹|亮点")),
    ("计划", re.compile("计划(?!生育)|打算|下一步|安排|规划|思路|方案|要点")),
    ("汇报", re.compile("汇报|报告|述职")),
    ("总结", re.compile("总结|小结|回顾")),
)
_AMISS = re.compile("(?:问题|不足|困难|短板|薄弱环节|差距)$")
_ANY = ("单位", "家", "部门", "地方")
_EITHER = re.compile(
    "^(?:都(?:行|可以|好|成)|随便|随意|你看着|不限|全部|任意|哪个都|什么都|没有要求|无所谓|综合)"
)


def brief_of(question: Question, directory: Directory) -> Brief:
    """What a request asks for, with what it leaves open taken for granted and said (`assumed`)."""
    outline = asks_outline(question.text)
    text = (without_outline(question.text) if outline else "") or question.text
    banned = banned_in(text, directory)
    behalf, speaker = speaker_in(text, question.units, directory)
    asks = without_sources(text)
    purpose = next((name for name, pattern in PURPOSES if pattern.search(asks)), None)
    theme = theme_in(text, question, behalf)
    points = points_in(text)
    length = length_in(text)
    form = "document" if outline else form_in(asks, points, length)
    assumed = []
    if purpose is None:
        assumed.append("文种按总结")
    if length is None:
        length = usual_length(form, points)
        assumed.append(f"字数按约{length}字")
    elif is_bounded(length):
        assumed.append(f"字数只能写到{length}字")
    own = (behalf,) if behalf else ()
    named = tuple(u for u in question.units if u not in own and u not in banned)
    group = question.group or ""
    if behalf and (others := OTHERS.search(text)):
        group = others["kind"]
    if not named and not group and re.fullmatch(GROUP_KINDS, theme):
        # 写一篇社区工作总结 is of communities, not on a theme called 社区.
        group, theme = theme, ""
    if group:
        named = tuple(u for u in directory.of_kind(group) if u not in own and u not in banned)
    return Brief(
        purpose=purpose or "总结", theme=theme, length=length, tone=tone_in(text) or "平实", form=form,
        points=points, behalf=behalf, speaker=speaker, sources=named, banned=banned, group=group,
        period=question.period, outlined=outline, amiss=bool(_AMISS.search(theme)), assumed=tuple(assumed),
    )  # fmt: skip


def lacks_essential(brief: Brief) -> bool:
    """Whether a request says neither what is to be written of nor whose work it is."""
    some = bool(brief.sources) and brief.group not in _ANY
    return not (brief.theme or brief.behalf or some or brief.facts)


def told(brief: Brief) -> str:
    """The brief in a line for the reader."""
    form = {
        "paragraph": "一段", "points": f"分{brief.points}点", "section": "一节，带小标题",
        "document": "先列提纲" if brief.outlined else "整篇",
    }[brief.form]  # fmt: skip
    parts = [brief.purpose, f"主题“{brief.theme}”" if brief.theme else "", form, f"约{brief.length}字"]
    if brief.tone != "平实":
        parts.append(f"{brief.tone}口吻")
    parts.append(f"以“{brief.speaker}”的口吻" if brief.speaker else "")
    parts.append(_whose(brief))
    parts.append(f"不用{names_of(brief.banned)}的材料" if brief.banned else "")
    parts.append(f"只看{brief.period}" if brief.period else "")
    line = "，".join(p for p in parts if p)
    taken = f"（没有说明的：{'，'.join(brief.assumed)}）" if brief.assumed else ""
    return phrases.DRAFT_BRIEF.format(brief=line, assumed=taken)


def _whose(brief: Brief) -> str:
    whose = f"各{brief.group}" if brief.group else names_of(brief.sources)
    if brief.behalf:
        return f"用{brief.behalf.name}自己的材料" + (f"，可借鉴{whose}的做法" if whose else "")
    if brief.speaker:
        return f"借鉴{whose or '各单位'}的做法"
    return f"综合{whose or '各单位'}的材料" if len(brief.sources) != 1 else f"用{whose}的材料"


def names_of(units: tuple[UnitEntry, ...], most: int = 4) -> str:
    """The names of units, of many only the first: 甲、乙等6个单位."""
    names = [u.name for u in units]
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[: most - 1])}等{len(names)}个单位"


def with_reply(brief: Brief, question: Question, directory: Directory) -> Brief:
    """The brief with what a reply to the question back adds; what stays open is the work as a whole."""
    added = brief_of(question, directory)
    return replace(
        brief,
        theme=brief.theme or ("" if _EITHER.match(question.text) else added.theme),
        behalf=brief.behalf or added.behalf,
        speaker=brief.speaker or added.speaker,
        sources=brief.sources or added.sources,
        group=brief.group or added.group,
        length=added.length if length_in(question.text) else brief.length,
    )
