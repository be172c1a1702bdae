"""Which way a clause points: up or down, negated or not, done or to come."""

import re

from ingest.plans import is_planned

_UP = re.compile("增长|增加|提高|提升|上升|上涨|增至|升至|升高|攀升|扩大|增多|回升")
_DOWN = re.compile("下降|减少|降低|下滑|下跌|降至|减至|回落|缩减|压减|下调")
# A source may say more loosely which way it went.
_ANY_UP = re.compile(f"{_UP.pattern}|增|升|扩|壮大|翻番|提(?=[高升速质])|涨")
_ANY_DOWN = re.compile(f"{_DOWN.pattern}|降|减|撤并|压缩|缩短|合并")
_NOT = re.compile(
    "没有|没(?=[一发出])|未(?!来|成年|央|婚|病|名|知)|无(?=[人一法重较安违新任]|事故)|并非|"
    "不(?!断|仅|但|少|同|足|良|动产|锈|文明|等|超过|低于|高于|大于|得|懈|同|忘|只|论|止|如|过|失|懂|满意|满|稳|规范)"
)
# Whatever denies the two characters behind it; of a longer word (不断, 未来) those make no sense elsewhere.
_DENIES = re.compile("没有|[未没无不非]")
# 满意不满意 asks, it denies nothing.
_EITHER_WAY = re.compile(r"([\u4e00-\u9fff]{1,2})[不没]\1")
_PLAN = re.compile(
    "计划|拟|将(?!近)|力争|争取|预计|打算|目标|确保|(?<![主重需必只首次摘机紧提简纲概扼])要(?![求点素闻件案职害])|"
    "明年|来年|下一步|今后|规划|不得?少于|至少|不低于|准备|将会|有望|预期"
)
_FIRM_PLAN = re.compile(
    "拟(?!定|写|人)|力争|预计|打算|有望|(?<![行工年中规度])计划(?=[在于今明全年投新建完实开举组安用到再增筹培引将总征改启\\d])|"
    "将(?=于|在|新|建|继续|投|举|开|组|实|达|完|安|再|有)"
)
_DONE = re.compile("已经|已(?!知)|(?<=[成完建办举行展开到投])了")
# 科学规划，强化建设 heads what was done.
_PLAN_PLACE = re.compile(
    "打算|计划|下一步|今后|努力方向|目标|(?<!科学|合理|统一|统筹)规划|思路|方案|任务|工作安排"
)
_RECORD_PLACE = re.compile("情况|现状|回顾|成效|完成|总结|成绩")


def directions(words: str, *, loosely: bool = False) -> frozenset[str]:
    """上升 and 下降, each where `words` say it; loosely also where they only imply it (撤并)."""
    up, down = (_ANY_UP, _ANY_DOWN) if loosely else (_UP, _DOWN)
    return frozenset(w for w, pattern in (("上升", up), ("下降", down)) if pattern.search(words))


def negations(words: str) -> int:
    """How often `words` negate."""
    return len(_NOT.findall(_EITHER_WAY.sub(r"\1", words)))


def negated_words(words: str) -> tuple[str, ...]:
    """The two characters that each denial in `words` falls upon."""
    words = _EITHER_WAY.sub(r"\1", words)
    return tuple(w for m in _DENIES.finditer(words) if len(w := words[m.end() : m.end() + 2]) == 2)


def affirmed(word: str, words: str) -> bool:
    """Whether `word` stands in `words` with no negation in front of it."""
    words = _EITHER_WAY.sub(r"\1", words)
    return any(
        not _DENIES.search(words[max(0, m.start() - 6) : m.start()])
        for m in re.finditer(re.escape(word), words)
    )


def plans(words: str) -> bool:
    """Whether `words` speak in any way of what is to come."""
    return bool(_PLAN.search(words))


def firmly_plans(words: str) -> bool:
    """Whether `words` say expressly that something is to come."""
    return bool(_FIRM_PLAN.search(words)) or is_planned(words, default=False)


def says_done(words: str) -> bool:
    """Whether `words` say expressly that something is done."""
    return bool(_DONE.search(words))


def place_of_plans(headings: str) -> bool:
    """Whether what stands under these headings (one a line, the nearest first) is to come, though its own words do
    not say so; the first that speaks of plans or of what was done decides."""
    for line in headings.split("\n"):
        to_come, record = _PLAN_PLACE.search(line), _RECORD_PLACE.search(line)
        if bool(to_come) != bool(record):
            return bool(to_come)
    return False
