"""Look a key up and fill its sentence."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.messages.pofile import read_po

from shared.kernel.messages.base import Bilingual
from shared.language.words.codes import in_words

LOCALES = ("zh_CN", "en")
"""Chinese first."""


@cache
def entries(locale: str) -> Mapping[str, str]:
    """Every key of ``locale`` with its text; read once."""
    source = files(__package__) / "locale" / locale / "LC_MESSAGES" / "youyue.po"
    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=locale, abort_invalid=True)
    return MappingProxyType({str(entry.id): str(entry.string) for entry in catalogue if entry.id})


def text(key: str, locale: str, /, **values: object) -> str:
    """The text of ``key``, with the codes among ``values`` in that language's words.

    Raises KeyError for an unknown key or a value that the sentence asks for and nobody gave: both are
    mistakes in the program, which tests/repo/test_catalogue.py finds.
    """
    known = entries(locale)
    sentence = known[key]
    if "{" not in sentence:
        return sentence
    return sentence.format_map(
        in_words(known, {name: said_in(value, locale) for name, value in values.items()})
    )


def said_in(value: object, locale: str) -> str:
    """``value`` as a text; of a text in two languages (``Bilingual``, or its JSON) the one of ``locale``."""
    if isinstance(value, Bilingual):
        value = value.model_dump()
    if isinstance(value, Mapping) and value.keys() == Bilingual.model_fields.keys():
        value = value["zh" if locale == LOCALES[0] else "en"]
    return str(value)


def bilingual(key: str, /, **values: object) -> Bilingual:
    """``text`` in both languages."""
    zh, en = (text(key, locale, **values) for locale in LOCALES)
    return Bilingual(zh=zh, en=en)
