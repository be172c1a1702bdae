"""What the evidence table says of each sentence of a draft, every word of it worked out from the quotes it cites."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from ingest.model import Unit
from rag import stance
from rag.citations import marks_in, segments, without_marks
from rag.claims import Amount, amounts, comparable, readable
from rag.drafting.model import Check, SentenceKind
from rag.drafting.proof.placeholders import GAP_MARK
from rag.grounds import grounds_of
from rag.mentions import labels_of, strange_name
from rag.model import Evidence
from rag.verify import check_sentence

NUMBERS, UNIT, VERBATIM, CUT = "数字一致（{n}个）", "单位一致", "逐字引用", "有删节（略去{n}字）"
PLAN, ABOUT, INFERRED = "计划（未写成已完成）", "约数保留（{n}个）", "推断：“{words}”不在引文中"
PATTERN, CONFIRMED, FOLLOWED = "借鉴做法，请核实", "借鉴做法，本单位已确认", "借鉴做法，列入计划"
STATED, GAP, NO_SOURCE = "本单位提供，请核实", "待补：{what}", "没有出处"
WRONG_NUMBER, WRONG_UNIT, DONE, OTHER = (
    "数字不一致：{why}",
    "单位不一致：{why}",
    "计划写成了已完成",
    "与引文不符：{why}",
)
_ADDED = re.compile(r"【[^】]*】")
# What a draft may say of its own: connectives, sums of what is cited, who speaks.
_CONNECTIVES = re.compile(
    r"同志们|同时|此外|另外|其中|一方面|另一方面|我们还看到|还看到|下一步|今后|将|要|现将|情况汇报如下|在|方面|工作|[我本该](?:们|单位|社区|街道|中心|园区|学校|[镇乡村局区县市校院所站处办园])?|"
    r"共计?|累计|合计|全年|今年|一年来|先后|还|也|并且?|以及|和|与|及|等|的|了|是|有|中|[一二三四五六七八九十]是"
)
# 在志愿服务方面， and the like open a draft; they name its theme.
_OPENING = re.compile(r"^(?:同志们[，,])?(?:在[^，,。]{1,30}方面[，,]|现将[^，,。]{1,30}情况汇报如下[：:])")
_THE_UNIT = re.compile(r"该([\u4e00-\u9fff]{1,3})")
_FEW = 2  # characters of meaning: fewer added to a quote are no claim
_ITEM = re.compile(
    r"^(?:[-*•]\s*|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．.](?!\d)|[一二三四五六七八九十]是)"
)


def checks_of(
    text: str, kind: SentenceKind, evidence: Mapping[int, Evidence], units: Sequence[Unit], *, planned: bool
) -> tuple[Check, ...]:
    """What holds of a sentence with its marks. `units` are those of the library; `planned`: the draft tells what is to
    come. One that is not passed is for the writer to look at."""
    cited = [evidence[m] for m in marks_in(text) if m in evidence]
    wanted = "、".join(what or "内容" for what in GAP_MARK.findall(text))
    gaps = [Check(name=GAP.format(what=wanted), passed=False)] if wanted else []
    if not cited:
        nothing = [] if kind == "gap" and gaps else [Check(name=NO_SOURCE, passed=False)]
        return (*nothing, *gaps)
    if kind == "stated":
        return (*_of_numbers(text, evidence), Check(name=STATED), *gaps)
    told = [*_of_numbers(text, evidence), *_of_units(text, kind, cited, units)]
    told += _of_words(text, evidence, units, kind)
    told += _of_plans(text, cited)
    if not planned or kind != "pattern":
        told += _of_the_rest(text, evidence, units, told)
    return (*told, *_of_kind(kind, cited, planned), *gaps)


def _of_numbers(text: str, evidence: Mapping[int, Evidence]) -> Iterator[Check]:
    """How many numbers stand in the quotes of their own marks, which do not, and how many keep their 余 or 近."""
    good, about = 0, 0
    marks = marks_in(text)
    for words, own in segments(text):
        there = _amounts_of([evidence[m] for m in own or marks if m in evidence])
        for amount in amounts(readable(_ADDED.sub("", words))):
            if amount.value is None:
                continue
            if not any(amount.follows_from(source) for source in there):
                yield Check(name=WRONG_NUMBER.format(why=_why(amount, there)), passed=False)
                continue
            good += 1
            about += amount.bound != "exact"
    if good:
        yield Check(name=NUMBERS.format(n=good))
    if about:
        yield Check(name=ABOUT.format(n=about))


def _amounts_of(cited: Sequence[Evidence]) -> list[Amount]:
    return [a for e in cited for a in amounts(readable(e.quote))]


def _why(amount: Amount, there: Sequence[Amount]) -> str:
    alike = next((a for a in there if amount.same_value(a)), None)
    return f"引文写作“{alike.raw}”，这里是“{amount.raw}”" if alike else f"引文里没有“{amount.raw}”"


def _of_units(
    text: str, kind: SentenceKind, cited: Sequence[Evidence], units: Sequence[Unit]
) -> Iterator[Check]:
    """Whether the unit that is told of is the one whose report is cited; where none is named nothing is said."""
    own = frozenset().union(*(labels_of(e.unit, units) for e in cited))
    said = readable(without_marks(text))
    grounds = grounds_of(cited, "", units)
    if kind != "own" and (name := strange_name(said, grounds.text, grounds.around, own, units)):
        yield Check(name=WRONG_UNIT.format(why=f"引文的单位不是“{name}”"), passed=False)
    elif kind == "told" and all(_is_named(said, labels_of(e.unit, units)) for e in cited):
        yield Check(name=UNIT)


def _is_named(said: str, labels: Collection[str]) -> bool:
    """Whether a unit is named, or pointed to by what its name ends in (该镇)."""
    kinds = [m[1][:n] for m in _THE_UNIT.finditer(said) for n in range(1, len(m[1]) + 1)]
    return any(label in said or any(label.endswith(kind) for kind in kinds) for label in labels)


def _of_words(
    text: str, evidence: Mapping[int, Evidence], units: Sequence[Unit], kind: SentenceKind
) -> Iterator[Check]:
    """Whether the words are the quotes' own: as they stand there, with some left out, or with some added."""
    marks = marks_in(text)
    text = _OPENING.sub("", text)
    left_out, added = 0, ""
    for words, own in segments(text):
        cited = [evidence[m] for m in own or marks if m in evidence]
        said = _without_lead(comparable(_ADDED.sub("", words)), cited, units)
        quotes = [_bare(comparable(e.quote)) for e in cited if e.report_id]
        if not said or not quotes:
            continue
        found = [_compared(said, quote) for quote in quotes]
        more, fewer = min(found, key=lambda f: (len(f[0]), f[1]))
        left_out += fewer
        added = added or more
    if added:
        yield Check(name=INFERRED.format(words=added), passed=False)
    elif kind not in ("told", "own"):
        return
    elif left_out:
        yield Check(name=CUT.format(n=left_out))
    else:
        yield Check(name=VERBATIM)


def _without_lead(words: str, cited: Sequence[Evidence], units: Sequence[Unit]) -> str:
    """The words without the names of the cited units that the quotes do not bear, as bare characters."""
    quoted = "".join(comparable(e.quote) for e in cited)
    for label in sorted({x for e in cited for x in labels_of(e.unit, units)}, key=len, reverse=True):
        if comparable(label) not in quoted:
            words = words.replace(comparable(label), "")
    return _bare(words)


def _bare(words: str) -> str:
    return re.sub(r"[^\w%‰.]", "", _ITEM.sub("", words.strip()))


def _compared(said: str, quote: str) -> tuple[str, int]:
    """The first words of meaning that are said and not quoted, "" for none; and how many characters between and around
    what is said the quote has more."""
    matcher = SequenceMatcher(a=quote, b=said, autojunk=False)
    kept, added = 0, ""
    for way, start, end, first, last in matcher.get_opcodes():
        kept += end - start if way == "equal" else 0
        new = said[first:last] if way in ("insert", "replace") else ""
        if len(re.findall(r"[\u4e00-\u9fff]", _CONNECTIVES.sub("", new))) >= _FEW:
            added = added or new
    return added, len(quote) - kept


def _of_plans(text: str, cited: Sequence[Evidence]) -> Iterator[Check]:
    """Whether what the quotes plan is told as a plan."""
    said = readable(without_marks(text))
    to_come = [e for e in cited if e.report_id and _plans(e)]
    if to_come and stance.plans(said) and not stance.says_done(said):
        yield Check(name=PLAN)


def _plans(evidence: Evidence) -> bool:
    return stance.firmly_plans(readable(evidence.quote))


def _of_the_rest(
    text: str, evidence: Mapping[int, Evidence], units: Sequence[Unit], told: Sequence[Check]
) -> Iterator[Check]:
    """What verification finds besides: a plan told as done, a direction, a denial, a date."""
    fault = check_sentence(_ADDED.sub("", text), evidence, (), units)
    if fault is None or any(not check.passed for check in told):
        return
    if fault.fault == "plan":
        yield Check(name=DONE, passed=False)
    else:
        yield Check(name=OTHER.format(why=fault.detail), passed=False)


def _of_kind(kind: SentenceKind, cited: Sequence[Evidence], planned: bool) -> Iterator[Check]:
    if kind != "pattern":
        return
    if any(not e.report_id for e in cited):
        yield Check(name=CONFIRMED)
    elif planned:
        yield Check(name=FOLLOWED)
    else:
        yield Check(name=PATTERN, passed=False)
