"""The tests of a master, run on its own solution: each call that they make of what students define, as a case.

    norm(v, 2)                    arguments    {"v": [3.0, 4.0], "p": 2}
    Counter(2).up(4)              code         before = "value_0 = Counter(2)", result = "value_0.up(4)"
    slope(lambda t: t * t, 2.5)   code         result = "slope((lambda t: t * t), 2.5)"

What a test compares a result with is no part of a call, and so never comes over. An argument that follows from an
answer is another one in the second run (`running.recorder`): its call comes over as code that computes the argument
again, or not at all.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grader.authoring.case_arguments.typed import typed
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.handout import MAGIC
from grader.authoring.importing.formats import ForeignMaster, ForeignTest
from grader.authoring.importing.solutions import definitions, names_of_solutions
from grader.authoring.running.jobs import GradedTest, Job, Workers
from grader.base.syntax import names_in, statements_of
from grader.base.text import printable

VALUE = re.compile(r"\bvalue_(\d+)\b")
SECONDS = 120  # of CPU time, for all tests
FOLLOWS = "an argument follows from results of the solution, or from chance"


@dataclass(frozen=True)
class Requirement:
    """What a test requires of a result: one value, or a property, which `expression` says of `result`."""

    text: str
    expression: str
    is_value: bool


@dataclass(frozen=True)
class TestedCall:
    """A call of the function, method or object `name`, or a variable of this name, which has no arguments.

    `arguments` are by name, where they are data. `before` and `result` are the call as code, where code can write it,
    and `received` the functions and classes in it.
    """

    name: str
    arguments: dict[str, Any] | None
    before: str = ""
    result: str = ""
    received: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    @property
    def code(self) -> dict[str, str]:
        """What a driver evaluates."""
        return {"before": self.before, "result": self.result}

    @property
    def condition(self) -> str:
        """What all its requirements say of `result`; empty where one is a value, or cannot be computed."""
        if not all(each.expression and not each.is_value for each in self.requirements):
            return ""
        expressions = list(dict.fromkeys(each.expression for each in self.requirements))
        return " and ".join(f"({one})" for one in expressions) if len(expressions) > 1 else "".join(expressions)


@dataclass(frozen=True)
class TestRecord:
    """What a test calls, and what of it did not come over, by the name that it is about, which may be empty."""

    calls: tuple[TestedCall, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def record_tests(master: ForeignMaster, path: Path) -> dict[ForeignTest, TestRecord]:
    """Run all tests of the master that this file is. Raises UserError where this system cannot."""
    names = names_of_solutions(master.code)
    tests = [test for question in master.questions for test in question.tests]
    if not names:
        return dict.fromkeys(tests, TestRecord())
    suite = {
        "path": str(path.resolve()), "solution": str(path.resolve()), "kind": "cells", "module": "__notebook__",
        "tests": list(map(_cell, tests)),
    }  # fmt: skip
    pieces = tuple(map(_without_magics, master.code))
    jobs = [Job(pieces, names=tuple(names), is_other=other, cpu_seconds=SECONDS) for other in (False, True)]
    with closing(Workers(suite, [], 1)) as workers:
        own, other = workers.run(jobs)
    if (why := own.fault) or own.stopped or other.stopped:
        why = why or f"its tests take more than {SECONDS} s, or more memory than there is"
        what = "Install what it needs, and import it where its files are"
        master.note(1, f"the master does not run to its end: {why}. {what}")
    reader = _Reader(names & {name for name, each in definitions(master.code).items() if each is not None})
    others = {each.test: each.record for each in other.tests}
    records = {each.test: reader.read(each, others.get(each.test, {})) for each in own.tests}
    ended = TestRecord(faults=(("", "it was not run: the process that runs the tests had ended"),))
    return {test: records.get(test.place, ended) for test in tests}


def _cell(test: ForeignTest) -> dict[str, Any]:
    facts = {"name": test.place, "source": _without_magics(test.source), "hidden": test.is_hidden, "output": None}
    return asdict(test) | facts


def _without_magics(source: str) -> str:
    return MAGIC.sub(r"\1pass", source)


class _Reader:
    """Reads the record of each test beside that of the second run. `names` are functions and classes."""

    def __init__(self, names: set[str]) -> None:
        self.calls: dict[int, dict[str, Any]] = {}  # of all tests so far
        self.names = names

    def read(self, test: GradedTest, other: Mapping[str, Any]) -> TestRecord:
        """Each call that shows a value, as arguments or as code; the others by the reason."""
        faults = [("", fault) for fault in test.record.get("faults", ())]
        tested = list[TestedCall]()
        for call in self._remembered(test.record.get("calls", ()), other.get("calls", ())):
            name, shown = self._root(call["on"]), printable(call["code"] or call["on"], 100)
            arguments = call["data"] if call["on"] == name and call["is_data"] else None
            lines, reason = self._lines(call)
            if call["raised"]:
                faults.append((name, f"`{shown}` raises {call['raised']}: write a case with `raises`"))
            elif call["is_shown"] and reason and arguments is None:
                faults.append((name, f"`{shown}` is no case: {reason}: write a case for it"))
            elif call["is_shown"]:
                conditions = [each for each in test.record["conditions"] if call["number"] in each["links"]]
                required = tuple(Requirement(each["text"], each["requires"], each["is_value"]) for each in conditions)
                received = names_in(statements_of("\n".join(lines)), ast.Load) & self.names - {name}
                before, result = "\n".join(lines[:-1]), "".join(lines[-1:])
                tested.append(TestedCall(name, arguments, before, result, (name, *sorted(received)), required))
        faults += [("", test.message)] * bool(test.message)
        return TestRecord(tuple(tested), tuple(dict.fromkeys(faults)))

    def _remembered(self, own: Sequence[Any], other: Sequence[Any]) -> list[dict[str, Any]]:
        """The calls of one test, with their code and whether it and their arguments are the same in both runs."""
        in_both = {form for call in other for form in (call["code"], call["named"], _data(call))}
        calls = {}
        for call in own:
            code = call["code"] if call["code"] in in_both else call["named"] or call["code"]
            is_data = call["is_read"] or (_data(call) in in_both and _fits_a_case(call["data"]))
            calls[call["number"]] = {**call, "code": code, "follows": code not in in_both, "is_data": is_data}
        self.calls |= calls
        return list(calls.values())

    def _root(self, on: str) -> str:
        """The function, class or variable of the solution that a call begins with."""
        first = re.match(r"\w*", on)[0]  # type: ignore[index]
        number = VALUE.match(first)
        return self._root(self.calls[int(number[1])]["on"]) if number and int(number[1]) in self.calls else first

    def _lines(self, call: Mapping[str, Any]) -> tuple[list[str], str]:
        """The code of the call below the lines that make the values in it, and the reason where that cannot be."""
        needed, calls = _uses(call), [call]
        for number, earlier in reversed(self.calls.items()):
            if number >= call["number"]:
                continue
            objects = {each for each in needed if self.calls.get(each, {}).get("is_object")}
            is_change = not earlier["is_read"] and bool(_uses(earlier) & objects)
            if number in needed or is_change:
                calls.insert(0, earlier)
                needed |= _uses(earlier)
        if reason := next((each["fault"] for each in calls if not each["code"]), ""):
            return [], reason
        if any(each["follows"] for each in calls) or not needed <= self.calls.keys():
            return [], FOLLOWS
        text = "\n".join(f"value_{each['number']} = " * (each["number"] in needed) + each["code"] for each in calls)
        names = {name: f"value_{n}" for n, name in enumerate(dict.fromkeys(VALUE.findall(text)))}
        return VALUE.sub(lambda match: names[match[1]], text).split("\n"), ""


def _fits_a_case(arguments: Mapping[str, Any] | None) -> bool:
    """Whether they are data that a case can hold."""
    if arguments is None or arguments.keys() & CaseSpec.model_fields.keys():
        return False
    try:
        for name, value in arguments.items():
            typed(value, name)
    except ValueError:
        return False
    return True


def _data(call: Mapping[str, Any]) -> str:
    return json.dumps([call["on"], call["data"]])


def _uses(call: Mapping[str, Any]) -> set[int]:
    return {int(number) for number in VALUE.findall(call["code"])}
