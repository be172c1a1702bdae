"""What a question names to compare: its aspects, one column each."""

import pytest

from rag.comparison.aspects import asks_derived, aspects_in, column_name, without_derived

NAMED = {
    "志愿服务、培训人数和党员数": ("志愿服务", "培训人数", "党员数"),
    "从文化活动、环境整治、志愿服务三个方面": ("文化活动", "环境整治", "志愿服务"),
    "在志愿服务、培训、环境卫生上各做了哪些工作": ("志愿服务", "培训", "环境卫生"),
    "党员和志愿者人数": ("党员人数", "志愿者人数"),
    "各有多少党员、多少志愿者？": ("党员", "志愿者"),
    "各有多少党员、多少户居民？": ("党员", "居民"),
    "有多少期刊、多少场活动、多少户籍人口": ("期刊", "活动", "户籍人口"),
    "清运垃圾多？": ("清运垃圾",),
    "演出场次和观众人数谁多": ("演出场次", "观众人数"),
    "志愿者人数，培训人数，党员数": ("志愿者人数", "培训人数", "党员数"),
    "城镇新增就业和老旧小区改造": ("城镇新增就业", "老旧小区改造"),
    "社区图书室，藏书各有多少？": ("社区图书室，藏书",),
    "存在的问题和不足": ("存在的问题和不足",),
    "购置和更换垃圾桶": ("购置和更换垃圾桶",),
    "健身设施方面、分别是什么数？": ("健身设施",),
    "培训人数更多？": ("培训人数",),
    "就业创业": ("就业创业",),
    "": (),
}


@pytest.mark.parametrize(("topic", "names"), NAMED.items())
def test_the_columns_a_topic_names(topic: str, names: tuple[str, ...]) -> None:
    assert tuple(aspect.name for aspect in aspects_in(topic)) == names


def test_a_measure_that_is_asked_for_is_no_part_of_the_name() -> None:
    topics = [aspect.topic for aspect in aspects_in("各有多少党员、多少户居民、多少家企业？")]
    assert topics == ["党员有多少", "居民有多少户", "企业有多少家"]


def test_figures_and_practices_are_told_apart() -> None:
    kinds = {a.name: a.kind for a in aspects_in("志愿服务、培训人数、演出场次")}
    assert kinds == {"志愿服务": "both", "培训人数": "figures", "演出场次": "figures"}
    assert {a.kind for a in aspects_in("志愿服务和培训各做了哪些工作")} == {"practices"}


def test_what_is_to_be_worked_out_is_no_part_of_a_topic() -> None:
    assert without_derived("保洁人员是它的几倍？") == "保洁人员"
    assert without_derived("排查矛盾纠纷各占多少？") == "排查矛盾纠纷"
    assert without_derived("培训人数差多少？") == "培训人数"
    assert without_derived("培训人数更多？") == "培训人数更多？"
    assert asks_derived("合计多少人")
    assert not asks_derived("培训人数")


def test_a_column_is_headed_without_the_words_that_ask() -> None:
    assert column_name("在志愿服务上各有哪些具体数据？") == "志愿服务"
    assert column_name("解放思想大讨论各从什么时候开始的？") == "解放思想大讨论"
    assert column_name("比，哪个的志愿者多一些？") == "志愿者"
