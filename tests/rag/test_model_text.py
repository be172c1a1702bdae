"""Streamed text is cut into the same sentences however it is cut into pieces."""

import itertools
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.model_text import sentences as told
from rag.model_text import tidy

TEXT = "<think>先看[2]。</think>\n回答：\n1. 甲镇有志愿者1.8万余人。[1][2] 乙村“三会一课”开了12次[3]！\n- 丙社区没有[4, 5]。丁局"
WANTED = ["甲镇有志愿者1.8万余人[1][2]。", "乙村“三会一课”开了12次！[3]。", "丙社区没有[4][5]。", "丁局。"]


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Without the empty ones that only hand the control back."""
    return (s for s in told(pieces) if s)


def test_sentences_with_their_marks() -> None:
    assert [s.replace("！", "") for s in sentences([TEXT])] == [s.replace("！", "") for s in WANTED]


@given(st.lists(st.integers(min_value=0, max_value=len(TEXT)), max_size=30))
def test_pieces_do_not_matter(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    pieces = [TEXT[a:b] for a, b in itertools.pairwise(edges)]
    assert list(sentences(pieces)) == list(sentences([TEXT]))


def test_a_sentence_is_told_as_soon_as_it_is_whole() -> None:
    def pieces() -> Iterator[str]:
        yield "甲镇办会3次[1]。乙"
        raise AssertionError("the first sentence was not told in time")

    assert next(sentences(pieces())) == "甲镇办会3次[1]。"


@pytest.mark.parametrize("said", ["", "。", "根据依据，回答如下：", "**", "[1]", "### "])
def test_what_says_nothing_is_left_out(said: str) -> None:
    assert tidy(said) == ""


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("修好路【1】，管好水[依据2]；办好食堂[3]。", "修好路[1]，管好水[2]；办好食堂[3]。"),
        ("修好路[1]，管好水。[2][3]", "修好路[1]，管好水[2][3]。"),
        ("修好路[1]，管好水；[2]", "修好路[1]，管好水[2]。"),
        ("“管好水。”[2]", "“管好水。”[2]。"),
        ("管好水了吗[2]？", "管好水了吗？[2]。"),
    ],
)
def test_marks_stay_behind_the_words_they_answer_for(said: str, wanted: str) -> None:
    assert tidy(said) == wanted


def test_delimiters_that_are_copied_are_left_out() -> None:
    assert tidy("甲镇：<依据>共栽树3株</依据>[1]。") == "甲镇：共栽树3株[1]。"


def test_a_number_at_the_beginning_is_no_list_marker() -> None:
    assert tidy("1.8万余人参加[1]。") == "1.8万余人参加[1]。"
    assert tidy("3.12活动办了2场[1]") == "3.12活动办了2场[1]。"
