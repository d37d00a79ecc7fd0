"""What one top-level statement does with names, as data: `names.py` reads it off the statement."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Uses:
    """What happens to global names at one time: while a statement runs, or when a function defined there is called."""

    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()  # in place: cfg["a"] = 1, cfg.a = 1; in a function also by binding a `global`
    may_change: frozenset[str] = frozenset()  # have a method called that may change them: hist.append(1)
    calls: frozenset[str] = frozenset()  # f(x), @f, x.f()
    touches: Pairs = frozenset()  # (changer, name) if there is such a changer (see NameUse): (".m", "a") of a.m()
    hands: Pairs = frozenset()  # (function, what it is handed first): np.copyto(table, 0)


NOTHING = Uses()


@dataclass(frozen=True, slots=True)
class NameUse:
    """The global names of one top-level statement, by what happens to them."""

    now: Uses = NOTHING
    later: Uses = NOTHING  # by a call of a function defined here
    binds: frozenset[str] = frozenset()  # may be given a value (or be deleted)
    replaces: frozenset[str] = frozenset()  # of these, the ones that lose their old value whatever happens
    functions: frozenset[str] = frozenset()  # of what it binds, what `def` binds
    classes: frozenset[str] = frozenset()  # of what it binds, what `class` binds
    inherits: frozenset[str] = frozenset()  # are classes, or metaclasses, of the class that it defines
    changers: frozenset[str] = frozenset()  # what it defines: "()", ".m()" change an argument, ".m", "=x" an object
    hands_parameters: frozenset[str] = frozenset()  # are called with the arguments of a function defined here
    aliases: Pairs = frozenset()  # a change of the first is one of the second: `a = b[0].c`
    imports: tuple[tuple[str, str], ...] = ()  # (name, what it stands for): ("np", "numpy")
    star_imports: tuple[str, ...] = ()  # modules of `from module import *`
    runs_code: bool = False  # it does something with what it reads, so functions that it reads may be called
