"""`check("adam")` in a student's notebook: the visible cases, judged as Gradescope will judge them.

It runs in the notebook's own process, so it needs no second Python (JupyterLite has none) and sees the functions as
they are now. It is for the student's own eyes: nothing is signed or handed in.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import linecache
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grader.base.errors import UserError
from grader.base.text import did_you_mean
from grader.judging.judge import judge
from grader.model.key import Case, Key, Question, read_key
from grader.model.report import QuestionReport, Report
from grader.model.statuses import status_words
from grader.model.transcript import Call, Definition, Raised, Returned, Stopped, Transcript
from grader.sandbox.child import conversion

SECONDS = 10.0  # for each case, where the platform allows a limit


class NoKey(UserError):
    """There is no key beside the notebook; the message says where it was looked for."""


@dataclass(frozen=True)
class Result:
    """What `check` returns: shown by the notebook as text or HTML; `.plot()` draws it."""

    report: Report
    key: Key
    transcript: Transcript

    def __str__(self) -> str:
        return "\n\n".join(_text(question) for question in self.report.questions)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Text and script-free HTML, for whichever front end shows it."""
        bundle = {"text/plain": str(self)}
        with contextlib.suppress(ImportError):
            from grader.reports.html import question_html

            names = {q.name: q for q in self.key.questions}
            shown = [
                question_html(self.key, names[q.name], self.transcript, self.report) for q in self.report.questions
            ]
            bundle["text/html"] = "\n".join(shown)
        return bundle

    def plot(self) -> Any:
        """A matplotlib figure of the first case that is wrong, or of the first one if all are right."""
        from grader.reports.plots import figure

        return figure(self.key, self.transcript, self.report)


def check(*questions: str, key: str | Path | None = None) -> Result:
    """Check the named questions, or all of them, with the functions of this notebook.

    Raises NoKey if the handout's key is not beside the notebook, and UserError for a question that does not exist.
    """
    found = read_key(Path(key) if key else _find_key())
    names = _caller_names()
    unknown = [q for q in questions if q not in {asked.name for asked in found.questions}]
    if unknown:
        known = [asked.name for asked in found.questions]
        raise UserError(
            f"There is no question {unknown[0]!r}.{did_you_mean(unknown[0], known)} Known: {', '.join(known)}."
        )
    asked = tuple(q for q in found.questions if not questions or q.name in questions)
    definitions = {q.name: _definition(q, names) for q in asked}
    caller = _caller()
    calls: dict[str, Call] = {}
    for question in asked:
        if definitions[question.name].status == "found":
            calls |= _calls(caller, question, names)
    chosen = replace(found, questions=asked)
    transcript = Transcript("this notebook", found.assignment, definitions, calls)
    return Result(judge(chosen, transcript), chosen, transcript)


def _text(question: QuestionReport) -> str:
    return f"{status_words(question.status).upper()}  {question.title}\n{question.message}"


def _find_key() -> Path:
    """The one key beside the notebook, or beside the folder of this package."""
    folders = [Path.cwd(), Path(__file__).resolve().parents[2]]
    for folder in folders:
        keys = sorted(folder.glob("*-student.key")) or sorted(folder.glob("*.key"))
        if keys:
            return keys[0]
    raise NoKey(
        f"There is no key beside this notebook. Looked for a file that ends in .key in {folders[0]} and {folders[1]}. "
        "Unpack the whole zip of the homework into one folder, and open the notebook there."
    )


def _caller_names() -> Mapping[str, Any]:
    """The notebook's own names: those of the module that called `check`."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "grader":
        frame = frame.f_back
    return frame.f_globals if frame is not None else {}


def _definition(question: Question, names: Mapping[str, Any]) -> Definition:
    if question.function not in names:
        meant = did_you_mean(question.function, [n for n in names if not n.startswith("_")])
        return Definition("missing", f"{meant} Run the cell that defines it, then check again.".strip())
    thing = names[question.function]
    if question.calls and not callable(thing):
        return Definition("missing", f"`{question.function}` is {type(thing).__name__}, not a function.")
    return Definition("found" if _attempted(question, thing) else "not_attempted")


def _attempted(question: Question, thing: Any) -> bool:
    """Whether it differs from what was handed out; where the source cannot be had, it does."""
    if not question.calls:
        return not isinstance(thing, dict) or any(value is not None for value in thing.values())
    try:
        mine = ast.parse(inspect.cleandoc("\n" + inspect.getsource(thing)))
        return ast.dump(mine) != ast.dump(ast.parse(question.stub)) if question.stub else True
    except (OSError, TypeError, SyntaxError, ValueError):
        return True


def _caller() -> Any:
    import jax

    from grader.sandbox.child.calling import Caller

    plain = jax.grad, jax.value_and_grad
    try:
        caller = Caller(jax)
    finally:
        jax.grad, jax.value_and_grad = plain  # in a student's own process nothing of JAX is replaced
    conversion.remember_jax()
    return caller


def _calls(caller: Any, question: Question, names: Mapping[str, Any]) -> dict[str, Call]:
    return {case.id: _call(caller, question, case, names[question.function]) for case in question.cases}


def _call(caller: Any, question: Question, case: Case, thing: Any) -> Call:
    began = time.monotonic()
    try:
        with _time_limit(SECONDS):
            returned, notes = caller.call(thing, case.arguments) if question.calls else (thing, ())
            return Returned(conversion.to_value(returned), time.monotonic() - began, notes)
    except _TooLong:
        words = f"It took longer than {SECONDS:.0f} seconds and was stopped: is there a loop that does not end?"
        return Stopped("timed_out", words, SECONDS)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a student's function may raise anything, SystemExit too
        return _raised(error, time.monotonic() - began)


def _raised(error: BaseException, seconds: float) -> Raised:
    """The exception with the innermost line that is the student's own: not of a library, not of ours."""
    here = str(Path(__file__).resolve().parents[1])
    where, line = "", 0
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if "site-packages" not in file and not file.startswith((here, sys.prefix, sys.base_prefix)):
            where, line = file, trace.tb_lineno
        trace = trace.tb_next
    source = linecache.getline(where, line).strip() if where else ""
    return Raised(conversion.class_name(error), str(error)[:1000], 0, line, source, seconds=seconds)


class _TooLong(BaseException):
    """Raised inside a student's function when its time is over."""


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End the block after so many seconds where the platform can: not on Windows, not outside the main thread."""
    can = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not can:
        yield
        return

    def stop(signum: int, frame: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
