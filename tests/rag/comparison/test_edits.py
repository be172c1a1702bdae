"""Messages that change a comparison, as clerks word them, and messages that do not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import discover, parse_file
from rag.comparison.edits import edited
from rag.comparison.plan import Aspect, Order, Plan, Side
from rag.directory import Directory

SAMPLES = Path(__file__).parents[3] / "ingest" / "samples"
REPORTS = [parsed.report for path in discover([SAMPLES]) for parsed in parse_file(path).reports]
PERIODS = {r.id: p.normalised or p.raw for r in REPORTS if (p := r.period) and not p.withheld}
DIRECTORY = Directory([(r.id, r.unit) for r in REPORTS], PERIODS)
ENTRIES = {e.name: e for e in DIRECTORY.entries}


def plan(*units: str, aspects: tuple[str, ...] = ("文化活动", "培训人数", "志愿服务")) -> Plan:
    return Plan(
        sides=tuple(Side(label=u, entry=ENTRIES[u]) for u in units),
        aspects=tuple(Aspect(name=a, topic=a) for a in aspects),
    )


TABLE = plan("青禾里社区", "云岫镇", "栖梧街道")
THREE = "青禾里社区、云岫镇、栖梧街道"
COLUMNS = "文化活动、培训人数、志愿服务"


def units(changed: Plan) -> str:
    return "、".join(s.label for s in changed.sides)


def aspects(changed: Plan) -> str:
    return "、".join(a.name for a in changed.aspects)


ADDED_UNITS = {
    "芷泊社区": (
        "再加上芷泊社区", "再加上芷泊社区。", "再加上芷泊", "加上芷泊社区吧", "芷泊社区也要", "芷泊社区也一起看看",
        "还有芷泊社区", "还有芷泊社区呢，加进来", "再加一个社区", "再加上两个社区", "把所有社区都加进来",
    ),
    "枫渡村": (
        "把枫渡村也加进来", "枫渡村也算上", "加个枫渡村吧", "再加一个枫渡村", "再来个枫渡村", "也比一下枫渡村",
        "把枫渡村加到表里", "表里加上枫渡村", "在表里再加一行枫渡村", "加一行：枫渡村", "增加枫渡村这个单位",
        "漏了枫渡村，补上", "少了枫渡村，加上", "怎么没有枫渡村，加上", "能不能把枫渡村也加进去？", "可以加上枫渡村吗？",
        "麻烦再加上枫渡村，谢谢", "枫渡村也拉进来", "枫渡村一起比", "连枫渡村一起比", "把枫渡村也纳入", "枫渡村，也加进来",
        "再看看枫渡村，一起放表里", "再捎上枫渡村", "枫渡村忘加了", "枫渡村加一下", "帮忙把枫渡村也拉进来对比一下", "枫渡村能不能也算进去", "还差枫渡村没比",
    ),
    "芷泊社区、枫渡村": (
        "再加上芷泊社区和枫渡村", "请把芷泊社区、枫渡村也加上", "再加上芷泊社区，枫渡村", "再加两个：芷泊社区、枫渡村",
        "把芷泊社区和枫渡村也一起比", "还要看芷泊社区和枫渡村",
    ),
    "澜江县水务局": ("加上水务局", "再比比水务局"),
    "砚湖实验学校": ("加上那个学校",),
    "火星社区": ("再加上火星社区",),
}  # fmt: skip
LEFT_UNITS = {
    "青禾里社区、栖梧街道": (
        "去掉云岫镇", "把云岫镇去掉", "不要云岫镇了", "云岫不要", "云岫镇就不用了", "云岫镇可以不要", "云岫镇不比了",
        "云岫镇不用看了", "云岫镇就算了", "云岫镇先拿掉", "别比云岫镇", "删掉云岫镇那一行", "云岫镇那行删掉", "除了云岫镇都要",
        "除云岫镇外都保留", "把云岫镇从表里去掉", "从表里去掉云岫镇", "剔除云岫镇，只剩另外两个", "去掉第二行", "去掉镇", "云岫镇不需要", "云岫镇先放一放", "把除了青禾里社区和栖梧街道以外的都去掉", "青禾里社区和栖梧街道留下，其他去掉",
        "只留青禾里社区和栖梧街道", "只看青禾里社区和栖梧街道这两家", "就比青禾里和栖梧", "只看社区和街道",
    ),
    "青禾里社区、云岫镇": ("去掉最后一个单位", "只留前两个", "不要街道", "只要青禾里社区和云岫镇的"),
    "青禾里社区": ("把云岫镇和栖梧街道删了", "只看社区", "只留青禾里社区", "去掉云岫镇，栖梧街道"),
    "芷泊社区、枫渡村": (
        "单位错了，应该是芷泊社区和枫渡村", "单位换成芷泊社区和枫渡村", "换成芷泊社区和枫渡村", "改比芷泊社区和枫渡村",
        "只比芷泊社区和枫渡村",
    ),
    "青禾里社区、芷泊社区": ("换成各社区", "改成比所有社区"),
    "青禾里社区、枫渡村、栖梧街道": (
        "把云岫镇换成枫渡村", "不比云岫镇，比枫渡村", "用枫渡村替换云岫镇", "不是云岫镇，是枫渡村", "不是比云岫镇，是比枫渡村", "把云岫镇换掉，换成枫渡村",
        "云岫镇弄错了，应该是枫渡村", "应该是枫渡村，不是云岫镇", "不对，是枫渡村不是云岫镇", "我说的是枫渡村，不是云岫镇",
    ),
    "青禾里社区、栖梧街道、芷泊社区": ("去掉云岫镇，再加上芷泊社区", "去掉云岫镇再加上芷泊社区", "加芷泊社区，减云岫镇"),
}  # fmt: skip
ADDED_ASPECTS = {
    "环境整治": (
        "再加一列环境整治", "加上环境整治", "再加一列：环境整治", "再来一列环境整治", "添一个方面：环境整治", "增加一个方面，环境整治",
        "加一项环境整治", "补充一下环境整治方面的", "再比比环境整治", "还想看看环境整治", "顺便把环境整治也列上", "还有环境整治", "把环境整治也写进表里", "表格加一栏“环境整治”", "环境整治也比较一下",
    ),
    "党员人数": ("还要看党员人数", "党员人数也要", "党员人数也比比", "把党员人数也加上", "党员人数也列出来", "也比一下党员人数"),
    "经费投入": ("增加“经费投入”", "再加一栏经费投入"),
    "党员人数、环境整治": (
        "再加上党员人数和环境整治", "加两列，党员人数和环境整治", "再加党员人数、环境整治两列", "增加党员人数和环境整治两个方面",
    ),
}  # fmt: skip
OTHER_ASPECTS = {
    "文化活动、志愿服务": (
        "去掉培训这一列", "去掉培训", "不要培训了", "培训不要了", "培训人数那列不要了", "把培训人数那一列删掉", "去掉第二列",
        "只留文化活动和志愿服务", "删除“培训人数”列", "培训人数这块不看了", "取消培训人数这一列", "培训人数可以去掉了",
    ),
    "志愿服务": (
        "只看志愿服务那一列", "只留志愿服务", "只比较志愿服务方面", "就看志愿服务", "其他列都不要，只留志愿服务",
        "把文化活动和培训都去掉",
    ),
    "文化活动、就业、志愿服务": ("把培训换成就业", "培训改成就业", "第二列换成就业", "不是培训人数，是就业"),
    "文艺演出、培训人数、志愿服务": (
        "文化活动改成文艺演出", "不是文化活动，是文艺演出", "不是文化活动，而是文艺演出", "不比文化活动，比文艺演出",
        "不要文化活动，换成文艺演出", "把文化活动这一列换成文艺演出", "我要的是文艺演出，不是文化活动",
    ),
    "党员人数、环境整治": (
        "方面换成党员人数和环境整治", "方面错了，应该是党员人数和环境整治", "换成党员人数和环境整治",
    ),
    "环境整治": ("只看环境整治",),
}  # fmt: skip
SORTED = Order(aspect="培训人数")
UPWARDS = Order(aspect="培训人数", descending=False)
VIEWS: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    (
        {"turned": True},
        (
            "行列互换", "把表的行列对调一下", "转置", "表格转置", "单位放在列上", "单位做表头", "把方面放左边", "横竖换一下", "横过来", "把行变成列",
        ),
    ),
    (
        {"only": "figures"},
        (
            "只看有数字的", "只留有具体数据的单位", "没有数字的不要", "没数字的去掉", "把没有数据的去掉",
        ),
    ),
    (
        {"only": "stated"},
        ("只看提到的", "没写的不要", "没有提到的就去掉", "未提及的不显示", "去掉未提及的单位", "空白的去掉", "把没有内容的删掉"),
    ),
    ({"charted": True}, ("画成图", "画个柱状图", "做成图表看看", "用柱状图表示", "能画成图吗？", "把培训人数画成柱状图")),
    (
        {"order": SORTED},
        (
            "换成按人数排序", "按人数排", "按培训人数从高到低排", "按照培训人数的多少排个序", "按培训人数由高到低", "按培训排名",
            "把培训人数多的排前面", "人数最多的放前面", "排序改成按培训人数", "把培训人数排个序", "按培训人数",
        ),
    ),
    ({"order": UPWARDS}, ("按培训人数升序排列", "按人数从少到多排一下", "培训人数少的排在前面")),
    ({"order": Order()}, ("从高到低排序", "按数字大小排序", "排个序", "降序排列")),
    ({"order": Order(descending=False)}, ("从少到多排", "倒过来排", "倒序")),
    ({"only": "figures", "charted": True}, ("只看有数字的，画成图",)),
    ({"order": SORTED, "charted": True}, ("按人数排序并画成图", "先按人数排序，然后画成图")),
)  # fmt: skip
UNDONE: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    ({"only": "all"}, ("把没有的也列出来", "全部列出来", "显示全部", "没提到的也列出来", "取消筛选")),
    ({"charted": False}, ("不要图了", "图就不要了", "还是看表")),
    ({"order": None}, ("按原来的顺序", "恢复原来的顺序", "不用排序了")),
    ({"order": UPWARDS}, ("倒过来", "反过来排")),
    ({"turned": False}, ("行列互换",)),
)
PROSE = (
    "写成一段话", "把这个表写成一段文字", "转成段落", "用文字概括一下这张表", "帮我写成一段通顺的文字吧", "总结成一段话", "用一段话说说",
    "把上面的表写成一段话", "能写成一段话吗", "整理成文字", "概括一下这个表", "汇总成一段话",
)  # fmt: skip
OTHERS = [
    "那芷泊社区呢？", "芷泊社区呢", "换成芷泊社区", "云岫镇的志愿者有多少人？", "哪个最多？", "其中女性多少？", "为什么", "谢谢",
    "好的，谢谢", "详细说说", "具体说说云岫镇的", "不限单位", "不限年份", "把芷泊社区和枫渡村的培训比一比", "芷泊社区和枫渡村比一比",
    "再比比芷泊社区和枫渡村的志愿服务", "比较一下各社区的培训人数", "对比芷泊社区和枫渡村", "各社区在志愿服务上都做了什么，列个表",
    "青禾里社区全年排查了多少起矛盾纠纷？", "哪些单位提到了志愿服务？", "最多的是谁", "加起来一共多少？", "那原来是多少？",
    "出处在哪", "云岫镇增加了多少志愿者？", "去年呢？", "去掉了多少个垃圾桶？", "云岫镇加装了几部电梯？", "枫渡村添置了什么？",
    "不要求写材料的有哪些单位？", "参照这些材料写一段志愿服务，200字", "写一份工作总结", "给我们社区写一段文化活动的总结",
    "用300字概括一下", "围绕志愿服务写成一段话", "把这些写成一份总结材料", "以青禾里社区名义写下一步工作计划", "换成汇报口吻",
    "还有别的社区吗", "还有呢", "这些活动有多少人参加？", "青禾里社区和云岫镇谁的培训人数多？", "栖梧街道的下一步打算是什么？",
    "哪个社区的图书室藏书最多？", "各单位的党员人数是多少？", "跟澜江县水务局比呢？", "培训了哪些内容？", "增加就业的办法有哪些？",
    "为什么没有提到？", "为什么没有枫渡村", "看看青禾里社区是怎么做的", "云岫镇的做法", "图书室有多少册图书？", "有没有图？",
    "排序的依据是什么？", "云岫镇排第几？", "再说一遍", "你好", "按规定要开展几次？", "加强党建", "加强党建的措施有哪些？", "不要紧",
    "不用了，谢谢", "不要重复", "志愿服务情况", "枫渡村", "枫渡村和芷泊社区", "除了云岫镇还有谁提到了垃圾分类？", "去掉云岫镇，哪个最多？",
    "如果加上枫渡村谁最多", "云岫镇的52场次是什么演出？", "添加文件", "导出Excel", "列个表", "50岁以上的有多少", "换个说法", "补助2万元", "把各社区的志愿服务、培训人数列个表", "把云岫镇的培训列个表", "按要求报送", "重新写", "没有数字吗", "留守儿童有多少",
]  # fmt: skip


def cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(message, expected) for expected, messages in table.items() for message in messages]


def views(table: tuple[tuple[dict[str, Any], tuple[str, ...]], ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(message, view) for view, messages in table for message in messages]


def changed_by(message: str, before: Plan = TABLE) -> Plan:
    change = edited(message, before, DIRECTORY)
    assert change is not None
    return change.plan


@pytest.mark.parametrize(("message", "new"), cases(ADDED_UNITS))
def test_units_are_added(message: str, new: str) -> None:
    changed = changed_by(message)
    assert (units(changed), aspects(changed)) == (f"{THREE}、{new}", COLUMNS)


@pytest.mark.parametrize(("message", "left"), cases(LEFT_UNITS))
def test_units_are_left_out_or_exchanged(message: str, left: str) -> None:
    changed = changed_by(message)
    assert (units(changed), aspects(changed)) == (left, COLUMNS)


@pytest.mark.parametrize(("message", "new"), cases(ADDED_ASPECTS))
def test_aspects_are_added(message: str, new: str) -> None:
    changed = changed_by(message)
    assert (units(changed), aspects(changed)) == (THREE, f"{COLUMNS}、{new}")


@pytest.mark.parametrize(("message", "left"), cases(OTHER_ASPECTS))
def test_aspects_are_left_out_or_exchanged(message: str, left: str) -> None:
    changed = changed_by(message)
    assert (units(changed), aspects(changed)) == (THREE, left)


@pytest.mark.parametrize(("message", "view"), views(VIEWS))
def test_the_table_is_shown_otherwise(message: str, view: dict[str, Any]) -> None:
    assert changed_by(message) == replace(TABLE, **view)


@pytest.mark.parametrize(("message", "view"), views(UNDONE))
def test_the_table_is_shown_as_it_was(message: str, view: dict[str, Any]) -> None:
    shown = replace(TABLE, only="figures", charted=True, order=SORTED, turned=True)
    assert changed_by(message, shown) == replace(shown, **view)


@pytest.mark.parametrize("message", PROSE)
def test_the_table_is_wanted_as_prose(message: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert change.paragraph
    assert change.plan == TABLE


@pytest.mark.parametrize("message", OTHERS)
def test_what_asks_something_else_changes_nothing(message: str) -> None:
    assert edited(message, TABLE, DIRECTORY) is None


def test_units_and_aspects_in_one_message() -> None:
    grown = changed_by("加上枫渡村和党员人数，按党员人数从高到低排")
    assert (units(grown), aspects(grown)) == (f"{THREE}、枫渡村", f"{COLUMNS}、党员人数")
    assert grown.order == Order(aspect="党员人数")
    less = changed_by("去掉栖梧街道和培训人数，行列互换")
    assert (units(less), aspects(less), less.turned) == ("青禾里社区、云岫镇", "文化活动、志愿服务", True)


@pytest.mark.parametrize(
    ("message", "said"),
    {
        "再加上火星社区": "库中没有“火星社区”的报告。",
        "再加上云岫镇": "表里已经有云岫镇。",
        "再加上志愿服务": "表里已经有志愿服务。",
        "去掉枫渡村": "表里没有“枫渡村”",
        "去掉云岫镇和枫渡村": "表里没有“枫渡村”",
        "去掉第九列": "表里没有“第九列”",
        "按党费排序": "表里没有“党费”这一列",
        "去掉青禾里社区、云岫镇和栖梧街道": "表里就空了",
        "只看100人以上的": "还不能按数的大小筛选",
        "都看2019年的": "库中没有“云岫镇”2019年的报告",
    }.items(),
)
def test_what_cannot_be_done_is_said(message: str, said: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert said in change.note


def test_of_more_units_of_a_kind_than_are_asked_for_the_rest_is_told() -> None:
    change = edited("再加一个局", TABLE, DIRECTORY)
    assert change is not None
    assert units(change.plan) == f"{THREE}、澜江县水务局"
    assert "先加了澜江县水务局，库中还有1个" in change.note


def test_a_row_by_its_number_is_not_guessed_where_the_rows_were_sorted() -> None:
    change = edited("去掉第二行", replace(TABLE, order=SORTED), DIRECTORY)
    assert change is not None
    assert change.plan.sides == TABLE.sides
    assert "请直接说单位的名称" in change.note


@pytest.mark.parametrize("message", ["都看2024年的", "换成2024年的", "只看2024年", "改成2024年"])
def test_a_period_restricts_every_side_that_has_it(message: str) -> None:
    change = edited(message, TABLE, DIRECTORY)
    assert change is not None
    assert [(s.label, s.entry is not None) for s in change.plan.sides] == [
        ("青禾里社区", False),
        ("云岫镇", False),
        ("栖梧街道", True),
    ]
    assert "库中没有“青禾里社区”2024年的报告，它的报告没有写明年份。" in change.note


def test_a_table_of_one_time_goes_back_to_all_reports() -> None:
    restricted = changed_by("都看2024年的")
    assert changed_by("不限年份", restricted) == TABLE
    assert changed_by("只看2025年的", restricted) == restricted, "nobody has a report of 2025"
    assert edited("不限年份", TABLE, DIRECTORY) is None


TIMES = Directory(
    [
        (f"{unit.name}{year}", unit)
        for unit in (ENTRIES["云岫镇"].unit, ENTRIES["枫渡村"].unit)
        for year in (2022, 2023, 2024)
    ],
    {f"{name}{year}": f"{year}年" for name in ("云岫镇", "枫渡村") for year in (2022, 2023, 2024)},
)


def at(*years: int) -> Plan:
    (unit, _) = TIMES.entries
    sides = (Side(label=f"云岫镇{y}年", entry=unit.within(f"{y}年"), period=f"{y}年") for y in years)
    return replace(TABLE, sides=tuple(sides))


@pytest.mark.parametrize(
    ("message", "left"),
    {
        "去掉2022年": at(2023), "不要2022年的了": at(2023), "2022年的不要": at(2023), "只看2023年的": at(2023),
        "再加上2024年": at(2022, 2023, 2024), "2024年也加上": at(2022, 2023, 2024), "把2024年也加进来": at(2022, 2023, 2024),
        "去掉云岫镇2022年": at(2023), "去掉第一行": at(2023), "行列互换": replace(at(2022, 2023), turned=True),
    }.items(),
)  # fmt: skip
def test_times_of_one_unit_come_and_go(message: str, left: Plan) -> None:
    change = edited(message, at(2022, 2023), TIMES)
    assert change is not None
    assert change.plan == left


def test_of_a_time_without_a_report_that_is_said() -> None:
    change = edited("再加上2019年", at(2022, 2023), TIMES)
    assert change is not None
    assert [s.entry is None for s in change.plan.sides] == [False, False, True]
    assert "库中没有“云岫镇”2019年的报告，只有2022年、2023年、2024年的。" in change.note


@pytest.mark.parametrize(
    ("message", "kind"),
    {
        "只看数字": "figures", "只要具体数据": "figures", "不要文字只要数字": "figures", "只看做法": "practices",
        "不要数字，看做法": "practices", "数字和做法都要": "both",
    }.items(),
)  # fmt: skip
def test_only_figures_and_only_practices(message: str, kind: str) -> None:
    assert {a.kind for a in changed_by(message).aspects} == {kind}


def test_a_theme_means_all_that_was_found_of_it() -> None:
    themed = replace(plan("青禾里社区", "云岫镇", aspects=("文艺演出", "图书室")), theme="文化活动")
    assert aspects(changed_by("不是文化活动，是志愿服务", themed)) == "志愿服务"


@given(
    st.sampled_from(["芷泊社区", "枫渡村", "澜江县水务局", "火星社区"]),
    st.sampled_from(["再加上{}", "把{}也加进来", "{}也要"]),
)
def test_a_unit_that_came_and_went_leaves_the_table_as_it_was(unit: str, adding: str) -> None:
    grown = changed_by(adding.format(unit))
    assert len(grown.sides) == 4
    assert changed_by(f"去掉{unit}", grown) == TABLE


@given(st.sampled_from(["环境整治", "党员人数", "垃圾分类"]))
def test_an_aspect_that_came_and_went_leaves_the_table_as_it_was(aspect: str) -> None:
    grown = changed_by(f"再加一列{aspect}")
    assert len(grown.aspects) == 4
    assert changed_by(f"去掉{aspect}那一列", grown) == TABLE


@given(
    st.lists(
        st.sampled_from(
            ["行列互换", "只看有数字的", "没提到的不要", "画成图", "不要图了", "从少到多排", "倒过来", "按培训人数排序", "全部列出来", "按原来的顺序"]
        ),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
def test_how_the_table_is_shown_changes_nothing_of_what_is_read(messages: list[str]) -> None:
    change = edited("，".join(messages), TABLE, DIRECTORY)
    assert change is not None
    assert change.view
    assert (change.plan.sides, change.plan.aspects) == (TABLE.sides, TABLE.aspects)
