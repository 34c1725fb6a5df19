"""P19: what is given is heeded, or refused in a sentence; nothing is silently something else."""

from collections.abc import Mapping

import pytest

from cli.backends import Backends
from cli.demo import demo
from cli.process import Process
from cli.servers import addresses, database_of, given_url, sender_url, settings_of
from shared.kernel.settings.settings import SettingsError
from shared.language.topology import CONSUMERS

DATABASE = "postgresql://u@db/x"


def set_all(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def each(server: str, url: str, services: tuple[str, ...] = CONSUMERS) -> dict[str, str]:
    return {f"YOUYUE_{name.upper()}_{server}_URL": url.format(name=name) for name in services}


def test_an_address_for_each_service_is_each_service_s_address(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, each("BROKER", "amqp://{name}@broker/"))
    assert addresses("BROKER", CONSUMERS) == {name: f"amqp://{name}@broker/" for name in CONSUMERS}


def test_its_own_address_wins_over_the_common_one(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(
        monkeypatch,
        {"YOUYUE_DATABASE_URL": "postgresql://u@common/x", **each("DATABASE", DATABASE, ("intake",))},
    )
    found = addresses("DATABASE", CONSUMERS)
    assert (found["intake"], found["console"]) == (DATABASE, "postgresql://u@common/x")
    given = Backends(found, {}, None)
    assert given.settings("intake").sqlalchemy_url == settings_of("intake").sqlalchemy_url


def test_names_without_prefix_are_understood_where_no_other_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"DATABASE_URL": DATABASE, "BROKER_URL": "amqp://intake@broker/"})
    settings = settings_of("intake")
    assert (settings.database_url.hosts()[0]["host"], str(settings.broker_url)) == (
        "db",
        "amqp://intake@broker/",
    )


def test_commands_are_sent_by_who_sends_them_alone_unless_another_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_all(monkeypatch, {"YOUYUE_BROKER_URL": "amqp://operator@b/"})
    assert sender_url(None) is None, "then as for other tools"
    set_all(monkeypatch, {"YOUYUE_SENDER_URL": "amqp://partner-operator@b/"})
    assert sender_url(None) == "amqp://partner-operator@b/"
    assert sender_url("amqp://partner-demo@b/") == "amqp://partner-demo@b/"


REFUSED = {
    "a broker for some": (
        each("BROKER", "amqp://{name}@b/", ("intake", "handling")),
        "YOUYUE_CONSOLE_BROKER_URL",
    ),
    "a database for some": (each("DATABASE", DATABASE, ("intake",)), "YOUYUE_HANDLING_DATABASE_URL"),
    "a password without a broker": (
        {"YOUYUE_BROKER_PASSWORD": "secret-word"},
        "YOUYUE_BROKER_PASSWORD would",
    ),
    "a file for one": ({"YOUYUE_INTAKE_BROKER_PASSWORD_FILE": "/x"}, "YOUYUE_INTAKE_BROKER_PASSWORD_FILE"),
    "TLS without a database": ({"YOUYUE_DATABASE_TLS": "require"}, "no YOUYUE_DATABASE_URL"),
    "an empty database": ({"YOUYUE_DATABASE_URL": ""}, "YOUYUE_DATABASE_URL is empty"),
    "an empty one of one": ({"YOUYUE_INTAKE_DATABASE_URL": " "}, "YOUYUE_INTAKE_DATABASE_URL is empty"),
    "an empty broker": ({"YOUYUE_BROKER_URL": ""}, "YOUYUE_BROKER_URL is empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_heeded_by_nobody_is_refused(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    values, says = REFUSED[case]
    set_all(monkeypatch, values)
    with pytest.raises(SettingsError, match=says) as refused:
        addresses("DATABASE", CONSUMERS), addresses("BROKER", CONSUMERS)
    assert "secret-word" not in str(refused.value)


def test_a_tool_does_not_read_the_embedded_database_where_others_have_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert database_of("intake", CONSUMERS) is None
    set_all(monkeypatch, each("DATABASE", DATABASE, ("console",)))
    assert database_of("console", CONSUMERS) == DATABASE
    with pytest.raises(SettingsError, match="YOUYUE_INTAKE_DATABASE_URL"):
        database_of("intake", CONSUMERS)


@pytest.mark.parametrize(
    ("field", "value"),
    [("HTTP_PORT", "9999"), ("HTTP_HOST", "0.0.0.0"), ("LOG_LEVEL", "DEBUG"), ("HTTP_PROXIES", "10.0.0.1")],
)
def test_services_of_one_process_cannot_want_different_things_of_what_they_share(
    monkeypatch: pytest.MonkeyPatch, field: str, value: str
) -> None:
    monkeypatch.setenv(f"YOUYUE_CONSOLE_{field}", value)
    backends = Backends(dict.fromkeys(CONSUMERS, DATABASE), {}, None)
    with pytest.raises(SettingsError, match=f"share YOUYUE_{field}"):
        Process(CONSUMERS, backends.settings)
    alone = Process(("console",), backends.settings)
    assert str(getattr(alone.services[0].settings, field.lower())) == value


def test_what_the_embedded_mode_chooses_gives_way_to_what_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", "s3://bucket/here")
    backends = Backends(
        dict.fromkeys(CONSUMERS, DATABASE), {}, None, defaults={"attachments_url": "file:///there"}
    )
    assert backends.settings("intake").attachments_url == "s3://bucket/here"
    assert backends.settings("console").attachments_url == "file:///there"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"YOUYUE_STORY_CLOCK": "2026-09-01T08:00:00+08:00"}, "YOUYUE_STORY_CLOCK"),
        (each("BROKER", "amqp://{name}@b/"), "--broker-url"),
        (each("BROKER", "amqp://{name}@b/", ("intake",)), "YOUYUE_CONSOLE_BROKER_URL"),
    ],
)
def test_the_demo_says_what_it_cannot_heed(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], says: str
) -> None:
    set_all(monkeypatch, values)
    monkeypatch.setattr("cli.demo.configure_logging", lambda *said: None)
    with pytest.raises(SettingsError, match=says):
        demo(once=True)


def test_the_demo_on_running_services_takes_no_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.demo.configure_logging", lambda *said: None)
    with pytest.raises(SettingsError, match="--database-url"):
        demo(services="http://127.0.0.1:1", database_url=DATABASE)


def test_an_address_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"YOUYUE_DATABASE_URL": DATABASE, "YOUYUE_DATABASE_URL_FILE": "/x"})
    with pytest.raises(SettingsError, match="not both"):
        given_url("DATABASE_URL")
