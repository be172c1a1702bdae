"""The line at the top: the program's name, the two halves of the page, the library's size, the model's state."""

from rag.markup import Html, tag
from rag.web.ports import EncoderPhase
from rag.web.standing import Standing

ENCODER_LABEL: dict[EncoderPhase, str] = {"loading": "加载中", "ready": "就绪", "failed": "加载失败"}


def header_html(standing: Standing) -> Html:
    """`N份报告，N个单位` and the encoder's state; where either fails, why and what to do."""
    (reports, units), encoder = standing.counts, standing.encoder
    size = f"{reports}份报告，{units}个单位" if reports else "还没有报告"
    state = f"语义模型：{ENCODER_LABEL[encoder.phase]}"
    facts = [
        tag("span", standing.trouble, cls="reason", role="alert")
        if standing.trouble
        else tag("span", size, cls="size"),
        tag("span", state, cls=f"encoder {encoder.phase}", role="status"),
    ]
    if encoder.reason:
        facts.append(tag("span", encoder.reason, cls="reason", role="alert"))
    return tag("div", tag("p", *facts, cls="facts"), cls="masthead")


def switch_html() -> Html:
    """The program's name, and the way between the two halves of the page."""
    name = tag("h1", "据实", tag("small", "工作报告问答，句句有出处"))
    links = (tag("a", "问答", href="#chat"), tag("a", "资料库", href="#library"))
    return tag("div", name, tag("nav", *links, aria_label="页面"), cls="name-and-way")
