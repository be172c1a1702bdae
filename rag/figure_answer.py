"""Which figure answers a question: by what it counts, its measure, the bracket it stands in, done or planned."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.measures import WORDS
from ingest.model import Figure, Span
from ingest.words import tagged_words
from rag.asked_measure import asked_measure
from rag.contrast import other_one
from rag.measure_fit import measure_fit
from rag.sense import NEAR, NO_SENSE, Sense
from rag.surroundings import Readable
from rag.terms import Term, closest, content_terms, coverage, fold, is_filler, presence
from rag.understand import Question

ACCEPT = 0.58
# Of words and meaning together: what is worded otherwise is found by its meaning.
ACCEPT_BOTH = 0.9
# Meaning alone will do where the measure asked for confirms it; without one, nearly all the words must.
_WELL_COVERED = 0.8
_PRESENT = 0.42
_MOSTLY = 0.7
_LIKELY = 0.3
_BARE_FIT = 0.7
_FUTURE = re.compile(r"计划|预计|打算|将|要|目标|力争|拟|下一步|下半年|明年|准备|安排")
_PAUSE = re.compile(r"[、，,；;（(]")
_PERSON = re.compile(r"(?:[生员人民众者工师客童警兵医]|干部|同志|家庭代表|老人|妇女|少年|青年|夫妇)$")
_PAST = re.compile(r"去年|上年|已经?|了(?:多少|几)|[办做开建]了|现在|目前|眼下|如今|上一[届年次]|多少了")
_ASKS_RATE = re.compile(r"每(?:人|户|家|天|日|周|月|季度?|年|学期)[^，。？]{0,4}(?:多少|几)")
_RATE = re.compile(r"每|均|[日周月季]")
_ASKED = re.compile(r"多少|几")
_CHANGE = re.compile(
    r"(?:同比|环比|比上年|比去年|较上年|较去年|年均)[^，。；]{0,6}$|(?:增长|下降|增幅|降幅|增速)[率了为达]?$"
)
_ASKS_CHANGE = re.compile(r"增|降|涨|减|升|提高|同比|环比|比上年|比去年|变化|百分|%|幅|速")


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedFigure:
    """A figure as a candidate answer; `covered` is how much of the question its surroundings speak of, `close_by`
    how much of it its own clause does, `near` how near its clause is in meaning. `counts_it`: the words for what is
    counted stand by it; `half_named`: they do, but not those for the sort asked for (志愿者, not 注册志愿者). `fits`:
    its measure is of the kind asked for, it is done where what was done was asked, and its clause speaks of no other
    thing of the kind (城市低保 where 农村低保 was asked). `measured`: a measure was asked for at all."""

    page: Readable
    figure: Figure
    covered: float
    score: float
    counts_it: bool
    fits: bool
    measured: bool
    near: float
    close_by: float
    half_named: bool = False

    @property
    def likely(self) -> bool:
        """Whether it may be what was meant, though the words are others: the reader must compare them."""
        return self.fits and self.near >= _LIKELY and not self.half_named

    @property
    def acceptable(self) -> bool:
        """Whether it may be given as the answer: what is counted is what was asked."""
        worded = self.counts_it and (self.covered >= ACCEPT or self.covered + self.near >= ACCEPT_BOTH)
        meant = self.near >= NEAR and (self.measured or self.covered >= _WELL_COVERED)
        return self.fits and (worded or meant)


def rank_figures(
    question: Question, pages: Iterable[Readable], sense: Sense = NO_SENSE
) -> list[RankedFigure]:
    """Every figure of the pages, the likeliest answer first."""
    counted = counted_phrase(question.topic)
    if question.measure in ("", "个") and counted and _PERSON.search(counted[-1].text):
        question = replace(question, measure="人")
    planned = bool(_FUTURE.search(question.topic))
    ranked = [
        _rank(question, counted, page, figure, sense, planned=planned)
        for page in pages
        for figure in page.figures
    ]
    return sorted(ranked, key=lambda r: (-r.acceptable, -r.score))


def counted_phrase(topic: str) -> tuple[Term, ...]:
    """The words for what is counted: next to 多少 or 几, behind it (多少个标准垃圾桶) or before it (藏书有多少本)."""
    asked = _ASKED.search(topic)
    if asked is None:
        return ()
    behind = re.split(r"[，,。？?！!的]", re.sub(r"^(?:多少|几)", "", topic[asked.start() :]))[0]
    if leading := _leading_noun(behind.removeprefix(asked_measure(topic))):
        return content_terms(leading)
    front = re.sub(
        r"(?:一共|总共|共计|共|各)?(?:有|是|为|达到?|的|了|过|到|出|给)*$",
        "",
        topic[: asked.start()].rstrip("，, "),
    )
    run: list[str] = []
    named = False
    for word in reversed(tagged_words(unicodedata.normalize("NFKC", front))):
        stem = word.text.rstrip("上中里").lstrip("能可")
        if word.tag[0] not in "nvabjzli" or is_filler(stem):
            break
        if len(stem) > 1:
            run.insert(0, stem)
            named = named or word.tag[0] in "nbjl"
    # Verbs alone (最后选上了多少户) name nothing that is counted.
    return content_terms("".join(run)) if named else ()


def _leading_noun(text: str) -> str:
    """The noun at the head of `text` with what qualifies it (标准垃圾桶, 注册志愿者); "" if it does not begin with one."""
    run: list[str] = []
    seen = False
    for word in tagged_words(unicodedata.normalize("NFKC", text)):
        noun = word.tag[0] in "nbjl"
        if is_filler(word.text) or word.tag[0] not in "nbjlvaz" or (seen and not noun):
            break
        seen = seen or noun
        run.append(word.text)
    return "".join(run) if seen else ""


def _rank(
    question: Question,
    counted: tuple[Term, ...],
    page: Readable,
    figure: Figure,
    sense: Sense,
    *,
    planned: bool,
) -> RankedFigure:
    contexts = _contexts(page, figure)
    terms = _without_measure(question.terms, question.measure)
    covered = coverage(terms, contexts)
    if question.context:
        covered = 0.85 * covered + 0.15 * coverage(question.context, contexts)
    # With no measure to go by, what is counted must be named beside the figure itself.
    near = [c for c in contexts if c[1] >= (0.75 if question.measure else 0.85)]
    counts_it = _speaks_of(_without_measure(counted, question.measure), near)
    fit = measure_fit(question.measure, figure.measure)
    if question.measure and not figure.measure:
        # 176未成年人 counts them without a measure word.
        follows = bool(counted) and page.report.text.startswith(counted[-1].text, figure.span.end)
        fit = 1.0 if follows else _BARE_FIT
    # What was planned is no answer to what was done.
    only_planned = figure.planned and not planned and bool(_PAST.search(question.topic))
    clause = figure.clause.of(page.report.text)
    near_in_meaning = sense.near_of(page.report.id, figure.clause.start)
    score = covered + 0.25 * fit + 0.5 * near_in_meaning
    # Another word for what is counted will do, but the word itself is better.
    score -= 0.1 * any(not any(t.text in words for words, _ in near) for t in counted)
    score -= 0.12 * (figure.planned != planned)
    return RankedFigure(
        page=page,
        figure=figure,
        covered=covered,
        score=score + _circumstances(question, page, figure, sense),
        counts_it=counts_it,
        fits=fit >= 0 and not only_planned and not _is_another(question.topic, figure, clause),
        measured=bool(question.measure),
        half_named=bool(counted) and not counts_it and closest(counted[-1], near) >= _PRESENT,
        near=near_in_meaning,
        close_by=coverage(terms, [c for c in contexts if c[1] >= 0.9]),
    )


def _is_another(topic: str, figure: Figure, clause: str) -> bool:
    """Whether a figure is of another thing of the kind (城市低保, 农村低保), or a sum where a rate was asked for."""
    is_rate = "/" in figure.measure or bool(_RATE.search(clause))
    return other_one(topic, clause) or (bool(_ASKS_RATE.search(topic)) and not is_rate)


def _speaks_of(counted: tuple[Term, ...], near: list[tuple[str, float]]) -> bool:
    """Whether what is counted is named near by: its noun, and most of the words in front of it."""
    if not counted:
        return True
    return closest(counted[-1], near) >= _PRESENT and coverage(counted, near) >= _MOSTLY


def _circumstances(question: Question, page: Readable, figure: Figure, sense: Sense) -> float:
    """What speaks for or against a figure besides its words: where search found it, the bracket it stands in,
    a rate where a sum was asked for, before or after."""
    sentence = page.sentence_at(figure.span.start)
    found = sense.prior_of(page.report.id, sentence.span.start) if sentence else 0.0
    is_rate = "/" in figure.measure and not re.search(r"每|平均|月|周|季", question.topic)
    bonus = _inside_bonus(question, page, figure) + _transition_bonus(question.topic, page, figure)
    # How much it changed (同比增长6.8%) is no answer to how much it is.
    own = page.report.text[own_stretch(page, figure).start : figure.span.start]
    is_change = bool(_CHANGE.search(own)) and not _ASKS_CHANGE.search(question.topic)
    return 0.12 * found + bonus - 0.1 * is_rate - 0.15 * is_change


def _without_measure(terms: tuple[Term, ...], measure: str) -> tuple[Term, ...]:
    """A measure word is judged as a measure, not as a term (多少场次)."""
    kept = tuple(t for t in terms if t.text != measure and not (len(t.text) == 1 and t.text in WORDS))
    return kept or terms


def _contexts(page: Readable, figure: Figure) -> list[tuple[str, float]]:
    """The words around a figure with their closeness: its own stretch of the clause, the clause, the bracket's
    head, the sentence before it, the paragraph before, the headings."""
    own, clause = own_stretch(page, figure), figure.clause
    contexts = [
        (page.folded(own) + fold(figure.subject), 1.0),
        (page.folded(Span(start=clause.start, end=own.start)), 0.9),
        (page.folded(Span(start=own.end, end=max(own.end, clause.end))), 0.45),
    ]
    if figure.parent:
        head = Span(start=page.before(figure.parent).start, end=figure.parent.end)
        contexts.append((page.folded(_last_clause(page, head)), 0.9))
    sentence = page.sentence_at(figure.span.start)
    if sentence and sentence.span.start < figure.clause.start:
        contexts.append(
            (
                page.folded(
                    Span(start=max(sentence.span.start, figure.clause.start - 90), end=figure.clause.start)
                ),
                0.8,
            )
        )
    contexts.append((page.folded(page.before(figure.span)), 0.62))
    if sentence:
        contexts += [(fold(h), 0.6) for h in sentence.headings]
        contexts.append(
            (page.folded(Span(start=figure.span.end, end=max(figure.span.end, sentence.span.end))), 0.4)
        )
    return contexts


def own_stretch(page: Readable, figure: Figure) -> Span:
    """The figure's part of its clause: what stands before it since the last figure or 、, and what it runs on to."""
    text, clause = page.report.text, figure.clause
    inside = [f.span for f in page.report.figures if clause.covers(f.span) and f.span != figure.span]
    start = max((s.end for s in inside if s.end <= figure.span.start), default=clause.start)
    start = max(start, text.rfind("、", start, figure.span.start) + 1)
    end = min((s.start for s in inside if s.start >= figure.span.end), default=clause.end)
    pause = _PAUSE.search(text, figure.span.end, max(end, figure.span.end))
    return Span(start=start, end=pause.start() if pause else max(end, figure.span.end))


def _last_clause(page: Readable, span: Span) -> Span:
    sentence = page.sentence_at(span.end - 1)
    holding = [c for c in sentence.clauses if c.start < span.end] if sentence else []
    return Span(start=holding[-1].start, end=span.end) if holding and holding[-1].start < span.end else span


def _inside_bonus(question: Question, page: Readable, figure: Figure) -> float:
    """其中…: a figure in the bracket, or in the clauses right behind the statement that the question points into."""
    if question.inside is None:
        return 0.0
    said = fold(question.inside)
    if figure.parent and presence(
        Term(text=fold(figure.parent.of(page.report.text)), weight=1, exact=True), said
    ):
        return 0.35
    sentence = page.sentence_at(figure.span.start)
    if sentence and any(
        fold(f.raw) in said and f.value is not None
        for f in page.report.figures
        if sentence.span.covers(f.span) and f.span.end <= figure.span.start
    ):
        return 0.25
    return 0.0 if fold(figure.raw) not in said else -0.5


def _transition_bonus(topic: str, page: Readable, figure: Figure) -> float:
    """由原来的45个增加到90个: the later figure, unless the question is about the earlier one."""
    lead = page.report.text[figure.clause.start : figure.span.start]
    is_source = bool(re.search(r"(?:由|从)[^到至]*$|原(?:来|有|先)的?$", lead))
    is_target = bool(re.search(r"(?:到|至|为|达)了?$", lead)) and bool(re.search(r"由|从|原", lead))
    if not is_source and not is_target:
        return 0.0
    asks_source = bool(re.search(r"原来|原先|之前|以前|原有|改造前|扩容前", topic))
    return 0.1 if is_source == asks_source else -0.1
