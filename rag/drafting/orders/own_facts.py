"""What a message states of the own unit: 培训人数是120人, 我们社区有志愿者86名, 第二句属实."""

import re

from ingest.numerals import ARABIC, CHINESE
from rag.drafting.orders.said import PLACES, Said
from rag.drafting.revisions import Confirm, Revision, State

_MEASURE = r"(?:[%％㎡]|平方米|平方公里|公里|小时|分钟|人次|场次|万元|亿元|[人场件户批期课家门台车架]次|[课学]时|公顷|平米|千瓦|[\u4e00-\u9fff])"
_AMOUNT = rf"(?:大?约|近|超过|共|超|达|达到)?(?:{ARABIC}|{CHINESE})(?:[余多几来])?{_MEASURE}?(?:左右|以上)?"
_NOT_MEASURED = re.compile(r"[一几][些点下]|(?:个?字|[年月日号点句版条段]|季度|部分|分之.*)$")
_GAP = r"【待补[：:](?P<{}>[^】]{{1,20}})】"
_FILLED = tuple(
    re.compile(f"^(?:请|把|将|那|就|在)*{words}$")
    for words in (
        rf"{_GAP.format('gap')}(?:这里|处|那里|的地方)?(?:请|就|应该|应|先|可以)*(?:填上?|补上?|写|是|为|改成|改为|换成|应为|：|:|=)*(?:成|为|上)?(?P<value>.{{1,20}})",
        rf"(?:待补的?)?(?P<gap>[^，,是填为：:\d有]{{2,12}}?)(?:这里|处|那里|那个空|那一?栏|的空)?(?:请|就|应该|应当|应|先|可以)*(?:填写?|填上|填成|填入|补上|补|更正为|改成|改为)(?:上|成|为)?(?P<value>{_AMOUNT})",
        rf"(?:待补的)?(?P<gap>[^，,是填为：:\d有]{{2,12}}?)(?:应该|应当|其实|实际|一共|总共|共|就|准确)*(?:是|为|：|:|=|应为|有|达到?|共)(?:一?共|总共)?(?P<value>{_AMOUNT})",
        rf"(?!补上|填上|写上|加上|补充)(?P<gap>[^，,是填为：:\d有]{{0,8}}?(?:人[数次]|次数|场次|册数|户数|件数|份数|面积|金额|资金|经费|时长|总数|数量|率|比例))(?P<value>{_AMOUNT})",
        rf"(?:补上|填上|补充|加上|写上|填写?)(?P<gap>[^，,是填为：:\d]{{2,10}}?)(?:是|为|：|:)?(?P<value>{_AMOUNT})",
    )
)
_NO_GAP = re.compile(
    "再|多|字数|篇幅|今天|时间|日期|电话|年份|版本|长度|[一二三四五六七八九十]点|[\ue000-\uf8ff]|第.+|缩|压|控制|不|这|那(?!里)|分|改|换|写|扩|超过|最多|最少|主题|标题|题目|领导|大概|每"
)
_OURS = r"(?:我们|咱们|咱|我|本)(?:的|这个|这|自己)?(?:社区|街道|乡镇|镇|乡|村|县|区|市|局|委|办|处|站|所|科室?|院|校|学校|园区|单位|部门|馆|中心|公司|系统|队|党支部|支部|党委|社)?(?:这边|这里|这儿|那里|自己)?"
_OWN = re.compile(
    rf"^(?:其实|对了|另外|还有|说明一下|补充一下|补充|加一句|补一句|写上|加上)?(?:：|:)?(?:今年|去年|全年|上半年)?{_OURS}"
)
_DID = re.compile(
    "获得|荣获|获评|被命名|入选|获批|被评为|成立了?|建成|[办建设开组举配创做搞购修添慰化调培服发印走入新].{0,6}了|开展了?|举办了?|已经?|配备了|组织了|拥有|挂牌|完成了"
)
_ORDERS = re.compile(
    "口[吻气]|名义|语气|改|删|去掉|换成|缩|压缩|展开|生成|导出|不要|写成|材料|身份|角度|需要|希望|想(?!方设法)|打算|怎么|草稿|版本|总结$|汇报$"
)
_BARE = re.compile(
    rf"^(?:其中|另外|还|并|以及|同时|也|又)*(?:今年|去年|全年|上半年|下半年|年内|本年度)?(?:一?共|总共|累计|共计)?(?:有|开展|举办|组织|培训|办|发放|服务|参加|慰问|化解|调解|新建|建成|完成|接待|走访|排查|整治|清理|投入|配备|成立|招募|印发|召开|建|发|开|搞|做)了?[^，,。]{{0,14}}?{_AMOUNT}$"
)
_FOLLOWS = re.compile(
    rf"^(?:其中|另外|还|并|以及|同时|也|又|还有)*[^，,。？?]{{0,16}}?{_AMOUNT}[^，,。？?\d]{{0,6}}$"
)
_QUANTITY = re.compile(_AMOUNT)
_NEXT_FACT = re.compile(r"、|和|以及|及|，")
_TRUE = r"(?:属实|核实(?:过|了|无误|完毕)*|确认(?:过|无误|属实)*|没有?问题|是真的|真实|准确|无误|是对的|核对(?:过|无误)+|确实(?:做了|如此|是这样|有|做过)|(?:确实)?(?:都|也|有)*(?:做了|做过|有|开展了|开展过|是这样做的|这么做的))"
_CONFIRMED = re.compile(
    rf"^(?:把|就|请)*(?:(?P<at>{PLACES})|以上|这些|上面的?|全部|全文|所有|都|内容|做法|情况|句子?|借鉴的|待核实的|的|几句|其余的?|其他的?){{0,6}}(?:的)?(?:内容|做法|情况|句子?|工作|说法)*(?:{_OURS})?(?:也|都|全|已经?|已|全部|是|确实|确认)*{_TRUE}(?:了|的|过)*$"
)
_NOT_CONFIRMED = re.compile(r"^(?:没有?问题|有|都有|也有|没有?问题了|是对的|准确|真实|做了|无误)$")


def confirmed(said: Said) -> tuple[Revision, ...]:
    """第二句属实, 都核实过了."""
    found = _CONFIRMED.match(said.text)
    if found is None or said.asks or _NOT_CONFIRMED.match(said.text):
        return ()
    places = said.named.places_in(found["at"] or "")
    return tuple(Confirm(words=said.words, place=p) for p in places) or (Confirm(words=said.words),)


def stated(said: Said, *, follows: bool) -> tuple[Revision, ...]:
    """The facts that a part of a message states of the own unit; `follows`: the part before it stated one. A statement
    that names a unit of the library is none of the own."""
    text = said.named.unmarked(said.text)
    if said.asks or said.named.units_in(said.text) or re.search("是哪|多少", text):
        return ()
    for pattern in _FILLED:
        if (found := pattern.match(text)) and (fill := _fill(found, said)):
            return fill
    ours = _OWN.match(text)
    if ours and re.search("我$", ours.group()):
        # 我去开会了, 我看了5遍: the person at the desk, not the unit.
        return ()
    if _ORDERS.search(text):
        return ()
    if (ours and _QUANTITY.search(text)) or _BARE.match(text) or (follows and _FOLLOWS.match(text)):
        return _facts(said, text)
    if ours and _DID.search(text[ours.end() :]):
        return (State(words=_statement(said, text)),)
    return ()


def _fill(found: re.Match[str], said: Said) -> tuple[Revision, ...]:
    gap, value = found["gap"].strip("的 "), found["value"].strip()
    explicit = found.group().find("【待补") >= 0
    if not explicit and (
        _NO_GAP.search(gap) or _NOT_MEASURED.search(value) or _OWN.match(gap) or _DID.match(gap)
    ):
        return ()
    if not explicit and not _QUANTITY.fullmatch(value):
        return ()
    return (State(words=_statement(said, found.group()), gap=gap, value=value),)


def _facts(said: Said, text: str) -> tuple[Revision, ...]:
    """A statement for every quantity; one behind 和 or 、 is a statement of its own."""
    statement = _statement(said, text)
    values = [m for m in _QUANTITY.finditer(statement) if not _NOT_MEASURED.search(m.group())]
    if not values:
        return (State(words=statement),) if not re.search(r"\d", statement) and _DID.search(statement) else ()
    facts, start, bracketed = [], 0, bool(re.search("[（(]", statement))
    for value, later in zip(values, [*values[1:], None], strict=True):
        cut = _NEXT_FACT.search(statement, value.end()) if later and not bracketed else None
        if later and (cut is None or cut.start() > later.start()):
            continue
        end = cut.start() if cut else len(statement)
        facts.append(State(words=statement[start:end], value=value.group()))
        start = cut.end() if cut else end
    return tuple(facts)


def _statement(said: Said, text: str) -> str:
    """The words of the statement as the user wrote them, without what introduces it."""
    bare = re.sub(
        r"^(?:其实|对了|另外|还有|说明一下|补充一下|补充|加一句|补一句|补上|填上|写上|加上|请)(?:：|:)?",
        "",
        text,
    )
    return bare if bare in said.words else text if text in said.words else said.words
