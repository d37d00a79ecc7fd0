"""Packages that compute nothing, where they are not installed: they show tables and progress, or annotate types.

What they say counts nowhere, so no point may depend on it. `display` and `get_ipython` are stand-ins as well.
Who asks whether such a package is there, and does without it, hears that it is not.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

from grader.base.syntax import statements_of
from grader.sandbox.child.calling import CELL

SHOWING = ("IPython", "ipywidgets", "pandas", "plotly", "rich", "seaborn", "tabulate", "tqdm")
ANNOTATING = ("beartype", "jaxtyping", "typeguard")
COMPLETE = (*ANNOTATING, "tqdm")  # nobody needs more of them than the stand-ins do
CATCHES_IMPORT = re.compile(r"\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b")
DOES_WITHOUT = (ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef, ast.Return)


class StandIn:
    """Whatever a package that is not installed has: it may be called, changed and shown, and does nothing.

    Where its value is needed, the package is: that raises the ModuleNotFoundError of an import.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    def __call__(self, *_: Any, **__: Any) -> StandIn:
        return self

    def __getattr__(self, name: str) -> StandIn:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __setitem__(self, key: object, value: object) -> None:
        return None

    def __instancecheck__(self, thing: object) -> bool:
        return False

    def __or__(self, other: object) -> StandIn:  # in annotations
        return self

    def __format__(self, spec: str) -> str:
        return ""

    def _needs_package(self, *_: object, **__: object) -> Any:
        raise ModuleNotFoundError(f"No module named {self._package!r}", name=self._package)

    __ror__ = __or__
    __hash__ = object.__hash__
    __bool__ = __len__ = __iter__ = __getitem__ = __delitem__ = __contains__ = __array__ = _needs_package
    __int__ = __float__ = __complex__ = __index__ = __abs__ = __neg__ = __pos__ = _needs_package
    __add__ = __sub__ = __mul__ = __matmul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = _needs_package
    __radd__ = __rsub__ = __rmul__ = __rmatmul__ = __rtruediv__ = __rpow__ = _needs_package
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _needs_package


class Annotation(StandIn):
    """`Float[Array, "n"]`, and decorators that check types, which leave a function as it is."""

    def __call__(self, function: Any = None, *_: Any, **__: Any) -> Any:
        return function if callable(function) and not isinstance(function, StandIn) else self

    def __getitem__(self, key: object) -> Annotation:  # type: ignore[override]
        return self


class ProgressBar(StandIn):
    """`tqdm(entries)`, which goes through the entries."""

    def __init__(self, entries: Any = (), package: str = "tqdm") -> None:
        super().__init__(package)
        self._entries = entries

    def __call__(self, iterable: Any = (), *_: Any, **__: Any) -> ProgressBar:
        return ProgressBar(iterable, self._package)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(self._entries)

    def __len__(self) -> int:  # type: ignore[override]
        return len(self._entries)


NOTEBOOK = StandIn("IPython")
BARS: dict[str, Any] = {"tqdm": ProgressBar(), "trange": lambda *numbers, **_: ProgressBar(range(*numbers))}


class StandInModules(MetaPathFinder, Loader):
    """Finds the packages that show something where they are not installed. It comes behind all finders."""

    def __init__(self, program: Iterable[Sequence[Any]] = ()) -> None:
        self._optional = frozenset(_optional_imports(program))
        self._query = importlib.util.find_spec.__code__

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a stand-in; None for a package that needs none, and for code that does without it."""
        package = fullname.partition(".")[0]
        is_offered = package in COMPLETE or (package in SHOWING and not self._is_optional())
        return spec_from_loader(fullname, self, is_package=True) if is_offered else None

    def _is_optional(self) -> bool:
        """Whether the import that runs now is one of the optional ones, or none: `importlib.util.find_spec("rich")`."""
        frame = inspect.currentframe()
        while frame is not None:
            code = frame.f_code
            if code is self._query or (code.co_filename, frame.f_lineno) in self._optional:
                return True
            frame = frame.f_back
        return False

    def exec_module(self, module: ModuleType) -> None:
        """Let any name of the module be a stand-in."""
        package = module.__name__.partition(".")[0]
        vars(module)["__getattr__"] = (Annotation if package in ANNOTATING else StandIn)(package).__getattr__
        if package == "tqdm":
            vars(module).update(BARS, tqdm_notebook=BARS["tqdm"], tnrange=BARS["trange"])
        if package == "rich":
            vars(module).update(track=ProgressBar(package=package))


def _optional_imports(program: Iterable[Sequence[Any]]) -> Iterator[tuple[str, int]]:
    """(file, line) of the imports whose failure is answered, as by `except ImportError: pd = None`."""
    for cell, line, source, *_ in program:
        if "except" not in source or not any(package in source for package in SHOWING):
            continue
        for node in (node for statement in statements_of(source) for node in ast.walk(statement)):
            if isinstance(node, ast.Try) and any(map(_does_without, node.handlers)):
                inner = (each for statement in node.body for each in ast.walk(statement))
                imports = (each for each in inner if isinstance(each, (ast.Import, ast.ImportFrom)))
                yield from ((f"{CELL}{cell}", line + each.lineno - 1) for each in imports)


def _does_without(handler: ast.ExceptHandler) -> bool:
    """Whether it catches the error of an import and puts something in its place, which a message alone does not."""
    catches = handler.type is None or CATCHES_IMPORT.search(ast.unparse(handler.type))
    return bool(catches) and any(isinstance(node, DOES_WITHOUT) for each in handler.body for node in ast.walk(each))


class HiddenModules(MetaPathFinder):
    """Lets no import find these packages, whatever is installed: only their stand-ins, where there are some."""

    def __init__(self, names: Iterable[str], stand_ins: StandInModules) -> None:
        self._names, self._stand_ins = frozenset(names), stand_ins

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a stand-in; None for a package that is not hidden. Raises ModuleNotFoundError."""
        if fullname.partition(".")[0] not in self._names:
            return None
        if (spec := self._stand_ins.find_spec(fullname)) is None:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return spec
