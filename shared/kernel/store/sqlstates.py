"""The words of a database that will not: by SQLSTATE, which alone says what passes by itself."""

from types import MappingProxyType

from asyncpg.exceptions import TargetServerAttributeNotMatched
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

READ_ONLY = "25006"
_PASSING = ("08", "53", "57P", "3D000", "3F000", READ_ONLY, "58030")
"""SQLSTATEs, or how they begin: no connection, no room, coming up or going down, no such database or schema
yet, a standby that is about to take over, trouble with the disk."""
_WORDS = MappingProxyType(
    {
        "53100": "磁盘已满 no space left on the database's disk",
        "53200": "内存不足 the database has no memory left",
        "53300": "连接数已满 too many connections",
        "57P01": "正在关闭 the database is shutting down",
        "57P02": "崩溃后重启 the database restarts after a crash",
        "57P03": "还没有就绪 the database is starting up, shutting down or recovering",
        READ_ONLY: "备库或只读 a standby, or the database is read-only",
    }
)
_NO_ROOM = ("53", "58", READ_ONLY)
"""It answers and cannot write: full, out of memory or of connections, trouble with the disk, read-only.
Nothing is wrong with what was to be written."""


def lacks_room(error: BaseException) -> bool:
    """Whether the database cannot write now, whatever it is asked to write."""
    return (state_of(error) or "").startswith(_NO_ROOM)


def is_read_only(error: BaseException) -> bool:
    """Whether a server answered that writes for nobody: it was made so, or is a standby."""
    return state_of(error) == READ_ONLY


def passes(error: BaseException) -> bool:
    """Whether it is worth coming again: the database, or a disk, is away or has no room; no fault of what was
    asked."""
    state = state_of(error)
    if state is not None:
        return state.startswith((*_PASSING, *_NO_ROOM))
    return not isinstance(error, SQLAlchemyError) or isinstance(error, DBAPIError | PoolTimeout)


def is_passing(error: DBAPIError) -> bool:
    """Whether it is worth waiting: nobody answers, there is no room now, or somebody is still setting up."""
    state = state_of(error)
    return state is None or state.startswith(_PASSING)


def server_said(error: BaseException) -> bool:
    """Whether a database answered at all."""
    return state_of(error) is not None


def in_words(error: BaseException) -> str:
    """What is the matter, in one line; for what databases often say, in Chinese and English as well."""
    said = str(getattr(error, "orig", None) or error).strip() or repr(error)
    state = state_of(error)
    first = said.splitlines()[0]
    words = _WORDS.get(state or "")
    return f"{words} ({first})" if words else first


def state_of(error: BaseException) -> str | None:
    """The SQLSTATE; None: no database said anything. A standby that was turned away from is read-only."""
    orig = getattr(error, "orig", None)
    for one in (error, orig, getattr(orig, "driver_exception", None)):
        if isinstance(one, TargetServerAttributeNotMatched):
            return READ_ONLY
    state: str | None = getattr(orig, "sqlstate", None)
    return state or getattr(error, "sqlstate", None)
