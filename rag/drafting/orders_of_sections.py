"""What a message tells of the sections of a whole text: 第二部分改成志愿服务, 加一部分队伍建设, 第一部分标题改成…."""

import re

from rag.drafting.revisions import Resection, Revision
from rag.drafting.said import P, Said

_X = r"[“\"「《]?(?P<x>[^，,。？?“”\"\ue000-\uf8ff]{2,20}?)[”\"」》]?"
_SET = r"(?:改|换|变|调整|改写|替换|更换)(?:成|为|作|写|讲|叫)*"
_LEAD = r"(?:请|再|把|将|还|也|就|那|后面|最后|结尾)*"
_OTHER = re.compile(
    rf"^{_LEAD}(?P<at>{P})(?:的)?(?:内容|主题)?(?:{_SET}|写成|改写|讲){_X}(?:方面的?|的内容|相关的?|吧)?$"
)
_HEADED = re.compile(
    rf"^{_LEAD}(?P<at>{P})的?(?:小?标题|题目|名称|名字)(?:{_SET}|叫|用|叫做|就叫|写成|写)(?:成|为)?{_X}$"
)
_MORE = re.compile(
    rf"^{_LEAD}(?:增加|添加|增设|新增|补充|加|添|补|插入|增)(?:上|入|写)?(?:一|1)?个?(?:部分|小节|节|章|板块)(?:内容)?(?:：|:|写|讲|是|叫|关于|谈|介绍)*{_X}(?:的|方面的?|的内容)?$"
)
_NO_HEADING = re.compile(
    r"别的|其他|[两三四五六七八\d]点|一段|[短长细]$|一[些点]|详细|具体|正式|口[吻气]|语气|字$|总结$|汇报$"
)


def of_sections(said: Said) -> tuple[Revision, ...]:
    """A section on something else, one more, or another heading."""
    if said.asks:
        return ()
    for pattern, heading_only in ((_HEADED, True), (_OTHER, False)):
        if (found := pattern.match(said.text)) and not _NO_HEADING.search(found["x"]):
            places = [p for p in said.named.places_in(found["at"]) if p.kind == "section"]
            about = said.named.unmarked(found["x"])
            return tuple(Resection(about=about, place=p, heading_only=heading_only) for p in places[:1])
    if (found := _MORE.match(said.text)) and not _NO_HEADING.search(found["x"]):
        return (Resection(about=said.named.unmarked(found["x"])),)
    return ()
