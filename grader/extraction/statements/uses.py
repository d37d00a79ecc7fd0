"""What one top-level statement does with names, as data: `names.py` reads it off the statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameUse:
    """The global names of one top-level statement, by what happens to them."""

    binds: frozenset[str] = frozenset()  # may be given a value (or be deleted)
    replaces: frozenset[str] = frozenset()  # of these, the ones that lose their old value whatever happens
    changes: frozenset[str] = frozenset()  # are changed in place: cfg["a"] = 1, cfg.a = 1
    may_change: frozenset[str] = frozenset()  # have a method called that may change them: hist.append(1)
    reads_now: frozenset[str] = frozenset()  # are read while the statement runs
    reads_later: frozenset[str] = frozenset()  # are read when a function defined here is called
    changes_later: frozenset[str] = frozenset()  # are bound (`global`) or changed in place by such a call
    may_change_later: frozenset[str] = frozenset()  # have a method called by such a call that may change them
    calls: frozenset[str] = frozenset()  # are called by the statement itself: f(x), @f, x.f()
    calls_later: frozenset[str] = frozenset()  # are called by a call of a function defined here
    inherits: frozenset[str] = frozenset()  # are classes, or metaclasses, of the class that it defines
    runs_code: bool = False  # it does something with what it reads, so functions that it reads may be called
    changers: frozenset[str] = frozenset()  # what it defines: "()" changes an argument, ".m()" too, ".m" its object
    touches: frozenset[tuple[str, str]] = frozenset()  # (changer, name) if there is such a one: (".m", "a") of a.m()
    touches_later: frozenset[tuple[str, str]] = frozenset()  # are touched by a call of a function defined here
    hands_parameters: frozenset[str] = frozenset()  # are called with the arguments of a function defined here
    hands: frozenset[tuple[str, str]] = frozenset()  # (function, what it is handed first): np.copyto(table, 0)
    hands_later: frozenset[tuple[str, str]] = frozenset()  # are handed over by a call of a function defined here
    aliases: frozenset[tuple[str, str]] = frozenset()  # a change of the first is one of the second: `a = b[0].c`
    functions: frozenset[str] = frozenset()  # of what it binds, what `def` binds
    classes: frozenset[str] = frozenset()  # of what it binds, what `class` binds
    imports: tuple[tuple[str, str], ...] = ()  # (name, what it stands for): ("np", "numpy")
    star_imports: tuple[str, ...] = ()  # modules of `from module import *`
