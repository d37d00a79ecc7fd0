"""Whether an assignment was rehearsed as it is now: stored by the content of its folder, so that any change forgets it.

`grader rehearse` takes the `Rehearsed` before it reads anything, and stores there what came of it; `grader release`
prints the warning.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.authoring.cache import Cache, beside, digest, engine
from grader.authoring.facts.assignment import Assignment
from grader.authoring.module_graph import every_module
from grader.authoring.proving.proof import Rehearsal

KIND = "rehearsals"
PASSED, FAILED = "passed", "failed"


@dataclass(frozen=True)
class Rehearsed:
    """What the last rehearsal of these questions came to, for the content that the folder has."""

    assignment: Assignment
    name: str  # in the cache
    cache: Cache

    @classmethod
    def of(cls, assignment: Assignment, cache: Cache) -> Rehearsed:
        """Of the assignment's questions: a rehearsal of some of them says nothing about all."""
        questions = [question.name for question in assignment.question]
        proves = engine("grader.authoring.proving.rehearsal", *every_module("reference"))
        data = [*assignment.data_files, *assignment.honest, *assignment.wrong]
        state = digest("rehearsal", proves, beside(assignment.folder, [], data, work=True))
        return cls(assignment, digest(state, *questions), cache)

    def store(self, rehearsal: Rehearsal) -> None:
        """Remember whether every claim held, unless the folder changed meanwhile: then neither content was proven."""
        if Rehearsed.of(self.assignment, self.cache).name == self.name:
            self.cache.put(self.name, PASSED if rehearsal.passed else FAILED)

    @property
    def warning(self) -> str:
        """Why students should not get the assignment yet; empty where its last rehearsal passed."""
        name, command = self.assignment.name, f"`grader rehearse {self.assignment.folder}`"
        result = self.cache.get(KIND, self.name)
        if result == PASSED:
            return ""
        if result == FAILED:
            return (
                f"Not ready: the last rehearsal of {name} as it is now failed. Run {command}, and fix each claim that "
                "fails, before students get these files."
            )
        return (
            f"Not proven: {name} as it is now was not rehearsed here with this version of the grader. Run {command} "
            "before students get these files."
        )
