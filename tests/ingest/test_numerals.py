"""Numbers as reports write them, and what is not a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import parse_number, parse_range, plain

_DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """`number` below a hundred million in Chinese numerals, as a school book writes it."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return spelled(number // 10_000) + "万" + (gap + spelled(rest) if rest else "")
    out, skipped = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += ("零" if skipped and out else "") + _DIGITS[digit] + name
        skipped = not digit
    return out or "零"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("835", "835"),
        ("12,000", "12000"),
        ("12，000", "12000"),
        ("1,234,567", "1234567"),
        ("１２．５", "12.5"),
        ("0.50", "0.5"),
        ("1.8万", "18000"),
        ("4000余万", "40000000"),
        ("2万多", "20000"),
        ("1.2亿", "120000000"),
        ("3.5万亿", "3500000000000"),
        ("四十五", "45"),
        ("十五", "15"),
        ("一百二十", "120"),
        ("三千一百", "3100"),
        ("一百零五", "105"),
        ("两万亿", "2000000000000"),
        ("一万二", "12000"),
        ("〇", "0"),
        ("二十余万", "200000"),
        ("百余", "100"),
        ("近千", "1000"),
        ("上万", "10000"),
        ("数百", "100"),
        ("十几", "10"),
        ("约三千", "3000"),
        ("兩萬", "20000"),
    ],
)
def test_a_number_has_the_value_it_says(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "十佳十", "一二三", "12,00", "1.2.3", "五四", "甲", ",", "点", "五三百十九", "1" * 40]
)
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("两三", (2, 3)),
        ("五六十", (50, 60)),
        ("三四百", (300, 400)),
        ("十七八", (17, 18)),
        ("五六万", (50000, 60000)),
    ],
)
def test_neighbouring_digits_are_a_range_and_not_a_number_of_two_digits(
    text: str, ends: tuple[int, int]
) -> None:
    assert parse_range(text) == (Decimal(ends[0]), Decimal(ends[1]))


def test_a_value_is_shown_without_an_exponent() -> None:
    assert str(parse_number("4000余万")) == "40000000"
    assert str(parse_number("1.85万")) == "18500"


@given(st.integers(0, 99_999_999))
def test_what_is_spelled_out_reads_back(number: int) -> None:
    assert parse_number(spelled(number)) == number


@given(st.integers(0, 10**9), st.sampled_from(["", "万", "亿"]))
def test_thousands_separators_and_width_do_not_matter(number: int, scale: str) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    expected = parse_number(f"{number}{scale}")
    assert expected is not None
    assert parse_number(f"{number:,}{scale}") == expected
    assert parse_number(f"{number}{scale}".translate(wide)) == expected


@given(st.text())
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="零〇一二两三五九十百千万亿点余多几数上近0123,，.", max_size=12))
def test_any_row_of_numerals_is_read_or_refused(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
