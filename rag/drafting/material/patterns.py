"""Another unit's practice as a pattern for one's own: its figures left to be filled in, its names left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.model import Figure, Unit
from ingest.words import tagged_words
from rag import phrases
from rag.drafting.material.item import Item

_AROUND = r"(?:大约|(?<![公节条签契预制])约|(?<![附最就靠邻])近|超过?|逾|突破|多达|达到?|不少于|不低于|至少|共计|累计)?"
_ENDS = re.compile(r"(?:左右|以上|以下|以内|多|余)?")
_MEASURE = re.compile(r"^[约近超逾达\d.,，百千万亿十一二两三四五六七八九几数零〇余多半第至\-—~～]+")
_COUNTED = {
    "次": "次数", "场": "场次", "场次": "场次", "期": "期数", "人": "人数", "名": "人数", "位": "人数", "人次": "人次",
    "户": "户数", "吨": "吨数", "份": "份数", "篇": "篇数", "处": "处数", "起": "件数", "件": "件数", "册": "册数",
    "公里": "里程", "千米": "里程", "平方米": "面积", "㎡": "面积", "亩": "面积", "天": "天数", "小时": "时长",
}  # fmt: skip
_RATE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:率|比例|比重|覆盖面|程度)")
_LEADS = re.compile(
    "^(?:全年|先后|共|累计|组织|开展|举办|举行|召开|参加|参与|发放|制作|印制|出动|投入|落实|新建|新增|建成|完成|清理|清运|评选|表彰|进行|各类|各种|大型|集中|等|个|了|的|与|和|、|破|配齐|配备|添置|购置|组建|成立|建立|设立|设有?|共有|有)+"
)
_NOUN = re.compile(r"[“《](?P<title>[^”》]+)[”》]")
_LONGEST_NAME, _SHORTEST_NAME = 10, 2
_EARNED = re.compile(
    "竣工|扩容|开业|改造后|搬迁|由原来的?|仅用|获|荣誉|奖(?!励|惩|优)|第[一二三]名|被[^，]{0,10}评为|名列|居[^，]{0,6}第|满意|成功率|下降|上升|增长|高度评价|肯定|报道$"
)
_MOST_GAPS = 3
_AUTHORITY = re.compile(
    "^(?:[镇乡区县市局]|街道|园区|社区)?(?:党工委|党委|党组|党支部|管委会|政府)(?=[\u4e00-\u9fff]{2})|全[镇乡区县市局]"
)
_STEM = 2
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[—\-至到](?:\d{1,2}月)?\d{1,2}日)?")
_ASIDE = re.compile("（[^（）]*）")
_PAPER = re.compile("《([^》]+)》")
_BODY = "(?:[党区市县镇乡街]?委(?!员会)[\u4e00-\u9fff]{0,3}部|文明办|政府|[\u4e00-\u9fff]{2,4}(?:局|办公室))"
_TITLED = re.compile(
    "(书记|镇长|主任|局长|检察官|校长|会长)[\u4e00-\u9fff]{2,3}(?=任|为|讲|作|带|等|到|、|$)"
)
_PLACE = re.compile(
    "^[^各全本城农社小辖园景校]..*(?:省|市|县|区|镇|乡|村|路|街道)$|^[^各全本城农社小辖园景校].(?:市|县|区|镇|乡|村|路)$"
)


def without_figures(item: Item) -> Item:
    """The item as a pattern for another unit: where its figures stood, what is to be filled in with its measure behind
    it (清扫活动【待补：清扫活动次数】次); the names of places, people and bodies are left to be filled in too."""
    words, at = _ASIDE.sub("", item.words), 0
    for figure in sorted(item.figures, key=lambda f: f.span.start):
        found = re.search(_AROUND + re.escape(figure.raw), words[at:])
        if found is None:
            continue
        gap = _gap(figure, item.words)
        start = at + found.start()
        words = f"{words[:start]}{gap}{words[at + found.end() :]}"
        at = start + len(gap)
    return replace(item, words=_without_names(words, item.page.report.unit))


def in_own_words(item: Item, speaker: str) -> Item:
    """A pattern with what it calls its own place called as the speaker's (园区, 全镇: 社区, 全社区 of 我社区)."""
    own = speaker.removeprefix("我")
    if own == speaker or own == "单位":
        return item
    words = re.sub("全[镇区县乡村](?![\u4e00-\u9fff]?[级长])", f"全{own}", item.words)
    if item.page.report.unit.kind in ("园区", "工业园区", "工业区", "开发区", "高新区"):
        words = words.replace("园区", own)
    return replace(item, words=words)


def is_practice(item: Item) -> bool:
    """Whether an item tells what can be done elsewhere too, not what one unit alone has earned or has (奖, 第一名, a
    rate it reached, its own places and people)."""
    words = without_figures(item).words
    return not _EARNED.search(item.words) and words.count("【") <= _MOST_GAPS and "地点】" not in words


def _gap(figure: Figure, words: str) -> str:
    """What stands for a figure: the name of what it counts, and its measure."""
    measure = _MEASURE.sub("", figure.raw)
    measure = re.sub(r"[(（].*$|左右|以上|以下|以内|[余多]", "", measure)
    return phrases.TO_FILL_IN.format(what=gap_name(figure, words)) + measure


def gap_name(figure: Figure, words: str) -> str:
    """What a figure counts, as the reader is asked for it: 培训人数, 活动次数, 居民满意率, 投入资金."""
    measure = figure.measure.split("/")[0]
    said = _noun(figure.subject)
    if len(said) < _SHORTEST_NAME:
        front = re.split("[，；、。）】]", words[: max(0, words.find(figure.raw))])[-1]
        said = front[-_LONGEST_NAME // 2 :]
    if "%" in measure or "‰" in measure:
        rate = _RATE.search(figure.subject) or _RATE.search(words[: words.find(figure.raw)])
        if rate:
            return rate.group()[-_LONGEST_NAME:]
        return said if said.endswith(("率", "度", "比", "重")) else f"{said}比例"
    if "元" in measure:
        return said if said.endswith(("金", "费", "额", "款", "值", "收入")) else f"{said}金额"
    counted = _COUNTED.get(measure, "数量")
    if said.endswith(counted):
        return said
    return f"{said}{counted}"


def _noun(subject: str) -> str:
    """The noun that is counted, short enough for a form: 志愿服务活动 of 大型环境卫生整治集中志愿服务活动."""
    subject = re.sub("(?:人人|全部|均|共|达|数)$", "", subject)
    subject = _LEADS.sub("", _NOUN.sub(lambda m: m["title"], subject)) or subject
    subject = re.split("[、，]|以?及(?!时)|等(?=[^级候待])", subject)[-1]
    if len(subject) <= _LONGEST_NAME:
        return subject
    kept = ""
    for word in reversed(tagged_words(subject)):
        if len(kept) + len(word.text) > _LONGEST_NAME - 2:
            break
        kept = word.text + kept
    return kept


def _without_names(words: str, unit: Unit) -> str:
    """Words without the names that tell whose practice it was: the unit's own, places, people, its own papers."""
    own = sorted({unit.name, *unit.aliases, *([unit.place] if unit.place else [])}, key=len, reverse=True)
    words = _PAPER.sub(lambda m: _paper(m, own), words)
    words = _AUTHORITY.sub("", words)
    for name in (re.sub("（.*?）", "", n) for n in own):
        if len(name) > 1:
            stem = re.escape(name[:-1] if len(name) > _STEM else name)
            words = re.sub(f"“[^“”]*{stem}[^“”]*”", f"“{phrases.TO_FILL_IN.format(what='名称')}”", words)
            words = re.sub(f"{re.escape(name)}{_BODY}", phrases.TO_FILL_IN.format(what="组织单位"), words)
            words = words.replace(name, "")
    words = _DAY.sub(phrases.TO_FILL_IN.format(what="日期"), words)
    words = _TITLED.sub(lambda m: f"{m[1]}{phrases.TO_FILL_IN.format(what='姓名')}", words)
    return _without_places(words)


def _paper(found: re.Match[str], own: Sequence[str]) -> str:
    """A paper by its name, or, where only its own unit can have it, what is to be filled in."""
    own_alone = re.search(r"\d{4}|[xX_]{2}", found[1]) or any(name in found[1] for name in own)
    return f"《{phrases.TO_FILL_IN.format(what='文件名称')}》" if own_alone else found[0]


def _without_places(words: str) -> str:
    kept, row = "", False
    for word in tagged_words(words):
        place = word.tag == "ns" and bool(_PLACE.search(word.text))
        if place and not row:
            kept += phrases.TO_FILL_IN.format(what="地点")
        row = place or (row and word.text == "、")
        if not row:
            kept += word.text
    return kept
