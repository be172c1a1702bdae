"""Markup that is safe to show, and the small pieces that every view of an answer uses: marks, chips, ids."""

import html
from collections.abc import Iterable, Mapping, Sequence

from rag.model import CellStatus, Evidence

STATUS_LABEL: dict[CellStatus, str] = {
    "answered": "",
    "withheld_in_source": "原文缺失",
    "not_found": "未提及",
    "not_read": "未检索",
}
STATUS_MEANING: dict[CellStatus, str] = {
    "answered": "",
    "withheld_in_source": "报告里写到了这一项，但具体内容在原文中就是空缺或被隐去的",
    "not_found": "库中的报告没有写到这一项",
    "not_read": "这一格没有查：库中没有相应的报告，或者超出了一张表的大小",
}


class Html(str):
    """Markup that is safe to show: only `escape`, `tag` and `join` make it."""

    __slots__ = ()


NOTHING = Html()


def escape(text: str) -> Html:
    """`text` as it reads, whatever it contains. The one place where text becomes markup."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=True))


def join(parts: Iterable[str]) -> Html:
    """`parts` one behind the other, the plain ones escaped."""
    return Html("".join(escape(part) for part in parts))


def tag(name: str, *content: str, **attributes: str | bool | None) -> Html:
    """An element. `cls` is written class, `aria_label` aria-label; True is a bare attribute, None is none."""
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = "class" if key == "cls" else key.replace("_", "-")
        written.append(f" {attribute}" if value is True else f' {attribute}="{escape(value)}"')
    return Html(f"<{name}{''.join(written)}>{join(content)}</{name}>")


def card_id(turn: int, n: int) -> str:
    """The id of a turn's evidence card, which the marks of that turn point to."""
    return f"e-{turn}-{n}"


def group_id(turn: int) -> str:
    """The id of the group of cards that belongs to a turn."""
    return f"g-{turn}"


def sentence_id(turn: int, n: int) -> str:
    """The id of the n-th sentence of a turn's draft."""
    return f"s-{turn}-{n}"


def status_chip(status: CellStatus) -> Html:
    """The label of an answer or a cell that holds no figure; nothing for an ordinary one."""
    if status == "answered":
        return Html()
    return tag("span", STATUS_LABEL[status], cls=f"chip {status}", title=STATUS_MEANING[status])


def marks_html(numbers: Sequence[int], known: Mapping[int, Evidence], turn: int) -> list[Html]:
    """The marks of `numbers`, each once, without those that name no evidence."""
    return [mark_html(known[n], turn) for n in dict.fromkeys(numbers) if n in known]


def mark_html(evidence: Evidence, turn: int) -> Html:
    """A mark that opens its evidence."""
    where = f"{evidence.unit} {evidence.place}" if evidence.report_id else evidence.file
    return tag(
        "a",
        f"[{evidence.n}]",
        href=f"#{card_id(turn, evidence.n)}",
        cls="mark",
        title=where,
        aria_label=f"依据{evidence.n}，{where}",
    )
