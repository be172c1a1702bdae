"""The line over the composer: what the next question is taken to be about, each part of it to be dropped."""

from rag.letting_go import words_for
from rag.markup import Html, tag
from rag.model import Focus
from rag.web.conversation import Conversation


def focus_html(conversation: Conversation) -> Html:
    """A chip for each unit and for the period; an empty line, as high, where there is none."""
    focus = conversation.focus
    chips = [_chip("单位", name, focus, conversation.working) for name in focus.names]
    if focus.period:
        chips.append(_chip("时间", focus.period, focus, conversation.working))
    if not chips:
        return tag("div", cls="focus")
    return tag(
        "div", tag("span", "接着问", cls="label"), *chips, cls="focus", role="group",
        aria_label="下一个问题不写明单位和时间时，就按这里的来答",
    )  # fmt: skip


def _chip(kind: str, name: str, focus: Focus, working: bool) -> Html:
    return tag(
        "button",
        tag("span", f"{kind}：", cls="kind"),
        name,
        tag("span", "×", cls="cross", aria_hidden="true"),
        type="button",
        data_says=words_for(name, focus),
        aria_label=f"{kind}：{name}，按下即不再限定",
        title=f"下一问不再限于{name}",
        disabled=working,
    )
