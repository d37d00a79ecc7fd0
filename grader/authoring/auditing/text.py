"""The result of an audit in the terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from grader.authoring.auditing.audit import Audit, indented
from grader.authoring.auditing.mutants import Mutant
from grader.authoring.running.jobs import GradedTest
from grader.base.text import count

MAX_LINES = 12  # lines of one kind
KIND, KILLED, SURVIVING = "kind of change", "lose points", "keep all"
ALL_WELL = "No hole found: right work passes, and wrong work that can be told apart loses points."


def to_text(audit: Audit) -> str:
    """What `grader audit` prints."""
    return "\n".join(line for part in _parts(audit) for line in part).rstrip()


def _parts(audit: Audit) -> Iterator[Iterable[str]]:
    yield f"Audit of {audit.suite.path.name} with {audit.suite.solution.name}", ""
    yield _right(audit)
    yield _wrong(audit)
    if audit.wrong.written:
        yield "", "Arguments that may be written as numbers without being noticed:"
        yield indented(_first(written_words(audit)))
    if audit.wrong.survivors:
        yield "", "Wrong work that keeps all points, with the assert below that catches it:"
        yield indented(_first(survivor_words(audit)))
        yield "", f"To paste into {audit.suite.path.name}:", ""
        yield indented(audit.block.split("\n"))
    yield from (("", line) for line in remarks(audit))
    yield "", summary(audit)


def _right(audit: Audit) -> Iterator[str]:
    yield f"{right_count(audit)} right programs pass all tests"
    for work in audit.rejected:
        yield from indented([f"{work.name} fails"])
        yield from indented(indented(_first([failure_words(test) for test in work.failures])))


def _wrong(audit: Audit) -> Iterator[str]:
    yield f"{wrong_count(audit)} wrong programs lose points{percent(audit)}"
    rows = kind_rows(audit) if audit.wrong.survivors else []
    width = max((len(kind) for kind, _, _ in rows), default=0)
    for kind, killed, surviving in [(KIND, KILLED, SURVIVING), *rows] if rows else []:
        yield f"    {kind.ljust(width)}  {killed.rjust(len(KILLED))}  {surviving.rjust(len(SURVIVING))}"


def _first(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - MAX_LINES
    return (
        [*lines[:MAX_LINES], f"... and {rest} more (all of them: --json, or the page of -o)"] if rest > 0 else [*lines]
    )


# ── words that the page shares


def right_count(audit: Audit) -> str:
    """Such as `4 of 5`."""
    return f"{audit.n_right - len(audit.rejected)} of {audit.n_right}"


def wrong_count(audit: Audit) -> str:
    """Such as `40 of 57`."""
    return f"{len(audit.wrong.killed)} of {audit.wrong.count}"


def percent(audit: Audit) -> str:
    """The same in percent, empty where there is no wrong program."""
    return f" ({100 * audit.wrong.kill_rate:.0f} %)" if audit.wrong.count else ""


def kind_rows(audit: Audit) -> list[tuple[str, str, str]]:
    """By kind of change how many programs lose points, and how many do not; kinds without the latter in one row."""
    rows = [(kind, str(killed), str(alive)) for kind, (killed, alive) in audit.wrong.by_kind.items() if alive]
    others = [killed for killed, alive in audit.wrong.by_kind.values() if not alive]
    return [*rows, (count(len(others), "other kind"), str(sum(others)), "0")] if others else rows


def failure_words(test: GradedTest) -> str:
    """A test that right work fails, and why."""
    return f"{test.label}: {test.message or 'fewer points'}"


def written_words(audit: Audit) -> list[str]:
    """Parameters, and the numbers that may stand in their place."""
    return [f"{function}: `{name}` may always be {' or '.join(values)}"
            for (function, name), values in audit.wrong.written.items()]  # fmt: skip


def mutant_words(mutant: Mutant) -> str:
    """Where a change is, and what is wrong with the program."""
    return f"{mutant.function}, line {mutant.line}: {mutant.words}"


def survivor_words(audit: Audit) -> list[str]:
    """What is wrong with programs that keep all points, where, and the number of the assert; equal words once."""
    words = Counter(f"{mutant_words(each.mutant)} [{each.caught_by + 1}]" for each in audit.wrong.survivors)
    return [f"{line}{f' ({number} times)' if number > 1 else ''}" for line, number in words.items()]


def remarks(audit: Audit) -> Iterator[str]:
    """What was not counted, and why."""
    if any(not test.ok for test in audit.tests):
        yield "No wrong program is counted as losing points in a test that the solution itself fails."
    wrong = audit.wrong
    reasons = (
        (len(wrong.alike), "that no recorded or random call tells from the solution, and that may be right"),
        (len(wrong.crashing), "that end with an error in every call, as their authors notice"),
        (len(audit.wrong.untried), "of code that no assert reaches: it works on objects, or draws at random"),
    )
    yield from (f"Not counted: {count(number, 'change')} {reason}." for number, reason in reasons if number)
    if audit.unused:
        yield f"No test calls {', '.join(audit.unused)}."


def summary(audit: Audit) -> str:
    """The result in one sentence."""
    if audit.passed:
        return ALL_WELL
    counts = ((len(audit.rejected), "right work fails"), (len(audit.wrong.survivors), "wrong work keeps all points"))
    holes = [f"{what} ({count(number, 'program')})" for number, what in counts if number]
    return f"Holes: {', and '.join(holes)}."


def to_json(audit: Audit) -> str:
    """JSON text, for programs."""
    data: dict[str, Any] = {
        "format": 1, "tests": str(audit.suite.path), "solution": str(audit.suite.solution), "passed": audit.passed,
        "summary": summary(audit),
        "right": {"tried": audit.n_right, "failing": {
            work.name: {test.test: test.message for test in work.failures} for work in audit.rejected}},
        "wrong": {
            "killed": len(audit.wrong.killed), "surviving": len(audit.wrong.survivors),
            "never_told_apart": [mutant_words(each) for each in audit.wrong.alike],
            "crashing": len(audit.wrong.crashing), "not_tried": len(audit.wrong.untried),
            "by_kind": {kind: {"killed": k, "surviving": s} for kind, (k, s) in audit.wrong.by_kind.items()},
        },
        "written_arguments": [
            {"function": function, "parameter": name, "values": values}
            for (function, name), values in audit.wrong.written.items()],
        "survivors": [
            {"function": each.mutant.function, "line": each.mutant.line,
             "kind": each.mutant.kind, "words": each.mutant.words, "assert": each.caught_by}
            for each in audit.wrong.survivors],
        "asserts": [call.assertion for call in audit.wrong.calls],
        "block": audit.block,
        "not_called": list(audit.unused),
    }  # fmt: skip
    return json.dumps(data, indent=1)
