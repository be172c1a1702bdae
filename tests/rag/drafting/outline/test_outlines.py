"""Outlines proposed from the library: which sections, in which order, headed how, and what they rest on."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from ingest.pipeline import parse_file
from rag.drafting.model import Brief, Purpose
from rag.drafting.outline.headings import generalised
from rag.drafting.outline.proposing import Outline, propose_outline
from rag.drafting.outline.requests import asks_outline, without_outline
from rag.drafting.outline.topics import OutlinesError, load_outlines, parse_outlines
from rag.ground import EvidenceBook
from rag.retrieve import Shelf
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

_BARE = {
    "松溪社区": "松溪社区2023年志愿服务工作总结\n松溪社区现有居民3200户，一年来志愿服务工作稳步推进。\n"
    "壮大志愿者队伍。社区招募志愿者86名，组建邻里互助队3支，队员每季度参加一次培训，遇到大型活动提前分好工。\n"
    "深入开展学雷锋志愿服务活动。三月以来组织志愿者上门帮助独居老人打扫卫生40次，清理楼道杂物，受到居民欢迎。\n"
    "加强志愿服务宣传。利用宣传栏和居民微信群发布志愿服务信息120条，让更多的人知道志愿服务、参加志愿服务。\n"
    "志愿服务工作还存在不足。一是队伍里的年轻人偏少，二是经费不足，三是有的志愿活动形式单一，吸引力不够强。\n",
    "云栖镇": "云栖镇2023年志愿服务工作总结\n云栖镇有12个村，志愿服务工作在全镇铺开，取得一定成效。\n"
    "一、加强志愿服务队伍建设\n全镇注册志愿者1260名，成立志愿服务队14支。\n"
    "二、广泛开展志愿服务活动\n全年开展志愿服务活动96次，参加2100人次。\n"
    "三、强化志愿服务宣传\n印发志愿服务倡议书3000份。\n"
    "四、下一步打算\n下一步，将再组建5支志愿服务队，继续做好志愿服务宣传。\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf(sample_store: Store) -> Shelf:
    return Shelf(sample_store)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A library of which one report has no headings."""
    folder = tmp_path_factory.mktemp("outlines")
    with Store.open(folder / "store", SentenceTransformerEncoder(), create=True) as store:
        for name, text in _BARE.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            store.add(folder / f"{name}.txt", parse_file(folder / f"{name}.txt"))
        yield Shelf(store)


def headings(outline: Outline) -> list[str]:
    return [s.heading for s in outline.sections]


def book_of(shelf: Shelf) -> EvidenceBook:
    return EvidenceBook(shelf.files, [e.unit for e in shelf.refresh().entries])


def test_a_year_of_a_community_has_the_sections_of_communities(shelf: Shelf) -> None:
    outline = propose_outline(Brief(theme="社区年度", form="document"), shelf)
    assert headings(outline) == [
        "办好民生实事，增进民生福祉",
        "加强社会治理，维护和谐稳定",
        "丰富文化活动，满足精神需求",
        "整治环境卫生，改善人居环境",
        "存在的主要问题",
        "下一步工作打算",
    ]
    assert outline.title == "社区工作总结"
    assert {u for s in outline.sections for u in s.units} == {"青禾里社区", "芷泊社区"}
    assert [(s.problems, s.planned) for s in outline.sections[-2:]] == [(True, False), (False, True)]
    assert not any(s.problems or s.planned for s in outline.sections[:-2])


def test_a_plan_says_its_aims_first_and_who_sees_to_it_last(shelf: Shelf) -> None:
    village = next(e for e in shelf.refresh().entries if e.name == "枫渡村")
    outline = propose_outline(
        Brief(purpose="计划", theme="精神文明建设", behalf=village, speaker="我村"), shelf
    )
    assert headings(outline)[0] == "指导思想和工作目标"
    assert headings(outline)[-1] == "保障措施"
    assert "推进移风易俗，树立文明乡风" in headings(outline), "its own heading reads well"
    assert all(s.planned for s in outline.sections)
    assert outline.title == "枫渡村精神文明建设工作计划"


def test_the_half_year_of_one_unit_follows_its_report(shelf: Shelf) -> None:
    outline = propose_outline(Brief(purpose="汇报", theme="街道上半年工作情况"), shelf)
    assert [s.theme for s in outline.sections[:3]] == ["经济发展", "基础设施", "民生保障"]
    assert all(s.units == ("栖梧街道",) for s in outline.sections)


def test_a_theme_within_other_reports_is_told_by_what_it_consists_of(shelf: Shelf) -> None:
    outline = propose_outline(Brief(theme="环境整治"), shelf)
    assert {"垃圾清运", "垃圾分类", "绿化美化"} <= {s.theme for s in outline.sections}
    assert "小标题和段落大意" in outline.basis


def test_what_the_library_does_not_have_is_the_usual_way_and_said_so(shelf: Shelf) -> None:
    outline = propose_outline(Brief(purpose="汇报", theme="人口普查"), shelf)
    assert 3 <= len(outline.sections) <= 6
    assert "人口普查" in [s.theme for s in outline.sections]
    assert not any(s.like for s in outline.sections)
    assert outline.basis == "库中没有可以参照的“人口普查”的材料，按汇报的一般写法列出，请按实际情况调整。"


def test_banned_units_are_no_pattern(shelf: Shelf) -> None:
    banned = next(e for e in shelf.refresh().entries if e.name == "芷泊社区")
    outline = propose_outline(Brief(theme="社区年度", banned=(banned,)), shelf)
    assert "芷泊社区" not in {u for s in outline.sections for u in s.units}


def test_named_sources_are_followed_alone_where_they_suffice(shelf: Shelf) -> None:
    office = next(e for e in shelf.refresh().entries if e.name == "澜江县水务局")
    outline = propose_outline(Brief(sources=(office,)), shelf)
    assert {u for s in outline.sections for u in s.units} == {"澜江县水务局"}
    assert "多措并举保供水，办好民生实事" in headings(outline)


def test_paragraphs_serve_where_a_report_has_no_headings(bare: Shelf) -> None:
    outline = propose_outline(Brief(theme="志愿服务"), bare)
    assert headings(outline) == [
        "建强志愿服务队伍，提升能力素质",
        "强化宣传引导，营造浓厚氛围",
        "开展志愿服务活动，丰富内容形式",
        "存在的主要问题",
        "下一步工作打算",
    ]
    assert outline.sections[3].units == ("松溪社区",)
    assert outline.sections[4].units == ("云栖镇",)
    told = [w for s in outline.sections for w in s.places if w.unit == "松溪社区"]
    assert told
    assert not any(w.headed for w in told)


@pytest.mark.parametrize("purpose", get_args(Purpose))
@pytest.mark.parametrize("theme", ["", "精神文明建设", "志愿服务", "学校德育", "文化活动", "平安建设"])
def test_every_outline_is_one_that_could_be_handed_round(shelf: Shelf, purpose: Purpose, theme: str) -> None:
    outline = propose_outline(Brief(purpose=purpose, theme=theme, form="document"), shelf)
    assert 3 <= len(outline.sections) <= 6
    assert len(set(headings(outline))) == len(outline.sections)
    names = {n for e in shelf.refresh().entries for n in (e.name, *e.unit.aliases) if len(n) > 1}
    for section in outline.sections:
        assert 4 <= len(section.heading) <= 18
        assert not any(n in section.heading for n in names), section.heading
        assert not any(c.isdigit() or c in "{}了" for c in section.heading), section.heading
        assert all(w.span.of(w.page.report.text) for w in section.places)
        assert set(section.units) == {shelf.report(i).report.unit.name for i in section.like}


def test_an_outline_is_there_at_once(shelf: Shelf) -> None:
    propose_outline(Brief(theme="精神文明建设"), shelf)
    started = time.perf_counter()
    propose_outline(Brief(theme="文化活动"), shelf)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("坚持以活动为载体,进一步深化全镇道德实践工作", "深化道德实践工作"),
        ("强化领导,健全机制,形成推动工作的强大合力", "强化领导，健全机制"),
        ("丰富文化活动，满足精神需求", "丰富文化活动，满足精神需求"),
        ("2023年创建文明单位12个", ""),
        ("松溪社区文化活动丰富多彩", ""),
        ("加强了队伍管理", ""),
        ("开展“邻里一家亲”活动", ""),
    ],
)
def test_a_heading_is_freed_of_what_is_its_units_alone(title: str, heading: str) -> None:
    assert generalised(title, {"松溪社区"}) == heading


def test_every_topic_and_purpose_has_usual_headings() -> None:
    known = load_outlines()
    assert set(known.usual) == set(get_args(Purpose))
    for topic in (*known.topics, *known.sides):
        assert topic.cues
        assert topic.headings
        assert all(len(h) <= 22 for h in topic.headings)
        assert any("{theme}" not in h for h in topic.headings)


@pytest.mark.parametrize("line", ["没有标题的一行", "【主要内容】\n组织领导", "【主要内容】\n组织领导:"])
def test_a_line_that_says_nothing_is_an_error(line: str) -> None:
    with pytest.raises(OutlinesError):
        parse_outlines(line)


@pytest.mark.parametrize(
    "message",
    "列个提纲 先拟个提纲 写总结要有哪几部分 给个框架 先给我拟一份写作提纲 年度总结应该包括哪些部分？ 这个汇报怎么搭架子 "
    "写工作计划一般分几个部分 能不能先给个大纲 提纲先列出来 总结的结构怎么安排 拟一个讲话稿提纲 列一下社区教育工作计划的提纲 "
    "写一份社区总结，先列个提纲 起草年度工作总结，先搭个框架 想一下这份材料的小标题 先出个提纲看看".split(),
)
def test_asks_for_an_outline(message: str) -> None:
    assert asks_outline(message)


@pytest.mark.parametrize(
    "message",
    "按提纲写全文 按这个提纲写 提纲里第二部分改成志愿服务 《德育大纲》是什么时候学习的 签订了什么框架协议 把第二部分写一下 "
    "写一段志愿服务的总结 《公民道德建设实施纲要》哪些单位学了 各社区开展了哪些方面的工作 松溪社区有几个部门参加 提纲可以，接着写 "
    "就按刚才的提纲写 各社区做了哪几个方面的工作 第三部分改成志愿服务 松溪社区的总结写了什么 松溪社区的总结写了哪几个部分 计划里写了哪几个部分 缩短到150字".split(),
)
def test_asks_for_something_else(message: str) -> None:
    assert not asks_outline(message)


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("写一份社区精神文明建设工作总结，先列个提纲", "写一份社区精神文明建设工作总结"),
        ("帮我们镇写志愿服务总结的提纲", "帮我们镇写志愿服务总结"),
        ("写工作计划一般分几个部分", "写工作计划"),
        ("先拟个环境整治工作总结的提纲", "写环境整治工作总结"),
        ("给我一个志愿服务总结的框架", "写志愿服务总结"),
        ("给我们镇写一份总结的提纲", "给我们镇写一份总结"),
        ("先拟个提纲", ""),
        ("提纲先列出来", ""),
        ("写一段志愿服务的总结", "写一段志愿服务的总结"),
    ],
)
def test_what_is_to_be_written(message: str, rest: str) -> None:
    assert without_outline(message) == rest


def test_a_short_theme_stands_in_its_headings_a_long_one_does_not(bare: Shelf) -> None:
    brief = Brief(theme="志愿服务")
    assert any("志愿服务" in h for h in headings(propose_outline(brief, bare)))
    long = propose_outline(replace(brief, theme="学雷锋志愿服务活动开展"), bare)
    assert not any("学雷锋" in h for h in headings(long))
