"""Who may ask for a replay has a queue for it."""

from shared.kernel.bus.access.belongings import replay_queue
from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.bus.rabbit.definitions import definitions, with_users
from shared.kernel.messages.topology import REPLAYS
from shared.language.topology import TOPOLOGY
from tests.unit.messaging.test_definitions import HOTLINE, LIAISON, PASSWORDS, USERS, policies_of

ASKERS = (SAMPLE_PARTNER, HOTLINE, LIAISON)


def test_who_may_ask_for_a_replay_has_a_queue_that_refuses_when_it_is_full_and_nobody_else_has_one() -> None:
    content = with_users(definitions(TOPOLOGY), USERS, PASSWORDS)
    queues = {queue["name"] for queue in content["queues"] if queue["name"].endswith(".replay")}
    assert queues == {replay_queue(user) for user in ASKERS}
    bound = [binding for binding in content["bindings"] if binding["source"] == REPLAYS]
    assert {binding["destination"]: binding["arguments"]["replay-for"] for binding in bound} == {
        replay_queue(user): user for user in ASKERS
    }
    (policy,) = policies_of(replay_queue(HOTLINE), "queues")
    assert policy["overflow"] == "reject-publish"
    assert policy["max-length-bytes"] == 64 * 1024 * 1024
