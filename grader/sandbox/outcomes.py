"""What is kept of a call: texts made printable, answers bounded, and how a process ended, in words for the student."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader.base.printable import printable
from grader.model.transcript import Call, Raised, Returned, Stopped
from grader.model.values import Items, Other, Table, Text, Value, count_bytes, count_numbers
from grader.sandbox.child.conversion import TOO_LARGE, too_large

if TYPE_CHECKING:
    from grader.model.request import Request
    from grader.processes.python_process import ExitStatus


NATIVE_CRASH_SHARE = 0.8  # of the memory allowed: native code that crashes beyond has most likely been refused more


def to_keep(call: Call, request: Request) -> Call:
    """The call as a transcript holds it: printable, and no larger than the question can use."""
    return _bound(_clean(call), request)


def _bound(call: Call, request: Request) -> Call:
    """The call; an answer that is too large is replaced by a sentence that says what it was."""
    if not isinstance(call, Returned):
        return call
    value = call.value
    if 0 < request.most_bytes < count_bytes(value):
        value = Other(too_large(count_numbers(value)))
    if isinstance(value, Other) and value.what.startswith(TOO_LARGE) and request.numbers:
        verb = "is" if request.numbers == 1 else "are"
        value = Other(f"{value.what}, where {request.numbers:,} {verb} expected")
    return replace(call, value=value)


def _clean(call: Call) -> Call:
    """The call with every text in it made printable: the child may not have done it."""
    if isinstance(call, Returned):
        return replace(call, value=_clean_value(call.value), notes=tuple(printable(note, 200) for note in call.notes))
    if isinstance(call, Raised):
        return replace(
            call, kind=printable(call.kind, 80), message=printable(call.message), source=printable(call.source, 300),
            during="definition" if call.during == "definition" else "call",
        )  # fmt: skip
    return call


def _clean_value(value: Value) -> Value:
    if isinstance(value, Text):
        return Text(printable(value.text))
    if isinstance(value, Other):
        return Other(printable(value.what, 200))
    if isinstance(value, Items):
        return Items(tuple(_clean_value(item) for item in value.items))
    if isinstance(value, Table):
        return Table({printable(key, 200): _clean_value(entry) for key, entry in value.entries.items()})
    return value


def in_statement(stopped: Stopped, statement: Sequence[Any]) -> Stopped:
    """The outcome of a process that ended in this statement, (cell, line, source, ...), with its place."""
    cell, line, source, *_ = statement
    first_line = printable(source.strip().splitlines()[0] if source.strip() else "", 80)
    return replace(stopped, detail=f"Cell {cell}, line {line} (`{first_line}`): {stopped.detail}")


def out_of_memory(memory_mb: int, raised: Raised | None = None) -> Stopped:
    """The outcome of code that asked for more than `memory_mb`, and where it did so if it `raised`."""
    where = f" in cell {raised.cell}, line {raised.line}" if raised is not None and raised.cell else ""
    text = f"Your code asked for more memory than the {memory_mb} MB it may have{where}."
    return Stopped("out_of_memory", text, raised.seconds if raised is not None else 0.0)


def of_ended_process(status: ExitStatus, memory_mb: int, memory_ran_out: bool) -> Stopped:
    """The outcome of a process that ended while it ran the student's code.

    `memory_ran_out`: this system may have killed it for lack of memory.
    """
    if status.signal == "SIGKILL" and memory_ran_out:
        return Stopped("out_of_memory", "The system killed Python, as it does when memory runs out.")
    if status.signal == "SIGKILL":
        return Stopped("died", "Python was killed (SIGKILL), and not for lack of memory: your code did that to itself.")
    if status.signal and status.megabytes > NATIVE_CRASH_SHARE * memory_mb:
        return out_of_memory(memory_mb)
    if status.signal:
        text = f"Python crashed ({status.signal}): native code that went wrong, or a recursion too deep."
        return Stopped("died", text)
    way = f"ended Python itself (`os._exit` or the like, exit code {status.code})"
    return Stopped("died", f"Your code {way} or cut it off from the grader.")
