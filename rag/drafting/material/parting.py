"""A sentence of a report parted into statements that can stand alone: where it may be cut and where not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.model import Span
from ingest.words import tagged_words
from rag.comparison.cued import DEEDS
from rag.surroundings import Readable, Sentence

LONGEST = 100
_SHORT, _SHORT_COUNTED = 8, 6
_ROW_MEMBER, _BARE = 40, 5
_QUOTED = re.compile('[“《"][^”》"]*[”》"]')
_MARK = re.compile(
    r"^(?:[-*•]\s+|[（(]?[一二三四五六七八九十\d]{1,3}[)）、．.](?!\d)\s*|[一二三四五六七八九十](?:是|要(?=[^求点]))|[①-⑳⑴-⒇]|(?:首先|其次|再次|最后)[，,]?)"
)
_BRACKET = re.compile("[(（][^()（）]*[)）]")
_TIME_ALONE = re.compile(
    r"^(?:截[至止].{1,10}|[^，]{0,6}(?:年|年度|半年|季度|[月日]份?|以来|年来|期间|前后?|目前|年初|年底|全年|同时|此外|近日|之际|节日|学期|其次|首先|一方面|另一方面))$"
)
_CANNOT_END = re.compile(
    r"(?:[的和与及对把将被为以在从向按于]|包括|如下|以及|根据|按照|通过.{0,3}|时间|时机|等[^，]{0,4}(?:方式|形式|途径|手段|契机|渠道)|[期时]间|之际|以来|之[后前际]|[以过]后|[过程活动]中|基础上|[前情][提况]下|同时|[一二三四五六两]个方面|为[^，]{2,12}|[^，]{2}(?:载体|契机|抓手|重点|主题|核心|目标|平台|原则|阵地|要求|精神|机会|优势|作用|原则)|[部领]署|指导下|支持下)$"
)
_ADVERBIAL = re.compile(
    r"^(?:为了?(?!民|群众|居民|[^，]{1,12}(?:提供|送|安装|办|解决|实施|建|发放|赠))|以(?!上|来)|按照|按(?!时|期|月|季|年|户|人)|根据|随着|围绕|通过|透过|运用|结合|利用|借助|依托|针对|对照|立足|紧[扣紧]|本着|遵照|借|抓住|充分[发利]|把握|面对|经过?(?!营|济)|当|自(?!觉|愿|己|身|行|主)|从(?!事|业)|在(?!册|职|校|编|读|建|岗|场|家)|于|采取|采用|适逢|凭借|坚持以)"
)
_AIM = re.compile(
    r"^为(?:了|切实|进一步|更好|全面|深入|充分|加强|提高|提升|确保|推进|推动|贯彻|落实|丰富|营造|规范|做好|增强|促进|有效|使|方便|扎实|加大|防止|保障)"
)
_DOES = re.compile(
    f"{DEEDS.pattern}|进行|普及|实行|实现|加强|做好|深化|挂牌|收看|播放|清运|清扫|拆除|修补|疏通|更换|硬化|整修|新修|新增|增设|增添|添置"
)
_BESIDES = re.compile(
    r"^(?:结合|围绕|根据|依托|针对|立足|借助?|利用|抓住|按照)[^，]*(?:活动|工作|实际|建设|契机|主题|要求|特点|需求|职能|情况|机会|时机|结构|协会|优势|资源|阵地|平台|载体)$"
)
_BY = re.compile(
    "^(?:通过|透过|随着|经过)[^，]*(?:的[^，]{2}|努力|学习|活动|建设|教育|培训)$|^在[^，]*(?:[中上下前后时]|期间|之际)$"
)
_WAYS = re.compile("等(?:各种|多种)?(?:方式|形式|途径|手段|渠道)")
_PLAINLY = re.compile(
    "开展|举办|组织|举行|召开|成立|组建|建立|建成|制作|发放|参加|印发|安装|慰问|走访|进行|邀请|完成"
)
_UNDER = re.compile(r"^[^，]{2,14}?(?:结合|围绕|按照|根据|通过|利用|以)[^，]*$")
_DEPENDENT = re.compile(
    r"^(?:其(?!他|它)|该|此(?!外)|这|那|[他她它]们?|使|让|令|致|给[^，]{1,8}带来|以便|以此|从而|因[此而]|由此|进而|所以|但|虽|而|确保|做到|达到|到达|实现了?|促[进使]|形成了?|保证|保障了?|提[高升]了|增强了?|营造|推动了|有[力效]|切实|真正|最终|也|又|均|都|则|"
    r"吸引|受[众益训教]|惠及|覆盖|成功|有效(?:率|处|化)|办结|参[与加](?:人|群|居|活|评|培|\d|[^，]{0,8}[\d近]|[^，]{0,6}达)|累计|总(?:人|数|面|投)|平均|每[人户个场期月天次]|日均|[户人]均|完成率|满意率|知晓率|成功率|设有?|占地|藏书|面积|分别|涉及|取得[^，]{0,6}证|获得[^，]{0,8}证|收到|得到|受到|赢得|深受|(?:年[底终])?(?:表彰|奖励|评出|评选出)\d|[^，]{2,12}(?:吸引|惠及|受益)[^，]*\d|(?:全年)?[^，]{1,3}率(?:达|为|\d)|"
    r"在原有|比上年|较上年|比去年|较去年|同比|共?有(?=\d|[^，]{2,10}[\d])|共[计达]|计划[在于]\d|含|等[^，]{0,4}$|包括|主要(?:有|是|包括|内容)|内容(?:包括|有|为)|其中)"
)
_HEADLESS = re.compile(
    r"(?:成立|组成|形成|建立|构建|组建|打造|健全|完善|开展)了?(?:以|由|起|[^，]{0,10}“)(?:(?!的[^，]{2,}$)[^，])*$|^[^，]*(?:坚持|按照|实行|采取|本着|遵循)[^，的]*$"
)
_CLOSES = re.compile(
    "的[^，的]{0,14}(?:机制|体制|格局|局面|模式|体系|制度|小组|队伍|原则|思路|要求|方针|方式|方法|办法|氛围|形式|网络|目标|活动|精神|工作法|大队|机构|活动场所)$"
)
_MADE_OF = re.compile("(?:成立|组成|组建|开展)了?(?:由|以)[^的]*$")
_FROM = re.compile(r"由(?:原来|过去|以前|上年|去年|[^，]{0,6}\d)(?![^，]*(?:到|至|为|成))")
_AS_FAR_AS = 3

# 今年我们调处矛盾10起 begins anew, whatever the clause before it wants.
_WITH_SUBJECT = re.compile("^(?:今年|去年|全年|同时)?我[们国省市县区镇乡村街社局校院]")


def statements_of(page: Readable, sentence: Sentence) -> Iterator[Span]:
    """Every stretch of a sentence that can stand alone, from where one may begin to each place where it may end, up
    to the next that can begin."""
    text = page.report.text
    clauses = _with_brackets(text, sentence)
    words = [_bare(c.of(text)) for c in clauses]
    over = [bool(re.search("[；;：:。！？!?\n]", text[a.end : b.start])) for a, b in pairwise(clauses)]
    announces = [text[c.end : c.end + 1] in tuple("：:") for c in clauses]
    optional = [announces[n] or is_adverbial(w) for n, w in enumerate(words)]
    needed, closing = _unclosed(words)
    open_ends = [
        announces[n] or needed[n] or optional[n] or (n not in closing and runs_on(w))
        for n, w in enumerate(words)
    ]
    leans = [
        n > 0 and not over[n - 1] and _leans(words[n - 1], w, _front_of(page, clauses[n]))
        for n, w in enumerate(words)
    ]
    for first, clause in enumerate(clauses):
        before = first - 1
        if leans[first] or words[first].startswith("其中"):
            continue
        if first and announces[before] and not _begins(clause.of(text), words[first]):
            continue
        cut_off = first and open_ends[before] and not optional[before] and not over[before]
        if first and (needed[before] or (cut_off and not _WITH_SUBJECT.match(words[first]))):
            continue
        for last in range(first, len(clauses)):
            if last > first and (over[last - 1] or not (leans[last] or open_ends[last - 1])):
                break
            span = Span(start=clause.start, end=clauses[last].end)
            if len(span) > LONGEST:
                break
            if not open_ends[last]:
                yield span


def _begins(clause: str, words: str) -> bool:
    """Whether what follows a colon stands without it: a point of a list, or words that begin with what is done."""
    return bool(_MARK.match(clause)) or tagged_words(words)[0].tag[0] in "vda"


def is_adverbial(words: str) -> bool:
    """Whether words only say when, how or with what aim something is done (围绕…主题, 截至目前)."""
    if _TIME_ALONE.search(words):
        return True
    bare = _QUOTED.sub("“”", words)
    if _AIM.match(bare) or _BY.match(bare) or (_BESIDES.match(bare) and not _PLAINLY.search(bare)):
        return True
    lead = _ADVERBIAL.match(bare)
    if lead is None:
        return False
    deeds = len(_DOES.findall(bare[lead.end() + 2 :]))
    return deeds < (2 if lead.group() in ("通过", "透过", "采取", "采用") else 1)


def _with_brackets(text: str, sentence: Sentence) -> list[Span]:
    """The clauses, what stands in a bracket with the one in front of it."""
    found: list[Span] = []
    for clause in sentence.clauses:
        if found:
            words = text[found[-1].start : clause.start]
            if _depth(words) > 0:
                closing = re.match(r"[)）]", text[clause.end : clause.end + 1])
                found[-1] = Span(start=found[-1].start, end=clause.end + bool(closing))
                continue
        found.append(clause)
    return found


def _depth(words: str) -> int:
    return sum(words.count(c) for c in "(（") - sum(words.count(c) for c in ")）")


def _bare(words: str) -> str:
    """The words of a clause without its list mark and its bracket."""
    return _MARK.sub("", _BRACKET.sub("", words)).strip()


def _unclosed(words: Sequence[str]) -> tuple[list[bool], set[int]]:
    """Which clauses are in the middle of an attribute that a later one closes (成立了以甲为组长，乙为成员的领导小组), and the
    places of those that close one."""
    needed, closed = [False] * len(words), set[int]()
    for n, clause in enumerate(words):
        if not _HEADLESS.search(_QUOTED.sub("“”", clause)):
            continue
        behind = range(n + 1, min(len(words), n + 1 + _AS_FAR_AS))
        closing = next((m for m in behind if _CLOSES.search(_QUOTED.sub("“”", words[m]))), n)
        # 成立了由甲任组长: without its end it says nothing.
        for m in range(n, closing if closing > n or not _MADE_OF.search(clause) else n + 1):
            needed[m] = True
        if closing > n:
            closed.add(closing)
    return needed, closed


def runs_on(words: str) -> bool:
    """Whether a clause cannot be the last of a statement."""
    if _TIME_ALONE.search(words) or _CANNOT_END.search(words) or _FROM.search(words):
        return True
    bare = _QUOTED.sub("“”", words)
    if _UNDER.match(bare) and not DEEDS.search(bare) and not re.search(r"\d", bare):
        return True
    return not re.search(r"\d", words) and not any(w.tag[0] == "v" for w in tagged_words(bare))


def _front_of(page: Readable, clause: Span) -> str:
    """What stands in front of the first figure of a clause where that is all that is counted (乱搭乱建1500处), or where
    what is counted stands elsewhere; "" otherwise."""
    figure = next((f for f in page.report.figures if clause.covers(f.span)), None)
    if figure is None:
        return ""
    front = page.report.text[clause.start : figure.span.start]
    if front != figure.subject and figure.subject in clause.of(page.report.text):
        return ""
    tags = [w.tag[0] for w in tagged_words(front)]
    return "" if tags[-1:] == ["n"] and _DOES.search(front) else front


def _leans(before: str, words: str, front: str) -> bool:
    """Whether a clause cannot be the first of a statement, but only goes on with the one before."""
    if len(words) < (_SHORT_COUNTED if re.search(r"\d", words) else _SHORT) or _DEPENDENT.search(words):
        return True
    if _WAYS.search(words) and not _ADVERBIAL.match(words):
        return True
    if len(words) > _ROW_MEMBER or not re.search(r"\d", before) or not re.search(r"\d", words):
        return False
    if 0 < len(front) <= _BARE:
        return True
    tags = [w.tag[0] for w in tagged_words(words)]
    return tags[0] in "nmqrbjlx" and "v" not in tags and not _DOES.search(words)
