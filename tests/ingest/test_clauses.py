"""Clauses end at punctuation, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clauses import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年，共投入12,000元；成效明显。", ["今年", "共投入12,000元", "成效明显"]),
        ("开展了3。12义务植树等活动", ["开展了3。12义务植树等活动"]),
        ("以“讲文明，树新风”为主题，读《学史，明理》", ["以“讲文明，树新风”为主题", "读《学史，明理》"]),
        ("演出43场(春节8场,送戏3场),比赛2场", ["演出43场", "春节8场", "送戏3场", "比赛2场"]),
        ("进社区(农村)活动100场(次)", ["进社区(农村)活动100场(次)"]),
        ("一行\n 两行 ", ["一行", "两行"]),
        ("未闭的“引号，照样分句", ["未闭的“引号", "照样分句"]),
        ("", []),
    ],
)
def test_clauses_end_at_punctuation_but_not_inside_numbers_or_quotations(
    text: str, expected: list[str]
) -> None:
    assert [c.of(text) for c in clauses(text)] == expected


@given(st.one_of(st.text(), st.text(alphabet="村民12,。，：:（）()“”《》\n 、")))
def test_clauses_are_in_order_and_without_blanks_around(text: str) -> None:
    end = 0
    for clause in clauses(text):
        assert end <= clause.start < clause.end <= len(text)
        assert clause.of(text) == clause.of(text).strip()
        end = clause.end
