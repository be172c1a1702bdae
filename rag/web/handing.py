"""A draft handed over as soon as it is asked for: the button that the page presses itself, in sight if it may not."""

from rag import phrases
from rag.draft_text import plain_text
from rag.markup import NOTHING, Html, tag
from rag.model import Answer
from rag.web.exporting import DRAFT_FORMS, RARER_DRAFT_FORMS

ENDINGS = {"word": ".docx", "clean word": "（不带出处）.docx", "markdown": ".md"}
_NAMES = {"word": "Word文件", "clean word": "Word文件（不带出处）", "markdown": "Markdown文件"}


def handed_html(answer: Answer, turn: int) -> Html:
    """The button that saves what the message asked for, or copies its words; nothing where it asked for neither."""
    wanted = answer.draft.hands_over if answer.draft is not None else ""
    if not wanted:
        return NOTHING
    ending = ENDINGS.get(wanted, "")
    if ending in DRAFT_FORMS or ending in RARER_DRAFT_FORMS:
        said = phrases.DRAFT_HANDED.format(what=_NAMES[wanted])
        button = tag("button", "保存文件", type="button", data_export=ending, data_turn=str(turn))
    else:
        said = phrases.DRAFT_COPIED
        button = tag("button", "复制文字", type="button", data_copies=plain_text(answer, marked=False))
    return tag("p", said, button, cls="handed", data_hands_over=wanted, role="status")
