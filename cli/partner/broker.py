"""The management API of the broker that `youyue partner` and the doctor are to use, by the environment."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from yarl import URL

from cli.hints import typed
from cli.operate import password_name
from cli.servers import given_url
from shared.kernel.bus.access.belongings import PREFIX
from shared.kernel.bus.access.users import OPERATOR
from shared.kernel.bus.rabbit.management import Management
from shared.kernel.messages.errors import Rejected
from shared.kernel.settings.secrecy import read_secret

MANAGEMENT_URL = "MANAGEMENT_URL"
_NO_URL = (
    "设置 set YOUYUE_MANAGEMENT_URL: http://operator@HOST:15672; 密码 the password: {name}, or {name}_FILE"
)
_LEFT_OVER = "{user}: 合作方文件里没有，却仍能登录：{remove} 。It has no entry and can still log in."
_NOT_THERE = "{user}: 消息代理上没有，不能登录：{rotate} 。The broker has no such user: it cannot log in."
_WELL = "{user}: 好 well"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a partner has an entry in the partners file, and whether the broker knows it."""

    user: str
    entered: bool
    known: bool

    @property
    def left_over(self) -> bool:
        """It has no entry any more and can still log in."""
        return self.known and not self.entered

    @property
    def words(self) -> str:
        """A line for people, with what to type."""
        if self.left_over:
            return _LEFT_OVER.format(user=self.user, remove=typed(f"partner remove {self.user}"))
        if not self.known:
            return _NOT_THERE.format(user=self.user, rotate=typed(f"partner rotate {self.user}"))
        return _WELL.format(user=self.user)


def standings(entered: Iterable[str], users: Iterable[str]) -> tuple[Standing, ...]:
    """Partners of the file and those among the broker's users, by name."""
    entries, known = set(entered), {user for user in users if user.startswith(PREFIX)}
    return tuple(Standing(user, user in entries, user in known) for user in sorted(entries | known))


@dataclass(frozen=True, slots=True)
class _Login:
    url: str
    user: str
    password: str


def _login() -> _Login:
    name = password_name(OPERATOR)
    given = given_url(MANAGEMENT_URL)
    if not given:
        raise Rejected(_NO_URL.format(name=name))
    url = URL(given)
    password = url.password or read_secret(os.environ, name) or ""
    return _Login(str(url.with_user(None)), url.user or OPERATOR, password)


@contextmanager
def management() -> Iterator[Management]:
    """Closed at the end. Raises Rejected without an address."""
    login = _login()
    broker = Management(login.url, login.user, login.password)
    try:
        yield broker
    finally:
        broker.close()
