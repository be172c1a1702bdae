"""What a message in a conversation is, beside a question of its own: small talk, or about the last answer, or about other units."""

import re
from typing import Literal

Lookback = Literal["source", "more", "why"]
SmallTalk = Literal["greeting", "thanks"]

_SOURCE = re.compile(
    r"^(?:那|这|请问|它)?(?:个|句|段|条|些|句话|个数字?|个数据)?(?:的)?(?:出处|来源|原文|依据)(?:呢|在哪|是哪|是什么|在什么|在第?几|给我看|[？?]|$).{0,12}$"
    r"|^(?:这|那|它)?(?:个|句|段|些|句话|个数字?|个数据)?(?:是)?(?:在|出自|来自|引自)?(?:原文的?)?(?:哪[一]?[段行页份句]|第几[段行页]|哪个文件|哪份(?:报告|材料|文件))(?:里|中|上)?(?:说的|写的|提到的)?(?:呢|啊)?[？?]?$"
)
_MORE = re.compile(
    r"^(?:请|能不能|可以|能)?(?:再)?(?:说|讲|介绍|展开)?(?:得)?(?:详细|具体|展开)(?:地|点|一点|些|一些)?(?:说说|讲讲|介绍|说一?下|介绍一?下|讲一?下|说明|说|讲|呢|情况)?(?:一下)?(?:吧|吗|好吗)?[。？?]?$"
    r"|^(?:上下文|前后文|整段|全文|原文)(?:呢|是什么|给我看看|怎么说的?|怎么写的?)?[？?]?$"
)
_AND_MORE = re.compile(r"^(?:那)?(?:还有|继续|接着说|然后|其他的|别的)(?:呢|吗|什么|没有|内容)*[？?。]?$")
_WHY = re.compile(
    r"^(?:那|这|那这)?(?:又|都)?(?:是)?(?:为什么|为何|为啥|什么原因|怎么回事|原因(?:是什么|是啥|在哪)?|怎么会这样)(?:呢|呀|啊|会这样)*[？?]?$"
)
_KIND = r"(社区|街道|乡镇|镇|乡|村|县|区|市|省|局|学校|医院|园区|单位|部门|地方)"
_OTHERS = re.compile(
    rf"^(?:那|那么|还有|有没有|还有没有|其他|其它|别的|另外)+的?{_KIND}(?:还有|有)?(?:吗|呢|怎么样|的情况)?[？?]?$"
)
_SMALL_TALK = re.compile(
    r"^(?:你好|您好|嗨|在吗|再见|你是谁|你能做什么|怎么用|帮助)[啊呀吗呢！!。？?，,\s]*$"
)
_THANKS = re.compile(
    r"^(?:好[的了]?|嗯+|行|可以|对的?|是的|知道了|明白了?|清楚了|收到|没事了?|辛苦了?|非常感谢|感谢|谢谢|多谢|谢了)"
    r"(?:[，,\s]*(?:好的?|知道了|明白了?|辛苦了?|谢谢|多谢|感谢))*(?:你|您|啦|了|啊|呀|哈)*[！!。～~，,\s]*$"
)


def small_talk(message: str) -> SmallTalk | None:
    """Whether a message asks nothing of the reports: a greeting, or thanks for an answer."""
    text = message.strip()
    if _THANKS.match(text):
        return "thanks"
    return "greeting" if _SMALL_TALK.match(text) else None


def is_aside(message: str) -> bool:
    """Whether a message leaves what the conversation is about as it is."""
    return small_talk(message) is not None or looks_back(message) is not None


def looks_back(question: str) -> Lookback | None:
    """Whether a message asks about the last answer, and what."""
    text = question.strip()
    if _MORE.match(text) or _AND_MORE.match(text):
        return "more"
    if _WHY.match(text):
        return "why"
    return "source" if _SOURCE.match(text) else None


def other_kind(message: str) -> str | None:
    """The kind of units asked for beside those spoken of (还有别的社区吗); None for any other message."""
    found = _OTHERS.match(message.strip())
    return found.group(1) if found else None
