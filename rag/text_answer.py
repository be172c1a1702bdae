"""Which sentence answers a question of who, when, where, what, and which part of it to show."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import Span
from rag.sense import NEAR, NO_SENSE, Sense
from rag.surroundings import Readable, Sentence
from rag.terms import Term, closest, coverage, fold
from rag.understand import Asked, Question

ACCEPT = 0.6
# Less will do where the clause holds the kind of thing that was asked for: a date for when, a person for who.
ACCEPT_TYPED = 0.5
_PRESENT = 0.4
# Of a question with hardly a word of its own (花在哪) only its meaning can tell.
_THIN = 0.9
NEAR_ALONE = 0.4
_FEW = 3
_TELLING = 0.6
LIKELY = 0.35
_HALF = 0.42
_SAME = 0.5
LONGEST = 150
_ASKS_NAME = re.compile(r"叫什么|什么名字|名称|全称")
_DATE = re.compile(
    r"(?:自|从|于|截[止至])?(?:[\d_xX]{2,4}年)?(?:[\dxX]{1,2}|[一二三四五六七八九十]{1,3})月(?:(?:[\dxX]{1,2}|[一二三四五六七八九十]{1,3})[日号]|份|底|初|中旬|上旬|下旬)?"
    r"|[\d_xX]{2,4}年(?!的?老)|每(?:周|月|年|季度?)[一二三四五六日天初末]?|周[一二三四五六日]|春节|元旦|国庆|去年|今年|上半年|下半年"
)
_PERSON = re.compile(
    r"由[^，。；、]{2,20}(?=任|担任|负责|牵头|带队|主讲|为)|邀请[^，。；]{2,24}?(?=为|作|做|给|来|到|参加|等)|聘请[^，。；]{2,16}?(?=为|担任|任)|"
    r"[\u4e00-\u9fff]{0,6}(?:书记|局长|主任|镇长|校长|组长|县长|市长|区长|院长|所长|检察官|同志)[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4}(?:同志|等\d*人)"
)
_QUOTED = re.compile(r"[“「《][^”」》]{2,40}[”」》]")
_PLACE = re.compile(r"(?:在|到|赴|位于|地处)[^，。；]{2,20}")
_PATTERNS: dict[str, re.Pattern[str]] = {"time": _DATE, "person": _PERSON, "place": _PLACE}


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedSentence:
    """A sentence as a candidate answer; `clause` is the one that speaks most of the question."""

    page: Readable
    sentence: Sentence
    clause: Span
    covered: float
    score: float
    complete: bool
    near: float = 0.0
    thin: bool = False
    typed: bool = False
    rare: bool = False

    @property
    def likely(self) -> bool:
        """Whether it may be what was meant, though the words are others: the reader must compare them."""
        if self.thin:
            return False
        return self.near >= LIKELY or (self.covered >= _HALF and self.covered + self.near >= _HALF + LIKELY)

    @property
    def acceptable(self) -> bool:
        """Whether it speaks of what was asked, quoted words and dates included."""
        if self.thin:
            return self.complete and (self.near >= NEAR_ALONE or self.rare)
        needed = ACCEPT_TYPED if self.typed else ACCEPT
        enough = self.covered >= needed or self.covered + self.near >= needed + 0.3
        return self.complete and (enough or self.near >= NEAR)


def rank_sentences(
    question: Question, pages: Iterable[Readable], sense: Sense = NO_SENSE
) -> list[RankedSentence]:
    """Every sentence of the pages, the likeliest answer first."""
    before = _pairs(question.inside or "")
    ranked = [
        _rank(question, before, page, sentence, sense)
        for page in pages
        for sentence in page.candidates
        if sentence.clauses
    ]
    if ranked and ranked[0].thin:
        ranked = _rarely_said(question.terms, ranked)
    return sorted(ranked, key=lambda r: (-r.acceptable, -r.score))


def _rarely_said(terms: Sequence[Term], ranked: list[RankedSentence]) -> list[RankedSentence]:
    """Of a question of one word: the sentences whose clause says it, where there are so few that they must be meant."""
    words = [t.text for t in terms if len(t.text) > 1 and t.weight >= _TELLING]
    saying = [bool(words) and all(w in r.page.folded(r.clause) for w in words) for r in ranked]
    if sum(saying) > _FEW:
        return ranked
    return [replace(r, rare=said) for r, said in zip(ranked, saying, strict=True)]


def _rank(
    question: Question, before: frozenset[str], page: Readable, sentence: Sentence, sense: Sense
) -> RankedSentence:
    pattern = _PATTERNS.get(question.asked)
    asks_name = bool(_ASKS_NAME.search(question.topic))
    best, worth = 0, -1.0
    for n, clause in enumerate(sentence.clauses):
        holds = bool(pattern and pattern.search(clause.of(page.report.text)))
        found = coverage(question.terms, _contexts(page, sentence, n)) + 0.05 * holds
        found += 0.5 * sense.near_of(page.report.id, clause.start)
        found += 0.15 * (asks_name and _is_named(question.terms, page.folded(clause)))
        if found > worth:
            best, worth = n, found
    clause, contexts = sentence.clauses[best], _contexts(page, sentence, best)
    covered = coverage(question.terms, contexts)
    complete = all(closest(t, contexts) >= _PRESENT for t in _essential(question.terms))
    score = worth + 0.2 * sense.prior_of(page.report.id, sentence.span.start)
    score += 0.1 * bool(question.context) * coverage(question.context, contexts)
    told = _told_in(before, page.folded(sentence.span))
    score += told
    complete = complete or told >= _SAME
    if pattern and not pattern.search(sentence.span.of(page.report.text)):
        score -= 0.2
        complete = complete and question.asked != "time"
    if _is_heading(page, sentence):
        # A heading names what is spoken of; what is said of it stands below.
        score -= 0.35
    return RankedSentence(
        page=page,
        sentence=sentence,
        clause=clause,
        covered=covered,
        score=score,
        complete=complete,
        near=sense.near_of(page.report.id, clause.start),
        thin=sum(t.weight for t in question.terms) < _THIN,
        typed=bool(pattern and pattern.search(clause.of(page.report.text))),
    )


def _pairs(said: str) -> frozenset[str]:
    """The pairs of characters that stand next to one another."""
    said = fold(said)
    return frozenset(said[i : i + 2] for i in range(len(said) - 1))


def _told_in(before: frozenset[str], sentence: str) -> float:
    """How much of what was said before (是什么时候的事), as pairs of characters, was said with this sentence."""
    return sum(pair in sentence for pair in before) / len(before) if before else 0.0


def _is_named(terms: Sequence[Term], clause: str) -> bool:
    """Whether a clause gives the full name of what is asked about: 老年大学 within 某某老年大学某某分校."""
    return any(
        re.search(
            rf"[\u4e00-\u9fff]{{2}}{re.escape(t.text)}[\u4e00-\u9fff]{{2,12}}[校会队院站心程班组室馆]", clause
        )
        for t in terms
        if len(t.text) > 1
    )


def _contexts(page: Readable, sentence: Sentence, n: int) -> list[tuple[str, float]]:
    """The words around the n-th clause with their closeness: itself, the one before, the sentence, the paragraph
    before, the headings."""
    contexts = [(page.folded(sentence.clauses[n]), 1.0), (page.folded(sentence.span), 0.82)]
    if n:
        contexts.append((page.folded(sentence.clauses[n - 1]), 0.93))
    contexts.append((page.folded(page.before(sentence.span)), 0.55))
    contexts += [(fold(h), 0.6) for h in sentence.headings]
    return contexts


def _essential(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Quoted words and dates must be there, and the weightiest word as well."""
    exact = tuple(t for t in terms if t.exact and t.weight > 1)
    return exact or tuple(sorted(terms, key=lambda t: -t.weight)[:1])


def _is_heading(page: Readable, sentence: Sentence) -> bool:
    return any(
        s.heading.start <= sentence.span.start < s.heading.end and sentence.span.end <= s.heading.end + 1
        for s in page.report.sections()
    )


def shown_part(question: Question, found: RankedSentence, *, longest: int = LONGEST) -> Span:
    """The sentence, or of one over `longest` characters the clauses around the best that together speak of the
    question."""
    sentence, clauses = found.sentence.span, found.sentence.clauses
    if len(sentence) <= longest:
        return sentence
    at = clauses.index(found.clause)
    first = last = at
    wanted = {t.text for t in question.terms}

    def missing() -> set[str]:
        here = found.page.folded(Span(start=clauses[first].start, end=clauses[last].end))
        return {w for w in wanted if w not in here}

    while True:
        left = clauses[first - 1] if first > 0 else None
        right = clauses[last + 1] if last + 1 < len(clauses) else None
        gain_left = left is not None and any(w in found.page.folded(left) for w in missing())
        gain_right = right is not None and (
            last == at or any(w in found.page.folded(right) for w in missing())
        )
        if gain_left and left and clauses[last].end - left.start <= longest:
            first -= 1
        elif gain_right and right and right.end - clauses[first].start <= longest:
            last += 1
        else:
            return _whole_marks(
                found.page.report.text, Span(start=clauses[first].start, end=clauses[last].end), sentence
            )


def _whole_marks(text: str, span: Span, sentence: Span) -> Span:
    """A cut must not part a bracket or a quotation: the mark just outside is taken in."""
    start, end = span.start, span.end
    if text[start - 1 : start] in ("“", "《", "(", "（") and start > sentence.start:
        start -= 1
    if text[end : end + 1] in ("”", "》", ")", "）", "。") and end < sentence.end:
        end += 1
    return Span(start=start, end=end)


def short_of(asked: Asked, text: str, clause: str) -> str | None:
    """The phrase that answers, as the source writes it: a date, a person, a name in quotation marks, a short clause."""
    pattern = _PATTERNS.get(asked)
    for words in (clause, text):
        if pattern and (found := pattern.search(words)):
            return found.group()
    if asked == "text" and (quoted := _QUOTED.search(clause)):
        return quoted.group()
    return clause if len(clause) <= 40 else None
