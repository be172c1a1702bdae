"""Figures of invented reports: which numbers count, what they count, and where they stand."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.figures import extract_figures
from ingest.model import Figure, line_at, line_starts


def said(text: str) -> list[tuple[str, str, str]]:
    """Every figure of `text` as (value or ?, measure, raw); a range as low~high."""
    return [(shown(f), f.measure, f.raw) for f in extract_figures(text)]


def shown(figure: Figure) -> str:
    low = "?" if figure.value is None else str(figure.value)
    return low if figure.upper is None else f"{low}~{figure.upper}"


def subjects(text: str) -> list[str]:
    return [f.subject for f in extract_figures(text)]


@pytest.mark.parametrize(
    ("text", "value", "measure", "raw"),
    [
        ("全年召开党委会16次", "16", "次", "16次"),
        ("使近千名中学生受到教育", "1000", "名", "近千名"),
        ("投入2万多元", "20000", "元", "2万多元"),
        ("出动志愿者1.8万余人", "18000", "人", "1.8万余人"),
        ("经费达10万元以上", "100000", "元", "10万元以上"),
        ("发放贷款4000余万元", "40000000", "元", "4000余万元"),
        ("安排投资117.3亿元", "11730000000", "元", "117.3亿元"),
        ("新建文化墙12,000平方米", "12000", "平方米", "12,000平方米"),
        ("大厅１２００㎡", "1200", "平方米", "１２００㎡"),
        ("硬化道路9.5公里", "9.5", "公里", "9.5公里"),
        ("治安案件下降两成多", "20", "%", "两成多"),
        ("库存增加约一成半", "15", "%", "约一成半"),
        ("占青年总数的两成五", "25", "%", "两成五"),
        ("惠及5 600多人", "5600", "人", "5 600多人"),
        ("关闭非法矿点八处", "8", "处", "八处"),
        ("优化2路、6路等五条线路", "5", "条", "五条"),
        ("接种疫苗11.8万剂次", "118000", "剂次", "11.8万剂次"),
        ("新打机井57口", "57", "口", "57口"),
        ("藏书上万册", "10000", "册", "上万册"),
        ("月均借阅百余部", "100", "部", "百余部"),
        ("年龄最小的仅15岁", "15", "岁", "15岁"),
        ("为期二天的培训", "2", "天", "二天"),
        ("连续三年获奖", "3", "年", "三年"),
        ("参与宣教500余人次", "500", "人次", "500余人次"),
        ("覆盖率98.68%", "98.68", "%", "98.68%"),
        ("出生率为5.46‰", "5.46", "‰", "5.46‰"),
        ("达到百分之八十", "80", "%", "百分之八十"),
        ("做到常住户百分百覆盖", "100", "%", "百分百"),
        ("三成以上党员参加", "30", "%", "三成以上"),
        ("半数村民到会", "50", "%", "半数"),
        ("提高1.5个百分点", "1.5", "个百分点", "1.5个百分点"),
        ("表彰先进典型120余人（个）", "120", "人", "120余人（个）"),
        ("全镇九个村", "9", "个", "九个"),
        ("四个重点难点问题", "4", "个", "四个"),
        ("细化为8大块", "8", "大块", "8大块"),
        ("兩個社區", "2", "个", "兩個"),
        ("体检30人/次", "30", "人次", "30人/次"),
        ("历时3个多月", "3", "个月", "3个多月"),
    ],
)
def test_a_quantity_has_its_value_in_the_base_measure(text: str, value: str, measure: str, raw: str) -> None:
    assert said(text) == [(value, measure, raw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每人读书2-3本", ("2~3", "本", "2-3本")),
        ("组织一至二次活动", ("1~2", "次", "一至二次")),
        ("开展1—2次", ("1~2", "次", "1—2次")),
        ("走访两三次", ("2~3", "次", "两三次")),
        ("到会五六十人", ("50~60", "人", "五六十人")),
        ("增幅5%-8%", ("5~8", "%", "5%-8%")),
        ("补助2-3万元", ("20000~30000", "元", "2-3万元")),
    ],
)
def test_a_range_has_both_ends(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "measure", "raw"),
    [
        ("坚持每月一次专题学习", "次/月", "每月一次"),
        ("做到每周1-2次大扫除", "次/周", "每周1-2次"),
        ("每天至少一次小扫除", "次/天", "每天至少一次"),
        ("每季度举办1次双休日讲座", "次/季度", "1次"),
        ("每年集中时间、集中人力开展2次清查", "次/年", "2次"),
        ("每季一次大检查", "次/季度", "每季一次"),
        ("每两个月3场", "场/两个月", "每两个月3场"),
    ],
)
def test_how_often_is_part_of_the_measure(text: str, measure: str, raw: str) -> None:
    assert [(f.measure, f.raw) for f in extract_figures(text)] == [(measure, raw)]


def test_before_and_after_are_two_figures_of_one_subject() -> None:
    first, second = extract_figures("扩建后，服务窗口由原来的45个增加到90个。")
    assert [first.value, second.value] == [Decimal(45), Decimal(90)]
    assert first.subject == second.subject == "服务窗口"


def test_figures_in_a_bracket_know_the_figure_in_front_of_it() -> None:
    text = "全年演出43场次(春节8场次,送戏下乡3场次),比赛2场(元旦1场),另有5人。"
    total, spring, country, games, new_year, last = extract_figures(text)
    assert spring.parent == country.parent == total.span
    assert new_year.parent == games.span
    assert total.parent is games.parent is last.parent is None
    assert (spring.subject, country.subject, new_year.subject) == ("春节", "送戏下乡", "元旦")
    assert total.clause.of(text) == "全年演出43场次"


@pytest.mark.parametrize(
    ("text", "measure", "raw"),
    [
        ("接待游客x万人次", "人次", "x万人次"),
        ("群众性活动x场次", "场次", "x场次"),
        ("有效治疗20_人", "人", "20_人"),
        ("300x名居民签名", "名", "300x名"),
        ("小区是历时2x年的老区", "年", "2x年"),
        ("指导_个尚未验收的村", "个", "_个"),
        ("接到投诉xx件", "件", "xx件"),
        ("参加培训××人", "人", "××人"),
        ("走访ＸＸ户", "户", "ＸＸ户"),
        ("浇筑完成x%", "%", "x%"),
        ("综合收入x.x亿元", "元", "x.x亿元"),
        ("检查___余次", "次", "___余次"),
        ("新增“__家”企业", "家", "__家"),
        ("报送信息6余篇", "篇", "6余篇"),
        ("社区共有职工10；下设两组", "", "10"),
        ("常住人口975，以老人为主", "", "975"),
        ("离退休职工近200，人数多", "", "近200"),
        ("在社区176未成年人中开展教育", "", "176"),
    ],
)
def test_a_redacted_or_damaged_number_is_withheld(text: str, measure: str, raw: str) -> None:
    figure = extract_figures(text)[0]
    assert (figure.withheld, figure.value, figure.upper) == (True, None, None)
    assert (figure.measure, figure.raw) == (measure, raw)


@pytest.mark.parametrize(
    "text",
    [
        "5月16日召开，20__年、20xx年、202_年度、xx年、x月底",
        "11、十二月份，每周五，十月份，1—6月，8月10日—8月30日，二〇一九年",
        "第一，第五届，第二届，首届，第3批，前三名，居第2、第4位",
        "市发〔2017〕26号，第48号令，清溪路12号，3号线",
        "一、总体情况\n（二）工作成效\n3.主要做法\n⑴健全机制",
        "一是抓学习；二是抓落实；首先是领导重视",
        "十八大，十八届五中全会，市纪委二届四次全会，二十届三中全会",
        "三个代表，两手抓，八荣八耻，“四有”，“三到位”，一把手，“五好家庭”，四个意识，三位一体",
        "六一，七一，五四，三八节，十佳",
        "区二小、四社、一小，三家村，五台山，九江",
        "拨打“96210”，一方面，另一方面，一系列，一些，一定，进一步，一层，统一，一致，同一，一线，一批",
        "一年来，近三年来，一次性告知，24字价值观，成立60周年，80年代",
        "是一个重要窗口，上了一个新台阶，成为一名党员，让每一名党员，又一次，第一次",
        "百家争鸣，千方百计，万户千家，名扬四海",
        "附件《关于开展3次检查的通知》",
        "党的__大以来，__县人民政府，xx古镇，xx区，向xx地震灾区",
        "5G基站，4A级景区，PM2.5，6+1模式，比例1:3，零部件",
        "60岁以上老人，80周岁以上的老年人，3—6岁儿童，24小时值班，24小时不打烊",
        "时间过半、任务过半，雷打不动，一成不变",
    ],
)
def test_names_dates_and_ordinals_are_no_figures(text: str) -> None:
    assert said(text) == []


def test_a_count_behind_an_ordinal_is_not_swallowed_by_it() -> None:
    assert said("获全区第一，3个社区受到表彰") == [("3", "个", "3个")]


def test_a_name_met_in_quotation_marks_is_one_without_them() -> None:
    assert said("落实“四项制度”。全面贯彻四项制度，修订三项制度。") == [("3", "项", "三项")]


def test_a_list_number_in_front_of_a_count_is_not_its_whole_part() -> None:
    assert said("2.12个小组\n3．10种树木\n4、5户农户") == [
        ("12", "个", "12个"),
        ("10", "种", "10种"),
        ("5", "户", "5户"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共举办大型文艺演出43场次", ["大型文艺演出"]),
        ("购置配备了800个标准垃圾桶", ["标准垃圾桶"]),
        ("出动志愿者1.8万余人，在全区推广", ["志愿者"]),
        ("培训106人，其中获得职业技能证书54人", ["培训", "获得职业技能证书"]),
        ("投资2万元制作宣传栏9座", ["投资", "宣传栏"]),
        ("新建厂房3万平方米、4万平方米仓库，研发投入增长15%", ["厂房", "仓库", "研发投入增长"]),
        ("有6人参加评选", ["参加评选"]),
        ("评选出18户“最美农家”", ["最美农家"]),
        ("向居民发放《信访问答》200册、知识问卷150份", ["《信访问答》", "知识问卷"]),
        ("牛存栏1320头、生猪12600头", ["牛存栏", "生猪"]),
        ("整修街道185条11200米", ["街道", "街道"]),
        ("镇总产值达8亿元、增长5%", ["镇总产值", "镇总产值增长"]),
        ("发表报道183篇，其中35篇被采用", ["报道", "报道"]),
        ("8月1日—3日庙会演出30场次", ["庙会演出"]),
        ("对62家市级单位和11家区级单位进行了复查", ["市级单位", "区级单位"]),
    ],
)
def test_the_subject_reads_like_what_is_counted(text: str, expected: list[str]) -> None:
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("预计接待2万人次，实现收入3亿元", False, [True, True]),
        ("我镇将新建5个广场，已完成4个", False, [True, False]),
        ("学习不得少于12天", False, [True]),
        ("力争年底达到90%", False, [True]),
        ("拟投资3亿元", False, [True]),
        ("新建5个广场", False, [False]),
        ("新建5个广场", True, [True]),
        ("今年已完成4个，累计建成9个", True, [False, False]),
        ("计划生育率98%", False, [False]),
        ("主要做法有3项", False, [False]),
    ],
)
def test_plans_are_told_from_what_is_done(text: str, default: bool, expected: list[bool]) -> None:
    assert [f.planned for f in extract_figures(text, planned=default)] == expected


def test_approximation_is_noticed() -> None:
    text = "约30人、近千名、5次以上、超过9家、十几个、40户、7%左右"
    assert [f.approximate for f in extract_figures(text)] == [True, True, True, True, True, False, True]


def test_spans_count_in_the_whole_text() -> None:
    text = "甲村有3口人家。乙村共建成9座广场(含新建2座)，丙村5户。"
    begin = text.index("乙")
    figures = extract_figures(text, start=begin, end=text.index("丙"))
    assert [f.raw for f in figures] == ["9座", "2座"]
    assert all(f.span.of(text) == f.raw and f.clause.covers(f.span) for f in figures)
    assert figures[1].parent is not None
    assert figures[1].parent.of(text) == "9座"


def test_the_seeds_figures_are_found_and_no_redacted_one_is_guessed(seeds: Path, shared: Path) -> None:
    found: dict[tuple[str, int], list[Figure]] = {}
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        starts = line_starts(text)
        for figure in extract_figures(text):
            found.setdefault((path.name, line_at(starts, figure.span.start) + 1), []).append(figure)
    rows = [
        json.loads(line) for line in (shared / "gold" / "figures_dev.jsonl").read_text("utf-8").splitlines()
    ]
    sound = [r for r in rows if not r["damaged"]]
    near = [found.get((r["file"], r["line"]), []) for r in sound]
    hits = [
        any(f.value == Decimal(str(r["value_norm"])) and r["unit_norm"] in f.measure for f in figures)
        for r, figures in zip(sound, near, strict=True)
    ]
    assert sum(hits) >= 0.95 * len(sound)
    hidden = {(r["file"], r["line"], r["raw"]) for r in rows if r["damaged"] and r["value"] is None}
    assert hidden
    assert not any((*at, f.raw) in hidden and f.value is not None for at, fs in found.items() for f in fs)


def test_values_are_exact_decimals() -> None:
    assert extract_figures("投入1.1亿元")[0].value == Decimal("110000000")
