"""Somebody with a browser at the desk, and an identity that knows who has signed in."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from time import time
from urllib.parse import urlencode

import httpx
from joserfc import jws
from joserfc.jwk import OKPKey

from services.desk.domain.person import Post
from services.desk.identity import NotSigned, Session, Signing
from shared.kernel.bus.access.tokens import ALGORITHM
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.identity import IN_USE
from shared.language.contracts.inquiries import DESK_USER
from tests.support.landing import landed
from tests.support.township import TOWNSHIP

COOKIE = "__Host-youyue-session"
KEY, ISSUER = "key-of-the-tests", "/youyue/identity"


@dataclass
class KnownPeople:
    """An identity whose sessions a test writes down; ``refuses``: instead of signing."""

    sessions: dict[str, Session] = field(default_factory=dict)
    signed: list[Signing] = field(default_factory=list)
    refuses: str = ""
    key: OKPKey | None = None
    """None: it signs nothing."""
    asked: int = 0
    shut: set[tuple[str, str]] = field(default_factory=set)
    """Township and person: those whom somebody has suspended."""
    pages: str = "http://127.0.0.1:8003"

    async def session(self, token: str) -> Session | None:
        """As ``Identity.session``."""
        self.asked += 1
        return self.sessions.get(token)

    async def sign(self, token: str, what: Signing) -> str | None:
        """As ``Identity.sign``."""
        if self.refuses:
            raise NotSigned(self.refuses)
        self.signed.append(what)
        return self._token(self.sessions[token], what) if self.key else None

    async def stands(self, township: str, person: str) -> bool:
        """As ``Identity.stands``."""
        return (township, person) not in self.shut

    def _token(self, session: Session, what: Signing) -> str:
        """As identity signs."""
        now = int(time())
        claims = {
            "iss": ISSUER,
            "sub": session.person,
            "role": what.post.role,
            "department": what.post.department,
            "township": what.township,
            "aud": what.type.split(".")[0],
            "type": what.type,
            "source": what.source,
            "cid": what.id,
            "digest": what.digest,
            "presenter": DESK_USER,
            "iat": now,
            "exp": now + 15,
            "auth_time": now,
            "amr": ["pwd"],
            "jti": new_message_id(),
        }
        header = {"alg": ALGORITHM, "kid": KEY}
        assert self.key
        return jws.serialize_compact(header, json.dumps(claims), self.key, algorithms=[ALGORITHM])

    def published(self, township: str = TOWNSHIP) -> Envelope:
        """The news of the key with which that township's tokens are signed from now on."""
        self.key = self.key or OKPKey.generate_key("Ed25519")
        at = datetime.now(UTC)
        key = {
            "signing_key_id": KEY,
            "state": IN_USE,
            "version": 1,
            "public_key": self.key.as_dict(private=False)["x"],
            "published_at": at.isoformat(),
        }
        return Envelope(
            id=new_message_id(),
            source="/youyue/identity",
            type="identity.signing_key.published.v1",
            time=at,
            township=township,
            actorid="system",
            actorrole=Role.SYSTEM,
            subject=KEY,
            sequence=1,
            data={"signing_key": key},
        )


@dataclass
class Form(HTMLParser):
    """The inputs of the first form of a page that posts to a command, as a browser would send them."""

    page: str

    def __post_init__(self) -> None:
        super().__init__()
        self.action = ""
        self.inputs: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.offers: dict[str, set[str]] = {}
        """Name of an input that is chosen → the values among which."""
        self._select = self._area = ""
        self._inside = False
        self.feed(self.page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Collect what is filled in."""
        said = dict(attributes)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self._inside = not self.action and "/do/" in (said.get("action") or "")
            self.action = self.action or (said["action"] or "" if self._inside else "")
        elif self._inside and tag == "input":
            self.names.add(name)
            chosen = said.get("type") in ("radio", "checkbox")
            if chosen:
                self.offers.setdefault(name, set()).add(value)
            if not chosen or "checked" in said:
                self.inputs.append((name, value))
        elif self._inside and tag in ("select", "textarea"):
            self.names.add(name)
            self._select, self._area = (name, "") if tag == "select" else ("", name)
        elif self._select and tag == "option":
            self.offers.setdefault(self._select, set()).add(value)
            if "selected" in said:
                self.inputs.append((self._select, value))

    def handle_data(self, data: str) -> None:
        """The text of a text area."""
        if self._area:
            self.inputs.append((self._area, data))

    def handle_endtag(self, tag: str) -> None:
        """The form, the list or the text area is over."""
        if tag == "form":
            self._inside = False
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""


@dataclass
class Browser:
    """One person's browser. It follows where it is sent, within the desk."""

    http: httpx.AsyncClient

    async def page(self, path: str, status: int = 200) -> str:
        """The page, which must have that status."""
        response = await self.http.get(path, follow_redirects=False)
        assert response.status_code == status, (path, response.status_code, response.text[:2000])
        return response.text

    async def send(self, path: str, given: Mapping[str, object], status: int = 303) -> httpx.Response:
        """Open the form at ``path``, fill in what is given beside what stands in it, and send it."""
        form = Form(await self.page(path))
        assert form.action, path
        unknown = {name for name in given if name not in form.names}
        assert not unknown, (path, unknown, sorted(form.names))
        pairs = [(name, value) for name, value in form.inputs if name not in given]
        for name, value in given.items():
            pairs += [(name, str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
        return await self.post(form.action, pairs, status)

    async def post(self, action: str, pairs: list[tuple[str, str]], status: int = 303) -> httpx.Response:
        """Send these inputs."""
        body = urlencode(pairs).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        sent = await self.http.post(action, content=body, headers=headers, follow_redirects=False)
        response = await landed(self.http, sent)
        assert response.status_code == status, (action, response.status_code, _problems(response.text))
        return response

    async def do(self, type: str, given: Mapping[str, object], about: str = "", status: int = 303) -> str:
        """Give a command; ``about``: ``kind/id``. The path of what it made or moved."""
        kind, _, id = about.partition("/")
        query = f"?kind={kind}&id={id}" if about else ""
        response = await self.send(f"/do/{type}{query}", given, status)
        return str(response.headers.get("location", ""))


def _problems(page: str) -> str:
    at = page.find('class="summary"')
    return page[at : at + 1500] if at >= 0 else page[:1500]


@dataclass
class Door:
    """Where people sign in, as far as the desk knows."""

    url: str
    people: KnownPeople

    @asynccontextmanager
    async def enter(self, *actors: Actor, township: str = TOWNSHIP) -> AsyncIterator[Browser]:
        """A browser of somebody who holds these posts."""
        token = f"session-of-{actors[0].id}-{actors[0].role}-{township}"
        posts = tuple(Post(actor.role, actor.department) for actor in actors)
        self.people.sessions[token] = Session(actors[0].id, f"某{actors[0].id}", township, posts)
        async with httpx.AsyncClient(
            base_url=self.url, trust_env=False, cookies={COOKIE: token}, timeout=20
        ) as http:
            yield Browser(http)
