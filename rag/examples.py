"""Example questions made from the library itself: about figures, outlines and pairs of units that it really holds."""

import re
from collections.abc import Iterator, Sequence

from ingest.model import Figure
from rag.directory import Directory, UnitEntry
from rag.figure_answer import rank_figures
from rag.list_answer import rank_lists
from rag.surroundings import Readable
from rag.understand import Question, read_question

# A clause that reads as a question once its figure is asked for: 全年共举办演出43场次 -> 全年共举办演出多少场次？
_CLAUSE = re.compile(r"[\u4e00-\u9fff“”、]{5,24}")
_OPENS = re.compile(
    r"^(?:今年|全年|年内|上半年|共|累计|先后|已|组织|举办|开展|新建|投入|发放|培训|完成|召开|参加|免费|志愿者)"
)
_MEASURE = re.compile(r"[\u4e00-\u9fff]{1,2}")
_PER_UNIT = 60
_THEMES = ("志愿服务", "文化活动", "安全生产", "环境整治", "就业", "产业发展", "经济发展")
"""What work reports commonly tell of, for the example of a draft."""


def example_questions(pages: Sequence[Readable], directory: Directory, *, limit: int = 6) -> tuple[str, ...]:
    """Up to `limit` questions, of different kinds and units, each of which this library answers; one asks for a draft."""
    makers = (_figure_questions, _list_questions, _withheld_questions)
    streams = [make(pages, directory) for make in makers]
    found: list[str] = []
    used: set[str] = set()
    for kind in (0, 1, 0, 2, 0):
        if len(found) >= limit - 2:
            break
        for unit, question in streams[kind]:
            if unit not in used:
                used.add(unit)
                found.append(question)
                break
    return tuple(dict.fromkeys((*found, *_comparison(directory), *_draft(pages))))[:limit]


def _figure_questions(pages: Sequence[Readable], directory: Directory) -> Iterator[tuple[str, str]]:
    for page in _varied(pages):
        for figure in page.report.figures[:_PER_UNIT]:
            question = _ask_for(page, figure)
            if (
                question
                and not figure.withheld
                and figure.parent is None
                and _finds(question, page, figure, directory)
            ):
                yield page.report.unit.name, question
                break


def _withheld_questions(pages: Sequence[Readable], directory: Directory) -> Iterator[tuple[str, str]]:
    for page in _varied(pages):
        for figure in page.report.figures[:_PER_UNIT]:
            question = _ask_for(page, figure)
            if question and figure.withheld and _finds(question, page, figure, directory):
                yield page.report.unit.name, question
                break


def _list_questions(pages: Sequence[Readable], directory: Directory) -> Iterator[tuple[str, str]]:
    for page in _varied(pages):
        question = f"{page.report.unit.name}的{page.report.doc_type}分哪几个方面？"
        lists = rank_lists(read_question(question, directory), [page])
        if lists and lists[0].acceptable and len(lists[0].points) >= 3:
            yield page.report.unit.name, question


def _comparison(directory: Directory) -> Iterator[str]:
    """A pair of units of one kind, if the library holds one."""
    kinds: dict[str, UnitEntry] = {}
    for entry in directory.entries:
        if not entry.unit.named_in_text or not entry.unit.kind:
            continue
        if other := kinds.get(entry.unit.kind):
            yield f"{other.name}和{entry.name}在志愿服务上各做了什么？"
            return
        kinds[entry.unit.kind] = entry


def _draft(pages: Sequence[Readable]) -> Iterator[str]:
    """A request for a draft of what most units tell of."""
    telling = {t: {p.report.unit.name for p in pages if t in p.report.text} for t in _THEMES}
    theme = max(telling, key=lambda t: len(telling[t]))
    if len(telling[theme]) > 1:
        yield f"参照各单位的材料，为“{theme}”写一段约200字的总结"


def _varied(pages: Sequence[Readable]) -> list[Readable]:
    """Reports of units that name themselves, those with many figures first."""
    named = [p for p in pages if p.report.unit.named_in_text]
    return sorted(named, key=lambda p: -len(p.report.figures))


def _ask_for(page: Readable, figure: Figure) -> str | None:
    """The figure's clause with the figure asked for, led by the unit; None where that would read badly."""
    clause = figure.clause.of(page.report.text)
    words = clause.replace(figure.raw, "", 1)
    alone = sum(figure.clause.covers(f.span) for f in page.report.figures) == 1
    measure = figure.raw[-len(figure.measure) :] if figure.raw.endswith(figure.measure) else ""
    if not alone or figure.planned or not _MEASURE.fullmatch(measure) or not _CLAUSE.fullmatch(words):
        return None
    if re.search(r"我们?|本[局镇区县村]", clause) or clause.startswith(page.report.unit.name):
        return None
    deed = _OPENS.match(clause)
    if not deed and not clause.startswith(figure.subject or "\0"):
        return None
    asked = f"多少{measure}" if deed else f"有多少{measure}"
    return f"{page.report.unit.name}{clause.replace(figure.raw, asked, 1)}？"


def _finds(text: str, page: Readable, figure: Figure, directory: Directory) -> bool:
    question: Question = read_question(text, directory)
    if [u.name for u in question.units] != [page.report.unit.name]:
        return False
    ranked = rank_figures(question, [page])
    return bool(ranked) and ranked[0].acceptable and ranked[0].figure == figure
