"""Serve a results folder to the browsers of this machine, until Ctrl-C."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import uvicorn

from grader.base import files
from grader.base.errors import UserError
from grader.course.results import Results
from grader.frontends.review.application import application
from grader.frontends.review.connections import Connections
from grader.frontends.review.security import Guard

HOST = "127.0.0.1"  # nobody but this machine


class BadPort(UserError):
    """A port that cannot be used."""


def serve(results: Path, port: int = 0, by: str = "", on_ready: Callable[[str], None] = print) -> None:
    """Serve until the process is interrupted; `on_ready` gets the address. Port 0 takes a free one."""
    with Results(results) as opened:
        _ = opened.key  # a folder that cannot be used is refused before anything is served
    with closing(_listening(port)) as listening:
        guard = Guard(listening.getsockname()[1])
        on_ready(guard.address)
        server(results, guard, by).run(sockets=[listening])


def server(results: Path, guard: Guard, by: str = "") -> uvicorn.Server:
    """The server, not yet running. Its log has no addresses: the first one holds the token."""
    connections = Connections(guard)
    settings = uvicorn.Config(
        connections.watched(application(results, guard, by)), http=connections.protocol, log_level="warning",
        access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=2,
    )  # fmt: skip
    return uvicorn.Server(settings)


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        reason = files.reason(error) if isinstance(error, OSError) else str(error)
        raise BadPort(
            f"--port {port}: this port cannot be used: {reason}. Leave --port out to take a free one."
        ) from None
    return listening
