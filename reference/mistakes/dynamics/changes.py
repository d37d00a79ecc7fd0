"""The three kinds of change, and how a bank takes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, TypeVar

import numpy as np

from reference.mistakes.loop import Run, follow, history
from reference.mistakes.mistake import Answers, Bank, History, Problem, Problems, Rule, one_by_one

_RULES: list[Callable[[Rule], Rule]] = []
_GRADIENTS: list[Callable[[Rule], Rule]] = []  # those of the rules that are often made with a mistake elsewhere
_RUNS: list[Callable[[Rule, Problem], History]] = []
_MEMORIES: list[Callable[[Rule, Problems], list[Any]]] = []

RuleChange = TypeVar("RuleChange", bound=Callable[[Rule], Rule])
RunChange = TypeVar("RunChange", bound=Callable[[Rule, Problem], History])
Memory = TypeVar("Memory", bound=Callable[[Rule, Problems], list[Any]])


def take(
    bank: Bank,
    right: Rule,
    *,
    line: str,
    without: Collection[str] = (),
    translate: Callable[[Problem], Problem] = lambda problem: problem,
) -> None:
    """Put every mistake of this file into `bank`, made out of the method's right rule.

    `line` is the line of the handout that a hint points to, where it names none itself. `without` names those that are
    no mistake of this method, or the same as one that the method's own file explains better. `translate` turns a
    problem into one whose steps are the rule's.
    """
    made: list[tuple[Callable[..., Any], Answers, bool]]
    made = [(change, one_by_one(follow(change(right))), False) for change in _RULES]
    made += [(change, one_by_one(partial(change, right)), False) for change in _RUNS]
    made += [(remember, partial(remember, right), True) for remember in _MEMORIES]
    for function, answers, whole in made:
        if function.__name__ not in without:
            bank.add(function, _of(translate, answers), line=line, whole=whole)
            if function in _GRADIENTS:
                bank.pair(function, "gradient", function)


def _of(translate: Callable[[Problem], Problem], answers: Answers) -> Answers:
    return lambda problems: answers([translate(problem) for problem in problems])


def with_memory(rule: Rule, names: Collection[str], problems: Problems) -> list[Any]:
    """Answers of somebody whose `names` (h, m, v, k) are global, so that each call goes on with those of the last."""
    memory, answers = Run(), []
    for problem in problems:
        shapes = ((), np.shape(problem.arguments["w"]))  # an array of another N would end the student's run
        held = {name: getattr(memory, name) for name in names if np.shape(getattr(memory, name)) in shapes}
        answers.append(history(rule, problem, run=Run(**held)))
        memory = Run(**held)
        history(rule, problem, steps=problem.arguments["max_its"], run=memory)
    return answers


def rule_changed(change: RuleChange) -> RuleChange:
    _RULES.append(change)
    return change


def gradient_changed(change: RuleChange) -> RuleChange:
    """A change of the rule that hands it another gradient, which may be made with a mistake in a part of the rule."""
    _GRADIENTS.append(change)
    return rule_changed(change)


def run_changed(change: RunChange) -> RunChange:
    _RUNS.append(change)
    return change


def memory(remember: Memory) -> Memory:
    _MEMORIES.append(remember)
    return remember
