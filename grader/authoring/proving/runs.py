"""Run submissions of the author's own through reader and sandbox; what has not changed is taken from the cache.

A call is stored by case, once it returned: what was stopped or raised is called again, as the machine may be at fault.
It depends on the file, the question and the case, and on what every value depends on. A case that is new is called
without the ones before it, as `check` calls it: honest work answers both alike. A rehearsal that takes nothing from the
cache calls all cases in one process, as a class is graded.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from grader.authoring.cache import Cache, digest, engine
from grader.authoring.case_arguments.arguments import COST_PARAMETERS
from grader.authoring.facts.packages import modules_without_package
from grader.base.files import read_bytes
from grader.model.encoding.decoding import to_data
from grader.model.encoding.values import Malformed
from grader.model.key import Case, Key, Question
from grader.model.transcript import Returned, Transcript, parse_transcript
from grader.processes.fork_server import shared_fork_server
from grader.sandbox.cache import warming
from grader.sandbox.environment import PATIENT, Environment
from grader.sandbox.isolation.profiles import unrequired_isolation
from grader.sandbox.transcribe import expected_numbers, kept_bytes, transcribe

AT_ONCE = min(max(2, os.cpu_count() or 2), 8)  # submissions that run side by side
MANY = 10  # submissions: for so many it pays to compile ahead what they share
KIND = "calls"
T = TypeVar("T")


@dataclass(frozen=True)
class Runner:
    """Runs files on all cases of a key; each call once, also for a key that differs in what no call depends on."""

    cache: Cache
    progress: Callable[[str], None]
    calls: dict[str, Transcript | None] = field(default_factory=dict)  # by name; None was looked for in the cache
    begun: dict[Path, Future[Transcript]] = field(default_factory=dict)
    tasks: dict[str, Future[Any]] = field(default_factory=dict)  # other work by its name
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE))
    others: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))  # one may take long
    cancelled: threading.Event = field(default_factory=threading.Event)  # of all environments

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancelled.set()  # after Ctrl-C nothing begins, and what runs is ended
        self.others.shutdown(cancel_futures=True)
        self.pool.shutdown(cancel_futures=True)

    def beside(self, name: str, task: Callable[[], T]) -> Future[T]:
        """Do this beside whatever else is done; what bears a name that was begun before is not done again."""
        if name not in self.tasks:
            self.tasks[name] = self.others.submit(task)
        return self.tasks[name]

    def begin(self, key: Key, paths: Sequence[Path]) -> None:
        """Run these files beside whatever is done until `run` wants their transcripts."""
        new = [path for path in paths if path not in self.begun]
        self.begun.update({path: self.pool.submit(run) for path, run in self._runs(key, new)})

    def run(self, key: Key, paths: Sequence[Path], what: str) -> list[Transcript]:
        """A transcript of each file, in their order; `what` they are is said in the progress."""
        self.begin(key, paths)
        for n, path in enumerate(paths, 1):
            self.begun.pop(path).result()
            self.progress(f"running {what}: {n} of {len(paths)}")
        return list(self.pool.map(lambda each: each[1](), self._runs(key, paths)))  # what is new in this key

    def _runs(self, key: Key, paths: Sequence[Path]) -> Sequence[tuple[Path, Callable[[], Transcript]]]:
        """Each file, and a function that makes its transcript."""
        calls = _Calls(key)
        stored = [self._stored(path, calls) for path in paths]
        count = sum(len(runs) < len(calls.facts) for runs in stored)
        server = shared_fork_server() if count else None
        environment = Environment(
            PATIENT, unrequired_isolation(), cache=self._compiled_ahead(key, count), fork_server=server,
            hidden=calls.hidden, cancelled=self.cancelled,
        )  # fmt: skip
        pairs = zip(paths, stored, strict=True)
        return [(path, partial(self._run, calls, environment, path, runs)) for path, runs in pairs]

    def _run(self, calls: _Calls, environment: Environment, path: Path, stored: Mapping[str, Transcript]) -> Transcript:
        """The calls that are stored, and all others now."""
        if not (missing := calls.missing(stored)):
            return _merged([*stored.values()])
        names = calls.names(path)
        fresh = transcribe(path, replace(calls.key, questions=missing), environment)
        if fresh.unreadable and not fresh.definitions:
            return fresh
        fresh = replace(fresh, unreadable="")  # it may answer other questions than these
        if calls.names(path) != names:  # somebody wrote the file meanwhile: who knows which of both was run
            return _merged([fresh, *stored.values()])
        for case, of_case in _by_case(fresh, missing):
            self.calls[names[case]] = of_case
            if all(isinstance(call, Returned) for call in of_case.calls.values()):
                self.cache.put(names[case], of_case.to_json())
        return _merged([fresh, *stored.values()])

    def _compiled_ahead(self, key: Key, count: int) -> str:
        """The compilation cache, which `grade` has too; "" without costs, without a place, or for few submissions.

        One that is there is good for few as well.
        """
        arguments = [case.arguments for question in key.questions for case in question.cases]
        if not count or not any(set(names) & set(COST_PARAMETERS) for names in arguments):
            return ""
        with contextlib.suppress(warming.CannotWarm, OSError):
            if count < MANY:
                return warming.warmed(warming.shared_base(key))
            self.progress("compiling the costs of the visible cases, once on this machine")
            return str(warming.warm(key, warming.shared_base(key)))
        return ""

    def _stored(self, path: Path, calls: _Calls) -> dict[str, Transcript]:
        """By case what was run of the file, and what the cache has of it."""
        names = calls.names(path)
        for name in names.values():
            if name not in self.calls:
                self.calls[name] = self._parsed(self.cache.get(KIND, name))
        return {case: run for case, name in names.items() if (run := self.calls[name])}

    def _parsed(self, text: str | None) -> Transcript | None:
        with contextlib.suppress(Malformed):
            return parse_transcript(text) if text else None
        return None


@dataclass(frozen=True)
class _Calls:
    """The calls that a key wants of each file, and a name for each call by all that it depends on."""

    key: Key

    def missing(self, stored: Mapping[str, Transcript]) -> tuple[Question, ...]:
        """The questions with those of their cases that are not stored."""
        rest = (replace(q, cases=tuple(case for case in q.cases if case.id not in stored)) for q in self.key.questions)
        return tuple(question for question in rest if question.cases)

    def names(self, path: Path) -> dict[str, str]:
        """By case a hash of all that its call depends on: the file, the case, and the public files."""
        common = digest(engine(__name__), self._rest, path.suffix, read_bytes(path).hex())
        return {case: digest(common, facts) for case, facts in self.facts.items()}

    @cached_property
    def _rest(self) -> str:
        """The key, but for its parts on which no call depends, and those of which each call names its own."""
        rest = replace(self.key, title="", questions=(), structural=(), options={}, made_with={}, checks={})
        return rest.to_json()

    @property
    def hidden(self) -> frozenset[str]:
        """The modules that are hidden from the files, since students lack them."""
        packages = (package for question in self.key.questions for package in question.packages)
        return modules_without_package(tuple(dict.fromkeys(packages)))

    @cached_property
    def facts(self) -> dict[str, str]:
        """By case what its call depends on of its question and of itself."""
        return {case.id: _facts(question, case) for question in self.key.questions for case in question.cases}


def _facts(question: Question, case: Case) -> str:
    called = replace(case, title="", points=0.0, expected=None, tolerance={}, because="", for_check={})
    alone = replace(question.without_mistakes(), others=(), credit={}, check="", error_rate=0.0)
    of_case = replace(alone, title="", group="", points=0.0, cases=(called,))
    return f"\n{json.dumps(to_data(of_case))} {expected_numbers(question, case)} {kept_bytes(question, case.id)}"


def _by_case(run: Transcript, questions: Sequence[Question]) -> Iterator[tuple[str, Transcript]]:
    """What a run says of each case of these questions."""
    for question in questions:
        definitions = {question.name: run.definitions[question.name]}
        for case in question.cases:
            calls = {case.id: run.calls[case.id]} if case.id in run.calls else {}
            yield case.id, replace(run, definitions=definitions, calls=calls)


def _merged(runs: Sequence[Transcript]) -> Transcript:
    definitions = {name: definition for run in runs for name, definition in run.definitions.items()}
    calls = {case: call for run in runs for case, call in run.calls.items()}
    return replace(runs[0], definitions=definitions, calls=calls)
