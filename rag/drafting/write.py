"""A draft written: its versions worked out, the one shown set and verified, with what the reader is told beside it."""

import re
import time
from collections.abc import Generator, Sequence
from dataclasses import replace

from rag import phrases
from rag.askback import Reply
from rag.citations import marks_in
from rag.drafting.brief import names_of, told
from rag.drafting.composing import compose
from rag.drafting.conversation import Drafting, Step
from rag.drafting.material.workshop import Workshop
from rag.drafting.model import Brief, Line, Remark, Sheet
from rag.drafting.proof.outdated import OutdatedTerm
from rag.drafting.proof.proofreading import proofread
from rag.drafting.revisions import Sources
from rag.drafting.setting import Set, set_text
from rag.drafting.sources_asked import without_banned
from rag.drafting.versions import Worked, edits_between, length_of, versions_of, worked_out
from rag.drafting.writers import DraftingWriter, Worded
from rag.ground import EvidenceBook
from rag.model import Answer
from rag.retrieve import Shelf
from rag.understand import Question

_SHORT = 0.8
_NO_WORK = ("问题", "不足", "打算", "情况", "措施", "经验", "体会", "计划")


def write_draft(
    question: Question,
    drafting: Drafting,
    shelf: Shelf,
    book: EvidenceBook,
    writer: DraftingWriter,
    terms: Sequence[OutdatedTerm] = (),
) -> Generator[str | Answer, None, None]:
    """The version of a draft that a conversation has come to: sentences of `writer` as they come, at the end the answer.
    On a unit's behalf its own reports and the user's words speak; those of others only as a pattern, their figures left
    to be filled in. `terms` are those out of date."""
    started = time.perf_counter()
    worked = worked_out(drafting, Workshop(shelf), book.anew)
    drafting, unchanged = _without_idle(drafting, worked)
    done = set_text(worked.sets[drafting.current].composition, book)
    brief = done.composition.brief
    if not done.lines or not (brief.outlined or any(line.sentences for line in done.lines)):
        answer = _nothing(question, brief, started)
        yield replace(answer, choices=_of_all(question, brief, Workshop(shelf)))
        return
    worded = Worded(done=done)
    step = drafting.steps[drafting.current - 1]
    for piece in () if step.said else writer.stream(question, done, book):
        if isinstance(piece, Worded):
            worded = piece
        else:
            yield piece
    done = worded.done
    notes = [*filter(None, (drafting.note,)), *(unchanged or worked.notes[drafting.current])]
    if not unchanged and not drafting.undone:
        notes += _notes(brief, done, step)
    book.keep(marks_in(text_of(done.lines)))
    yield Answer(
        question=question.text, standalone=question.standalone, mode="draft", status="answered",
        text=text_of(done.lines), evidence=book.items, notes=(*notes, *worded.notes), focus=question.focus,
        draft=_sheet(drafting, done, worked, proofread(done.lines, book.items, terms)),
        writer=worded.writer, elapsed_ms=(time.perf_counter() - started) * 1000,
    )  # fmt: skip


def _sheet(drafting: Drafting, done: Set, worked: Worked, remarks: tuple[Remark, ...]) -> Sheet:
    brief = done.composition.brief
    before = worked.sets.get(drafting.steps[drafting.current - 1].parent)
    return Sheet(
        title=title_of(brief, done.composition.title),
        brief=told(brief),
        lines=done.lines,
        version=drafting.current,
        versions=versions_of(drafting, worked),
        edits=edits_between(before.lines, done.lines) if before else (),
        remarks=remarks,
        shows=drafting.shows,
        hands_over=drafting.hands_over,
    )


def text_of(lines: Sequence[Line]) -> str:
    """The lines as the text of an answer, headings as Markdown."""
    return "\n".join(f"{'#' * (line.level + 1)} {line.text}" if line.level else line.text for line in lines)


def title_of(brief: Brief, title: str = "") -> str:
    """What stands over a draft: 志愿服务工作总结."""
    if title and (brief.theme or not brief.group):
        return title
    whose = brief.speaker if brief.speaker and not brief.speaker.startswith("我") else ""
    whose = brief.behalf.name if brief.behalf else whose
    if not whose and not brief.theme and brief.group:
        whose = brief.group
    theme = brief.theme.removesuffix("工作").replace("、", "和") if brief.theme else ""
    if theme.endswith(_NO_WORK):
        return f"{whose}{theme}"
    return f"{whose}{theme}工作{brief.purpose}"


def _without_idle(drafting: Drafting, worked: Worked) -> tuple[Drafting, tuple[str, ...]]:
    """The draft without a last change that changed nothing, and what was told of that one."""
    at = drafting.current
    step = drafting.steps[at - 1]
    idle = step.parent and step.visible and worked.sets[at].lines == worked.sets[step.parent].lines
    if not idle or at != len(drafting.steps):
        return drafting, ()
    return replace(drafting, steps=drafting.steps[:-1], current=step.parent), worked.notes[at] or (
        phrases.DRAFT_UNCHANGED,
    )


def _notes(brief: Brief, done: Set, step: Step) -> list[str]:
    """What the reader is told of a draft when it is new, or where its length or sources were changed."""
    notes: list[str] = []
    if done.composition.basis and not step.parent:
        notes.append(done.composition.basis)
    unwritten = sum(b.section is not None and not b.passages for b in done.composition.blocks)
    if unwritten:
        written = len(done.composition.passages)
        notes.append(phrases.DRAFT_NOT_WRITTEN.format(count=unwritten) if written else phrases.DRAFT_OUTLINE)
        return notes
    kinds = {s.kind for line in done.lines for s in line.sentences}
    if "pattern" in kinds and not step.parent:
        unit = brief.behalf.name if brief.behalf else ""
        wording = phrases.DRAFT_AS_PATTERN if unit else phrases.DRAFT_ALL_PATTERN
        if brief.planned:
            wording = phrases.DRAFT_PLAN_PATTERN
        notes.append(wording.format(unit=unit))
    length = length_of(done.lines)
    sized = not step.parent or any(isinstance(r, Sources) for r in step.revisions)
    if sized and length < brief.length * _SHORT:
        whose = f"各{brief.group}" if brief.group else names_of(brief.sources)
        if whose and not brief.speaker:
            notes.append(phrases.DRAFT_SHORT_OF.format(whose=whose, length=length))
        else:
            notes.append(phrases.DRAFT_SHORT.format(theme=brief.theme or brief.purpose, length=length))
    if done.held_back:
        notes.append(phrases.HELD_BACK.format(count=len(done.held_back)))
    return notes


def not_held(question: Question, drafting: Drafting, shelf: Shelf) -> Reply | None:
    """Fixed words where a draft is to be made of units that the library does not hold."""
    speaker = drafting.brief.speaker
    asked = without_banned(question.text)
    strangers = [s for s in question.strangers if s not in speaker and s in asked and not shelf.holds(s)]
    if not strangers or drafting.brief.sources or drafting.brief.behalf:
        return None
    return Reply(text=phrases.NOT_IN_LIBRARY.format(name="、".join(strangers)), remark=False)


def _nothing(question: Question, brief: Brief, started: float) -> Answer:
    """That the library has nothing for the draft, and what to do."""
    if brief.behalf is not None:
        text = phrases.DRAFT_NOTHING_OWN.format(unit=brief.behalf.name, purpose=brief.purpose)
    elif brief.sources and not brief.group:
        text = phrases.NOT_MENTIONED.format(unit=names_of(brief.sources))
    else:
        text = phrases.DRAFT_NOTHING.format(theme=brief.theme or brief.purpose)
    return Answer(
        question=question.text, standalone=question.standalone, mode="draft", status="not_found", text=text,
        focus=question.focus, elapsed_ms=(time.perf_counter() - started) * 1000,
    )  # fmt: skip


def _of_all(question: Question, brief: Brief, workshop: Workshop) -> tuple[str, ...]:
    """The request put to all units, where it named none itself and all of them have something for it."""
    if not question.from_history or not brief.sources:
        return ()
    if not compose(replace(brief, sources=(), group=""), workshop).passages:
        return ()
    return (phrases.OF_ALL_UNITS.format(request=re.sub(r"^[，,。\s]+", "", question.text)),)


def asked_back(question: Question, drafting: Drafting, themes: Sequence[str]) -> Answer:
    """The question back to a request that says neither of what nor of whose work is to be written."""
    choices = tuple(
        phrases.DRAFT_CHOICE.format(theme=theme, purpose=drafting.brief.purpose) for theme in themes
    )
    return Answer(
        question=question.text, standalone=question.standalone, mode="draft", status="not_found",
        text=phrases.DRAFT_ASKS_BACK, choices=choices, remark=True, focus=question.focus,
    )  # fmt: skip
