"""What a message may change of a draft, as values; nothing is read and nothing is written here."""

from dataclasses import dataclass
from typing import Literal

from rag.directory import UnitEntry
from rag.drafting.model import Form, Purpose, Tone

PlaceKind = Literal["sentence", "point", "section", "paragraph"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A part of a draft by its number from 1 (-1: the last): 第二点, 最后一句; or by its words (关于图书室的那句, 金川区那句):
    then `n` is 0 and `about` says them."""

    kind: PlaceKind = "sentence"
    n: int = 0
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resize:
    """Shorter or longer: to `length` characters, or by about a third where it is 0; the whole, or a place (第二点展开)."""

    way: Literal["shorter", "longer", "to"]
    length: int = 0
    place: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Remove:
    """删掉第二句."""

    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Another:
    """第二句换一个: other material at the same place."""

    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """第三点放到最前面, 把第二句放到第四句后面: in front of or behind `to`; without it to the very front or end."""

    place: Place
    side: Literal["before", "after"]
    to: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """第二句和第三句对调."""

    first: Place
    second: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """先写崇岗镇，再写金川区: the units told of in this order, others behind."""

    units: tuple[UnitEntry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Which units may be told of: without these (ban), with these alone (only), with these too (add), the first in
    `units` exchanged for the others (exchange). `group` is the kind for 只用社区的. `missing` are names of no unit of the library."""

    act: Literal["ban", "only", "add", "exchange"]
    units: tuple[UnitEntry, ...] = ()
    group: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Include:
    """加一句图书室的, 补充培训方面的内容: about what; behind `place` where it says one."""

    about: str
    place: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Retone:
    """换成汇报口吻."""

    tone: Tone


@dataclass(frozen=True, kw_only=True, slots=True)
class Reshape:
    """改成三点, 合成一段: another form; or another purpose, theme or speaker, where given ("" leaves it)."""

    form: Form | None = None
    points: int = 0
    purpose: Purpose | None = None
    theme: str = ""
    speaker: str = ""
    behalf: UnitEntry | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """培训人数是120人: a fact of the user's own. `gap` is what it fills (培训人数, as in 【待补：培训人数】), "" where
    it says none; `words` is the whole statement, `value` what goes into the gap (120人)."""

    words: str
    gap: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Anew:
    """都不要了，重写一遍: other material throughout, but for what is locked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reword:
    """第一句换种说法, 润色一下: the same in other words, which only a language model has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """第二句属实, 都核实过了: what follows others' pattern holds for the own unit; `place` None for all of it."""

    words: str
    place: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Lock:
    """第一句不要动 (or 第一句可以改了: not `on`)."""

    place: Place
    on: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """撤销 (back), 恢复 (forth), 回到第1版 (to a `version`)."""

    way: Literal["back", "forth", "to"]
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Show:
    """改了什么, 依据表, 检查一下, 有哪些版本: the draft stays, a part beside it is asked for."""

    what: Literal["changes", "evidence", "remarks", "versions"]


@dataclass(frozen=True, kw_only=True, slots=True)
class HandOver:
    """生成Word, 导出不带出处的Word, 复制成文字: the draft as a file."""

    as_: Literal["word", "clean word", "markdown", "text"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reoutline:
    """第三部分改成志愿服务, 加一部分队伍建设, 一二部分对调: the sections of a text changed, as `words` say."""

    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WriteOn:
    """第二部分写一下, 接着写下一部分, 按提纲写全文: sections of an outline; 0 the next one, -1 all that are left."""

    section: int = 0


Revision = (
    Resize | Remove | Another | Move | Swap | Order | Sources | Include | Retone | Reshape | State
    | Confirm | Lock | Turn | Show | HandOver | WriteOn | Reoutline | Anew | Reword
)  # fmt: skip
