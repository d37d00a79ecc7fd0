"""Changes of the rule: the gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from reference.mistakes.dynamics.changes import gradient_changed, rule_changed
from reference.mistakes.loop import Run
from reference.mistakes.mistake import Rule


def first(values: Any) -> Any:
    """The values with all but the first coordinate set to 0."""
    return values * (np.arange(np.size(values)) == 0) if np.ndim(values) else values


@gradient_changed
def ascent(rule: Rule) -> Rule:
    """the steps go up the slope instead of down

    Your first step has the right length but goes the other way, and the cost climbs from then on. The
    gradient points uphill, so a minus sign must stand between the point and the step. Perhaps it is missing,
    or there are two of them and they cancel.
    """
    return lambda w, grad, run, *p, **given: rule(w, lambda w: -grad(w), run, *p, **given)


@gradient_changed
def frozen_gradient(rule: Rule) -> Rule:
    """every step uses the gradient at the starting point

    Your first step is right, and from the second on the gradient is still that of w^0. It is computed once,
    before the loop, or always at the starting point. Compute it anew in every pass, at the newest point.
    """
    return lambda w, grad, run, *p, **given: rule(w, lambda _: grad(run.path[0]), run, *p, **given)


@rule_changed
def lagging_gradient(rule: Rule) -> Rule:
    """every step uses the gradient of one step earlier

    Your first step is right. From then on step k uses the gradient at w^{k-2}, one point behind. The gradient
    is probably computed at the end of a pass, before w takes its new value, or from a variable that still
    holds the old point. Compute it at w^{k-1}, right before it is used.
    """
    return lambda w, grad, run, **given: rule(w, lambda _: grad(run.path[-2:][0]), run, **given)


@rule_changed
def cost_for_gradient(rule: Rule) -> Rule:
    """the cost itself is used in place of its gradient

    Your step is made out of the number g(w^{k-1}), not out of the slope there. The cost says how high the
    point lies; only the gradient says which way is down. Check which of your two functions is called inside
    the loop.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: run.cost(w) * np.ones_like(w), run, **given)


@rule_changed
def absolute_gradient(rule: Rule) -> Rule:
    """the sign of the gradient is dropped

    Each step has the right length but always goes the same way, to smaller w. An absolute value or a square
    root of a square has taken the sign away. Where the slope is negative the point must move to the right, so
    the sign has to stay.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: np.abs(grad(w)), run, **given)


@rule_changed
def first_coordinate_only(rule: Rule) -> Rule:
    """only the first coordinate moves

    Coordinate 0 follows the gradient, but all other coordinates stay at their starting values. Perhaps only
    the first entry of the gradient is used, or the function differentiates with respect to one number. The
    gradient has one entry for every coordinate, and each moves its own.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: first(grad(w)), run, **given)


@rule_changed
def summed_gradient(rule: Rule) -> Rule:
    """all coordinates move by the sum of the partial derivatives

    Every coordinate gets the same step, made out of all partial derivatives added up. A sum too many has
    turned the gradient into one number. Keep it an array of the shape of w, so that each coordinate moves by
    its own partial derivative.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: np.sum(grad(w)) * np.ones_like(w), run, **given)


@rule_changed
def mean_gradient(rule: Rule) -> Rule:
    """all coordinates move by the mean of the partial derivatives

    Every coordinate gets the same step, made out of the average of all partial derivatives. A mean over the
    wrong axis has turned the gradient into one number. Keep it an array of the shape of w, so that each
    coordinate moves by its own partial derivative.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: np.mean(grad(w)) * np.ones_like(w), run, **given)


@rule_changed
def clipped_gradient(rule: Rule) -> Rule:
    """the gradient is clipped to lie between -1 and 1

    Steps where every slope is below 1 are right; where a slope is steeper your step is too short. The
    gradient is cut off at -1 and 1 before it is used. That is a common safeguard elsewhere, but the rule of
    this assignment uses the gradient as it is.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: np.clip(grad(w), -1.0, 1.0), run, **given)


def _difference(run: Run, w: Any, forward: float, backward: float, over: float) -> Any:
    """(g(w + forward e_j) - g(w - backward e_j)) / over, for each coordinate j."""
    units = np.eye(np.size(w)) if np.ndim(w) else np.ones(1)
    slopes = [(run.cost(w + forward * e) - run.cost(w - backward * e)) / over for e in units]
    return np.reshape(np.array(slopes, dtype=float), np.shape(w))[()]


@rule_changed
def coarse_difference(rule: Rule) -> Rule:
    """the gradient is a difference quotient with too wide a step

    Your values are close to the right ones, but off from the first step on. They are those of a forward
    difference with a step of 0.01, which is only a rough guess at the slope. Let JAX differentiate the cost,
    as the handout says in its part on gradients.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: _difference(run, w, 1e-2, 0, 1e-2), run, **given)


@rule_changed
def difference_of_four(rule: Rule) -> Rule:
    """the difference quotient has a step of 4, because 10-6 was written for 1e-6

    Your gradient compares the cost at two points that lie 4 to the right and 4 to the left. That happens when
    the small step is written as ten minus six and not as ten to the power of minus six. It is exact for
    quadratics, and wrong for everything that bends more.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: _difference(run, w, 4, 4, 8), run, **given)


@rule_changed
def difference_not_halved(rule: Rule) -> Rule:
    """the gradient is twice too long, as from a central difference divided by h

    Your gradient is twice as long as the right one. A central difference compares two points that lie 2h
    apart, so it has to be divided by 2h; divided by h it gives twice the slope. Letting JAX differentiate the
    cost avoids this.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: 2 * grad(w), run, **given)


@rule_changed
def difference_halved(rule: Rule) -> Rule:
    """the gradient is half as long as it should be, as from a forward difference divided by 2h

    Your gradient is half as long as the right one. A forward difference compares two points that lie h apart,
    so dividing it by 2h gives only half the slope. A factor 2 lost while differentiating a square by hand
    looks the same.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: grad(w) / 2, run, **given)
