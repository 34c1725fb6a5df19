"""Texts for people, Chinese first: one gettext catalogue, whose msgids are keys such as
``refusal.wrong_state``.

The program reads the ``.po`` files under ``locale/``; there is no compile step. A sentence has ``{name}``
placeholders.
"""

from shared.language.words.catalogue import LOCALES, bilingual, said_in, text

__all__ = ["LOCALES", "bilingual", "said_in", "text"]
