"""Sections of a text changed: how a new one is headed, and where it goes."""

from rag.drafting.composition import Block, Composition
from rag.drafting.model import Brief
from rag.drafting.outlining import Section
from rag.drafting.revisions import Place, Resection
from rag.drafting.sections import resectioned


def composition(brief: Brief, *sections: Section) -> Composition:
    return Composition(
        brief=brief, blocks=tuple(Block(heading=s.heading, level=1, section=s) for s in sections)
    )


def headings(changed: Composition) -> list[str]:
    return [b.heading for b in changed.blocks]


_WORK = Section(heading="丰富文化活动，满足精神需求", theme="文化活动")
_AMISS = Section(heading="存在的主要问题", theme="", problems=True)
_TO_COME = Section(heading="下一步工作打算", theme="", planned=True)


def test_a_new_section_is_headed_as_reports_head_it_and_stands_before_what_is_amiss() -> None:
    before = composition(Brief(), _WORK, _AMISS, _TO_COME)
    added, trouble = resectioned(before, Resection(about="志愿服务"))
    assert trouble == ""
    assert headings(added) == [
        _WORK.heading,
        "壮大志愿队伍，深化志愿服务",
        _AMISS.heading,
        _TO_COME.heading,
    ]
    exchanged, _ = resectioned(before, Resection(about="移风易俗", place=Place(kind="section", n=1)))
    assert headings(exchanged)[0] == "推进移风易俗，树立文明新风"
    section = exchanged.blocks[0].section
    assert section is not None
    assert section.theme == "移风易俗"


def test_a_section_of_a_plan_stands_before_who_sees_to_it_and_is_to_come() -> None:
    before = composition(
        Brief(purpose="计划"),
        Section(heading="指导思想和工作目标", theme="指导思想", planned=True),
        Section(heading=_WORK.heading, theme=_WORK.theme, planned=True),
        Section(heading="保障措施", theme="组织领导", planned=True),
    )
    added, _ = resectioned(before, Resection(about="志愿服务"))
    assert headings(added)[2:] == ["壮大志愿队伍，深化志愿服务", "保障措施"]
    section = added.blocks[2].section
    assert section is not None
    assert section.planned


def test_what_is_to_come_goes_to_the_end_of_a_summing_up() -> None:
    added, _ = resectioned(composition(Brief(), _WORK, _AMISS), Resection(about="下一步打算"))
    assert headings(added)[-1] == "下一步打算"
    section = added.blocks[-1].section
    assert section is not None
    assert section.planned
