"""Packages that compute nothing, where they are not installed: they show tables and progress, or annotate types.

What they say counts nowhere, so no point may depend on it. `display` and `get_ipython` are stand-ins as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from itertools import chain
from threading import Thread
from types import ModuleType
from typing import Any

SHOWING = ("IPython", "ipywidgets", "marimo", "pandas", "plotly", "rich", "seaborn", "tabulate", "tqdm")
ANNOTATING = ("beartype", "jaxtyping", "typeguard")
DECORATING = (*ANNOTATING, "ipywidgets", "marimo")  # `@interact(...)` and `@mo.cache` leave a function as it is
ENTRIES = ("iterable", "collection", "sequence")  # what tqdm, marimo and rich call what a bar goes through


class StandIn:
    """Whatever a package that is not installed has: it may be called, changed and shown, and does nothing.

    Where its value is needed, the package is: that raises the ModuleNotFoundError of an import.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    def __call__(self, *_: Any, **__: Any) -> StandIn:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return KNOWN.get(f"{self._package}.{name}", self)

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __setitem__(self, key: object, value: object) -> None:
        return None

    def __iadd__(self, *_: object, **__: object) -> Any:  # `bar.n += 1` counts what is shown
        return self

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


class Decorator(StandIn):
    """A decorator that leaves a function as it is, with arguments or without."""

    def __call__(self, function: Any = None, *_: Any, **__: Any) -> Any:
        return function if callable(function) and not isinstance(function, StandIn) else self


class Annotation(Decorator):
    """`Float[Array, "n"]`, and decorators that check types."""

    def __getitem__(self, key: object) -> Annotation:  # type: ignore[override]
        return self


class ProgressBar(StandIn):
    """`tqdm(entries)`, which goes through the entries."""

    def __init__(self, entries: Any = (), package: str = "tqdm") -> None:
        super().__init__(package)
        self._entries = entries

    def __call__(self, *entries: Any, **named: Any) -> ProgressBar:
        by_name = (named[each] for each in ENTRIES if each in named)
        return ProgressBar(next(chain(entries, by_name), ()), self._package)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(self._entries)

    def __len__(self) -> int:  # type: ignore[override]
        return len(self._entries)

    def __bool__(self) -> bool:  # type: ignore[override]
        return True


NOTEBOOK = StandIn("IPython")
_BAR = ProgressBar()
KNOWN: dict[str, Any] = {  # no stand-ins: by the package and the last name
    **dict.fromkeys(("tqdm.tqdm", "tqdm.tqdm_notebook"), _BAR),
    **dict.fromkeys(("tqdm.trange", "tqdm.tnrange"), lambda *numbers, **_: ProgressBar(range(*numbers))),
    "tqdm.tenumerate": lambda entries, start=0, **_: ProgressBar(enumerate(entries, start)),
    "tqdm.tzip": lambda *entries, **_: ProgressBar(zip(*entries, strict=False)),
    "rich.track": ProgressBar(package="rich"),
    "marimo.progress_bar": ProgressBar(package="marimo"),
    **dict.fromkeys(("ipywidgets.interactive", "ipywidgets.interactive_output"), StandIn("ipywidgets")),
    "marimo.running_in_notebook": lambda: False,
    "marimo.mode": "script",  # of `app_meta()`
    "marimo.Thread": Thread,
}


class StandInModules(MetaPathFinder, Loader):
    """Finds the packages that show something where they are not installed. It comes behind all finders."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The spec of a stand-in; None for a package that needs none."""
        is_offered = fullname.partition(".")[0] in (*SHOWING, *ANNOTATING)
        return spec_from_loader(fullname, self, is_package=True) if is_offered else None

    def exec_module(self, module: ModuleType) -> None:
        """Let any name of the module be a stand-in."""
        package = module.__name__.partition(".")[0]
        kind = Annotation if package in ANNOTATING else Decorator if package in DECORATING else StandIn
        vars(module)["__getattr__"] = kind(package).__getattr__


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
