"""The last rehearsal of an assignment as it is now: stored by the content of its folder, so that any change forgets it.

`grader rehearse` takes the `Rehearsed` before it reads anything, and stores there what came of it. Where nothing has
changed since every claim held, that is its answer. `grader release` prints the warning.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property

from grader.authoring.cache import Cache, digest, rehearsed_state
from grader.authoring.facts.assignment import Assignment
from grader.authoring.proving.proof import Rehearsal
from grader.model.encoding.decoding import DecodingError, decoder, to_data

KIND = "rehearsals"


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
        state = rehearsed_state(assignment.folder, assignment.data_files)
        return cls(assignment, digest(state, *questions), cache)

    def store(self, rehearsal: Rehearsal) -> None:
        """Remember it, unless the folder changed meanwhile: then neither content was proven."""
        if Rehearsed.of(self.assignment, self.cache).name == self.name:
            self.cache.put(self.name, json.dumps(to_data(rehearsal)))
        self.cache.trim()

    @cached_property
    def last(self) -> Rehearsal | None:
        """The last one; None where there was none."""
        text = self.cache.get(KIND, self.name)
        try:
            return decoder(Rehearsal)(json.loads(text)) if text else None
        except (DecodingError, ValueError):
            return None

    @property
    def proof(self) -> Rehearsal | None:
        """The last one, where every claim held: a claim that failed is tried again, as the machine may be at fault."""
        if self.last is None or not self.last.passed:
            return None
        return replace(self.last, cached=f"the whole proof of {self.last.made_on}, since when nothing has changed")

    @property
    def warning(self) -> str:
        """Why students should not get the assignment yet; empty where its last rehearsal passed."""
        name, command = self.assignment.name, f"`grader rehearse {self.assignment.folder}`"
        if self.last is None:
            return (
                f"Not proven: {name} as it is now was not rehearsed here with this version of the grader. "
                f"Run {command} before students get these files."
            )
        if self.last.passed:
            return ""
        return (
            f"Not ready: the last rehearsal of {name} as it is now failed. Run {command}, and fix each claim that "
            "fails, before students get these files."
        )
