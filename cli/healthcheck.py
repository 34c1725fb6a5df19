"""``youyue healthcheck``: is the service in this container ready? Asked every few seconds, so it imports little."""

from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Annotated

import typer

from shared.settings import settings_for

_SECONDS = 8


def healthcheck(service: Annotated[str, typer.Argument(help="intake scheduling handling evaluation console")]) -> None:
    """本机的服务是否就绪；退出码 1 为否。Whether the service on this machine is ready; exit code 1: no."""
    connection = HTTPConnection("127.0.0.1", settings_for(service).http_port, timeout=_SECONDS)
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
