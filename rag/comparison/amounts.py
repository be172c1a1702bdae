"""Worked-out amounts as the reader sees them: in 万 and 亿 where exact, shares and multiples sensibly rounded."""

from decimal import ROUND_HALF_UP, Decimal

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_MYRIAD, _YI = 10_000, 100_000_000
_WHOLE_MULTIPLE = 10


def number_words(value: Decimal) -> str:
    """A number as reports write it, exact: 112000 as 11.2万, 32500000000 as 325亿."""
    size = abs(value)
    if size >= _YI and value % _MYRIAD == 0:
        return f"{plain(value / _YI)}亿"
    if size >= _MYRIAD and value % 100 == 0:
        return f"{plain(value / _MYRIAD)}万"
    return plain(value)


def plain(value: Decimal) -> str:
    """A number without an exponent and without noughts at its end: 12.50 as 12.5."""
    return f"{value.normalize():f}" if value else "0"


def rounded(value: Decimal, step: Decimal = _HUNDREDTH) -> Decimal:
    """A value to the nearest `step`, halves away from nought."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share in per cent, to one decimal."""
    return rounded(part * 100 / whole, _TENTH)


def multiple(greater: Decimal, less: Decimal) -> Decimal:
    """How many times `less` goes into `greater`: to one decimal, to two where one would make a round number of it."""
    ratio = greater / less
    if ratio >= _WHOLE_MULTIPLE:
        return rounded(ratio, Decimal(1)) if rounded(ratio, Decimal(1)) == ratio else rounded(ratio, _TENTH)
    coarse = rounded(ratio, _TENTH)
    return rounded(ratio) if coarse == coarse.to_integral_value() else coarse


def quotient(ratio: Decimal, shown: Decimal) -> str:
    """The right side of a formula: = 2 where that is exact, ≈ 2.36 where it is not."""
    if ratio == shown:
        return f"= {plain(shown)}"
    return f"≈ {plain(rounded(ratio))}"
