"""What leads a sentence of a draft by purpose and tone; a connective claims nothing."""

from rag.drafting.model import Brief, Tone

_OPENING: dict[Tone, tuple[str, ...]] = {
    "平实": ("在{theme}方面，",),
    "汇报": ("现将{theme}情况汇报如下：", "在{theme}方面，"),
    "讲话": ("同志们，在{theme}方面，", "在{theme}方面，"),
    "简洁": ("",),
}
_AGAIN: dict[Tone, str] = {"平实": "同时，", "汇报": "同时，", "讲话": "同时，我们还看到，", "简洁": ""}
_LAST: dict[Tone, str] = {"平实": "此外，", "汇报": "此外，", "讲话": "此外，", "简洁": ""}
_PLAN, _PLAN_OF, _PLANS = "下一步，{speaker}将", "下一步，{speaker}", "下一步，"
_LINKS = frozenset(("同时，", "此外，", "同时，我们还看到，"))


def opening(brief: Brief) -> tuple[str, ...]:
    """What may lead the first sentence, the fittest first; the last is always nothing."""
    if brief.planned and brief.speaker:
        return _PLAN.format(speaker=brief.speaker), _PLAN_OF.format(speaker=brief.speaker), brief.speaker, ""
    theme = theme_words(brief.theme)
    if theme.endswith(("问题", "打算", "不足")):
        return ("",)
    leads = tuple(lead.format(theme=theme) for lead in _OPENING[brief.tone]) if theme else ()
    if brief.planned:
        leads = (*(f"{_PLANS}{lead}" for lead in leads), *leads)
    return (*leads, "")


def linking(brief: Brief, *, again: bool, last: bool) -> str:
    """What leads a later sentence: `again` of the unit of the one before, or the `last` of several."""
    return _AGAIN[brief.tone] if again else _LAST[brief.tone] if last else ""


def is_link(lead: str) -> bool:
    """Whether a lead ties a sentence to the one before, so that the first one cannot have it."""
    return lead in _LINKS


def theme_words(theme: str) -> str:
    """A theme as it stands in a sentence: 志愿服务 of 志愿服务工作."""
    return theme.removesuffix("工作") if len(theme) > 4 else theme
