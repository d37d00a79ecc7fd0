"""Who may ask the review server anything: whoever opened the address with the token, in this browser, from its pages.

    Host      must be this server's own, so that no foreign name that resolves to 127.0.0.1 reaches it
    token     once, in the address that is printed; it becomes a cookie, HttpOnly and SameSite=Strict
    Origin    of everything that is posted must be this server's own
    headers   no script but the file of keys, nothing loaded from elsewhere, no frame, nothing stored

Only POST changes anything.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import Request

MAX_BYTES = 64_000  # of what is posted
POLICY = (
    "default-src 'none'; img-src data:; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a browser would not say its Origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# After a redirect, whoever followed a link on another site, as in a terminal in the browser, would come without the
# cookie: SameSite=Strict. A page that goes on by itself comes from here.
GO_ON = {"Refresh": "0; url=/"}


@dataclass(frozen=True)
class Guard:
    """The secrets of one server, which end with it."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """What staff open: it is as good as a password."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names by which a browser on this machine calls the server."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """The cookie's name. Browsers keep one jar for all ports of a machine."""
        return f"grader-review-{self.port}"

    def refusal(self, request: Request) -> tuple[int, str] | None:
        """A status and the reason why this request is refused; None where it may go on."""
        host, origin = request.headers.get("host", ""), request.headers.get("origin")
        if host not in self.hosts:
            return 421, "This address is not the review server's own."
        if request.method not in ("GET", "HEAD", "POST"):
            return 405, "Only pages and forms are served here."
        if not self._has_cookie(request):
            return 403, "Open the address that `grader review` printed: it holds a token, and this browser has none."
        if request.method == "POST" and origin not in [f"http://{name}" for name in self.hosts]:
            return 403, "What is posted has to come from a page of this server."
        return None

    def knows(self, request: Request) -> bool:
        """Whether it comes with the cookie, or with the token."""
        return self._has_cookie(request) or self.opens(request)

    def _has_cookie(self, request: Request) -> bool:
        return _same(request.cookies.get(self.cookie, ""), self.session)

    def opens(self, request: Request) -> bool:
        """Whether this is the first visit, with the token in the address."""
        token = request.query_params.get("token", "")
        return request.method == "GET" and request.headers.get("host") in self.hosts and _same(token, self.token)

    async def protect(self, request: Request, answer: RequestResponseEndpoint) -> Response:
        """The answer to a request that may be made, and what is said to any other; both with all headers."""
        if self.opens(request):
            response = Response("Opening the review ...\n", media_type="text/plain", headers=GO_ON)
            response.set_cookie(self.cookie, self.session, httponly=True, samesite="strict")
        elif refusal := self.refusal(request):
            status, reason = refusal
            response = Response(f"{reason}\n", status, media_type="text/plain; charset=utf-8")
        else:
            response = await answer(request)
        response.headers.update(HEADERS)
        return response


async def posted(request: Request) -> str | None:
    """The text that was posted; None where it is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            return None
    return body.decode("utf-8", "replace")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
