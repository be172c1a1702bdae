"""What a draft is to be about, as a request says it."""

import re

from rag.directory import UnitEntry
from rag.drafting.form import without_form
from rag.drafting.sources_asked import without_banned, without_sources
from rag.drafting.speaker import without_speaker
from rag.understand import Question

_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,24})[”\"」』》]")
_DEMANDS = re.compile(
    r"(?:每个|每处|所有|各)?(?:数字|数据|句子?|每句话?)?(?:的)?(?:后面?|都)?(?:要)?(?:请)?(?:注明|标明|标注|附上?|带上?|写明|列出|给出|标出)(?:[^，。；]{0,6})(?:出处|来源|依据)|"
    r"(?:要)?有(?:出处|依据|来源|数据支撑)|不(?:要|许|能|得)(?:编造?|杜撰|虚构|乱写|瞎编)[^，。；]*|[^，。；]*(?:数据|数字|目标值|目标|次数)[^，。；]*(?:用上|出处|依据|注明|带上|写上|说话|真实|准确)[^，。；]*|"
    r"要?(?:注明|说明|写明)是?(?:哪家|哪个单位|谁)[^，。；]*|要?综合[^，。；]{0,8}(?:几家|各家|多家)[^，。；]*|要?(?:突出|体现|反映)(?:数据|数字|成效)|(?:语言|文字|内容)(?:要)?[^，。；]{0,8}"
)
_REQUEST = re.compile(
    r"^(?:那|好的?|麻烦|请|能不能|能否|可以|可否|帮(?:我们?|忙)?|给(?:我们?)?(?!市|县|区|镇)|替我们?|为我们?(?=写|拟|起草)|我(?:们)?(?:想|要|需要)|现在|再|另外|来|需要)+|"
    r"(?:写|起草|撰写|草拟|拟定?|编写|整理|生成|来|弄|搞|做(?!法)|形成|准备|出)(?:出|成|一下|个)?(?:[一1两几]?[段份篇个节]|一)?(?:(?:小|整)?段)?(?:话|文字)?"
)
_PURPOSE_WORDS = re.compile(
    r"(?:的)?(?:工作)?(?:(?:总结|小结|计划|打算|汇报|经验|典型|讲话|发言|述职)(?:性)?(?:的)?(?:段落|材料|稿子?|文字|报告|方案|要点|内容|部分)?|(?:段落|材料|稿子?|文字|要点|内容|部分|提纲|大纲|框架)|(?:总结|计划|汇报|报告|材料)的?(?:提纲|大纲|框架))$"
)
_GENERAL = re.compile(
    r"今后|下一步|下一?阶段|明年|今年|来年|本年|全?年度?|上半年|下半年|20\d\d年?|工作|计划|总结|小结|汇报|打算|安排|思路|材料|段落|报告|讲话稿?|发言稿?|经验|方案|要点|内容|文字|东西|稿子?|的|个|[一1]?[段份篇]|完整|情况|全文|提纲|大纲|框架|结构|详细|简单|简短|请|帮我|一下|全面|整体|总体|主要"
)  # fmt: skip
_ABOUT = re.compile(
    r"以(?P<a>[^，。、“为]{2,14}?)为(?:主?题|题目|主题词|主线|内容|重点)|主题(?:是|为|：|:)(?P<b>[^，。、“]{2,14})|(?:关于|围绕|就|针对)(?P<c>[^，。“]{2,16}?)(?:方面|这[一个]?(?:方面|块))?(?:的?工作)?(?=写|起草|撰写|草拟|拟|的|，|。|$|来)"
)


def theme_in(text: str, question: Question, behalf: UnitEntry | None) -> str:
    """What is to be written of, "" for the work as a whole: what stands in quotation marks, behind 关于, else what is left of a
    request without what it says of form, length, sources and speaker."""
    if quoted := _QUOTED.search(text):
        named = quoted[1]
    elif about := _ABOUT.search(without_sources(text)):
        named = next(g for g in about.groups() if g)
    else:
        named = _left_over(text, question, behalf)
    named = re.sub(
        "^(?:关于|围绕|有关|在|就(?!业)|下一步|下一?阶段|今后|明年)+|(?:方面|这一?块)$", "", named
    ).strip("的、，。：:“” ")
    named = _PURPOSE_WORDS.sub("", named) if not quoted else named
    return named.strip("的 ") if _GENERAL.sub("", named).strip("的、，。 ") else ""


def _left_over(text: str, question: Question, behalf: UnitEntry | None) -> str:
    rest = without_banned(text)
    for unit in (*question.units, *((behalf,) if behalf else ())):
        for name in sorted({unit.name, *unit.unit.aliases}, key=len, reverse=True):
            rest = rest.replace(name, "")
    rest = without_form(without_sources(_DEMANDS.sub("", without_speaker(rest))))
    pieces = []
    for piece in re.split("[，,。；;！!？?]", rest):
        words = re.sub("左右|大约|大概|约|以内|上下|的?口[吻气]|的?语[气调]|的?名义", "", piece.strip())
        words = re.sub("^[把将](?!来)", "", words)
        words = re.sub("^(?:[替代帮给为以由](?:我们?|咱们?)?|关于)+", "", words)
        words = _PURPOSE_WORDS.sub("", _REQUEST.sub("", words).strip("的 ")).strip("的、和与 ")
        words = re.sub("(?:的|方面的?)?(?:做法|情况|事迹|有关内容)$", "", words).strip("的、和与 ")
        if len(_GENERAL.sub("", words)) >= 2:
            pieces.append(words)
    return pieces[0] if pieces else ""
