"""What can come of one case: a closed union of outcomes, and the verdict that carries one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from grader.base.exhaustive import assert_never
from grader.judging.history_slips import find_slips
from grader.model.encoding.values import Value
from grader.model.statuses import CaseStatus
from grader.model.transcript import Raised, Stopped


@dataclass(frozen=True)
class Right:
    """Within the tolerance everywhere."""


@dataclass(frozen=True)
class Recorded:
    """A well-formed written answer, judged by a student's key, which does not hold the right one."""


@dataclass(frozen=True)
class Unanswered:
    """A written answer that is still None or empty."""


@dataclass(frozen=True)
class ByHand:
    """An answer that staff read and give the points for; `answer` is what they read."""

    answer: str


@dataclass(frozen=True)
class Crashed:
    """The student's code raised an exception."""

    raised: Raised


@dataclass(frozen=True)
class Halted:
    """The student's process ended: out of time, out of memory, or by itself."""

    stopped: Stopped


@dataclass(frozen=True)
class Unchecked:
    """The grader failed, not the student."""

    detail: str


@dataclass(frozen=True)
class Misformed:
    """Another form than the question returns: a sentence about it, and its id where it is a known mistake.

    `says_all` is true where the sentence names the cause, so that nothing more is to be said of it.
    """

    sentence: str
    mistake: str = ""
    says_all: bool = False


@dataclass(frozen=True)
class WrongValue:
    """A wrong answer of one piece; of a written one nothing is said of what is right: `expected` is None."""

    yours: Any
    expected: Any


@dataclass(frozen=True)
class WrongPoints:
    """A wrong set of points: those it lacks, those that do not belong to it, those listed twice."""

    missing: tuple[float, ...]
    extra: tuple[float, ...]
    repeated: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class WrongHistory:
    """A history (R', ...) that is wrong from entry `first` on, None where only its length is wrong.

    `tolerance` is that of each right entry that is judged, (R,). `spread` is how far the lengths of honest runs lie
    apart where a stopping rule ends them, None where there is one length.
    """

    first: int | None
    yours: np.ndarray = field(repr=False)
    expected: np.ndarray = field(repr=False)
    tolerance: np.ndarray = field(repr=False)
    spread: int | None = None

    @property
    def agreed(self) -> int:
        """How many entries at the beginning are right."""
        return min(len(self.yours), len(self.tolerance)) if self.first is None else self.first

    @property
    def is_finite(self) -> bool:
        """Whether the first wrong entry holds neither nan nor inf."""
        return self.first is None or bool(np.isfinite(self.yours[self.first]).all())

    @cached_property
    def slips(self) -> tuple[str, ...]:
        """The ids of recording slips that give it; found on demand, since most histories are only right or wrong."""
        return find_slips(self.yours, self.expected, self.tolerance)


@dataclass(frozen=True)
class WrongPart:
    """One part of a result that is not right, by its path in the form, and what came of it."""

    path: str
    outcome: Misformed | WrongValue | WrongPoints | WrongHistory

    @property
    def rank(self) -> int:
        """By which the part is chosen that explains others: where a run ends or goes wrong, its last point does too."""
        match self.outcome:
            case WrongHistory(first=None, spread=int()):
                return 0
            case WrongHistory():
                return 1
        return 2


@dataclass(frozen=True)
class WrongParts:
    """A result of named parts, of which at least one is wrong; `right` are the paths of the others.

    Those of them that are right for the student's own values of another part, and not by the key, are `along` these.
    """

    wrong: tuple[WrongPart, ...]
    right: tuple[str, ...] = ()
    along: tuple[str, ...] = ()

    @property
    def paths(self) -> set[str]:
        """Those of the wrong parts."""
        return {part.path for part in self.wrong}

    @property
    def step(self) -> int:
        """The first wrong entry of the history that a student is told of first; -1 where no entry is."""
        first = self.by_rank[0].outcome
        return first.first if isinstance(first, WrongHistory) and first.first is not None else -1

    @property
    def by_rank(self) -> list[WrongPart]:
        """The wrong parts, that of which a student is told first."""
        return sorted(self.wrong, key=lambda part: part.rank)


@dataclass(frozen=True)
class FailedCheck:
    """A result that staff's check does not give all points: why, its `share`, and the `runs` that were judged at once.

    Of several runs the check knows how likely right work would look like that: at most `error_rate`, 0 for never.
    """

    sentence: str
    share: float = 0.0
    runs: int = 0
    error_rate: float = 0.0


@dataclass(frozen=True)
class NotRaised:
    """A call that should have raised the `expected` exception, and what it did instead: another one, or a value."""

    expected: str
    instead: Raised | Value


@dataclass(frozen=True, eq=False)
class ChangedArguments:
    """A call that changed arguments which must stay the same: `after` it, by name; and what else came of it."""

    after: dict[str, Value]
    verdict: Verdict


Outcome = (
    Right | Recorded | Unanswered | ByHand | Crashed | Halted | Unchecked | Misformed
    | WrongValue | WrongParts | FailedCheck | NotRaised | ChangedArguments
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Verdict:
    """The outcome of one case.

    `share` is the part of the case's points that is earned, from 0 to 1; `answer` is the student's answer in the shape
    of the key's.
    """

    outcome: Outcome
    share: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """Values that readers derive from this verdict once."""
        return {}

    @property
    def right(self) -> bool:
        """Whether the case has all its points."""
        return isinstance(self.outcome, Right)


def case_status(outcome: Outcome) -> CaseStatus:
    """The status that a report gives a case."""
    match outcome:
        case Right():
            return "right"
        case Recorded():
            return "recorded"
        case Unanswered():
            return "not_attempted"
        case ByHand():
            return "manual"
        case Crashed(raised):
            return "out_of_memory" if raised.kind == "MemoryError" else "crashed"
        case Halted(stopped):
            return "crashed" if stopped.why == "died" else stopped.why
        case Unchecked():
            return "could_not_check"
        case Misformed():
            return "malformed"
        case NotRaised(_, Raised()):
            return "crashed"
        case WrongValue() | FailedCheck() | NotRaised() | ChangedArguments():
            return "wrong"
        case WrongParts(wrong, right):
            is_misformed = not right and all(isinstance(part.outcome, Misformed) for part in wrong)
            return "malformed" if is_misformed else "wrong"
    return assert_never(outcome)
