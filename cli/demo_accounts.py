"""The demo's accounts: one for each role of each sample township, with passwords drawn at the first start."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.accounts.keeping import NoSuchAccount, add, drop_links
from services.identity.accounts.posts import today_of
from services.identity.accounts.signing_in import set_password
from services.identity.domain.account.passwords import Policy, problems
from shared.embedded import default_secrets_dir
from shared.kernel.service.running import Running
from shared.language.contracts.directory import SEATED
from shared.language.directory import Directory
from shared.language.words import text

_SIGNS = "abcdefghjkmnpqrstuvwxyz" + "ABCDEFGHJKMNPQRSTUVWXYZ" + "23456789"
"""Without those that are taken for each other."""
FILE = "demo-accounts.txt"


async def demo_accounts(
    running: Running, townships: tuple[str, ...], project: Path
) -> tuple[Path, list[str]]:
    """Make those that are not there; the file that keeps them, for us alone, and the lines that are new."""
    file = default_secrets_dir(project) / FILE
    made = [line for township in townships for line in await _of_township(running, township)]
    if made:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as target:
            target.writelines(f"{line}\n" for line in made)
    return file, made


async def _of_township(running: Running, township: str) -> list[str]:
    made: list[str] = []
    async with running.engine.begin() as connection:
        today = await today_of(running, connection, township)
        if today is None:
            return made
        for role, person in _people(today.directory):
            if password := await _account(running, connection, township, person):
                name = today.directory.people[person].name
                made.append(f"{text(f'role.{role}', 'zh_CN')} {name}  {person}@{township}  {password}")
    return made


def _people(directory: Directory) -> Iterator[tuple[str, str]]:
    """The first of each role who has not stood in for another one."""
    taken: set[str] = set()
    for role in SEATED:
        person = next((id for id in sorted(directory.holding(role)) if id not in taken), None)
        if person:
            taken.add(person)
            yield role, person


async def _account(running: Running, connection: AsyncConnection, township: str, person: str) -> str | None:
    login = f"{person}@{township}"
    try:
        await add(connection, township, person, login, "demo")
    except NoSuchAccount:
        return None
    await drop_links(connection, township, person)
    settings = running.settings
    policy = Policy(settings.password_length, settings.password_classes)
    password = next(one for one in _drawn() if not any(problems(one, login, policy)))
    await set_password(connection, township, person, password, settings, "")
    return password


def _drawn() -> Iterator[str]:
    while True:
        yield "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(3))
