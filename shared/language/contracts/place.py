"""A place on the map: both of its numbers, or neither."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

Latitude = Annotated[Decimal, Field(ge=-90, le=90, decimal_places=7)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, decimal_places=7)]
"""Degrees."""


def whole_place(latitude: object | None, longitude: object | None) -> None:
    """A place has both. Raises PydanticCustomError, which names the one that is missing."""
    if (latitude is None) is not (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise PydanticCustomError("half_a_place", "is missing, and a place has both", {"field": missing})
