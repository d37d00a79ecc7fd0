"""The notebook as one straight-line program: which statement binds each name, what a name needs, in which order.

Every top-level statement binds names, changes them in place, reads some at once and some later (`statements`):

- a name read at once is the one bound last before; the changes made to it in between come with it;
- a name read later, by a function, is the one bound last in the whole notebook: of two definitions the last wins;
- what a needed statement calls at once must find its own names as they are at that moment;
- `if`, `for`, `try` and `with` come whole, and do not hide earlier bindings: they may not bind anything;
- a name read before any cell binds it (the student ran the cells in another order) waits for the one that binds it.
"""

from __future__ import annotations

import builtins
import functools
import heapq
import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.base.syntax import calls_name
from grader.extraction.cells import ParsedStatement
from grader.extraction.statements.configuration import is_configuration
from grader.extraction.statements.effects import Effects, Steps

# IPython's own names exist wherever a student's code runs; no statement has to bind them.
BUILTINS = frozenset(dir(builtins)) | {"__name__", "__doc__", "__file__", "get_ipython", "display", "In", "Out"}

# They reach names by text, which static reading cannot follow: what needs one of them needs the whole notebook.
REACH_BY_TEXT = frozenset({"eval", "exec", "globals"})
NAMESPACES = frozenset({"locals", "vars"})  # so does what writes into their result: `locals()["f"] = g`
REACHES_GLOBALS = re.compile(
    r"""\bf_globals\b|\b__globals__\b|\b(?:import|from)[ ]__main__\b|\bmodules\[\s*(?:__name__|["']__main__)"""
    r"""|\b(?:__import__|import_module)\(\s*["']__main__"""
)

# With one of these a class knows its subclasses: each of them changes the class, and calls what it inherits.
KNOWS_SUBCLASSES = re.compile(r"__init_subclass__|__subclasses__|\bmetaclass\b")

# `from numpy import *` brings a `sum` and an `abs`: for these a star import hides Python's own.
HIDE_BUILTINS = ("autograd", "cmath", "jax", "math", "matplotlib", "numpy", "pylab", "scipy")

# A statement that begins so binds a function, a class or a module; every other one that takes the name of one of
# Python's own functions, as `sum = 0` does, is an experiment of its author's.
BINDS_FUNCTION = re.compile(
    r"@|(?:async )?def\b|class\b|from\b|import\b|\w+ *= *(?:[A-Za-z_][\w.]*\s*$|.*\b(?:lambda|partial|jit|vectorize)\b)"
)

GLOBAL = re.compile(r"^[ \t]*global[ \t]+([\w, \t]+)", re.MULTILINE)

DEFINES = re.compile(r"@|(?:async )?def\b|class\b")

# Steps from a call to the calls that it makes, and from a needed name to the next, for all requested names together. An
# honest notebook takes a few thousand; only long chains of calls, and names that are bound again and again, cost the
# square of their length. Beyond the limit every statement counts as needed.
MAX_STEPS = 200_000

_ANY_STAR, _NUMERIC_STAR = "*", "* of numbers"
_END = -1  # the moment after the whole notebook: when the requested functions are called


class TooManySteps(Exception):
    """Following the names of this notebook takes more than MAX_STEPS."""


class Dependency(NamedTuple):
    """One statement reads a name that another one binds or changes."""

    binder: int  # index of a statement
    reader: int
    name: str


@dataclass
class Needs:
    """What must run so that a name has its value."""

    statements: set[int] = field(default_factory=set)  # indices
    unresolved: set[str] = field(default_factory=set)  # names that no statement binds
    dependencies: set[Dependency] = field(default_factory=set)


class _Step(NamedTuple):
    """An event that is needed for a moment: that at which the functions it carries may be called.

    They look up their names then. `certain`: they are called, not only within reach of something that runs.
    """

    name: str
    statement: int  # index of the one that binds or changes the name
    moment: int
    certain: bool


class Program:
    """The events of each name: the statements that bind or change it; and what follows for a name that is needed."""

    def __init__(self, statements: Sequence[ParsedStatement], requested: frozenset[str], steps: Steps | None = None):
        self.statements, self._requested = statements, requested
        self._steps = steps or Steps(MAX_STEPS)
        self.origins: dict[str, set[str]] = defaultdict(set)  # {"np": {"numpy"}, "config": {"jax.config"}}
        for name, origin in (pair for statement in statements for pair in statement.names.imports):
            self.origins[name].add(origin)
        self.events: dict[str, list[int]] = defaultdict(list)
        self.dependent: set[tuple[str, int]] = set()  # events that need the one before: changes, uncertain bindings
        self.bindings: dict[str, list[int]] = defaultdict(list)
        self._record_events(requested)
        read_later = frozenset().union(*(each.names.later.reads for each in statements))
        self._changes_of_read_later = sorted({index for name in read_later for index in self.events.get(name, ())})
        self._carries_functions: list[bool] = []
        for index in range(len(statements)):
            self._carries_functions.append(self._may_carry_functions(index))

    def until(self, index: int) -> Program:
        """The program of a notebook that ends with this statement; its steps are steps of this one."""
        return Program(self.statements[: index + 1], self._requested, self._steps)

    # --- events ---

    def _record_events(self, requested: frozenset[str]) -> None:
        """Record all events: what each statement binds and changes."""
        effects = Effects(self.origins, requested, self._steps)
        declared = {name for each in self.statements for name in _declared_globals(each.statement.source)}
        knows_subclasses = any(KNOWS_SUBCLASSES.search(each.statement.source) for each in self.statements)
        for index, statement in enumerate(self.statements):
            names = statement.names
            inherits = names.inherits if knows_subclasses else frozenset()
            changed = effects.of(names, inherits) | inherits
            for name in names.binds | changed:
                self._record(name, index, dependent=name not in names.replaces)
            for name in names.binds | (changed & declared):  # `main()` may define what is `global` in it
                self.bindings[name].append(index)
            for module in names.star_imports:
                self._record(_ANY_STAR, index, dependent=True)
                if module.partition(".")[0] in HIDE_BUILTINS:
                    self._record(_NUMERIC_STAR, index, dependent=True)
            effects.bind(index, names)

    def _record(self, name: str, index: int, dependent: bool) -> None:
        if self.events[name][-1:] != [index]:
            self.events[name].append(index)
        if dependent:
            self.dependent.add((name, index))

    def _last_event(self, name: str, moment: int) -> int | None:
        """The last event of the name before the moment."""
        events = self.events.get(name, [])
        position = len(events) if moment == _END else bisect_left(events, moment)
        return events[position - 1] if position else None

    def _deciding_event(self, name: str, moment: int, wait: bool) -> tuple[str, int] | None:
        """The event that decides what the name is at a moment; with `wait`, a later one rather than none."""
        star = _NUMERIC_STAR if name in BUILTINS else _ANY_STAR
        for key in (name, star):
            if (index := self._last_event(key, moment)) is not None:
                return key, index
        if wait and name not in BUILTINS and name in self.events and self.events[name][-1] != moment:
            return name, self.events[name][-1]
        return None

    def _may_carry_functions(self, index: int) -> bool:
        """Whether what the statement binds may reach a function of the notebook: most numbers and lists do not."""
        names = self.statements[index].names
        if names.later.reads:
            return True
        reads = [self._deciding_event(name, index, wait=True) for name in names.now.reads]
        changed = [name for name in names.binds | names.now.changes if (name, index) in self.dependent]
        earlier = [self._last_event(name, index) for name in changed]
        sources = [event[1] for event in reads if event] + [each for each in earlier if each is not None]
        return any(source >= index or self._carries_functions[source] for source in sources)

    # --- needs ---

    def needs(self, name: str, index: int) -> Needs:
        """All that must run so that a name that the statement binds can be used at the end. Raises TooManySteps."""
        needs = Needs()
        pending = [_Step(name, index, _END, certain=True)]
        pending += [_Step(*event, _END, certain=True) for event in self._function_before(name, index)]
        done: set[_Step] = set()
        followed: set[tuple[int, int, bool]] = set()
        while pending:
            step = pending.pop()
            if not self._steps.take():
                raise TooManySteps
            if step in done:
                continue
            done.add(step)
            pending += self._earlier_event(step, needs)
            if step[1:] not in followed:
                followed.add(step[1:])
                needs.statements.add(step.statement)
                pending += [*self._reads_now(step, needs), *self._reads_later(step, needs)]
        for each in needs.statements:
            needs.unresolved -= self.statements[each].names.later.changes  # a needed function binds it when it runs
            needs.unresolved |= self._reaches_by_text(each)
        return needs

    def needs_of_function(self, name: str) -> Needs | None:
        """What must run for the function whose name a later value takes; None where none does. Raises TooManySteps."""
        for event in self._function_before(name, self.bindings[name][-1]):
            if DEFINES.match(self.statements[event[1]].statement.source):
                return self.needs(*event)
        return None

    def may_bind_by_text(self, name: str, behind: int) -> int | None:
        """The last statement behind the index, that of the stub, which may bind a name by text: `exec(source)`."""
        word = re.escape(name)
        text = re.compile(
            rf"""\b(?:def|class)[ \t]+{word}\b|(['"]){word}\1|(?:^|['";]|\\n)[ \t]*{word}[ \t]*=(?!=)""", re.MULTILINE
        )
        entry = re.compile(rf"[.(,]\s*{word}[ \t]*=(?!=)")  # of a namespace: globals().update(f=...), __main__.f = ...
        for index in reversed(self._near_text):
            if index > behind and self._writes_text(index, set(self.bindings.get(name, ())), text, entry):
                return index
        return None

    @functools.cached_property
    def _near_text(self) -> list[int]:
        """The statements that reach names by text, or read what such a one binds."""
        near, names = list[int](), set[str]()
        for index, statement in enumerate(self.statements):
            use = statement.names
            if self._reaches_by_text(index) or names & (use.now.reads | use.later.reads):
                near.append(index)
                names |= use.binds
        return near

    def _writes_text(self, index: int, stubs: set[int], text: re.Pattern[str], entry: re.Pattern[str]) -> bool:
        """Whether the statement, or what it needs, has the text, or a namespace's entry where it may have all names."""
        try:
            needed = self.needs("", index).statements - stubs
        except TooManySteps:
            return True
        reaches = frozenset[str]().union(*map(self._reaches_by_text, needed))
        sources = [self.statements[each].statement.source for each in needed]
        return any(text.search(each) or ("globals" in reaches and entry.search(each)) for each in sources)

    def _reaches_by_text(self, index: int) -> frozenset[str]:
        names, source = self.statements[index].names, self.statements[index].statement.source
        written = NAMESPACES & (names.now.changes | names.now.may_change)
        writes = any(n not in self.bindings and re.search(rf"\b{n}\s*\(\s*\)", source) for n in written)
        through_module = {"globals"} if writes or REACHES_GLOBALS.search(source) else set()
        return REACH_BY_TEXT & (names.now.reads | names.later.reads) | through_module

    def _earlier_event(self, step: _Step, needs: Needs) -> Iterator[_Step]:
        """The event of the same name that this one changes, or may leave in effect."""
        earlier = self._last_event(step.name, step.statement)
        if (step.name, step.statement) in self.dependent and earlier is not None:
            needs.dependencies.add(Dependency(earlier, step.statement, step.name))
            yield _Step(step.name, earlier, step.moment, step.certain)

    def _reads_now(self, step: _Step, needs: Needs) -> Iterator[_Step]:
        names = self.statements[step.statement].names
        for name in names.now.reads:
            event = self._deciding_event(name, step.statement, wait=True)
            if event is None:
                needs.unresolved |= {name} - BUILTINS
                continue
            needs.dependencies.add(Dependency(event[1], step.statement, name))
            yield _Step(*event, step.moment, step.certain)
            if not self._carries_functions[event[1]]:
                continue
            if name in names.now.calls:
                yield _Step(*event, step.statement, certain=True)
            elif names.runs_code:
                yield _Step(*event, self._same_moment(step.statement), certain=False)

    def _reads_later(self, step: _Step, needs: Needs) -> Iterator[_Step]:
        waits = step.certain and step.moment != _END
        for name in self.statements[step.statement].names.later.reads:
            event = self._deciding_event(name, step.moment, wait=waits)
            if event is not None and self._only_takes_name(*event, step.statement):
                continue
            if event is not None:
                if waits:
                    needs.dependencies.add(Dependency(event[1], step.moment, name))
                yield _Step(*event, step.moment, step.certain)
                if event[1] > step.statement and self._calls(step.statement, name):
                    yield from (_Step(*each, step.moment, step.certain) for each in self._function_before(*event))
            elif step.moment == _END:
                needs.unresolved |= {name} - BUILTINS

    def _only_takes_name(self, name: str, index: int, reader: int) -> bool:
        """Whether a statement behind the reader reuses the name of Python's own function, which the reader calls."""
        return name in BUILTINS and index >= reader and self._calls(reader, name) and not self._binds_function(index)

    def _function_before(self, name: str, index: int) -> Iterator[tuple[str, int]]:
        """The event that binds a function to the name, where the statement takes it for a value: `cost = cost(w)`.

        Whether it does, only the sandbox sees, which gives the function back.
        """
        event: tuple[str, int] | None = (name, index) if name else None  # else it is needed for what it does
        while event is not None and not self._binds_function(event[1]):
            event = self._deciding_event(name, event[1], wait=False)
        if event is not None and event[1] != index:
            yield event

    def _binds_function(self, index: int) -> bool:
        return bool(BINDS_FUNCTION.match(self.statements[index].statement.source))

    def _calls(self, index: int, name: str) -> bool:
        return calls_name(self.statements[index].statement.source, name)

    def _same_moment(self, index: int) -> int:
        """The first moment at which every name that functions read is what it is at this one."""
        position = bisect_left(self._changes_of_read_later, index)
        return self._changes_of_read_later[position - 1] + 1 if position else 0

    @functools.cached_property
    def configuration(self) -> Needs:
        """The statements that configure a library, with what they need; not those that need a name nobody binds."""
        configuration = Needs()
        for index, statement in enumerate(self.statements):
            if any(is_configuration(path, self.origins) for path in statement.configures):
                needs = self.needs("", index)
                if not needs.unresolved:
                    configuration.statements |= needs.statements
                    configuration.dependencies |= needs.dependencies
        return configuration

    # --- order ---

    def run_order(self, statements: set[int], dependencies: set[Dependency]) -> tuple[int, ...]:
        """The notebook's order, except that statements wait for a later one they need; a cycle is cut at its first."""
        if all(each.binder <= each.reader for each in dependencies):
            return tuple(sorted(statements))
        followers: dict[int, set[int]] = defaultdict(set)
        blockers = dict.fromkeys(statements, 0)
        for first, second in self._precedence(statements, dependencies):
            if second not in followers[first] and first != second:
                followers[first].add(second)
                blockers[second] += 1
        return tuple(_topological_order(statements, followers, blockers))

    def _precedence(self, statements: set[int], dependencies: set[Dependency]) -> Iterator[tuple[int, int]]:
        """(first, second): binder before reader, reader before the next binder, binders in the notebook's order."""
        events = {
            name: [index for index in self.events.get(name, ()) if index in statements] for _, _, name in dependencies
        }
        for binder, reader, name in dependencies:
            if binder not in statements or reader not in statements:
                continue
            yield binder, reader
            following = events[name][bisect_left(events[name], max(binder, reader) + 1) :][:1]
            yield from ((reader, index) for index in following if binder < reader)
        for indices in events.values():
            yield from itertools.pairwise(indices)


def _declared_globals(source: str) -> list[str]:
    return re.findall(r"\w+", " ".join(GLOBAL.findall(source))) if "global" in source else []


def _topological_order(
    statements: set[int], followers: Mapping[int, set[int]], blockers: dict[int, int]
) -> Iterator[int]:
    ready = [index for index in statements if not blockers[index]]
    heapq.heapify(ready)
    done: set[int] = set()
    for first in sorted(statements):
        while ready or first not in done:
            index = heapq.heappop(ready) if ready else first
            if index in done:
                continue
            done.add(index)
            yield index
            for follower in followers.get(index, ()):
                blockers[follower] -= 1
                if not blockers[follower]:
                    heapq.heappush(ready, follower)
