"""Saying that the conversation goes on without a unit or a period it was about: 不限单位, 不看枫渡村了, 不限年份."""

import re
from dataclasses import dataclass, replace

from rag.directory import Directory
from rag.model import Focus

_END = r"(?:[，,。；;！!？?\s]+|$)"
_HEAD = r"^(?:好的?[，,]?|那就?|请|先|以后|接下来|下面)?"
_NO_UNIT = re.compile(
    rf"{_HEAD}(?:不限(?:定|于|制)?|不分|不管|不论|别限)(?:是)?(?:在)?(?:哪个|什么|某个?|这个|这些|任何)?(?:单位|社区|部门)(?:了)?{_END}"
)
_NO_PERIOD = re.compile(
    rf"{_HEAD}(?:不限(?:定|于|制)?|不分|不管|不论|别限|不只?看)(?:是)?(?:哪一?|什么|某一?|这一?)?"
    rf"(?:年份|年度|时间|时期|期间|年|(?:19|20)\d{{2}}年?(?:上半年|下半年|第?[一二三四]季度)?(?:的)?)(?:了)?{_END}"
)
_NO_NAMED = re.compile(
    rf"{_HEAD}(?:不限(?:于)?|不(?:只|光)?(?:再)?(?:看|说|谈|聊|问|管|要)|别(?:再)?(?:看|说|管)|去掉|去除|排除|放下)(?P<name>[^，,。；;！!？?\s]{{1,30}}?)(?:的)?(?:了|吧)?{_END}"
)
_THIS = re.compile(r"^(?:它|它们|这个?|该|这家|那家|这些)(?:单位|社区|镇|村|局|家)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class LetGo:
    """What a message drops of the focus before it, what remains of that, and the rest of the message."""

    dropped: Focus
    left: Focus
    rest: str


def let_go(message: str, focus: Focus, directory: Directory) -> LetGo | None:
    """What a message says to drop of `focus`; None for a message that drops nothing."""
    message = message.strip()
    if found := _NO_PERIOD.match(message):
        dropped, left = Focus(period=focus.period), replace(focus, period="")
    elif found := _NO_UNIT.match(message):
        dropped, left = replace(focus, period=""), Focus(period=focus.period)
    elif (found := _NO_NAMED.match(message)) and (gone := _named(found.group("name"), focus, directory)):
        dropped = gone
        kept = tuple(unit for unit in focus.units if unit not in gone.units)
        left = replace(focus, units=kept, group="" if gone.group else focus.group)
    else:
        return None
    return LetGo(dropped=dropped, left=left, rest=message[found.end() :])


def words_for(name: str, focus: Focus) -> str:
    """What one says to drop a name or the period of a focus; `let_go` understands it."""
    if name == focus.period:
        return "不限年份"
    return "不限单位" if focus.group else f"不看{name}了"


def _named(words: str, focus: Focus, directory: Directory) -> Focus:
    """The part of a focus's units that `words` mean."""
    units = replace(focus, period="")
    if _THIS.match(words) or words in units.names:
        return units if focus.group or _THIS.match(words) else Focus(units=(words,))
    meant = {entry.name for entry in directory.resolve(words).entries}
    return Focus(units=tuple(unit for unit in focus.units if unit in meant))
