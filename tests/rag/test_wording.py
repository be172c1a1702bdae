"""Questions in other words than the reports': misheard, spoken, cut otherwise, and what only looks like them."""

from collections.abc import Iterator

import pytest

from rag import phrases
from rag.asked_measure import asked_measure, topic_terms
from rag.assistant import Assistant
from rag.contrast import other_one
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.intake import take_in
from vectorstore.store import Store

REPORT = """澄江县民政局2023年工作总结
2023年，澄江县民政局在县委、县政府的领导下，认真履行职责，各项工作有序推进，现将有关情况总结如下：
一、社会救助
城市低保标准提高到每人每月780元，为困难群众发放救助金360万元。全年清运福利院旧物及垃圾28吨。
二、养老服务
新建社区食堂6个，安装适老化设施150处，修订各类预案12件。社区离退休人员占居民总数的2左右，在册志愿者85；评选孝老之星176人。
三、村级换届
以群众拥护不拥护、赞成不赞成作为评价换届工作的根本标准，大桥村、石口村两家被评为三星级服务社。
四、文化建设
一是办好节日活动，组织社火、秧歌、书画展到各村巡回展演，提高群众参加活动的积极性；二是农闲时节组织小型演出、登山比赛、棋类比赛，使活动不间断；三是建好活动阵地，培育文化大院2个（石口村、柳湾村文化大院），均能正常开展活动，受到群众好评；四是加强队伍培训，提高文艺骨干的水平。
总之，今年的工作取得了一定成绩，但是还有不少差距，明年要更加努力，把各项工作做得更好。"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant on a library of one bureau's report."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "民政.txt").write_text(REPORT, encoding="utf-8")
    with Store.open(folder / "store", SentenceTransformerEncoder(), create=True) as store:
        list(take_in(store, [folder / "民政.txt"]))
        yield Assistant(store)


@pytest.mark.parametrize(
    ("typed", "meant", "short"),
    [
        ("澄江县民政局清运了多少吨拉圾？", "垃圾", "28吨"),
        ("澄江县民政局修定预案多少件？", "修订", "12件"),
        ("澄江县民政局新建社区食塘多少个？", "食堂", "6个"),
    ],
)
def test_what_an_input_method_got_wrong_is_heard(
    office: Assistant, typed: str, meant: str, short: str
) -> None:
    answer = office.answer(typed)
    assert answer.short == short
    assert any(f"按“{meant}”理解" in note for note in answer.notes)


def test_a_word_that_the_reports_have_is_left_as_it_is(office: Assistant) -> None:
    assert office.answer("澄江县民政局清运了多少吨垃圾？").notes == ()


def test_a_question_is_cut_as_the_report_is(office: Assistant) -> None:
    """By itself the dictionary cuts 服务|社评|上."""
    answer = office.answer("澄江县民政局哪两个村的服务社评上三星了？")
    assert answer.status == "answered"
    assert "大桥村、石口村" in answer.text


def test_a_thing_spelled_out_in_a_bracket_is_listed(office: Assistant) -> None:
    answer = office.answer("澄江县民政局有哪些文化大院？")
    assert "文化大院2个（石口村、柳湾村文化大院）" in answer.text
    assert "节日活动" not in answer.text


def test_another_thing_of_the_kind_is_no_answer(office: Assistant) -> None:
    assert office.answer("澄江县民政局城市低保标准是每月多少元？").short == "每月780元"
    assert office.answer("澄江县民政局农村低保标准是每月多少元？").status == "not_found"


@pytest.mark.parametrize(
    ("asked", "said", "other"),
    [
        ("农村低保标准", "城市低保标准提高到680元", True),
        ("低保标准", "城市低保标准提高到680元", False),
        ("城乡低保标准", "城市低保标准提高到680元", False),
        ("省级文明单位有多少家", "新命名区级文明单位7家", True),
        ("二期工程", "一期工程投资3亿元", True),
        ("今年满意率提高到多少", "满意率由上年的91.5%提高到96.2%", False),
        ("男职工多少", "女职工21名、男职工30名", False),
    ],
)
def test_things_are_told_apart_by_what_names_the_other(asked: str, said: str, other: bool) -> None:
    assert other_one(asked, said) is other


def test_a_figure_that_lost_its_measure_is_no_answer(office: Assistant) -> None:
    share = office.answer("澄江县民政局离退休人员占居民总数的百分之几？")
    assert share.status == "withheld_in_source"
    assert "2左右" in share.text
    people = office.answer("澄江县民政局在册志愿者有多少人？")
    assert people.status == "withheld_in_source"
    assert "残缺不全（原文作“在册志愿者85”）" in people.text


def test_either_way_is_no_negation(office: Assistant) -> None:
    answer = office.answer("澄江县民政局以什么作为评价换届工作的根本标准？")
    assert "拥护不拥护、赞成不赞成" in answer.text


def test_a_longer_name_is_another_unit(office: Assistant) -> None:
    answer = office.answer("梨川县民政局新建社区食堂多少个？")
    assert answer.status == "not_found"
    assert "梨川县" in answer.text


def test_a_refusal_shows_what_comes_nearest_apart(office: Assistant) -> None:
    answer = office.answer("澄江县民政局的社区食堂一天供应多少份饭？")
    assert answer.status == "not_found"
    assert answer.evidence == ()
    assert any("社区食堂6个" in e.quote for e in answer.nearest)
    assert answer.row()["nearest"][0]["quote"] == answer.nearest[0].quote


def test_nothing_is_near_what_is_quite_another_matter(office: Assistant) -> None:
    assert office.answer("澄江县民政局的航空母舰几点起飞？").nearest == ()


def test_what_is_worded_otherwise_is_given_with_a_warning(office: Assistant) -> None:
    answer = office.answer("澄江县民政局给养老的地方弄好了多少处方便老人的东西？")
    assert answer.short == "150处"
    assert phrases.OTHER_WORDS in answer.notes


@pytest.mark.parametrize(
    ("topic", "measure"),
    [
        ("发放了多少道德贷款", ""),
        ("那几条路上的驿站有几个", "个"),
        ("有多少家长参加", ""),
        ("买了多少本书", "本"),
        ("街道加起来有多长", "米"),
        ("开会用了多长时间", "天"),
        ("大扫除多久来一回", "次"),
        ("一共挣了多少", "元"),
        ("发布了多少条文旅资讯", "条"),
    ],
)
def test_the_measure_asked_for(topic: str, measure: str) -> None:
    assert asked_measure(topic) == measure


def test_what_asks_is_no_term() -> None:
    assert [t.text for t in topic_terms("保洁队有多少人")] == ["保洁", "队"]
    assert [t.text for t in topic_terms("里头一共有多少册书来着")] == ["书"]
