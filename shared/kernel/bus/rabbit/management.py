"""A running broker's users, queues and connections, changed by its management API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx

from shared.kernel.bus.access.belongings import Belongings
from shared.kernel.bus.rabbit.definitions import VHOST, Definitions
from shared.kernel.messages.errors import Rejected

_SECONDS = 30
TICK_SECONDS = 6.0
"""A quorum queue counts what it holds every five seconds."""
_AWAY = "管理接口 {url} 没有应答：{why}。The management API at {url} does not answer: {why}"
_REFUSED = (
    "管理接口 {url} 不接受这个用户（{code}）。The management API at {url} refuses this user ({code}): "
    "it needs an administrator."
)


@dataclass(frozen=True, slots=True)
class Depth:
    """What lies in a queue, and who reads it."""

    messages: int
    bytes: int
    consumers: int


class Management:
    """``url`` without user and password. Raises Rejected, in words, when the API is away or refuses."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url
        self._client = httpx.Client(base_url=url, auth=(user, password), timeout=_SECONDS, trust_env=False)

    def load(self, definitions: Definitions) -> None:
        """Add these; what is there already and differs in nothing that is for ever is changed."""
        self._ask("POST", "/api/definitions", definitions)

    def definitions(self) -> Definitions:
        """All that is there, users with the hashes of their passwords among it."""
        found: Definitions = self._ask("GET", "/api/definitions")
        return found

    def holds_messages(self, queue: str) -> bool:
        """Whether anything lies in it, as it counted itself ``TICK_SECONDS`` ago at most."""
        # Of the list alone are these the queue's own counts; those of one queue are some seconds older still.
        path = f"/api/queues/{_part(VHOST)}?disable_stats=true&enable_queue_totals=true"
        (said,) = [one for one in self._ask("GET", path) if one["name"] == queue] or [{"messages": 0}]
        return bool(said.get("messages") != 0)

    def remove_binding(self, binding: Mapping[str, Any]) -> None:
        """One of those that ``definitions`` names."""
        kind = "q" if binding["destination_type"] == "queue" else "e"
        source, to = _part(binding["source"]), _part(binding["destination"])
        way = f"/api/bindings/{_part(VHOST)}/e/{source}/{kind}/{to}"
        for said in self._ask("GET", way, missing=True) or []:
            if all(said[part] == binding[part] for part in ("routing_key", "arguments")):
                self._ask("DELETE", f"{way}/{_part(said['properties_key'])}", missing=True)

    def remove_policy(self, name: str) -> None:
        """Nothing happens if there is none."""
        self._ask("DELETE", f"/api/policies/{_part(VHOST)}/{_part(name)}", missing=True)

    def remove_rights(self, user: str, exchange: str | None = None) -> None:
        """All rights of the user, or those to keys of one exchange."""
        if exchange is None:
            self._ask("DELETE", f"/api/permissions/{_part(VHOST)}/{_part(user)}", missing=True)
        else:
            path = f"/api/topic-permissions/{_part(VHOST)}/{_part(user)}/{_part(exchange)}"
            self._ask("DELETE", path, missing=True)

    def change_password(self, user: str, entry: dict[str, Any]) -> None:
        """Replace the user's password by the hash in its ``entry`` of the definitions."""
        self._ask(
            "PUT", f"/api/users/{_part(user)}", {name: entry[name] for name in entry if name != "limits"}
        )

    def knows(self, user: str) -> bool:
        """Whether there is such a user."""
        return self._ask("GET", f"/api/users/{_part(user)}", missing=True) is not None

    def users(self) -> tuple[str, ...]:
        """The names of all users."""
        return tuple(said["name"] for said in self._ask("GET", "/api/users"))

    def remove_user(self, user: str) -> None:
        """It cannot log in again; nothing happens if there is none."""
        self._ask("DELETE", f"/api/users/{_part(user)}", missing=True)

    def close_connections(self, user: str) -> int:
        """Close what it has open; how many that were."""
        path = f"/api/connections/username/{_part(user)}"
        found = self._ask("GET", path, missing=True) or []
        # Not one by one by their names: those are known to the API some seconds later.
        self._ask("DELETE", path, missing=True)
        return len(found)

    def depth(self, queue: str) -> Depth | None:
        """None: there is no such queue."""
        said = self._ask("GET", f"/api/queues/{_part(VHOST)}/{_part(queue)}", missing=True)
        return None if said is None else _depth(said)

    def queues_of(self, user: str) -> dict[str, Depth]:
        """The queues whose names follow from the user's."""
        found = self._ask("GET", f"/api/queues/{_part(VHOST)}")
        return {said["name"]: _depth(said) for said in found if said["name"].startswith(f"{user}.")}

    def unbind_others(self, has: Belongings) -> int:
        """Take off the queues what binds them to anything else; how many bindings that were."""
        wanted = {(b.exchange, b.key, b.queue) for b in has.bindings}
        gone = 0
        for queue in has.queues:
            path = f"/api/queues/{_part(VHOST)}/{_part(queue.name)}/bindings"
            for said in self._ask("GET", path, missing=True) or []:
                source, key = said["source"], said["routing_key"]
                if source and (source, key, queue.name) not in wanted:
                    way = f"/api/bindings/{_part(VHOST)}/e/{_part(source)}/q/{_part(queue.name)}"
                    self._ask("DELETE", f"{way}/{_part(said['properties_key'])}", missing=True)
                    gone += 1
        return gone

    def remove_queue(self, queue: str) -> None:
        """With all that is in it."""
        self._ask("DELETE", f"/api/queues/{_part(VHOST)}/{_part(queue)}", missing=True)

    def remove_exchange(self, exchange: str) -> None:
        """With what binds to it."""
        self._ask("DELETE", f"/api/exchanges/{_part(VHOST)}/{_part(exchange)}", missing=True)

    def close(self) -> None:
        """Close the connection to the API."""
        self._client.close()

    def _ask(self, method: str, path: str, content: object = None, *, missing: bool = False) -> Any:
        try:
            answer = self._client.request(method, path, json=content)
        except httpx.HTTPError as error:
            raise Rejected(_AWAY.format(url=self._url, why=str(error) or type(error).__name__)) from error
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Rejected(_REFUSED.format(url=self._url, code=answer.status_code))
        if missing and answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.is_error:
            why = f"{answer.status_code} {answer.text[:300]}"
            raise Rejected(_AWAY.format(url=self._url, why=f"{method} {path}: {why}"))
        return answer.json() if answer.content else None


def _depth(said: dict[str, Any]) -> Depth:
    return Depth(said.get("messages", 0), said.get("message_bytes", 0), said.get("consumers", 0))


def _part(name: str) -> str:
    return quote(name, safe="")
