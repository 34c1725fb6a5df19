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
    """The service's port, by the rule of ``shared.kernel.settings.settings``, which takes twice as long to
    import as all of this."""
    names = (f"YOUYUE_{service.upper()}_HTTP_PORT", "YOUYUE_HTTP_PORT")
    return int(next((environment[name] for name in names if name in environment), "8000"))


def healthcheck(
    service: Annotated[str, typer.Argument(help="intake scheduling handling evaluation console")],
) -> None:
    """本机的服务是否就绪；退出码 1 为否。Whether the service on this machine is ready; exit code 1: no."""
    connection = HTTPConnection("127.0.0.1", port_of(service, os.environ), timeout=_SECONDS)
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
