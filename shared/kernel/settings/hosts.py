"""Several hosts in one address of a database, as libpq writes them; SQLAlchemy writes them otherwise."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

ATTRIBUTE = "target_session_attrs"
"""libpq's name for which of several servers, or whether the one that answers, will do."""
_PORT = "5432"
_WILL_DO = ("primary", "read-write", "any")
"""A service writes, so that no other of libpq's values makes sense. ``any``: a standby is found out by the
first write."""
_NO_SUCH_ATTRIBUTE = "target_session_attrs: {said}; 可用 there are: {known}"


def for_sqlalchemy(url: str) -> str:
    """The URL with the driver named, and each of several hosts in the query beside its port."""
    parts = urlsplit(url)._replace(scheme="postgresql+asyncpg")
    login, at, netloc = parts.netloc.rpartition("@")
    if "," not in netloc:
        return urlunsplit(parts)
    hosts = [("host", one if ":" in one else f"{one}:{_PORT}") for one in netloc.split(",")]
    query = urlencode([*parse_qsl(parts.query), *hosts], safe=":")
    return urlunsplit(parts._replace(netloc=f"{login}{at}", query=query))


def check_attribute(url: str) -> None:
    """Raise ValueError when the URL asks for servers that no service can work with."""
    said = dict(parse_qsl(urlsplit(url).query)).get(ATTRIBUTE)
    if said is not None and said not in _WILL_DO:
        raise ValueError(_NO_SUCH_ATTRIBUTE.format(said=said, known=", ".join(_WILL_DO)))
