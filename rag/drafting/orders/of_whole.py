"""What a message tells of a draft as a whole: write it anew, put it in other words; and that it is the draft it means."""

import re

from rag.drafting.revisions import Anew, Revision, Reword

_ANEW = re.compile(
    r"^(?:(?:都|全|这些?|全部)?(?:不要了?|不行|不好|不满意|推倒)[，,]?)?(?:请|帮我|再|给我|从头|全部)*"
    r"(?:重新?写|重写|另写|重新?生成|重来|换一?版|再来一?版|换一?稿|重新?起草)(?:一[遍下版稿篇段份次个])?(?:吧|了|看看|一下)*[。！!]?$"
)
_REWORD = re.compile(
    r"(?:换[个种一]?(?:说法|表述|表达|写法|句式)|改写|润色|顺一?顺|通顺(?:一?些|一?点)?|优化一?下(?:文字|语言|表述|措辞)?|措辞)"
)
_MEANT = re.compile(
    r"^(?:请|那|再|好的?|现在)?[，,]?(?:回到|接着改?|继续改?|看|改|把)?(?:刚才|上面|之前|前面|先前)?(?:写)?的?(?:那|这)?(?:个|份|段|篇)?(?:稿子?|草稿|初稿|总结稿)(?![件费])[里中]?的?[，,：:]?"
)
_LONGEST = 14


def of_whole(message: str) -> tuple[Revision, ...]:
    """Write anew, or put otherwise; () for any other message."""
    words = message.strip()
    if _ANEW.match(words):
        return (Anew(),)
    if len(words) <= _LONGEST and _REWORD.search(words) and not re.search("[?？：:]|哪|谁|多少|几", words):
        return (Reword(),)
    return ()


def meant_draft(message: str) -> str | None:
    """The rest of a message that says first that it means the draft (回到刚才那个稿子，缩短到100字), "" where it says no
    more; None for any other message."""
    found = _MEANT.match(message.strip())
    return message.strip()[found.end() :].strip("。 ") if found else None
