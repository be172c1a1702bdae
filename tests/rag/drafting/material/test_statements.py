"""Statements cut out of sentences, the prose made of them, and another unit's practice as a pattern."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.model import Span
from ingest.pipeline import parse_file
from rag.citations import without_marks
from rag.drafting.material.choosing import choose, is_like, items_of
from rag.drafting.material.item import Item
from rag.drafting.material.parting import is_adverbial, statements_of
from rag.drafting.material.patterns import is_practice, without_figures
from rag.drafting.material.prose import in_order, said, self_of, sentences_of
from rag.drafting.material.wording import short_words, told_of
from rag.drafting.model import Brief
from rag.reading import label
from rag.sense import NO_SENSE
from rag.surroundings import Readable

Page = Callable[..., Readable]
BODY = "柳汀镇2024年工作总结\n柳汀镇一年来认真开展各项工作，现将情况总结如下。\n一、主要工作\n"


@pytest.fixture
def page(tmp_path: Path) -> Page:
    def made(text: str, name: str = "柳汀镇") -> Readable:
        path = tmp_path / f"{name}.txt"
        path.write_text(BODY.replace("柳汀镇", name) + text + "\n", encoding="utf-8")
        return Readable(parse_file(path).reports[0].report)

    return made


def statements(page: Readable, part: str) -> list[str]:
    sentence = next(s for s in page.sentences if part in s.span.of(page.report.text))
    return [short_words(page, span, label(page)) for span in statements_of(page, sentence)]


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        (
            "全年清理乱堆乱放180处，乱搭乱建150处，清运垃圾28吨。",
            ["全年清理乱堆乱放180处，乱搭乱建150处", "清运垃圾28吨"],
            ["乱搭乱建150处"],
        ),
        (
            "镇里成立了以书记为组长，各站所负责人为成员的工作领导小组，全年召开例会12次。",
            ["全年召开例会12次"],
            ["成立了以书记为组长", "里成立了以书记为组长", "各站所负责人为成员的工作领导小组"],
        ),
        (
            "围绕“邻里一家亲”主题，开展读书会6场，吸引居民800余人次。",
            ["开展读书会6场", "开展读书会6场，吸引居民800余人次", "围绕“邻里一家亲”主题，开展读书会6场"],
            ["围绕“邻里一家亲”主题", "吸引居民800余人次"],
        ),
        (
            "全年举办文艺演出31场(春节4场，中秋6场)，截至目前，建成书屋9间。",
            ["全年举办文艺演出31场（其中春节4场，中秋6场）", "建成书屋9间"],
            ["春节4场", "中秋6场", "截至目前"],
        ),
        (
            "修订村规民约，明确办事标准：每桌菜金不超过400元，随礼不超过100元。",
            ["修订村规民约"],
            ["每桌菜金不超过400元", "明确办事标准"],
        ),
    ],
)
def test_a_sentence_is_cut_only_where_both_sides_stand(
    page: Page, text: str, kept: list[str], gone: list[str]
) -> None:
    found = statements(page(text), text[:6])
    assert set(kept) <= set(found)
    assert not set(gone) & set(found)


@pytest.mark.parametrize(
    ("words", "adverbial"),
    [
        ("结合新时代文明实践活动", True),
        ("截至目前", True),
        ("为切实加强组织领导", True),
        ("在年初签订的责任书中", True),
        ("通过各类活动的开展", True),
        ("围绕迎新春主题开展了文艺汇演", False),
        ("在册志愿者870人", False),
        ("按时公布收费目录", False),
        ("为独居老人安装呼叫器45个", False),
    ],
)
def test_what_only_says_when_or_how_is_no_statement(words: str, adverbial: bool) -> None:
    assert is_adverbial(words) is adverbial


def test_a_day_of_another_year_is_left_out(page: Page) -> None:
    told = page(
        "今年5月，柳汀镇组织培训班3期。上半年，全镇发表新闻稿件18篇。8月10日—8月30日举办庙会演出9场。"
    )
    assert set(statements(told, "培训班")) == {"组织培训班3期"}
    assert statements(told, "新闻稿件")[0].startswith("上半年"), (
        "a figure of half a year is not one of the year"
    )
    assert any("8月10日—8月30日" in s for s in statements(told, "庙会"))


def test_a_unit_stands_behind_what_says_how() -> None:
    assert told_of("柳汀镇", "围绕“迎新春”主题，举办演出3场") == "围绕“迎新春”主题，柳汀镇举办演出3场"
    assert told_of("柳汀镇", "通过发放问卷、走访群众，设立意见箱等形式听取意见").startswith("柳汀镇通过")


@pytest.mark.parametrize(
    ("name", "self_name"),
    [
        ("柳汀镇", "该镇"),
        ("南浦社区", "该社区"),
        ("东湾工业区", "该园区"),
        ("柳汀中学", "该校"),
        ("东湾联盟", "该单位"),
    ],
)
def test_a_unit_named_just_before_goes_by_its_kind(name: str, self_name: str) -> None:
    assert self_of(name) == self_name


def items(page: Readable, theme: str = "", *, planned: bool = False) -> list[Item]:
    brief = Brief(theme=theme, purpose="计划" if planned else "总结")
    return items_of(brief, [page], NO_SENSE)


def cite(page: Readable, span: Span) -> int:
    return 1


def test_statements_of_a_unit_become_sentences_that_can_be_read(page: Page) -> None:
    text = (
        "全年举办便民服务集市12场，发放办事指南3000份，接受咨询860人次。设立代办点9个，配备代办员18名。"
        "便民大厅新增自助终端6台，延时服务420小时。为独居老人安装呼叫器45个，上门理发230人次，维修水电96次。\n"
        "硬化入户道路3.2公里，安装路灯48盏，更换破损管网760米。组建合唱队2支，举办文艺演出14场。"
    )
    found = choose(items(page(text)), 400)
    sentences = sentences_of(found)
    assert len(sentences) > 1
    for sentence in sentences:
        assert len(without_marks(said(sentence, cite, of="柳汀镇"))) <= 130
    assert said(sentences[0], cite, of="柳汀镇", again=True).startswith("该镇")


def test_two_units_that_count_the_same_are_no_repetition(page: Page) -> None:
    one = items(page("全年新建和改造文化广场12处。"), "文化广场")[0]
    other = items(page("全年新建和改造文化广场15处。", "东浦镇"), "文化广场")[0]
    again = items(page("全年新建和改造文化广场12处。", "南浦镇"), "文化广场")[0]
    assert not is_like(one, other)
    assert is_like(one, again)
    assert in_order([one, other]) == ["柳汀镇", "东浦镇"]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("全年组织志愿者开展清扫活动12次。", "全年组织志愿者开展清扫活动【待补：清扫活动次数】次"),
        ("发放宣传手册近3000份。", "发放宣传手册【待补：宣传手册份数】份"),
        ("出动志愿者1.2万余人。", "出动志愿者【待补：志愿者人数】人"),
        ("举办柳汀镇邻里运动会，设项目6个(球类2个，棋类4个)。", "举办邻里运动会，设项目【待补：项目数量】个"),
    ],
)
def test_a_pattern_names_what_is_to_be_filled_in(page: Page, text: str, pattern: str) -> None:
    found = max(items(page(text)), key=lambda i: len(i.words))
    told = without_figures(found).words
    assert told == pattern
    assert not re.search(r"\d", told)


def test_what_one_unit_alone_has_earned_is_no_practice(page: Page) -> None:
    earned, done = "合唱队参加全市展演获得一等奖。", "组建合唱队3支。"
    assert not any(map(is_practice, items(page(earned))))
    assert all(map(is_practice, items(page(done))))


def test_the_aim_of_what_was_done_is_no_plan(page: Page) -> None:
    told = page("张贴文明公约2000份，确保每个楼口宣传到位。")
    assert items(told)
    assert not items(told, planned=True)
