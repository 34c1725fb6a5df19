"""The comparison that guards released contracts notices every way to break one."""

from enum import StrEnum
from types import GenericAlias
from typing import Any

import pytest
from pydantic import BaseModel, create_model

from cli.documents.released.compatibility import breaks


class Inner(BaseModel):
    """A part of the released message."""

    number: int
    note: str = ""


class Released(BaseModel):
    """The message as it was released."""

    id: str
    title: str | None = None
    parts: tuple[Inner, ...] = ()


def schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(mode="serialization")


def changed(base: type[BaseModel], *, without: str = "", **fields: Any) -> type[BaseModel]:
    kept: dict[str, Any] = {n: (f.annotation, f) for n, f in base.model_fields.items() if n != without}
    return create_model(base.__name__, **(kept | fields))


def several(model: type[BaseModel]) -> Any:
    return GenericAlias(tuple, (model, ...))


def found(current: type[BaseModel]) -> list[str]:
    return breaks(schema(Released), schema(current))


def test_the_same_shape_breaks_nothing() -> None:
    assert found(changed(Released)) == []


def test_other_words_break_nothing() -> None:
    reworded = schema(Released)
    reworded["description"] = "Said better."
    reworded["properties"]["id"]["description"] = "Which one."

    assert breaks(schema(Released), reworded) == []


def test_an_optional_field_may_be_added() -> None:
    assert found(changed(Released, more=(str, ""))) == []


def test_an_optional_field_may_be_added_deep_inside() -> None:
    assert found(changed(Released, parts=(several(changed(Inner, more=(int, 0))), ()))) == []


def test_a_removed_field_is_noticed() -> None:
    assert found(changed(Released, without="title")) == ["data.title is gone"]


def test_a_renamed_field_is_noticed() -> None:
    assert "data.title is gone" in found(changed(Released, without="title", heading=(str | None, None)))


@pytest.mark.parametrize("other", [int | None, str, bytes | None, tuple[str, ...] | None])
def test_a_retyped_field_is_noticed(other: Any) -> None:
    assert any(problem.startswith("data.title") for problem in found(changed(Released, title=(other, None))))


def test_a_field_that_is_required_now_is_noticed() -> None:
    assert found(changed(Released, more=(str, ...))) == ["data.more is required now"]
    assert "data.title is required now" in found(changed(Released, title=(str | None, ...)))


def test_a_field_that_readers_could_rely_on_and_may_be_missing_now_is_noticed() -> None:
    assert "data.id is not always there any more" in found(changed(Released, id=(str, "")))


@pytest.mark.parametrize(
    ("inner", "problem"),
    [
        (changed(Inner, without="note"), "note is gone"),
        (changed(Inner, number=(str, ...)), "number"),
        (changed(Inner, more=(int, ...)), "more is required now"),
    ],
)
def test_a_break_deep_inside_is_noticed(inner: type[BaseModel], problem: str) -> None:
    assert any(problem in line for line in found(changed(Released, parts=(several(inner), ()))))


def test_a_field_called_like_a_word_of_json_schema_is_a_field() -> None:
    before = create_model("M", title=(str, ...), description=(str, ...))
    after = create_model("M", title=(str, ...))

    assert breaks(schema(before), schema(after)) == ["data.description is gone"]


def test_a_value_may_be_added_to_an_enumeration_and_none_may_go() -> None:
    def lit(names: str) -> type[BaseModel]:
        fields: dict[str, Any] = {"light": (StrEnum("Light", names), ...)}
        return create_model("M", **fields)

    before, after = lit("green red"), lit("green yellow red")

    assert breaks(schema(before), schema(after)) == []
    assert breaks(schema(after), schema(before)) == ["Light: the value yellow is gone"]


def test_what_is_found_in_a_shape_is_told_once() -> None:
    twice = create_model("M", first=(Inner, ...), second=(Inner, ...))
    other = changed(Inner, without="note")

    assert breaks(schema(twice), schema(changed(twice, first=(other, ...), second=(other, ...)))) == [
        "Inner.note is gone"
    ]


def test_a_shape_may_get_another_name() -> None:
    renamed = create_model("Part", number=(int, ...), note=(str, ""))

    assert found(changed(Released, parts=(several(renamed), ()))) == []
