"""`check("adam")` in a student's notebook: the visible cases, judged as Gradescope will judge them.

It runs in the notebook's own process: it needs no second Python, which JupyterLite does not have, and sees the
functions as they are now. Nothing is handed in.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.base.errors import UserError
from grader.base.syntax import statements_of
from grader.base.text import did_you_mean
from grader.extraction.statements.stubs import RequestedNames
from grader.frontends.student.check_result import CheckResult
from grader.frontends.student.key_choice import key_of_running_notebook, with_questions
from grader.frontends.student.progress import Progress
from grader.frontends.student.tracing import State, loop_states, source_of
from grader.judging.judge import judge
from grader.judging.written_answers import is_blank
from grader.model.arguments.typed_arguments import changed
from grader.model.encoding.values import Value
from grader.model.key import Case, Key, Question, read_key
from grader.model.transcript import (
    WITH_JAX_ARRAYS,
    Call,
    Definition,
    DefinitionStatus,
    Raised,
    Returned,
    Stopped,
    Transcript,
)
from grader.sandbox.child import conversion
from grader.sandbox.child.calling import Caller, code_frames, is_library
from grader.sandbox.child.modules import Modules
from grader.sandbox.child.without_jax import jax_or_stand_in

SECONDS = 10.0  # for each case, where the platform allows a limit
SEARCH_SECONDS = 15.0  # for the slip in a question
PROGRESS = Progress()  # of this kernel


class NothingDefined(UserError):
    """None of several functions is defined: no cell has run yet, or this is another notebook."""

    def __init__(self, key: Key) -> None:
        names = list(dict.fromkeys(f"`{name}`" for question in key.questions for name in question.names))
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        super().__init__(
            f"None of the functions of {key.title!r} is defined here: {', '.join(names[:3])}{more}. Run all cells of "
            "your notebook (in Jupyter: Run > Run All Cells), then check again. In marimo, check the functions "
            f"themselves, as in check({key.questions[0].function}). If this is another notebook, open the one of this "
            "homework."
        )


def check(*questions: str | Callable[..., Any], key: str | Path | None = None) -> CheckResult:
    """Check the named questions, or all of them, with the functions of this notebook.

    A question may be given by its function, `check(adam)`: marimo then checks again whenever the function changes.
    Raises NoKey if the handout's key is not beside the notebook, UserError for a question that does not exist, and
    NothingDefined where one sentence says more than the same one for each question.
    """
    variables = _caller_variables()
    whole = read_key(Path(key) if key else key_of_running_notebook(str(variables.get("__file__") or "")))
    chosen = with_questions(whole, [_question_name(each, whole) for each in questions])
    definitions = {q.name: _definition(q, variables) for q in chosen.questions}
    if len(definitions) > 1 and all(each.status == "missing" for each in definitions.values()):
        raise NothingDefined(chosen)
    modules = _modules(chosen.modules)
    caller = _make_caller(modules)
    calls = {
        case.id: _call(_Callee.of(question, variables, modules), caller, case)
        for question in chosen.questions
        if definitions[question.name].status == "found"
        for case in question.cases
    }
    transcript = Transcript("this notebook", chosen.assignment, definitions, calls)
    report = judge(chosen, transcript)
    changes, watch = PROGRESS.changes(report), partial(_watch, caller, variables)
    find = partial(_find_slip, variables, chosen, transcript)
    return CheckResult(report, chosen, transcript, changes, PROGRESS, caller.make_arguments, watch, find)


def _question_name(question: str | Callable[..., Any], key: Key) -> str:
    """The name of a question that is given by its name or by a function of it."""
    if isinstance(question, str):
        return question
    name = str(getattr(question, "__name__", question))
    return next((each.name for each in key.questions if name in each.names), name)


def _caller_variables() -> Mapping[str, Any]:
    """The notebook's variables: those of the module that called `check`."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "grader":
        frame = frame.f_back
    return frame.f_globals if frame is not None else {}


def _definition(question: Question, variables: Mapping[str, Any]) -> Definition:
    """That of the first name which is not ready to be called; else that of the question's function."""
    definitions = [_definition_of(name, question, variables) for name in question.names]
    return next((each for each in definitions if each.status != "found"), definitions[0])


def _definition_of(name: str, question: Question, variables: Mapping[str, Any]) -> Definition:
    if name not in variables:
        suggestion = did_you_mean(name, [n for n in variables if not n.startswith("_")])
        return Definition("missing", f"{suggestion} Run the cell that defines it, then check again.".strip(), name=name)
    value = variables[name]
    if question.calls and not question.driver and not callable(value):
        return Definition("missing", f"`{name}` is {type(value).__name__}, not a function.", name=name)
    status: DefinitionStatus = "found" if _is_attempted(name, question, variables) else "not_attempted"
    source, line = source_of(value) if question.calls else ("", 0)
    return Definition(status, source=source, line=line, name=name)


def _is_attempted(name: str, question: Question, variables: Mapping[str, Any]) -> bool:
    """Whether it differs from the stub; true where its source cannot be read."""
    if (value := variables[name]) is None:
        return False
    if not question.calls:
        entries = value.values() if isinstance(value, dict) else [value]
        return not all(is_blank(conversion.to_value(entry)) for entry in entries)
    nodes = [node for statement in statements_of(source_of(value)[0]) for node in ast.walk(statement)]
    definition = RequestedNames.of([name], {name: question.stub}).definition(name, nodes, 1) if nodes else None
    if definition is None or definition.attempted:
        return True
    functions = [each for each in definition.arguments if callable(variables.get(each))]
    return any(_is_own(each, variables) for each in (*definition.decorators, *functions))


def _is_own(name: str, variables: Mapping[str, Any]) -> bool:
    """Whether the notebook, or a file beside it, makes what this name is: no library's decorator writes an answer."""
    value = variables.get(name)
    home = value if isinstance(value, ModuleType) else sys.modules.get(str(getattr(value, "__module__", "")))
    if home is None or home.__name__ == variables.get("__name__"):
        return name in variables
    is_of_home = home is value or any(each is value for each in vars(home).values())
    return not is_of_home or _is_beside(home)  # a `partial` is none of `functools`


def _is_beside(module: ModuleType) -> bool:
    """Whether the module lies in the notebook's folder, and is not installed there."""
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]  # a folder may have no file
    paths = [Path(place).resolve() for place in places if place]
    inner = [path.relative_to(Path.cwd()) for path in paths if path.is_relative_to(Path.cwd())]
    return any("site-packages" not in path.parts for path in inner)


def _make_caller(modules: Modules) -> Caller:
    jax = jax_or_stand_in()
    plain = jax.grad, jax.value_and_grad
    try:
        caller = Caller(jax)
        caller.functions.lookup, caller.instructors_files = modules.lookup, modules.files
    finally:  # in a student's own process nothing is replaced
        jax.grad, jax.value_and_grad = plain
    return caller


@dataclass(frozen=True)
class _Callee:
    """What a question calls or reads: the notebook's variables, and the driver that receives them, if it has one."""

    question: Question
    values: Sequence[Any]
    driver: Any = None

    @staticmethod
    def of(question: Question, variables: Mapping[str, Any], modules: Modules) -> _Callee:
        driver = modules.lookup(question.driver) if question.driver else None
        return _Callee(question, [variables[name] for name in question.names], driver)

    def answer(self, caller: Caller, case: Case) -> tuple[Value, tuple[str, ...]]:
        """What comes of it for one case, and notes on how it was called."""
        if not self.question.calls:
            return conversion.to_value(self.values[0]), ()
        call = partial(caller.call, self.values[0])
        if self.driver is not None:
            call = partial(caller.drive, self.driver, self.values)
        if self.question.runs:
            return caller.call_runs(call, case.arguments, self.question.runs)
        if self.driver is None:
            return caller.call_once(call, case.arguments, conversion.to_value)
        returned, notes = call(case.arguments)
        return conversion.to_value(returned), notes


def _modules(sources: Mapping[str, str]) -> Modules:
    """The assignment's public files, executed; in a student's own process `import` stays as it is."""
    finders = list(sys.meta_path)
    try:
        return Modules(sources)
    finally:
        sys.meta_path[:] = finders


def _call(callee: _Callee, caller: Caller, case: Case) -> Call:
    began, caller.seed, caller.unchanged = time.monotonic(), case.seed, callee.question.unchanged
    caller.raises = case.raises
    try:
        with _time_limit(SECONDS):
            value, notes = callee.answer(caller, case)
            return Returned(value, time.monotonic() - began, notes, _changed(callee.question, case, caller, notes))
    except _TooLong:
        message = f"It took longer than {SECONDS:.0f} seconds and was stopped: is there a loop that does not end?"
        return Stopped("timed_out", message, SECONDS)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a student's function may raise anything, SystemExit too
        raised = _raised(error, time.monotonic() - began, callee.question.driver_file)
        return replace(raised, after=_changed(callee.question, case, caller, (WITH_JAX_ARRAYS,)))


def _changed(question: Question, case: Case, caller: Caller, notes: Sequence[str]) -> dict[str, Value]:
    """What the call has changed of the arguments that must be unchanged."""
    arguments = {name: case.arguments[name] for name in question.unchanged if name in case.arguments}
    return changed(arguments, caller.after, in_jax=WITH_JAX_ARRAYS in notes)


def _watch(caller: Caller, variables: Mapping[str, Any], question: Question, case: Case) -> Sequence[State]:
    """What the variables of the question's function hold after each step of a case."""
    function, caller.seed = variables.get(question.function), case.seed
    try:
        with _time_limit(SECONDS):
            return loop_states(function, lambda: caller.call(function, case.arguments))
    except _TooLong:
        return ()


def _find_slip(variables: Mapping[str, Any], key: Key, transcript: Transcript, name: str) -> str:
    """What a search in this notebook's program says of the slip in a question; empty where it finds none."""
    from grader.repairs.ran_cells import program
    from grader.repairs.search_process import find_slips
    from grader.repairs.visible_slips import slip_message
    from grader.sandbox.environment import Environment, Limits
    from grader.sandbox.isolation.profiles import unrequired_isolation

    question = key.question(name)
    source = program(variables, question)
    if source and (key.assignment, name, source) not in PROGRESS.slips:
        definition = replace(transcript.definitions[name], source=source)
        one = replace(key, questions=(question,)), replace(transcript, definitions={name: definition})
        environment = Environment(Limits(), unrequired_isolation())  # a student's own code
        slips = dict(find_slips(*one, environment, SEARCH_SECONDS))
        PROGRESS.slips[key.assignment, name, source] = slip_message(slips.get(name, ()), question)
    return PROGRESS.slips.get((key.assignment, name, source), "")


def _raised(error: BaseException, seconds: float, driver_file: str) -> Raised:
    """The exception with the innermost line that is the student's own, in no library; else with that of the driver."""
    own = [(file, line) for file, line in code_frames(error.__traceback__) if not is_library(file)]
    students = [(file, line) for file, line in own if file != driver_file]
    file, line = [("", 0), *(students or own)][-1]
    source = linecache.getline(file, line).strip() if file else ""
    of_driver = driver_file if file == driver_file else ""
    kind, message = conversion.class_name(error), str(error)[:1000]
    bases = conversion.exception_names(error)
    return Raised(kind, message, 0, line, source, seconds=seconds, file=of_driver, bases=bases)


class _TooLong(BaseException):
    """Raised inside a student's function when its time is over."""


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """End the block after so many seconds, where that is possible: not on Windows, only in the main thread."""
    is_possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not is_possible:
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
