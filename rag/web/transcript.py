"""The conversation drawn: questions and answers on the left, the evidence of every answer on the right."""

from rag.markup import Html, group_id, join, tag
from rag.model import Answer
from rag.present import answer_html, draft_html, evidence_html
from rag.web.chart_view import charts_html
from rag.web.conversation import Conversation, Exchange
from rag.web.exporting import export_html
from rag.web.handing import handed_html

STOPPED = "已停止。回答没有写完，依据也没有列全，请勿引用；需要时请重新提问。"
NO_EVIDENCE_YET = "回答里的每句话后面都有角标，如 [1]。点角标，这里会打开它所依据的原文。"


def transcript_html(conversation: Conversation) -> Html:
    """Every exchange in order; screen readers hear what is added."""
    exchanges = conversation.exchanges
    last = max((turn for turn, e in enumerate(exchanges, start=1) if not e.quiet), default=0)
    live = (last, _live_draft(conversation))
    drawn = [_exchange_html(e, turn, latest=turn in live) for turn, e in enumerate(exchanges, start=1)]
    return tag("div", *drawn, role="log", aria_live="polite", aria_label="对话")


def _live_draft(conversation: Conversation) -> int:
    """The turn of the draft that the next message may change: the last one, also behind other answers; 0 for none."""
    if conversation.working:
        return 0
    drafts = (
        n
        for n, e in enumerate(conversation.exchanges, start=1)
        if e.answer and e.answer.draft and e.answer.mode == "draft"
    )
    return max(drafts, default=0)


def evidence_head_html() -> Html:
    """The title over the evidence, with the button that closes the sheet on a narrow screen."""
    return join((tag("h2", "原文依据"), tag("button", "收起", type="button", id="close-sources")))


def evidence_panel_html(conversation: Conversation) -> Html:
    """The evidence of every answer, grouped by turn, newest first and the newest open."""
    groups = [
        (turn, exchange)
        for turn, exchange in enumerate(conversation.exchanges, start=1)
        if exchange.answer is not None and exchange.answer.evidence
    ]
    if not groups:
        return tag("p", NO_EVIDENCE_YET, cls="no-evidence")
    newest = groups[-1][0]
    return join(_group_html(exchange, turn, is_open=turn == newest) for turn, exchange in reversed(groups))


def _exchange_html(exchange: Exchange, turn: int, *, latest: bool) -> Html:
    if exchange.quiet and not exchange.trouble:
        return tag("p", exchange.answer.text, cls="let-go") if exchange.answer else Html()
    return tag(
        "article",
        tag("h2", exchange.question, cls="question"),
        tag("div", *_reply(exchange, turn, latest=latest), cls="reply"),
        cls=f"turn {exchange.state}",
        id=f"t-{turn}",
    )


def _reply(exchange: Exchange, turn: int, *, latest: bool) -> list[Html]:
    parts = []
    resolved = exchange.answer.standalone if exchange.answer is not None else exchange.resolved
    told = exchange.answer is not None and bool(exchange.answer.plan or exchange.answer.draft)
    if exchange.resolved and resolved and not told:  # the plan or the brief says it better
        parts.append(tag("p", f"按此理解：{resolved}", cls="resolved"))
    if exchange.answer is not None:
        charts = charts_html(exchange.answer, turn)
        parts += [
            handed_html(exchange.answer, turn),
            answer_html(exchange.answer, turn, chart=charts, latest=latest),
            choices_html(exchange.answer),
            _foot(exchange, turn),
        ]
    elif exchange.draft:
        parts.append(draft_html(exchange.draft))
    if exchange.progress and not exchange.draft:
        parts.append(tag("p", exchange.progress, cls="progress"))
    if exchange.state == "stopped":
        parts.append(tag("p", STOPPED if exchange.draft else "已停止。", cls="stopped-note"))
    if exchange.trouble:
        parts.append(tag("p", exchange.trouble, cls="trouble", role="alert"))
    return parts


def choices_html(answer: Answer) -> Html:
    """The questions that the reader may mean, each a button that asks it."""
    if not answer.choices:
        return Html()
    buttons = (tag("button", choice, type="button", data_says=choice) for choice in answer.choices)
    return tag("div", *buttons, cls="choices", role="group", aria_label="可以这样问")


def _foot(exchange: Exchange, turn: int) -> Html:
    """The ways on from an answer: its evidence, and its table as a file."""
    if exchange.answer is None:
        return Html()
    ways = [w for w in (_to_evidence(exchange.answer, turn), export_html(exchange.answer, turn)) if w]
    return tag("div", *ways, cls="foot") if ways else Html()


def _to_evidence(answer: Answer, turn: int) -> Html:
    evidence = answer.evidence
    if not evidence:
        return Html()
    reports = len({e.report_id for e in evidence if e.report_id})
    label = f"查看依据 {len(evidence)} 条" + (f"，出自 {reports} 份报告" if reports else "")
    return tag("a", label, href=f"#{group_id(turn)}", cls="to-group")


def _group_html(exchange: Exchange, turn: int, *, is_open: bool) -> Html:
    answer = exchange.answer
    if answer is None:
        return Html()
    summary = tag(
        "summary",
        tag("span", exchange.question, cls="of-question"),
        tag("span", f"{len(answer.evidence)}条", cls="count"),
    )
    cards = evidence_html(answer.evidence, turn, answer.short)
    return tag("details", summary, cards, id=group_id(turn), cls="group", open=is_open)
