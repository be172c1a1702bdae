"""A message heard as one about the draft: a change, a reply to what was asked back, or something else."""

import re
from collections.abc import Sequence
from typing import Literal

from rag.directory import Directory
from rag.drafting.conversation import Drafting, answered, revised
from rag.drafting.orders.of_whole import meant_draft, of_whole
from rag.drafting.orders.reading import only_of_a_draft, revisions_in
from rag.drafting.requests import asks_draft
from rag.drafting.revisions import (
    Another,
    Confirm,
    HandOver,
    Lock,
    Reoutline,
    Resize,
    Revision,
    Show,
    Turn,
    WriteOn,
)
from rag.drafting.stating import filling
from rag.understand import read_question

Since = Literal["draft", "table", "answer"]
"""What was given last: the draft itself, a table, or an answer to a question."""
_ASKS = re.compile(r"[?？]|[吗呢][。！]?$")
_SECTIONS = re.compile(r"部分|提纲|大纲|标题|章节|板块|第[一二三四五六七八\d]章")


def redrafted(
    drafting: Drafting, text: str, last: str, since: Since, directory: Directory
) -> Drafting | None:
    """The draft as a message changes it, or as it answers what was asked back of it; None for any other message. `last` is
    the text given last, `since` what that was."""
    rest = meant_draft(text)
    if rest is not None and drafting.current and not asks_draft(text):
        # 回到刚才那个稿子 alone shows it again.
        if not rest:
            return revised(drafting, text, ())
        since, text = "draft", rest
    if since == "table":
        # 去掉某某镇 is said of the table that stands below the draft.
        return None
    question = read_question(text, directory)
    if drafting.asks_back:
        asks = question.mode == "draft" or question.asked != "text" or _ASKS.search(text)
        return answered(drafting, question, directory) if since == "draft" and not asks else None
    if question.mode == "draft" or not drafting.current:
        return None
    revisions = _revisions(drafting, text, last, since, directory)
    return revised(drafting, text, revisions) if revisions else None


def _revisions(
    drafting: Drafting, text: str, last: str, since: Since, directory: Directory
) -> Sequence[Revision]:
    if since == "draft" and (found := filling(text, last) or of_whole(text)):
        return found
    revisions = revisions_in(text, directory, None)
    if since != "draft" and not only_of_a_draft(revisions):
        return ()
    if drafting.brief.form in ("document", "section") and _is_of_sections(text, revisions):
        return (Reoutline(words=text),)
    return revisions


def _is_of_sections(text: str, revisions: Sequence[Revision]) -> bool:
    """Whether a message changes which sections a text has, and in which order."""
    within = (WriteOn, Resize, Another, Lock, Confirm, HandOver, Turn, Show)
    return bool(_SECTIONS.search(text)) and not any(isinstance(r, within) for r in revisions)
