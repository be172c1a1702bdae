"""What else a message tells to speak of, or no longer: 加一句图书室的, 结尾加上下一步打算, 不要写培训."""

import re

from rag.drafting.orders.at_places import DROP
from rag.drafting.orders.said import P, Said
from rag.drafting.revisions import Include, Place, Remove, Revision

_LEAD = r"(?:再|还|也|要|请|最好|可以|可|应该|需要|得|就|给|另外|适当|尽量|在文中|文中|里面|其中|都|帮我|能)*"
_ADD = r"(?:(?:充实|丰富)(?=一?[点些下])|加(?!强|快|大|固|工|班|装|油|盟|码|深|密|急|倍|以|剧|紧|热|薪)|补充|补写|补(?!助|贴|偿|选|课|习|缴)|添加|添|增加|增添|增写|加写|插入?|来(?=一?[句段点些])|融入|加入|写入|带上|带(?!头|动|领))"
_WRITE = r"(?:再写|还写|还要写|要写|多写|还要提|要提|再提|提一?下|还要有|还要讲|再讲|再说|还得写|还应写|突出|体现|写写|提提|写上|提到|说到|写到)"
_SOME = r"(?:上(?!半年)|一个?部分|入|进|到|一下|一?点儿?|些|一些|几句|一?[句段条笔个]|两句|下(?!一|半|阶)|一两句|点|：|:|关于|有关|讲|说|写|介绍|反映|涉及|到|提)*"
_X = r"[“\"「]?(?P<x>[^，,。？?：:“”\"\ue000-\ue0ff]{2,18}?)[”\"」]?"
_Y = _X.replace("?P<x>", "")
_OF = r"(?:这|那)?(?:的(?:内容|情况|话|句子|文字|东西|部分|事|表述|材料)?|方面的?(?:内容|工作|情况|材料|话)?|(?:这|那)(?:一?[块方]面?|部分)的?(?:内容)?|内容|相关的?内容)?"
_IN = r"(?:上|进去|进来|到里面|到文中|到草稿里|到|一下|一笔|一句|几句|入|进)*"
_INCLUDES = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"{_LEAD}{_ADD}{_SOME}{_X}{_OF}(?:进去|进来|上去|上)?",
        rf"{_LEAD}{_WRITE}{_SOME}{_X}{_OF}(?:进去|进来)?",
        rf"{_LEAD}(?:把|将){_X}{_OF}(?:也|都|给|再)*(?:加|写|补|添|放|列|提|融|带|纳入|体现)(?:充)?{_IN}",
        rf"(?!把|将|我们|本|不要|别){_X}{_OF}(?:也|还|都)+(?:要|得|应该|需要|应当|可以)?(?:写|加|提|补|体现|说|讲|带)(?:充)?{_IN}",
        rf"(?:没有?(?:写|提|说|讲)(?:到|上)|漏掉?了|少了|忘了|忘记了?)(?:写|提|说|讲)*(?:到|上)?{_X}{_OF}(?:没写|没提)?",
    )
)
_AT_PLACE = re.compile(
    rf"^(?:请|再|就|也)*(?:在)?(?P<at>{P})(?:的)?(?:后面|之后|后边|后|里面?|里|中|下面|末尾|结尾|那里)?(?P<rest>.+)$"
)
_AT_END = re.compile(
    r"^(?:请|再|就|也)*(?:在)?(?:全文|文章|段落?|草稿|文|整段)?(?:的)?(?:最后|结尾|末尾|文末|段末|后面|最末|收尾|结束)(?:处|部分|的?地方|面)?(?P<rest>(?:再|要|也|还|可以|得)*(?:加|补|添|写|提|带|增|讲|说|展望).+)$"
)
_AT_START = re.compile(
    r"^(?:请|再|就|也)*(?:在)?(?:全文|文章|段落?)?(?:的)?(?:最前面?|开头|前面|开篇|文首|段首|最开始)(?:处|部分)?(?P<rest>(?:再|要|也|还|先)*(?:加|补|添|写|提|带|增).+)$"
)
_NOT_ON = re.compile(
    rf"^(?:把|将|也|都|就|请|再|里面|文中)*(?:(?:不要|别|不用|不)(?:再)?(?:写|提|说|讲|出现|涉及|提到|提及|写到){_Y}{_OF}(?:了)?|(?:{DROP}){_Y}(?:的(?:内容|部分|句子|话|表述|描述|事|情况)|方面的?(?:内容)?)|{_Y}(?:的(?:内容|部分|句子|话|表述)?|方面的?(?:内容)?)?(?:就|都|也|全)*(?:不要写|不写|别写|不提|别提|不用写|不要提|不说|删掉|去掉|删了|不要)了?)$"
)
_NO_MATTER = re.compile(
    r"必要|^一[列栏行]|^(?:小?标题|出处|来源|依据|数字|数据|例子|字数?|字|标点|序号|编号|开头|结尾|过渡|过渡句|页码|日期|落款|内容|东西|脚注|注释|引用|表格?|图表?|图片|句子?|话|别的|其他|其它|一点|一些|重点|亮点|特色|成效|空话|套话|官话|废话|重复|啰嗦|得.*|太.*|的|这个|那个|这些|那些|这样|那样|那么.*|这么.*|进去|进来|上|了|一下|材料|改动|修改|变|变化|问题|错|错误|用|要|单位|名字|细节|篇幅|长度|长|短|意思|关系|事|办法|文采|人)$|"
    r"了$|^[一二三四五六七八九十两几\d]+[点条句段个字份篇倍]|[一二三四五六七八九十百\d]+个?字|我觉得|帮我|\d|是"
)
_DONE = re.compile("[了过着](?!.*[的])|^(?:一?共|全年|今年|去年)")


def of_matter(said: Said) -> tuple[Revision, ...]:
    """What a part of a message tells to speak of, or no longer; () where it asks something."""
    if said.asks:
        return ()
    place, rest = None, said
    if found := _AT_END.match(said.text):
        place, rest = Place(n=-1), said.with_text(found["rest"])
    elif found := _AT_START.match(said.text):
        rest = said.with_text(found["rest"])
    elif found := _AT_PLACE.match(said.text):
        places = said.named.places_in(found["at"])
        place, rest = places[-1], said.with_text(found["rest"])
    for pattern in _INCLUDES:
        if (found := pattern.match(rest.text)) and (about := _matter(rest, found["x"])):
            return (Include(about=about, place=place),)
    if place is None and (found := _NOT_ON.match(said.text)):
        words = next((x for x in found.groups() if x), "")
        return (Remove(place=Place(about=about)),) if (about := _matter(said, words)) else ()
    return ()


def _matter(said: Said, words: str) -> str:
    about = said.named.unmarked(words).strip('“”"「」的 ')
    about = re.sub(r"(?:方面|这一?块|那一?块|情况|内容|相关)$", "", about) or about
    return "" if len(about) < 2 or _NO_MATTER.search(about) or _DONE.search(about) else about
