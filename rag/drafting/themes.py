"""Which themes the library has most to say of: what a draft may be about."""

from rag.comparison.fields import GENERAL, field_of
from rag.retrieve import Shelf

_MOST = 6
_NO_THEME = ("存在的问题", "下一步打算")


def themes_of(shelf: Shelf) -> tuple[str, ...]:
    """The lines of work that most reports of the library speak of, the commonest first."""
    general = field_of(GENERAL)
    if general is None:
        return ()
    texts = [shelf.words(i) for entry in shelf.refresh().entries for i in entry.report_ids]
    told = {
        thing.name: sum(bool(thing.pattern.search(text)) for text in texts)
        for thing in general.things
        if thing.name not in _NO_THEME
    }
    return tuple(name for name in sorted(told, key=lambda n: -told[n]) if told[name])[:_MOST]
