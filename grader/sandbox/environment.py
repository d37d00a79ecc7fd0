"""What submissions run in: their limits, their isolation, the compilation cache and the fork server.

A frontend makes one `Environment`; everything below it is handed that one value.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.processes.clock import slowness
from grader.sandbox.isolation.profiles import Isolation, expected_isolation

if TYPE_CHECKING:
    from grader.processes.fork_server import ForkServer


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are `grader.processes.clock`'s, of the course's machine; see `scaled`."""

    case_seconds: float = 10.0  # for each call, and for each statement that defines something
    question_seconds: float = 60.0  # for all cases of a question and what defines its function
    start_seconds: float = 60.0
    memory_mb: int = 1024
    answer_mb: int = 10
    timeouts_per_question: int = 2

    def scaled(self, factor: float) -> Limits:
        """The limits of a machine that is `factor` times slower; memory and counts stay."""
        return replace(
            self,
            case_seconds=self.case_seconds * factor,
            question_seconds=self.question_seconds * factor,
            start_seconds=self.start_seconds * factor,
        )


def scaled_limits() -> Limits:
    """The usual limits, scaled to the speed of this machine."""
    return Limits().scaled(slowness())


@dataclass(frozen=True)
class Environment:
    """How the child processes of one or more submissions are started, confined and limited.

    `cache` is the folder of JAX's compilation cache, which the child can read and not write; empty for none. With a
    `fork_server` children start faster.
    """

    limits: Limits = field(default_factory=scaled_limits)
    isolation: Isolation = field(default_factory=expected_isolation)
    cache: str = ""
    fork_server: ForkServer | None = None

    @property
    def own_user(self) -> bool:
        """Whether each child has a user of its own."""
        return self.isolation.profile == "own-user"

    def fresh(self) -> Environment:
        """The environment whose children are not forked: slower, and independent of the fork server."""
        return replace(self, fork_server=None)

    def plain(self) -> Environment:
        """The environment whose children are neither forked nor read the compilation cache."""
        return replace(self, fork_server=None, cache="")
