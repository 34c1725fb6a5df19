"""Names that an operator gives to an account: such as can be typed and seen, or nobody signs in by them."""

from services.identity.accounts.keeping import LONGEST_LOGIN, NoSuchAccount
from services.identity.upstream.asking import is_name


def login_name(said: str) -> str:
    """As the page reads it. Raises NoSuchAccount."""
    login = said.strip()
    if len(login) > LONGEST_LOGIN:
        raise NoSuchAccount("name_unfit")
    return upstream_name(login)


def upstream_name(said: str) -> str:
    """To the character as the provider says it. Raises NoSuchAccount."""
    if not is_name(said):
        raise NoSuchAccount("name_unfit")
    return said
