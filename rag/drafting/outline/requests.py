"""Whether a message asks for an outline first, and what it asks to be written without those words."""

import re

_NOUN = r"(?:写作|文章|总结|计划|汇报|材料|报告|讲话稿?|稿子)?的?(?:提纲|大纲|写作框架|框架|架子|目录|章节|小标题)"
_MAKES = r"(?:列|拟定?|给|出|搭|写|起草|做|来|弄|搞|定|想|提供|生成|理|要|设计)"
_ASKS = re.compile(
    rf"{_MAKES}(?:一下|出来?|好|成|上|个|了|我|我们|一个|一份|份|[一1]|详细|简单|初步|大致|先)*"
    rf"[^，。；！？第按照]{{0,24}}?{_NOUN}(?!协议|结构|[里中内](?!容)|的?第|[上下]面?的)"
    rf"|^(?:先)?{_NOUN}(?:先|呢|有吗)?[。？！]?$|(?:提纲|大纲|框架)(?:先)?(?:列|拟|给|搭|写|出)(?:一下|出来|给我|好)"
)
_WHICH_PARTS = re.compile(
    r"(?:写|拟|起草|准备|应该?|应当|需要|要|一般|通常)[^，。；]{0,20}?"
    r"(?:分(?:成|为)?|包括|包含|含|有|写|列|由)?(?:哪[几些]|几)(?:个|大)*(?:部分|板块|块|章节?|节|层)"
    r"|(?:写|拟|起草)[^，。；]{0,16}?(?:总结|计划|汇报|材料|报告|讲话)[^，。；]{0,6}(?:哪[几些]|几)个?方面"
    r"|(?:怎么|如何|怎样)(?:搭(?:个)?(?:架子|框架|结构)|布局|谋篇|安排(?:结构|章节)|分(?:部分|章节))"
    r"|(?:结构|框架|架子|章节|布局)(?:应该?|要|该)?(?:怎么|如何|怎样)"
)
_FOLLOWS = re.compile(
    r"(?:按照?|照着?|依照?|根据|就按|用)(?:着)?(?:这个|这份|上面的?|刚才的?|以上|该|此)?(?:的)?(?:提纲|大纲|框架)|"
    r"(?:提纲|大纲|框架)(?:里|中|的?第|不变|可以|很好|不错|没问题|定了|就这样|改|删|去掉|加)"
)
# 芷泊社区的总结写了哪几个部分 asks what a report has.
_HELD = re.compile("[写讲说分提]了|(?:总结|计划|汇报|材料|报告)[里中]面?(?!要|应|该)")
_TITLED = re.compile(
    r"[《“「][^》”」]*(?:提纲|大纲|纲要|框架)[^《“「]*?[》”」]|框架(?:协议|结构楼?)|(?:教学|德育|考试)大纲"
)
_WORDS = re.compile(
    rf"[，,；;。]?(?:(?:请|先|再|麻烦|能不能|可以|帮我|帮忙|给我|替我|我想|我要|想)*{_MAKES}"
    rf"(?:一下|出来?|好|成|上|了|我们?|一个|一份|个|份|详细|简单|初步|大致)*的?(?:写作)?(?:提纲|大纲|框架|架子|目录|章节|小标题)"
    rf"(?:出来|给我|看看|看一?下)?(?:吧|呗|先)?)(?=$|[，,。；;！!？?])"
)
_NOUN_BEHIND = re.compile(
    r"的?(?:写作)?(?:提纲|大纲|框架|架子|目录|小标题)(?:先)?(?:吧|呗)?(?=$|[，,。；;！!？?])"
)
_LISTS = re.compile(
    r"^(?:请|先|麻烦|能不能|能否|可以|帮我|帮忙|替我)*(?:(?:列|拟定?|草拟|出|搭|来|弄|搞|定|想|提供|生成|理)(?:一下|出来?|好|出|一个|一份|个|份)*|给我?们?一?[个份])(?=..)"
)
_NOUN_IN = re.compile("(?:写作)?(?:提纲|大纲|框架|架子|目录|小标题)")
_PARTS_BEHIND = re.compile(
    r"[，,]?(?:一般|通常|应该?|应当|需要|都|大概|主要)?(?:要|得)?(?:分(?:成|为)?|包括|包含|含|有|写|列)?(?:哪[几些]|几)(?:个|大)*(?:部分|板块|块|方面|章节?|节|层)(?:的?内容)?[呢吗？?。]?"
    r"|[，,]?(?:的)?(?:结构|框架|架子|章节|布局)?(?:应该?|要|该)?(?:怎么|如何|怎样)(?:搭(?:个)?(?:架子|框架|结构)?|布局|谋篇|安排(?:结构|章节)?|分(?:部分|章节))?[呢吗？?。]?$"
)
_ALONE = re.compile(
    rf"(?:请|先|再|麻烦|能不能|可以|帮我|给我|我|{_MAKES}|一下|一个|一份|个|份|出来|看看|吧|好|上)*"
)


def asks_outline(message: str) -> bool:
    """Whether a message asks for an outline of what is to be written (列个提纲, 写总结要有哪几部分), not for a text after
    one (按提纲写全文), nor what stands in an outline that a report speaks of."""
    bare = _TITLED.sub("", message)
    if _FOLLOWS.search(bare) or _HELD.search(bare):
        return False
    return bool(_ASKS.search(bare) or _WHICH_PARTS.search(bare))


def without_outline(message: str) -> str:
    """What is to be written: the message without the words that ask for an outline of it, "" where it says no more."""
    rest = (
        _PARTS_BEHIND.sub("", _WORDS.sub("", message))
        if _WHICH_PARTS.search(message)
        else _WORDS.sub("", message)
    )
    bare = _NOUN_BEHIND.sub("", rest)
    rest = (_LISTS.sub("写", bare) if bare != rest else bare).strip("，,；;。？?！! ")
    return "" if _ALONE.fullmatch(_NOUN_IN.sub("", rest)) else rest
