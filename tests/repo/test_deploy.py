"""What operators are given agrees with the code."""

import json
import re
from pathlib import Path

import pytest
from typer.models import OptionInfo
from typer.utils import get_params_from_function

from cli.backup.taking import backup
from cli.operate import password_name
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import SAMPLE_PARTNER, broker_users
from shared.kernel.bus.rabbit.definitions import definitions
from shared.kernel.settings.addresses import SECRETS
from shared.kernel.settings.names import COMMON_PREFIX
from shared.kernel.settings.settings import ServiceSettings, prefix_of
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text("utf-8")
TLS = (ROOT / "deploy/docker-compose.tls.yml").read_text("utf-8")
CLUSTER = (ROOT / "docker-compose.cluster.yml").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
COMPOSE_FILES = (ROOT / "docker-compose.yml", *sorted((ROOT / "deploy").glob("*.yml")))

FIELDS = set(ServiceSettings.model_fields) - {"service"} | {f"{name}_file" for name in SECRETS}
SETTINGS = {
    prefix + field.upper()
    for field in FIELDS
    for prefix in (COMMON_PREFIX, *(prefix_of(name) for name in CONSUMERS))
}
DATABASE_PASSWORDS = {f"YOUYUE_POSTGRES_PASSWORD_{name.upper()}" for name in CONSUMERS}
OF_BACKUPS = {
    parameter.default.envvar
    for command in backup.registered_commands
    if command.callback
    for parameter in get_params_from_function(command.callback).values()
    if isinstance(parameter.default, OptionInfo) and parameter.default.envvar
}
OF_PARTNERS = {"YOUYUE_MANAGEMENT_URL"}
BROKER_USERS = broker_users(HOUSE, load_partners(HOUSE))
BROKER_PASSWORDS = {password_name(user.name) for user in BROKER_USERS}


def section(name: str) -> str:
    """The lines of one service in the compose file."""
    return re.split(rf"^  {name}:\n", COMPOSE, flags=re.M)[1].split("\n\n")[0]


def test_the_committed_definitions_are_what_the_topology_says() -> None:
    committed = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text("utf-8"))
    assert committed == definitions(TOPOLOGY), "youyue definitions --output deploy/rabbitmq/definitions.json"


@pytest.mark.parametrize("service", CONSUMERS)
def test_every_service_has_a_container_that_runs_it_and_asks_for_its_health(service: str) -> None:
    lines = section(service)
    assert f"command: [run, {service}]" in lines
    assert f"test: [CMD, youyue, healthcheck, {service}]" in lines


@pytest.mark.parametrize("file", COMPOSE_FILES, ids=lambda file: file.name)
def test_every_name_that_a_container_is_given_is_one_that_the_code_reads(file: Path) -> None:
    given = set(re.findall(r"^ +(YOUYUE_\w+):", file.read_text("utf-8"), re.M))
    assert given <= SETTINGS | DATABASE_PASSWORDS | BROKER_PASSWORDS | OF_BACKUPS | OF_PARTNERS


def test_every_name_that_the_operator_can_set_stands_in_the_example() -> None:
    assert set(re.findall(r"\$\{(\w+)", COMPOSE + CLUSTER + TLS)) == set(
        re.findall(r"^#?(YOUYUE_\w+)=", EXAMPLE, re.M)
    )


def test_nothing_starts_without_passwords_and_the_sample_partner_has_none_by_default() -> None:
    demo = password_name(SAMPLE_PARTNER)
    without = re.findall(r"\$\{\w*PASSWORD\w*(?!\w|:\?).*", COMPOSE)
    assert without == [f"${{{demo}:-}}"]
    given = dict(re.findall(r"^(\w*PASSWORD\w*)=(.*)$", EXAMPLE, re.M))
    assert given.keys() == set(re.findall(r"\$\{(\w*PASSWORD\w*):\?", COMPOSE))
    assert demo not in given
    assert given.keys() >= DATABASE_PASSWORDS | {
        password_name(u.name) for u in BROKER_USERS if not u.is_partner
    }
    assert all(value.startswith("change-me") for value in given.values())


def test_pages_alone_are_published_and_on_this_machine_only() -> None:
    published = re.findall(r"^    ports:\n((?:      - .*\n)+)", COMPOSE, re.M)
    assert all(line.startswith("      - 127.0.0.1:") for lines in published for line in lines.splitlines())
    open_by_default = [name for name in CONSUMERS if "ports:" in section(name)]
    assert open_by_default == ["identity", "console", "desk"]
    looked_at = ["prometheus", "alertmanager", "grafana", "jaeger"]
    assert [name for name in looked_at if "ports:" in section(name)] == looked_at
    assert len(published) == len(open_by_default) + len(looked_at)


def test_every_service_gets_a_database_of_its_own() -> None:
    script = (ROOT / "deploy/postgres/10-services.sh").read_text("utf-8")
    loop = re.search(r'^services="(.*)"$', script, re.M)
    assert loop
    assert set(loop[1].split()) == set(CONSUMERS)


def test_the_server_is_given_the_passwords_of_all_roles_that_it_makes() -> None:
    assert set(re.findall(r"^ +(YOUYUE_POSTGRES_PASSWORD_\w+):", section("postgres"), re.M)) == (
        DATABASE_PASSWORDS
    )


def test_the_broker_is_given_the_passwords_of_all_users_that_it_makes() -> None:
    given = set(re.findall(r"^ +(YOUYUE_RABBITMQ_PASSWORD_\w+):", section("definitions"), re.M))
    needed = {password_name(user.name) for user in BROKER_USERS if not user.is_partner}
    own_pages = {password_name(f"partner-{pages}") for pages in ("desk", "public", "operator")}
    assert given == needed | {password_name(SAMPLE_PARTNER)} | own_pages


def test_no_node_of_a_cluster_waits_until_another_is_healthy() -> None:
    """RabbitMQ 4 is not healthy before its peers are there."""
    nodes = CLUSTER.split("x-after-topology:")[0]
    assert "service_healthy" not in nodes
    assert "depends_on" not in re.split(r"^  rabbitmq:\n", CLUSTER, flags=re.M)[1].split("\n\n")[0]


@pytest.mark.parametrize("service", CONSUMERS)
def test_every_service_reads_the_partners_file_that_the_command_changes(service: str) -> None:
    assert "- *partners" in section(service) or "<<: *service" in section(service)
    assert "YOUYUE_PARTNERS: /etc/youyue/partners/partners.toml" in COMPOSE


def test_the_deployed_partners_are_the_sample_until_somebody_changes_them() -> None:
    assert HOUSE.partners
    assert (ROOT / "deploy/partners/partners.toml").read_bytes() == HOUSE.partners.read_bytes()


def test_the_admin_container_knows_all_that_any_command_of_operators_needs() -> None:
    admin = section("admin")
    assert "<<: [*settings, *databases]" in admin
    urls = set(re.findall(r"^      (YOUYUE_\w+_BROKER_URL):", admin, re.M))
    assert urls == {f"YOUYUE_{service.upper()}_BROKER_URL" for service in CONSUMERS}
    assert "YOUYUE_MANAGEMENT_URL" in admin
    assert "YOUYUE_BROKER_URL: amqp://operator:" in admin, (
        "what is replayed is believed from the operator alone"
    )
    assert "YOUYUE_SENDER_URL: amqp://partner-operator:" in admin, "the operator is in no entry"


@pytest.mark.parametrize("service", CONSUMERS)
def test_the_overlay_of_secrets_gives_every_service_its_passwords_in_files(service: str) -> None:
    overlay = (ROOT / "deploy/docker-compose.secrets.yml").read_text("utf-8")
    for setting, server in (("DATABASE", "postgres"), ("BROKER", "rabbitmq")):
        name = f"{service}-{server}"
        assert f"YOUYUE_{service.upper()}_{setting}_PASSWORD_FILE: /run/secrets/{name}\n" in overlay
        assert f'  {name}: {{file: "${{YOUYUE_SECRETS:-./secrets}}/{name}"}}' in overlay


def test_copies_of_a_service_can_run_side_by_side() -> None:
    assert "container_name" not in COMPOSE
