"""What every side says of every aspect, over invented reports as untidy as real ones."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pytest

from ingest.pipeline import parse_file
from rag.citations import cited_sentences
from rag.comparison.cells import read_grid
from rag.comparison.finding import Finding, Grid
from rag.comparison.plan import Aspect, Kind, Plan, Side
from rag.ground import EvidenceBook
from rag.model import Cell
from rag.retrieve import Shelf
from rag.verify import check_sentence
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.store import Store

_LOOK_BACK = {
    "云岚": "全省地区生产总值31800亿元、增长5.2%，海洋生产总值增长9.1%。预计单位生产总值能耗下降3.1%。一般公共预算收入2718亿元，同比增长2.6%，"
    "一般公共预算支出5120亿元、增长4.4%。城镇新增就业41.3万人，农村劳动力转移就业88万人。社会物流总费用与地区生产总值的比率降至14.2%。\n"
    "新开工改造老旧小区1320个、惠及居民24.6万户，既有住宅加装电梯2100部。新建高标准农田210万亩。整车产量96万辆、新能源汽车38.5万辆，"
    "新能源汽车公共充电桩累计建成7.2万个。家电、新能源汽车零售额分别增长12.3%、31.7%。新增养老床位约5200张。空气质量优良天数达到301天。",
    "汐川": "全年实现生产总值8900亿元，比上年增长4.8%。省管企业净资产增长8%、研发投入增长19.4%。城乡居民人均可支配收入分别增长4.1%、6.3%。\n"
    "城中村、老旧小区、危旧房等改造惠及居民5.1万户。建设高标准农田xx万亩。民营经济32条政策全面落实。进出口总额1250亿元，机电产品出口增长21%。"
    "截至11月底，新能源汽车保有量超60万辆。《老旧小区改造技术导则》印发实施。",
    "栖梧": "过去一年，全省上下攻坚克难。城镇新增就业19.8万人，为年度任务的108%。高标准农田建设管护机制不断健全。推动物业服务覆盖300个老旧小区。"
    "上半年，养老床位新增700张。",
}
_LOOK_AHEAD = {
    "云岚": "主要预期目标是：地区生产总值增长5.5%左右，一般公共预算收入增长3%，城镇新增就业40万人以上，居民收入增长与经济增长同步。\n"
    "改造城中村88个、老旧小区1400个。建设180万亩高标准农田。力争新能源汽车产量达到45—50万辆。新增养老床位3000张。",
    "汐川": "经济增长5%左右。实施420个老旧小区综合整治。确保高标准农田达到960万亩。培育低空经济、大飞机、新能源汽车、智能终端、海洋装备等新兴产业。",
    "栖梧": "地区生产总值增长6%以上。新建新能源汽车公共充电桩1万个。加快推进智能网联新能源汽车示范区建设。",
}
_REST = (
    "坚持把发展经济的着力点放在实体经济上，完善工作机制，压实各方责任，转变工作作风，主动靠前服务，认真听取群众意见，"
    "及时回应社会关切，各项工作有序推进，为完成全年任务打下坚实基础。"
)
_PROVINCES = {
    f"{name}省": f"{name}省政府工作报告（2025年）\n现在，我代表{name}省人民政府，向大会报告工作。\n"
    f"一、2024年工作回顾\n{_LOOK_BACK[name]}\n{_REST}\n二、2025年重点工作\n{_LOOK_AHEAD[name]}\n{_REST}\n"
    for name in _LOOK_BACK
}
_COMMUNITIES = {
    "柳荫里社区": "柳荫里社区2024年工作总结\n2024年，柳荫里社区扎实工作，现总结如下：\n一、志愿服务\n开展集中志愿服务活动10次，"
    "发动志愿者1200余人次，发放志愿者马甲300套。\n二、文体活动\n全年举办文艺演出24场次，投入文化活动经费3万元。\n"
    + _REST,
    "望湖社区": "望湖社区2024年工作总结\n2024年，望湖社区扎实工作，现总结如下：\n一、志愿服务\n组织志愿者参与有关活动，积极推进志愿服务制度化。\n"
    "二、教育培训\n科学规划，举办居民培训班3期，培训居民86人，排查各类矛盾纠纷31起。\n三、下一步打算\n培训居民120人，更新现有健身器材14件，开展3月12日植树等活动。\n"
    + _REST,
    "槐荫社区": "槐荫社区2024年工作总结\n2024年，槐荫社区扎实工作，现总结如下：\n一、科学规划，改善村容\n清运积存垃圾32车，增设公共厕所2座，"
    "聘请保洁人员5名。\n" + _REST,
    "望湖社区 ": "望湖社区2023年工作总结\n2023年，望湖社区认真履职，现总结如下：\n一、教育培训\n举办居民培训班2期，培训居民51人。\n"
    + _REST,
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.mktemp("cells")
    with Store.open(folder / "store", SentenceTransformerEncoder(), create=True) as store:
        for n, text in enumerate((_PROVINCES | _COMMUNITIES).values()):
            (folder / f"{n}.txt").write_text(text, encoding="utf-8")
            store.add(folder / f"{n}.txt", parse_file(folder / f"{n}.txt"))
        yield Shelf(store)


def read(shelf: Shelf, unit: str, topic: str, kind: Kind = "both") -> Finding:
    """One cell; whatever it says as a sentence is borne out by what it cites."""
    grid, book = _read(shelf, [unit], [topic], kind)
    ((found,),) = grid.findings
    evidence = {e.n: e for e in book.items}
    for sentence in cited_sentences(found.said or ""):
        assert check_sentence(sentence, evidence, (), book.units) is None
    for quantity in found.cell.quantities:
        assert quantity.raw in evidence[quantity.n].quote
    return found


def _read(
    shelf: Shelf, units: list[str], topics: list[str], kind: Kind = "both"
) -> tuple[Grid, EvidenceBook]:
    by_name = {e.name: e for e in shelf.refresh().entries}
    plan = Plan(
        sides=tuple(Side(label=u, entry=by_name[u]) for u in units),
        aspects=tuple(Aspect(name=t, topic=t, kind=kind) for t in topics),
    )
    book = EvidenceBook(shelf.files, [e.unit for e in by_name.values()])
    return read_grid(plan, shelf, book), book


def told(cell: Cell) -> list[tuple[str, bool]]:
    return [(q.raw, q.planned) for q in cell.quantities]


@pytest.mark.parametrize(
    ("unit", "topic", "quantities"),
    [
        ("云岚省", "城镇新增就业", [("41.3万人", False), ("40万人以上", True)]),
        ("云岚省", "老旧小区改造", [("1320个", False), ("1400个", True)]),
        ("云岚省", "高标准农田", [("210万亩", False), ("180万亩", True)]),
        ("云岚省", "一般公共预算收入", [("2718亿元", False), ("2.6%", False), ("3%", True)]),
        ("云岚省", "一般公共预算支出", [("5120亿元", False), ("4.4%", False)]),
        ("云岚省", "地区生产总值", [("31800亿元", False), ("5.2%", False), ("5.5%左右", True)]),
        ("云岚省", "地区生产总值增长目标", [("5.5%左右", True)]),
        ("云岚省", "地区生产总值增速", [("5.2%", False), ("5.5%左右", True)]),
        ("云岚省", "城镇新增就业完成情况", [("41.3万人", False)]),
        ("云岚省", "2025年城镇新增就业", [("40万人以上", True)]),
        ("云岚省", "单位GDP能耗", [("3.1%", False)]),
        ("云岚省", "加装电梯", [("2100部", False)]),
        ("云岚省", "空气质量优良率", [("301天", False)]),
        ("汐川省", "地区生产总值", [("8900亿元", False), ("4.8%", False)]),
        ("汐川省", "地区生产总值增长目标", [("5%左右", True)]),
        ("汐川省", "居民人均可支配收入", [("4.1%", False), ("6.3%", False)]),
        ("汐川省", "进出口总额", [("1250亿元", False)]),
        ("栖梧省", "城镇新增就业", [("19.8万人", False)]),
        ("柳荫里社区", "文化活动", [("24场次", False), ("3万元", False)]),
        ("望湖社区", "培训人数", [("86人", False), ("120人", True)]),
        ("望湖社区", "排查的矛盾纠纷更多", [("31起", False)]),
        ("望湖社区", "健身器材", [("14件", False)]),
    ],
)
def test_done_and_planned_are_told_apart(
    shelf: Shelf, unit: str, topic: str, quantities: list[tuple[str, bool]]
) -> None:
    cell = read(shelf, unit, topic).cell
    assert cell.status == "answered"
    assert told(cell) == quantities


@pytest.mark.parametrize(
    ("unit", "topic"),
    [
        ("汐川省", "研发经费"),  # the enterprises' own
        ("汐川省", "外贸出口"),  # of machines, and within 进出口
        ("栖梧省", "老旧小区改造"),  # what is managed is not rebuilt
        ("栖梧省", "充电桩建设完成情况"),  # only planned
        ("云岚省", "粮食产量"),
        ("云岚省", "常住人口"),
        ("云岚省", "铁路里程"),
    ],
)
def test_the_number_of_another_thing_near_by_is_not_given(shelf: Shelf, unit: str, topic: str) -> None:
    found = read(shelf, unit, topic)
    assert found.cell.status == "not_found"
    assert (found.cell.quantities, found.said, found.best) == ((), None, None)


def test_of_things_in_a_row_each_has_its_own_number(shelf: Shelf) -> None:
    cell = read(shelf, "云岚省", "新能源汽车").cell
    assert told(cell)[0] == ("38.5万辆", False)
    assert "31.7%" in [q.raw for q in cell.quantities]
    assert not {"96万辆", "12.3%", "7.2万个"} & {q.raw for q in cell.quantities}


def test_a_range_keeps_both_ends(shelf: Shelf) -> None:
    (quantity,) = (q for q in read(shelf, "云岚省", "新能源汽车目标").cell.quantities)
    assert (quantity.value, quantity.upper) == (Decimal(450_000), Decimal(500_000))
    assert quantity.planned


def test_an_approximate_number_is_marked(shelf: Shelf) -> None:
    cell = read(shelf, "云岚省", "养老床位").cell
    assert [(q.value, q.approximate) for q in cell.quantities] == [
        (Decimal(5200), True),
        (Decimal(3000), False),
    ]
    assert cell.quantities[0].subject == "新增养老床位"


def test_a_hidden_number_is_told_as_hidden_and_the_plan_behind_it(shelf: Shelf) -> None:
    cell = read(shelf, "汐川省", "高标准农田").cell
    assert cell.status == "withheld_in_source"
    assert [(q.value, q.planned) for q in cell.quantities] == [(None, False), (Decimal(9_600_000), True)]
    assert cell.text.startswith("原文缺失（xx万亩）")
    assert "960万亩" in cell.text


def test_a_number_for_several_things_together_is_shown_but_is_none_of_its_own(shelf: Shelf) -> None:
    cell = read(shelf, "汐川省", "老旧小区改造").cell
    assert told(cell) == [("420个", True)]
    assert "导则" not in cell.text


def test_what_names_another_thing_is_no_figure(shelf: Shelf) -> None:
    cell = read(shelf, "栖梧省", "新能源汽车").cell
    assert cell.quantities == ()
    assert "充电桩" not in cell.text


@pytest.mark.parametrize("topic", ["公厕", "保洁人员多", "清运垃圾"])
def test_what_stands_under_planned_well_was_done(shelf: Shelf, topic: str) -> None:
    cell = read(shelf, "槐荫社区", topic).cell
    assert cell.status == "answered"
    assert "计划" not in cell.text


def test_a_plan_that_does_not_say_so_is_labelled(shelf: Shelf) -> None:
    assert (
        read(shelf, "云岚省", "高标准农田").cell.text == "新建高标准农田210万亩；计划：建设180万亩高标准农田"
    )
    assert read(shelf, "云岚省", "高标准农田目标").cell.text == "建设180万亩高标准农田"


def test_words_without_a_number_stand_beside_figures_of_the_other_time(shelf: Shelf) -> None:
    cell = read(shelf, "云岚省", "居民人均可支配收入").cell
    assert cell.text == "计划：居民收入增长与经济增长同步"
    assert (cell.status, cell.quantities) == ("answered", ())


@pytest.mark.parametrize(
    ("unit", "topic", "periods"),
    [
        ("云岚省", "城镇新增就业", ["2024年", "2025年"]),
        ("汐川省", "新能源汽车", ["截至11月底"]),
        ("栖梧省", "养老床位", ["2024年上半年"]),
        ("望湖社区", "培训人数", ["2024年", ""]),
    ],
)
def test_the_time_of_a_figure(shelf: Shelf, unit: str, topic: str, periods: list[str]) -> None:
    assert [q.period for q in read(shelf, unit, topic).cell.quantities] == periods


def test_figures_wanted_and_none_given(shelf: Shelf) -> None:
    figures = partial(read, shelf, topic="志愿服务", kind="figures")
    counted, bare = figures("柳荫里社区").cell, figures("望湖社区").cell
    assert {q.raw for q in counted.quantities} == {"10次", "1200余人次", "300套"}
    assert bare.status == "answered"
    assert bare.quantities == ()
    assert bare.text.startswith("没有写数字：")
    assert not any(c.isdigit() for c in bare.text)


def test_practices_are_what_was_done(shelf: Shelf) -> None:
    cell = read(shelf, "望湖社区", "志愿服务", "practices").cell
    assert "组织志愿者参与有关活动" in cell.text
    assert cell.citations


def test_a_question_in_words_of_its_own_is_answered_too(shelf: Shelf) -> None:
    assert told(read(shelf, "望湖社区", "培训的居民有多少人").cell)[0] == ("86人", False)


def test_a_side_without_a_report_is_not_read(shelf: Shelf) -> None:
    plan = Plan(
        sides=(Side(label="某某局", entry=None, missing="库中没有“某某局”的报告"),),
        aspects=(Aspect(name="培训", topic="培训人数"), Aspect(name="党员", topic="党员")),
    )
    grid = read_grid(plan, shelf, EvidenceBook(shelf.files))
    assert [f.cell.status for f in grid.findings[0]] == ["not_read", "not_read"]
    assert {f.cell.text for f in grid.findings[0]} == {"库中没有“某某局”的报告"}
    assert grid.passages == 0


def test_a_grid_is_in_the_plans_order_whoever_is_asked_beside_whom(shelf: Shelf) -> None:
    units, topics = ["栖梧省", "云岚省"], ["高标准农田", "城镇新增就业"]
    grid, _ = _read(shelf, units, topics)
    alone = [[read(shelf, u, t).cell.text for t in topics] for u in units]
    assert [[f.cell.text for f in row] for row in grid.findings] == alone
