"""How far a figure's measure is the one that was asked for."""

from ingest.measures import base

_PEOPLE = {"人", "名", "位", "口", "人次"}
_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(_PEOPLE),
    frozenset(("场", "场次", "次", "回", "遍", "期", "届", "堂", "节", "课")),
    frozenset(("本", "册", "份", "部", "套", "张", "篇")),
    frozenset(
        (
            "个",
            "家",
            "处",
            "所",
            "座",
            "栋",
            "间",
            "块",
            "项",
            "种",
            "类",
            "支",
            "条",
            "件",
            "面",
            "只",
            "台",
            "户",
        )
    ),
    frozenset(("棵", "株")),
    frozenset(("天", "日", "年", "个月", "小时", "周")),
    frozenset(("亩", "平方米", "公顷", "平方公里")),
    frozenset(("米", "公里", "里")),
    frozenset(("件", "起", "宗", "例", "桩")),
    frozenset(("%", "‰", "个百分点", "成")),
    frozenset(("元", "美元")),
)


def measure_fit(asked: str, measure: str) -> float:
    """1 where the measure is the one asked for, less where it is a relative, below 0 where it is another kind."""
    wanted, found = base(asked), measure.split("/")[0]
    if not wanted:
        return 0.3
    if wanted == found or (len(wanted) > 1 and (wanted in found or found in wanted)):
        return 1.0
    if any(wanted in family and found in family for family in _FAMILIES):
        return 0.7
    return -0.6
