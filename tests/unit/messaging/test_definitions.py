import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.operate import broker_passwords, password_name
from shared.kernel.bus.access.belongings import BOUNDS, replay_queue
from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import EVERYTHING, OPERATOR, SAMPLE_PARTNER, User, broker_users, exactly
from shared.kernel.bus.in_process.patterns import matches
from shared.kernel.bus.rabbit.definitions import PasswordMissing, definitions, password_hash, with_users
from shared.kernel.messages.topology import ANSWERS, REPLAYS
from shared.language.contracts.registry import REGISTRY, SERVICES, TYPES
from shared.language.house import HOUSE
from shared.language.topology import CONSUMERS, TOPOLOGY

USERS = broker_users(HOUSE, load_partners(HOUSE))
USER = {user.name: user for user in USERS}
EXCHANGES = frozenset(exchange.name for exchange in TOPOLOGY.exchanges)
QUEUES = frozenset(queue.name for queue in TOPOLOGY.queues)
COMMANDS = frozenset(name for name in EXCHANGES if name.endswith(".commands"))
FACTS = frozenset(f"{user.name}.facts" for user in USERS)
PASSWORDS = {user.name: f"password of {user.name}" for user in USERS}

HOTLINE, LIAISON = "partner-12345", "partner-liaison"

names = st.from_regex(r"[a-z0-9][a-z0-9.*+-]{0,20}", fullmatch=True)


def matched(pattern: str, name: str) -> bool:
    """As the broker does: its ``\\z`` is the very end, which Python calls ``\\Z``."""
    return bool(re.search(pattern.replace(r"\z", r"\Z"), name))


def allowed(pattern: str, among: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in among if matched(pattern, name))


def policies_of(name: str, kind: str) -> list[dict[str, object]]:
    return [
        policy["definition"]
        for policy in definitions(TOPOLOGY)["policies"]
        if policy["apply-to"] == kind and matched(policy["pattern"], name)
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


def test_every_binding_joins_what_is_defined() -> None:
    content = definitions(TOPOLOGY)
    defined = {kind: {one["name"] for one in content[f"{kind}s"]} for kind in ("exchange", "queue")}
    for binding in content["bindings"]:
        assert binding["source"] in defined["exchange"]
        assert binding["destination"] in defined[binding["destination_type"]]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_its_own_stream_retries_parking_answers_and_replays_only(service: str) -> None:
    own = {name for name in EXCHANGES if name.startswith(f"{service}.")} - COMMANDS
    assert allowed(USER[service].write, EXCHANGES) == own | {ANSWERS, REPLAYS}


def test_who_sends_commands_reads_its_own_answers_and_nobody_else_s() -> None:
    content = with_users(definitions(TOPOLOGY), USERS, PASSWORDS)
    bound = {(b["destination"], b["routing_key"]) for b in content["bindings"] if b["source"] == ANSWERS}
    askers = [SAMPLE_PARTNER, HOTLINE, LIAISON, "partner-desk", "partner-public", "partner-operator"]
    assert bound == {(f"{a}.answers", a) for a in askers} | {(f"{a}.rejects", f"{a}.rejects") for a in askers}
    queues = frozenset(queue for queue, _ in bound)
    for user in USERS:
        own = {queue for queue in queues if queue.startswith(f"{user.name}.")}
        assert allowed(user.read, queues) == (queues if user.name == OPERATOR else own)
    for queue in queues:
        (policy,) = (
            policy["definition"]
            for policy in content["policies"]
            if policy["apply-to"] == "queues" and matched(policy["pattern"], queue)
        )
        assert (policy["overflow"], policy["max-length-bytes"] > 0) == ("drop-head", True)


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
@given(name=names)
def test_nobody_but_the_operator_makes_or_binds_anything(user: User, name: str) -> None:
    own = frozenset(queue.name for queue in user.has.queues)
    everything = QUEUES | EXCHANGES | own | {name, f"{user.name}.{name}"}
    assert allowed(user.configure, everything) == (everything if user.name == OPERATOR else frozenset())
    if user.is_partner:
        assert not allowed(user.write, own | QUEUES)
        assert allowed(user.read, everything) == own


def test_a_partner_s_queues_are_bounded_and_read_by_one_program_at_a_time() -> None:
    for user in USERS:
        for queue in user.has.queues:
            (policy,) = policies_of(queue.name, "queues")
            assert int(str(policy["max-length-bytes"])) > 0
            waits = queue.name == replay_queue(user.name)
            assert policy["overflow"] == ("reject-publish" if waits else "drop-head")
            assert waits or int(str(policy["message-ttl"])) > 0
            assert queue.one_reader is user.is_partner


def test_what_is_bounded_is_no_service_s_queue() -> None:
    bounded = [bounds.names for bounds in BOUNDS]
    assert not [queue for queue in QUEUES for pattern in bounded if matched(pattern, queue)]


def test_a_queue_of_a_star_is_bound_to_every_public_event_and_to_no_timer() -> None:
    """P11."""
    bound = {b.key for b in USER[SAMPLE_PARTNER].has.bindings if b.queue == f"{SAMPLE_PARTNER}.events"}
    assert bound == {f"{type}.#" for type in load_partners(HOUSE)[SAMPLE_PARTNER].hears}
    assert not bound & {f"{type}.#" for type in REGISTRY.timers()}


def test_a_narrow_partner_s_queue_is_bound_to_its_types_and_its_township() -> None:
    """P11."""
    heard = [b for b in USER[HOTLINE].has.bindings if b.exchange == "intake.events"]
    assert {b.queue for b in heard} == {f"{HOTLINE}.events"}
    wanted = load_partners(HOUSE)[HOTLINE].hears
    assert {b.key for b in heard} == {f"{type}.33.09.21.201.#" for type in wanted}


@pytest.mark.parametrize(
    ("named", "words"),
    [("33", "33"), ("3309", "33.09"), ("330921", "33.09.21"), ("330921201", "33.09.21.201")],
)
def test_a_township_s_key_begins_with_that_of_its_county(named: str, words: str) -> None:
    assert REGISTRY.envelope.tenant_words(named) == words
    assert matches(f"{words}.#", REGISTRY.envelope.tenant_words("330921201"))


@pytest.mark.parametrize("pages", ["console", "desk"])
def test_pages_write_no_stream_and_no_command(pages: str) -> None:
    assert allowed(USER[pages].write, EXCHANGES) == {n for n in EXCHANGES if n.startswith(f"{pages}.")}


@pytest.mark.parametrize("service", CONSUMERS)
def test_a_service_reads_its_own_inbox_and_parking_only(service: str) -> None:
    own = {name for name in QUEUES if name.startswith((f"{service}.inbox.", f"{service}.parking"))}
    assert allowed(USER[service].read, QUEUES | EXCHANGES) == own


@pytest.mark.parametrize("service", CONSUMERS)
@given(name=names)
def test_a_service_configures_nothing(service: str, name: str) -> None:
    assert not allowed(USER[service].configure, QUEUES | EXCHANGES | {name})


def test_a_partner_sends_commands_and_its_own_facts() -> None:
    partner = USER[SAMPLE_PARTNER]
    assert allowed(partner.write, EXCHANGES | QUEUES | FACTS) == COMMANDS | {f"{SAMPLE_PARTNER}.facts"}


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.name)
def test_no_right_covers_a_name_with_a_line_feed_after_it(user: User) -> None:
    own = [exchange.name for exchange in user.has.exchanges] + [queue.name for queue in user.has.queues]
    for pattern in (user.configure, user.write, user.read, *(topic.write for topic in user.topics)):
        if pattern != EVERYTHING:
            assert not allowed(
                pattern, frozenset(f"{name}\n" for name in (*own, *EXCHANGES, *QUEUES, *TYPES, ""))
            )


@given(wanted=st.lists(names, min_size=1, max_size=5), other=names)
def test_a_pattern_of_exact_names_matches_these_and_no_other(wanted: list[str], other: str) -> None:
    pattern = exactly(wanted)
    assert all(matched(pattern, name) for name in wanted)
    assert matched(pattern, other) == (other in wanted)


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


def test_a_narrow_partner_may_send_its_own_commands_and_facts() -> None:
    hotline = USER[HOTLINE]
    topics = {topic.exchange: topic for topic in hotline.topics}
    assert allowed(hotline.write, EXCHANGES | QUEUES | FACTS) == {"intake.commands", f"{HOTLINE}.facts"}
    assert topics.keys() == {"intake.commands", f"{HOTLINE}.facts"}
    types = frozenset(TYPES)
    sent = {f"intake.submission.{verb}.v1" for verb in ("submit", "edit", "inform", "withdraw", "support")}
    assert allowed(topics["intake.commands"].write, types) == sent | {"intake.replay.request.v1"}


@pytest.mark.parametrize("partner", load_partners(HOUSE))
def test_a_partner_has_a_topic_permission_wherever_it_may_write_or_bind(partner: str) -> None:
    user = USER[partner]
    touched = allowed(user.write, EXCHANGES | FACTS) | allowed(user.read, EXCHANGES | FACTS)
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
