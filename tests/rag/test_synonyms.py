"""The table of words that say the same: its form, what it must never hold, and what it does for a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.synonyms import SynonymsError, index_rows, load_rows, parse_rows, synonyms
from rag.terms import content_terms, fold, presence

ROWS = load_rows()
WORDS = sorted({word for row in ROWS for word in row})
# Opposites, and pairs that stand side by side in reports with figures of their own.
NEVER_THE_SAME = [
    tuple(pair.split())
    for pair in (
        "增加 减少|增长 下降|上升 回落|收入 支出|收入 利润|开工 竣工|启动 完成|新建 拆除|招聘 辞退|借阅 归还|买 卖|购买 销售|出生 死亡|受伤 死亡|"
        "参加 获奖|申报 获批|申请 批准|登记 常住|计划 完成|城市 农村|城镇 农村|居民 农户|居民 村民|流动人口 常住人口|外来人口 总人口|"
        "一类 二类|排查 整改|检查 整改|发现 整改|排查 化解|督查 巡查|抽查 巡查|投诉 举报|立案 结案|受理 办结|破获 抓获|逮捕 起诉|刑事 民事|处罚 罚款|"
        "印制 发放|刊登 采用|签约 开工|表彰 处罚|投资 捐款|补贴 补偿|补贴 赔偿|救助 补贴|自筹 拨款|低保 特困|党员 团员|学生 教师|教师 教职工|医生 护士|"
        "儿童 老人|老人 离退休|幼儿园 小学|门诊 住院|接种 体检|考试 录取|获奖 入选|产值 产量|产值 收入|销售额 利润|存栏 出栏|化肥 农药|绿地 草坪|人次 人员|"
        "法官 律师|事故 火灾|违法 违纪|宫颈癌 乳腺癌|高血压 糖尿病|图书室 活动室|健身广场 健身器材|路灯 摄像头|党课 讲座|走访 慰问|志愿者 党员|迁入 迁出|"
        "预备党员 积极分子|抢劫 盗窃|诈骗 盗窃|拘留 逮捕|公开 保密|开放 关闭|合格 优秀|及格率 优秀率|节约 浪费|土地 林地|水库 水井|小麦 玉米"
    ).split("|")
]


def test_the_table_is_a_table_of_several_hundred_meanings() -> None:
    assert len(ROWS) > 450
    assert len(set(map(frozenset, ROWS))) == len(ROWS)


def test_no_row_stands_inside_another() -> None:
    sets = [frozenset(row) for row in ROWS]
    assert [row for row in sets if any(row < other for other in sets)] == []


def test_what_means_the_same_does_so_both_ways_and_no_word_is_its_own() -> None:
    for word in WORDS:
        assert word not in synonyms(word)
        assert all(word in synonyms(other) for other in synonyms(word))
        assert synonyms(word)


@pytest.mark.parametrize(("one", "other"), NEVER_THE_SAME)
def test_opposites_and_near_misses_share_no_row(one: str, other: str) -> None:
    assert other not in synonyms(one)


def test_each_row_can_bring_a_passage_that_the_asked_word_itself_would_not() -> None:
    assert [row for row in ROWS if not says_more(row)] == []


def says_more(row: tuple[str, ...]) -> bool:
    asked = [term for word in row for term in content_terms(word) if term.text == word]
    return any(
        presence(term, fold(other)) == 0.9 and term.text not in other for term in asked for other in row
    )


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("修桥是谁掏钱的？", "村民出资3万元修建便桥"),
        ("讨回多少工资？", "为农民工追回工资12万元"),
        ("垮了几间房子？", "暴雨致房屋倒塌4间"),
        ("打针的娃有多少？", "适龄儿童接种率达98%"),
        ("逮了几辆黑车？", "查获非法营运车辆6辆"),
        ("囤了多少编织袋？", "储备编织袋2000条"),
        ("手机软件有多少人注册？", "开发便民APP，注册用户1.2万"),
        ("全年看病的有多少？", "门诊1.2万人次"),
    ],
)
def test_a_spoken_question_finds_the_written_passage(question: str, passage: str) -> None:
    found = [presence(term, fold(passage)) for term in content_terms(question)]
    assert 0.9 in found


@pytest.mark.parametrize(
    ("question", "passage"),
    [("抽查了几次？", "巡查21次"), ("党课讲了几次？", "举办讲座9次"), ("特困有几户？", "低保41户")],
)
def test_a_near_miss_is_not_taken_for_what_is_asked(question: str, passage: str) -> None:
    assert all(presence(term, fold(passage)) == 0 for term in content_terms(question))


def test_a_word_of_several_rows_has_the_others_of_all_and_an_unknown_word_has_none() -> None:
    index = index_rows(parse_rows("# one meaning a line\n查 抽查\n\n查 巡查  普查\nAPP 客户端\n"))
    assert index["查"] == {"抽查", "巡查", "普查"}
    assert index["抽查"] == {"查"}
    assert index["app"] == {"客户端"}
    assert synonyms("并无此词") == frozenset()


@pytest.mark.parametrize(("text", "line"), [("修 建\n独词\n", "line 2"), ("# 注\n修 建 修\n", "line 2")])
def test_a_row_of_one_word_or_with_a_word_twice_is_refused_by_its_line(text: str, line: str) -> None:
    with pytest.raises(SynonymsError, match=line):
        parse_rows(text)


@given(st.lists(st.sets(st.sampled_from("甲乙丙丁戊己庚辛"), min_size=2), max_size=8))
def test_the_index_holds_just_the_pairs_of_the_rows(rows: list[set[str]]) -> None:
    text = "\n".join(" ".join(sorted(row)) for row in rows)
    index = index_rows(parse_rows(text))
    pairs = {(one, other) for row in rows for one in row for other in row if one != other}
    assert {(one, other) for one, others in index.items() for other in others} == pairs
