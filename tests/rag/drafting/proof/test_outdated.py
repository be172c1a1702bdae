"""The list of terms out of date: built in, the clerk's own, and errors that name the line."""

from pathlib import Path

import pytest

from rag.drafting.proof.outdated import OWN_LIST, TermsError, load_terms, own_list, parse_terms, terms_in


def found(text: str) -> list[str]:
    return [term.term for term, _ in terms_in(text, load_terms())]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("会同工商局、环保局开展检查。", ["工商局", "环保局"]),
        ("县环境保护局牵头。", ["环境保护局"]),
        ("参加新型农村合作医疗的居民。", ["新型农村合作医疗"]),
        ("走访慰问五保户。", ["五保户"]),
        ("到国家税务局办理。", ["国家税务局"]),
        ("消防大队到场。", ["消防大队"]),
    ],
)
def test_terms_out_of_date_are_found(text: str, terms: list[str]) -> None:
    assert found(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "会同市场监督管理局、生态环境局开展检查。", "原工商局干部。", "县文化和旅游局、文化广电旅游局。", "消防救援大队到场。",
        "各级农业部门、卫生部门、文化部门。", "街道办事处、居委会、农民工。", "党的十九大、计划生育家庭。", "税务局、司法局、水务局。",
        "城乡居民基本医疗保险。", "特困人员、残疾人。", "国家矿山安全监察局。",
    ],
)  # fmt: skip
def test_terms_in_use_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_every_built_in_term_says_what_is_said_now_and_why() -> None:
    terms = load_terms()
    assert len(terms) > 50
    for term in terms:
        assert term.now
        assert term.why
        assert term.since is not None
        assert 1990 < term.since <= 2025


def test_what_is_said_now_is_not_itself_out_of_date() -> None:
    terms = load_terms()
    assert [(t.term, t.now) for t in terms if terms_in(t.now, terms)] == []


def test_the_clerks_own_list_adds_and_overrides(tmp_path: Path) -> None:
    own = tmp_path / "我的表.txt"
    own.write_bytes(
        "# 我单位的\n老机关院｜行政中心\n工商局 | 县市场监管局 | 2019年\n五保户 | 保留\n".encode("gb18030")
    )
    terms = {t.term: t for t in load_terms(own)}
    assert terms["老机关院"].now == "行政中心"
    assert (terms["工商局"].now, terms["工商局"].since) == ("县市场监管局", 2019)
    assert "五保户" not in terms
    assert "环保局" in terms


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("工商局", "没有写现在的说法"),
        ("工商局 | ", "没有写现在的说法"),
        ("工商局 | 市场局 | 去年", "年份看不懂"),
        ("局 | 委", "太短"),
        ("甲局 | 乙局 | 2018 | 改革 | 无 | 多了", "竖线太多"),
        ("甲局 | 乙局\n甲局 | 丙局", "前面已经有了"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    own = tmp_path / "表.txt"
    own.write_text(f"# 第一行\n\n{line}\n", encoding="utf-8")
    with pytest.raises(TermsError, match=says) as error:
        load_terms(own)
    assert "表.txt" in str(error.value)
    assert f"第{3 + line.count(chr(10))}行" in str(error.value)


def test_a_list_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(TermsError, match=r"打不开过时用语表“没有\.txt”.*JUSHI_TERMS"):
        load_terms(tmp_path / "没有.txt")
    (tmp_path / "坏.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(TermsError, match=r"读不懂过时用语表“坏\.txt”"):
        load_terms(tmp_path / "坏.txt")


def test_the_setting_goes_before_the_file_in_the_library(tmp_path: Path) -> None:
    assert own_list(None, tmp_path) is None
    (tmp_path / OWN_LIST).write_text("甲局 | 乙局", encoding="utf-8")
    assert own_list(None, tmp_path) == tmp_path / OWN_LIST
    assert own_list(tmp_path / "别的.txt", tmp_path) == tmp_path / "别的.txt"


def test_terms_on_both_sides_of_a_line_go_together() -> None:
    terms = parse_terms("甲县、甲村 | 乙县、乙村\n丙局、丁局 | 戊局", "表")
    assert [(t.term, t.now) for t in terms] == [
        ("甲县", "乙县"),
        ("甲村", "乙村"),
        ("丙局", "戊局"),
        ("丁局", "戊局"),
    ]
