"""Modules in the student's process: the assignment's public Python files, and those that a submission brings along.

The assignment's are executed before any code of a submission, so that a reference to one of their names means what the
author wrote there, and once more for each namespace of a submission: what its code changes in them, it changes for
itself. A submission's own are executed when they are imported, and never in place of one of the assignment's.
"""

from __future__ import annotations

import importlib
import linecache
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.abc import ExecutionLoader, Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

from grader.base.errors import UserError
from grader.base.syntax import find_module, importable
from grader.sandbox.child.calling import code_frames, code_name

SUFFIX = ".py"


class ModuleFault(UserError):
    """A file of the assignment that cannot be executed; the text says where and why."""


class Modules:
    """The executed files, by name. A file that imports another one of them gets the same module."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Execute what is not imported yet, and offer it to `import`. Raises ModuleFault."""
        self._sources = sources
        names = [file.removesuffix(SUFFIX) for file in sources]
        sys.meta_path[:] = [_Finder(sources), *(each for each in sys.meta_path if not isinstance(each, _Finder))]
        self._modules = {name: _imported(name, sources) for name in names}
        self._defined = {f"{name}{SUFFIX}": dict(vars(module)) for name, module in self._modules.items()}

    @property
    def files(self) -> frozenset[str]:
        """Their names, as tracebacks have them."""
        return frozenset(self._sources)

    def offer(self) -> None:
        """From now on, `import` finds these modules."""
        sys.modules.update(self._modules)

    def again(self) -> Modules:
        """The same files, executed anew. Raises ModuleFault."""
        for name in self._modules:
            sys.modules.pop(name, None)
        return Modules(self._sources) if self._sources else self

    def lookup(self, reference: str) -> Any:
        """What `"functions.py:rosenbrock"` names, whatever a submission has put in its place. Raises KeyError."""
        file, _, name = reference.partition(":")
        return self._defined[file][name]

    def source_line(self, file: str, line: int) -> str:
        """That line of a file; empty where there is none."""
        return "".join(self._sources.get(file, "").split("\n")[line - 1 : line]).strip()


class _Finder(MetaPathFinder, ExecutionLoader):
    """Finds the assignment's files before any file that a submission writes into its folder."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a file of the assignment; None for any other module."""
        return spec_from_loader(fullname, self) if self.get_filename(fullname) in self._sources else None

    def get_filename(self, fullname: str) -> str:
        return f"{fullname}{SUFFIX}"

    def get_source(self, fullname: str) -> str:
        return self._sources[self.get_filename(fullname)]


def _imported(name: str, sources: Mapping[str, str]) -> Any:
    try:
        return importlib.import_module(name)
    except BaseException as error:  # SystemExit too: whatever the author's file does
        file, line = [(f"{name}{SUFFIX}", 0), *_places(error, sources)][-1]
        where = f"{file}, line {line}" if line else file
        raise ModuleFault(f"{where}: {type(error).__name__}: {error}") from error


def _places(error: BaseException, sources: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """The (file, line) of the assignment's files that the error passed through, outermost first."""
    yield from ((file, line) for file, line in code_frames(error.__traceback__) if file in sources)
    if isinstance(error, SyntaxError) and error.filename and error.filename in sources:
        yield error.filename, error.lineno or 0


# --- a submission's own modules ---


def compiled(cell: int, line: int, source: str, flags: int = 0, module: str = "") -> Any:
    """Code whose traceback names the cell, the line and the module."""
    return compile("\n" * (line - 1) + source, code_name(cell, module), "exec", flags, dont_inherit=True)


def remember_lines(program: Iterable[Sequence[Any]]) -> None:
    """Let `inspect.getsource` find the lines of the cells; a statement behind the program changes none of them."""
    cells = dict[str, list[str]]()
    for cell, line, source, _, module in program:
        if len(lines := cells.setdefault(code_name(cell, module), [])) < line:
            lines += ["\n"] * (line - 1 - len(lines))
            lines += [f"{each}\n" for each in source.split("\n")]
    linecache.cache.update({name: (0, None, lines, name) for name, lines in cells.items()})


def module_sources(program: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The text of each module of a program, as a file would hold it."""
    parts = dict[str, list[str]]()
    for _, _, source, _, module in program:
        if module:
            parts.setdefault(module, []).append(source)
    return {module: "\n".join(sources) for module, sources in parts.items()}


def _file(name: str, is_package: bool) -> str:
    """Where a module lies in the folder in which the code runs."""
    return f"./{name.replace('.', '/')}{'/__init__' * is_package}{SUFFIX}"


class OwnModules(MetaPathFinder, Loader):
    """Finds the modules of a program, each of whose statements ends with the name of the one that it is a part of.

    A folder is a package, also without `__init__.py`, and a part of it is there without an import of its own: that may
    stand in a cell which does not run. What it does itself is untouched by whatever a submission puts
    into `sys.modules`.
    """

    def __init__(self, program: Iterable[Sequence[Any]], imported: Iterable[str] = ()) -> None:
        """`imported` names what a module of the program may hide, such as what the assignment's files have imported."""
        self._parts: dict[str, list[Sequence[Any]]] = {}  # by the module that each statement ends with
        self._executed: dict[str, ModuleType] = {}
        for statement in program:
            if module := statement[-1]:
                self._parts.setdefault(module, []).append(statement)
        own = {part for name in self._parts for part in importable(name).split(".")}  # what `import` may begin with
        hidden = sys.modules.keys() & {name for name in imported if name.partition(".")[0] in own}
        self._hidden = {name: sys.modules[name] for name in hidden}

    def offer(self) -> None:
        """From now on, `import` finds these modules, behind those of the assignment.

        The assignment's files keep the libraries of the same names, which they have imported.
        """
        sys.meta_path.insert(1, self)
        for name in self._hidden:
            sys.modules.pop(name, None)

    def withdraw(self) -> None:
        """Nothing is found until they are offered again; the next import of each then executes it anew."""
        sys.meta_path[:] = [each for each in sys.meta_path if each is not self]
        for name, module in self._executed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        self._executed.clear()
        sys.modules.update(self._hidden)

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a module of the program, or of a folder of it; None for any other one."""
        root, dot, _ = fullname.partition(".")
        is_elsewhere = dot and root not in self._executed  # in an installed package
        is_package = any(f".{fullname}." in f".{name}" for name in self._parts)
        if is_elsewhere or not (is_package or find_module(fullname, self._parts)):
            return None
        spec = ModuleSpec(fullname, self, origin=_file(fullname, is_package), is_package=is_package)
        spec.has_location = True  # then `__file__` says where it lies
        return spec

    def _part(self, package: str, name: str) -> ModuleType:
        if self.find_spec(f"{package}.{name}") is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        return importlib.import_module(f"{package}.{name}")

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's statements; what it lacks is looked up among its parts."""
        name = module.__name__
        self._executed[name] = module
        vars(module)["__getattr__"] = partial(self._part, name)
        for part in self._parts.get(find_module(name, self._parts), ()):
            exec(compiled(*part), vars(module))
