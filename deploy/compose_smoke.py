"""``make compose-smoke``: docker-compose.yml at work, from the image to the story's figures, with faults on the way.

Everything is the run's own and is removed at the end: project, passwords, image tag, volumes, published port.
Standard library only. Works with ``docker compose`` 2 and with ``docker-compose`` 1.29.
"""

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("intake", "scheduling", "handling", "evaluation", "console")
HEALTH_SECONDS = 240.0
STORY_SECONDS = 900.0
SCALE_AT, RESTART_AT = 60, 150
"""Events that the console has seen when handling gets its second copy, and when RabbitMQ is restarted."""
PAUSE = 1.0
MISSING = 2


class SmokeError(Exception):
    """Something is not as it should be; the message says what."""


@dataclass(frozen=True)
class Stack:
    """The compose project of this run."""

    compose: tuple[str, ...]
    environment: dict[str, str]
    port: int

    def run(self, *arguments: str, check: bool = True) -> str:
        """Run a compose command; the result is its standard output."""
        done = subprocess.run([*self.compose, *arguments], env=self.environment, capture_output=True, text=True)
        if check and done.returncode:
            raise SmokeError(f"{' '.join(arguments)}:\n{done.stdout[-3000:]}{done.stderr[-6000:]}")
        return done.stdout

    def states(self, *services: str) -> list[dict[str, object]]:
        """The state of each container of these services, as the engine tells it."""
        ids = self.run("ps", "--all", "-q", *services).split()
        told = subprocess.run(["docker", "inspect", *ids], capture_output=True, text=True, check=True)
        return [container["State"] for container in json.loads(told.stdout)]

    def wait_healthy(self, *services: str, copies: int) -> None:
        """Return when these services have ``copies`` healthy containers in all. Raises SmokeError after a while."""
        deadline = time.monotonic() + HEALTH_SECONDS
        while True:
            health = [state["Health"]["Status"] for state in self.states(*services)]  # type: ignore[index]
            if health == ["healthy"] * copies:
                return
            if time.monotonic() > deadline:
                raise SmokeError(f"{', '.join(services)}: {', '.join(health)}")
            time.sleep(PAUSE)

    def events_seen(self) -> int:
        """How many events the console has handled; 0 when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/ops/flow", timeout=10) as answer:
                return sum(sum(account["handled"].values()) for account in json.load(answer))
        except OSError:
            return 0

    def open_page(self) -> None:
        """Read the console's first page through the published port. Raises SmokeError."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
                answer.read()
        except OSError as error:
            raise SmokeError(f"the console's page: {error}") from error


def find_compose() -> tuple[str, ...]:
    """The compose command of this machine. Raises SmokeError with one line on what is missing."""
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True).returncode:
        raise SmokeError("没有可用的容器引擎。No container engine answers: install and start Docker.")
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
        return ("docker", "compose")
    if shutil.which("docker-compose"):
        return ("docker-compose",)
    raise SmokeError("缺少 docker compose。Compose is missing: install the compose plugin or docker-compose.")


def random_settings(port: int, image: str) -> dict[str, str]:
    """A value for every name that .env.example wants changed."""
    names = re.findall(r"^(\w+)=change-me", (ROOT / ".env.example").read_text("utf-8"), re.M)
    return {name: secrets.token_hex(16) for name in names} | {"YOUYUE_CONSOLE_PORT": str(port), "YOUYUE_IMAGE": image}


@contextmanager
def temporary_stack() -> Iterator[Stack]:
    """A compose project with settings of its own; at the end nothing of it is left."""
    compose = find_compose()
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    project = f"youyue-smoke-{secrets.token_hex(4)}"
    image = f"{project}:local"
    with tempfile.TemporaryDirectory(prefix=f"{project}-") as folder:
        settings = Path(folder) / "env"
        settings.write_text("".join(f"{name}={value}\n" for name, value in random_settings(port, image).items()))
        files = (f"--file={ROOT / 'docker-compose.yml'}", f"--file={ROOT / 'deploy/docker-compose.smoke.yml'}")
        command = (*compose, f"--project-name={project}", f"--env-file={settings}", *files)
        # What the caller's shell sets would win over the file.
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("YOUYUE_", "COMPOSE_"))}
        stack = Stack(command, environment, port)
        try:
            yield stack
        finally:
            stack.run("--profile=story", "down", "--volumes", "--remove-orphans", "--timeout=35", check=False)
            subprocess.run(["docker", "image", "rm", "--force", image], capture_output=True)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print how long it took."""
    begun = time.monotonic()
    print(f"… {name}", flush=True)
    yield
    print(f"  {name}: {time.monotonic() - begun:.1f} s", flush=True)


def wait_for_events(stack: Stack, story: subprocess.Popen[str], count: int) -> None:
    """Return when the console has seen ``count`` events, while the story is still running."""
    while stack.events_seen() < count:
        if story.poll() is not None:
            raise SmokeError(f"the story ended (exit code {story.returncode}) before {count} events were seen")
        time.sleep(PAUSE / 4)


def play(stack: Stack) -> None:
    """The story from a container of its own; on the way a second copy of handling, and a restart of RabbitMQ."""
    with tempfile.TemporaryFile("w+") as said:
        story = subprocess.Popen(
            [*stack.compose, "run", "--rm", "-T", "story"],
            env=stack.environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            text=True,
        )
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
                story.wait(STORY_SECONDS)
            with phase("both copies of handling healthy, the console's pages there"):
                stack.wait_healthy("handling", copies=2)
                stack.open_page()
        finally:
            if story.poll() is None:
                story.terminate()
                story.wait(60)
            said.seek(0)
            print(said.read()[-8000:])
    if story.returncode:
        raise SmokeError(f"the figures are not as expected (exit code {story.returncode})")


def smoke() -> None:
    """All of it. Raises SmokeError."""
    with temporary_stack() as stack:
        with phase("build"):
            stack.run("build", "migrate")
        try:
            with phase("start"):
                stack.run("up", "--detach", "--no-build")
            with phase("all services healthy"):
                stack.wait_healthy(*SERVICES, copies=len(SERVICES))
            play(stack)
        except SmokeError:
            print(stack.run("logs", "--tail=20", "--no-color", check=False))
            raise
        with phase("stop"):
            stack.run("stop")
            codes = [state["ExitCode"] for state in stack.states(*SERVICES)]
            if codes != [0] * (len(SERVICES) + 1):
                raise SmokeError(f"services did not stop cleanly: exit codes {codes}")


def main() -> int:
    """The exit code: 0 when everything was as it should be, 2 when there is no engine to try it on."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    try:
        find_compose()
    except SmokeError as error:
        print(error, file=sys.stderr)
        return MISSING
    begun = time.monotonic()
    try:
        smoke()
    except (SmokeError, subprocess.TimeoutExpired) as error:
        print(f"compose-smoke: {error}", file=sys.stderr)
        return 1
    print(f"compose-smoke: passed in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
