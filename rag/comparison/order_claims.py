"""Who leads, and by how much, as a sentence says it: each such claim is borne out by the figures or refused."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rag import phrases
from rag.claims import Amount, amounts, comparable, readable
from rag.comparison.compared import Claim, Compared, Unfounded, Words, content_of, ranked, stands_there
from rag.comparison.likeness import Column, Kin, value_of
from rag.tally import one_measure

_BEHIND = 4
"""How many of those behind the leader a claim rests on, as in `rag.comparison.closing`."""
_MORE, _LESS = "多高大", "少低小"
_WAY = rf"(?P<way>[{_MORE}{_LESS}])"
_TOP = re.compile(
    rf"(?:并列)?最{_WAY}(?:的(?:单位|社区|地方)?(?P<named>(?:分别)?[是为]))?"
    r"|(?:位居|位列|名列|排名|排在|居)(?:第一位?|首位|榜首|前列)|居首|领先(?!于)"
)
_THAN = re.compile("[比较]")
_HOW = re.compile(rf"[^,;。比]{{0,8}}?{_WAY}(?:了|出了?)?")
_OTHERS = re.compile(r"(?:其他|其它|其余|另外|别的)[^,;。]{0,6}")
_OVER = re.compile(rf"{_WAY}于|反?超过?|[超高多]出|不及|不如|领先于|不足|不到|接近|逊于|落后于?")
_CLOSE = ("不足", "不到", "接近", "逊于", "落后", "落后于")
_FURTHER = re.compile(
    rf"更(?:为)?{_WAY}|(?<=[\u4e00-\u9fff])(?<![最更许众余几至增减提降升不])(?P<bare>[多少高低])(?=[一些得,;。]|$)"
)
_NEXT = re.compile(r"其次|次之|再次|以下依次|紧随其后|依次[是为]|第[二三四五](?=[是为,。;]|的是|$)")
_UNRANKED = re.compile(
    r"最[早晚好差强弱快慢优突明显]|更[为加]?[好强弱早晚快慢优突明显]|[优好早晚强弱]于|赶不上|[前后]者更?[多少高低]"
    r"|[由从][多少高低大小]到|居多|[偏略稍][多少高低大小]|次于|大户|差别|差距|相差|悬殊|靠[前后]|垫底|遥遥|首屈|佼佼|一半|过半"
)
_SAME = re.compile("相同|持平|一样多|相等|相当(?!于)|不相上下|差不多")
_POINTS = "个百分点"


def order_claims(words: Words, compared: Compared, quotes: Sequence[str]) -> list[Claim]:
    """The claims of a sentence on who is ahead of whom; `quotes` are those that it cites, whose own words on it
    (居全省第一) are left to them. Raises Unfounded for one that the table does not bear out."""
    if match := next(_own_words(_UNRANKED, words, quotes), None):
        raise Unfounded(phrases.NOT_RANKED.format(words=match.group()))
    leads = [_top(m, words, compared) for m in _own_words(_TOP, words, quotes)]
    leads += [c for m in _own_words(_THAN, words, quotes) if (c := _than(m, words, compared))]
    leads += [c for m in _own_words(_OVER, words, quotes) if (c := _over(m, words, compared))]
    leads += [_further(m, words, compared) for m in _own_words(_FURTHER, words, quotes)]
    same = [_same(m, words, compared) for m in _own_words(_SAME, words, quotes)]
    following = [_next(m, words, leads) for m in _own_words(_NEXT, words, quotes)]
    if leads:
        _of_what(words, leads, compared, quotes)
    return [*leads, *same, *following, *_word_for_word(words, compared)]


def _own_words(pattern: re.Pattern[str], words: Words, quotes: Sequence[str]) -> Iterator[re.Match[str]]:
    """The matches that are no quote's own words."""
    for match in pattern.finditer(words.bare):
        if not stands_there(words, match.start(), match.end(), quotes):
            yield match


def _word_for_word(words: Words, compared: Compared) -> Iterator[Claim]:
    """The derived values that the sentence says as code worked them out, the name of their aspect apart."""
    for value in compared.derived:
        about, lead, told = value.text.partition("：")
        told = readable(told if lead else value.text)
        named = compared.columns_named(words.text)
        if told in words.text and not (lead and named and about not in [c.name for c in named]):
            yield Claim(words=told, inputs=value.inputs)


def _of_what(words: Words, leads: Sequence[Claim], compared: Compared, quotes: Sequence[str]) -> None:
    """Raises Unfounded where the sentence speaks of something else than what the figures count (党员最多的是…)."""
    rests_on = [compared.evidence[n].quote for claim in leads for n in claim.inputs if n in compared.evidence]
    there = comparable("\n".join((*rests_on, *quotes, *(c.name for c in compared.columns))))
    for word in content_of(words.text, compared):
        if word not in there:
            raise Unfounded(phrases.NOT_BORNE_OUT.format(words=word))


def _top(match: re.Match[str], words: Words, compared: Compared) -> Claim:
    """甲最多, 最多的是甲."""
    least = (match["way"] or "多") in _LESS
    sides, end = words.before(match.start()), match.end()
    if match["named"]:
        sides, end = words.behind(match.end())
    return _leading(words, compared, sides, least=least, said=words.text[match.start() : end])


def _than(match: re.Match[str], words: Words, compared: Compared) -> Claim | None:
    """甲比乙多61人, 甲比乙多, 甲比其他单位都多; None where no side is compared with."""
    behind = next((x for x in words.named if x[0] == match.end()), None)
    others = _OTHERS.match(words.bare, match.end())
    start = behind[1] if behind else match.end()
    how = _HOW.match(words.bare, start)
    if behind is None and others is None:
        return None
    if how is None:
        raise Unfounded(phrases.NOT_RANKED.format(words=words.text[match.start() : start]))
    least = how["way"] in _LESS
    sides = words.before(match.start())
    if behind is None:
        said = words.text[match.start() : how.end()]
        return _leading(words, compared, sides, least=least, said=said)
    amount = next((a for a in amounts(words.text) if how.start("way") <= a.start <= how.end()), None)
    said = words.text[match.start() : amount.end if amount else how.end()]
    return _ahead(words, compared, sides, behind[2], least=least, amount=amount, said=said)


def _over(match: re.Match[str], words: Words, compared: Compared) -> Claim | None:
    """甲多于乙, 甲超出乙61人, 甲多于其他单位; None where no side stands behind."""
    behind = next((x for x in words.named if x[0] == match.end()), None)
    others = _OTHERS.match(words.bare, match.end())
    if behind is None and others is None:
        return None
    least = match.group() in ("不及", "不如") or (match["way"] or "多") in _LESS
    sides = words.before(match.start())
    end = behind[1] if behind else match.end()
    if match.group() in _CLOSE:
        raise Unfounded(phrases.NOT_RANKED.format(words=words.text[match.start() : end]))
    if behind is None:
        return _leading(words, compared, sides, least=least, said=match.group())
    amount = next((a for a in amounts(words.text) if a.start == end), None)
    said = words.text[match.start() : amount.end if amount else end]
    return _ahead(words, compared, sides, behind[2], least=least, amount=amount, said=said)


def _further(match: re.Match[str], words: Words, compared: Compared) -> Claim:
    """甲更多, 甲的人数多: of two."""
    sides = words.before(match.start())
    meant = _meant(words, compared, sides)
    if any(len(kin.rows) > 2 for _, kin in meant):
        raise Unfounded(phrases.NOT_RANKED.format(words=match.group()))
    return _leading(
        words, compared, sides, least=(match["way"] or match["bare"]) in _LESS, said=match.group()
    )


def _leading(words: Words, compared: Compared, sides: Sequence[int], *, least: bool, said: str) -> Claim:
    """The claim that just these sides have most, or least, of what the sentence gives a figure of."""
    meant = _meant(words, compared, sides)
    for column, kin in meant:
        rows = ranked(kin, least=least)
        first = [n for n, q in rows if value_of(q) == value_of(rows[0][1])]
        if set(first) != set(sides) or len(first) == len(rows):
            raise Unfounded(_truth(column, kin, least=least))
    kin = meant[0][1]
    rows = ranked(kin, least=least)[: len(sides) + _BEHIND]
    return Claim(words=said, inputs=tuple(dict.fromkeys(q.n for _, q in rows)), kin=kin)


def _ahead(
    words: Words, compared: Compared, sides: Sequence[int], other: int, *, least: bool, amount: Amount | None, said: str
) -> Claim:  # fmt: skip
    """The claim that a side has more, or less, than the `other`, by an `amount` if one is told."""
    if len(sides) != 1:
        raise Unfounded(phrases.NOT_RANKED.format(words=said))
    pairs = [
        (column, kin, dict(kin.rows)[sides[0]], dict(kin.rows)[other])
        for column, kin in _of_columns(words, compared)
        if {sides[0], other} <= set(dict(kin.rows))
    ]
    if amount:
        pairs = [p for p in pairs if _is_gap(amount, p[1], value_of(p[2]) - value_of(p[3]))]
    else:
        pairs = [p for p in pairs if words.gives(p[2])]
    if not pairs:
        raise Unfounded(phrases.NOT_RANKED.format(words=said))
    for column, kin, mine, theirs in pairs:
        if (value_of(mine) < value_of(theirs)) != least or value_of(mine) == value_of(theirs):
            raise Unfounded(_truth(column, kin, least=False))
    _, kin, mine, theirs = pairs[0]
    return Claim(words=said, inputs=tuple(dict.fromkeys((mine.n, theirs.n))), kin=kin)


def _is_gap(amount: Amount, kin: Kin, gap: Decimal) -> bool:
    """Whether an amount is the difference between two exact figures."""
    measure = _POINTS if kin.measure == "%" else kin.measure
    return (
        kin.exact
        and amount.bound == "exact"
        and amount.value == abs(gap)
        and one_measure(amount.measure) in (measure, one_measure(measure))
    )


def _next(match: re.Match[str], words: Words, leads: Sequence[Claim]) -> Claim:
    """其次是乙, behind who was said to lead: the sides follow each other as their figures do."""
    told = list(dict.fromkeys(side for _, _, side in words.named))
    for lead in leads:
        values = {n: value_of(q) for n, q in lead.kin.rows} if lead.kin else {}
        if set(told) <= set(values):
            order = [values[side] for side in told]
            if order in (sorted(order), sorted(order, reverse=True)):
                return Claim(words=match.group())
    raise Unfounded(phrases.NOT_RANKED.format(words=match.group()))


def _same(match: re.Match[str], words: Words, compared: Compared) -> Claim:
    """甲与乙相同."""
    sides = words.before(match.start())
    for _, kin in _of_columns(words, compared):
        rows = dict(kin.rows)
        if len(sides) < 2 or not set(sides) <= set(rows) or not words.gives(rows[sides[0]]):
            continue
        if kin.exact and len({value_of(rows[s]) for s in sides}) == 1:
            return Claim(words=match.group(), inputs=tuple(rows[s].n for s in sides), kin=kin)
    raise Unfounded(phrases.NOT_RANKED.format(words=match.group()))


def _meant(words: Words, compared: Compared, sides: Sequence[int]) -> list[tuple[Column, Kin]]:
    """The figures that a claim about sides may be about: the sentence gives theirs. Raises Unfounded for none."""
    found = [
        (column, kin)
        for column, kin in _of_columns(words, compared)
        if sides and set(sides) <= set(rows := dict(kin.rows)) and words.gives(rows[sides[0]])
    ]
    if not found:
        ranks = next(iter(_of_columns(words, compared)), None)
        raise Unfounded(_truth(*ranks, least=False) if ranks else phrases.NOTHING_RANKED)
    return found


def _of_columns(words: Words, compared: Compared) -> list[tuple[Column, Kin]]:
    """The figures of the columns that a sentence names, of all where it names none."""
    named = compared.columns_named(words.text) or compared.columns
    return [(column, kin) for column, kin in compared.kin() if column in named]


def _truth(column: Column, kin: Kin, *, least: bool) -> str:
    """What the sentence should say, for the writer."""
    n, quantity = ranked(kin, least=least)[0]
    way = "少" if least else "多"
    return phrases.RANKED_OTHERWISE.format(way=way, name=column.labels[n], raw=quantity.raw)
