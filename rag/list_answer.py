"""Which series of points answers 哪几个方面, 哪四项: the outline's headings or 一是…二是…, as the report lists them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.markers import CHINESE_DIGITS
from ingest.model import Section, Span
from rag.surroundings import Readable, Sentence
from rag.terms import Term, coverage, fold
from rag.understand import Question

ACCEPT = 0.5
SURE = 0.7
_ASKED_NUMBER = re.compile(
    r"(?:哪|几|[“\"]?)([一二三四五六七八九十两\d]{1,2})(?:个|项|方面|点|块|部分|条|大|种|类|到|步|位|件)"
)
_WHOLE_REPORT = re.compile(
    r"(?:哪|几).{0,3}(?:方面|块|部分|项工作|大块)|分[了成为]?|结构|提纲|主要工作|哪些工作|(?:主要|具体)(?:做法|措施|举措|经验)"
)
# What an office calls a part of its report, and how people ask for it.
_PARTS = tuple(
    (re.compile(asked), re.compile(titled))
    for asked, titled in (
        (r"主要工作|做了哪些工作|工作情况", r"主要工作|工作开展|工作情况|开展情况"),
        (r"重点工作|工作重点|重点任务", r"重点"),
        (r"做法|措施|举措", r"做法|措施|举措"),
        (r"下一步|今后|往后|接下来|打算|明年", r"下一步|今后|打算|努力方向|下半年|明年"),
        (r"问题|不足|困难|短板", r"问题|不足|困难|短板"),
        (r"保障|怎么保证", r"保障"),
        (r"目标", r"目标"),
    )
)
_NAMED = 0.55
_SHORT = 80
_SPELLED_OUT = re.compile(
    r"(?:即|包括|分别[是为]|就是|[:：(（])((?:[^、。；，：:()（）]{1,16}、)+[^、。；，：:()（）]{1,16})"
)
# 有哪些文化大院: what stands behind the question word is what the series must be of.
_NAMED_THING = re.compile(r"哪(?:些|几[个家种处]?)([\u4e00-\u9fff]{3,8})[？?。]?$")
_GENERIC = frozenset(
    "总结 计划 汇报 报告 工作 抓 分 方面 部分 主要 精神文明 建设 提出 包括 内容 块 做 材料 方案 写 讲 安排 开展 进行 完成 部署 一共 做法 措施 举措 经验 具体".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedList:
    """A series of points; `whole` where it is the outline of the whole report."""

    page: Readable
    points: tuple[Section, ...]
    score: float
    whole: bool = False

    @property
    def extent(self) -> Span:
        """From the sentence that introduces the series to its end."""
        first = self.points[0].heading.start
        lead = self.page.sentence_at(max(0, first - 2)) or self.page.sentence_at(first)
        return Span(start=lead.span.start if lead else first, end=self.points[-1].span.end)

    @property
    def sure(self) -> bool:
        """Whether its heading alone tells that it is meant."""
        return self.acceptable and not self.whole and self.score >= SURE

    @property
    def acceptable(self) -> bool:
        """Whether it is the series that was asked for."""
        return self.score >= ACCEPT and len(self.points) >= 2


def rank_lists(question: Question, pages: Iterable[Readable]) -> list[RankedList]:
    """Every series of points of the pages, the likeliest answer first."""
    ranked = [_rank(question, page, parent, points) for page in pages for parent, points in _series(page)]
    return sorted(ranked, key=lambda r: -r.score)


def inline_series(question: Question, pages: Iterable[Readable]) -> tuple[Readable, Span] | None:
    """The sentence that spells a quoted catchword, or the thing asked for, out on the spot: 以“三礼”教育为重点，即入学礼、
    成长礼、毕业礼; 文化大院2个(东村、西村)."""
    wanted = _wanted(question.topic)
    named = _NAMED_THING.search(question.topic)
    words = [(t.text, 14) for t in question.terms if t.exact] + ([(named.group(1), 6)] if named else [])
    for word, reach in words:
        for page in pages:
            for sentence in page.candidates:
                text = sentence.span.of(page.report.text)
                at = text.find(word)
                found = _SPELLED_OUT.search(text, at) if at >= 0 else None
                if found and found.start() - at <= len(word) + reach:
                    items = found.group(1).count("、") + 1
                    if items == (wanted or items):
                        return page, _around(sentence, at, found.end())
    return None


def _around(sentence: Sentence, start: int, end: int) -> Span:
    """A sentence, or of a long one the clauses that hold the characters from `start` to `end` of it."""
    if len(sentence.span) <= _SHORT:
        return sentence.span
    place = Span(start=sentence.span.start + start, end=sentence.span.start + end)
    holding = [c for c in sentence.clauses if c.overlaps(place)]
    closing = max(place.end + 1, holding[-1].end) if holding else place.end
    return Span(start=holding[0].start if holding else place.start, end=min(closing, sentence.span.end))


def _series(page: Readable) -> Iterable[tuple[Section | None, tuple[Section, ...]]]:
    """Neighbouring sections of one kind of marker, under their parent (None: the report itself)."""
    groups: list[tuple[Section | None, tuple[Section, ...]]] = [(None, page.report.outline)]
    groups += [(s, s.children) for s in page.report.sections() if s.children]
    for parent, points in groups:
        run: list[Section] = []
        for point in points:
            if run and _restarts(run[-1], point):
                yield parent, tuple(run)
                run = []
            run.append(point)
        if run:
            yield parent, tuple(run)


def _restarts(before: Section, point: Section) -> bool:
    number = re.sub(r"\W|[是要]", "", point.marker)
    shape = re.sub(rf"[{CHINESE_DIGITS}\d]+", "#", point.marker) != re.sub(
        rf"[{CHINESE_DIGITS}\d]+", "#", before.marker
    )
    return shape or number in ("一", "1", "①", "⑴")


def _rank(
    question: Question, page: Readable, parent: Section | None, points: tuple[Section, ...]
) -> RankedList:
    # A list is found by its heading, where light words (要求, 措施) weigh as much as any.
    terms = tuple(
        replace(t, weight=1.0) for t in question.terms if t.text not in _GENERIC and len(t.text) > 1
    )
    introduction = page.folded(_introduction(page, parent, points))
    contexts = [(introduction, 1.0), (fold(" ".join(p.title for p in points)), 0.5)]
    if parent:
        contexts.append((fold(parent.title), 0.9))
    if parent is None:
        contexts.append((fold(page.report.title or ""), 0.7))
    covered = coverage(terms, contexts) if terms else 0.0
    whole = bool(_WHOLE_REPORT.search(question.topic))
    score = covered * (0.7 if terms else 0.0)
    if parent is None and (whole or not terms):
        score += 0.35 if len(points) >= 2 else 0.0
        score += 0.3 * (not _specific(terms))
    if parent is not None and terms and any(t.text in fold(parent.title) for t in terms):
        score += 0.05 + 0.2 * (question.inside is not None)
    if parent is not None and _is_part(question.topic, parent.title):
        score = max(score, _NAMED + 0.2 * (not _specific(terms)))
    wanted = _wanted(question.topic)
    # The number of points alone does not make a report's outline the answer to a question of something in it.
    if wanted and (parent or whole or not _specific(terms) or covered >= ACCEPT):
        score += 0.25 if wanted == len(points) else -0.25
    if re.search(r"哪", question.topic) and _names_series(terms, introduction):
        score += 0.15
    return RankedList(page=page, points=points, score=score, whole=parent is None)


def _is_part(topic: str, title: str) -> bool:
    return any(asked.search(topic) and titled.search(title) for asked, titled in _PARTS)


def _specific(terms: tuple[Term, ...]) -> bool:
    return sum(t.weight for t in terms) >= 1.0


def _names_series(terms: tuple[Term, ...], introduction: str) -> bool:
    return any(t.exact and t.text in introduction for t in terms)


def _introduction(page: Readable, parent: Section | None, points: tuple[Section, ...]) -> Span:
    """What leads up to the first point: the sentence or lines before it, inside the parent."""
    first = points[0].heading.start
    floor = parent.heading.start if parent else page.report.body
    return Span(start=max(floor, first - 160), end=first)


def _wanted(topic: str) -> int | None:
    found = _ASKED_NUMBER.search(topic)
    if not found:
        return None
    text = found.group(1).replace("两", "二")
    if text.isdigit():
        return int(text)
    return CHINESE_DIGITS.find(text) + 1 or None
