"""What a message in a conversation is, beside a question of its own: about the last answer, about other units or another year."""

import re
from typing import Literal

Lookback = Literal["source", "more"]

_SOURCE = re.compile(
    r"^(?:那|这|请问|它)?(?:个|句|段|条|些|句话|个数字?|个数据)?(?:的)?(?:出处|来源|原文|依据)(?:呢|在哪|是哪|是什么|在什么|在第?几|给我看|[？?]|$).{0,12}$"
    r"|^(?:这|那|它)?(?:个|句|段|些|句话|个数字?|个数据)?(?:是)?(?:在|出自|来自|引自)?(?:原文的?)?(?:哪[一]?[段行页份句]|第几[段行页]|哪个文件|哪份(?:报告|材料|文件))(?:里|中|上)?(?:说的|写的|提到的)?(?:呢|啊)?[？?]?$"
)
_MORE = re.compile(
    r"^(?:请|能不能|可以|能)?(?:再)?(?:说|讲|介绍|展开)?(?:得)?(?:详细|具体|展开)(?:地|点|一点|些|一些)?(?:说说|讲讲|介绍|说一?下|介绍一?下|讲一?下|说明|说|讲|呢|情况)?(?:一下)?(?:吧|吗|好吗)?[。？?]?$"
    r"|^(?:上下文|前后文|整段|全文|原文)(?:呢|是什么|给我看看|怎么说的?|怎么写的?)?[？?]?$"
)
_KIND = r"(社区|街道|乡镇|镇|乡|村|县|区|市|省|局|学校|医院|园区|单位|部门|地方)"
_OTHERS = re.compile(
    rf"^(?:那|那么|还有|有没有|还有没有|其他|其它|别的|另外)+的?{_KIND}(?:还有|有)?(?:吗|呢|怎么样|的情况)?[？?]?$"
)
_PERIOD = re.compile(
    r"^(?:那|那么|换成|换)?((?:上一?|去|前|今|本|当)年|(?:19|20)\d{2}年?)(?:度)?(?:的|呢|的呢|的情况呢?|是多少)?[？?]?$"
)


def looks_back(question: str) -> Lookback | None:
    """Whether a message asks about the last answer, and what."""
    text = question.strip()
    if _MORE.match(text):
        return "more"
    return "source" if _SOURCE.match(text) else None


def other_kind(message: str) -> str | None:
    """The kind of units asked for beside those spoken of (还有别的社区吗); None for any other message."""
    found = _OTHERS.match(message.strip())
    return found.group(1) if found else None


def other_period(message: str) -> str | None:
    """The year that the last question is to be asked of again (上一年呢, 2022年呢); None for any other message."""
    found = _PERIOD.match(message.strip())
    return found.group(1) if found else None
