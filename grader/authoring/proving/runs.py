"""Run submissions of the author's own through reader and sandbox; what has not changed is taken from the cache.

A run is stored by question, once every call returned: what was stopped or raised is run again, since the machine may be
at fault. It depends on the file and on the question, and on what the name of every value depends on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from grader.authoring.arguments import COST_PARAMETERS
from grader.authoring.cache import Cache, digest, engine
from grader.authoring.proving.preflight import PATIENT
from grader.base.files import read_bytes
from grader.model.costs import COSTS, count_coordinates, make_cost
from grader.model.key import Case, Key, Question
from grader.model.transcript import Returned, Transcript, parse_transcript
from grader.model.values import Malformed
from grader.processes.fork_server import ForkServer
from grader.sandbox.cache import warming
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import transcribe

AT_ONCE = 2  # submissions that run side by side
MANY = 10  # submissions: for so many it pays to compile ahead what they share
KIND = "runs"


@dataclass(frozen=True)
class Runner:
    """Runs files on all questions of a key."""

    key: Key
    cache: Cache
    progress: Callable[[str], None]

    def run(self, paths: Sequence[Path], what: str) -> list[Transcript]:
        """A transcript of each file, in their order; `what` they are is said in the progress."""
        stored = [self._stored(path) for path in paths]
        cache = self._compiled_ahead(sum(len(runs) < len(self.key.questions) for runs in stored))
        transcripts = []
        with ThreadPoolExecutor(AT_ONCE) as pool, ForkServer() as fork_server:
            run = partial(self._run, Environment(PATIENT, cache=cache, fork_server=fork_server))
            for n, transcript in enumerate(pool.map(run, paths, stored), 1):
                self.progress(f"running {what}: {n} of {len(paths)}")
                transcripts.append(transcript)
        return transcripts

    def _run(self, environment: Environment, path: Path, stored: Mapping[str, Transcript]) -> Transcript:
        """The runs of some questions, and of all others now."""
        missing = [question for question in self.key.questions if question.name not in stored]
        if not missing:
            return _merged([*stored.values()])
        fresh = transcribe(path, self.key, environment, questions=[question.name for question in missing])
        if fresh.unreadable:
            return fresh
        for question in missing:
            self._store(path, question, fresh)
        return _merged([fresh, *stored.values()])

    def _compiled_ahead(self, count: int) -> str:
        """The compilation cache for so many submissions; "" for few, without costs, or where it cannot be made.

        It is filled for all costs of the lecture, not for the key's cases: so it outlasts every change of them.
        """
        arguments = [case.arguments for question in self.key.questions for case in question.cases]
        if count < MANY or not any(set(names) & set(COST_PARAMETERS) for names in arguments):
            return ""
        self.progress("compiling the lecture's costs, once on this machine")
        with contextlib.suppress(warming.CannotWarm, OSError):
            return str(warming.warm(LECTURE, warming.shared_base(LECTURE)))
        return ""

    def _stored(self, path: Path) -> dict[str, Transcript]:
        """By question the run of the file that the cache has."""
        texts = {q.name: self.cache.get(KIND, self._name(path, q)) for q in self.key.questions}
        with contextlib.suppress(Malformed):
            return {name: parse_transcript(text) for name, text in texts.items() if text}
        return {}

    def _store(self, path: Path, question: Question, run: Transcript) -> None:
        calls = {case.id: run.calls[case.id] for case in question.cases if case.id in run.calls}
        if all(isinstance(call, Returned) for call in calls.values()):
            of_question = replace(run, definitions={question.name: run.definitions[question.name]}, calls=calls)
            self.cache.put(self._name(path, question), of_question.to_json())

    def _name(self, path: Path, question: Question) -> str:
        """The hash of what the run depends on."""
        return digest(self._names[question.name], path.suffix, read_bytes(path).hex()) if self.cache.folder else ""

    @cached_property
    def _names(self) -> dict[str, str]:
        """By question a hash of the key, but for its parts that no run depends on."""
        rest = replace(self.key, title="", bookkeeping=(), structural=(), options={}, made_with={})
        return {q.name: digest(engine(), replace(rest, questions=(q,)).to_json()) for q in self.key.questions}


def _case(cost: str, size: int | None, **parameters: Any) -> Case:
    """A case that asks for this cost at a point of its size."""
    arguments = {"g": {"cost": cost, "parameters": parameters}, "w": [1.0] * size if size else 1.0}
    return Case(cost, "", hidden=False, points=1, arguments=arguments)


def _lecture() -> Key:
    """A key that asks for every cost of the lecture, and for a quadratic in place of all quadratics."""
    sizes = {name: count_coordinates(make_cost(name, np)) for name in COSTS if name != "quadratic"}
    of_ones = _case("quadratic", 2, a=1.0, b=[1.0, 1.0], C=[[1.0, 1.0], [1.0, 1.0]])
    cases = (of_ones, *(_case(name, size) for name, size in sizes.items()))
    question = Question("costs", "", "number", 1, "costs", ("g", "w"), calls=True, cases=cases)
    return Key("lecture", "", "instructor", (question,))


LECTURE = _lecture()


def _merged(runs: Sequence[Transcript]) -> Transcript:
    definitions = {name: definition for run in runs for name, definition in run.definitions.items()}
    calls = {case: call for run in runs for case, call in run.calls.items()}
    return replace(runs[0], definitions=definitions, calls=calls)
