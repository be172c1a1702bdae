"""Words that tell things of one kind apart: who asks of one of them is not answered with another."""

import re
from functools import cache

from rag.terms import fold

_ROWS = tuple(
    tuple(row.split())
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
    asked, said = fold(asked), fold(said)
    for row in _ROWS:
        wanted = [_any(words).search(asked) is not None for words in row]
        if any(wanted):
            there = [_any(words).search(said) is not None for words in row]
            if any(there) and not any(a and b for a, b in zip(wanted, there, strict=True)):
                return True
    return False


@cache
def _any(words: str) -> re.Pattern[str]:
    return re.compile(words)
