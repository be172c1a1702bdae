"""What a request for a draft is read as, over the samples' units."""

import pytest

from rag.assistant import Assistant
from rag.drafting.brief import brief_of, lacks_essential, told
from rag.drafting.model import Brief
from rag.understand import read_question


def brief(assistant: Assistant, request: str) -> Brief:
    directory = assistant._shelf.refresh()
    return brief_of(read_question(request, directory), directory)


@pytest.mark.parametrize(
    ("request_", "theme"),
    [
        ("参照这些材料给我们社区写一段志愿服务，200字，注明出处", "志愿服务"),
        ("帮我起草一篇精神文明建设工作总结，1500字", "精神文明建设"),
        ("写一段云岫镇文化活动的总结，150字以内", "文化活动"),
        ("为下一步志愿服务工作写三点打算", "志愿服务"),
        ("来一段关于矛盾调解的经验材料", "矛盾调解"),
        ("写一篇讲话稿，主题是文明城市创建，800字左右", "文明城市创建"),
        ("用芷泊社区和青禾里社区的材料写一段党建，三百字", "党建"),
        ("写一段环境整治的总结，不要用云岫镇的，汇报口吻", "环境整治"),
        ("请起草“环境整治”一段，用得上的数据都用上并注明是哪家的", "环境整治"),
        ("把芷泊社区志愿服务的做法整理成一段经验材料，150字", "志愿服务"),
        ("把芷泊社区的做法整理成一段经验材料，150字", ""),
        ("帮我写一段总结", ""),
        ("以青禾里社区名义写一段约200字的“下一步工作计划”", ""),
    ],
)
def test_the_theme_is_what_is_left_of_a_request(assistant: Assistant, request_: str, theme: str) -> None:
    assert brief(assistant, request_).theme == theme


@pytest.mark.parametrize(
    ("request_", "length"),
    [
        ("写一段志愿服务，200字左右", 200),
        ("写一段志愿服务，三百字", 300),
        ("写一段志愿服务，200-300字", 250),
        ("写一段志愿服务，不超过300字", 276),
        ("写一段志愿服务", 200),
        ("写一份志愿服务工作总结", 1000),
        ("写三点志愿服务", 210),
    ],
)
def test_the_length(assistant: Assistant, request_: str, length: int) -> None:
    assert brief(assistant, request_).length == length


@pytest.mark.parametrize(
    ("request_", "form"),
    [
        ("写一段志愿服务", "paragraph"),
        ("志愿服务写三点", "points"),
        ("写一篇志愿服务总结，1200字", "document"),
        ("写一份志愿服务总结", "document"),
        ("写一份志愿服务总结，300字", "paragraph"),
    ],
)
def test_the_form(assistant: Assistant, request_: str, form: str) -> None:
    assert brief(assistant, request_).form == form


@pytest.mark.parametrize(
    ("request_", "behalf", "speaker"),
    [
        ("以青禾里社区名义写一段志愿服务", "青禾里社区", "我社区"),
        ("替云岫镇写一段文化活动总结", "云岫镇", "我镇"),
        ("给我们社区写一段志愿服务", None, "我社区"),
        ("以清河街道名义写一段志愿服务", None, "清河街道"),
        ("给我校写一段德育工作", None, "我校"),
        ("为“志愿服务”写一段总结", None, ""),
        ("写一段青禾里社区志愿服务的总结", None, ""),
    ],
)
def test_who_speaks(assistant: Assistant, request_: str, behalf: str | None, speaker: str) -> None:
    found = brief(assistant, request_)
    assert (found.behalf.name if found.behalf else None, found.speaker) == (behalf, speaker)


def test_whose_material_may_be_used(assistant: Assistant) -> None:
    two = brief(assistant, "用芷泊社区和青禾里社区的材料写一段党建")
    assert {u.name for u in two.sources} == {"芷泊社区", "青禾里社区"}
    communities = brief(assistant, "参照各社区材料写一段志愿服务")
    assert communities.group == "社区"
    assert all("社区" in u.name for u in communities.sources)
    without = brief(assistant, "写一段环境整治的总结，不要用云岫镇的")
    assert [u.name for u in without.banned] == ["云岫镇"]
    assert "云岫镇" not in {u.name for u in without.sources}


def test_what_is_taken_for_granted_is_said(assistant: Assistant) -> None:
    line = told(brief(assistant, "写一段志愿服务"))
    assert "没有说明的：文种按总结，字数按约200字" in line
    assert "没有说明" not in told(brief(assistant, "写一段志愿服务的总结，200字"))


def test_a_length_that_cannot_be_is_said(assistant: Assistant) -> None:
    assert "字数只能写到40字" in told(brief(assistant, "写一段志愿服务的总结，30字"))
    assert "字数只能写到4000字" in told(brief(assistant, "写一篇志愿服务的总结，5000字"))
    assert "字数只能" not in told(brief(assistant, "写一段志愿服务的总结，300字"))


def test_a_request_that_says_neither_what_nor_whose_lacks_an_essential(assistant: Assistant) -> None:
    assert lacks_essential(brief(assistant, "帮我写一段总结"))
    assert not lacks_essential(brief(assistant, "写一段云岫镇的总结"))
    assert not lacks_essential(brief(assistant, "以青禾里社区名义写一份总结"))
