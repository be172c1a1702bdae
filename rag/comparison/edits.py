"""A message that changes the comparison the conversation last made."""

from dataclasses import dataclass

from rag.comparison.plan import Plan
from rag.directory import Directory


@dataclass(frozen=True, kw_only=True, slots=True)
class Edited:
    """A comparison as a message changes it."""

    plan: Plan
    note: str = ""
    paragraph: bool = False


def edited(message: str, plan: Plan, directory: Directory) -> Edited | None:
    return None
