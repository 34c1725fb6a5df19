"""``make cluster-smoke``: three broker nodes; each is killed in turn while matters are raised, and comes
back.

Counted: after how many seconds matters are taken again, the longest time without an answer, how long the node
needs to catch up, and at the end that nothing is lost or doubled.
"""

import json
import sys
import time

from deploy.smoke.pressure import Pressure, under_load
from deploy.smoke.report import run_smoke
from deploy.smoke.stack import PAUSE, SERVICES, SmokeError, Stack, phase, temporary_stack

NODES = ("rabbitmq", "rabbitmq-2", "rabbitmq-3")
FILES = ("docker-compose.yml", "docker-compose.cluster.yml", "deploy/docker-compose.smoke.yml")
_RESUME_SECONDS = 60.0
_CATCH_UP_SECONDS = 180.0
_MATTERS = 20


def online_members(stack: Stack, asked: str) -> list[int]:
    """For each quorum queue, how many of its members are up, as the node ``asked`` sees it; empty: it cannot
    tell."""
    command = ("rabbitmqctl", "-q", "list_queues", "--formatter=json", "type", "online")
    said = stack.run("exec", "-T", asked, *command, code=None)
    try:
        return [len(queue["online"]) for queue in json.loads(said) if queue["type"] == "quorum"]
    except (
        ValueError,
        TypeError,
        KeyError,
    ):  # a node that comes or goes makes the others stumble for a moment
        return []


def wait_for_members(stack: Stack, asked: str) -> int:
    """Return how many queues there are when each has all its members up. Raises SmokeError."""
    deadline = time.monotonic() + _CATCH_UP_SECONDS
    while set(online := online_members(stack, asked)) != {len(NODES)}:
        if time.monotonic() > deadline:
            raise SmokeError(f"members that are up, by queue: {online}")
        time.sleep(PAUSE)
    return len(online)


def kill_and_bring_back(stack: Stack, node: str, pressure: Pressure) -> None:
    """One node's death and return."""
    other = next(name for name in NODES if name != node)
    stack.run("kill", "-s", "SIGKILL", node)
    resumed = pressure.wait_for_more(_MATTERS, _RESUME_SECONDS)
    print(f"  {node} killed: {_MATTERS} matters taken within {resumed:.1f} s", flush=True)
    stack.run("start", node)
    begun = time.monotonic()
    wait_for_members(stack, other)
    print(f"  {node} back, every queue with all members after {time.monotonic() - begun:.1f} s", flush=True)


def _show_broker(stack: Stack, dead: str) -> None:
    """What the nodes that are left say of queues and connections, and whether the services are well: for a
    failure."""
    asked = next(name for name in NODES if name != dead)
    for what in (
        "list_queues name leader online state consumers messages_ready messages_unacknowledged",
        "list_connections user client_properties state send_pend channels",
        "list_channels user number messages_unconfirmed messages_unacknowledged consumer_count state",
    ):
        print(stack.run("exec", "-T", asked, "rabbitmqctl", "-q", *what.split(), code=None), flush=True)
    for service in SERVICES:
        print(
            service,
            stack.run("exec", "-T", service, "youyue", "healthcheck", service, code=None),
            flush=True,
        )


def smoke() -> str:
    """All of it; the result is what to say at the end. Raises SmokeError."""
    with temporary_stack(*FILES) as stack:
        with phase("build"):
            stack.run("build", "migrate")
        try:
            with phase("start"):
                stack.run("up", "--detach", "--no-build")
            with phase("all services healthy"):
                stack.wait_healthy(*SERVICES, copies=len(SERVICES))
            queues = wait_for_members(stack, NODES[0])
            with under_load(stack) as pressure:
                for node in NODES:
                    with phase(f"{node} killed under load"):
                        try:
                            kill_and_bring_back(stack, node, pressure)
                        except SmokeError:
                            _show_broker(stack, node)
                            raise
            with phase("all services healthy"):
                stack.wait_healthy(*SERVICES, copies=len(SERVICES))
        except SmokeError:
            print(stack.run("logs", "--tail=20", "--no-color", code=None))
            raise
    return f"{queues} queues on {len(NODES)} nodes, each killed once; {pressure.summary.in_words()}"


if __name__ == "__main__":
    sys.exit(run_smoke("cluster-smoke", smoke))
