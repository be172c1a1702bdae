"""On whose behalf a draft is written, as a request says it."""

import re

from rag.directory import Directory, UnitEntry
from rag.drafting.sources_asked import ALL
from rag.unit_kinds import GROUP_KINDS, KIND_GROUPS, same_kind

_BEHALF = re.compile(
    r"以(?P<a>[^，。“为]{2,20}?)的?(?:名义|口吻|身份|角度)|(?:代|替|帮|给|为)(?P<b>(?!我写|我们写|我拟|我起|我们起|我弄|我整|一下)[^，。“”\d]{2,20}?)(?=写|起草|撰写|草拟|拟|来|弄|整|搞|做|出|准备)"
)
_SELF = re.compile(
    rf"(?:我们|咱们|我|咱|本)(?:的|这个|这)?(?P<kind>{GROUP_KINDS}|管委会|校|办|处|站|所|科室?|院|馆)"
)
_OUR = re.compile("我们(?:自己)?的?|咱们(?:自己)?的?")
# 给我们写一段: who is to be served, not who speaks.
_TO_WRITE = re.compile("(?:给|帮|替|为)(?:我们|咱们)(?!的|自己)")


def speaker_in(text: str, units: tuple[UnitEntry, ...], directory: Directory) -> tuple[UnitEntry | None, str]:
    """On whose behalf is written: the unit of the library where it is one, and what it calls itself (我社区); a unit
    that is none of the library's by its name; "" where units are told of."""
    for found in _BEHALF.finditer(text):
        said = (found["a"] or found["b"] or "").strip("的 ")
        if own := _SELF.search(said):
            return _named_behind(text, found.end(), units), self_name(own["kind"])
        entry = next((u for u in units if u.name in said or said in u.name), None)
        entry = entry or next(iter(directory.names(said)), None)
        if entry:
            return entry, self_name(entry.unit.kind)
        if found["a"] and not ALL.match(said):
            return None, said
        if kind := re.search(f"(?:{GROUP_KINDS})$", said):
            return (None, said) if not ALL.match(said) else (None, self_name(kind[0]) if found["a"] else "")
    own = _SELF.search(text)
    if own:
        return None, self_name(own["kind"])
    return (None, "我单位") if _OUR.search(_TO_WRITE.sub("", text)) else (None, "")


def self_name(kind: str) -> str:
    """What a unit of a kind calls itself in its own report: 我社区, 我镇, 我校."""
    if kind == "校" or same_kind(kind, "学校"):
        return "我校"
    usual = next((g[0] for g in KIND_GROUPS if kind in g), kind)
    return f"我{usual}" if usual and len(usual) <= 2 else "我单位"


def _is_speaker(found: re.Match[str]) -> bool:
    """Whether 以…名义, 给…写 tells who speaks, and not what is written of (为下一步志愿服务写三点)."""
    said = (found["a"] or found["b"]).strip("的 ")
    return not said or bool(found["a"] or _SELF.search(said) or re.search(f"(?:{GROUP_KINDS})$", said))


def _named_behind(text: str, at: int, units: tuple[UnitEntry, ...]) -> UnitEntry | None:
    """我们社区（秀水社区）, 我们社区是秀水社区: the unit that is named as one's own."""
    behind = re.match(r"[（(是叫：:，]*([^，。）)]{2,14})", text[at:])
    if behind is None:
        return None
    return next((u for u in units if behind[1].startswith(u.name)), None)


def without_speaker(text: str) -> str:
    """A request without what it says of the speaker; 为下一步志愿服务 says none, but a theme."""
    text = _BEHALF.sub(lambda m: "" if _is_speaker(m) else f"关于{m['a'] or m['b']}", text)
    return _SELF.sub("", text)
