"""What the pages leave open: the values behind their examples, what must be there before a command, what a
command says when it is well, and which commands are carried out elsewhere.

All that is not in ``ELSEWHERE`` is typed. A test sees that every entry is still of use.
"""

from typing import NamedTuple

from deploy.pages.collected import OPERATIONS

INSTALL, TOWNSHIP, PARTNERS, PARKED, REPLAY, RUNNING, BACKUP, UPGRADE, CLUSTER = (
    f"{OPERATIONS}/{name}.md"
    for name in (
        *("install", "township", "partners", "parked", "replay", "running", "backup", "upgrade"),
        "cluster",
    )
)
COMPOSE = "docker-compose"


class Value(NamedTuple):
    """``page`` empty: of every page. ``$NAME`` in the value is what the shell has exported by then."""

    page: str
    example: str
    value: str


VALUES = (
    Value("", "youyue:local", "$PROJECT:local"),
    Value("", "PROJECT_", "${PROJECT}_"),
    Value(UPGRADE, "youyue:$(git", "$PROJECT:$(git"),
    Value(TOWNSHIP, "check lists.xlsx", "check demo/townships/xiushan"),
    Value(TOWNSHIP, "add lists.xlsx", "add demo/townships/xiushan"),
    Value(TOWNSHIP, "import lists.xlsx", "import demo/townships/xiushan"),
    Value(PARTNERS, "amqps://partner-hotline:…@HOST/", "amqp://partner-hotline:$password@rabbitmq:5672/"),
    Value(PARKED, "handling:12", "handling:$row"),
    Value(REPLAY, "county.intake", "partner-hotline.events"),
    Value(REPLAY, "county.items", "partner-hotline.events"),
    Value(REPLAY, "item-7f3c…", "item-1"),
    Value(BACKUP, "'YOUYUE_BACKUP_RECIPIENTS=age1…'", "YOUYUE_BACKUP_RECIPIENTS=$public"),
    Value(BACKUP, "s3://bucket/prefix/20261125T081000Z", "/var/lib/youyue/backups/$sealed"),
    Value(BACKUP, "restore backups/20261125T081000Z", "restore --replace backups/$backup"),
    Value(BACKUP, "20261125T081000Z", "$backup"),
    Value(BACKUP, "postgres:…@127.0.0.1/", "postgres:$YOUYUE_POSTGRES_PASSWORD@postgres/"),
    Value(BACKUP, "2026-11-28 10:14:00+08", "$moment"),
)

_ENTRY = """cat > entry.toml <<'END'
sources = ["/county/hotline"]
commands = ["intake.submission.submit.v1", "intake.submission.withdraw.v1"]
hears = ["intake.submission.received.v1", "handling.item.assigned.v1"]
townships = ["330921201"]
speaks_for = [{ role = "agent", actors = "hotline-[0-9]+" }]
END"""
_ADD = f"{COMPOSE} run --rm -T admin partner add partner-hotline - < entry.toml"
_PSQL = f"{COMPOSE} exec -T postgres psql -XAtq --username=postgres"
_PARKED_ROWS = f"""{_PSQL} --dbname=handling -c 'SELECT position FROM handling.parked_messages ORDER BY 1'"""
_NEWEST = f"$({COMPOSE} run --rm -T --entrypoint ls backup backups | tail -1)"
BEFORE = {
    (TOWNSHIP, "youyue township check lists.xlsx"): "all-healthy",
    (PARTNERS, _ADD): f"all-healthy; {_ENTRY}",
    (
        PARTNERS,
        "youyue partner test --broker-url amqps://partner-hotline:…@HOST/"
        " --township 330921201 --source /county/hotline --actor hotline-1:agent",
    ): f"password=$({_ADD} | tail -1); export password",
    (PARKED, "youyue parked group"): (
        f"{COMPOSE} run --rm -T --entrypoint python admin - < deploy/pages/park.py\n"
        f"for _ in {{1..60}}; do [[ $({_PARKED_ROWS} | wc -l) -lt 2 ]] || break; sleep 1; done\n"
        f"row=$({_PARKED_ROWS} | head -1); export row"
    ),
    (PARKED, "youyue parked retry --reason attempts_spent --yes"): (
        f"""{_PSQL} --dbname=handling -c "UPDATE handling.parked_messages SET reason = 'attempts_spent'"""
        """ WHERE position <> $row" """
    ),
    (RUNNING, "youyue calendar check notice.txt"): "cp deploy/pages/notice.txt .",
    (BACKUP, f"{COMPOSE} run --rm backup backup list backups"): f"backup={_NEWEST}; export backup",
    (BACKUP, "echo 'YOUYUE_BACKUP_RECIPIENTS=age1…' >> .env"): (
        "public=$(youyue backup key another.key | grep -o 'age1[0-9a-z]*' | head -1); export public"
        "; sudo mv -f another.key youyue-backup.key"
    ),
    (
        BACKUP,
        "youyue backup verify s3://bucket/prefix/20261125T081000Z --identity youyue-backup.key"
        " --server postgresql://postgres:…@127.0.0.1/postgres",
    ): f"{COMPOSE} run --rm backup; sealed={_NEWEST}; export sealed; set -a; . ./.env; set +a",
    (BACKUP, f"{COMPOSE} up -d postgres"): f"{COMPOSE} up -d; all-healthy",
    (BACKUP, f"{COMPOSE} exec -T postgres psql -U postgres -c 'SELECT * FROM pg_stat_archiver'"): (
        f"sleep 2; moment=$({_PSQL} -c 'SELECT now()'); export moment"
    ),
    (BACKUP, f"{COMPOSE} exec -T postgres psql -U postgres -c 'SELECT pg_switch_wal()'"): (
        f"{COMPOSE} start postgres; {_PSQL} -c 'CREATE TABLE a_mistake ()'"
    ),
}
"""Page and command → what is typed before it."""

_HEALTHY = r"(?s)\A(?!.*(?:starting|unhealthy|Restarting|Exit [1-9]))"
SAYS = {
    f"{COMPOSE} ps": _HEALTHY,
    f"{COMPOSE} exec -T postgres psql -U postgres -Atc 'SELECT pg_is_in_recovery()'": r"\Af$",
}
"""Command → what its output must match. It is typed again until it does, for some minutes."""

ANSWERS = {"youyue calendar import notice.txt": "y"}
"""Command → what is typed when it asks."""

DATABASE = {RUNNING: "intake", INSTALL: "intake"}
"""Page → the service whose database its SQL is for."""

_OBSERVED = (
    "five of its images have no stand-in; `make compose-smoke` starts Prometheus, and "
    "tests/repo/test_alertmanager.py has Alertmanager say what it would send"
)
_NGINX = "nginx has no stand-in, and the name is yours; tests/repo/test_deploy_hard.py has it read its file"
_ANOTHER = (
    "needs a PostgreSQL of another machine; the same script makes the databases of `make compose-smoke`"
)
_ASKS = "asks a data base on the network"
ELSEWHERE = {
    f"{COMPOSE} -f docker-compose.yml -f docker-compose.cluster.yml up -d": "`make cluster-smoke` starts so",
    "PGHOST=host PGPORT=port PGPASSWORD=… POSTGRES_USER=postgres"
    " bash deploy/postgres/10-services.sh": _ANOTHER,
    f"{COMPOSE} -f docker-compose.yml -f docker-compose.external-postgres.yml up -d": _ANOTHER,
    f"{COMPOSE} --profile observability up -d": _OBSERVED,
    f"{COMPOSE} --profile observability exec alertmanager amtool alert add Trial severity=critical"
    " --annotation=summary=试验 --alertmanager.url=http://127.0.0.1:9093": _OBSERVED,
    f"{COMPOSE} -f docker-compose.yml -f deploy/docker-compose.tls.yml up -d": _NGINX,
    "openssl s_client -connect youyue.township.example:5671 -brief </dev/null": _NGINX,
    "make sbom": "tests/repo/test_sbom.py makes it",
    "pip-audit --require-hashes --disable-pip -r requirements/run.txt": _ASKS,
    "trivy image youyue:local": _ASKS,
    "youyue restore s3://bucket/prefix/20261125T081000Z --identity youyue-backup.key": (
        "`make backup-drill` restores an encrypted one over what was lost; here a plain one is put back"
    ),
    "make chaos": "is itself a run, of half an hour: `make chaos`",
    "make chaos CASES=400 LOOPS=20 FAULTS=12 OUTAGE=0": "is itself a run: `make chaos`",
    "make simulate-years": "is itself a run: `make simulate-years`",
    "make simulate-years YEARS=5 SUBMISSIONS=2800": "is itself a run: `make simulate-years`",
}
"""Command → why it is not typed here, and what carries it out instead."""
