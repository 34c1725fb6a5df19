"""Settings: secrets from files, passwords apart from URLs, TLS; and nothing that is wrong tells a
password."""

import json
import logging
import ssl
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from cli.backup.programs import connection_of
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.secrecy import redact, remember
from shared.kernel.settings.settings import SettingsError, settings_for
from shared.kernel.settings.tls import split_tls
from shared.kernel.store.database import create_engine

SECRET = "s3cret/with@odd:signs"
DATABASE = "postgresql://intake@db:5432/intake"
BROKER = "amqp://intake@broker:5672/"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n", "utf-8")
    return file


def test_a_password_comes_from_a_file_of_its_own_and_is_quoted_into_the_url(
    monkeypatch: pytest.MonkeyPatch, secret: Path
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", DATABASE)
    monkeypatch.setenv("YOUYUE_INTAKE_DATABASE_PASSWORD_FILE", str(secret))
    monkeypatch.setenv("YOUYUE_INTAKE_BROKER_URL", BROKER)
    monkeypatch.setenv("YOUYUE_BROKER_PASSWORD", SECRET)
    settings = settings_for("intake")
    assert settings.sqlalchemy_url == "postgresql+asyncpg://intake:s3cret%2Fwith%40odd%3Asigns@db:5432/intake"
    assert str(settings.broker_url) == "amqp://intake:s3cret%2Fwith%40odd%3Asigns@broker:5672/"
    assert SECRET not in repr(settings.database_password)


def test_of_several_hosts_each_has_its_port_and_what_the_url_says_else_stays(
    monkeypatch: pytest.MonkeyPatch, secret: Path
) -> None:
    monkeypatch.setenv(
        "YOUYUE_DATABASE_URL", "postgresql://intake@one:5433,two/intake?target_session_attrs=any"
    )
    monkeypatch.setenv("YOUYUE_DATABASE_PASSWORD_FILE", str(secret))
    settings = settings_for("intake")
    engine = create_engine(settings.sqlalchemy_url, "intake", 1)
    _, given = engine.dialect.create_connect_args(engine.url)
    assert (given["host"], given["port"]) == (["one", "two"], [5433, 5432])
    assert (given["password"], given["target_session_attrs"]) == (SECRET, "any")
    said = connection_of(settings)
    assert (said["PGHOST"], said["PGPORT"], said["PGPASSWORD"]) == ("one,two", "5433,5432", SECRET)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, {}),
        ({"TLS": "require"}, {"PGSSLMODE": "require"}),
        ({"TLS": "verify-full"}, {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "system"}),
        ({"CA_FILE": "/ca.pem"}, {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/ca.pem"}),
        (
            {"CA_FILE": "/ca.pem", "CERT_FILE": "/c.pem", "KEY_FILE": "/k.pem"},
            {
                "PGSSLMODE": "verify-full",
                "PGSSLROOTCERT": "/ca.pem",
                "PGSSLCERT": "/c.pem",
                "PGSSLKEY": "/k.pem",
            },
        ),
    ],
)
def test_a_backup_trusts_no_other_server_than_the_services_do(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: dict[str, str]
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", DATABASE)
    for name, value in given.items():
        monkeypatch.setenv(f"YOUYUE_DATABASE_{name}", value)
    told = connection_of(settings_for("intake"))
    assert {name: value for name, value in told.items() if name.startswith("PGSSL")} == said


def test_a_whole_url_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://intake:word@db/intake\n", "utf-8")
    monkeypatch.setenv("YOUYUE_DATABASE_URL_FILE", str(file))
    assert settings_for("intake").sqlalchemy_url == "postgresql+asyncpg://intake:word@db/intake"


WRONG = {
    "twice": ({"DATABASE_PASSWORD": SECRET, "DATABASE_PASSWORD_FILE": "/x"}, "not both"),
    "no such file": ({"DATABASE_PASSWORD_FILE": "/nowhere/secret"}, "/nowhere/secret"),
    "in the URL and apart": (
        {"DATABASE_URL": f"postgresql://i:{SECRET[:6]}@db/i", "DATABASE_PASSWORD": SECRET},
        "once",
    ),
    "without a user": ({"DATABASE_URL": "postgresql://db/i", "DATABASE_PASSWORD": SECRET}, "names no user"),
    "no URL at all": ({"BROKER_URL": f"http://i:{SECRET[:6]}@broker"}, "YOUYUE_INTAKE_BROKER_URL"),
    "nonsense": ({"DATABASE_URL": f"postgresql://i:{SECRET}@[db/i"}, "YOUYUE_INTAKE_DATABASE_URL"),
    "a standby for a service": ({"DATABASE_URL": f"{DATABASE}?target_session_attrs=standby"}, "read-write"),
    "certificates without TLS": ({"BROKER_URL": BROKER, "BROKER_CA_FILE": "/ca.pem"}, "amqps"),
    "another's user": ({"BROKER_URL": f"amqp://guest:{SECRET[:6]}@broker/"}, "YOUYUE_TRUST=everybody"),
}


@pytest.mark.parametrize("case", WRONG)
def test_nonsense_is_refused_and_no_password_is_repeated(monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    names, says = WRONG[case]
    for name, value in {"DATABASE_URL": DATABASE, **names}.items():
        monkeypatch.setenv(f"YOUYUE_INTAKE_{name}", value)
    with pytest.raises(SettingsError, match=says) as refused:
        settings_for("intake")
    assert SECRET[:6] not in str(refused.value)
    assert refused.value.__cause__ is None or SECRET[:6] not in str(refused.value.__cause__)


def test_tls_is_said_in_the_urls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", f"{DATABASE}?x=1")
    monkeypatch.setenv("YOUYUE_DATABASE_CA_FILE", "/etc/ca.pem")
    monkeypatch.setenv("YOUYUE_BROKER_URL", "amqps://intake:word@broker/")
    monkeypatch.setenv("YOUYUE_BROKER_CA_FILE", "/etc/ca.pem")
    monkeypatch.setenv("YOUYUE_BROKER_VERIFY", "false")
    settings = settings_for("intake")
    assert settings.sqlalchemy_url.endswith("/intake?x=1&sslrootcert=%2Fetc%2Fca.pem")
    assert str(settings.broker_url).endswith("?cafile=%2Fetc%2Fca.pem&no_verify_ssl=1")


def test_the_database_s_tls_modes_mean_what_postgresql_says() -> None:
    contexts = {
        mode: split_tls(f"{DATABASE}?sslmode={mode}")[1] for mode in ("require", "verify-ca", "verify-full")
    }
    seen = {
        mode: (c.verify_mode, c.check_hostname)
        for mode, c in contexts.items()
        if isinstance(c, ssl.SSLContext)
    }
    assert seen == {
        "require": (ssl.CERT_NONE, False),
        "verify-ca": (ssl.CERT_REQUIRED, False),
        "verify-full": (ssl.CERT_REQUIRED, True),
    }
    assert split_tls(f"{DATABASE}?sslmode=disable&x=1") == (f"{DATABASE}?x=1", "disable")
    assert split_tls(DATABASE) == (DATABASE, None)
    with pytest.raises(ValueError, match="perhaps"):
        split_tls(f"{DATABASE}?sslmode=perhaps")


letters = st.characters(codec="utf-8", exclude_characters="@/'\"", exclude_categories=["Z", "C"])
words = st.text(letters, min_size=9)


@given(password=words)
def test_a_password_in_a_url_is_never_written(password: str) -> None:
    said = redact(f"cannot reach amqps://intake:{password}@broker:5671/ (Errno 111)")
    assert said == "cannot reach amqps://intake:***@broker:5671/ (Errno 111)"


def test_a_known_secret_is_struck_out_wherever_it_stands() -> None:
    remember('a "quoted" secret 密')
    for text in (
        'a "quoted" secret 密',
        json.dumps('a "quoted" secret 密'),
        "a%20%22quoted%22%20secret%20%E5%AF%86",
    ):
        assert "quoted" not in redact(f"<{text}>")


@pytest.mark.parametrize("format", ["json", "people"])
def test_no_log_line_and_no_traceback_holds_a_password(
    format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    remember("remembered-secret")
    try:
        configure_logging("INFO", format)
        structlog.get_logger("a").warning(
            "failed", url="amqp://intake:hidden-in-url@broker/", known="remembered-secret"
        )
        try:
            raise ConnectionError("postgresql://intake:hidden-in-url@db/intake: remembered-secret")
        except ConnectionError:
            logging.getLogger("of.a.library").exception("in a traceback")
    finally:
        root.handlers[:], root.level = before, level
        structlog.reset_defaults()
    said = capsys.readouterr().err
    assert "in a traceback" in said
    assert "ConnectionError" in said
    assert "hidden-in-url" not in said
    assert "remembered-secret" not in said
