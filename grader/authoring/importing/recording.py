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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.authoring.case_arguments.typed import typed
from grader.authoring.facts.case_spec import CaseSpec
from grader.authoring.handout import MAGIC
from grader.authoring.importing.formats import ForeignMaster, ForeignTest
from grader.authoring.importing.solutions import definitions, names_of_solutions
from grader.authoring.running.jobs import Job, Workers
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
    tests = [test for _, test in master.tests]
    if not names:
        return dict.fromkeys(tests, TestRecord())
    suite = {
        "path": str(path.resolve()), "solution": str(path.resolve()), "kind": "cells", "module": "__notebook__",
        "files": (), "tests": list(map(_cell, tests)),
    }  # fmt: skip
    pieces = tuple(map(_without_magics, master.code))
    jobs = [Job(pieces, names=tuple(names), is_other=other, cpu_seconds=SECONDS) for other in (False, True)]
    with closing(Workers(suite, [], 1)) as workers:
        own, other = workers.run(jobs)
    if (why := own.fault) or own.stopped or other.stopped:
        why = why or f"its tests take more than {SECONDS} s, or more memory than there is"
        what = "Install what it needs, and import it where its files are"
        master.note(1, f"the master does not run to its end: {why}. {what}")
    others = {each.test: each.record for each in other.tests}
    asked = names & {name for name, each in definitions(master.code).items() if each is not None}
    calls: dict[int, dict[str, Any]] = {}
    records = {each.test: _Reader(calls, each.record, others.get(each.test, {}), asked).read() for each in own.tests}
    messages = {each.test: each.message for each in own.tests}
    return {test: _record(records.get(test.place), messages.get(test.place, "")) for test in tests}


def _record(record: TestRecord | None, message: str) -> TestRecord:
    """The record with what ended the test, where something did."""
    if record is None:
        return TestRecord(faults=(("", "it was not run: the process that runs the tests had ended"),))
    return replace(record, faults=(*record.faults, *([("", message)] if message else [])))


def _cell(test: ForeignTest) -> dict[str, Any]:
    facts = {"name": test.place, "source": _without_magics(test.source), "after": test.after, "points": test.points}
    return {**facts, "hidden": test.is_hidden, "output": None}


def _without_magics(source: str) -> str:
    return MAGIC.sub(r"\1pass", source)


class _Reader:
    """Reads the record of one test beside that of the second run."""

    def __init__(
        self, calls: dict[int, dict[str, Any]], own: Mapping[str, Any], other: Mapping[str, Any], names: set[str]
    ) -> None:
        self.calls, self.own, self.names = calls, own, names
        self.other = {form for call in other.get("calls", ()) for form in (call["code"], call["named"], _data(call))}
        for call in own.get("calls", ()):
            code = call["code"] if call["code"] in self.other else call["named"] or call["code"]
            calls[call["number"]] = {**call, "code": code, "follows": code not in self.other}
        self.faults = [("", fault) for fault in own.get("faults", ())]

    def read(self) -> TestRecord:
        """Each call that shows a value, as arguments or as code; the others by the reason."""
        found = list[TestedCall]()
        for call in (self.calls[each["number"]] for each in self.own.get("calls", ())):
            if call["raised"]:
                what = f"`{_short(call)}` raises {call['raised']}: write a case with `raises`"
                self.faults.append((self._root(call["on"]), what))
            elif call["is_shown"]:
                found += self._case(call["number"], call)
        return TestRecord(tuple(found), tuple(dict.fromkeys(self.faults)))

    def _case(self, number: int, call: Mapping[str, Any]) -> list[TestedCall]:
        name = self._root(call["on"])
        arguments = call["data"] if call["on"] == name and self._is_data(call) else None
        lines, reason = self._lines(call)
        if arguments is None and reason:
            self.faults.append((name, f"`{_short(call)}` is no case: {reason}: write a case for it"))
            return []
        requirements = tuple(
            Requirement(each["text"], each["requires"], each["is_value"])
            for each in self.own.get("conditions", ())
            if number in each["links"]
        )
        *before, result = [""] if reason else _renumbered([*lines, call["code"]])
        received = names_in(statements_of("\n".join([*lines, call["code"]])), ast.Load) & self.names
        ordered = (name, *sorted(received - {name}))
        return [TestedCall(name, arguments, "\n".join(before), result, ordered, requirements)]

    def _root(self, on: str) -> str:
        """The function, class or variable of the solution that a call begins with."""
        first = re.match(r"\w*", on)[0]  # type: ignore[index]
        number = VALUE.match(first)
        return self._root(self.calls[int(number[1])]["on"]) if number and int(number[1]) in self.calls else first

    def _is_data(self, call: Mapping[str, Any]) -> bool:
        """Whether its arguments are data that a case can hold, and follow from no answer."""
        if call["is_read"]:  # a variable, which has none
            return True
        if call["data"] is None or call["data"].keys() & CaseSpec.model_fields.keys():
            return False
        try:
            for name, value in call["data"].items():
                typed(value, name)
        except ValueError:
            return False
        return _data(call) in self.other

    def _lines(self, call: Mapping[str, Any]) -> tuple[list[str], str]:
        """The lines before the call that make the values in it, and the reason where that cannot be."""
        needed, lines = _uses(call), [call]
        for number, earlier in reversed(self.calls.items()):
            if number >= call["number"]:
                continue
            objects = {each for each in needed if self.calls.get(each, {}).get("is_object")}
            is_change = not earlier["is_read"] and bool(_uses(earlier) & objects)
            if number in needed or is_change:
                lines.insert(0, earlier)
                needed |= _uses(earlier)
        if reason := next((each["fault"] for each in lines if not each["code"]), ""):
            return [], reason
        if any(each["follows"] for each in lines) or not needed <= self.calls.keys():
            return [], FOLLOWS
        return [f"value_{n} = " * (n in needed) + each["code"] for each in lines[:-1] for n in (each["number"],)], ""


def _short(call: Mapping[str, Any]) -> str:
    return printable(call["code"] or call["on"], 100)


def _data(call: Mapping[str, Any]) -> str:
    return json.dumps([call["on"], call["data"]])


def _uses(call: Mapping[str, Any]) -> set[int]:
    return {int(number) for number in VALUE.findall(call["code"])}


def _renumbered(lines: Sequence[str]) -> list[str]:
    """The lines with the values in them called `value_0`, `value_1`, ... in their order."""
    text = "\n".join(lines)
    names = {name: f"value_{n}" for n, name in enumerate(dict.fromkeys(VALUE.findall(text)))}
    return VALUE.sub(lambda match: names[match[1]], text).split("\n")
