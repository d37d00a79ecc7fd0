"""The result of a rehearsal, as a table and as JSON; `proof_page` makes a page of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

FEW, MANY = 8, 40  # lines that are printed of what there is to know, and of what is to be repaired


@dataclass(frozen=True)
class Finding:
    """One claim that was tried, whether it holds, and a line for everything that contradicts it.

    `details` are lines to look up, on the page and in JSON alone: they contradict nothing.
    """

    what: str
    ok: bool
    figure: str
    troubles: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: str, figure: str, troubles: Sequence[str]) -> Finding:
        """The claim, which holds if nothing contradicts it."""
        return cls(claim, not troubles, figure, tuple(troubles))


@dataclass(frozen=True)
class ExampleMessage:
    """What a student reads who made one of the mistakes: the titles of both, and the message."""

    question: str
    mistake: str
    message: str


@dataclass(frozen=True)
class Rehearsal:
    """The whole proof of one assignment."""

    assignment: str
    findings: tuple[Finding, ...]
    groups: tuple[str, ...] = ()  # mistakes that these cases cannot tell apart
    notes: tuple[str, ...] = ()  # what the assignment allows, and what is not judged
    unproven: tuple[str, ...] = ()  # what could not be tried
    cached: str = ""  # what was proven before, and has not changed
    title: str = ""  # of the assignment
    scope: Mapping[str, int] = field(default_factory=dict)  # how much was tried
    examples: tuple[ExampleMessage, ...] = ()
    made_on: str = ""  # date and time
    made_with: Mapping[str, str] = field(default_factory=dict)  # versions

    @property
    def passed(self) -> bool:
        """Whether every claim holds."""
        return all(finding.ok for finding in self.findings)

    @property
    def is_ready(self) -> bool:
        """Whether every claim holds, and everything could be tried."""
        return self.passed and not self.unproven

    @property
    def summary(self) -> str:
        """The result in one sentence."""
        if not self.passed:
            return "Not ready: fix each claim that fails."
        if self.unproven:
            return "Everything that was tried passed, but not everything was tried: see Not proven."
        return "Ready for students."

    def to_json(self) -> str:
        """JSON text, for programs."""
        return json.dumps({"format": 1, "passed": self.passed, "summary": self.summary, **asdict(self)}, indent=1)


def to_text(rehearsal: Rehearsal) -> str:
    """The table that `grader rehearse` prints."""
    width = max(len(finding.what) for finding in rehearsal.findings)
    lines = [f"Rehearsal of {rehearsal.assignment}", ""]
    for finding in rehearsal.findings:
        lines.append(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what.ljust(width)}  {finding.figure}")
        lines += [f"        {trouble}" for trouble in _first(finding.troubles, FEW if finding.ok else MANY)]
    if rehearsal.groups:
        lines += ["", "Mistakes that these cases cannot tell apart (the student reads all names of a group):"]
        lines += [f"        {group}" for group in _first(rehearsal.groups, FEW)]
    if rehearsal.notes:
        lines += ["", "Good to know:", *(f"        {note}" for note in rehearsal.notes)]
    if rehearsal.unproven:
        lines += ["", "Not proven:", *(f"        {line}" for line in rehearsal.unproven)]
    if rehearsal.cached:
        lines += ["", f"Taken from the cache: {rehearsal.cached}. `--fresh` proves everything anew."]
    lines += ["", rehearsal.summary]
    return "\n".join(lines)


def _first(lines: Sequence[str], most: int) -> Iterable[str]:
    rest = len(lines) - most
    return (*lines[:most], f"... and {rest} more, all of them on the page of `--html`") if rest > 0 else lines
