"""Changes of the rule: the step and the point."""

from __future__ import annotations

from typing import Any

from reference.mistakes.dynamics.changes import rule_changed
from reference.mistakes.loop import Run, point, steplength
from reference.mistakes.mistake import Gradient, Point, Rule


@rule_changed
def never_moves(rule: Rule) -> Rule:
    """the point never moves

    Every entry is the starting point. The new point is computed but never given back to w, or alpha is
    overwritten with 0 as in the skeleton of the book's exercise. Look at which name the update is stored
    under and which name the next pass reads.
    """
    return lambda w, grad, run, **given: w


@rule_changed
def from_start(rule: Rule) -> Rule:
    """every step is taken from the starting point

    Your first step is right. After it the step is added to w^0 each time and not to the newest point, so the
    points stay around the start. The update must begin at w^{k-1}; look at which variable stands first in it.
    """
    return lambda w, grad, run, **given: run.path[0] + (rule(w, grad, run, **given) - w)


@rule_changed
def step_for_point(rule: Rule) -> Rule:
    """the step itself is taken for the new point

    Your entry 1 is only the step, without the point it starts from: the new point has lost its w^{k-1}. The
    rule adds the step to the point where you stand. Look at what stands right of the equal sign in your
    update.
    """
    return lambda w, grad, run, **given: rule(w, grad, run, **given) - w


@rule_changed
def two_updates(rule: Rule) -> Rule:
    """two steps are taken in every pass

    Your entry 1 is where the right run is after two steps. The update stands twice in the loop, or a helper
    function changes w and the loop then does it again. Take one step in each pass, and record it.
    """

    def twice(w: Point, grad: Gradient, run: Run, **given: Any) -> Point:
        return rule(point(rule(w, grad, run, **given)), grad, run, **given)

    return twice


@rule_changed
def weight_decay(rule: Rule) -> Rule:
    """each step also shrinks w itself

    Besides the step of the rule, your point loses a share alpha of its own length in every pass, as in ridge
    regression or AdamW. The rule of this assignment has no such term: only the gradient of g moves the point.
    """

    def shrunk(w: Point, grad: Gradient, run: Run, **given: Any) -> Point:
        return rule(w, grad, run, **given) - steplength(given["alpha"], run.k) * w

    return shrunk


@rule_changed
def no_step_uphill(rule: Rule) -> Rule:
    """a step that raises the cost is not taken

    Your run is right until a step would raise the cost; there it stays where it is. The rule takes every
    step, also one that climbs, because a steplength that is too long should show in the history. Look for a
    condition on the cost in your loop.
    """

    def refused(w: Point, grad: Gradient, run: Run, **given: Any) -> Point:
        new = rule(w, grad, run, **given)
        return new if run.cost(new) <= run.cost(w) else w

    return refused


@rule_changed
def halved_when_uphill(rule: Rule) -> Rule:
    """the step is halved while it would raise the cost

    Your run is right until a step would raise the cost; that step is shorter than it should be, as in a line
    search. The rule fixes the steplength beforehand and takes every step as it is, also one that climbs. Look
    for a loop around your update.
    """

    def searched(w: Point, grad: Gradient, run: Run, **given: Any) -> Point:
        """The rule's step, halved while it raises the cost."""
        step = rule(w, grad, run, **given) - w
        for _ in range(30):
            if not run.cost(w + step) > run.cost(w):
                break
            step = step / 2
        return w + step

    return searched
