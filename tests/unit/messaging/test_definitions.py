import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.operate import broker_passwords, password_name
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import OPERATOR, SAMPLE_PARTNER, User, broker_users, exactly
from shared.kernel.bus.rabbit.definitions import PasswordMissing, definitions, password_hash, with_users
from shared.kernel.messages.topology import ANSWERS
from shared.language.contracts.registry import SERVICES, TYPES
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY

USERS = broker_users(HOUSE, load_partners(HOUSE))
USER = {user.name: user for user in USERS}
EXCHANGES = frozenset(exchange.name for exchange in TOPOLOGY.exchanges)
QUEUES = frozenset(queue.name for queue in TOPOLOGY.queues)
COMMANDS = frozenset(name for name in EXCHANGES if name.endswith(".commands"))
STREAMS = frozenset(f"{service}.events" for service in SERVICES)
PASSWORDS = {user.name: f"password of {user.name}" for user in USERS}

HOTLINE = "partner-12345"

names = st.from_regex(r"[a-z0-9][a-z0-9.*+-]{0,20}", fullmatch=True)


def allowed(pattern: str, among: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in among if re.search(pattern, name))


def policies_of(name: str, kind: str) -> list[dict[str, object]]:
    return [
        policy["definition"]
        for policy in definitions(TOPOLOGY)["policies"]
        if policy["apply-to"] == kind and re.search(policy["pattern"], name)
    ]


def test_the_definitions_hold_no_users_and_no_secrets() -> None:
    assert definitions(TOPOLOGY).keys() == {"vhosts", "exchanges", "queues", "bindings", "policies"}


def test_queues_are_durable_and_declared_with_their_type_alone() -> None:
    for queue in definitions(TOPOLOGY)["queues"]:
        assert queue["durable"]
        assert not queue["auto_delete"]
        assert queue["arguments"].keys() == {"x-queue-type"}


def test_each_queue_has_the_policy_that_the_topology_says_and_no_other() -> None:
    for queue in TOPOLOGY.queues:
        assert policies_of(queue.name, "queues") == ([dict(queue.policy)] if queue.policy else [])


def test_what_nobody_takes_from_a_topic_exchange_is_kept_as_unrouted() -> None:
    for exchange in TOPOLOGY.exchanges:
        kept = exchange.kind == "topic" and exchange.name != ANSWERS
        expected = [{"alternate-exchange": "unrouted"}] if kept else []
        assert policies_of(exchange.name, "exchanges") == expected


def test_every_binding_joins_an_exchange_and_a_queue_that_are_defined() -> None:
    content = definitions(TOPOLOGY)
    for binding in content["bindings"]:
        assert binding["source"] in {exchange["name"] for exchange in content["exchanges"]}
        assert binding["destination"] in {queue["name"] for queue in content["queues"]}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_its_own_stream_retries_and_parking_only(service: str) -> None:
    own = {name for name in EXCHANGES if name.startswith(f"{service}.")} - COMMANDS
    assert allowed(USER[service].write, EXCHANGES) == own | {ANSWERS}


def test_who_sends_commands_reads_its_own_answers_and_nobody_else_s() -> None:
    content = with_users(definitions(TOPOLOGY), USERS, PASSWORDS)
    bound = {(b["destination"], b["routing_key"]) for b in content["bindings"] if b["source"] == ANSWERS}
    askers = ["console", SAMPLE_PARTNER, HOTLINE]
    assert bound == {(f"{a}.answers", a) for a in askers} | {(f"{a}.rejects", f"{a}.rejects") for a in askers}
    queues = frozenset(queue for queue, _ in bound)
    for user in USERS:
        own = {queue for queue in queues if queue.startswith(f"{user.name}.")}
        assert allowed(user.read, queues) == (queues if user.name == OPERATOR else own)
    for queue in queues:
        (policy,) = (
            policy["definition"]
            for policy in content["policies"]
            if policy["apply-to"] == "queues" and re.search(policy["pattern"], queue)
        )
        assert (policy["overflow"], policy["max-length-bytes"] > 0) == ("drop-head", True)


def test_a_partner_binds_queues_to_its_own_answers_alone() -> None:
    (topic,) = (topic for topic in USER[HOTLINE].topics if topic.exchange == ANSWERS)
    keys = frozenset({"#", "*", SAMPLE_PARTNER, f"{SAMPLE_PARTNER}.rejects", "partner-x12345", HOTLINE})
    assert allowed(topic.read, keys) == {HOTLINE}
    assert allowed(topic.write, keys) == frozenset()


def test_the_console_writes_commands_but_no_stream() -> None:
    own = {name for name in EXCHANGES if name.startswith("console.")}
    assert allowed(USER["console"].write, EXCHANGES) == own | COMMANDS


@pytest.mark.parametrize("service", CONSUMERS)
def test_a_service_reads_its_own_inbox_and_parking_only(service: str) -> None:
    own = {name for name in QUEUES if name.startswith((f"{service}.inbox.", f"{service}.parking"))}
    assert allowed(USER[service].read, QUEUES | EXCHANGES) == own


@pytest.mark.parametrize("service", CONSUMERS)
@given(name=names)
def test_a_service_configures_nothing(service: str, name: str) -> None:
    assert not allowed(USER[service].configure, QUEUES | EXCHANGES | {name})


def test_a_partner_sends_commands_and_its_own_facts_and_hears_streams() -> None:
    partner = USER[SAMPLE_PARTNER]
    assert allowed(partner.write, EXCHANGES | QUEUES) == COMMANDS | {"partners.events"}
    assert allowed(partner.read, EXCHANGES | QUEUES) == STREAMS | {ANSWERS}
    assert not allowed(partner.configure, EXCHANGES | QUEUES)


@given(name=names)
def test_a_partner_has_every_right_over_queues_called_after_it_and_over_no_others(name: str) -> None:
    partner: User = USER[SAMPLE_PARTNER]
    for pattern in (partner.configure, partner.write, partner.read):
        assert re.search(pattern, f"{SAMPLE_PARTNER}.{name}")
        assert not re.search(pattern, f"other-{SAMPLE_PARTNER}.{name}")
        assert not re.search(pattern, f"{SAMPLE_PARTNER}2.{name}")


@given(wanted=st.lists(names, min_size=1, max_size=5), other=names)
def test_a_pattern_of_exact_names_matches_these_and_no_other(wanted: list[str], other: str) -> None:
    pattern = exactly(wanted)
    assert all(re.search(pattern, name) for name in wanted)
    assert bool(re.search(pattern, other)) == (other in wanted)


def test_only_the_operator_has_a_tag() -> None:
    assert {user.name for user in USERS if user.tags} == {OPERATOR}


def test_a_password_is_hashed_as_the_broker_does() -> None:
    # The example of RabbitMQ's own documentation of credentials.
    salt = bytes.fromhex("908DC60A")
    assert password_hash("test12", salt) == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"


def test_users_come_with_permissions_and_without_plain_passwords() -> None:
    content = with_users(definitions(TOPOLOGY), USERS, PASSWORDS)
    assert {user["name"] for user in content["users"]} == {entry["user"] for entry in content["permissions"]}
    assert not any(password in json.dumps(content) for password in PASSWORDS.values())
    assert len({user["password_hash"] for user in content["users"]}) == len(USERS)


@pytest.mark.parametrize("user", [user.name for user in USERS if not user.is_partner])
def test_no_user_is_written_without_a_password(user: str) -> None:
    with pytest.raises(PasswordMissing, match=f"^{user}$"):
        with_users(definitions(TOPOLOGY), USERS, PASSWORDS | {user: ""})


def test_a_partner_without_a_password_is_no_user_of_the_broker() -> None:
    content = with_users(definitions(TOPOLOGY), USERS, PASSWORDS | {SAMPLE_PARTNER: ""})
    for part in ("users", "permissions", "topic_permissions"):
        assert SAMPLE_PARTNER not in json.dumps(content[part])
        assert HOTLINE in json.dumps(content[part])


def test_a_narrow_partner_may_send_its_own_commands_and_facts_and_bind_to_what_it_may_hear() -> None:
    hotline = USER[HOTLINE]
    topics = {topic.exchange: topic for topic in hotline.topics}
    assert (
        allowed(hotline.write, EXCHANGES | QUEUES) == {"intake.commands", "partners.events"} <= topics.keys()
    )
    assert allowed(hotline.read, EXCHANGES | QUEUES) == {"intake.events", ANSWERS}
    types = frozenset(TYPES)
    sent = {f"intake.submission.{verb}.v1" for verb in ("submit", "edit", "inform", "withdraw", "support")}
    assert allowed(topics["intake.commands"].write, types) == sent
    assert allowed(topics["intake.events"].write, types) == frozenset()
    assert "intake.submission.received.v1" in allowed(topics["intake.events"].read, types)
    assert not allowed(
        topics["intake.events"].read, types - set(load_partners(HOUSE)[HOTLINE].hears) | {"#", "intake.#"}
    )


@pytest.mark.parametrize("partner", load_partners(HOUSE))
def test_a_partner_has_a_topic_permission_wherever_it_may_write_or_bind(partner: str) -> None:
    user = USER[partner]
    touched = allowed(user.write, EXCHANGES) | allowed(user.read, EXCHANGES)
    assert {topic.exchange for topic in user.topics} == touched


def test_passwords_come_from_the_environment_or_from_a_file_each(tmp_path: Path) -> None:
    secret = tmp_path / "intake"
    secret.write_text("from a file\n")
    environment = {password_name(user): "from a name" for user in PASSWORDS if user != "intake"}
    environment["YOUYUE_RABBITMQ_PASSWORD_INTAKE_FILE"] = str(secret)
    passwords = broker_passwords(USERS, environment)
    assert passwords.pop("intake") == "from a file"
    assert set(passwords.values()) == {"from a name"}
    assert environment["YOUYUE_RABBITMQ_PASSWORD_PARTNER_DEMO"] == passwords[SAMPLE_PARTNER]
