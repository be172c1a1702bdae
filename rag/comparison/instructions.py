"""What a message tells to do with a table, by its verbs: add, drop, keep, exchange, take instead; and with what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Act = Literal["add", "drop", "keep", "exchange", "instead"]

_POLITE = re.compile(
    r"^(?:好的?[，,]?|嗯+|对了|请(?!假)|麻烦(?:你|您)?|帮我|帮忙|给我|替我|能不能|能否|可不可以|可以(?!不)|能(?!力|源|手)|我(?:还|也)?想(?!看的|要的|比的)|我(?:还|也)?要(?!的)|想要|那(?![个些家三两])就?|然后|接着|最后(?![一1个])|并且?|同时|顺便|顺带|先(?!进)|重新(?=[加去把比])|另外(?=[再加把还]))+"
)
_AT_END = re.compile(
    r"(?:吧|吗|可以吗|好吗|好不好|行吗|行不行|就行|就好|就可以|即可|一下子|啊|哦|呗|嘛|[。！!？?\s])+$"
)
_NOISE = re.compile(
    r"^(?:谢谢|多谢|麻烦了|辛苦了?|不好意思|不对|错了|弄错了|搞错了|不是|对了|好的?|嗯+|好|对|重来|改一下|调整一下|我说错了|说错了)?(?:你|您|了|啊|呀)?$"
)
_PARTS = re.compile(r"[，,；;。！!\n]|[？?](?=.)")
_NEXT = re.compile(
    r"(?<=[^，,])(?=(?:然后|并且|同时|接着)|(?:并|再|顺便)(?:按照?|画|做成|写成|把|只[看留]|行列|转|去掉|删|加[上个]|换成))|(?<=[\u4e00-\u9fff]{4})(?<![再也就都先先还把])(?=(?:再加[上个一]|再去掉|加上))"
)
_MAY = re.compile(r"(?:能不能|可不可以|可以|能否|是不是可以|应该)(?=(?:也|都|再|先)?[加算放列写去删拿剔不])")
_TABLE = re.compile(
    r"(?:从|在|到|进|往)?(?:这|那)?(?:个|张)?(?:对比|比较)?表(?:格)?(?:里面?|中|当中|上|内)(?:面)?(?:的|再)?"
)
_INTO_TABLE = re.compile(
    r"(?:放|加|列|填|算|写|补)(?:(?:到|进|在|入)(?:这|那)?(?:个|张)?表(?:格)?(?:里面?|中|上)?|表(?:格)?(?:里面?|中|上))(?:去|来)?"
)
_OF_TABLE = re.compile(
    r"[一二两三四五六七八九十\d这那]+(?:列|栏|行)|[”\"」数](?:列|栏)|表(?:格)?(?:里|中|上)"
)
_X = r"(?P<x>[^，,。；;？?！!]{1,60}?)"
_ADD = (
    r"(?:再加上|加上|加入|加进来?|加到|加个|加一?下|加(?!强|快|大|固|工|班|油|装|盟|深|密|急|倍|减|以|剧|紧|热|码|温|注|薪|价)"
    r"|添上|添加|添个?|补上|补充(?:一下|上)?|补个?(?!助|贴|偿|种|选|课|习|短|缴)|算上|带上|增加|增列|增补|新增一?[列行栏个]|列上|列入|放进来?|放上|纳入|拉上|捎上|来(?:一个|个|一?(?=[列栏行])))"
)
_ADDED = (
    r"(?:加上|加一下|加进[来去]?|加入|加到?|算上|算进[来去]|列上|列进[来去]|列出来|放进[来去]|放上去?|写进[来去]|写上|拉进[来去]|纳入(?:进来)?|补上|补进[来去]|带上|添上|添进[来去]|包括进来|捎上|并进来"
    r"|(?:放|列|填)(?:到|进|在)?(?:一起|里面|里|去)|一(?:起|块儿?|并|同)(?:比|比较|对比|看|列|放|比一?比|比比|看看|算)+(?:进来|进去|一?下|出来)?|比进[来去]|(?:比较|对比|比)(?:一下|一比|比)?|看看|看一下|要)"
)
_DROP = r"(?:去掉|去除|删掉|删除|删去|删|不要|不需要|用不着|取消|不看|不比|不用(?:再)?(?:比较?|看|列|管)?|剔除|排除|拿掉|拿走|拿开|减掉|减去|减|移除|移走|移出|除掉|除去|别要|别看|别比|别列|划掉|撤掉|撤下|撤了|略去|省略|省去|不考虑|不含|不算|不列|抹掉|扔掉|踢掉|踢出去|放弃|放一放|放一边|撇开|不参与(?:比较|对比)?|不参加(?:比较|对比)?|不纳入|不跟|不和|不与|去了)"
_ALSO = r"(?:再|还|又|也|另外|都|要|想|得|先|就|把|将|请|只|最好)*"
_LATER = r"(?:那)?(?:就|都|也|先|可以|可|一起|给|全|再|暂时|一并|统统)*"
_ONLY = r"(?:就?(?:只|仅|光|单独|单)(?:想|要|需|用)?(?:留下?|保留|比较?|对比|看一?下?|要|剩下?|显示|列出?|放|说|比一?比)|就(?:留下?|保留|比|看|要|剩)|(?:留下|保留|留(?!守|学|言|存|意|心)))"
_INTO = r"(?:换成|改成|改为|替换成|替换为|换为|换作|改叫|改名为|改作|细化成|细化为|变成|换掉换成)"
_COLUMN = r"(?:(?:这|那)一?(?:个|列|栏|项|行|家)(?:方面|单位)?)?"
_MISSED = r"(?:怎么|咋)?(?:还)?(?:漏|少|忘|落|缺|差)(?:掉|下)?了?(?:列|加|写|比|一?个|一?家)?|(?:怎么|咋)(?:就)?没(?:有)?(?:列|加|写|比)?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Instruction:
    """What is to be done with what is named by `words`; `old` is what is exchanged for it, `of` whether units or
    aspects are spoken of (单位, 方面). `units_only`: only a unit not yet there can be meant; `of_table`: the words speak of
    a column, a row or the table; `asking` are the words that may hold no question."""

    act: Act
    words: str
    old: str = ""
    of: str = ""
    units_only: bool = False
    of_table: bool = False
    asking: str = ""


def parts_of(message: str) -> Iterator[str]:
    """The parts of a message that may each be a change, without what is only polite."""
    for piece in _PARTS.split(message.strip()):
        for part in _NEXT.split(piece):
            part = _AT_END.sub("", _POLITE.sub("", part.strip()))
            if not _NOISE.match(part):
                yield part


def adds_only(part: str) -> bool:
    """Whether a part says to add without saying what: 也加进来, 补上."""
    return bool(
        re.fullmatch(
            rf"(?:请|也|都|再|给我|把它们?|一起|一块)*{_ADDED}(?:吧|了)?", _INTO_TABLE.sub("加进来", part)
        )
    )


def drops_only(part: str) -> bool:
    """Whether a part says to drop without saying what: 去掉吧."""
    return bool(re.fullmatch(rf"(?:请|也|都|把它们?|就)*{_DROP}(?:吧|了)?", part))


def instruction_in(part: str) -> tuple[Instruction, ...]:
    """What a part of a message may tell to do, the likeliest first; () for what tells nothing."""
    of_table = bool(_OF_TABLE.search(part))
    cut = re.sub(r"^(?:这|那)?(?:个|张)?表格?(?:再)?(?=[加添去删增])", "", _MAY.sub("", part))
    cut = _TABLE.sub("", _INTO_TABLE.sub("加进来", cut))
    cut = re.sub(r"(?<=[上入进去来])(?:一起)?(?:看看|比比|比一比|比较|对比|比|看)(?:一下)?$", "", cut)
    told = []
    for act, pattern in _PATTERNS:
        if not (found := pattern.match(cut)):
            continue
        groups = found.groupdict()
        asking = (groups.get("old") or "") if act in ("exchange", "instead") else cut
        told.append(
            Instruction(
                act=act, words=groups["x"], old=groups.get("old") or "", of=_of(groups.get("of")),
                units_only="missed" in groups, of_table=of_table,
                asking="" if "missed" in groups else asking,
            )
        )  # fmt: skip
    return tuple(told)


def joined(first: str, second: str) -> Instruction | None:
    """A correction that two parts of a message make: 不是文化活动，是文艺演出; 应该是甲，不是乙; 甲错了，应该是乙."""
    for one, two, old, new in _CORRECTIONS:
        if (a := one.fullmatch(first)) and (b := two.fullmatch(second)):
            found = {**a.groupdict(), **b.groupdict()}
            of = re.fullmatch(r"(单位|方面|指标|内容|列|名称?)", found[old])
            act: Act = "instead" if of else "exchange"
            return Instruction(act=act, words=found[new], old=found[old], of=_of(of and of[1]))
    return None


def _of(word: str | None) -> str:
    return "" if not word else "单位" if word in ("单位", "名", "名称") else "方面"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(f"^{words}$")


_PATTERNS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("exchange", _pattern(rf"(?:是|我?说的是|我?要的是|要看的是|应该是)(?:比|看)?{_X}(?:，)?(?:而)?不是(?:比|看)?(?P<old>[^，,]{{2,30}}?)")),
    ("instead", _pattern(rf"(?:对比|比较|要比)?的?(?P<of>单位|方面|指标|内容)(?:错了?|不对)?(?:{_INTO}|应该?是|应为|是|就比|就看)(?:比|看)?{_X}")),
    ("exchange", _pattern(rf"(?:把|将|不是|不比|不要|不看)?(?P<old>[^，,。]{{2,30}}?){_COLUMN}(?:换掉)?{_INTO}(?:比|看)?{_X}{_COLUMN}")),
    ("instead", _pattern(rf"应该?(?:是)?(?:比|看|列){_X}")),
    ("instead", _pattern(rf"(?:都|全)?(?:{_INTO}|改比|改看|换(?![个种一了换]))(?:比|看|列)?{_X}")),
    ("drop", _pattern(rf"除了?{_X}(?:以外|之外|外)?(?:的)?[，,]?(?:都|其他的?|其它的?|别的|全)(?:都)?(?:要|留着?|保留|看|比|列出?)")),
    ("exchange", _pattern(rf"用{_X}(?:来)?(?:替换|代替|替代|换掉|替下|取代)(?:掉)?(?P<old>[^，,。]{{2,30}}?)")),
    ("keep", _pattern(rf"{_ONLY}(?:出|一下)?{_X}(?:的)?(?:就行|就够了)?")),
    ("keep", _pattern(rf"(?:把|将)?除了?{_X}(?:以外|之外|外)的?(?:单位|列|方面)?{_LATER}{_DROP}了?")),
    ("keep", _pattern(rf"(?:把|将)?{_X}(?:都|就)?(?:留下|保留|留着|留住)(?:来)?(?:就行|就够了)?")),
    ("drop", _pattern(rf"{_ALSO}{_DROP}{_X}(?:比|比较|对比)?了?")),
    ("drop", _pattern(rf"(?:把|将)?{_X}{_LATER}(?:{_DROP}|算了|去了|去)了?")),
    ("add", _pattern(rf"{_ALSO}{_ADD}(?:上|入|进来?)?{_X}(?:一起|一块儿?)?(?:进来|进去)?")),
    ("add", _pattern(rf"(?:再|还|请)*(?:把|将|连|让){_X}(?:也|都|给|再)*{_ADDED}了?")),
    ("add", _pattern(rf"(?![把将让连]){_X}(?:也|都)(?:要|想|得|给)?{_ADDED}了?")),
    ("add", _pattern(rf"{_X}(?:一起|一块儿?|一并|一同)(?:也)?(?:比|比较|对比|看|列|放)(?:一下|一比|比|看)?(?:进来|出来)?")),
    ("add", _pattern(rf"(?:还|再|也)(?:要|想|得)?(?:比较?|对比|看|列)(?:一?下|一比|比|一看|看)?{_X}")),
    ("add", _pattern(rf"还有{_X}(?:呢)?")),
    ("add", _pattern(rf"(?![把将让连怎为]){_X}(?P<missed>漏掉?|忘记?|落下?)(?:了|加|列|写)+")),
    ("add", _pattern(rf"(?![把将让连]){_X}加一下")),
    ("add", _pattern(rf"(?P<missed>{_MISSED}){_X}(?:没[比列写加有])?(?:呢|了)?")),
)  # fmt: skip
_OLD = r"(?P<old>[^，,]{2,30}?)"
_CORRECTIONS = tuple(
    (re.compile(one), re.compile(two), "old", "x")
    for one, two in (
        (rf"(?:不是|不比|不要|不看|别比|别看)(?:比|看)?{_OLD}了?", rf"(?![只仅光就]看?|(?:再|还|另外)*(?:加|添|增|补))(?:而是|是|应该是|应该|要)?(?:{_INTO}|比|看|要)?(?:比|看)?{_X}"),
        (rf"(?:应该?|我?说的|我?要的|要看的)?是?(?:比|看)?(?:的是|是)?{_X}", rf"(?:而)?不是(?:比|看)?{_OLD}"),
        (rf"{_OLD}(?:弄|搞|写|列)?(?:错了?|不对)", rf"(?:应该?是|应为|{_INTO}|是|应该(?:比|看)){_X}"),
        (rf"(?:把|将)?{_OLD}(?:换掉|去掉|删掉|换了)", rf"(?:{_INTO}){_X}"),
    )
)  # fmt: skip
