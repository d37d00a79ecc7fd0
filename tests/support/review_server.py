"""A review server over real HTTP in a thread of the test, and assistants who talk to it as a browser does."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from grader.frontends.review.security import Guard
from grader.frontends.review.serving import server


@contextmanager
def serving(results: Path, by: str = "") -> Iterator[Guard]:
    """The server of a folder, on a free port."""
    listening = socket.create_server(("127.0.0.1", 0))
    guard = Guard(listening.getsockname()[1])
    serves = server(results, guard, by)
    thread = threading.Thread(target=serves.run, kwargs={"sockets": [listening]})
    thread.start()
    while not serves.started:
        time.sleep(0.02)
    try:
        yield guard
    finally:
        serves.should_exit = True
        thread.join()
        listening.close()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Assistant:
    """Whoever opened the address, under a name; `cookies` and `origin` may be taken away."""

    guard: Guard
    name: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cookies = {self.guard.cookie: self.guard.session, "grader-review-name": quote(self.name)}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """One request; headers are written with `_`."""
        own = {"Host": self.guard.hosts[0], "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            own |= {"Origin": f"http://{self.guard.hosts[0]}", "Content-Type": "application/x-www-form-urlencoded"}
        own |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.guard.port, timeout=60)
        try:
            body = urlencode(form or {}) if method == "POST" else None
            connection.request(method, path, body, {name: value for name, value in own.items() if value})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def decide(self, kind: str, submission: str, **fields: str) -> Answer:
        form = {
            "kind": kind,
            "submission": submission,
            "log": "0",
            "revision": str(10**9),
            "words": "so it is",
        } | fields
        return self.ask("POST", "/decide", form)
