"""How long, in what tone, form, purpose, on what and on whose behalf a message tells to write a draft otherwise."""

import re

from rag.directory import Directory
from rag.drafting.brief import PURPOSES
from rag.drafting.form import length_in
from rag.drafting.model import Tone
from rag.drafting.orders.said import P, S, Said, U
from rag.drafting.orders.said_places import number_of
from rag.drafting.revisions import Reshape, Resize, Retone, Revision
from rag.drafting.speaker import speaker_in

_N = r"(?:\d+|[一二两三四五六七八九十百千]+)"
_IT = r"(?:整体|全文|全篇|整篇|内容|文字|篇幅|字数|总字数|这一?段|这一?篇|它|草稿|文章|稿子|材料|段落|其他的?|其余的?|别的|剩下的?|整段|通篇|总体|每一?[点条句段]|各[点条段]|写|说|讲|上|有|的|地方|部分|总结|计划|汇报|长度)"
_ADVERB = r"(?:请|再|也|都|还|就|得|要|可以|能|稍微|稍|略微|略|适当|尽量|进一步|给我|把|将|对|进行|需要|应该|最好|帮我|更|重新|一起|全|务必|直接|继续)"
_WORD = rf"{_IT}|{_ADVERB}"
_LEAD = rf"(?:{_WORD}){{0,8}}"
"""What may stand in front; bounded, as words stand in several of its lists and a long text must stay cheap."""
_BIT = r"(?:一?[点些下]儿?|一[缩压砍减扩加]|些许|几句|一倍|一半|一多半|三分之[一二]|一段|一截|得|的|了|掉|吧|呢|啊|一番|一点点|许多|压缩|精简|缩短|很多|不少|为主|为宜|成|到|处理)"
_SHORTER = r"(?:缩短|压缩|精简|缩减|缩写|删减|砍短|浓缩|写短|改短|缩|短|压|少写|简短|减少|精减|砍|减|简化|瘦身|压压|缩缩|删删|凝练|少点字|少写点|收一收|收着点|概括|简要|简略|缩小|删节)"
_LONGER = r"(?:扩写|扩充|充实|丰富|细化|加长|写长|详细|具体|详写|拓展|长|多写|扩展|扩|写细|写详细|展开|增加|写多|写丰富|加厚|补充|详尽|饱满|多些|多|翔实|增|加|写实|深入|展开来?[写说讲]|详细写|[写说讲]得?(?:详细|具体|丰富|长|多|细))"
_TOO = r"(?:太|有点儿?|有些|过于|还是|还|显得|偏|写得|说得|实在|感觉|好像|觉得|稍|略|比较|够)"
_LONG = r"(?:长|啰嗦|罗嗦|冗长|累赘|繁琐|拖沓|多|超)(?:了)?(?:一?[点些])?了?"
_SHORT = r"(?:不够(?:详细|具体|充实|丰富|细|深入|长|多|饱满)?|短|简单|单薄|笼统|空洞?|少|粗|干巴|简略|泛|简短|薄)(?:了)?(?:一?[点些])?了?"
_WHOLE_SHORTER = re.compile(
    rf"^(?:{_LEAD}{_SHORTER}{_BIT}*|{_LEAD}{_TOO}+{_LONG}|{_LEAD}(?:字数)?超了|(?:太|过于)?(?:啰嗦|冗长)了?)$"
)
_WHOLE_LONGER = re.compile(
    rf"^(?:{_LEAD}{_LONGER}{_BIT}*(?:内容|写写|写|描述|字|篇幅|字数)?|{_LEAD}展开(?:来)?(?:说说|讲讲|说|讲)(?:一下)?|{_LEAD}(?:{_TOO}+{_SHORT}|(?:内容)?(?:不够(?:详细|具体|充实|丰富|细|深入|长|多|饱满)?|单薄|空洞)了?(?:一?[点些])?))$"
)
_TO_LENGTH = re.compile(
    rf"^{_LEAD}(?:{_SHORTER}|扩写|扩充|加长|扩展|扩|增加|加|补|控制|限制|限定|保持|调整|写|要求|改|凑|弄|增|压|写够|凑够|大概|字数)*(?:到|在|为|至|成|够|是|就)*(?:大?约|大概|不超过|不多于|最多|不少于|至少|不低于|不能超过|别超过|不要超过|差不多|左右|上下)*(?P<n>{_N}(?:[-~至到]{_N})?)(?P<zi>个?字)?(?:左右|以内|之内|上下|以下|以上|就?够了?|就行|的样子|这么长|的篇幅|即可|为宜|之间|吧)*$"
)
_BY = re.compile(
    rf"^{_LEAD}(?:(?P<s>减少|少|减|砍掉?|删掉?|缩短|压缩|少写)|(?P<l>增加|加|多写|多|扩充|补|再写|再来))(?:了|个|上)?(?P<n>{_N})个?字(?:左右|吧)?$"
)
_ADJECTIVES: tuple[tuple[Tone, str], ...] = (
    ("汇报", "正式|严肃|公文|书面|官方|庄重|规范|严谨|庄严|机关"),
    ("讲话", "口语|有气势|有感染力|有号召力|动员|慷慨|有力|振奋|激昂|鼓舞"),
    ("简洁", "简洁|简练|精炼|精练|干练|利落|简明|明快|干脆"),
    ("平实", "平实|朴实|朴素|通俗|接地气|实在|自然|平和|低调|客观|朴实无华|朴质|中性|平白|务实"),
)
_GENRES: tuple[tuple[Tone, str], ...] = (
    ("汇报", "汇报(?:材料)?|报告|工作汇报|向上级汇报|向领导汇报|公文|述职"), ("讲话", "(?:领导)?讲话稿?|发言稿?|演讲稿?|致辞|动员"), ("平实", "总结|工作总结|叙述|陈述"),
)  # fmt: skip
_VOICE = r"(?:口[吻气]|语[气调言]|文风|风格|腔调|调子|笔调|笔法|写法|语体|表述|用语|措辞)"
_TONE_LEAD = rf"(?:{_WORD}|不妨|{_VOICE}|改|换|用|以|按|调|调整|变|成|为|个|一种|一个|比较|写|说|得|更加|方面|上|文字|像|符合){{0,8}}"
_TONE_END = rf"(?:的|化|性|体|一点|一些|点儿?|些|来写|来|写|改写?|一下|说|的话|那种|式|了|{_VOICE}){{0,6}}"
_NOT_SO = re.compile(
    rf"^{_LEAD}(?:{_VOICE})?(?:上)?(?:不要|别|不用|不必|太|过于|有点儿?|有些)+(?:那么|这么|太|过于|写得)*(?P<of>官方|正式|严肃|官腔|书面|文绉绉|生硬|死板|刻板|口语|随意|随便|白|通俗|花哨|华丽|夸张|浮夸|高调)(?:化)?(?:了|的)?(?:一?[点些])?$"
)
_POINTS = re.compile(
    rf"^(?:{_WORD}|重新|改|换|不要一段|把它|改写|按|请按|排|形式|格式){{0,8}}(?:(?:分|列|写|改|归纳|概括|整理|拆|拆分|总结|浓缩|变|做|说|讲|用|归并|合并|成|分作|要|归|凝练|压缩|梳理|提炼)+(?:成|为|作|出)*)?(?P<n>[两二三四五六七八2-8])(?:个)?(?:点|条|个方面|方面|小点|要点|大点)(?:内容)?(?:来|去|形式|的形式)*(?:写|说|讲|列|展开|表述|陈述|呈现)?(?:就行)?$"
)
_BY_POINTS = re.compile(
    rf"^(?:{_WORD}|改|换|重新|改成|换成|用|写成|以){{0,8}}(?:分|按|列|逐)(?:成|为)?(?:几)?(?:要?点|条|条目|几条)(?:的形式|形式)?(?:来|地)?(?:写|列|说|讲|陈述|列出|列出来|展开|呈现|表述)*$"
)
_ONE_PARAGRAPH = re.compile(
    rf"^(?:{_WORD}|不要分点|不分点|三点|几点|这几点|各点|把它们|几段|这几段|改|重新){{0,8}}(?:合并?|并|写|改|改写|整合|揉|连|变|整理|汇|归并|用|浓缩|拼|串|融合?|做|放|组织|换|归)+(?:成|为|到|在|回|作)*(?:一?个?(?:整|自然|完整的?|连贯的?|大)?段(?:话|文字|落)?|一整?段话?)(?:就行|来写|里|的形式)?$|^(?:请|就)?(?:不要|别|不用|取消|不)(?:再)?(?:分点|分条|列点|分段|编号|序号)(?:了|写|列)*$|^(?:要|就要|只要)?(?:一(?:整|个)?段(?:话)?|连成段|成段)(?:就行|写)?$"
)
_SECTION = re.compile(
    rf"^(?:{_WORD}|改|用|带|加|分|写|列|设|配|添){{0,8}}(?:上|几个|出|成|为|个|些)*(?:小标题|标题层次|层次|小节|几个?部分|[两二三四五]个?(?:大)?部分|一节|[（(]一[）)])(?:的形式|来|写|结构|形式)*$"
)
_DOCUMENT = re.compile(
    rf"^(?=.*(?:成|为|扩|完整|整篇))(?:{_WORD}|改|扩|扩展|扩写|做|变|写|形成|生成|整理|弄|拓展){{0,8}}(?:成|为)?(?:一?[篇份个]|整篇)?(?:完整|全套|整篇|一整篇|全文)的?(?P<of>[^，]{{0,8}}?)(?:的)?(?:文章|材料|文稿|稿子)?$"
)
_GENRE = r"(?:年度|半年|全年|年终|上半年|下半年|工作|典型|先进|情况|专题|述职|党建|交流|领导|大会|会议|下一步|明年|经验|阶段性|的|一[份篇段个]|份|篇|个|正式)*(?P<genre>总结|小结|计划|打算|方案|汇报|报告|经验材料|经验|典型材料|讲话稿?|发言稿?|致辞|述职报告|交流材料|思路|安排)(?:材料|稿子?|的形式|形式|段落|性质|体|文|格式|那种|类型)*"
_PURPOSE = re.compile(
    rf"^(?:{_WORD}|文种|体裁|类型|文体){{0,8}}(?:改|换|写|改写|转|变|弄|做|调整|整理|转换|按|当|还是写)+(?:成|为|作|到)*{_GENRE}(?:来写|写)?$"
)
_X = r"[“\"「《]?(?P<x>[^，,。“”\"\ue000-\uf8ff]{2,16}?)[”\"」》]?"
_THEME = tuple(
    re.compile(f"^{words}$")
    for words in (
        rf"(?:请|把|将|写作|文章|这段的?)*(?:主题|题目|主旨|主线|方向|话题)(?:换|改|变|定|调整|设|更换|改写)?(?:成|为|到|作|是|：|:)+{_X}(?:方面|的内容|相关的?)?",
        rf"(?:请|还是|就|重新|改)*(?:改|换|改成|换成|转)(?:写|讲|说|谈){_X}(?:方面的?|的|相关的|的内容)?",
        rf"(?:请|还是|就|改|重新)*(?:围绕|针对|就|以){_X}(?:为(?:主题|题|主线))?(?:来|重新|再)?(?:重写|写|改写)(?:一?[遍下])?",
    )
)
_NO_THEME = re.compile(
    "名义|口[吻气]|身份|角度|语气|字$|点$|句|[份篇段]$|总结$|汇报$|计划$|更|一些|正式|我们|本社区|详细|具体|短|长|格式|形式"
)
_WHO = rf"(?:{U}|{S}|(?:我们|咱们|我|咱|本)(?:的|这个)?[\u4e00-\u9fff]{{0,6}}?|[\u4e00-\u9fff]{{2,10}}?)"
_SPEAKER = re.compile(
    rf"^(?:{_WORD}|改|换|还是|应该){{0,8}}(?:以|用|按|从|站在|换成|改成|换|代|换到|改用)(?P<who>{_WHO})的?(?:名义|口[吻气]|身份|角度|立场|语气)(?:来|去|写|重写|说|讲|写作|叙述|表述)*$|^(?:{_WORD}|改|换){{0,8}}(?:成|为|换成|改成|当成)?(?:是)?(?P<our>(?:我们|咱们|本)(?:社区|街道|镇|乡|村|局|学校|单位|园区|部门))(?:自己)?(?:写)?的$"
)
_FIRST_PERSON = re.compile(rf"^(?:{_WORD}|改|换){{0,8}}(?:用|成|以)*第一人称(?:来|写|的口吻|口吻)*$")


def of_form(said: Said, directory: Directory) -> tuple[Revision, ...]:
    """What a part of a message tells of the form of the whole draft."""
    for read in (_voice, _shape, _theme, _length):
        if found := read(said, directory):
            return found
    return ()


def _voice(said: Said, directory: Directory) -> tuple[Revision, ...]:
    text = said.text
    if _FIRST_PERSON.match(text):
        return (Reshape(speaker="我单位"),)
    if found := _NOT_SO.match(text):
        formal = re.search("口语|随意|随便|白|通俗", found["of"])
        return (Retone(tone="汇报" if formal else "平实"),)
    for tone, words in _ADJECTIVES:
        if re.match(rf"^{_TONE_LEAD}(?:{words})(?:、|而|又|且|的|和)*(?:{words})?语?{_TONE_END}$", text):
            return (Retone(tone=tone),)
    for tone, words in _GENRES:
        if re.match(rf"^{_TONE_LEAD}(?:{words})(?:那样|那种|一样|似)?的?{_VOICE}{_TONE_END}$", text):
            return (Retone(tone=tone),)
    if found := _SPEAKER.match(text):
        who = said.named.unmarked(found["who"] or found["our"])
        entry, speaker = speaker_in(f"以{who}名义", said.named.units_in(text), directory)
        return (Reshape(behalf=entry, speaker=speaker),) if speaker else ()
    return ()


def _shape(said: Said, directory: Directory) -> tuple[Revision, ...]:
    text = said.text
    if re.search(P, text):
        return ()
    if found := _POINTS.match(text):
        return (Reshape(form="points", points=number_of(found["n"])),)
    if _BY_POINTS.match(text):
        return (Reshape(form="points"),)
    if _ONE_PARAGRAPH.match(text):
        return (Reshape(form="paragraph"),)
    if _SECTION.match(text):
        return (Reshape(form="section"),)
    if found := _PURPOSE.match(text):
        purpose = next((name for name, p in PURPOSES if p.search(found["genre"])), None)
        purpose = "经验材料" if "经验" in text or "典型" in text else purpose
        return (Reshape(purpose=purpose),) if purpose else ()
    if found := _DOCUMENT.match(text):
        purpose = next((name for name, p in PURPOSES if p.search(found["of"])), None)
        return (Reshape(form="document", purpose=purpose),) if purpose or not found["of"] else ()
    return ()


def _theme(said: Said, directory: Directory) -> tuple[Revision, ...]:
    if said.asks:
        return ()
    for pattern in _THEME:
        if (found := pattern.match(said.text)) and not _NO_THEME.search(found["x"]):
            return (Reshape(theme=found["x"].strip("的")),)
    return ()


def _length(said: Said, directory: Directory) -> tuple[Revision, ...]:
    text = said.text
    if re.search(f"{P}|{U}|{S}", text):
        return ()
    if found := _BY.match(text):
        return (Resize(way="shorter" if found["s"] else "longer"),)
    if (found := _TO_LENGTH.match(text)) and (found["zi"] or re.search("字数|[到在为至成]|超过|篇幅", text)):
        length = length_in(text if found["zi"] else text.replace(found["n"], f"{found['n']}字"))
        return (Resize(way="to", length=length),) if length else ()
    if _WHOLE_SHORTER.match(text):
        return (Resize(way="shorter"),)
    return (Resize(way="longer"),) if _WHOLE_LONGER.match(text) else ()
