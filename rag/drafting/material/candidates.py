"""Every statement of the reports that may serve a draft: on its theme, done or to come as it wants, no fragment, no set phrase."""

import re
from collections.abc import Iterator, Sequence

from ingest.model import Figure, Span
from rag import stance
from rag.comparison.times import Calendar
from rag.drafting.material.item import Item
from rag.drafting.material.parting import statements_of
from rag.drafting.material.relevance import PLAIN, in_one_breath, on_theme
from rag.drafting.material.theme import Part, parts_of
from rag.drafting.material.wording import fit, is_empty_talk, short_words, telling
from rag.drafting.model import Brief
from rag.reading import label
from rag.sense import Sense
from rag.surroundings import Readable, Sentence

_ON_THEME = 0.5
_OF_ITS_DAY, _LONG, _TALL = 0.15, 0.12, 60
_FIGURE, _MORE_FIGURES, _MOST_FIGURES = 0.35, 0.06, 3
_BODY = 16
_AS_IT_STANDS = re.compile("去年|上年|目前|现有|共?有\\d")
_ITS_DAY = re.compile("去年|上年|今年|前年|昨年")
_COUNTS = re.compile(r"\d|[十百千万]")
_TO_COME = re.compile("打算|下一步|今后|计划|努力方向|思路")
_SAYS_TO_COME = re.compile(
    "下一步|今后|明年|来年|将(?!近)|力争|争取|打算|计划(?!生育)|(?<![主重需必只首次])要"
)
_SAYS_AMISS = re.compile("(?:存在|还有|仍有)[^，。]{0,12}(?:问题|不足|困难|差距)|(?:不足|问题|困难)之处")
_AMISS = re.compile(
    "不[足够高强大深细实严齐均]|薄弱|欠缺|缺[乏少]|滞后|有待|不到位|不平衡|较[低少差慢]|落后|(?:存在(?!的)|还有|仍有|面临)[^，。]{0,14}(?:问题|不足|困难|差距)"
)
# 部分单位推诿扯皮、责任落实不到位等问题 is what something was done about.
_LISTED = re.compile("^(?!.*(?:存在|还有|仍有|面临)).*等(?:突出)?问题$")
_MENDED = re.compile(
    "解决|克服|化解|整改|破解|处理|防止|避免|针对|找准|征求|剖析|调研|狠抓|不足[^，]{0,4}\\d"
)
_BAD_PLACE = re.compile("指导思想|不足|问题|困难|差距|教训")


def items_of(brief: Brief, pages: Sequence[Readable], sense: Sense) -> list[Item]:
    """Every statement of the pages that may serve the brief, the longer ones beside their shorter forms."""
    parts = parts_of(brief.theme)
    return [item for page in pages for item in _items(brief, parts, page, sense)]


def _items(brief: Brief, parts: Sequence[Part], page: Readable, sense: Sense) -> Iterator[Item]:
    calendar = Calendar(page)
    name = label(page)
    for sentence in page.candidates:
        if not _may_serve(brief, page, sentence) or _is_heading(page, sentence):
            continue
        spans = tuple(statements_of(page, sentence))
        themes = in_one_breath(
            parts, page, spans, sense, [on_theme(parts, page, sentence, s, sense) for s in spans]
        )
        told = set[str]()
        for n, span in enumerate(spans):
            figures = tuple(f for f in page.report.figures if span.covers(f.span))
            words = short_words(page, span, name)
            if words in told or not fit(words) or any(f.withheld or f.value is None for f in figures):
                continue
            if _planned(page, calendar, span, figures) != brief.planned and not brief.amiss:
                continue
            if brief.amiss:
                if _AMISS.search(words) and not _MENDED.search(words) and not _LISTED.search(words):
                    yield Item(page=page, span=span, words=words, worth=PLAIN, figures=figures, unit=name)
                continue
            if brief.planned and (_AS_IT_STANDS.search(words) or stance.says_done(words)):
                continue
            counted = sum(bool(_COUNTS.search(f.raw)) for f in figures)
            if themes[n] < _ON_THEME or _is_empty(words, figures, brief):
                continue
            worth = themes[n] + _FIGURE * bool(counted) + _MORE_FIGURES * min(counted, _MOST_FIGURES)
            worth += telling(words) - _LONG * len(words) / _TALL - _OF_ITS_DAY * bool(_ITS_DAY.search(words))
            told.add(words)
            yield Item(page=page, span=span, words=words, worth=worth, figures=figures, unit=name)


def _may_serve(brief: Brief, page: Readable, sentence: Sentence) -> bool:
    """Whether a sentence stands where a report tells what the brief wants: of plans for the work as a whole only where a
    report tells its plans, of what is amiss only where it tells that."""
    amiss = any(_BAD_PLACE.search(h) for h in sentence.headings)
    to_come = page.report.doc_type == "计划" or any(_TO_COME.search(h) for h in sentence.headings)
    if brief.amiss:
        return amiss or bool(_SAYS_AMISS.search(page.folded(sentence.span)))
    if (
        brief.planned
        and not brief.theme
        and not (to_come or _SAYS_TO_COME.search(page.folded(sentence.span)))
    ):
        return False
    return not amiss or (brief.planned and to_come)


def _is_empty(words: str, figures: Sequence[Figure], brief: Brief) -> bool:
    """Whether a statement, or the clause that it ends with, is a set phrase; a figure makes a clause tell."""
    last = words.rpartition("，")[2]
    if last != words and not any(f.raw in last for f in figures) and is_empty_talk(last, planned=True):
        return True
    counted = any(_COUNTS.search(f.raw) for f in figures)
    return not counted and is_empty_talk(words, planned=brief.planned)


def _is_heading(page: Readable, sentence: Sentence) -> bool:
    """Whether a sentence only heads what follows: there is more under it than itself."""
    at = sentence.span.start
    return any(
        s.heading.start <= at
        and sentence.span.end <= s.heading.end + 1
        and s.span.end - s.heading.end > _BODY
        for s in page.report.sections()
    )


def _planned(page: Readable, calendar: Calendar, span: Span, figures: Sequence[Figure]) -> bool:
    """Whether a statement is of what is to come; all of a plan is, unless it says that it is done."""
    if page.report.doc_type == "计划":
        return not stance.says_done(span.of(page.report.text))
    sentence = page.sentence_at(span.start)
    for clause in (c for c in sentence.clauses if span.covers(c)) if sentence else ():
        figure = next((f for f in figures if clause.covers(f.span)), None)
        # What 确保 says is the aim of what was done before it.
        aim = clause.start > span.start and clause.of(page.report.text).startswith("确保")
        if not aim and calendar.time_of(clause, figure).planned:
            return True
    return False
