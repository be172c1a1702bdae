"""Prompt text for language models, as Markdown files whose `$variables` are checked when loaded.

None is needed by the extractive writer.
"""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files
from string import Template


class PromptError(Exception):
    """A prompt file that is missing, or whose variables are not those that the program fills in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """A prompt and the variables in it."""

    name: str
    text: str
    variables: frozenset[str]

    def fill(self, **values: str) -> str:
        """The prompt with every variable filled in; what is filled in is not looked at for variables.

        Raises PromptError where a variable is left over or a value has no place.
        """
        if self.variables != set(values):
            raise PromptError(f"{self.name}: expected {sorted(self.variables)}, given {sorted(values)}")
        return Template(self.text).substitute(values)


def load_prompt(name: str, variables: Collection[str] = ()) -> Prompt:
    """The prompt `name`.md, which must hold just these variables. Raises PromptError."""
    file = files(__name__).joinpath(f"{name}.md")
    if not file.is_file():
        raise PromptError(f"{name}.md is missing")
    return parse_prompt(name, file.read_text(encoding="utf-8"), variables)


def parse_prompt(name: str, text: str, variables: Collection[str]) -> Prompt:
    """A prompt from its text. Raises PromptError where it is not a template of just these variables."""
    template = Template(text.strip())
    if not template.is_valid():
        raise PromptError(f"{name}.md: a $ that begins no variable (write $$ for the sign itself)")
    found = frozenset(template.get_identifiers())
    if found != frozenset(variables):
        raise PromptError(f"{name}.md holds {sorted(found)}, the program fills in {sorted(variables)}")
    return Prompt(name=name, text=template.template, variables=found)
