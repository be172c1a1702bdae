"""How reports open and how they close: what a line says of itself, in points.

The words are those of the genre, not of any one report: when (今年以来), under whom (在…领导下), on what ground
(根据…要求), who (我局, …社区位于…), what follows (现将…如下); and at the end thanks, shortcomings, vows and signatures.
"""

import re

from ingest.lines import Line

_NUMBER = r"(?:[\d_xX×○〇零一二三四五六七八九十两]+)"
_TIME = re.compile(
    rf"^.{{0,6}}(?:今年|去年|本年度|本学[期年]|这一?[年学]|上半年|前三季度|一季度|一年[来里]|年初|近[年几]|过去的?(?:一年|{_NUMBER}年)|{_NUMBER}年[度来以，,]|{_NUMBER}月(?:份|以来|至|[-—~]){_NUMBER}?|[自从].{{1,20}}(?:[以之]来|后[，,])|“?十[一二三四五]五”?|[^，。]{{0,12}}以来|[_xX\d○〇]{{1,4}}年|[几数{'一二三四五六七八九十'}]+年来|新的一年|岁末|时光)"
)
_UNDER = re.compile(
    r"在[^。；]{2,40}(?:领导|指导|支持|关心|关怀|帮助|部署)下|(?:根据|按照|依据|遵照|结合|围绕)[^。；]{2,50}(?:部署|要求|精神|安排|通知|文件|目标|计划|实际)|^(?:为了?|为深入|为贯彻|为进一步)[^。；]{4,60}[，,]|以[^。；，]{2,40}为(?:指导|目标|主题|主线|重点|抓手|中心|载体|导向|契机|核心|统领)"
)
_AS_FOLLOWS = re.compile(
    r"(?:现将|现就|现把|现对|特制[定订]|制[定订]|下面).{0,60}(?:如下|计划|方案|汇报|总结|要点|报告)[^。]{0,6}[。：:]?$|(?:总结|汇报|报告|工作|情况|方面|计划|打算|安排)(?:的工作)?(?:分析|汇报|报告)?如下[。：:]?$|以下几(?:个)?(?:方面|点|项).{0,8}[：:]$|主要(?:做了|抓了|开展了)以下.{0,12}[：:]$|指导思想是[:：]|(?:情况|工作)(?:向.{1,12})?(?:作|做)[一个如下]*(?:简要)?(?:汇报|报告)|^.{0,12}代表.{2,20}(?:向.{2,8})?报告"
)
_ADDRESS = re.compile(
    r"^(?:各位|尊敬的|同志们|区|市|县|省|镇|州|院|局|校|办|厅|部|委|街道|集团)[^。；，]{0,24}[：:]$|^.{2,24}(?:政府|委员会|督查组|办公室|领导|代表|同志们|党委|[局委办部])[：:]$"
)
_GREETING = re.compile(r"各位|尊敬的|同志们")
_PLACE_OF = re.compile(
    r"位于|地处|坐落|成立于|始建于|创[办建]于|组建于|辖区|管辖|下辖|面积|占地|人口|现有|共有|设有|下设|服务人口|隶属|是一[所家个]"
)
_SELF = re.compile(
    r"我[社街镇乡村县区市省局委校院园中公集处站所系厂会行厅馆]|本[社镇乡村局校院馆]|[\u4e00-\u9fffxX×*_○](?:社区|街道|镇|乡|村|县|区|市|局|学校|小学|中学|医院|园|公司|卫生院|中心|开发区|派出所|供电所|支队|大队|集团|学院|幼儿园)(?=党|居|[，,在把将始以自紧坚深认])"
)
_UNIT = re.compile(
    r"社区|街道|[镇乡村局]|我[县区市省]|全[县区市]|学校|小学|中学|医院|园区|公司|卫生院|中心|开发区|派出所|供电所|支队|大队|集团|学院|幼儿园|管委会|系统"
)
_DONE = re.compile(
    r"(?:取得|收到|呈现|保持|迈)了?[^。；]{0,16}(?:成效|成绩|成果|进展|效果|态势|步伐|台阶)|(?:圆满|较好|全面|顺利)[^。；]{0,6}完成|各项工作|高度重视|扎实[推开]"
)
_FIRST_CHAPTER = re.compile(
    r"^\W*[（(]?[一1][)）]?[、．.]?\s*(?:.{0,8}(?:指导思想|总体要求|总体思路|工作思路|工作目标|目标任务|基本(?:情况|概况)|概况|总体情况|简介|现状|状况)|.{0,14}(?:主要(?:工作|做法|措施)|工作(?:回顾|开展情况|完成情况|总结|情况|进展)))"
)
_CLOSING = re.compile(
    r"^(?:总之|综上|总的来说|回顾|展望|今后|下一步|下一阶段|新的一年|明年|以上|通过|透过|虽然|尽管|成绩属于|在看到|在?(?:今后|以后|新的)|当然|面对|各位代表[！!，,]|特此|谢谢)|(?:新台阶|新局面|新贡献|贡献|好成绩|优异成绩|新的挑战|又好又快发展|良好环境|新形象|新篇章|努力奋斗|奋斗|新跨越|新突破|而努力|更大的进步|坚强保障|有力保障|有力支撑|奠定.{0,8}基础)[。！!]?$|(?:差距|不足|问题)[^。]{0,40}(?:改进|解决|努力|完善|补齐)|(?:批评指正|请审议|请审阅|谢谢(?:大家)?)[。！!]?$"
)
_SIGNED = re.compile(
    rf"^\(?（?{_NUMBER}年{_NUMBER}月(?:{_NUMBER}日)?[)）]?$|^(?:特此.{{2,4}}|此[致报]|敬礼|谢谢大家?)[。！!]?$"
)
_VOW = re.compile(
    r"(?:我们|[要将会必])(?:继续|进一步|不断|坚持|更加|努力)|让我们|差距|不足|有待|力争|再接再厉|一定能|今后的?工作|展望|^[^，。]{0,12}[要将]以"
)
_CONCEDES = re.compile(r"(?:虽|但|然而|同时)[^。]{0,24}(?:不足|差距|问题|困难|短板)")
_PLANS = re.compile(r"(?:计划|打算|安排|重点|任务)(?:如下)?[：:。]?$")
_CONCLUDES = re.compile(
    r"^(?:各位.{2,4}[！!，,]|让我们|总之|综上|总的来说|今后|下一步|下一阶段|以上|虽然|尽管|成绩属于|在看到|透过|通过|但|同时|其次|此外|另外|再次|最后|当然|面对|特此|谢谢|其中|存在|不足|主要(?:问题|不足)|在?(?:今后|以后)|[^，。]{0,14}(?:要求|目标|任务|重点|原则)是)"
)
_SHORTFALL = re.compile(r"(?:存在|不足|差距|困难|问题|下[一]?步|打算|今后|努力方向|建议|展望)")
_APPENDIX = re.compile(r"^(?:附件|附录|附[：:表]|名词解释|注释)\W*\d{0,2}\W*")
LONG_ENOUGH = 40


def opening(line: Line, following: Line | None) -> float:
    """How much `line`, with the line behind it, reads like the begin of a report; 0 to about 9."""
    text = line.text
    if line.marker is not None:
        return _first_number(line, following)
    if is_address(line):
        speaks = following is not None and bool(_AS_FOLLOWS.search(following.text))
        greets = 1.5 * bool(_GREETING.match(text))
        return greets + (6.5 + speaks if following is not None and following.marker is None else 5.0)
    announces = bool(_AS_FOLLOWS.search(text))
    if len(text) < LONG_ENOUGH and not announces:
        return 0.0
    return (
        2.0 * bool(_TIME.match(text))
        + 1.2 * bool(_UNDER.search(text[:160]))
        + (2.8 if _SELF.search(text[:60]) else 1.2 * bool(_UNIT.search(text[:60])))
        + 1.6 * bool(_DONE.search(text))
        + 2.6 * announces
        + 1.4 * min(2, _description(text))
        - 2.8 * bool(_CONCLUDES.match(text))
        - 3.0 * bool(_CONCEDES.search(text))
        - 2.2 * (bool(_VOW.search(text)) and not announces)
    )


def _first_number(line: Line, following: Line | None) -> float:
    """A report that begins with its first chapter: 一、指导思想, 1、概况."""
    head = line.text if len(line.text) > LONG_ENOUGH or following is None else line.text + following.text
    return 1.0 + 1.7 * bool(_FIRST_CHAPTER.match(line.text[:32])) + 1.4 * min(3, _description(head))


def _description(text: str) -> int:
    """How many of the things that describe a unit (where it lies, how many people, since when) are told."""
    return len(set(_PLACE_OF.findall(text[:120])))


def is_address(line: Line) -> bool:
    """Whom a report speaks to, on a line of its own: 各位代表：, 市政府督查组：."""
    return line.marker is None and bool(_ADDRESS.match(line.text))


def closing(line: Line) -> float:
    """How much `line` reads like the end of a report; 0 to 2.5."""
    if _SIGNED.match(line.text):
        return 2.5
    return 1.6 * bool(_CLOSING.search(line.text))


def shortfall(line: Line) -> bool:
    """Whether a chapter's heading announces what closes a report: shortcomings, next steps."""
    return line.marker is not None and bool(_SHORTFALL.search(line.text[:24]))


def opens_second_part(line: Line) -> bool:
    """附件, 名词解释, 但仍有不足，特制定明年计划如下: what follows counts anew and still belongs to the report above."""
    if line.marker is not None:
        return False
    appendix = len(line.text) < 20 and bool(_APPENDIX.match(line.text))
    return appendix or bool(_CONCEDES.search(line.text) and _PLANS.search(line.text))
