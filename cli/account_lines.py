"""Accounts, and what was done with them, a line each: in words, or as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from cli.shown import shown
from services.identity.accounts.keeping import Account
from services.identity.accounts.log import Logged
from shared.language.calendar import SHANGHAI
from shared.language.words import text


def account_lines(found: Iterable[tuple[Account, bool]], as_json: bool) -> Iterator[str]:
    """Each account, and whether its person holds a post; ``+2`` for a second factor, ``=`` for single
    sign-on."""
    for one, has_post in found:
        if as_json:
            yield json.dumps(asdict(one) | {"has_post": has_post}, ensure_ascii=False, default=str)
        else:
            signs = f"{'+2' if one.has_factor else '  '} {'=' if one.has_upstream else ' '}"
            left = "" if has_post else "  已无岗位 no post"
            yield f"{one.state:<9} {signs}  {shown(one.person_id):<20} {shown(one.login)}{left}"


def log_lines(rows: Iterable[Logged], as_json: bool) -> Iterator[str]:
    """Each entry of the log, at the local time."""
    for row in rows:
        if as_json:
            yield json.dumps(asdict(row), ensure_ascii=False, default=str)
        else:
            yield (
                f"{row.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}  {shown(row.person_id)}  "
                f"{text(f'account.log.{row.what}', 'zh_CN')}  {shown(row.address or row.by)}"
            )
