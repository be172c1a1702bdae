"""Whether a figure is done or to come, by the words in front of it: 预计, 力争, 拟 against 已, 共, 累计."""

import re

_PLAN = re.compile(
    "预计|力争|争取(?=在|于|年底|早日|实现|达到|完成|全年|今年|明年|创建)|拟(?!定|写|人)|不得?少于|目标[是为：:]|确保|"
    "(?<![行工年中规])计划(?=[在于今明全年投新建完实开举组安用到再增筹培引将总每0-9x_])(?!年度|总?投资|生育)|"
    "将(?=于|在|新|建|继续|进一步|全面|投|举|开|组|实|达|完|安|再|有|对|与|严|按)|"
    "(?<![主重需必只纪首次摘机紧提简纲概扼])要(?![求点素闻件案职害务么领道])"
)
_DONE = re.compile("已(?!知)|(?<![公中])共(?![享同建产青和治创筑识])|累计|了")
_MARK = re.compile("[，,：:()（）]")


def is_planned(words: str, *, default: bool) -> bool:
    """Whether `words`, a sentence up to and with a figure, say that it is to come.

    The nearest clause with such a word decides, `default` where there is none. Where a clause says both
    (预计共接待), the plan is heard.
    """
    for clause in reversed(_MARK.split(words)):
        if _PLAN.search(clause):
            return True
        if _DONE.search(clause):
            return False
    return default
