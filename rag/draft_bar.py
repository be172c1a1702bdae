"""The bar under a draft: how long it is, its versions, and what is often asked for next."""

from collections.abc import Iterator

from rag import phrases
from rag.citations import without_marks
from rag.drafting.model import Sheet, Version
from rag.markup import NOTHING, Html, tag

CHIPS_SHOWN = 6
"""Of more versions the first and the newest stay; all stand in the list of versions."""
_OPEN = ("待补", "待核实")
"""What the writer has to settle, as it stands in the text behind 【."""


def bar_html(sheet: Sheet, *, latest: bool = False) -> Html:
    """Length, sentences and gaps; of the `latest` draft the versions and the quick ways on, each a message."""
    still = {word: sum(s.text.count(f"【{word}") for s in sheet.sentences) for word in _OPEN}
    facts = [f"{length_of(sheet)}字", f"{len(sheet.sentences)}句"]
    facts += [f"{word}{n}处" for word, n in still.items() if n]
    told = tag("span", " · ".join(facts), cls="size")
    if not latest:
        return tag("div", told, cls="draft-bar")
    fills = phrases.DRAFT_FILL if still["待补"] else ""
    ways = (_button(words) for words in _ways(sheet))
    return tag(
        "div",
        tag("p", phrases.DRAFT_TOUCH + fills, cls="how") if sheet.sentences else NOTHING,
        tag("div", told, *_versions(sheet), cls="standing"),
        tag("div", *ways, cls="ways", role="group", aria_label="接着对这份草稿做"),
        cls="draft-bar",
    )


def length_of(sheet: Sheet) -> int:
    """How many characters the draft shown has without its marks."""
    shown = next((v.length for v in sheet.versions if v.number == sheet.version), 0)
    return shown or sum(len(without_marks(line.text)) for line in sheet.lines)


def _versions(sheet: Sheet) -> Iterator[Html]:
    if len(sheet.versions) < 2:
        return
    chips = [_version(v, current=v.number == sheet.version) for v in sheet.versions]
    if len(chips) > CHIPS_SHOWN:
        chips = [chips[0], tag("span", "……", cls="between"), *chips[1 - CHIPS_SHOWN :]]
    yield tag("span", *chips, cls="chips", role="group", aria_label="版本")
    current = next((v for v in sheet.versions if v.number == sheet.version), None)
    if current is not None and current.parent:
        yield _button(phrases.DRAFT_WAY_BACK)
    # 恢复 alone takes back only what was just undone; the version itself can always be named.
    if forth := [v.number for v in sheet.versions if v.parent == sheet.version]:
        yield _button(phrases.DRAFT_WAY_FORTH, phrases.DRAFT_TO_VERSION.format(n=forth[-1]))


def _version(version: Version, *, current: bool) -> Html:
    name, told = f"第{version.number}版", f"{version.request}（{version.length}字）"
    if current:
        return tag("span", name, cls="version", aria_current="true", title=told)
    says = phrases.DRAFT_TO_VERSION.format(n=version.number)
    return tag("button", name, type="button", cls="version", data_says=says, title=f"{says}：{told}")


def _ways(sheet: Sheet) -> tuple[str, ...]:
    if _has_unwritten(sheet):
        return phrases.DRAFT_WAY_ON, phrases.DRAFT_WAY_WHOLE
    ways = (phrases.DRAFT_WAY_SHORTER, phrases.DRAFT_WAY_LONGER, phrases.DRAFT_WAY_TONE)
    if any(line.level for line in sheet.lines):
        return ways
    points = sum(bool(line.heading) for line in sheet.lines) > 1
    return (*ways, phrases.DRAFT_WAY_JOIN if points else phrases.DRAFT_WAY_POINTS)


def _has_unwritten(sheet: Sheet) -> bool:
    """Whether a heading has nothing under it yet: the next line is none of its own."""
    following = [*(line.level if line.heading and not line.sentences else 9 for line in sheet.lines[1:]), 1]
    bare = [line.level if not line.sentences else 0 for line in sheet.lines]
    return any(level and nxt and nxt <= level for level, nxt in zip(bare, following, strict=False))


def _button(words: str, says: str = "") -> Html:
    return tag("button", words, type="button", data_says=says or words)
