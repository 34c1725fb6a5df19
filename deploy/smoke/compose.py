"""``make compose-smoke``: docker-compose.yml at work, from the image to the story's figures, with faults on
the way."""

import subprocess
import sys
import time

from deploy.smoke.faults import disk_alarm, restart_each, scrape, wrong_password
from deploy.smoke.partners import partner_comes_and_goes
from deploy.smoke.pressure import under_load
from deploy.smoke.report import run_smoke
from deploy.smoke.stack import PAUSE, SERVICES, SmokeError, Stack, phase, temporary_stack

FILES = ("docker-compose.yml", "deploy/docker-compose.secrets.yml", "deploy/docker-compose.smoke.yml")
STORY_SECONDS = 900.0
SCALE_AT, RESTART_AT = 60, 150
"""Events that the console has seen when handling gets its second copy, and when RabbitMQ is restarted."""
COPIES = {"handling": 2}


def wait_for_events(stack: Stack, story: subprocess.Popen[str], count: int) -> None:
    """Return when the console has seen ``count`` events, while the story is still running."""
    while stack.events_seen() < count:
        if story.poll() is not None:
            raise SmokeError(
                f"the story ended (exit code {story.returncode}) before {count} events were seen"
            )
        time.sleep(PAUSE / 4)


def play(stack: Stack) -> None:
    """The story from a container of its own; on the way a second copy of handling, and a restart of
    RabbitMQ."""
    story = stack.begin("run", "--rm", "-T", "story")
    try:
        with phase("the story, its first events"):
            wait_for_events(stack, story, SCALE_AT)
        with phase("a second copy of handling"):
            stack.run("up", "--detach", "--no-deps", "--no-recreate", "--scale=handling=2", "handling")
        wait_for_events(stack, story, RESTART_AT)
        with phase("restart of RabbitMQ"):
            stack.run("restart", "rabbitmq")
            if story.poll() is not None:
                raise SmokeError("the story ended before RabbitMQ was restarted")
            stack.wait_healthy("rabbitmq", copies=1)
        with phase("the story, to its end"):
            said, _ = story.communicate(timeout=STORY_SECONDS)
        with phase("both copies of handling healthy, the console's pages there"):
            stack.wait_healthy("handling", copies=2)
            stack.open_page()
    except BaseException:
        story.terminate()
        print(story.communicate()[0][-8000:])
        raise
    if story.returncode:
        print(said[-8000:])
        raise SmokeError(f"the figures are not as expected (exit code {story.returncode})")
    print("  " + next(line for line in said.splitlines() if " figures, " in line))


def disturb(stack: Stack) -> str:
    """Faults while matters are raised; at the end nothing is lost or doubled. What to say of it."""
    with under_load(stack) as pressure:
        restart_each(stack, pressure, COPIES)
        all_but_one = sum(COPIES.get(service, 1) for service in SERVICES) - 1
        wrong_password(stack, pressure, "evaluation", "postgres", all_but_one)
        wrong_password(stack, pressure, "console", "rabbitmq", all_but_one)
        disk_alarm(stack, pressure)
        with phase("backup under load"):
            print("  " + stack.run("run", "--rm", "-T", "backup").splitlines()[-1])
    return pressure.summary.in_words()


def restore(stack: Stack) -> None:
    """The backup put back over what has been raised since."""
    with phase("services stopped, the backup restored, services started"):
        stack.run("stop", *SERVICES)
        folder = stack.run("run", "--rm", "-T", "--entrypoint=ls", "backup", "backups").split()[-1]
        print(
            "  "
            + stack.run(
                "run", "--rm", "-T", "backup", "restore", "--replace", f"backups/{folder}"
            ).splitlines()[0]
        )
        stack.run("start", *SERVICES)
        stack.wait_healthy(*SERVICES, copies=len(SERVICES) + 1)


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
            play(stack)
            partner_comes_and_goes(stack)
            scrape(stack)
            said = disturb(stack)
            restore(stack)
        except SmokeError:
            print(stack.run("logs", "--tail=20", "--no-color", code=None))
            raise
        with phase("stop"):
            stack.run("stop")
            codes = [state["ExitCode"] for state in stack.states(*SERVICES)]
            if codes != [0] * (len(SERVICES) + 1):
                raise SmokeError(f"services did not stop cleanly: exit codes {codes}")
    return said


if __name__ == "__main__":
    sys.exit(run_smoke("compose-smoke", smoke))
