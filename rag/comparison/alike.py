"""What several units count alike under one thing: the words and the measure that their figures share (藏书 by 册)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.model import Figure
from ingest.words import tagged_words
from rag.comparison.statements import Statement
from rag.tally import one_measure
from rag.terms import fold
from rag.wordings import LIGHT

Counted = tuple[str, str]
NOTHING: Counted = ("", "")

_FEWEST = 2
_MOST_WORDS = 6
_REACH = 20
_NOUN = frozenset("njl")
_SPREAD = re.compile(r"分别|各(?=[有为是增达占\d])")
# What may stand in front of an indicator without making it another one: 全省居民收入, not 农村居民收入.
_OWN = re.compile(
    r"(?:全[省市区县镇乡村街体年]|我[省市区县镇乡村]|本[省市区县镇乡村年]|地区|地方|预计|完成|实现|累计|其中|年度?|的)*"
)
# What may stand between the thing and its number: 志愿者人数, 藏书总量; not 国家 of 国家科技奖.
_BEHIND = re.compile(r"(?:[人户次册场]数|总?[数量]|均值|平均|共|总|计|有|已|达到?|为|累计|合计|分别)*")
_STRICT = frozenset(("%", "‰", "元", "个百分点"))
_CUT = re.compile(r"[、，,；;：:()（）“”]|\d+")
_BEFORE = re.compile(r"(?:由|从)(?:原来|原先|原有|最初)?的?$|原(?:来|有|先)?的?$|比[^，。]{0,10}$")
_EMPTY = frozenset("全年 今年 累计 各类 各种 增长 下降 其中 城镇 农村 居民 群众 人员 单位 企业 社区".split())


def counted_alike(sides: Iterable[Iterable[Statement]]) -> Counted:
    """The words that the figures of most sides share, with their measure; of equals the longest; NOTHING where no two
    sides share any."""
    shared = Counter(pair for side in sides for pair in {p for s in side for p in _pairs(s)})
    best = max(shared, key=lambda p: (shared[p], len(p[0]), p), default=NOTHING)
    return best if shared[best] >= _FEWEST else NOTHING


def counts(counted: Counted, statement: Statement, figure: Figure) -> bool:
    """Whether a figure of a statement counts just that; not the one that it changed from, nor one of several that are
    told together (城乡收入分别增长4.3%、6.1%)."""
    words, measure = counted
    if not words or one_measure(figure.measure) != measure or figure.value is None:
        return False
    text = statement.page.report.text
    front = text[figure.clause.start : figure.span.start]
    if _BEFORE.search(front) or _SPREAD.search(front):
        return False
    before, found, behind = _named(statement, figure).rpartition(words)
    if not found or not _BEHIND.fullmatch(behind):
        return False
    return measure not in _STRICT or bool(_OWN.fullmatch(before))


def counting(counted: Counted, statement: Statement) -> tuple[Figure, ...]:
    """The figures of a statement that count just that, those behind its name before those in front of it (of 产业园15个
    产业集群9个 the second counts 产业集群)."""
    alike = [f for f in figures_of(statement) if counts(counted, statement, f)]
    text = statement.page.report.text
    named = [f for f in alike if counted[0] in fold(text[f.clause.start : f.span.start])]
    return tuple(named or alike)


def figures_of(statement: Statement) -> tuple[Figure, ...]:
    """All figures in the words of a statement."""
    return tuple(f for f in statement.page.report.figures if statement.span.covers(f.span))


def _pairs(statement: Statement) -> Iterator[Counted]:
    for figure in figures_of(statement):
        for words in _runs(_named(statement, figure)):
            pair = (words, one_measure(figure.measure))
            if counts(pair, statement, figure):
                yield pair


def _named(statement: Statement, figure: Figure) -> str:
    """What a figure counts with the words in front of it: 城镇新增就业, where the subject is 就业."""
    subject = fold(figure.subject)
    front = statement.page.report.text[figure.clause.start : figure.span.start]
    near = fold(_CUT.split(front)[-1])
    at = near.rfind(subject)
    return near[: at + len(subject)][-_REACH:] if at >= 0 else subject


def _runs(subject: str) -> Iterator[str]:
    """The runs of words in a subject that end in what can be counted, and say something by themselves."""
    words = tagged_words(subject)
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            run = words[start:end]
            named = run[-1].tag[0] in _NOUN or run[-1].tag[:2] == "vn" or len(run) > 1
            empty = all(w.text in LIGHT or w.text in _EMPTY or len(w.text) < 2 for w in run)
            if named and not empty:
                yield "".join(w.text for w in run)
