"""Mistakes that any step rule can suffer: made once here, out of the right rule of each method.

Three kinds. A *change of the rule* turns `rule(w, grad, run, **given)` into a wrong one. A *change of the run* lets the
steps be and spoils the start, the numbers or the record: `(rule, problem) -> (weights, costs)`. A *memory* keeps
something from one call to the next: `(rule, problems) -> answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, TypeVar

import numpy as np

from reference.mistakes.loop import Rule, Run, follow, history, point, steplength
from reference.mistakes.mistake import Answers, Bank, Gradient, History, Point, Problem, Problems, one_by_one

_RULES: list[Callable[[Rule], Rule]] = []
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


def run_changed(change: RunChange) -> RunChange:
    _RUNS.append(change)
    return change


def memory(remember: Memory) -> Memory:
    _MEMORIES.append(remember)
    return remember


def first(values: Any) -> Any:
    """The values with all but the first coordinate set to 0."""
    return values * (np.arange(np.size(values)) == 0) if np.ndim(values) else values


# ── changes of the rule: the gradient


@rule_changed
def ascent(rule: Rule) -> Rule:
    """the steps go up the slope instead of down

    Your first step has the right length but goes the other way, and the cost climbs from then on. The
    gradient points uphill, so a minus sign must stand between the point and the step. Perhaps it is missing,
    or there are two of them and they cancel.
    """
    return lambda w, grad, run, **given: rule(w, lambda w: -grad(w), run, **given)


@rule_changed
def frozen_gradient(rule: Rule) -> Rule:
    """every step uses the gradient at the starting point

    Your first step is right, and from the second on the gradient is still that of w^0. It is computed once,
    before the loop, or always at the starting point. Compute it anew in every pass, at the newest point.
    """
    return lambda w, grad, run, **given: rule(w, lambda _: grad(run.path[0]), run, **given)


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


# ── changes of the rule: the step and the point


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


# ── changes of the run: the numbers and the start


@run_changed
def no_alpha(rule: Rule, problem: Problem) -> History:
    """alpha is left out of the step

    Your steps are those of alpha = 1. The steplength is missing in the line that moves the point, so the
    whole step is taken whatever alpha is. Where the case has alpha = 1 nothing shows; with a small alpha the
    first step is far too long.
    """
    return history(rule, problem.but(alpha=1.0))


@run_changed
def alpha_hard_coded(rule: Rule, problem: Problem) -> History:
    """alpha is always 0.1

    Your steps are those of alpha = 0.1, whatever alpha the function is given. A line such as alpha = 0.1
    inside the function, or a variable of your notebook, takes the place of the argument. Cases with alpha =
    0.1 are right by luck.
    """
    fixed = not isinstance(problem.arguments["alpha"], str)
    return history(rule, problem.but(alpha=0.1)) if fixed else history(rule, problem)


@run_changed
def alpha_squared(rule: Rule, problem: Problem) -> History:
    """alpha is multiplied in twice

    Your first step has the length of alpha times alpha. The gradient is multiplied by alpha in one line, and
    the step is multiplied by it again in another. Where alpha = 1 nothing shows; with a small alpha the point
    hardly moves.
    """
    return history(rule, problem.but(alpha=problem.arguments["alpha"] ** 2))


@run_changed
def starts_at_zero(rule: Rule, problem: Problem) -> History:
    """the run starts at zero, not at the given point

    Your entry 0 is 0 whatever start the function is given. A line such as w = 0 or an array of zeros inside
    the function takes the place of the argument w. Look at the handout's line "entry 0 is the starting
    point": that is the given w.
    """
    return history(rule, problem.but(w=np.zeros_like(problem.arguments["w"])))


@run_changed
def integers(rule: Rule, problem: Problem) -> History:
    """the points are cut to whole numbers, because w is an array of integers

    After each step the decimals are gone: -0.5 became 0. The point is kept in an array of integers, and NumPy
    cuts what is stored there without a word. Look at the handout's line "every number is a float", and make
    the array one of floats, as w itself is.
    """
    start = np.trunc(problem.arguments["w"])
    return history(lambda *seen, **given: np.trunc(rule(*seen, **given)), problem.but(w=start))


@run_changed
def half_precision(rule: Rule, problem: Problem) -> History:
    """the points are kept in float16

    Your values agree with the right ones to three digits only, and the difference grows with the steps. The
    point is kept in half precision, which has no more. Leave the dtype to JAX or NumPy. Look at the handout's
    line on gradients: float32 and float64 are both right.
    """

    def coarse(w: Point) -> Point:
        return np.asarray(w, dtype=np.float16)

    start = coarse(problem.arguments["w"])
    return history(lambda *seen, **given: coarse(rule(*seen, **given)), problem.but(w=start))


# ── the steps are right, the record is not


@run_changed
def best_so_far(rule: Rule, problem: Problem) -> History:
    """each entry is the best point so far, not the newest

    Your histories never climb: where the right run goes uphill you repeat the best point seen before. The
    handout asks for every point in the order of the steps, also for those that are worse. Look at its line
    "return every point as it is", and for a comparison of costs where you record.
    """
    weights, costs = history(rule, problem)
    best = [int(np.argmin(costs[: k + 1])) for k in range(len(costs))]
    return weights[best], costs[best]


@run_changed
def rounded_to_2(rule: Rule, problem: Problem) -> History:
    """the recorded values are rounded to 2 decimals

    Your entries agree with the right ones to two decimals and no further. They are rounded before they are
    stored. Round only when you print. Look at the handout's line "return every point as it is: not rounded".
    """
    weights, costs = history(rule, problem)
    return np.round(weights, 2), np.round(costs, 2)


@run_changed
def rounded_to_3(rule: Rule, problem: Problem) -> History:
    """the recorded values are rounded to 3 decimals

    Your entries agree with the right ones to three decimals and no further. They are rounded before they are
    stored. Round only when you print. Look at the handout's line "return every point as it is: not rounded".
    """
    weights, costs = history(rule, problem)
    return np.round(weights, 3), np.round(costs, 3)


@run_changed
def stored_as_integers(rule: Rule, problem: Problem) -> History:
    """the recorded points are cut to whole numbers

    Your costs are right, but the points have lost their decimals. The steps themselves are taken with floats;
    only the array that holds the history is one of integers, and it cuts what is stored. Look at the
    handout's line "every number is a float", and make that array one of floats.
    """
    weights, costs = history(rule, problem)
    return np.trunc(weights), costs


@run_changed
def gradients_for_points(rule: Rule, problem: Problem) -> History:
    """the gradients are recorded in place of the points

    Your costs are right, but the first history holds the slopes at the points and not the points themselves.
    Look at what you store in each pass: the handout asks for w^k, with g(w^k) beside it.
    """
    weights, costs = history(rule, problem)
    return np.array([point(problem.gradient(w)) for w in weights]), costs


# ── something is kept from call to call


@memory
def history_kept(rule: Rule, problems: Problems) -> list[Any]:
    """the histories of earlier calls stand before those of this call

    The first call is right; from the second on your lists begin with the entries of the calls before. A list
    that stands as default argument, or outside of the function, is made once and keeps what was put into it.
    Make new, empty lists inside the function. Look at the handout's line "each has K + 1 entries".
    """
    answers, before = [], []
    for problem in problems:
        before.append(history(rule, problem, steps=problem.arguments["max_its"]))
        shape = np.shape(problem.arguments["w"])
        points = [w if w.shape[1:] == shape else np.full((len(w), *shape), np.nan) for w, _ in before]
        answers.append((np.concatenate(points), np.concatenate([costs for _, costs in before])))
    return answers  # points of another N make the student's list ragged, which only nan can say in an array
