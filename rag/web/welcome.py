"""What stands where no conversation is yet: what to do with an empty library, or what one could ask."""

from rag.present import Html, tag
from rag.web.samples import LoadState
from rag.web.standing import Standing

ADD_COMMAND = "python -m ingest add 报告所在的文件夹"


def welcome_html(standing: Standing, loading: LoadState) -> Html:
    """The greeting over the example questions, or the way out of an empty library."""
    if not standing.empty:
        return tag(
            "div",
            tag("h2", "想查什么，直接问"),
            tag("p", "回答只依据库里的报告，每句话后面都有角标，点开就是原文。报告里没有的，会直说没有。"),
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
                "用自己的报告：请管理员在本机运行 ",
                tag("code", ADD_COMMAND),
                "，完成后本页会自动更新。",
            ),
        )
    )
    if loading.message:
        style = "progress" if loading.phase == "loading" else "trouble"
        parts.append(tag("p", loading.message, cls=style, role="status"))
    return tag("div", *parts, cls="greeting empty")
