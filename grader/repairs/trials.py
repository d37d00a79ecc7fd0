"""Edited programs in the sandbox: which of a question's cases each of them gets right.

Many of them run in one call of a child, which holds that submission and its edited versions. Hidden cases have a child
of their own.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader.changes.source_tree import SourceTree
from grader.extraction.extract import Extraction, needed_statements
from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Items, Nothing, Numbers, Table, Value
from grader.model.key import Case, Key, Question
from grader.model.request import Request
from grader.model.transcript import WITH_JAX_ARRAYS, Call, Raised, Returned, Stopped
from grader.repairs import versions
from grader.repairs.answers import asked
from grader.sandbox.environment import Environment
from grader.sandbox.session import Session
from grader.sandbox.transcribe import requests

SOURCE = Path(versions.__file__).read_text(encoding="utf-8")
QUICK, COMPILING, TIMES = 0.05, 0.25, 5  # seconds of an edited program, at least; times those of the student's own
SINGLE = 1e-3  # by which numbers of float32 may differ after many steps
START = 0.5  # seconds of a new process
FAILED = Raised("", "")  # what is said of a version without a value
Program = Mapping[int, str]  # the edited statements by their position; the others are as the student wrote them


@dataclass
class Trials:
    """One submission's code of one question, by one of its readings, and what its edited versions run in.

    Together they run no longer than the environment lets one question run.
    """

    key: Key
    question: Question
    extraction: Extraction
    environment: Environment
    calls: Mapping[str, Call]  # of the student's own program
    case_seconds: float  # of each edited program
    seconds: float = 0.0  # that edited programs have run
    sessions: dict[bool, Session] = field(default_factory=dict)
    in_numpy: bool = False  # whether NumPy stands in for JAX
    until: float = math.inf  # of the monotonic clock, which all processes of a machine share
    most_at_once: int = 900  # programs in one call: fewer where their answers are large
    began: float = field(default_factory=time.process_time)  # of this process, which makes and judges them

    @property
    def is_over(self) -> bool:
        """Whether edited programs have run, or this process has worked on them, as long as they may."""
        return self.spent >= self.most_seconds or time.monotonic() >= self.until

    @property
    def spent(self) -> float:
        """The seconds that edited programs have run, or this process has worked on them."""
        return max(self.seconds, time.process_time() - self.began)

    @property
    def most_seconds(self) -> float:
        """What all of them may take."""
        return self.environment.limits.question_seconds

    @property
    def positions(self) -> list[int]:
        """Those of the student's own statements that the question needs."""
        needed = needed_statements(self.extraction, self.question.names)
        return [at for at in needed.statements if at not in needed.configuration]

    @property
    def uses_jax(self) -> bool:
        """Whether the student's program may compute with JAX, in single precision where it asks for nothing else."""
        return any("jax" in each.source for each in self.extraction.statements)

    def text(self, program: Program, position: int) -> str:
        """A statement of the program."""
        return program.get(position, self.extraction.statements[position].source)

    def plain(self, position: int) -> str:
        """A statement of the student as edits print it: without comments."""
        return SourceTree(self.text({}, position)).source

    def verdicts(self, programs: Sequence[Program], case: Case) -> list[Verdict]:
        """What the case says of each program. A program that came too late to run, or does not end, is wrong."""
        return self.all_verdicts(programs, [case])[0]

    def whole_verdicts(self, programs: Sequence[Program], cases: Sequence[Case]) -> list[list[Verdict]]:
        """The same for each of the cases, with a few times what the student's own program took of each.

        What is tried is limited by a run of few steps: whole runs may take longer.
        """
        limit, verdicts = self.case_seconds, dict[str, list[Verdict]]()
        try:
            for case in sorted(cases, key=lambda case: case.hidden):
                self.case_seconds = max(limit, TIMES * getattr(self.calls.get(case.id), "seconds", 0.0))
                verdicts[case.id] = self.verdicts(programs, case)
        finally:
            self.case_seconds = limit
        return [verdicts[case.id] for case in cases]

    def all_verdicts(self, programs: Sequence[Program], cases: Sequence[Case]) -> list[list[Verdict]]:
        """The same for each of the cases, of which hidden ones run last."""
        if not programs:
            return [[] for _ in cases]
        own, calls = {case.id: self._own_request(case) for case in cases}, dict[str, Call]()
        for case in sorted(cases, key=lambda case: case.hidden):
            if case.hidden not in self.sessions:  # the first program of a child pays for what all of them load
                self.seconds += _cost(self._answer(case, own[case.id], [{}]))
            calls[case.id] = self._answer(case, own[case.id], programs)
        self.seconds += sum(_cost(call) for call in calls.values())
        return [self._judged(programs, case, calls[case.id]) for case in cases]

    def _own_request(self, case: Case) -> Request:
        """What the student's own program is asked on this case."""
        (request,) = requests([replace(asked(self.question, case), cases=(case,))], self.extraction)
        return request

    def _answer(self, case: Case, own: Request, programs: Sequence[Program]) -> Call:
        """What all programs did on this case."""
        call = self._session(case).answer(self._request(own, programs))
        return by_version(call) if own.runs else call

    def _session(self, case: Case) -> Session:
        """The child in which programs run on this case: one for all visible cases, another for the hidden ones."""
        if case.hidden not in self.sessions:
            modules = {**self.key.modules, versions.FILE: SOURCE}
            statements = self.extraction.statements
            self.sessions[case.hidden] = Session(statements, self.environment, modules, self.key.files)
        return self.sessions[case.hidden]

    def set_limit(self, case: Case, answer: Mapping[str, Any]) -> None:
        """Limit each edited program to a few times what the student's own takes, once all that it uses is compiled.

        Where NumPy in place of JAX gives the same `answer`, it stands in for it from now on.
        """
        request, with_jax = self._own_request(case), self.uses_jax
        for self.in_numpy in (True, False) if with_jax else (False,):
            call = self._answer(case, request, [{}, {}])
            if not self.in_numpy or is_alike(judge_case(self.question, case, _calls(call, 2)[1]).answer, answer):
                break
        own = [_seconds(each) / max(request.runs, 1) for each in entries(call) if "value" in each]
        least = COMPILING if with_jax and not self.in_numpy else QUICK
        self.case_seconds = min(self.case_seconds, max(least, TIMES * min(own, default=self.case_seconds)))

    def final_verdicts(self, programs: Sequence[Program]) -> list[dict[str, Verdict]]:
        """What each program makes of every case, with JAX where NumPy stood in for it."""
        if not programs:
            return []
        self.in_numpy, self.case_seconds = False, self.most_seconds
        by_case = self.all_verdicts(programs, self.question.cases)
        ids = [case.id for case in self.question.cases]
        return [dict(zip(ids, verdicts, strict=True)) for verdicts in zip(*by_case, strict=True)]

    def close(self) -> None:
        """End the children."""
        for session in self.sessions.values():
            session.end()

    def _judged(self, programs: Sequence[Program], case: Case, call: Call) -> list[Verdict]:
        if _is_lost(call) and len(programs) > 1 and not self.is_over:
            middle = len(programs) // 2
            if isinstance(call, Returned):
                self.most_at_once = min(self.most_at_once, middle)
            return [*self.verdicts(programs[:middle], case), *self.verdicts(programs[middle:], case)]
        began = time.monotonic()
        question, calls = asked(self.question, case), _calls(call, len(programs))
        verdicts = [judge_case(question, case, each, self.key.checks) for each in calls]
        self.seconds += (time.monotonic() - began) * bool(self.question.check)  # another process runs checks
        return verdicts

    def _request(self, own: Request, programs: Sequence[Program]) -> Request:
        """One call for all programs in the place of one of the student's function."""
        answer_bytes = min(own.most_bytes * len(programs), self.environment.limits.answer_mb << 20)
        arguments = {**own.arguments, "versions": self._versions(own, programs)}
        return replace(
            own, arguments=arguments, driver=f"{versions.FILE}:run", defines=self.question.names,
            most_bytes=answer_bytes, as_defined=(), unchanged=(), raises="",
        )  # fmt: skip

    def _versions(self, own: Request, programs: Sequence[Program]) -> dict[str, Any]:
        """What `versions.run` is told, as an argument."""
        texts = [statement.source for statement in self.extraction.statements]
        needs = list[list[int]]()
        for program in programs:
            places = {at: len(texts) + number for number, at in enumerate(program)}
            texts += program.values()
            needs.append([places.get(at, at) for at in own.needs])
        with_jax = any(WITH_JAX_ARRAYS in getattr(call, "notes", ()) for call in self.calls.values())
        return versions_table(
            texts, needs, own, self.question.names, self.case_seconds,
            with_jax=with_jax and not self.in_numpy, in_numpy=self.in_numpy, by_differences=self.in_numpy,
        )  # fmt: skip


def versions_table(
    texts: Sequence[str],
    programs: Sequence[Sequence[int]],
    own: Request,
    names: Sequence[str],
    seconds: float,
    **modes: bool,
) -> dict[str, Any]:
    """What `versions.run` is told, as an argument: programs of these statements, called as in the `own` request."""
    table = {
        "texts": {"items": list(texts)}, "programs": {"items": [{"items": list(each)} for each in programs]},
        "names": {"items": list(names)}, "driver": own.driver, "seed": own.seed, "seconds": seconds, **modes,
    }  # fmt: skip
    return {"table": [list(pair) for pair in table.items()]}


def _is_lost(call: Call) -> bool:
    """Whether a version ended the process of all, or their answers are too large together."""
    return not (isinstance(call, Returned) and isinstance(call.value, Items))


def _cost(call: Call) -> float:
    """The seconds of its versions, whatever else the machine does; where its process ended, those of the next start."""
    if isinstance(call, Stopped):
        return call.seconds + START
    if isinstance(call, Returned) and _is_lost(call):
        return call.seconds
    return sum(map(_seconds, entries(call)))


def _seconds(entry: Mapping[str, Value]) -> float:
    """What a version took of its process, where that says so: the program that runs there can say anything."""
    match entry.get("seconds"):
        case Numbers(array) if array.shape == () and array.dtype.kind in "iuf":
            return max(0.0, float(array))  # not nan either
    return 0.0


def _calls(call: Call, count: int) -> list[Call]:
    """What each version did."""
    of_versions = entries(call) or [{}] * count
    return [Returned(each["value"]) if "value" in each else FAILED for each in of_versions]


def by_version(call: Call) -> Call:
    """One call in place of several runs: of each version the results of all runs, and what they took together.

    Where the answer of a run is lost, so is this one.
    """
    if isinstance(call, Returned) and isinstance(call.value, Items):
        runs = [run.items for run in call.value.items if isinstance(run, Items)]
        is_whole = len(runs) == len(call.value.items)
        return replace(call, value=Items(tuple(map(_together, zip(*runs, strict=False)))) if is_whole else Nothing())
    return call


def _together(runs: Sequence[Value]) -> Value:
    """What a version did in several runs; it has a value where each of them has one."""
    tables = [run.entries if isinstance(run, Table) else {} for run in runs]
    values = tuple(table["value"] for table in tables if "value" in table)
    seconds = Numbers(np.array(sum(map(_seconds, tables))))
    return Table({"seconds": seconds, "value": Items(values)} if len(values) == len(tables) else {"seconds": seconds})


def entries(call: Call) -> list[dict[str, Value]]:
    """What `versions.run` returned: of each version the `seconds`, and the `value` if it has one."""
    values = call.value.items if isinstance(call, Returned) and isinstance(call.value, Items) else ()
    return [each.entries if isinstance(each, Table) else {} for each in values]


def is_alike(answer: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two answers agree but for the rounding of float32, as far as both go."""
    pairs = [(np.atleast_1d(value), np.atleast_1d(other[name])) for name, value in answer.items() if name in other]
    return bool(pairs) and all(
        np.array_equal(one, two) if one.dtype.kind not in "biuf" else one.shape[1:] == two.shape[1:]
        and np.allclose(one[: len(two)], two[: len(one)], rtol=SINGLE, atol=SINGLE, equal_nan=True)
        for one, two in pairs
    )  # fmt: skip
