"""Drafts made by hand, of invented units: a paragraph, points on one's own behalf with gaps, a whole document."""

from dataclasses import replace

from rag.drafting.model import Check, Edit, Line, Remark, Sentence, Sheet, Version
from rag.model import Answer, Evidence
from tests.web.scripted import answer, evidence

SHORT, POINTS, WHOLE, OUTLINE = (
    "写一段志愿服务的总结",
    "以我社区名义写三点计划",
    "写一篇完整的总结",
    "先列个提纲",
)
AGREES = (Check(name="数字一致"), Check(name="单位一致"))
PATTERN = Check(name="借鉴做法，请核实", passed=False)


def told(text: str, *units: str) -> Sentence:
    """What a named unit did."""
    return Sentence(text=text, kind="told", units=units, checks=AGREES)


def drafted(question: str, sheet: Sheet, *sources: Evidence) -> Answer:
    """A draft as the assistant answers with it."""
    levels = {
        line: "#" * (line.level + 1) + " " if line.level and not line.sentences else ""
        for line in sheet.lines
    }
    text = "\n".join(levels[line] + line.text for line in sheet.lines)
    return answer(text, mode="draft", question=question, standalone=question, evidence=sources, draft=sheet)


def own_words(n: int, words: str) -> Evidence:
    """Evidence of what the user said."""
    return evidence(
        n, unit="我社区", quote=words, report_id="", file="您在对话里说的", lines=(1, 1), heading_path=()
    )


def short() -> Answer:
    """A paragraph in its second version: a sentence reworded, one new, one gone, one to be looked at."""
    sentences = (
        told("云栖镇组建志愿服务队12支，登记志愿者1860人[1]，全年开展“敲门送暖”服务326场次[2]。", "云栖镇"),
        told("松溪社区推行“积分换服务”，志愿者全年为独居老人送餐4200余份[3]，受到居民普遍欢迎。", "松溪社区"),
        Sentence(
            text="白石乡同样把志愿服务送到集市，集中宣讲18场次[4]。",
            kind="told",
            units=("白石乡",),
            checks=(Check(name="数字一致"), Check(name="推断", passed=False)),
        ),
        replace(told("青禾里街道建成志愿服务站9个，实现社区全覆盖[5]。", "青禾里街道"), locked=True),
    )
    sheet = Sheet(
        title="志愿服务工作总结",
        brief="按这样的要求写：总结，主题“志愿服务”，一段，约200字，综合各单位的材料（没有说明的：字数按约200字）。",
        lines=(Line(sentences=sentences),),
        version=2,
        versions=(
            Version(number=1, request="为“志愿服务”写一段总结", parent=0, length=182),
            Version(number=2, request="第二句展开，不要用金川区的", parent=1, length=143),
            Version(number=3, request="缩短到100字", parent=2, length=104),
        ),
        edits=(
            Edit(before="云栖镇组建志愿服务队12支。", after="云栖镇组建志愿服务队12支。"),
            Edit(
                before="松溪社区推行“积分换服务”，受到居民欢迎。",
                after="松溪社区推行“积分换服务”，志愿者全年为独居老人送餐4200余份，受到居民普遍欢迎。",
            ),
            Edit(before="金川区举办志愿者培训6期。", after=""),
            Edit(before="", after="青禾里街道建成志愿服务站9个，实现社区全覆盖。"),
        ),
        remarks=(
            Remark(
                kind="推断的说法", words="同样", advice="原文没有说两家做法相同，请核对或改写。", sentence=3
            ),
            Remark(kind="句子过长", words="云栖镇组建志愿服务队12支", advice="可以拆成两句。", sentence=1),
        ),
    )
    return drafted(
        SHORT,
        sheet,
        evidence(1, unit="云栖镇", quote="组建志愿服务队12支，登记志愿者1860人"),
        evidence(2, unit="云栖镇", quote="全年开展“敲门送暖”服务326场次"),
        evidence(3, unit="松溪社区", quote="志愿者全年为独居老人送餐4200余份"),
        evidence(
            4, unit="白石乡", quote="到集市集中宣讲18场次", file="白石乡2031年志愿服务情况汇报（定稿）.docx"
        ),
        evidence(5, unit="青禾里街道", quote="建成志愿服务站9个，实现社区全覆盖"),
    )


def points() -> Answer:
    """Three points on one's own behalf: the user's words, patterns with gaps, and nothing but a gap."""
    stated = Sentence(
        text="我社区现有志愿者86人[1]，是做好明年工作的基础。",
        kind="stated",
        checks=(Check(name="本单位提供"),),
    )
    pattern = Sentence(
        text="组建志愿服务队【待补：服务队数量】支，每月开展“敲门送暖”服务【待补：服务场次】场次[2]。",
        kind="pattern",
        units=("云栖镇",),
        checks=(PATTERN,),
    )
    other = Sentence(
        text="推行“积分换服务”，以积分兑换激发居民参与热情[3]。",
        kind="pattern",
        units=("松溪社区",),
        checks=(PATTERN,),
    )
    gap = Sentence(text="【待补：培训安排】", kind="gap")
    sheet = Sheet(
        title="2032年志愿服务工作计划",
        brief="按这样的要求写：计划，主题“志愿服务”，分3点，约210字，以“我社区”的口吻，借鉴各单位的做法。",
        lines=(
            Line(heading="一是壮大队伍。", sentences=(stated, pattern)),
            Line(heading="二是完善机制。", sentences=(other,)),
            Line(heading="三是强化培训。", sentences=(gap,)),
        ),
        versions=(Version(number=1, request=POINTS, parent=0, length=120),),
    )
    return drafted(
        POINTS,
        sheet,
        own_words(1, "我们社区现有志愿者86人"),
        evidence(2, unit="云栖镇", quote="全年开展“敲门送暖”服务326场次"),
        evidence(3, unit="松溪社区", quote="推行“积分换服务”，以积分兑换激发居民参与热情"),
    )


def whole() -> Answer:
    """A document with headings of two levels, in its eighth version."""
    parts = (
        ("一、2031年工作总结", ("（一）壮大志愿队伍", "（二）办好品牌活动")),
        ("二、存在的问题", ()),
        ("三、2032年工作计划", ("（一）建强阵地", "（二）完善激励")),
    )
    lines: list[Line] = []
    for n, (heading, below) in enumerate(parts):
        lines.append(Line(heading=heading, level=1))
        for part in below or ("",):
            lines += [Line(heading=part, level=2)] if part else []
            lines.append(
                Line(
                    sentences=(
                        told(
                            f"云栖镇组建志愿服务队{12 + n}支，登记志愿者1860人[1]，服务群众2.3万人次。",
                            "云栖镇",
                        ),
                        told(
                            "松溪社区坚持每周三集中开展义诊、理发、家电维修等便民服务，全年办理群众微心愿210件[2]。",
                            "松溪社区",
                        ),
                    )
                )
            )
    versions = tuple(
        Version(number=n, request=f"第{n}次改动", parent=n - 1, length=400 + n * 10) for n in range(1, 9)
    )
    sheet = Sheet(
        title="云栖镇2031年志愿服务工作总结和2032年工作计划",
        brief="按这样的要求写：总结，主题“志愿服务”，整篇，约1000字，用云栖镇的材料。",
        lines=tuple(lines),
        version=8,
        versions=versions,
    )
    return drafted(
        WHOLE,
        sheet,
        evidence(1, unit="云栖镇", quote="组建志愿服务队12支，登记志愿者1860人"),
        evidence(2, unit="松溪社区", quote="全年办理群众微心愿210件"),
    )


def outline() -> Answer:
    """Headings, of which only the first has its text."""
    lines = (
        Line(heading="一、主要做法", level=1),
        Line(sentences=(told("云栖镇组建志愿服务队12支[1]。", "云栖镇"),)),
        Line(heading="二、存在的问题", level=1),
        Line(heading="三、下一步打算", level=1),
    )
    sheet = Sheet(title="志愿服务工作总结", brief="按这样的要求写：总结。", lines=lines)
    return drafted(OUTLINE, sheet, evidence(1, unit="云栖镇", quote="组建志愿服务队12支"))
