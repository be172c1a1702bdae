"""What stands where no conversation is yet: what to do with an empty library, or what one could ask."""

from rag.markup import Html, tag
from rag.web.intake import IntakeState
from rag.web.intake_view import progress_words
from rag.web.standing import Standing


def welcome_html(standing: Standing, intake: IntakeState) -> Html:
    """The greeting over the example questions, or the way out of an empty library."""
    if not standing.empty:
        return tag(
            "div",
            tag("h2", "想查什么，直接问"),
            tag("p", "回答只依据库里的报告，每句话后面都有角标，点开就是原文。报告里没有的，会直说没有。"),
            tag("p", "也可以让它写总结、计划、汇报的段落：写出来逐句能改，改好了导出成文档。"),
            tag("p", "可以这样问：", cls="try") if standing.counts[0] else Html(),
            cls="greeting",
        )
    parts = [tag("h2", "资料库还是空的"), tag("p", "先放进几份报告，才能提问。有两种办法：")]
    parts.append(
        tag(
            "ol",
            tag("li", "想先看看效果：点下面的“载入示例材料”，几秒钟即可，示例中的单位都是虚构的。"),
            tag(
                "li",
                "用自己的报告：到",
                tag("a", "资料库", href="#library"),
                "里，把文件或整个文件夹拖进去。",
            ),
        )
    )
    parts += _loading(intake)
    return tag("div", *parts, cls="greeting empty")


def _loading(intake: IntakeState) -> list[Html]:
    if intake.working:
        now = progress_words(intake.progress) if intake.progress else "正在准备"
        return [tag("p", now, cls="progress", role="status")]
    trouble = intake.trouble or next(
        (f"{o.error or ''}{o.advice or ''}" for o in intake.outcomes if o.kind == "failed"), ""
    )
    return [tag("p", f"没有载入：{trouble}", cls="trouble", role="status")] if trouble else []
