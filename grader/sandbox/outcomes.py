"""What counts of a call: texts made printable, answers bounded, how a process ended, and when to look a second time.

An outcome that may be the grader's fault is tried once more. Nothing that a student's process can do by itself differs
from one try to the next, so that nobody can claim our fault.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import replace
from pathlib import Path

from grader.base.text import one_line, place, printable
from grader.extraction.extract import Statement
from grader.model.arguments.typed_arguments import changed
from grader.model.encoding.values import Items, Other, Table, Text, Value, count_bytes, count_numbers
from grader.model.request import Request
from grader.model.transcript import NOTES, WITH_JAX_ARRAYS, Call, Fault, Raised, Returned, Stopped
from grader.processes.python_process import ExitStatus
from grader.sandbox.child.conversion import TOO_LARGE, too_large
from grader.sandbox.environment import Environment
from grader.sandbox.job_usage import DISK_MB

MAX_BASES = 20  # names of classes above an exception that are kept
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
DISK_ERRORS = (*(f"[Errno {number}]" for number in FULL), "Not enough free space", " requested and ")
NATIVE_CRASH_SHARE = 0.8  # of the memory allowed: native code that crashes beyond has most likely been refused more


def to_keep(call: Call, request: Request) -> Call:
    """The call as a transcript holds it: printable, and a sentence in place of an answer that is too large."""
    call = _clean(call)
    if isinstance(call, Raised):
        bases = call.bases if request.raises else ()
        file = call.file if request.driver.startswith(f"{call.file}:") else ""
        return replace(call, file=file, bases=bases, after=_changed(call, request) if call.after else {})
    if not isinstance(call, Returned):
        return call
    value = call.value
    if 0 < request.most_bytes < count_bytes(value):
        value = Other(too_large(count_numbers(value)))
    if isinstance(value, Other) and value.what.startswith(TOO_LARGE) and request.numbers:
        verb = "is" if request.numbers == 1 else "are"
        value = Other(f"{value.what}, where {request.numbers:,} {verb} expected")
    return replace(call, value=value, after=_changed(call, request))


def _changed(call: Returned | Raised, request: Request) -> dict[str, Value]:
    """What the call has changed of the arguments that must be unchanged: all that is kept of them."""
    arguments = {name: request.arguments[name] for name in request.unchanged if name in request.arguments}
    after = {name: _clean_value(call.after[name]) for name in arguments if name in call.after}
    return changed(arguments, after, in_jax=isinstance(call, Raised) or WITH_JAX_ARRAYS in call.notes)


def _clean(call: Call) -> Call:
    """The call with printable texts: the child may not have made them so."""
    if isinstance(call, Returned):
        return replace(call, value=_clean_value(call.value), notes=tuple(note for note in NOTES if note in call.notes))
    if isinstance(call, Raised):
        return replace(
            call, kind=one_line(call.kind, 80), message=printable(call.message), source=one_line(call.source, 300),
            during="definition" if call.during == "definition" else "call",
            bases=tuple(one_line(base, 200) for base in call.bases[:MAX_BASES]),
        )  # fmt: skip
    return call


def _clean_value(value: Value) -> Value:
    if isinstance(value, Text):
        return Text(printable(value.text))
    if isinstance(value, Other):
        return Other(one_line(value.what, 200))
    if isinstance(value, Items):
        return Items(tuple(_clean_value(item) for item in value.items))
    if isinstance(value, Table):
        entries = {printable(key, 200): _clean_value(entry) for key, entry in value.entries.items()}
        return Table(entries, value.of_frame)
    return value


def in_statement(stopped: Stopped, statement: Statement) -> Stopped:
    """The outcome of a process that ended in this statement, with its place."""
    cell, line, source, *_ = statement
    first_line = printable(source.strip().splitlines()[0] if source.strip() else "", 80)
    return replace(stopped, detail=f"{place(cell, line).capitalize()} (`{first_line}`): {stopped.detail}")


def out_of_memory(memory_mb: int, raised: Raised | None = None) -> Stopped:
    """The outcome of code that asked for more than `memory_mb`, and where it did so if it `raised`."""
    where = f"At {place(raised.cell, raised.line)} your" if raised is not None and raised.line else "Your"
    text = f"{where} code asked for more memory than the {memory_mb} MB it may use."
    return Stopped("out_of_memory", text, raised.seconds if raised is not None else 0.0)


def of_ended_process(status: ExitStatus, memory_mb: int, memory_ran_out: bool) -> Stopped:
    """The outcome of a process that ended in the student's code; this system may have killed it if `memory_ran_out`."""
    if status.signal == "SIGKILL" and memory_ran_out:
        return Stopped("out_of_memory", "The system killed Python, as it does when memory runs out.")
    if status.signal == "SIGKILL":
        return Stopped("died", "Python was killed (SIGKILL), and not for lack of memory: your code did that to itself.")
    if status.signal and status.megabytes > NATIVE_CRASH_SHARE * memory_mb:
        return out_of_memory(memory_mb)
    if status.signal:
        return Stopped(
            "died", f"Python crashed ({status.signal}): native code that went wrong, or a recursion too deep."
        )
    way = f"ended Python itself (`os._exit` or the like, exit code {status.code})"
    return Stopped("died", f"Your code {way} or cut it off from the grader.")


def reason_to_doubt(call: Call, status: ExitStatus, environment: Environment) -> str:
    """Why this outcome may be the grader's fault; empty where it cannot. `status`: how the child ended, if it did."""
    if status.server_ended:
        return "the fork server ended, and the student's process with it"
    if status.signal == "SIGKILL":
        return "the student's process was killed (SIGKILL), by itself or by somebody else"
    died = isinstance(call, Stopped) and call.why == "died"
    if died and environment.cache:
        return "the student's process ended, perhaps in native code from the compilation cache"
    if died and status.signal:
        return f"the student's process crashed in native code ({status.signal}), as JAX does now and then by itself"
    if isinstance(call, Raised) and call.kind == "OSError" and any(words in call.message for words in DISK_ERRORS):
        return "the student's code was told that the disk is full"
    return ""


def disk_fault(call: Call, disk: Path) -> Fault | None:
    """The grader's fault where code that raised had less disk than promised, once its folder is removed; else None."""
    if not isinstance(call, Raised) or (free_mb := shutil.disk_usage(disk).free >> 20) >= DISK_MB:
        return None
    return Fault(f"The disk of {disk} has {free_mb} MB left; a job may need {DISK_MB} MB.")
