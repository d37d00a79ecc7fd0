"""The process that runs student code: it runs statements, calls functions and reports what they did.

It holds the student's program and one call at a time, and no answers, no points and nothing of another student. Its
messages are not trusted: `sandbox` decodes them as data, and a forged message can claim no more than the student's
function could have returned.

    parent                                child
    {"confine": {...}, "cache": "/..."}  ->
                                    <-    {"ready": {"layers": {...}, "jax": "0.12.0"}}
    {"program": [[cell, line, source, flags, module], ...], "modules": {"functions.py": source}, "files": {...},
     "hidden": ["pandas", ...]}     ->
                                    <-    {"loaded": ""}      or why a module of the assignment cannot be executed
    {"ask": {...}, "skip": [...]}   ->
                                    <-    {"running": 3}      before each statement
                                    <-    {"calling": "1f0c..."}    the ask's ticket
                                    <-    {"refused_numpy": "1f0c..."}    it raised, and JAX arrays may help
                                    <-    {"ticket": "1f0c...", "call": {...}}
"""

from __future__ import annotations

import ast
import importlib.util
import math
import os
import re
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from inspect import CO_COROUTINE, getattr_static
from types import ModuleType
from typing import Any

from grader.base.syntax import calls_name
from grader.base.text import printable
from grader.model.encoding import frames, values
from grader.model.encoding.decoding import decoder
from grader.model.encoding.values import Value
from grader.model.transcript import Call, Raised, Returned, call_to_data
from grader.sandbox.child import conversion
from grader.sandbox.child.calling import Caller, code_frames, frames_in_cells, in_cell
from grader.sandbox.child.data_files import DataFiles
from grader.sandbox.child.modules import ModuleFault, Modules, OwnModules, compiled, module_sources, remember_lines
from grader.sandbox.child.stand_ins import NOTEBOOK, HiddenModules, StandInModules
from grader.sandbox.child.without_jax import jax_or_stand_in
from grader.sandbox.isolation.confinement import Confinement, confine

MAX_FROM_PARENT = 1 << 28
parse = partial(frames.parse, most_parts=math.inf)  # of what the parent writes, in which a program may have any commas
LONGEST_SOURCE = 300
RECURSION_LIMIT = 1500  # a method may call itself in each of 1,000 steps; 2,000 calls through C exhaust the stack
READ_ONLY = {  # JAX reads its cache and never tries to write: the warning would look like the student's error
    "jax_persistent_cache_min_compile_time_secs": 1e9,
    "jax_persistent_cache_enable_xla_caches": "none",  # otherwise the folder's name is part of each entry's name
}
X64 = "JAX_ENABLE_X64"
PLATFORM = "jax_platform"
SCRIPT = "./submission.py"  # `__file__` and `sys.argv`, whatever was handed in: a script without arguments
FUNCTION = re.compile(r"\b(?:def|lambda)\b")
UNREACHABLE = ("reference", "grader.judging", "grader.authoring", "grader.course")  # importing them fails
SHARED_MODULES = (
    "builtins", "math", "numpy", "numpy.linalg", "numpy.random", "jax", "jax.numpy", "jax.numpy.linalg", "jax.lax",
    "jax.random", "jax.nn",
)  # fmt: skip
Replaced = list[tuple[dict[str, Any], str, Any]]
_GONE = object()
Say = Callable[[Any], None]  # sends one message to the parent
to_arguments: Callable[[Any], dict[str, Any]] = decoder(dict[str, Any])  # makes arrays from their bytes


class Child:
    """One submission's program, and the namespaces that its statements have filled."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._caller = Caller(jax_or_stand_in())
        self._libraries = LibraryState()
        self._program: list[tuple[int, int, str, int, str]] = []
        self._namespaces: dict[Hashable, Namespace] = {}  # by the statements, the driver, and whether JAX has its own
        self._modules, self._files, self._owner = Modules({}), DataFiles({}), tuple[int, ...]()
        self._own_modules = OwnModules(())
        self._set_recursion_limit, self._recursion_limit = sys.setrecursionlimit, sys.getrecursionlimit
        self._unhook = (sys.settrace, sys.setprofile)
        self._undo_hooks()

    def load(
        self,
        program: Sequence[Sequence[Any]],
        modules: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
        hidden: Iterable[str] = (),
    ) -> None:
        """Execute the assignment's modules, and take the submission's statements, each a `Statement`'s values.

        Nothing finds the packages that are `hidden`. No statement is run yet. Raises ModuleFault.
        """
        self._program = [(cell, line, source, flags, module) for cell, line, source, flags, module in program]
        self._files = DataFiles(files or {}, module_sources(self._program))
        self._files.restore()
        remember_lines(self._program)
        sys.meta_path.append(stand_ins := StandInModules())
        sys.meta_path.insert(1, HiddenModules(hidden, stand_ins))  # behind the submission's own
        before = frozenset(sys.modules)
        self._modules = Modules(modules or {})
        self._own_modules = OwnModules(self._program, set(sys.modules) - before | {"reference"})
        self._own_modules.offer()

    def answer(self, ask: dict[str, Any], skip: Sequence[int]) -> None:
        """Define what the function needs, call it, and send the result. Statements in `skip` are not run."""
        self._caller.seed, self._caller.arrays, self._caller.has_refused = ask["seed"], ask["arrays"], False
        self._caller.unchanged, self._caller.after_bytes = tuple(ask["unchanged"]), ask["after_bytes"]
        call = self._call({**ask, "arguments": to_arguments(ask["arguments"])}, frozenset(skip))
        self._undo_hooks()
        if ask["arrays"] == "numpy" and isinstance(call, Raised) and self._caller.has_refused:
            self._say({"refused_numpy": ask["ticket"]})
        self._say({"ticket": ask["ticket"], "call": call_to_data(call)})

    def _undo_hooks(self) -> None:
        """Undo what student code may have left in the interpreter, so that the reply can be sent."""
        self._set_recursion_limit(RECURSION_LIMIT)
        for unhook in self._unhook:
            unhook(None)

    def _call(self, ask: dict[str, Any], skip: frozenset[int]) -> Call:
        self._libraries.switch_to(needs := tuple(ask["needs"]))
        if needs != self._owner or ask["driver"]:
            self._files.restore()  # where this fails, the process ends, and the case is tried in another one
        self._owner = needs
        try:
            namespace = self._namespace(needs, ask["driver"], ask["arrays"] == "jax")
        except ModuleFault as fault:  # not when it was loaded: earlier code of the submission is the cause
            return self._raised(fault)
        namespace.offer()
        self._caller.functions.lookup = namespace.modules.lookup
        self._caller.instructors_files = namespace.modules.files
        self._set_recursion_limit(namespace.recursion_limit)
        if (failed := namespace.define(skip, frozenset(ask["forgiven"]))) is not None:
            return failed
        namespace.recursion_limit = self._recursion_limit()
        self._say({"calling": ask["ticket"]})
        for name in (names := ask["defines"] or [ask["function"]]):
            if name not in namespace.names:
                noun = "function" if ask["calls"] else "variable"
                return Raised("NameError", f"there is no {noun} named `{name}`", during="definition")
        namespace.give_functions_back(names if ask["calls"] else ())
        try:
            return self._answer(namespace, names, ask)
        except BaseException as error:  # SystemExit too: exit() in a function costs that case only
            self._undo_hooks()
            return replace(self._raised(error, driver=ask["driver"]), after=self._caller.after)

    def _namespace(self, *program: Any) -> Namespace:
        """That of statements, driver and arrays: what a class keeps reaches the objects of later cases."""
        if program not in self._namespaces:
            self._own_modules.withdraw()  # what the assignment's files import is a library, not the submission's
            modules = self._modules.again()
            self._own_modules.offer()
            self._namespaces[program] = Namespace(self._program, program[0], modules, self._say, self._raised)
        return self._namespaces[program]

    def _answer(self, namespace: Namespace, names: Sequence[str], ask: dict[str, Any]) -> Returned:
        """What the driver or the function returns, or the variable holds."""
        definitions = [namespace.names[name] for name in names]
        call = partial(self._caller.call, definitions[0])
        if ask["driver"]:
            call = partial(self._caller.drive, namespace.modules.lookup(ask["driver"]), definitions)
            if not all(name in ask["lasting"] or _is_lasting(namespace.names[name]) for name in names):
                self._namespaces.pop((self._owner, ask["driver"], ask["arrays"] == "jax"))

        def convert(returned: Any) -> Value:
            self._undo_hooks()
            return conversion.to_value(returned, ask["answer_bytes"])

        if ask["runs"]:
            value, notes = self._caller.call_runs(call, ask["arguments"], ask["runs"], ask["answer_bytes"])
            return Returned(value, notes=notes)
        if ask["calls"] and not ask["driver"]:
            value, notes = self._caller.call_once(call, ask["arguments"], convert)
        else:
            returned, notes = call(ask["arguments"]) if ask["calls"] else (definitions[0], ())
            value = convert(returned)
        return Returned(value, notes=notes, after=self._caller.after)

    def _raised(self, error: BaseException, statement: Sequence[Any] | None = None, driver: str = "") -> Raised:
        """The exception as data; `statement` is what raised it, None for a call, which a driver may have made."""
        if driver and not any(frames_in_cells(error.__traceback__)):
            return self._raised_by_driver(error, driver.partition(":")[0])
        beginning = (0, 0, "") if statement is None else (*statement[:2], statement[4])
        places = [beginning, *frames_in_cells(error.__traceback__)]
        if isinstance(error, SyntaxError) and statement is not None:  # of compile(): no frame is where it stands
            places += in_cell(error.filename, error.lineno)
        cell, line, _ = places[-1]
        return Raised(
            kind=conversion.class_name(error), message=_message(error), cell=cell, line=line,
            source=self._source(*places[-1]), during="call" if statement is None else "definition",
            bases=conversion.exception_names(error),
        )  # fmt: skip

    def _raised_by_driver(self, error: BaseException, file: str) -> Raised:
        """An exception that passed through no line of the notebook: a line of the driver could not use the object."""
        line = [0, *(line for name, line in code_frames(error.__traceback__) if name == file)][-1]
        return Raised(
            kind=conversion.class_name(error), message=_message(error), line=line, file=file,
            source=printable(self._modules.source_line(file, line), LONGEST_SOURCE),
        )  # fmt: skip

    def _source(self, cell: int, line: int, module: str) -> str:
        needed = [self._program[at] for at in sorted(self._owner)]  # of another file that has such a cell, nothing runs
        for its_cell, first, source, _, its_module in [*needed, *self._program]:
            lines = source.split("\n")
            if (its_cell, its_module) == (cell, module) and first <= line < first + len(lines):
                return printable(lines[line - first].strip(), LONGEST_SOURCE)
        return ""


class Namespace:
    """The module `__main__` that one list of statements makes, and the modules of the assignment that it sees.

    Each statement runs once, in the notebook's order. `recursion_limit` is the one that they have set.
    Functions that need the same statements share a namespace, and so do the cases of a driver. Others do not: what one
    function needs may rebind a name that another function reads.
    """

    def __init__(
        self,
        program: Sequence[Any],
        needs: Sequence[int],
        modules: Modules,
        say: Say,
        raised: Callable[[BaseException, Any], Raised],
    ) -> None:
        self.modules = modules
        own = {"display": NOTEBOOK, "get_ipython": NOTEBOOK, "In": [""], "Out": {}}  # every notebook has them
        self._main = ModuleType("__main__")  # `pickle` and `typing.get_type_hints` look for classes there
        self.names = vars(self._main)
        self.names.update(__builtins__=__builtins__, __file__=SCRIPT, **own)
        self._program, self._todo, self._say, self._raised = program, list(needs), say, raised
        self._failed: Raised | None = None
        self._taken: dict[str, Any] = {}  # functions whose names were then given to values
        self.recursion_limit = RECURSION_LIMIT

    def offer(self) -> None:
        """From now on, `import` finds these modules."""
        sys.modules["__main__"] = self._main
        self.modules.offer()

    def define(self, skip: frozenset[int], forgiven: frozenset[int]) -> Raised | None:
        """Run what has not run yet. Returns the first failure of a statement that is not `forgiven`."""
        while self._todo and self._failed is None:
            at = self._todo.pop(0)
            if at not in skip:
                failed = self._run(at)
                self._failed = failed if at not in forgiven else None
        return self._failed

    def give_functions_back(self, names: Iterable[str]) -> None:
        """Undo `cost = cost(w)` for what is called by these names, or by a function: so far that has worked."""
        for name, function in self._taken.items():
            if not callable(self.names.get(name)) and (name in names or self._is_called_by_function(name)):
                self.names[name] = function

    def _is_called_by_function(self, name: str) -> bool:
        return any(FUNCTION.search(each[2]) and calls_name(each[2], name) for each in self._program)

    def _run(self, at: int) -> Raised | None:
        """Run one statement; the exception, if it raised one."""
        cell, line, source, flags, _ = self._program[at]
        self._say({"running": at})
        try:
            code = compiled(cell, line, source, flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            functions = {name: self.names[name] for name in code.co_names if callable(self.names.get(name))}
            waiting = eval(code, self.names)
            self._taken |= {name: each for name, each in functions.items() if not callable(self.names.get(name, each))}
            if code.co_flags & CO_COROUTINE:
                importlib.import_module("asyncio").run(waiting)
            if X64 in source:
                use_x64()
            if PLATFORM in source:
                use_cpu()
        except BaseException as error:
            return self._raised(error, self._program[at])
        return None


class LibraryState:
    """What student code replaced in NumPy, JAX and Python itself: each list of statements sees only its own changes.

    `jax.grad = mine` in one function must not reach the next question, which runs in the same process. Nothing is
    forbidden, and the code that did it sees its change again when its turn comes. Make it before any student code runs.
    """

    def __init__(self, modules: Iterable[str] = SHARED_MODULES) -> None:
        def is_here(module: str) -> bool:
            return importlib.util.find_spec(module.partition(".")[0]) is not None

        self._original = [
            (names := vars(importlib.import_module(module)), dict(names)) for module in modules if is_here(module)
        ]
        self._replaced: dict[Hashable, Replaced] = {}
        self._owner: Hashable = None

    def switch_to(self, owner: Hashable) -> None:
        """Restore the names as this owner has left them. Uses nothing that may have been replaced."""
        if owner == self._owner:
            return
        self._replaced[self._owner] = replaced = []
        for names, original in self._original:
            for name, value in original.items():
                if (current := names.get(name, _GONE)) is not value:
                    replaced.append((names, name, current))
                    names[name] = value
        self._owner = owner
        for names, name, value in self._replaced.get(owner, ()):
            if value is _GONE:
                names.pop(name, None)
            else:
                names[name] = value


def use_x64() -> None:
    """Compute in 64 bits where a variable asks for it, which JAX reads when it is imported: before student code ran."""
    if os.environ.get(X64, "").lower() in ("1", "true", "t", "yes", "y", "on"):
        importlib.import_module("jax").config.update(X64.lower(), True)


def use_cpu() -> None:
    """Compute on the processor where a notebook asks for a GPU, which it had where it was written."""
    for name in ("jax_platform_name", "jax_platforms"):
        importlib.import_module("jax").config.update(name, "cpu")


def _is_lasting(value: Any) -> bool:
    """Whether it is a class or a function. Another object is used up by its call: a driver may train it in place."""
    return callable(value) and getattr_static(value, "__name__", None) is not None  # runs no `__getattr__` of a student


def _message(error: BaseException) -> str:
    try:
        return printable(str.__str__(str(error)))
    except BaseException:
        return "(an exception whose text cannot be read)"


# --- the process ---------------------------------------------------------------------------------------------------


def main(commands: int | None = None, replies: int | None = None) -> None:
    """Serve one submission until the parent closes the pipe or ends the process.

    Without arguments the pipes are standard input and output, and student code cannot reach either. A fork server calls
    it in the forked process, with the pipes' descriptors.
    """
    if commands is None or replies is None:
        commands, replies = os.dup(0), os.dup(1)
    try:
        _serve(commands, replies)
    finally:
        os._exit(0)  # no atexit handlers, no finalizers: they may be the student's


def _serve(commands: int, replies: int) -> None:
    say = _speaker(replies)
    setup = parse(frames.read(commands, lambda: MAX_FROM_PARENT) or b"null")
    if setup is None:
        return
    if setup["cache"]:
        use_cache(setup["cache"])
    values.np = conversion.np  # type: ignore[attr-defined]  # `encode` must work after the student patched NumPy
    jax_or_stand_in()  # before student code runs
    sys.modules.update(dict.fromkeys(UNREACHABLE))  # type: ignore[arg-type]
    sys.argv[:] = [SCRIPT]
    layers = confine(Confinement(**setup["confine"]))
    child = Child(say)
    _silence()
    say({"ready": {"layers": layers}})
    while (payload := frames.read(commands, lambda: MAX_FROM_PARENT)) is not None:
        message = parse(payload)
        if "program" in message:
            say({"loaded": _load(child, message)})
        else:
            child.answer(message["ask"], message["skip"])


def _load(child: Child, message: Mapping[str, Any]) -> str:
    """Load what was sent; the reason why a module cannot be, an empty text if all is well."""
    try:
        child.load(message["program"], message["modules"], message["files"], message["hidden"])
    except ModuleFault as fault:
        return _message(fault)
    return ""


def use_cache(cache: str) -> None:
    """Let JAX read compiled code from this folder, and never write there."""
    import jax  # noqa: PLC0415  a light module until it is called

    for name, value in READ_ONLY.items():
        jax.config.update(name, value)
    jax.config.update("jax_compilation_cache_dir", cache)


def _speaker(pipe: int) -> Say:
    write, pack = frames.write, frames.pack
    return lambda data: write(pipe, pack(data))


def _silence() -> None:
    """Empty standard input and discard output: a flood of it costs neither memory nor points."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
