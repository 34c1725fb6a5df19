"""The words of a form: the catalogue's."""

from collections.abc import Iterable

from services.desk.domain.forms.fields import Field
from shared.language.words.catalogue import entries

_FAMILY = "code:"


def label(field: Field, locale: str) -> str:
    """What the field is called, where it stands."""
    known = entries(locale)
    return as_label(known.get(f"field.{field.path}") or known[f"field.{field.key}"])


def labels(form: Iterable[Field], locale: str) -> dict[str, str]:
    """Path → what the field is called, of all of a form."""
    return {one.path: label(one, locale) for of in form for one in of.each()}


def as_label(words: str) -> str:
    """Words that stand in a sentence elsewhere, as the name of a field: ``the text`` is ``Text``."""
    plain = words.removeprefix("the ")
    return plain[:1].upper() + plain[1:]


def hint(type: str, field: Field, locale: str) -> str:
    """What helps who fills it in; empty: nothing more is to be said."""
    known = entries(locale)
    keys = (f"field_hint.{type.removesuffix('.v1')}.{field.path}", f"field_hint.{field.key}")
    return next((known[key] for key in keys if key in known), "")


def problem(code: str, locale: str) -> str:
    """What is wrong with a field."""
    known = entries(locale)
    return known.get(f"invalid.{code}", known["invalid.default"])


def value_in_words(field: Field, value: str, locale: str) -> str:
    """One of the values that a list of the contract or of the catalogue has; the value where there is no
    word."""
    known = entries(locale)
    family = field.source.removeprefix(_FAMILY).partition(":")[0] if field.source.startswith(_FAMILY) else ""
    keys = (f"{family}.{value}", f"value.{field.key}.{value}", f"value.{value}")
    return next((known[key] for key in keys if key in known), value)
