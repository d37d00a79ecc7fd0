"""What submissions run in: one value that a frontend makes, and that everything below it is handed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from grader.processes.clock import PATIENCE, slowness
from grader.processes.fork_server import ForkServer
from grader.sandbox.isolation.profiles import Isolation, expected_isolation


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are `grader.processes.clock`'s, on the course's machine: `scaled_limits`."""

    case_seconds: float = 10.0  # for each call, and for each statement that defines something
    question_seconds: float = 60.0  # that a question brings, for all that is run for it: see `allowance`
    start_seconds: float = 60.0
    memory_mb: int = 1024
    answer_mb: int = 10
    timeouts_per_question: int = 2
    patience: float = PATIENCE  # wall seconds that may pass for each second


PATIENT = Limits(case_seconds=60, question_seconds=300)  # of honest work, which must be right on a busy machine too


def scaled_limits() -> Limits:
    """The usual limits, with more seconds on a slower machine."""
    usual, factor = Limits(), slowness()
    seconds = ("case_seconds", "question_seconds", "start_seconds")
    return replace(usual, **{name: getattr(usual, name) * factor for name in seconds})


@dataclass(frozen=True)
class Environment:
    """How the child processes of one or more submissions are started, confined and limited."""

    limits: Limits = field(default_factory=scaled_limits)
    isolation: Isolation = field(default_factory=expected_isolation)
    cache: str = ""  # a folder that JAX's compiler reads and cannot write; empty for none
    fork_server: ForkServer | None = None
    hidden: frozenset[str] = frozenset()  # top-level modules that are installed here, and cannot be imported
    cancelled: threading.Event = field(default_factory=threading.Event)  # once set, nobody wants the outcomes

    @property
    def own_user(self) -> bool:
        """Whether each child has a user of its own."""
        return self.isolation.profile == "own-user"

    def fresh(self) -> Environment:
        """The environment whose children are not forked: slower, and independent of the fork server."""
        return replace(self, fork_server=None)
