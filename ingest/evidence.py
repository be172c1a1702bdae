"""What speaks for a name being the unit of its report: where it stands, and what is said of it there.

A name once the subject of the opening sentence, in the announcing sentence (现将…汇报如下) or under the text outweighs
many mentions of subordinates; names that lead, instruct or receive the report are superiors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.kinds import AREA_KINDS, Kind
from ingest.names import NameMention

_DATED = r"(?:[\d０-９_xX×ｘＸ—\-~－〇○零一二三四五六七八九十]*(?:年度?|月份?|日|季度|学期|学年度?)|第|(?:今|去|本|上|下|明|新的?一|这一|近|几|两|三|五)(?:年|半年|季度|学期)|以?来|上|下|半年|前|期间|中|度|当前|目前|一年|全年|三年)*"
_CLAUSE_START = re.compile(
    rf"(?:^|(?:努力|领导|指导|支持|帮助|关心|关怀)下|[。！？；;，,：:、\n\s　》>”）)]){_DATED}[，,]?$"
)
_SENTENCE_START = re.compile(rf"(?:^|[。！？；;：:\n\s　>]){_DATED}[，,]?$")
_ACTS = re.compile(
    rf"{_DATED}(?:党委|党组|党总支|党支部|党工委|村?[“\"]?两委[”\"]?|管委会|领导)?(?:班子|全体|上下|广大|机关|党员|干部|职工|教职工|师生|医护|人员|成员|民警|干警)*"
    r"(?:党|在|以|始终|坚持|认真|紧紧|紧扣|积极|精神文明|全面|深入|围绕|高度|牢固|切实|扎实|按照|根据|立足|结合|着力|大力|不断|严格|充分|主动|聚焦|把|将|对|共|通过|结合|"
    r"团结|攻坚|狠抓|突出|坚定|聚力|锚定|抢抓|克服|牢记|努力|一手|先后|现有|现辖|辖|下辖|下设|位于|地处|成立|创建于|始建|建于|是|属|一定|必将|必须|宣传|教育|工作|上下一心|实现|完成|开展|"
    r"组织|举办|召开|贯彻|落实|推进|推动|强化|加强|致力|持续|稳步|各项|共有|总|占地|面积|于|成为|要|继续|力争|计划|拟|争取|\d|[_xX×]{2}|[二〇○]{2})"
)
_LED_BEFORE = re.compile(
    r"(?:在|受|由|向|报|经|得到|接受|按照|根据|响应|服从|遵照|执行|争取|配合|贯彻|落实|转发|依据|列入|迎接|获|被|的|和|及|、)[^，。；;\n]{0,10}$"
)
_LEADS = re.compile(
    r"[^，。；;\n]{0,20}?(?:领导|指导|帮助下|支持下|部署|要求|关心|关怀|关爱|验收|检查组|检查|统一|批准|授予|表彰|评为|下达|下发|转发|督导|监督|帮扶|组织的|举办的|精神|文件|通知|会议|汇报|报告)"
)
_ADDRESS = re.compile(r"[^，。；;\n]{0,10}[：:]\s*(?:\n|$)")
_ANNOUNCED = re.compile(r"(?:将|就)[^，。；;\n]{0,12}$|(?:对|为)[^。；;\n]{0,4}$")
_REPORTED = re.compile(r"[^。；;\n]{0,60}?(?:如下|于后|汇报|总结|报告|通报|制定)")
_OWN_BEFORE = re.compile(
    r"(?:结合|根据|按照|立足|鉴于|针对|从|为了?把|把|将|我代表|我谨代表|代表|作为|我们|欢迎[^，。]{0,8}(?:莅临|来)|热爱|推动|推进|建设|打造|为|加快|对)$"
)
_OWN_AFTER = re.compile(
    r"(?:[^，。；;\n]{0,6}(?:实际|实情)|(?:建设|建|打造|办)(?:得|成)|建[院校馆所站园]|(?:成立|组建|创办|建成|开园|挂牌|投用)[^，。]{0,6}(?:以来|周年|于)|全体|班子|党委|党组|党支部|(?:经济社会|各项|的)(?:发展|事业)|[^，。；;\n]{0,12}(?:给予|予以)[^，。；;\n]{0,6}(?:评价|肯定))"
)
_UNDER = re.compile(
    r"(?:到|赴|去|往|与|和|同|对|如|其中|例如|包括|深入|来到|走进|走访|慰问|参观|考察|邀请|联合|协助|督促|指导|帮扶|包联|推荐|选派|选送|支援|学习|借鉴|依托|安排|支持|、|在|由|向|以|给|引进|"
    r"[一二三四五六七八九十\d]是|确定|选择|[—\-－])$"
)
_QUOTED_OPEN = re.compile(r"[《“\"]$")
_QUOTED = re.compile(
    r"[^》”\"\n]{0,25}(?:办法|制度|方案|规划|计划|意见|细则|规定|章程|手册|条例|公约|规约|总结|报告|预案|要点)[^》”\"\n]{0,6}[》”\"]"
)
_DATE_LINE = re.compile(r"[\s　]*[\d_xX×〇○零一二三四五六七八九十年月日\s　.\-/]*\s*")
_SEAT = re.compile(
    r"(?<=街道)办事处$|(?<=社区)(?:居民委员会|居委会)$|(?<=村)民?委(?:员)?会$|管委会$|管理委员会$"
)
_NO_SUBJECT = re.compile(
    r"(?:(?![在受由按])[^，。；;\n]){0,14}?(?:领导下|指导下|支持下|帮助下|要求|部署|安排|统一|印发|下发|文件|通知)|[、：:》”]|的(?!工作|精神|各项)"
)
_HEADING = re.compile(r"(?:总结|计划|汇报|报告|方案|要点|安排|打算|材料)[\s　）)]*$")
_VISITED = re.compile(
    r"(?:书记|县长|市长|区长|领导|省长|局长|主任|主席|部长|一行|专家|督查组|检查组|考察团|代表团)[^，。；;\n]{0,8}(?:来|到|莅临|深入|亲临|赴)$"
)
_LEADS_IN = re.compile(rf"(?:^|[。！？；;：:\n\s　>]|[下来年际中后间初月期度][，,]){_DATED}[，,]?$")
_SPOKEN_FOR = re.compile(r"(?:我|谨|现在?)[^，。；;\n]{0,4}代表$|(?:以下|下面|这|这里)是$|作为$")
_STRANGER = re.compile(
    r"[^，。；;\n]{0,12}?(?:来|到|与|同|和|向|支援|捐赠)我[校院社镇乡村街局馆园所县区市们]"
)
_PARENT = re.compile(r"(?:国家税务总局|国家统计局|国网|中国共产党|中共)$")
_LEADS_FIRST = re.compile(r"[^，。；;\n]{0,12}(?:领导下|指导下|的要求|的部署|的安排)")
_FOUNDED = re.compile(
    r"(?:建[院校馆所站园厂社局]|成立|组建|挂牌|开园|建成|创建)[^，。；;\n]{0,6}(?:以来|之初|周年)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A name with all that speaks for it (`weight`) and other forms of it in the text."""

    name: str
    kind: Kind
    weight: float
    count: int
    first: int
    spoken: bool  # whether it ever does more than be mentioned: acts, is signed, is announced
    forms: frozenset[str] = frozenset()


def candidates(text: str, mentions: Sequence[NameMention]) -> list[Candidate]:
    """The names in `text` weighed by the roles they play in it, most likely first."""
    opening = _opening_end(text)
    groups = _grouped(mentions)
    found = []
    for name, group in groups.items():
        roles = [_role(text, m, opening) for m in group]
        best = sorted((r for r in roles if r > 0), reverse=True)
        # A second opening adds nothing that the first did not say; plain mentions fade.
        weight = sum(best[:1]) + sum(min(r, 2.0) for r in best[1:5]) + 0.2 * len(best[5:])
        weight += max(-8.0, sum(r for r in roles if r < 0) * 0.6)
        if not any(m.sure for m in group) and max(roles) < (4.5 if len(group) == 1 else 2):
            continue
        found.append(
            Candidate(
                name=name,
                kind=group[0].kind,
                weight=weight,
                count=len(group),
                first=group[0].start,
                spoken=max(roles) >= 2,
                forms=frozenset(m.name for m in group) - {name},
            )
        )
    return sorted(found, key=lambda c: (-c.weight, c.first))


def _grouped(mentions: Sequence[NameMention]) -> dict[str, list[NameMention]]:
    """Mentions by name, a longer form (河南油田南阳社区) under the shorter that the text uses as well."""
    groups: dict[str, list[NameMention]] = {}
    for mention in mentions:
        name = mention.own if mention.kind.name in ("社区", "村") else mention.name
        groups.setdefault(_SEAT.sub("", name), []).append(mention)
    for name in sorted(groups, key=len, reverse=True):
        shorter = [
            n for n in groups if n != name and name.endswith(n) and groups[n][0].kind is groups[name][0].kind
        ]
        if shorter:
            base = min(shorter, key=len)
            keep, other = (base, name)
            groups[keep] = sorted(groups[keep] + groups.pop(other), key=lambda m: m.start)
    return groups


def _role(text: str, mention: NameMention, opening: int) -> float:
    """What one mention says for (or, negative, against) its name."""
    before, after = text[max(0, mention.start - 30) : mention.start], text[mention.end : mention.end + 70]
    line = before.rpartition("\n")[2]
    before = _PARENT.sub("", before)
    if _signed(text, mention, line, after):
        return 8.0
    if not line.strip(" 　") and _ADDRESS.match(after):
        return -8.0
    if mention.start < opening and _in_heading(text, mention):
        return 4.5
    if _STRANGER.match(after):
        return -3.0
    if _SPOKEN_FOR.search(before):
        return 5.0
    if subject := _as_subject(text, mention, before, after, opening):
        return subject
    if _ANNOUNCED.search(before) and _REPORTED.match(after) and not _LEADS_FIRST.match(after):
        return 6.0
    if _OWN_BEFORE.search(before) and _OWN_AFTER.match(after):
        return 5.0
    if _VISITED.search(before):
        return 3.0
    if _QUOTED_OPEN.search(before) and _QUOTED.match(after):
        return 3.0
    if _FOUNDED.match(after):
        return 4.0
    if _LED_BEFORE.search(before) and _LEADS.match(after):
        return -4.0
    if _UNDER.search(before):
        return -1.0
    return 0.7 if mention.start >= opening else 1.5


def _as_subject(text: str, mention: NameMention, before: str, after: str, opening: int) -> float:
    """What a mention says as the subject of its clause, most in the opening sentence; 0 where it is none."""
    if not _CLAUSE_START.search(before) or before.endswith("、"):
        return 0.0
    acts = bool(_ACTS.match(after))
    first = mention.start < _opening_end(text, 1)
    if mention.start < opening and (
        acts or (first and _LEADS_IN.search(before) and not _NO_SUBJECT.match(after))
    ):
        sure = (0.0 if first else -1.5) + 1.5 * acts + 0.5 * bool(_SENTENCE_START.search(before))
        return 4.0 if _is_area_body(mention, after) else 5.0 + sure
    return 2.0 if acts else 0.0


def _is_area_body(mention: NameMention, after: str) -> bool:
    return mention.kind.name in AREA_KINDS and after[:1] in "委政人"


def _in_heading(text: str, mention: NameMention) -> bool:
    """Whether the mention stands in a title line that opens the text: 关于澜江县教育局工作的汇报."""
    begin = text.rfind("\n", 0, mention.start) + 1
    line = text[begin:].partition("\n")[0]
    return not text[:begin].strip() and len(line) <= 45 and bool(_HEADING.search(line))


def _signed(text: str, mention: NameMention, line: str, after: str) -> bool:
    """Whether the mention is a line of its own at the end of the text, before its date."""
    if line.strip(" 　>") or len(text) - mention.end > 60:
        return False
    rest = after.removeprefix("人民政府").removeprefix("办公室").removeprefix("党委")
    return bool(_DATE_LINE.fullmatch(rest)) and mention.start > 40


def _opening_end(text: str, count: int = 2) -> int:
    """Where the opening ends: behind the first `count` sentences of the report, address and headings passed over."""
    at, sentences = 0, 0
    for match in re.finditer(r"[^。！？\n]*[。！？\n]+", text):
        piece = match.group().strip()
        at = match.end()
        if len(piece) > 12 and not piece.endswith(("：", ":")):
            sentences += 1
        if sentences >= count or at > 400:
            break
    return min(at, 500) or min(len(text), 500)
