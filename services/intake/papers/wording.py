"""The sentences of a paper, from the catalogue, and every character that a paper may print."""

from collections.abc import Iterator
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from shared.language.words import LOCALES, text
from shared.language.words.catalogue import entries

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ALWAYS = "0123456789:-…·，。、"


def in_both(key: str, /, between: str = "  ", **values: object) -> str:
    """The sentence of ``key``, Chinese first, English behind it."""
    return between.join(text(key, locale, **values) for locale in LOCALES)


def characters(paper: str, filled_in: "DataclassInstance") -> str:
    """Everything that ``paper`` ("slip", "poster") may print: its sentences, the stages, and the values
    filled in."""
    return "".join((ALWAYS, *_sentences(f"{paper}."), *_sentences("stage."), *_strings(astuple(filled_in))))


def _sentences(prefix: str) -> Iterator[str]:
    for locale in LOCALES:
        yield from (sentence for key, sentence in entries(locale).items() if key.startswith(prefix))


def _strings(values: tuple[Any, ...]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
