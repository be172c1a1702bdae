"""What a request says of the material to be used: whose is to be followed, whose is not."""

import re

from rag.directory import Directory, UnitEntry
from rag.unit_kinds import GROUP_KINDS

_FOLLOWING = re.compile(
    r"(?:请)?(?:参[考照]|借鉴|对照|依照|按照|依据|根据|结合|综合|汇总|利用|用|从)(?:一下|了)?(?P<what>[^，。；“]{0,24}?)(?:的?(?:相关|有关)?(?:材料|资料|报告|总结|计划|情况|做法|经验|内容|素材|文件)(?:里|中|来|库)?(?:的?做法)?)(?:来|，|,|的|地)?|参[考照][^，。；“]{0,20}"
)
_BANNED = re.compile(
    r"(?:不要|不用|别|不许|勿|不能)(?:再)?(?:用|写|提|引用|参考|采用|出现)(?P<what>[^，。；]{2,20}?)(?:的(?:材料|内容|数字|数据)?)?(?=[，。；]|$)"
)
ALL = re.compile(
    "^(?:各|所有|全部|这些|上述|库里|库中|以上|现有|几个|几家|多家|其他|其它|别的|兄弟|有关|相关|的|家|单位|社区|地方|部门|乡镇|镇|等|和|、)*$"
)
OTHERS = re.compile(rf"(?:其他|其它|别的|兄弟)(?:的|几个)?(?P<kind>{GROUP_KINDS})")


def without_banned(text: str) -> str:
    """A request without what it says not to use."""
    return _BANNED.sub("", text)


def banned_in(text: str, directory: Directory) -> tuple[UnitEntry, ...]:
    """The units whose material is not to be used."""
    found = (u for m in _BANNED.finditer(text) for u in directory.names(m["what"]))
    return tuple(dict.fromkeys(found))


def without_sources(text: str) -> str:
    """A request without what it says to follow (参照各单位材料)."""
    return _FOLLOWING.sub("", text)
