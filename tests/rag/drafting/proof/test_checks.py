"""What the evidence table says of a sentence, held against sentences that were tampered with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Span, Unit
from rag.drafting.model import Check, SentenceKind
from rag.drafting.proof.checks import checks_of
from rag.model import Evidence

UNITS = (Unit(name="云岫镇", kind="镇"), Unit(name="芷泊社区", kind="社区"))
QUOTE = "组织茶园管护培训26场次，培训茶农1800余人次，其中妇女近700人次"
PLAN = "计划新建停车场3处，力争新增车位120个"


def evidence(n: int, quote: str, unit: str = "云岫镇", report_id: str = "r1") -> Evidence:
    span = Span(start=0, end=len(quote))
    return Evidence(
        n=n, report_id=report_id, unit=unit, file="云岫镇.txt", lines=(3, 3), quote=quote, span=span,
        paragraph=quote, highlight=span,
    )  # fmt: skip


KNOWN = {1: evidence(1, QUOTE), 2: evidence(2, PLAN), 3: evidence(3, "我们培训了120人", "本单位", "")}


def checks(text: str, kind: SentenceKind = "told", *, planned: bool = False) -> tuple[Check, ...]:
    return checks_of(text, kind, KNOWN, UNITS, planned=planned)


def good(found: tuple[Check, ...]) -> list[str]:
    return [c.name for c in found if c.passed]


def bad(found: tuple[Check, ...]) -> list[str]:
    return [c.name for c in found if not c.passed]


def test_a_sentence_in_the_words_of_its_source() -> None:
    found = checks(f"云岫镇{QUOTE}[1]。")
    assert good(found) == ["数字一致（3个）", "约数保留（2个）", "单位一致", "逐字引用"]
    assert bad(found) == []


def test_what_leads_a_draft_and_points_to_the_unit_is_no_claim() -> None:
    found = checks(f"在技能培训方面，同时，该镇{QUOTE}[1]。")
    assert "单位一致" in good(found)
    assert "逐字引用" in good(found)
    assert bad(found) == []


def test_words_left_out_are_counted() -> None:
    found = checks("云岫镇组织培训26场次，培训茶农1800余人次[1]。")
    assert "有删节（略去14字）" in good(found)
    assert bad(found) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("云岫镇组织茶园管护培训36场次[1]。", "引文里没有“36场次”"),
        ("云岫镇培训茶农1800人次[1]。", "引文写作“1800余人次”"),
        ("云岫镇培训茶农1800余人[1]。", "引文写作“1800余人次”"),
        ("芷泊社区组织茶园管护培训26场次[1]。", "单位不一致"),
        ("云岫镇组织茶园管护培训26场次，群众满意度显著提升[1]。", "推断：“群众满意度显著提升”不在引文中"),
        ("云岫镇已新建停车场3处[2]。", "计划写成了已完成"),
        ("云岫镇组织茶园管护培训26场次。", "没有出处"),
        ("云岫镇组织茶园管护培训26场次[9]。", "没有出处"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_does_not_pass(text: str, says: str) -> None:
    assert any(says in name for name in bad(checks(text)))


def test_a_plan_told_as_a_plan() -> None:
    found = checks(f"云岫镇{PLAN}[2]。")
    assert "计划（未写成已完成）" in good(found)
    assert bad(found) == []


def test_others_practice_is_to_be_confirmed_until_the_user_says_so() -> None:
    text = "我社区组织茶园管护培训【待补：培训场次】场次[1]"
    assert bad(checks(f"{text}【待核实】。", "pattern")) == ["借鉴做法，请核实", "待补：培训场次"]
    assert "借鉴做法，本单位已确认" in good(checks(f"{text}[3]。", "pattern"))
    assert "借鉴做法，列入计划" in good(checks(f"{text}。", "pattern", planned=True))


def test_the_users_own_words_and_gaps() -> None:
    found = checks("我们培训了120人[3]。", "stated")
    assert good(found) == ["数字一致（1个）", "本单位提供，请核实"]
    assert bad(checks("我们培训了130人[3]。", "stated")) == ["数字不一致：引文里没有“130人”"]
    assert bad(checks("【待补：培训人数】。", "gap")) == ["待补：培训人数"]


@given(st.integers(10, 9999))
def test_only_the_number_of_the_source_is_in_agreement(number: int) -> None:
    found = checks(f"云岫镇组织茶园管护培训{number}场次[1]。")
    assert ("数字一致（1个）" in good(found)) == (number == 26)
    assert bool(bad(found)) == (number != 26)
