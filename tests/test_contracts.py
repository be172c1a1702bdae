"""Value types cannot change after they are made, and are made by naming their fields."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODELS = [import_module(f"{path.parent.name}.model") for path in sorted(ROOT.glob("*/model.py"))]
VALUES = [
    value
    for model in MODELS
    for value in vars(model).values()
    if isinstance(value, type) and is_dataclass(value) and value.__module__ == model.__name__
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{value.__module__}.{value.__name__}")
def test_a_value_is_frozen_and_keyword_only(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert all(field.kw_only for field in fields(value))
