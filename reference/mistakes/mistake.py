"""The values of the bank: a problem, a mistake that answers it, and their types.

A mistake is written as a student would write it: eager NumPy in float64, nothing for XLA to compile. It is one
function, and its docstring is all there is to say: the first line is the mistake's name, the paragraph below it
the hint that the student reads.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

import numpy as np

Point = Any  # w, and what has its shape: a float64 scalar if N = 1, else an array (N,)
Gradient = Callable[[Any], Point]
Scalar = Callable[[Any], Any]  # a function of one number or point that returns one number
History = tuple[Point, Point]  # weights (rows,) or (rows, N), and costs (rows,)
Minimum = tuple[Point, Point]  # a point and its cost, ()
Function = TypeVar("Function", bound=Callable[..., Any])
Rule = Callable[..., Point]
Answer = Callable[["Problem"], Any]


@dataclass(frozen=True, eq=False)
class Problem:
    """One case, as a wrong answer to it needs to see it: NumPy in and NumPy out, float64.

    `cost(w)` is a float and `gradient(w)` has the shape of `w`: a float (N = 1) or an array of shape (N,). `hessian(w)`
    of shape (N, N) may be left out. `arguments` holds the case's arguments by the homework's names, floats or float64
    arrays (`alpha` may be "diminishing"). `steps` says how many steps of a history to take; all other answers
    read `max_its` from the arguments.
    """

    cost: Callable[[Any], Any]
    gradient: Callable[[Any], Any]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 0
    hessian: Callable[[Any], Any] | None = None

    def but(self, **changed: Any) -> Problem:
        """The same problem with some arguments changed."""
        return replace(self, arguments={**self.arguments, **changed})


@dataclass(frozen=True, eq=False)
class Mistake:
    """A wrong answer with a name and a hint. It never raises; what overflows or divides by zero is inf or nan.

    A history is `(weights, costs)` with `steps + 1` rows, which may be wrongly recorded as well; where `whole` is true
    it is what the student returns for `max_its` steps.
    """

    id: str
    name: str
    hint: str
    answer: Answer
    whole: bool = False


@dataclass(frozen=True)
class Structural:
    """A wrong form of the answer, which no numbers are needed to see: the judge recognises it by itself."""

    id: str
    name: str
    hint: str


class Change(NamedTuple):
    """What the mistake of this id changes at one place of the right rule, and the wrong rule that comes of it."""

    id: str
    place: str
    make: Callable[[Rule], Rule]


class Bank(list[Mistake]):
    """The mistakes of one method, in the order in which its file tells them.

    `wrong = Bank("adam", turn=follow)` makes `@wrong` a decorator: `turn` says how the decorated function answers a
    problem. A mistake in one place of the right rule can be made together with one in another place. `@wrong.right`
    takes the right rule, whose parts are keyword arguments with a default; `@wrong.part("v")` takes what somebody
    writes for the part `v` of it, and `@wrong.number("eps")` turns the method's numbers into those that somebody uses.
    """

    def __init__(self, method: str, turn: Callable[[Any], Answer] = lambda answer: answer) -> None:
        super().__init__()
        self.method, self.turn = method, turn
        self._right: Rule | None = None
        self._changes: list[Change] = []

    def __call__(self, function: Function) -> Function:
        self.add(function, self.turn(function))
        return function

    def right(self, rule: Function) -> Function:
        """Take the right rule, before its parts are replaced."""
        self._right = rule
        return rule

    def part(self, name: str) -> Callable[[Function], Function]:
        """Take what is written in place of that part of the right rule."""
        return self._in_place(name, lambda function, rule: partial(rule, **{name: function}))

    def number(self, name: str) -> Callable[[Function], Function]:
        """Take what is worked with in place of the method's numbers, of which that one is wrong."""

        def with_numbers(numbers: Callable[..., Any], rule: Rule) -> Rule:
            return lambda w, grad, run, p, **parts: rule(w, grad, run, numbers(p), **parts)

        return self._in_place(name, with_numbers)

    def _in_place(self, place: str, make: Callable[[Any, Rule], Rule]) -> Callable[[Function], Function]:
        def take(function: Function) -> Function:
            change = self.pair(function, place, partial(make, function))
            self.add(function, self._answer(change))
            return function

        return take

    def pair(self, function: Callable[..., Any], place: str, make: Callable[[Rule], Rule]) -> Change:
        """Let the mistake that `function` names be made together with those in other places than this one."""
        self._changes.append(Change(f"{self.method}.{function.__name__}", place, make))
        return self._changes[-1]

    def _answer(self, *changes: Change) -> Answer:
        """The answer by the right rule with these changes."""
        assert self._right is not None, f"{self.method}: `@wrong.right` comes before the parts of the right rule"
        rule = self._right
        for change in changes:
            rule = change.make(rule)
        return self.turn(rule)

    def pairs(self) -> Iterator[Mistake]:
        """Every two mistakes in different places of the right rule, made at once: `a+b`, with no words of its own."""
        for one, other in combinations(self._changes if self._right else (), 2):
            if one.place != other.place:
                yield Mistake(f"{one.id}+{other.id}", "", "", quiet(self._answer(one, other)))

    def add(self, function: Callable[..., Any], answer: Answer, *, line: str = "", whole: bool = False) -> None:
        """Take `answer` as the mistake that `function` names and explains.

        `line` is the line of the handout that the hint points to, where it names no place of the handout itself.
        """
        name, hint = name_and_hint(function.__doc__)
        hint = f"{hint} Look at the line {line} in the handout." if line and "handout" not in hint else hint
        self.append(Mistake(f"{self.method}.{function.__name__}", name, hint, quiet(answer), whole))


def name_and_hint(docstring: str | None) -> tuple[str, str]:
    """Name and hint out of a docstring: its first paragraph, and what follows."""
    name, _, hint = inspect.cleandoc(docstring or "").partition("\n\n")
    return " ".join(name.split()), " ".join(hint.split())


def quiet(answer: Answer) -> Answer:
    """The same answer without warnings: to overflow and to divide by zero is the point of some mistakes."""

    def silently(problem: Problem) -> Any:
        with np.errstate(all="ignore"):
            return answer(problem)

    return silently
