"""What the doctor looks for day by day: what lies, what is late, what runs out."""

import shutil
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from yarl import URL

from cli.doctor.finding import Finding
from cli.hints import typed
from cli.services import load_service
from shared.kernel.bus.parking.room import without_room
from shared.kernel.service.vitals import STUCK_SECONDS, Ledger, read_ledger
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.clock import StoryClock
from shared.kernel.store.database import create_engine
from shared.language.calendar import WorkingCalendar
from shared.language.topology import TOPOLOGY

RUNS_OUT = timedelta(days=30)
"""So long before its end a certificate is to be renewed."""
FULL = 0.9
"""Of a disk: from there on a database soon cannot write."""
NOTICE_BY = (12, 1)
"""Month and day: by then the State Council has usually told the days off of the year to come."""

_AMQPS = 5671
_PATIENCE = 5.0
"""Seconds for a handshake."""


async def account(service: str, settings: ServiceSettings) -> AsyncIterator[Finding]:
    """What lies in the service's tables and should not."""
    tables = load_service(service).journal
    engine = create_engine(settings.sqlalchemy_url, service, 1)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            clock = StoryClock(tables.story_clock, datetime.now(UTC))
            ledger = await read_ledger(connection, tables, clock)
            full = await without_room(connection, tables, TOPOLOGY.registry)
    except (SQLAlchemyError, OSError):
        return  # The check of the database has said it.
    finally:
        await engine.dispose()
    seen = f"待发 unsent {ledger.unsent}, 逾期定时 overdue {ledger.overdue}, 搁置 parked {ledger.parked}"
    yield Finding(f"{service} 账目 account", seen, "\n".join((*_advice(service, ledger), *map(_full, full))))


def _advice(service: str, ledger: Ledger) -> Iterator[str]:
    if ledger.parked:
        yield f"搁置的消息要有人处理 parked messages wait for a person: {typed('parked group')}"
    if ledger.unsent and ledger.oldest_age > STUCK_SECONDS:
        since = f"{ledger.oldest_age:.0f} s"
        yield f"{service} 在运行吗？最早一条已等 is it running? The oldest unsent event waits since {since}"
    if ledger.overdue:
        yield f"{service} 在运行吗？有定时到点未办 is it running? Timers are due that nobody has taken up"
    if late := [f"{one.name} {one.at:%Y-%m-%d}" for one in ledger.purges if one.late]:
        yield (
            f"{service} 在运行吗？到期的数据没有清理，看日志 purge_failed is it running? "
            f"What is over was not purged, see purge_failed in its log: {', '.join(late)}"
        )
    for one in ledger.refused:
        yield f"{one.exchange} 之后有队列不收 a queue behind it takes nothing: {one.type}, {one.count}"


def _full(publisher: str) -> str:
    return (
        f"{publisher or '没有署名的 unnamed'}: 搁置处已满，再来的不留全，见 YouyueParkedWithoutRoom "
        "the parking lot is full, what comes is not kept whole"
    )


def certificate(service: str, settings: ServiceSettings) -> Iterator[Finding]:
    """Until when the broker's certificate holds, where it must prove who it is."""
    url = URL(str(settings.broker_url or ""))
    if url.scheme != "amqps" or url.host is None or not settings.broker_verify:
        return
    what = f"{service} 消息代理证书 the broker's certificate"
    try:
        ends = _certificate_ends(url)
    except OSError as error:
        yield Finding(what, "✗", f"{error}")
        return
    soon = ends - datetime.now(UTC) < RUNS_OUT
    yield Finding(what, f"到 until {ends:%Y-%m-%d}", "请更换 renew it" if soon else "")


def _certificate_ends(url: URL) -> datetime:
    """UTC. Raises OSError, which is what a failed handshake is."""
    context = ssl.create_default_context(cafile=url.query.get("cafile"))
    if own := url.query.get("certfile"):
        context.load_cert_chain(own, url.query.get("keyfile"))
    assert url.host
    with (
        socket.create_connection((url.host, url.port or _AMQPS), timeout=_PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=url.host) as door,
    ):
        # The library's types say str or nested tuples for every entry.
        ends = str((door.getpeercert() or {})["notAfter"])
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)


def year_to_come(today: date, calendars: Mapping[str, WorkingCalendar]) -> Iterator[Finding]:
    """Whether the days off of this year, and late in the year of the next, are those that were published, for
    each township by what it has taken."""
    years = [today.year, *([today.year + 1] if (today.month, today.day) >= NOTICE_BY else [])]
    for year in years:
        computed = [name for name, known in calendars.items() if known.is_provisional(date(year, 1, 1))]
        what, names = f"{year} 日历 calendar", "、".join(computed)
        if computed:
            advice = f"放假安排还是推算的 computed only: {names}\n{typed('calendar import FILE')}"
            yield Finding(what, "推算 computed", advice)
        else:
            yield Finding(what, "已公布 published")


def room(folder: Path) -> Finding:
    """Of the disk that holds the files of this machine."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    disk = shutil.disk_usage(there)
    used = 1 - disk.free / disk.total
    advice = f"快满了 nearly full: {there}" if used > FULL else ""
    return Finding("磁盘 disk", f"{used:.0%} 已用 used; {disk.free / 2**30:.0f} GiB 可用 free", advice)
