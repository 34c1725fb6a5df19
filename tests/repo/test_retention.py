"""Every table of every service says how long its rows are kept, or why they stay."""

from importlib import import_module

import pytest
from sqlalchemy import MetaData

from cli.services import load_service
from shared.kernel.settings.keeping import KeepingTimes
from shared.kernel.store.retention import ALL, load_retention
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS

assert HOUSE.retention
RETENTION = load_retention(HOUSE.retention)
STATED = {(one.service, one.table) for one in (*RETENTION.rules, *RETENTION.lasting)}


def metadata_of(service: str) -> MetaData:
    found: MetaData = import_module(f"services.{service}.storage.tables").METADATA
    return found


def things_of(service: str) -> set[str]:
    """Tables of things, and the desk's copies of all of them."""
    return {kind.table.name for kind in load_service(service).kinds} | {"things"}


@pytest.mark.parametrize("service", CONSUMERS)
def test_each_table_has_a_rule_or_a_reason_to_stay(service: str) -> None:
    for table in metadata_of(service).tables:
        name = "things" if table in things_of(service) else table
        assert {(service, name), (ALL, name)} & STATED, f"shared/language/retention.toml: {service}.{table}"


def test_no_rule_names_a_table_or_a_column_that_is_not_there() -> None:
    for rule in RETENTION.rules:
        for service in CONSUMERS if rule.service == ALL else (rule.service,):
            columns = metadata_of(service).tables[rule.table].columns
            assert rule.moment in columns
            assert not rule.counted or "type" in columns
    for one in RETENTION.lasting:
        services = CONSUMERS if one.service == ALL else (one.service,)
        assert one.table == "things" or all(one.table in metadata_of(name).tables for name in services)


@pytest.mark.parametrize("service", CONSUMERS)
def test_a_service_has_each_rule_once(service: str) -> None:
    names = [rule.name for rule in RETENTION.of(service)]
    assert len(names) == len(set(names))


def test_each_rule_takes_its_days_from_a_setting_and_each_setting_is_taken() -> None:
    fields = {name for name in KeepingTimes.model_fields if name.startswith("keep_")}
    assert {rule.days for rule in RETENTION.rules} == fields


def test_an_answer_and_what_a_backup_compares_outlast_the_inbox() -> None:
    times = {rule.name: (rule.days, rule.more) for rule in RETENTION.rules}
    days, more = times["inbox"]
    for name in ("answers", "timers"):
        assert times[name][0] == days
        assert times[name][1] > more
