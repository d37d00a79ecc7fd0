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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from grader.authoring.cache import Cache, digest, engine, used_source
from grader.authoring.case_arguments.arguments import COST_PARAMETERS
from grader.authoring.facts.packages import modules_without_package
from grader.authoring.proving.preflight import PATIENT
from grader.base.files import read_bytes
from grader.model.encoding.decoding import to_data
from grader.model.encoding.values import Malformed
from grader.model.key import Case, Key, Question
from grader.model.transcript import Returned, Transcript, parse_transcript
from grader.processes.fork_server import shared_fork_server
from grader.sandbox.cache import warming
from grader.sandbox.environment import Environment
from grader.sandbox.transcribe import expected_numbers, kept_bytes, transcribe

AT_ONCE = min(max(2, os.cpu_count() or 2), 8)  # submissions that run side by side
MANY = 10  # submissions: for so many it pays to compile ahead what they share
KIND = "calls"


@dataclass(frozen=True)
class Runner:
    """Runs files on all cases of a key."""

    key: Key
    cache: Cache
    progress: Callable[[str], None]

    def run(self, paths: Sequence[Path], what: str) -> list[Transcript]:
        """A transcript of each file, in their order; `what` they are is said in the progress."""
        stored = [self._stored(path) for path in paths]
        count = sum(len(runs) < len(self._facts) for runs in stored)
        server = shared_fork_server() if count else None
        cache, hidden = self._compiled_ahead(count), self._hidden
        run = partial(self._run, Environment(PATIENT, cache=cache, fork_server=server, hidden=hidden))
        transcripts = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for n, transcript in enumerate(pool.map(run, paths, stored), 1):
                self.progress(f"running {what}: {n} of {len(paths)}")
                transcripts.append(transcript)
        return transcripts

    def _run(self, environment: Environment, path: Path, stored: Mapping[str, Transcript]) -> Transcript:
        """The calls that are stored, and all others now."""
        rest = (replace(q, cases=tuple(case for case in q.cases if case.id not in stored)) for q in self.key.questions)
        if not (missing := tuple(question for question in rest if question.cases)):
            return _merged([*stored.values()])
        fresh = transcribe(path, replace(self.key, questions=missing), environment)
        if fresh.unreadable and not fresh.definitions:
            return fresh
        fresh = replace(fresh, unreadable="")  # it may answer other questions than these
        names = self._names(path)
        for question in missing:
            definitions = {question.name: fresh.definitions[question.name]}
            for case in question.cases:
                calls = {case.id: fresh.calls[case.id]} if case.id in fresh.calls else {}
                if all(isinstance(call, Returned) for call in calls.values()):
                    self.cache.put(names[case.id], replace(fresh, definitions=definitions, calls=calls).to_json())
        return _merged([fresh, *stored.values()])

    def _compiled_ahead(self, count: int) -> str:
        """The compilation cache, which `grade` has too; "" for few submissions, without costs, or without a place."""
        arguments = [case.arguments for question in self.key.questions for case in question.cases]
        if count < MANY or not any(set(names) & set(COST_PARAMETERS) for names in arguments):
            return ""
        self.progress("compiling the costs of the visible cases, once on this machine")
        with contextlib.suppress(warming.CannotWarm, OSError):
            return str(warming.warm(self.key, warming.shared_base(self.key)))
        return ""

    def _stored(self, path: Path) -> dict[str, Transcript]:
        """By case what the cache has of the file."""
        texts = {case: self.cache.get(KIND, name) for case, name in self._names(path).items()}
        with contextlib.suppress(Malformed):
            return {case: parse_transcript(text) for case, text in texts.items() if text}
        return {}

    def _names(self, path: Path) -> dict[str, str]:
        """By case a hash of all that its call depends on: the file, the case, and what both use of public files."""
        content = read_bytes(path) if self.cache.folder else b""
        imports = "\n".join(line for line in content.decode(errors="replace").split("\n") if "import" in line)
        common = digest(engine(), self._rest, path.suffix, content.hex())
        return {
            case: digest(common, facts, json.dumps(used_source(self.key.modules, imports + facts)))
            for case, facts in self._facts.items()
        }

    @cached_property
    def _rest(self) -> str:
        """The key, but for its parts on which no call depends, and those of which each call names its own."""
        rest = replace(self.key, title="", questions=(), bookkeeping=(), structural=(), options={}, made_with={},
                       modules={}, checks={})  # fmt: skip
        return rest.to_json()

    @property
    def _hidden(self) -> frozenset[str]:
        """The modules that are hidden from the files, since students lack them."""
        packages = (package for question in self.key.questions for package in question.packages)
        return modules_without_package(tuple(dict.fromkeys(packages)))

    @cached_property
    def _facts(self) -> dict[str, str]:
        """By case what its call depends on of its question and of itself."""
        return {case.id: _facts(question, case) for question in self.key.questions for case in question.cases}


def _facts(question: Question, case: Case) -> str:
    called = replace(case, title="", points=0.0, expected=None, tolerance={}, because="", for_check={})
    of_case = replace(question, title="", points=0.0, cases=(called,), mistakes=(), others=(), credit={}, check="",
                      error_rate=0.0)  # fmt: skip
    return f"\n{json.dumps(to_data(of_case))} {expected_numbers(question, case)} {kept_bytes(question, case.id)}"


def _merged(runs: Sequence[Transcript]) -> Transcript:
    definitions = {name: definition for run in runs for name, definition in run.definitions.items()}
    calls = {case: call for run in runs for case, call in run.calls.items()}
    return replace(runs[0], definitions=definitions, calls=calls)
