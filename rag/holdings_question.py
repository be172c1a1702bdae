"""Questions about the library itself: which units and reports it holds, of which type and year, whose year is hidden."""

import re
from dataclasses import dataclass
from typing import Literal

from rag.unit_kinds import GROUP_KINDS

Matter = Literal["units", "reports", "hidden_year", "hidden_figures", "year"]

_LIBRARY = r"(?:请问|现在|目前|这个?|咱们|我们|的|资料库|报告库|材料库|库|系统|这里|里面?|当?中|内|上|一共|总共|共|全部|都|收录了?|存了?|收了?|包含|包括|有|是|在)*"
_HOW = r"(?:哪些|哪几[个家份篇]?|多少[个家份篇]?|几[个家份篇]|什么)"
_UNITS = re.compile(
    rf"^{_LIBRARY}{_HOW}(?P<kind>{GROUP_KINDS})(?:的?(?:工作)?(?:报告|材料|总结))?(?:在库[里中]?|在里面|提?交了?报告|有报告|写了?报告)?[呢啊]?[？?。]*$"
    rf"|^(?:列出?一?下?|列个|给我|说说|看看|数一?数|把)?(?:库[里中]的?)?(?:所有的?|全部的?|各个?)?(?P<listed>{GROUP_KINDS})(?:的?(?:名单|名字|名称|清单|列表)|(?:都|全部)?(?:列出来|列一?下|数一?数|有哪些|有几[个家]|是哪些))(?:都?有哪些)?[？?。]*$"
)
_TYPE = r"(?:(?:年度|工作|年终)*(?P<type>总结|计划|汇报|方案|报告|材料|文件))"
_REPORTS = re.compile(
    rf"^{_LIBRARY}{_HOW}{_TYPE}[呢啊]?[？?。]*$"
    rf"|^{_LIBRARY}(?:{_HOW}(?:(?:报告|材料|文件|{GROUP_KINDS})(?:写|交|报送?)?的?)|谁(?:写|交)?的)(?:报告|材料|文件)?(?:写的?|交的?|报的?)?(?:是|属于)(?:年度|工作|年终)*(?P<type2>总结|计划|汇报|方案|报告)[呢啊]?[？?。]*$"
)
_HIDDEN = re.compile(
    r"(?:年份|年度|年月|时间|日期|哪一?年)[^，。]{0,6}(?:隐去|抹去|抹掉|遮|缺失|缺|没写|没有写|未写|不详|空着|看不出|看不清|不清楚|不明|被隐|打了?码)"
)
_HIDDEN_FIGURES = re.compile(
    r"(?:数字|数据|数值|金额|数目)[^，。]{0,6}(?:隐去|抹去|抹掉|遮|缺失|缺|不详|空着|看不清|被隐|打了?码)|(?:隐去|抹掉|缺失|遮住)了?(?:数字|数据)|原文缺失"
)
_YEAR = re.compile(r"(?:是|写的是|属于)?(?P<year>20\d{2})年度?的?")
_WHOSE = re.compile(rf"哪些|哪几[个家份]|几[个家份]|多少[个家份]|有没有|谁|{GROUP_KINDS}|报告")


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """What is asked of the library. `kind` narrows to units of a kind, `doc_type` to reports of a type ("" for all),
    `year` to those of a year."""

    matter: Matter
    kind: str = "单位"
    doc_type: str = ""
    year: str = ""


def asks_holdings(text: str) -> Holding | None:
    """What a question asks about the library; None where it asks about what the reports say."""
    text = re.sub(r"[，,、\s]", "", text.strip())
    if _HIDDEN.search(text) and _WHOSE.search(text):
        found = re.search(GROUP_KINDS, text)
        return Holding(matter="hidden_year", kind=found.group() if found else "单位")
    if _HIDDEN_FIGURES.search(text) and _WHOSE.search(text):
        found = re.search(GROUP_KINDS, text)
        return Holding(matter="hidden_figures", kind=found.group() if found else "单位")
    if re.search(r"报告|材料|总结", text) and re.search(
        r"(?:都是|分别是|各是)(?:哪一?年|哪些年|什么时[候间])", text
    ):
        return Holding(matter="reports")
    if found := _UNITS.match(text):
        return Holding(matter="units", kind=found["kind"] or found["listed"])
    if found := _REPORTS.match(text):
        named = found["type"] or found["type2"]
        # 哪些报告 asks for all; only …是报告 is the type.
        doc_type = "" if found["type"] in ("报告", "材料", "文件") else named
        kind = re.search(rf"(?:哪些|哪几个|几个)({GROUP_KINDS})", text)
        return Holding(matter="reports", kind=kind[1] if kind else "单位", doc_type=doc_type)
    year = _YEAR.search(text)
    if year and re.match(
        rf"^{_LIBRARY}{_HOW}(?:报告|材料|总结|{GROUP_KINDS})(?:写)?(?:的?是|属于){year['year']}年度?的?(?:报告|总结)?[？?]?$",
        text,
    ):
        return Holding(matter="year", year=year["year"])
    return None
