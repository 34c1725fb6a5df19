"""docs/generated/retention(.zh).md: what each table is kept for, and how long.

From the file that the purge reads."""

from typing import Literal

from cli.documents.markdown import code, page, table
from shared.kernel.messages.base import Bilingual
from shared.kernel.settings.keeping import KeepingTimes
from shared.kernel.settings.names import COMMON_PREFIX
from shared.kernel.store.retention import ALL, KeepingRule, Lasting, Retention, load_retention
from shared.language.house import HOUSE

Language = Literal["zh", "en"]
_TITLE = Bilingual(zh="保存期限", en="Retention")
_INTRODUCTION = Bilingual(
    zh="""\
[English](retention.md)

每个服务的每张表：保存什么、依据什么、保存多久。到期的行由各服务自己清理，每天走完一遍，
每次只取几百行；几个实例同时运行也只清理一次。没有办完、没有发出、仍在等待的从不清理。
天数是设置项，括号里是法律允许的最小值；改了之后重启服务即可。`*` 表示每个服务。
""",
    en="""\
[中文](retention.zh.md)

Every table of every service: what is kept, on what basis, and how long. Each service purges its own, one
walk a day, a few hundred rows at a time; with several instances each row goes once. What is open, unsent or
waiting is never purged. Days are settings, the least that the law allows in brackets; a changed one holds
after a restart. `*` is every service.
""",
)
_HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("表", "内容", "依据", "多少天", "到期后"),
    "en": ("table", "what", "basis", "days", "then"),
}
_THEN: dict[str, Bilingual] = {
    "removed": Bilingual(zh="删除", en="removed"),
    "emptied": Bilingual(zh="清空内容，行保留", en="emptied; the row stays"),
    "moved": Bilingual(zh="移到 `journal_past`", en="moved to `journal_past`"),
}
_STAYS = Bilingual(zh="不按期清理", en="not purged by time")


def retention() -> Retention:
    """The file of the platform."""
    assert HOUSE.retention
    return load_retention(HOUSE.retention)


def retention_page(language: Language) -> str:
    """The page in one language: first what leaves, then what stays."""
    rows = [_rule(one, language) for one in retention().rules]
    rows += [_lasting(one, language) for one in retention().lasting]
    return page(said(_TITLE, language), said(_INTRODUCTION, language), table(_HEADS[language], rows))


def kept_for(rule: KeepingRule, language: Language) -> str:
    """The setting, its default and the least: of ``more`` days more."""
    field = KeepingTimes.model_fields[rule.days]
    least = next(one.ge for one in field.metadata if hasattr(one, "ge"))
    days = {"zh": "长期", "en": "for good"}[language] if field.default is None else str(field.default)
    more = f" + {rule.more}" if rule.more else ""
    return f"{code(COMMON_PREFIX + rule.days.upper())}: {days}{more} (≥ {least})"


def said(text: Bilingual, language: Language) -> str:
    """In that language."""
    return text.zh if language == "zh" else text.en


def _rule(one: KeepingRule, language: Language) -> tuple[str, ...]:
    then = said(_THEN[one.then], language)
    return (*_place(one, language), kept_for(one, language), then)


def _lasting(one: Lasting, language: Language) -> tuple[str, ...]:
    return (*_place(one, language), "", said(_STAYS, language))


def _place(one: KeepingRule | Lasting, language: Language) -> tuple[str, ...]:
    name = "(things)" if one.table == "things" and one.service == ALL else one.table
    return code(f"{one.service}.{name}"), said(one.what, language), said(one.basis, language)
