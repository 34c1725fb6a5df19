"""``make cluster-grow``: the page of the way from one broker to three is typed while matters are raised; the
first node is killed in between and comes back; then the way back to one. Nothing is lost or doubled."""

import itertools
import secrets
import sys
import time

from deploy.pages.collected import Typed, steps
from deploy.pages.place import Place, operators_machine
from deploy.pages.smoke import carry_out
from deploy.pages.tables import CLUSTER, INSTALL
from deploy.smoke.cluster import NODES, kill_and_bring_back, online_members, wait_for_members
from deploy.smoke.pressure import under_load
from deploy.smoke.report import run_smoke
from deploy.smoke.stack import PAUSE, SERVICES, SmokeError, Stack, phase

LOAD = "deploy/docker-compose.smoke.yml"
_BACK_BEGINS = "rabbitmq-queues shrink"
_RESUME_SECONDS = 90.0
_ALONE_SECONDS = 60.0


def install(place: Place) -> None:
    """By the page, and with a password for the load. Raises SmokeError."""
    build, draw, start = (step for step in itertools.islice(steps(INSTALL), 3) if isinstance(step, Typed))
    for step in (build, draw):
        carry_out(place, step)
    place.type(f"echo YOUYUE_RABBITMQ_PASSWORD_PARTNER_DEMO={secrets.token_hex(16)} >> .env")
    carry_out(place, start)


def both_ways() -> tuple[list[Typed], list[Typed]]:
    """The page's commands: to three nodes, and back."""
    typed = [step for step in steps(CLUSTER) if isinstance(step, Typed)]
    there = list(itertools.takewhile(lambda step: _BACK_BEGINS not in step.text, typed))
    return there, typed[len(there) :]


def wait_until_alone(stack: Stack) -> int:
    """How many queues there are when each has one member. Raises SmokeError."""
    deadline = time.monotonic() + _ALONE_SECONDS
    while set(online := online_members(stack, NODES[0])) != {1}:
        if time.monotonic() > deadline:
            raise SmokeError(f"members that are up, by queue: {online}")
        time.sleep(PAUSE)
    return len(online)


def smoke() -> str:
    """All of it; the result is what to say at the end. Raises SmokeError."""
    there, back = both_ways()
    with operators_machine(LOAD) as place:
        stack = place.stack()
        try:
            install(place)
            with phase("all services healthy"):
                stack.wait_healthy(*SERVICES, copies=len(SERVICES))
            with under_load(stack) as pressure:
                with phase("to three nodes"):
                    for step in there:
                        carry_out(place, step)
                    stack.wait_healthy(*SERVICES, copies=len(SERVICES))
                    queues = wait_for_members(stack, NODES[1])
                    pressure.wait_for_more(5, _RESUME_SECONDS)
                with phase("the first node killed"):
                    kill_and_bring_back(stack, NODES[0], pressure)
                with phase("back to one"):
                    for step in back:
                        carry_out(place, step)
                    stack.wait_healthy(*SERVICES, copies=len(SERVICES))
                    if wait_until_alone(stack) != queues:
                        raise SmokeError(
                            f"there were {queues} queues, and now: {online_members(stack, NODES[0])}"
                        )
                    pressure.wait_for_more(5, _RESUME_SECONDS)
        except SmokeError:
            print(place.type("docker-compose ps; docker-compose logs --tail=20 --no-color").text)
            raise
    done = f"{queues} queues from one node to three and back, the first killed between"
    return f"{done}; {pressure.summary.in_words()}"


if __name__ == "__main__":
    sys.exit(run_smoke("cluster-grow", smoke))
