"""What a request for a draft wants: purpose, theme, length, tone, on whose behalf, from whom, in which form."""

import re
from dataclasses import replace

from ingest.numerals import parse_number
from rag import phrases
from rag.directory import Directory, UnitEntry
from rag.drafting.model import Brief, Form, Purpose, Tone
from rag.drafting.outline_requests import asks_outline, without_outline
from rag.understand import Question
from rag.unit_kinds import GROUP_KINDS, KIND_GROUPS, same_kind

PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    ("讲话", re.compile("讲话|发言|致辞")),
    ("经验材料", re.compile("经验|典型材料|先进事迹|亮点")),
    ("计划", re.compile("计划(?!生育)|打算|下一步|安排|规划|思路|方案|要点")),
    ("汇报", re.compile("汇报|报告|述职")),
    ("总结", re.compile("总结|小结|回顾")),
)
TONES: tuple[tuple[Tone, re.Pattern[str]], ...] = (
    ("讲话", re.compile("(?:讲话|发言|演讲)(?:稿)?的?(?:口[吻气]|语[气调]|风格)|口语化?")),
    ("汇报", re.compile("汇报(?:材料)?的?(?:口[吻气]|语[气调]|风格)|正式|严肃|公文|书面")),
    ("简洁", re.compile("简洁|简练|精炼|干练")),
    ("平实", re.compile("平实|朴实|朴素|总结的?(?:口[吻气]|语[气调])")),
)
DEFAULT_LENGTH, SECTION_LENGTH, DOCUMENT_LENGTH, DEFAULT_POINTS, PER_POINT = 200, 500, 1000, 3, 70
_LONGEST, _SHORTEST = 4000, 40
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_N = r"[\d一二两三四五六七八九十百千]+"
_LENGTH = re.compile(rf"({_N})\s*(?:[-—~～至到]\s*({_N})\s*)?(?:来|多|余)?个?字(?!的?数)")
_AT_MOST = re.compile(rf"(?:不超过|不多于|最多|控制在)\s*{_N}\s*个?字|{_N}\s*个?字(?:以内|之内|以下)")
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{2,24})[”\"」』》]")
_POINTS = re.compile(
    r"(?:写|列|讲|说|分)?(?:成|出|为)?(?P<n>[两二三四五六七八\d])(?:点|条|个方面)(?!钟|半)|分(?:点|条)|逐条|列(?:点|条)"
)
_WHOLE = re.compile(
    "全文|全篇|整篇|完整|[一1]篇|(?:一份|1份|份|个)(?=[^，。段]*(?:总结|计划|汇报|报告|材料|讲话|发言))"
)
_AMISS = re.compile("(?:问题|不足|困难|短板|薄弱环节|差距)$")
_PARAGRAPH = re.compile("[一1几两]?(?:小|整)?段(?!时间)")
_SECTION = re.compile("[一1]?(?:个)?(?:部分|小节|章节|一节)|分层次|带小标题|[（(]一[）)]")
_BEHALF = re.compile(
    r"以(?P<a>[^，。“为]{2,20}?)的?(?:名义|口吻|身份|角度)|(?:代|替|帮|给|为)(?P<b>(?!我写|我们写|我拟|我起|我们起|我弄|我整|一下)[^，。“”\d]{2,20}?)(?=写|起草|撰写|草拟|拟|来|弄|整|搞|做|出|准备)"
)
_SELF = re.compile(
    rf"(?:我们|咱们|我|咱|本)(?:的|这个|这)?(?P<kind>{GROUP_KINDS}|管委会|校|办|处|站|所|科室?|院|馆)"
)
_OUR = re.compile("我们(?:自己)?的?|咱们(?:自己)?的?")
_FOLLOWING = re.compile(
    r"(?:请)?(?:参[考照]|借鉴|对照|依照|按照|依据|根据|结合|综合|汇总|利用|用|从)(?:一下|了)?(?P<what>[^，。；“]{0,24}?)(?:的?(?:相关|有关)?(?:材料|资料|报告|总结|计划|情况|做法|经验|内容|素材|文件)(?:里|中|来|库)?(?:的?做法)?)(?:来|，|,|的|地)?|参[考照][^，。；“]{0,20}"
)
_BANNED = re.compile(
    r"(?:不要|不用|别|不许|勿|不能)(?:再)?(?:用|写|提|引用|参考|采用|出现)(?P<what>[^，。；]{2,20}?)(?:的(?:材料|内容|数字|数据)?)?(?=[，。；]|$)"
)
_DEMANDS = re.compile(
    r"(?:每个|每处|所有|各)?(?:数字|数据|句子?|每句话?)?(?:的)?(?:后面?|都)?(?:要)?(?:请)?(?:注明|标明|标注|附上?|带上?|写明|列出|给出|标出)(?:[^，。；]{0,6})(?:出处|来源|依据)|"
    r"(?:要)?有(?:出处|依据|来源|数据支撑)|不(?:要|许|能|得)(?:编造?|杜撰|虚构|乱写|瞎编)[^，。；]*|[^，。；]*(?:数据|数字|目标值|目标|次数)[^，。；]*(?:用上|出处|依据|注明|带上|写上|说话|真实|准确)[^，。；]*|"
    r"要?(?:注明|说明|写明)是?(?:哪家|哪个单位|谁)[^，。；]*|要?综合[^，。；]{0,8}(?:几家|各家|多家)[^，。；]*|要?(?:突出|体现|反映)(?:数据|数字|成效)|(?:语言|文字|内容)(?:要)?[^，。；]{0,8}"
)
_REQUEST = re.compile(
    r"^(?:那|好的?|麻烦|请|能不能|能否|可以|可否|帮(?:我们?|忙)?|给(?:我们?)?(?!市|县|区|镇)|替我们?|为我们?(?=写|拟|起草)|我(?:们)?(?:想|要|需要)|现在|再|另外|来|需要)+|"
    r"(?:写|起草|撰写|草拟|拟定?|编写|整理|生成|来|弄|搞|做|形成|准备|出)(?:出|成|一下|个)?(?:[一1两几]?[段份篇个节]|一)?(?:(?:小|整)?段)?(?:话|文字)?"
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
_ANY = ("单位", "家", "部门", "地方")
_EITHER = re.compile(
    "^(?:都(?:行|可以|好|成)|随便|随意|你看着|不限|全部|任意|哪个都|什么都|没有要求|无所谓|综合)"
)
_ALL = re.compile(
    "^(?:各|所有|全部|这些|上述|库里|库中|以上|现有|几个|几家|多家|其他|其它|别的|兄弟|有关|相关|的|家|单位|社区|地方|部门|乡镇|镇|等|和|、)*$"
)
_OTHERS = re.compile(rf"(?:其他|其它|别的|兄弟)(?:的|几个)?(?P<kind>{GROUP_KINDS})")


def brief_of(question: Question, directory: Directory) -> Brief:
    """What a request asks for, with what it leaves open taken for granted and said (`assumed`)."""
    outline = asks_outline(question.text)
    text = (without_outline(question.text) if outline else "") or question.text
    banned = _banned(text, directory)
    behalf, speaker = speaker_in(text, question.units, directory)
    asks = _FOLLOWING.sub("", text)
    purpose = next((name for name, pattern in PURPOSES if pattern.search(asks)), None)
    theme = theme_in(text, question, behalf)
    points = points_in(text)
    length = length_in(text)
    form = "document" if outline else _form(text, points, length)
    assumed = []
    if purpose is None:
        assumed.append("文种按总结")
    if length is None:
        length = _usual(form, points)
        assumed.append(f"字数按约{length}字")
    own = (behalf,) if behalf else ()
    named = tuple(u for u in question.units if u not in own and u not in banned)
    group = question.group or ""
    if behalf and (others := _OTHERS.search(text)):
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


def length_in(text: str) -> int | None:
    """The number of characters asked for: the middle of a range, a little less than a bound; None where none is."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    low = parse_number(found[1])
    high = parse_number(found[2]) if found[2] else low
    if low is None or high is None:
        return None
    length = int((low + high) / 2)
    if _AT_MOST.search(text):
        length = round(length * 0.92)
    return max(_SHORTEST, min(_LONGEST, length))


def points_in(text: str) -> int:
    """How many points are asked for; 0 where none are."""
    found = _POINTS.search(_LENGTH.sub("", text))
    if found is None:
        return 0
    n = found["n"]
    count = DEFAULT_POINTS if not n else int(n) if n.isdigit() else _NUMERALS[n]
    return min(8, max(2, count))


def tone_in(text: str) -> Tone | None:
    """The tone asked for; None where none is."""
    return next((tone for tone, pattern in TONES if pattern.search(text)), None)


def speaker_in(text: str, units: tuple[UnitEntry, ...], directory: Directory) -> tuple[UnitEntry | None, str]:
    """On whose behalf is written: the unit of the library where it is one, and what it calls itself (我社区); a unit
    that is none of the library's by its name; "" where units are told of."""
    for found in _BEHALF.finditer(text):
        said = (found["a"] or found["b"] or "").strip("的 ")
        if own := _SELF.search(said):
            return _named_behind(text, found.end(), units), self_name(own["kind"])
        entry = next((u for u in units if u.name in said or said in u.name), None)
        entry = entry or next(iter(directory.names(said)), None)
        if entry:
            return entry, self_name(entry.unit.kind)
        if found["a"] and not _ALL.match(said):
            return None, said
        if kind := re.search(f"(?:{GROUP_KINDS})$", said):
            return (None, said) if not _ALL.match(said) else (None, self_name(kind[0]) if found["a"] else "")
    own = _SELF.search(text)
    if own:
        return None, self_name(own["kind"])
    return (None, "我单位") if _OUR.search(_REQUEST.sub("", text)) else (None, "")


def self_name(kind: str) -> str:
    """What a unit of a kind calls itself in its own report: 我社区, 我镇, 我校."""
    if kind == "校" or same_kind(kind, "学校"):
        return "我校"
    usual = next((g[0] for g in KIND_GROUPS if kind in g), kind)
    return f"我{usual}" if usual and len(usual) <= 2 else "我单位"


def theme_in(text: str, question: Question, behalf: UnitEntry | None) -> str:
    """What is to be written of, "" for the work as a whole: what stands in quotation marks, behind 关于, else what is left of a
    request without what it says of form, length, sources and speaker."""
    if quoted := _QUOTED.search(text):
        named = quoted[1]
    elif about := _ABOUT.search(_FOLLOWING.sub("", text)):
        named = next(g for g in about.groups() if g)
    else:
        named = _left_over(text, question, behalf)
    named = re.sub(
        "^(?:关于|围绕|有关|在|就(?!业)|下一步|下一?阶段|今后|明年)+|(?:方面|这一?块)$", "", named
    ).strip("的、，。：:“” ")
    named = _PURPOSE_WORDS.sub("", named) if not quoted else named
    return named.strip("的 ") if _GENERAL.sub("", named).strip("的、，。 ") else ""


def _left_over(text: str, question: Question, behalf: UnitEntry | None) -> str:
    rest = _BANNED.sub("", text)
    for unit in (*question.units, *((behalf,) if behalf else ())):
        for name in sorted({unit.name, *unit.unit.aliases}, key=len, reverse=True):
            rest = rest.replace(name, "")
    rest = _BEHALF.sub(lambda m: "" if _is_speaker(m) else f"关于{m['a'] or m['b']}", rest)
    for pattern in (_DEMANDS, _FOLLOWING, _AT_MOST, _LENGTH, _POINTS, _SELF, _WHOLE, _SECTION):
        rest = pattern.sub("", rest)
    pieces = []
    for piece in re.split("[，,。；;！!？?]", rest):
        words = re.sub("左右|大约|大概|约|以内|上下|的?口[吻气]|的?语[气调]|的?名义", "", piece.strip())
        words = re.sub("^(?:[替代帮给为以由](?:我们?|咱们?)?|关于)+", "", words)
        words = _PURPOSE_WORDS.sub("", _REQUEST.sub("", words).strip("的 ")).strip("的、和与 ")
        if len(_GENERAL.sub("", words)) >= 2:
            pieces.append(words)
    return pieces[0] if pieces else ""


def _is_speaker(found: re.Match[str]) -> bool:
    """Whether 以…名义, 给…写 tells who speaks, and not what is written of (为下一步志愿服务写三点)."""
    said = (found["a"] or found["b"]).strip("的 ")
    return not said or bool(found["a"] or _SELF.search(said) or re.search(f"(?:{GROUP_KINDS})$", said))


def _form(text: str, points: int, length: int | None) -> Form:
    asks = _FOLLOWING.sub("", text)
    if points:
        return "points"
    if re.search("全文|全篇|整篇|完整|[一1]篇", asks) or (length or 0) >= DOCUMENT_LENGTH * 0.7:
        return "document"
    if _PARAGRAPH.search(asks):
        return "paragraph"
    if _SECTION.search(asks):
        return "section"
    return "document" if length is None and _WHOLE.search(asks) else "paragraph"


def _usual(form: Form, points: int) -> int:
    if form == "points":
        return max(DEFAULT_LENGTH, PER_POINT * points)
    return {"paragraph": DEFAULT_LENGTH, "section": SECTION_LENGTH, "document": DOCUMENT_LENGTH}[form]


def without_banned(text: str) -> str:
    """A request without what it says not to use."""
    return _BANNED.sub("", text)


def _banned(text: str, directory: Directory) -> tuple[UnitEntry, ...]:
    found = (u for m in _BANNED.finditer(text) for u in directory.names(m["what"]))
    return tuple(dict.fromkeys(found))


def _named_behind(text: str, at: int, units: tuple[UnitEntry, ...]) -> UnitEntry | None:
    """我们社区（秀水社区）, 我们社区是秀水社区: the unit that is named as one's own."""
    behind = re.match(r"[（(是叫：:，]*([^，。）)]{2,14})", text[at:])
    if behind is None:
        return None
    return next((u for u in units if behind[1].startswith(u.name)), None)


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
