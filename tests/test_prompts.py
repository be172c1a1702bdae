"""Prompts are files whose variables are checked when they are loaded."""

from pathlib import Path

import pytest

import prompts
from prompts import PromptError, load_prompt, parse_prompt

NAMES = sorted(path.stem for path in Path(prompts.__file__).parent.glob("*.md"))


def test_every_variable_is_filled_in_and_values_are_left_as_they_are() -> None:
    prompt = load_prompt("answer_question", ("evidence", "question"))
    filled = prompt.fill(evidence="[1] 奖金$question元", question="多少？")
    assert "奖金$question元" in filled
    assert "问题：多少？" in filled


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_with_other_variables_than_the_program_fills_in_is_refused(name: str) -> None:
    with pytest.raises(PromptError, match="no_such_variable"):
        load_prompt(name, ("no_such_variable",))


def test_a_missing_file_and_a_stray_sign_are_refused() -> None:
    with pytest.raises(PromptError, match="nothing"):
        load_prompt("nothing")
    with pytest.raises(PromptError, match="begins no variable"):
        parse_prompt("price", "共 $ 5", ())


def test_a_value_without_a_place_is_refused() -> None:
    with pytest.raises(PromptError):
        load_prompt("rewrite", ("sentence", "reason")).fill(sentence="甲")
