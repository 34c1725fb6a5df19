"""``youyue healthcheck``: is the service in this container ready? Asked every few seconds, so it imports
little."""

import os
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Annotated

import typer

_SECONDS = 8


def port_of(service: str, environment: Mapping[str, str]) -> int:
    """The port of the service's pages, by the rule of ``shared.kernel.settings.settings``, which takes twice
    as long to import as all of this. Raises ValueError."""
    return int(_given(service, "HTTP_PORT", environment) or "8000")


def ops_port_of(service: str, environment: Mapping[str, str]) -> int:
    """The port for operators, by the same rule. Raises ValueError."""
    given = _given(service, "OPS_PORT", environment)
    return int(given) if given else port_of(service, environment) + 1


def _given(service: str, name: str, environment: Mapping[str, str]) -> str | None:
    names = (f"YOUYUE_{service.upper()}_{name}", f"YOUYUE_{name}")
    return next((environment[name] for name in names if name in environment), None)


def healthcheck(
    service: Annotated[str, typer.Argument(help="directory, intake, … the service of this container")],
) -> None:
    """本机的服务是否就绪；退出码 1 为否。Whether the service on this machine is ready; exit code 1: no."""
    connection = HTTPConnection("127.0.0.1", ops_port_of(service, os.environ), timeout=_SECONDS)
    try:
        connection.request("GET", f"/ops/{service}/health/ready")
        response = connection.getresponse()
        answer = response.read().decode()
    except (OSError, HTTPException) as error:
        typer.echo(f"{service}: {error}", err=True)
        raise typer.Exit(1) from error
    finally:
        connection.close()
    typer.echo(answer)
    raise typer.Exit(0 if response.status == HTTPStatus.OK else 1)
