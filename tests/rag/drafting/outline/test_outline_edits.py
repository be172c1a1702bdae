"""Changes to an outline in conversation: what each way of saying them makes of it, and what is no change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.drafting.outline.edits import outline_edits
from rag.drafting.outline.proposing import Outline, Section

_SECTIONS = (
    Section(heading="加强组织领导，健全工作机制", theme="组织领导"),
    Section(heading="加强思想教育，提升道德素养", theme="思想道德建设"),
    Section(heading="丰富文化活动，满足精神需求", theme="文化活动"),
    Section(heading="加强宣传引导，营造浓厚氛围", theme="宣传引导"),
    Section(heading="存在的主要问题", theme="精神文明建设", problems=True),
    Section(heading="下一步工作打算", theme="精神文明建设", planned=True),
)
OUTLINE = Outline(title="精神文明建设工作总结", sections=_SECTIONS, basis="")
_BY_HEADING = {s.heading: str(n) for n, s in enumerate(_SECTIONS, start=1)}


def after(message: str) -> str:
    """The outline as the message leaves it: the numbers of sections kept, the themes of new ones."""
    changed = outline_edits(message, OUTLINE)
    assert changed is not None, message
    return " ".join(_BY_HEADING.get(s.heading, s.theme or s.heading) for s in changed.sections)


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("第三部分改成志愿服务", "1 2 志愿服务 4 5 6"),
        ("第三部分改成“志愿服务”", "1 2 志愿服务 4 5 6"),
        ("把第三部分换成志愿服务", "1 2 志愿服务 4 5 6"),
        ("第三部分写志愿服务", "1 2 志愿服务 4 5 6"),
        ("第3部分改成安全生产", "1 2 安全生产 4 5 6"),
        ("第三节改为垃圾分类", "1 2 垃圾分类 4 5 6"),
        ("把文化活动部分换成移风易俗", "1 2 移风易俗 4 5 6"),
        ("第二部分换成加强队伍建设，提升服务水平", "1 队伍建设 3 4 5 6"),
        ("加一部分队伍建设", "1 2 3 4 队伍建设 5 6"),
        ("加一个部分写队伍建设", "1 2 3 4 队伍建设 5 6"),
        ("加上党建工作", "1 2 3 4 党建工作 5 6"),
        ("再补充一块数字化建设", "1 2 3 4 数字化建设 5 6"),
        ("增加环境整治部分", "1 2 3 4 环境整治 5 6"),
        ("最后加一部分保障措施", "1 2 3 4 5 6 保障措施"),
        ("开头加一部分基本情况", "基本情况 1 2 3 4 5 6"),
        ("在第二部分后面加一部分未成年人教育", "1 2 未成年人教育 3 4 5 6"),
        ("去掉第二部分", "1 3 4 5 6"),
        ("第二、四部分删掉", "1 3 5 6"),
        ("删掉宣传那部分", "1 2 3 5 6"),
        ("不要存在的问题", "1 2 3 4 6"),
        ("去掉存在的问题这部分", "1 2 3 4 6"),
        ("下一步打算不写了", "1 2 3 4 5"),
        ("最后一部分不要", "1 2 3 4 5"),
        ("只留前三部分", "1 2 3"),
        ("一二部分对调", "2 1 3 4 5 6"),
        ("第二和第三部分对调", "1 3 2 4 5 6"),
        ("第二部分和第四部分互换一下", "1 4 3 2 5 6"),
        ("第一部分和最后一部分对调", "6 2 3 4 5 1"),
        ("把第三部分放到最前面", "3 1 2 4 5 6"),
        ("第四部分放到第一部分后面", "1 4 2 3 5 6"),
        ("思想教育那部分放到最后", "1 3 4 5 6 2"),
        ("第二部分和第三部分合并", "1 思想道德建设、文化活动 4 5 6"),
        ("二三部分合并", "1 思想道德建设、文化活动 4 5 6"),
        ("再加一部分志愿服务，去掉第四部分", "1 2 3 志愿服务 5 6"),
        ("去掉第一部分，第三部分改成志愿服务", "2 志愿服务 4 5 6"),
    ],
)
def test_a_change(message: str, left: str) -> None:
    assert after(message) == left


@pytest.mark.parametrize(
    ("message", "heading"),
    [
        ("第一部分标题改成强化领导，压实责任", "强化领导，压实责任"),
        ("将第一部分的标题改为加强思想引领", "加强思想引领"),
        ("第一部分标题叫“育民铸魂，提升素质”", "育民铸魂，提升素质"),
    ],
)
def test_another_heading_leaves_what_the_section_is_about(message: str, heading: str) -> None:
    changed = outline_edits(message, OUTLINE)
    assert changed is not None
    assert changed.sections[0].heading == heading
    assert changed.sections[0].theme == "组织领导"
    assert changed.sections[1:] == OUTLINE.sections[1:]


def test_a_new_section_is_headed_like_the_others_and_knows_what_it_is() -> None:
    changed = outline_edits("第三部分改成志愿服务", OUTLINE)
    assert changed is not None
    assert changed.sections[2].heading == "壮大志愿队伍，深化志愿服务"
    without = outline_edits("去掉最后两部分，只留前四部分", OUTLINE)
    assert without is not None
    problems = outline_edits("加一部分存在的问题", without)
    assert problems is not None
    assert problems.sections[-1].problems
    plans = outline_edits("加一部分下一步打算", problems)
    assert plans is not None
    assert plans.sections[-1].planned
    assert plans.sections[-1].heading == "下一步打算"


@pytest.mark.parametrize(
    "message",
    "第二部分写一下 按提纲写全文 缩短到150字 第二句换一个 不要金川区的 加一句图书室的 第三部分改成汇报口吻 第二部分展开 改成三点 加点数字 "
    "第九部分去掉 生成Word 培训人数是120人 第一部分写详细点 用云栖镇的材料写第二部分 这个提纲不错 第三部分缩短到100字 加上云栖镇的材料 "
    "去掉套话 谢谢 换成汇报口吻 第二部分改成三条 提纲再详细些 补充培训方面的数据 第二部分重写一下 接着写下一部分 各部分都写200字".split(),
)
def test_no_change_of_the_outline(message: str) -> None:
    assert outline_edits(message, OUTLINE) is None


@given(st.text(alphabet="第一二三四五六部分改成加去掉对调，标题志愿服务放到最后面合并不要", max_size=24))
def test_any_message_leaves_an_outline_with_sections(message: str) -> None:
    changed = outline_edits(message, OUTLINE)
    assert changed is None or (changed.sections and all(s.heading for s in changed.sections))
