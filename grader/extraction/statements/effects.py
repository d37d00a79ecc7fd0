"""What each statement changes in place, by what the statements before it define."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.extraction.statements.changes import Aliases, changes_argument
from grader.extraction.statements.uses import NameUse, Uses


@dataclass
class Steps:
    """How many steps may still be taken, by all who share it."""

    left: int

    def take(self, steps: int = 1) -> bool:
        """Take so many; False if there were fewer."""
        self.left -= steps
        return self.left >= 0


class Effects:
    """What functions, classes and objects of the notebook change, statement by statement.

    A step is a function that is followed from a call to the calls that it makes, or what this touches.
    """

    def __init__(self, origins: Mapping[str, Iterable[str]], requested: frozenset[str], steps: Steps):
        self.modules: set[str] = set()  # names that stand for a module at this point: calling plt.plot changes no name
        self._origins, self._requested, self._steps = origins, requested, steps
        self._aliases = Aliases()
        self._classes = frozenset[str]()
        self._uses: dict[str, NameUse] = {}  # name -> the statement that bound it last
        self._changers: set[str] = set()  # "f()" of a function, ".m()", ".m" and "=x" of methods: see NameUse.changers

    def of(self, names: NameUse, inherits: Iterable[str] = ()) -> set[str]:
        """The names whose objects a statement changes; `inherits` are its classes that run code for each subclass."""
        # requested functions are called by experiments, all others perhaps to set something up
        by_call = self._by_calls([*inherits, *names.now.calls - self._requested])
        changed = self._changed(names.now) | by_call
        return set(changed | self._aliases.changed_with(changed) - self.modules) - names.replaces

    def bind(self, index: int, names: NameUse) -> None:
        """The statement at the index binds its names."""
        self.modules = (self.modules - names.binds) | {name for name, _ in names.imports}
        self._uses.update(dict.fromkeys(names.binds, names))
        self._classes = self._classes - names.binds | names.classes
        self._changers -= {changer for name in names.binds for changer in (f"{name}()", f"={name}")}
        if not names.binds & self._requested:
            self._changers |= names.changers - {"()"}
            if "()" in names.changers or any(map(self._changes_arguments, names.hands_parameters)):
                self._changers |= {f"{name}()" for name in names.binds}
        self._aliases.bind(index, names.binds, names.aliases)

    def _by_calls(self, functions: Iterable[str]) -> set[str]:
        """What calls of these functions change, and calls that they make."""
        changed, pending = set[str](), list(functions)
        done = set(pending) | self._requested
        while pending:
            if (use := self._uses.get(pending.pop())) is None:
                continue
            if not self._steps.take(1 + len(use.later.touches)):
                break  # not all is known: `Program` then follows no name
            changed |= self._changed(use.later)
            made_of = {first for _, first in use.aliases} | self._classes & use.now.calls
            new = (use.later.calls | use.inherits | made_of) - done
            done |= new
            pending += new
        return changed

    def _changed(self, uses: Uses) -> set[str]:
        """What the statement, or a call of its function, changes itself; no method of a module changes the module."""
        handed = {name for path, name in uses.hands if changes_argument(path, self._origins)}
        pairs = ((changer, name) for changer, name in uses.touches if changer in self._changers)
        touched = {name for changer, name in pairs if changer != ".__call__" or self._is_object(name)}
        methods = {name for name in uses.calls if f"={name}" in self._changers}  # `add = table.append`
        return {*uses.changes, *methods, *(uses.may_change | handed | touched) - self.modules}

    def _is_object(self, name: str) -> bool:
        """Whether a name that is called may stand for an object of a class, rather than for a function."""
        use = self._uses.get(name, NameUse())
        return not (use.later.reads or name in use.functions | use.classes)

    def _changes_arguments(self, path: str) -> bool:
        return f"{path}()" in self._changers or changes_argument(path, self._origins)
