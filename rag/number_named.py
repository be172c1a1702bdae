"""Questions whose point is one number that was seen: 芷泊社区的6300人次是什么活动, 那1.8万是怎么来的, 800个是全年的吗."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ingest.numerals import ARABIC, CHINESE, parse_range, plain
from ingest.quantities import QUANTITY, Quantity, quantity_of
from rag.directory import Directory
from rag.terms import Term, fold
from rag.understand import Question, read_question

Wanted = Literal["what", "place", "time", "plan"]

# A measure that the tables do not hold (130余车) goes by its one character.
_BARE = re.compile(
    rf"(?<![第\d.A-Za-z])(?P<number>(?:{ARABIC}(?![\dA-Za-z.])|{CHINESE})[余多]?)(?P<measure>[\u4e00-\u9fff]?)"
)
_CALLED = r"[”\"』」）)]?(?:的)?(?:(?:这|那)(?:一|个|些)?)?(?:数字|数据|数目|数|指标|说法)?(?:，)?"
_ADVERBS = r"(?:到底|究竟|具体|主要|都|又|就|原文|原话|报告|材料|里|中|上|，)*"
_END = r"[呢啊呀吗嘛么]*[？?。！!\s]*$"
_PERIOD = r"(?:全年|一整年|整年|一年|今年|去年|上年|当年|本年度?|年度|半年|上半年|下半年|(?:19|20)\d\d年度?|[一二三四1-4]季度|季度|每[年月天日]|当月|\d{1,2}月份?|累计|历年|几年|一次)"
_TO_COME = r"(?:已经|都|还是|只是)*(?:计划|规划|目标|任务|打算|预计|完成|已完成|做完|实际|实绩|干成|做到)"
_TAILS: tuple[tuple[Wanted, str], ...] = (
    ("time", rf"是不?是?(?:指)?{_PERIOD}(?:内|里|一年)?(?:累计|合计|总共)?(?:的)?(?:数字?|情况|总数|总量)?(?:还是[^，。？?]{{1,10}}|吗)?"),
    ("time", r"是(?:哪一?年度?|哪个?(?:时候|时期|时段|季度|月)|哪段时间|什么时(?:候|间|期)|何时|几月份?)(?:的|内的)?(?:数字?|情况|事)?"),
    ("plan", rf"是不?是?{_TO_COME}(?:的|了的)?(?:数字?|指标|情况)?(?:还是[^，。？?]{{1,10}}|吗)?"),
    ("plan", r"(?:完成|做到|实现|达到|兑现)了?(?:没有?|吗)"),
    ("place", r"(?:是)?(?:在|从|出自|来自|见于?)(?:的)?(?:原文|报告|材料)?(?:的)?(?:哪|什么)[^，。？?]{0,6}?(?:说|写|提|讲|来|看|出)?(?:到|出来)?的?"),
    ("place", r"的?(?:出处|来源|依据|原文|原话)(?:(?:是|在)[^，。？?]{1,5}|呢)?"),
    ("place", r"(?:是)?怎么(?:来|算|得|统计|得出|算出|说|写|提)(?:来|到|出来)?的?"),
    ("what", r"(?:是|都是|指|是指|指的|指的是|说的|说的是|是说|代表|算|对应|包括|包含|涉及)了?(?:些|的)?(?:什么|啥|哪)(?!一?个?(?:单位|社区|街道|镇|乡|村|局|区|县|市|家))[^，。？?]{0,12}?"),
    ("what", r"(?:是)?(?:什么|啥)意思|怎么回事|怎么(?:解释|理解)"),
    ("what", r"(?:是)?(?:都)?(?:用|花|投|干|做|办|搞|拿)(?:在|到|于|来|了|去)*(?:什么|啥|哪)[^，。？?]{0,6}?"),
)  # fmt: skip
# 800个呢 after the table in which it stands; 一年呢 and 三个呢 ask of other things.
_JUST_THAT = re.compile(r"[”\"』」]?呢[？?。！\s]*$")
_TAIL = tuple((wanted, re.compile(rf"{_CALLED}{_ADVERBS}(?:{tail}){_END}")) for wanted, tail in _TAILS)
# 12345热线是什么时候开通的 asks of a line, 165次志愿服务是怎么来的 of a number.
_THING_BETWEEN = re.compile(
    r"的?[\u4e00-\u9fff]{2,10}?(?=这个数|是全年|是怎么来|怎么来|怎么算|是怎么算|指的?是?什么|是?什么意思|是不?是?计划|是不?是?目标|是?在哪[里儿]?[说写提]|出自)"
)
_ASKS_ALREADY = re.compile(r"多少|什么|哪|谁|几[个家次人场]|怎么|如何|写|起草|[第前][\s]*$|每[\s]*$")
_BOUND = re.compile(r"超过|多于|大于|高于|不少于|不低于|至少|少于|低于|小于|不到|不足|不超过|以[上下内]|之内")
_FEW = re.compile(r"^[一二三四五六七八九十两几]?(?:个|项|点|方面|条|种|类|大|步|块|件|家)$")
_OF_TIME = frozenset("月日号点时分秒级届周")
_YEARS = (1900, 2100)
_MANY = 10
_LONGEST = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberNamed:
    """A number that a question asks about. `raw` is how it was typed; `value` (None where it is a redaction, x万人次)
    and `upper` are in the base measure, `measure` is "" where none was said. `wanted`: what it is, in which place it
    stands, of which time, or whether it is planned. `head` is the question up to the number."""

    raw: str
    value: Decimal | None
    measure: str
    wanted: Wanted
    head: str
    upper: Decimal | None = None


def question_of(named: NumberNamed, message: str, before: Question | None, directory: Directory) -> Question:
    """The message that names a number, as a question to the units it names, else to those of the question before."""
    plainly = f"{named.raw}是什么？"
    fresh = read_question(f"{named.head}{plainly}", directory)
    terms = (*fresh.terms, Term(text=fold(named.raw), weight=1.0, exact=True))
    question = replace(fresh, text=message, standalone=message, mode="answer", terms=terms)
    earlier = before.recent if before else ()
    if fresh.units or fresh.strangers or fresh.group or before is None or not before.units:
        recent = (*(u for u in earlier if u not in fresh.units), *fresh.units)
        return replace(question, recent=recent, from_history=False)
    whose = f"各{before.group}" if before.group else "和".join(u.name for u in before.units)
    return replace(
        question, standalone=f"{whose}的{plainly}", units=before.units, group=before.group, recent=earlier,
        period=fresh.period or before.period, from_history=True,
    )  # fmt: skip


def number_named(message: str) -> NumberNamed | None:
    """The number that a message asks about; None where its point is another."""
    message = message.strip()
    words = plain(message)
    if len(words) > _LONGEST:
        return None
    for end in range(1, len(words)):
        wanted, loosely = _wanted(words[end:])
        found = _ending(words[:end]) if wanted else None
        if wanted is None or found is None:
            continue
        start, quantity = found
        if not _ASKS_ALREADY.search(words[:start]) and _is_meant(words[start:end], quantity, wanted, loosely):
            return NumberNamed(
                raw=message[start:end].strip(), value=quantity.value, upper=quantity.upper,
                measure=quantity.measure, wanted=wanted, head=message[:start].rstrip("“\"「『（("),
            )  # fmt: skip
    return None


def _ending(words: str) -> tuple[int, Quantity] | None:
    """The quantity at the end of the words, or the number there, and where it begins."""
    for match in QUANTITY.finditer(words):
        if match.end() == len(words) and (quantity := quantity_of(match)):
            return match.start(), quantity
    for match in _BARE.finditer(words):
        number, measure = match.group("number", "measure")
        ends = parse_range(number) if match.end() == len(words) else None
        # 十四五 and 二十大 are names.
        if ends and (number[0] in "0123456789" or re.search("[百千万亿]", number[1:])):
            known = not measure or ends[0] >= _MANY
            return (match.start(), Quantity(value=ends[0], upper=ends[1], measure=measure)) if known else None
    return None


def _wanted(rest: str) -> tuple[Wanted | None, bool]:
    """What the words behind a number ask of it, and whether only loosely: 800个呢, or with what it counts between
    (165次志愿服务是怎么来的)."""
    if _JUST_THAT.match(rest):
        return "what", True
    thing = _THING_BETWEEN.match(rest)
    for after, loosely in ((rest, False), (rest[thing.end() :] if thing else "", True)):
        if after and (wanted := next((w for w, tail in _TAIL if tail.match(after)), None)):
            return wanted, loosely
    return None, False


def _is_meant(raw: str, quantity: Quantity, wanted: Wanted, loosely: bool) -> bool:
    """Whether a number is what the question is about; not where it is a limit (50岁以上), a date or a year, or says
    only how many points there are (那三个是什么)."""
    few = quantity.value is not None and quantity.value < _MANY
    if loosely and (few or quantity.measure in ("", "岁")):
        return False
    if quantity.measure == "年" and (few or _YEARS[0] <= (quantity.value or 0) <= _YEARS[1]):
        return False
    if quantity.measure in _OF_TIME or _BOUND.search(raw):
        return False
    return wanted != "what" or not _FEW.match(raw)
