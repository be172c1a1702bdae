"""Messages that change a comparison, as clerks word them, and messages that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Unit
from rag.comparison.edits import edited
from rag.comparison.plan import Aspect, Order, Plan, Side
from rag.directory import Directory

KINDS = {
    "青禾里社区": "社区",
    "芷泊社区": "社区",
    "云岫镇": "镇",
    "栖梧街道": "街道",
    "枫渡村": "村",
    "澜江县水务局": "局",
}
DIRECTORY = Directory(
    [(f"r{n}", Unit(name=name, kind=kind)) for n, (name, kind) in enumerate(KINDS.items())],
    {"r0": "2023年", "r2": "2024年"},
)
ENTRIES = {e.name: e for e in DIRECTORY.entries}


def plan(*units: str, aspects: tuple[str, ...] = ("文化活动", "培训人数")) -> Plan:
    return Plan(
        sides=tuple(Side(label=u, entry=ENTRIES[u]) for u in units),
        aspects=tuple(Aspect(name=a, topic=a) for a in aspects),
    )


TABLE = plan("青禾里社区", "云岫镇", "栖梧街道")


def shown(changed: Plan) -> tuple[str, str]:
    return "、".join(s.label for s in changed.sides), "、".join(a.name for a in changed.aspects)


UNITS = {
    "再加上芷泊社区": "青禾里社区、云岫镇、栖梧街道、芷泊社区",
    "再加上芷泊社区。": "青禾里社区、云岫镇、栖梧街道、芷泊社区",
    "把枫渡村也加进来": "青禾里社区、云岫镇、栖梧街道、枫渡村",
    "枫渡村也算上": "青禾里社区、云岫镇、栖梧街道、枫渡村",
    "加个枫渡村吧": "青禾里社区、云岫镇、栖梧街道、枫渡村",
    "再加一个枫渡村": "青禾里社区、云岫镇、栖梧街道、枫渡村",
    "还有芷泊社区": "青禾里社区、云岫镇、栖梧街道、芷泊社区",
    "还要看芷泊社区和枫渡村": "青禾里社区、云岫镇、栖梧街道、芷泊社区、枫渡村",
    "再加上芷泊社区和枫渡村": "青禾里社区、云岫镇、栖梧街道、芷泊社区、枫渡村",
    "请把芷泊社区、枫渡村也加上": "青禾里社区、云岫镇、栖梧街道、芷泊社区、枫渡村",
    "再加上两个社区": "青禾里社区、云岫镇、栖梧街道、芷泊社区",
    "去掉云岫镇": "青禾里社区、栖梧街道",
    "把云岫镇去掉": "青禾里社区、栖梧街道",
    "不要云岫镇了": "青禾里社区、栖梧街道",
    "云岫镇就不用了": "青禾里社区、栖梧街道",
    "云岫镇不看了": "青禾里社区、栖梧街道",
    "把云岫镇和栖梧街道删了": "青禾里社区",
    "删掉云岫镇那一行": "青禾里社区、栖梧街道",
    "除了云岫镇都要": "青禾里社区、栖梧街道",
    "只留青禾里社区和云岫镇": "青禾里社区、云岫镇",
    "只比青禾里社区和云岫镇": "青禾里社区、云岫镇",
    "只看青禾里社区和栖梧街道这两家": "青禾里社区、栖梧街道",
    "只看社区": "青禾里社区、芷泊社区",
    "去掉社区": "云岫镇、栖梧街道",
    "把云岫镇换成枫渡村": "青禾里社区、枫渡村、栖梧街道",
    "不比云岫镇，比枫渡村": "青禾里社区、枫渡村、栖梧街道",
    "不是云岫镇，是枫渡村": "青禾里社区、枫渡村、栖梧街道",
    "单位错了，应该是芷泊社区和枫渡村": "芷泊社区、枫渡村",
    "单位换成芷泊社区和枫渡村": "芷泊社区、枫渡村",
    "去掉云岫镇，再加上芷泊社区": "青禾里社区、栖梧街道、芷泊社区",
    "再加上火星社区": "青禾里社区、云岫镇、栖梧街道、火星社区",
}
ASPECTS = {
    "再加一列志愿服务": "文化活动、培训人数、志愿服务",
    "加上志愿服务": "文化活动、培训人数、志愿服务",
    "再加上环境整治和党员人数": "文化活动、培训人数、环境整治、党员人数",
    "增加“经费投入”": "文化活动、培训人数、经费投入",
    "再比比环境整治": "文化活动、培训人数、环境整治",
    "还要看党员数": "文化活动、培训人数、党员数",
    "把志愿者人数也加上": "文化活动、培训人数、志愿者人数",
    "去掉培训这一列": "文化活动",
    "不要文化活动了": "培训人数",
    "培训人数那列不要了": "文化活动",
    "把文化活动那一列删掉": "培训人数",
    "只看培训人数那一列": "培训人数",
    "只留文化活动": "文化活动",
    "把培训换成就业": "文化活动、就业",
    "文化活动改成文艺演出": "文艺演出、培训人数",
    "不是文化活动，是文艺演出": "文艺演出、培训人数",
    "方面换成党员人数和环境整治": "党员人数、环境整治",
}
VIEWS = {
    "行列互换": {"turned": True},
    "把表的行列对调一下": {"turned": True},
    "转置": {"turned": True},
    "单位放在列上": {"turned": True},
    "只看有数字的": {"only": "figures"},
    "只留有具体数据的单位": {"only": "figures"},
    "没有数字的不要": {"only": "figures"},
    "只看提到的": {"only": "stated"},
    "没写的不要": {"only": "stated"},
    "没有提到的就去掉": {"only": "stated"},
    "把没有的也列出来": {"only": "all"},
    "全部列出来": {"only": "all"},
    "画成图": {"charted": True},
    "画个柱状图": {"charted": True},
    "做成图表看看": {"charted": True},
    "用柱状图表示": {"charted": True},
    "不要图了": {"charted": False},
    "换成按人数排序": {"order": Order(aspect="培训人数")},
    "按培训人数从高到低排": {"order": Order(aspect="培训人数")},
    "按培训人数升序排列": {"order": Order(aspect="培训人数", descending=False)},
    "按照培训人数的多少排个序": {"order": Order(aspect="培训人数")},
    "从少到多排": {"order": Order(descending=False)},
    "从高到低排序": {"order": Order()},
    "按数字大小排序": {"order": Order()},
    "按原来的顺序": {"order": None},
    "去掉云岫镇，按培训人数排序": {"order": Order(aspect="培训人数")},
    "只看有数字的，画成图": {"only": "figures", "charted": True},
}
OTHERS = [
    "那芷泊社区呢？", "云岫镇的志愿者有多少人？", "哪个最多？", "其中女性多少？", "为什么", "谢谢", "详细说说",
    "不限单位", "把芷泊社区和枫渡村的培训比一比", "青禾里社区全年排查了多少起矛盾纠纷？", "哪些单位提到了志愿服务？",
    "最多的是谁", "加起来一共多少？", "那原来是多少？", "出处在哪", "云岫镇增加了多少志愿者？", "去年呢？",
    "去掉了多少个垃圾桶？", "云岫镇加装了几部电梯？", "枫渡村添置了什么？", "不要求写材料的有哪些单位？",
    "参照这些材料写一段志愿服务，200字", "写一份工作总结", "给我们社区写一段文化活动的总结", "用300字概括一下",
    "围绕志愿服务写成一段话", "还有别的社区吗", "这些活动有多少人参加？", "青禾里社区和云岫镇谁的培训人数多？",
    "栖梧街道的下一步打算是什么？", "哪个社区的图书室藏书最多？", "各单位的党员人数是多少？", "跟澜江县水务局比呢？",
    "培训了哪些内容？", "增加就业的办法有哪些？", "为什么没有提到？", "看看青禾里社区是怎么做的", "图书室有多少册图书？",
    "有没有图？", "排序的依据是什么？", "云岫镇排第几？", "再说一遍", "你好", "按规定要开展几次？", "加强党建的措施有哪些？",
]  # fmt: skip


@pytest.mark.parametrize(("message", "units"), UNITS.items())
def test_units_come_and_go(message: str, units: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert shown(change.plan) == (units, "文化活动、培训人数")


@pytest.mark.parametrize(("message", "aspects"), ASPECTS.items())
def test_aspects_come_and_go(message: str, aspects: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert shown(change.plan) == ("青禾里社区、云岫镇、栖梧街道", aspects)


@pytest.mark.parametrize(("message", "view"), VIEWS.items())
def test_the_table_is_shown_otherwise(message: str, view: dict[str, object]) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert {key: getattr(change.plan, key) for key in view} == view


@pytest.mark.parametrize("message", OTHERS)
def test_what_asks_something_else_changes_nothing(message: str) -> None:
    assert edited(message, TABLE, DIRECTORY) is None


@pytest.mark.parametrize(
    "message",
    ["写成一段话", "把这个表写成一段文字", "转成段落", "用文字概括一下这张表", "帮我写成一段通顺的文字吧"],
)
def test_the_table_is_wanted_as_prose(message: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert change.paragraph
    assert change.plan == TABLE


def test_what_cannot_be_done_is_said() -> None:
    notes = {
        "再加上火星社区": "库中没有“火星社区”的报告。",
        "再加上云岫镇": "表里已经有云岫镇。",
        "去掉枫渡村": "表里没有“枫渡村”",
        "按党费排序": "表里没有“党费”这一列",
        "去掉青禾里社区、云岫镇和栖梧街道": "表里就空了",
    }
    for message, said in notes.items():
        change = edited(message, TABLE, DIRECTORY)
        assert change is not None, message
        assert said in change.note


def test_a_period_restricts_every_side_that_has_it() -> None:
    change = edited("都看2024年的", TABLE, DIRECTORY)
    assert change is not None
    assert [(s.label, s.entry is not None) for s in change.plan.sides] == [
        ("青禾里社区", False),
        ("云岫镇", True),
        ("栖梧街道", False),
    ]
    assert "库中没有“青禾里社区”2024年的报告" in change.note


def test_only_figures_and_only_practices() -> None:
    for message, kind in {"只看数字": "figures", "只看做法": "practices"}.items():
        change = edited(message, TABLE, DIRECTORY)
        assert change is not None
        assert {a.kind for a in change.plan.aspects} == {kind}


@given(st.sampled_from(["芷泊社区", "枫渡村", "澜江县水务局"]))
def test_a_unit_that_came_and_went_leaves_the_table_as_it_was(unit: str) -> None:
    added = edited(f"再加上{unit}", TABLE, DIRECTORY)
    assert added is not None
    assert added.plan != TABLE
    dropped = edited(f"去掉{unit}", added.plan, DIRECTORY)
    assert dropped is not None
    assert dropped.plan == TABLE


@given(
    st.lists(
        st.sampled_from(["行列互换", "只看有数字的", "画成图", "从少到多排", "按培训人数排序", "全部列出来"]),
        min_size=1,
    )
)
def test_how_the_table_is_shown_changes_nothing_of_what_is_read(messages: list[str]) -> None:
    change = edited("，".join(messages), TABLE, DIRECTORY)
    assert change is not None
    assert (change.plan.sides, change.plan.aspects) == (TABLE.sides, TABLE.aspects)
