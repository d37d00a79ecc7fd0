"""Connections to the review server: one without the cookie is closed soon, and never crowds out one that has it.

Whoever on this machine opens connections and says nothing, or says it slowly, would else take the place of staff.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

from grader.frontends.review.security import Guard

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HEADER_SECONDS = 10.0  # in which a connection has to show the cookie
MAX_UNKNOWN = 200  # connections without it: a process may open 1,024 files


class Connections:
    """The connections of one server that have not shown the cookie, the oldest first."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self._unknown: dict[Any, asyncio.Transport] = {}  # by the address of the other end

    @property
    def protocol(self) -> type[H11Protocol]:
        """What the server speaks on each connection."""
        connections = self

        class Watched(H11Protocol):
            """HTTP, on a connection that is closed where nobody shows the cookie."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                connections.open(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                connections.forget(self.transport.get_extra_info("peername"))
                super().connection_lost(exc)

        return Watched

    def open(self, transport: asyncio.Transport) -> None:
        """Count a new connection, in place of the oldest one where there are too many."""
        address = transport.get_extra_info("peername")
        if len(self._unknown) >= MAX_UNKNOWN:
            self._unknown.pop(next(iter(self._unknown))).abort()
        self._unknown[address] = transport
        asyncio.get_running_loop().call_later(HEADER_SECONDS, self._close, address, transport)

    def forget(self, address: Any) -> None:
        """It shows the cookie, or is closed."""
        self._unknown.pop(address, None)

    def _close(self, address: Any, transport: asyncio.Transport) -> None:
        if self._unknown.get(address) is transport:  # and no later one from the same address
            self.forget(address)
            transport.abort()

    def watched(self, application: ASGIApp) -> ASGIApp:
        """The application, which says of each request whether its connection may stay."""

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and self.guard.knows(Request(scope)):
                self.forget(tuple(scope["client"] or ()))
            await application(scope, receive, send)

        return answer
