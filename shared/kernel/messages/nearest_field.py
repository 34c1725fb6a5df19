"""Which field somebody meant who named one that there is not."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

_LONGEST = 64
"""Characters of a name that are compared."""


def nearest_field(model: type[BaseModel], where: tuple[int | str, ...]) -> str:
    """The field most like the last part of ``where``, in the model that the parts before lead to."""
    *way, wrong = where
    fields = list(_reached(model, way).model_fields)
    return next(iter(get_close_matches(str(wrong)[:_LONGEST], fields, n=1, cutoff=0.0)), "")


def _reached(model: type[BaseModel], way: list[int | str]) -> type[BaseModel]:
    for part in way:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _model_in(field.annotation) if field else None
        model = inner or model
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
