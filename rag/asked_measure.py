"""Which measure a question asks for (多少场次: 场次; 花了多少钱: 元), and its terms without the words that ask."""

import re

from ingest.measures import BEHIND_DIGITS
from rag.terms import Term, content_terms

# 那几条路上有几个: only the second one asks.
_ASKED = re.compile(
    r"(?:多少|(?<![那这哪好上十数])几(?!乎|点)|百分之几)([余多]?)(万|亿)?([\u4e00-\u9fff%‰㎡]{0,6})"
)
_ASKING = re.compile(
    r"(?:一共|总共|共计|共|大概|大约|差不多|究竟|到底|各)*(?:有过?|是|为|达到?)?(?:多少|(?<![那这哪好上十数])几|百分之几)[余多]?[万亿]?"
)
_MEASURE = re.compile(BEHIND_DIGITS)
IMPLIED = {"多少钱": "元", "人数": "人", "次数": "次", "户数": "户", "金额": "元", "面积": "平方米"}
"""Words that ask for a measure without naming it."""
_SIZES = (
    (re.compile(r"多久[^，。]{0,3}(?:次|回|趟)"), "次"),
    (re.compile(r"多长时间|多久"), "天"),
    (re.compile(r"多长|多宽|多高"), "米"),
    (re.compile(r"多远"), "公里"),
    (re.compile(r"多重"), "吨"),
    # 挣了多少: with nothing behind it, it is money.
    (
        re.compile(
            r"(?:挣|赚|花|投资|投入|投|掏|捐|罚|补贴|奖励|收入|耗资|募集)(?:了|到|出)?多少(?=[呢了啊吧呀，。？?]|$)"
        ),
        "元",
    ),
)
_PEOPLE = ("个人", "个同志", "个干部", "个居民", "个学生")
# The front of another word, beyond those that the measures of figures know.
_OTHER_WORD = re.compile(
    r"家[长属]|位置|面积|节目|课[程堂]|班级|场[地所]|名[额单]|门店|台账|条[例幅]|户口|人[口均]|个体|支部|片区|部[门队]|份额|本科"
)


def asked_measure(topic: str) -> str:
    """The measure word behind 多少 or 几; "" where none is asked for."""
    found = _ASKED.search(topic)
    behind = found.group(3) if found else ""
    if behind.startswith(("钱", "资金", "经费")):
        return "元"
    if behind.startswith(_PEOPLE):
        return "人"
    implied = next((m for word, m in IMPLIED.items() if word in topic), "")
    implied = implied or next((m for pattern, m in _SIZES if pattern.search(topic)), "")
    return _measure_word(behind) or implied or ("%" if re.search(r"率|比例|占比|百分", topic) else "")


def _measure_word(behind: str) -> str:
    """The longest measure word that `behind` begins with, unless it is the front of another word (道德, 家长)."""
    named = _MEASURE.match(behind)
    return named.group() if named and not _OTHER_WORD.match(behind) else ""


def topic_terms(topic: str) -> tuple[Term, ...]:
    """The terms of a topic; the words that ask, and those that only ask for a measure (人数, 金额), are left out."""
    kept, at = [], 0
    for found in _ASKING.finditer(topic):
        kept.append(topic[at : found.start()])
        at = found.end() + len(_measure_word(topic[found.end() : found.end() + 6]))
    bare = "，".join([*kept, topic[at:]])
    return tuple(t for t in content_terms(bare) if t.text not in IMPLIED)
