"""TLS to PostgreSQL, said in the URL by libpq's names: ``sslmode``, ``sslrootcert``, ``sslcert``,
``sslkey``."""

import ssl
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_NAMES = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def split_tls(url: str) -> tuple[str, ssl.SSLContext | str | None]:
    """The URL without these names, and what asyncpg takes as ``ssl``; None: nothing was said.

    Raises OSError (and its ssl.SSLError) when a file cannot be used, ValueError for an unknown mode.
    """
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    said = _said(url)
    rest = urlunsplit(parts._replace(query=urlencode([pair for pair in query if pair[0] not in _NAMES])))
    return rest, _context(said) if said else None


def libpq_tls(url: str) -> dict[str, str]:
    """The same for PostgreSQL's own programs, as their environment; empty: nothing was said."""
    said = _said(url)
    if not said:
        return {}
    said["sslmode"] = _mode(said)
    if said["sslmode"].startswith("verify"):
        said.setdefault("sslrootcert", "system")  # as Python does; libpq would look into the home folder
    return {f"PG{name.upper()}": value for name, value in said.items()}


def _said(url: str) -> dict[str, str]:
    return {name: value for name, value in parse_qsl(urlsplit(url).query) if name in _NAMES}


def _mode(said: dict[str, str]) -> str:
    return said.get("sslmode", "verify-full" if "sslrootcert" in said else "prefer")


def _context(said: dict[str, str]) -> ssl.SSLContext | str:
    mode = _mode(said)
    if mode in ("disable", "allow", "prefer"):
        return mode
    if mode not in ("require", "verify-ca", "verify-full"):
        raise ValueError(f"no sslmode: {mode}")
    context = ssl.create_default_context(cafile=said.get("sslrootcert"))
    context.check_hostname = mode == "verify-full"
    if mode == "require" and "sslrootcert" not in said:
        context.verify_mode = ssl.CERT_NONE
    if "sslcert" in said:
        context.load_cert_chain(said["sslcert"], said.get("sslkey"))
    return context
