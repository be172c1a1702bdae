"""Words that tell things of one kind apart: who asks of one of them is not answered with another."""

import re
from functools import lru_cache

from rag.terms import fold

_Row = tuple[re.Pattern[str], ...]

_ROWS: tuple[_Row, ...] = tuple(
    tuple(re.compile(words) for words in row.split())
    for row in """
        城市|城镇|城乡居民 农村|乡村
        国家级|全国 省级|全省 市级|全市 县级|全县 区级|全区 镇级|乡级 村级
        线上|网上 线下
        男 女
        公办 民办
        常住 流动|外来|暂住
        新增|新建|新办 原有|现有
        室内 室外|户外
        上半年 下半年
        春季 夏季 秋季 冬季
        进口 出口
        幼儿|幼儿园 小学 初中 高中
        工业 农业 服务业
        一类 二类 三类
        一期 二期 三期 四期
        一级 二级 三级 四级
        老人|老年 儿童|少儿 妇女 青年
        本科 大专|专科 研究生|硕士
        人均 户均
        生猪|猪 牛 羊 鸡 鸭
        小麦 玉米 水稻 大豆 油菜
    """.strip().splitlines()
)


def other_one(asked: str, said: str) -> bool:
    """Whether `said` speaks of another of the things that `asked` names one of: 农村低保 and 城市低保."""
    rows = _named_in(asked)
    said = fold(said) if rows else said
    return any(
        any(other.search(said) for other in others) and not any(one.search(said) for one in wanted)
        for wanted, others in rows
    )


@lru_cache(maxsize=64)
def _named_in(asked: str) -> tuple[tuple[_Row, _Row], ...]:
    """Of each row that a question names a thing of: what it names, and the rest. Worked out once for a question, of
    which every figure is looked at."""
    asked = fold(asked)
    parted = ((tuple(w for w in row if w.search(asked)), row) for row in _ROWS)
    return tuple((wanted, tuple(w for w in row if w not in wanted)) for wanted, row in parted if wanted)
