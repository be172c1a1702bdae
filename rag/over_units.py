"""Answers to questions over all units: every unit read, those that speak named and cited, counted and ranked in code."""

from collections.abc import Sequence
from dataclasses import replace

from rag import phrases
from rag.citations import with_marks
from rag.comparison.reading import plan_over
from rag.comparison.write import Comparison, write_comparison
from rag.directory import UnitEntry
from rag.extractive import Draft
from rag.ground import EvidenceBook
from rag.holdings import tell_holdings
from rag.model import Cell, Derived, Row, Table
from rag.overall import Overall, whose
from rag.reading import plain_words
from rag.retrieve import Shelf
from rag.roll import Named, counted, listed
from rag.speaking import Saying, other_words, sayings_of
from rag.totals import NAMES, tell_figures

_PER_UNIT = 3
# Of so many units each is cited once: marks have three digits.
_CROWD = 150
_WORTH = 1.0
# A heading tells of practices by what stands under it.
_UNDER_HEADING = 2.6
_SHOWN_IN_TEXT = 8
# More cannot be told apart by their marks; the note says how many were read.
_MOST = 990


def answer_over_all(asked: Overall, shelf: Shelf, book: EvidenceBook) -> Comparison:
    """Read every unit of the question for what is asked, and tell it with every unit's words cited."""
    units = asked.units[:_MOST]
    asked = replace(asked, units=units, question=replace(asked.question, units=units))
    if asked.aim == "holdings":
        return tell_holdings(asked, shelf, book)
    if asked.aim == "opinion":
        text = phrases.OPINION.format(thing=asked.thing, kind=asked.kind)
        return Comparison(draft=Draft(status="not_found", text=text), table=None, derived=(), passages=0)
    if not asked.units:
        text = phrases.NO_SUCH_KIND.format(kind=asked.kind)
        return Comparison(draft=Draft(status="not_found", text=text), table=None, derived=(), passages=0)
    if asked.aim in ("mention", "silent", "practices"):
        return _tell_mentions(asked, shelf, book)
    return tell_figures(asked, shelf, book)


def _tell_mentions(asked: Overall, shelf: Shelf, book: EvidenceBook) -> Comparison:
    said = {u.name: sayings_of(asked.thing, u, shelf) for u in asked.units}
    speaking = [u for u in asked.units if said[u.name]]
    if not speaking and asked.aim == "practices" and (plan := plan_over(asked)):
        return write_comparison(plan, shelf, book)
    silent = [u for u in asked.units if not said[u.name]]
    if not speaking:
        text = phrases.NOBODY_MENTIONS.format(whose=whose(asked), thing=asked.thing)
        return Comparison(
            draft=Draft(status="not_found", text=text, notes=(_coverage(asked, shelf, 0),)),
            table=None, derived=(), passages=0,
        )  # fmt: skip
    shown = {u.name: _shown(said[u.name], asked) for u in speaking}
    if len(speaking) > _CROWD:
        shown = {name: (replace(sayings[0], below=None),) for name, sayings in shown.items()}
    cells = {name: _cell(sayings, book) for name, sayings in shown.items()}
    named = [Named(entry=u, number=cells[u.name].citations[0]) for u in speaking]
    lines, derived = _lead(asked, named, shown, silent)
    if asked.aim == "practices":
        lines += [
            with_marks(f"{u.name}：{cells[u.name].text}", cells[u.name].citations)
            for u in speaking[:_SHOWN_IN_TEXT]
        ]
    absent = Cell(text=phrases.STATUS_ABSENT, status="not_found")
    rows = [Row(unit=u.name, aliases=u.unit.aliases, cells=(cells[u.name],)) for u in speaking]
    if asked.aim == "silent":
        rows = [Row(unit=u.name, aliases=u.unit.aliases, cells=(absent,)) for u in silent] + rows
    return Comparison(
        draft=Draft(
            status="answered", text="\n".join(lines), notes=_notes(asked, shelf, said, speaking, silent)
        ),
        table=Table(columns=(asked.thing,), rows=tuple(rows)),
        derived=tuple(derived),
        passages=sum(len(s) for s in said.values()),
    )


def _shown(sayings: Sequence[Saying], asked: Overall) -> tuple[Saying, ...]:
    """The saying that is quoted; of practices several, in the order of the text."""
    if asked.aim != "practices":
        return tuple(sayings[:1])
    ranked = sorted(sayings, key=lambda s: -s.score - _UNDER_HEADING * bool(s.below))
    chosen = [s for s in ranked if s.score + _UNDER_HEADING * bool(s.below) >= _WORTH] or ranked[:1]
    apart: list[Saying] = []
    for saying in chosen:
        if not any(
            saying.page is a.page and saying.span.overlaps(s) for a in apart for s in (a.span, a.below) if s
        ):
            apart.append(saying)
    return tuple(sorted(apart[:_PER_UNIT], key=lambda s: (s.page.report.id, s.span)))


def _cell(sayings: Sequence[Saying], book: EvidenceBook) -> Cell:
    """What a unit says, each passage cited; a heading comes with the first words under it."""
    numbers, told = [], []
    for saying in sayings:
        numbers.append(book.cite(saying.page, saying.span))
        words = plain_words(saying.page, saying.span)
        if saying.below:
            numbers.append(book.cite(saying.page, saying.below))
            words = f"{words}：{plain_words(saying.page, saying.below)}"
        told.append(words)
    return Cell(text="；".join(told), status="answered", citations=tuple(dict.fromkeys(numbers)))


def _lead(
    asked: Overall, named: Sequence[Named], shown: dict[str, tuple[Saying, ...]], silent: Sequence[UnitEntry]
) -> tuple[list[str], list[Derived]]:
    """The sentences that say who and how many, and the counts that code worked out."""
    if asked.aim == "silent":
        return _silent_lead(asked, named, silent)
    denied = [n for n in named if not asked.spoken and all(s.denied for s in shown[n.entry.name])]
    to_come = [
        n for n in named if n not in denied and asked.done and all(s.planned for s in shown[n.entry.name])
    ]
    done = [n for n in named if n not in to_come and n not in denied]
    lines: list[str] = []
    derived: list[Derived] = []
    if done:
        count = counted(done, asked.kind)
        told = "都" if not silent and not to_come and not denied and len(done) > 1 else ""
        lead = f"{count.text}{told}提到了{asked.thing}" if told else f"提到{asked.thing}的有{count.text}"
        lines.append(f"{lead}：{listed(done)}。")
        derived.append(count)
    if to_come:
        count = counted(to_come, asked.kind)
        lines.append(f"{'另有' if done else '有'}{count.text}把{asked.thing}写作打算：{listed(to_come)}。")
        derived.append(count)
    if denied:
        count = counted(denied, asked.kind)
        lines.append(f"{'另有' if lines else '有'}{count.text}写明没有{asked.thing}：{listed(denied)}。")
        derived.append(count)
    return lines, derived


def _silent_lead(
    asked: Overall, named: Sequence[Named], silent: Sequence[UnitEntry]
) -> tuple[list[str], list[Derived]]:
    count = counted(named, asked.kind)
    if not silent:
        return [f"{count.text}都提到了{asked.thing}：{listed(named)}。"], [count]
    words = f"没有提到{asked.thing}的有{len(silent)}个{asked.kind}：{_names(silent)}"
    left = Derived(
        text=words,
        formula=f"{len(asked.units)} - {len(named)}",
        inputs=tuple(n.number for n in named),
        stated=True,
    )
    return [f"{words}；提到的有{count.text}：{listed(named)}。"], [left, count]


def _coverage(asked: Overall, shelf: Shelf, stated: int) -> str:
    held = len(shelf.refresh().entries)
    return phrases.COVERAGE.format(held=held, read=len(asked.units), stated=stated)


def _notes(
    asked: Overall,
    shelf: Shelf,
    said: dict[str, tuple[Saying, ...]],
    speaking: Sequence[UnitEntry],
    silent: Sequence[UnitEntry],
) -> tuple[str, ...]:
    notes = [_coverage(asked, shelf, len(speaking))]
    if silent:
        notes[0] = notes[0].rstrip("。") + phrases.OTHERS_SILENT.format(names=_names(silent))
    by_word: dict[str, list[UnitEntry]] = {}
    for unit in speaking:
        for word in other_words(asked.thing, said[unit.name][:1]):
            by_word.setdefault(word, []).append(unit)
    notes += [
        phrases.ALSO_COUNTED.format(word=w, thing=asked.thing, names=_names(units))
        for w, units in by_word.items()
    ]
    headed = [u for u in speaking if said[u.name][0].heading]
    if headed:
        notes.append(phrases.ONLY_HEADED.format(names=_names(headed)))
    if asked.left_out:
        notes.append(phrases.LEFT_OUT.format(names=_names(asked.left_out)))
    return tuple(notes)


def _names(units: Sequence[UnitEntry]) -> str:
    return phrases.listed([unit.name for unit in units], NAMES)
