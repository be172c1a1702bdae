"""Who speaks of a thing: each unit's best sentence that names it, by its own word or by another clear one for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import Span
from ingest.words import tagged_words
from rag import stance
from rag.directory import UnitEntry
from rag.retrieve import Shelf
from rag.surroundings import Readable, Sentence
from rag.terms import content_terms, fold
from rag.wordings import LIGHT

_SAME_THING = tuple(
    tuple(row.split())
    for row in (
        "志愿服务 志愿者 志愿活动 志愿队伍 志愿 义工",
        "志愿者 志愿服务 志愿 义工",
        "存在的问题 存在问题 存在一些问题 存在不足 一些不足 存在的不足 不足之处 主要问题是 主要问题有 突出问题是 突出问题有 存在的困难 一些困难 存在以下问题 还有差距 仍有差距 存在差距 还有不足",
        "下一步打算 下步打算 明年打算 工作打算 下一步 下步工作 今后工作 明年工作 努力方向 下半年打算 下半年工作",
        "图书室 图书馆 图书阅览室 阅览室 农家书屋 职工书屋 书屋",
        "农家书屋 书屋",
        "垃圾分类 分类垃圾 生活垃圾分类",
        "矛盾纠纷 纠纷 矛盾调解 矛盾排查",
        "健身器材 健身设施 健身路径 健身点",
        "老年人 老人 老年 高龄",
        "留守儿童 留守学生 留守少年",
        "党课 微党课",
        "公益广告 公益宣传",
        "身边好人 好人榜 好人",
        "停车位 车位 停车泊位 泊位",
        "路灯 照明灯",
        "公厕 公共厕所 厕所",
        "失业人员 下岗职工 下岗失业",
        "贫困户 贫困群众 困难群众 困难户",
        "文艺演出 文艺汇演 文艺表演 演出",
        "乡风文明 文明乡风",
        "红白理事会 红白事 移风易俗",
        "移风易俗 红白理事会 喜事新办 丧事简办",
        "网格员 网格长 网格管理员",
        "荣誉 称号 被评为 获评 被命名为 被授予 一等奖 二等奖 表彰为",
        "安全事故 责任事故 安全责任事故",
    )
)  # the first word of a row may be said by the others, not the other way round
_LONGEST = 80
_NEAR = 12
_WORDS_BELOW = 5
_ENOUGH = 34
_DIGIT = re.compile(r"\d")
_AT_HAND = re.compile("现有|目前|去年|已有|建有|设有")
_DENIES = re.compile(r"(?:没有|未|无|零|没)(?:再?发生|出现|有|开展|建|办)?[^，。；、]{0,8}$")
_ANNOUNCES = re.compile("如下")
_HEADING_ONLY = 3.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """Where a unit speaks of a thing. `word` is the word it uses, "" where the thing's own parts stand there;
    `planned`: it is to come, not done; `denied`: it is said not to be; `heading`: only a heading names it, and `below` are the first words under it."""

    page: Readable
    span: Span
    word: str
    planned: bool
    denied: bool
    score: float
    heading: bool = False
    below: Span | None = None


def sayings_of(thing: str, entry: UnitEntry, shelf: Shelf) -> tuple[Saying, ...]:
    """Where the reports of a unit speak of `thing`, the best first; () where they do not."""
    sought = _Sought.of(thing)
    found = [
        saying
        for report_id in entry.report_ids
        if sought.may_be_in(shelf.words(report_id))
        for saying in _sayings(sought, shelf.page(report_id))
    ]
    return tuple(sorted(found, key=lambda s: (-s.score, s.span.start)))


def other_words(thing: str, sayings: Sequence[Saying]) -> tuple[str, ...]:
    """The other words for `thing` that these sayings use in its place."""
    return tuple(dict.fromkeys(s.word for s in sayings if s.word and s.word != fold(thing)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sought:
    """A thing as it may be worded: whole `words`, its own first; or, for one of several, its `parts`."""

    words: tuple[str, ...]
    parts: tuple[str, ...]
    in_order: bool

    @classmethod
    def of(cls, thing: str) -> "_Sought":
        whole = fold(thing)
        others = next((row[1:] for row in _SAME_THING if row[0] == whole), ())
        terms = content_terms(thing)
        heavy = [t.text for t in terms if t.text not in LIGHT] or [t.text for t in terms]
        plain = re.sub("[的了与和及、]", "", whole)
        covered = len("".join(t.text for t in terms)) >= 0.8 * len(plain)
        parts = tuple(heavy) if covered and heavy != [whole] else ()
        deed = any(w.tag.startswith("v") for w in tagged_words(thing) if w.text in parts[:1])
        in_order = not (deed and len("".join(parts[1:])) > 2)
        return cls(words=tuple(dict.fromkeys((whole, plain, *others))), parts=parts, in_order=in_order)

    def may_be_in(self, words: str) -> bool:
        return any(w in words for w in self.words) or (
            bool(self.parts) and all(p in words for p in self.parts)
        )

    def word_in(self, words: str) -> str | None:
        """The word used for the thing: its own "" where only its parts are there; None where it is not named."""
        whole = next((w for w in self.words if w in words), None)
        if whole is None and self.parts and self._together(words):
            return ""
        return whole

    def _together(self, words: str) -> bool:
        """Whether the parts stand close by; those of a name also in its order (no 健身广场 in 广场健身舞)."""
        places = [words.find(part) for part in self.parts]
        if -1 in places:
            return False
        if not self.in_order:
            return max(places) - min(places) <= _NEAR * len(places)
        at = 0
        for n, part in enumerate(self.parts):
            found = words.find(part, at)
            if found < 0 or (n and found - at > _NEAR):
                return False
            at = found + len(part)
        return True

    def worth(self, word: str) -> float:
        return 2.0 if word in self.words[:2] else 1.5 if word else 1.2


def _sayings(sought: _Sought, page: Readable) -> Iterator[Saying]:
    # A point without words of its own below it (1. 新建健身点3处) is no heading.
    headings = {s.heading.start for s in page.report.sections() if s.span.end - s.heading.end > _WORDS_BELOW}
    for n, sentence in enumerate(page.sentences):
        if not sought.may_be_in(page.folded(sentence.span)):
            continue
        found = _clauses_with(sought, page, sentence)
        if found is None:
            continue
        first, last, word = found
        is_heading = len(sentence.clauses) <= 2 and any(
            sentence.span.start <= h < sentence.span.end for h in headings
        )
        span = _told(page, sentence, first, last)
        words = span.of(page.report.text)
        named = Span(start=sentence.clauses[first].start, end=sentence.clauses[last].end)
        planned, denied = _is_planned(page, sentence, named), _is_denied(sought, page.folded(named), word)
        below = _below(page.sentences[n + 1 : n + 2]) if is_heading else None
        score = sought.worth(word) + 0.5 * bool(_DIGIT.search(words)) - 0.6 * planned - 0.9 * denied
        score -= 1.0 * bool(_ANNOUNCES.search(words))
        yield Saying(
            page=page, span=span, word=word, planned=planned, denied=denied,
            score=score - _HEADING_ONLY * is_heading, heading=is_heading, below=below,
        )  # fmt: skip


def _below(following: Sequence[Sentence]) -> Span | None:
    """The first words under a heading, of the sentence that follows it."""
    clauses = following[0].clauses if following else ()
    if not clauses:
        return None
    ends = [c.end for c in clauses if c.end - clauses[0].start <= _LONGEST]
    return Span(start=clauses[0].start, end=ends[-1] if ends else clauses[0].end)


def _is_denied(sought: "_Sought", words: str, word: str) -> bool:
    at = words.find(word or sought.parts[-1])
    return bool(_DENIES.search(words[: max(at, 0)]))


def _clauses_with(sought: _Sought, page: Readable, sentence: Sentence) -> tuple[int, int, str] | None:
    """The clause that names the thing, or two neighbours that do so together; the best of them."""
    best: tuple[int, int, str] | None = None
    for n in range(len(sentence.clauses)):
        for first in (n, n - 1):
            if first < 0:
                continue
            words = page.folded(Span(start=sentence.clauses[first].start, end=sentence.clauses[n].end))
            word = sought.word_in(words)
            if word is not None and (best is None or sought.worth(word) > sought.worth(best[2])):
                best = (first, n, word)
                break
    return best


def _told(page: Readable, sentence: Sentence, first: int, last: int) -> Span:
    """The naming clauses with what is said of them: those behind, up to a semicolon or `_LONGEST` characters, and
    the one in front where little else stands there."""
    text, clauses = page.report.text, sentence.clauses
    start, end = clauses[first].start, clauses[last].end
    for clause in clauses[last + 1 :]:
        if clause.end - start > _LONGEST or re.search("[；;。]", text[end : clause.start]):
            break
        end = clause.end
    if end - start < _ENOUGH and first and not re.search("[；;。]", text[clauses[first - 1].end : start]):
        earlier = clauses[first - 1].start
        start = earlier if end - earlier <= _LONGEST else start
    closing = re.match(r"[)）”》]", text[end : end + 1])
    return Span(start=start, end=end + bool(closing))


def _is_planned(page: Readable, sentence: Sentence, span: Span) -> bool:
    """Whether what is said is to come: by its own words, else by the headings over it."""
    words = span.of(page.report.text)
    if stance.says_done(words) or _AT_HAND.search(words):
        return False
    headings = "\n".join([*reversed(sentence.headings), page.report.title or ""])
    return stance.firmly_plans(words) or stance.place_of_plans(headings)
