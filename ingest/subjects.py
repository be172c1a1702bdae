"""What a figure counts, in the report's own words: 大型文艺演出 in 全年共举办大型文艺演出43场次.

Chinese names what is counted either behind the measure word (800个标准垃圾桶) or in front (种植红薯9000亩);
both sides are trimmed to the noun by tables of words, and the likelier side wins.
"""

import re

from ingest.cues import AMOUNTS, CHANGES, DEEDS, LINKERS, OPENERS, STOPS
from ingest.model import Span
from ingest.nonfigures import BLANK

_LONGEST = 40  # characters; of a longer list the last part is the noun


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_QUOTED = r"“[^”]*”|《[^》]*》|\"[^\"]*\""
_DEED = re.compile(f"{_QUOTED}|(?P<deed>(?:{_any_of(DEEDS)})[了过]?)")
_OPENER = re.compile(rf"(?:{_any_of(OPENERS)}|[{BLANK}\s、])+")
_LINKER = re.compile(f"(?:{_any_of(LINKERS)})+$")
_STOPS = re.compile(rf"{_QUOTED}|(?P<stop>{_any_of(STOPS)}|[{BLANK}\s])")
_CHANGE = re.compile(f"(?:{_any_of(CHANGES)})+")
_CHANGED = re.compile(f"(?:{_any_of(CHANGES)})+$")
_AMOUNTS = frozenset(AMOUNTS.split())
_ANDS = ("、", "和", "与", "及")
_AND = re.compile(f"(?<=..)(?:{'|'.join(_ANDS)})")
_SUFFIX = re.compile("[率数量额费度值者员器性化金品型面]|人[数次]|机[构制]|[面体]积|工作$|活动$")


def subject(text: str, before: Span, behind: Span, *, measure: str, crowded: bool, previous: str) -> str:
    """The words for what stands between `before` (up to the figure) and `behind` (from its end) in `text`.

    `crowded`: another figure ends `behind`. `previous`: the subject of the figure before in the same
    sentence; it also holds for one that names nothing new (由45个增加到90个, 增长5%).
    """
    ahead, after = before.of(text), behind.of(text)
    front = "" if ahead.rstrip().endswith(_ANDS) else _front(ahead)
    rear = _rear(after, crowded=crowded)
    mass = measure.split("/")[0] in _AMOUNTS
    changed = bool(_CHANGE.fullmatch(front))
    if changed and (mass or not rear):
        return _CHANGED.sub("", previous) + front
    first, second = (front, rear) if (mass or after.startswith("的")) and not changed else (rear, front)
    return first or second or _done(ahead, mass=mass) or previous or _undertaken(after)


def _front(words: str) -> str:
    """The noun at the end of the words in front of the number; none if a verb without object stands there."""
    words = _LINKER.sub("", words.rstrip())
    verbs = [m for m in _DEED.finditer(words) if m["deed"]]
    for verb in reversed(verbs):
        rest = words[verb.end() :]
        if not (_SUFFIX.match(rest) or _CHANGE.fullmatch(rest)) and (noun := _bare(rest)):
            return noun
    return "" if verbs and verbs[-1].end() == len(words) else _bare(words)


def _done(words: str, *, mass: bool) -> str:
    """What was done or who did it, where the words before the number end in a verb (经营主体净增48万户)."""
    words = _LINKER.sub("", words.rstrip())
    verb = next((m for m in reversed(list(_DEED.finditer(words))) if m["deed"]), None)
    actor = _bare(_LINKER.sub("", words[: verb.start()])) if verb else ""
    return _bare(words) if mass or not actor else actor


def _undertaken(words: str) -> str:
    """What the words behind the number say is done, if nothing else is named (连续12个季度召开推进会)."""
    deed = _DEED.match(words)
    return _bare(_LINKER.sub("", words[deed.end() if deed else 0 :]))


def _rear(words: str, *, crowded: bool) -> str:
    """The noun at the beginning of the words behind the measure word."""
    words = words.lstrip("的 　")
    if words.startswith(_ANDS):
        return ""
    stop = next((m for m in _STOPS.finditer(words) if m["stop"]), None)
    if stop:
        words = words[: stop.start()]
    if crowded and (cut := _AND.search(words)):
        words = words[: cut.start()]
    return _bare(words)


def _bare(words: str) -> str:
    """Without the words that only lead to the noun, and without quotation marks around all of it."""
    opener = _OPENER.match(words)
    words = words[opener.end() if opener else 0 :].replace(BLANK, "").strip("的等、 　")
    if len(words) > _LONGEST:
        words = re.split("等(?=..)|、", words)[-1]
    if words.count("“") != words.count("”"):
        words = words.strip("“”")
    whole = re.fullmatch('[“"]([^“”"]*)[”"]', words)
    return whole[1] if whole else words
