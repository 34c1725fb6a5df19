"""docs/generated/personal-data(.zh).md: what is kept of people, where, for whom, why and for how long.

It is the record that 个人信息保护法 (PIPL) art. 51, 55 and 56 ask for; a data protection officer signs it,
and adds what is the township's own.
"""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cli.documents.markdown import code, codes, page, table
from cli.documents.retention import kept_for, retention
from cli.services import LOADERS
from shared.kernel.messages.base import Bilingual
from shared.language.rules import load_rule_set, numbers_of

Language = Literal["zh", "en"]
_FILE = Path(__file__).with_name("personal_data.toml")
_HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("内容", "谁的", "存放处", "目的", "依据", "谁能看", "保存多久"),
    "en": ("what", "whose", "where", "why", "basis", "who reads it", "how long"),
}
_WHOSE: dict[str, Bilingual] = {
    "raiser": Bilingual(zh="提出人", en="raisers"),
    "voter": Bilingual(zh="投票人", en="voters"),
    "official": Bilingual(zh="代表、工作人员", en="deputies and staff"),
    "anybody": Bilingual(zh="各方", en="anybody"),
}


class Kept(BaseModel):
    """One entry. ``columns``: patterns of ``service.table.column``; ``says``: fields of commands by which it
    comes in; ``rule``: the number of the rule set that says how long; ``purged``: the rules of the retention
    file that do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Bilingual
    columns: tuple[str, ...]
    whose: Literal["raiser", "voter", "official", "anybody"]
    says: tuple[str, ...] = ()
    why: Bilingual
    basis: Bilingual
    readers: Bilingual
    kept: Bilingual
    rule: str | None = None
    purged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record. ``nobody``: patterns of columns that lead to nobody."""

    title: Bilingual
    introduction: Bilingual
    kept: tuple[Kept, ...]
    nobody: tuple[str, ...]

    def places(self, column: str) -> int:
        """How many entries a column has; one that leads to nobody has one too."""
        said = sum(_among(column, one.columns) for one in self.kept)
        return said or int(_among(column, self.nobody))


@cache
def record() -> Record:
    """As the file has it. Raises pydantic's ValidationError."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    title, introduction = (Bilingual.model_validate(content[name]) for name in ("title", "introduction"))
    kept = tuple(map(Kept.model_validate, content["kept"]))
    return Record(title, introduction, kept, tuple(content["nobody"]["columns"]))


def columns() -> tuple[str, ...]:
    """``service.table.column`` of every service's tables."""
    found = []
    for service in LOADERS:
        metadata = import_module(f"services.{service}.storage.tables").METADATA
        found += [
            f"{service}.{one.name}.{column.name}" for one in metadata.sorted_tables for column in one.columns
        ]
    return tuple(found)


def personal_data_page(language: Language) -> str:
    """The page in one language."""
    rows = [_row(one, language) for one in record().kept]
    return page(
        _said(record().title, language), _said(record().introduction, language), table(_HEADS[language], rows)
    )


def _row(one: Kept, language: Language) -> tuple[str, ...]:
    what, whose, why, basis, readers, until = (
        _said(text, language)
        for text in (one.what, _WHOSE[one.whose], one.why, one.basis, one.readers, one.kept)
    )
    rules = [rule for rule in retention().rules if rule.name in one.purged]
    numbers = [*([_number(one.rule)] if one.rule else []), *(kept_for(rule, language) for rule in rules)]
    kept = f"{until} ({'; '.join(dict.fromkeys(numbers))})" if numbers else until
    return what, whose, codes(one.columns), why, basis, readers, kept


def _said(text: Bilingual, language: Language) -> str:
    return text.zh if language == "zh" else text.en


def _number(rule: str) -> str:
    """A number of the rules, as the model says that holds where none is chosen. Raises StopIteration."""
    value = next(one.value for one in numbers_of(load_rule_set()) if one.name == rule)
    return f"{code(rule)}: {value}"


def _among(column: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(column, pattern) for pattern in patterns)
