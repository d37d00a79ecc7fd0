"""Small programs for the sandbox's tests: statements as `grader.extraction.extract` makes them, and requests for their
functions."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from grader.extraction.extract import Statement
from grader.model.request import Request
from grader.model.transcript import Call
from grader.processes.fork_server import ForkServer, shared_fork_server_on_linux
from grader.sandbox import session
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.profiles import Isolation, expected_isolation
from grader.sandbox.session import Run

FORGER = """
import json, os, struct, sys
def ticket():
    frame = sys._getframe()
    while "ask" not in frame.f_locals: frame = frame.f_back
    return frame.f_locals["ask"]["ticket"]
def say(data):
    frame = json.dumps(data).encode()
    for fd in range(3, 64):
        try: os.write(fd, struct.pack(">Q", len(frame)) + frame)
        except OSError: pass
"""  # a submission's code that knows our protocol, and where the ticket of the running case lies

QUICK = Limits(case_seconds=1.0, question_seconds=10.0, memory_mb=700)


def program(*sources: str) -> list[Statement]:
    """One statement a cell; a cell's first line is line 1."""
    return [Statement(cell, 1, textwrap.dedent(source).strip()) for cell, source in enumerate(sources, start=1)]


def ask(case: str, function: str, needs: Iterable[int], **arguments: Any) -> Request:
    """The question is what stands before the dash in the case."""
    return Request(case, case.partition("-")[0], function, arguments, tuple(needs))


def forked(**parts: Any) -> Environment:
    """An environment with these parts whose children are forked, as in a class: a fresh one imports JAX anew."""
    return Environment(**{"fork_server": shared_fork_server_on_linux(), **parts})


def run(
    statements: Iterable[Statement], requests: Iterable[Request], on_call: Any = None, fresh: bool = False, **parts: Any
) -> Run:
    """The requests, run in an environment with these parts; a part that is None has its default."""
    chosen = {name: part for name, part in parts.items() if part is not None}
    environment = Environment(**chosen).fresh() if fresh else forked(**chosen)
    return session.run(list(statements), list(requests), environment, on_call)


def call(
    source: str, function: str = "f", limits: Limits = QUICK, isolation: Isolation | None = None,
    fresh: bool = False, fork_server: ForkServer | None = None, **arguments: Any,
) -> Call:  # fmt: skip
    """What comes of one call of one function that one statement defines."""
    requests = [ask("only", function, [0], **arguments)]
    parts = {"limits": limits, "isolation": isolation, "fork_server": fork_server}
    return run(program(source), requests, fresh=fresh, **parts).calls["only"]


__all__ = [
    "FORGER", "QUICK", "Isolation", "Limits", "Run", "Statement", "ask", "call", "expected_isolation", "forked",
    "program", "run",
]  # fmt: skip
