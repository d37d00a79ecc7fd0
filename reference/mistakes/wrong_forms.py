"""Wrong forms of an answer with histories, which the judge recognises without any numbers."""

from __future__ import annotations

from collections.abc import Callable

from reference.mistakes.mistake import Structural, name_and_hint

_FORMS: list[Structural] = []


def structural() -> tuple[Structural, ...]:
    """All of them."""
    return tuple(_FORMS)


def form(seen: Callable[[], None]) -> Callable[[], None]:
    _FORMS.append(Structural(f"bookkeeping.{seen.__name__}", *name_and_hint(seen.__doc__)))
    return seen


@form
def swapped() -> None:
    """the two histories stand in the wrong order

    You return the costs first and the weights second. The values may be right, but whoever takes the pair
    apart gets each list under the other's name. Look at the handout's line `(weight_history, cost_history)`:
    the weights come first, the costs second.
    """


@form
def transposed() -> None:
    """the points are stored one column per step, not one row per step

    Your array has one row per coordinate and one column per step. The handout asks for it the other way
    round: entry k of the history is the whole point w^k, so an array of them has max_its + 1 rows and N
    columns.
    """


@form
def only_weights() -> None:
    """only the weights are returned, the costs are missing

    You return one history, the points. A second one belongs beside it: the cost g(w^k) of every point, in the
    same order and of the same length. Look at the handout's line `(weight_history, cost_history)`.
    """


@form
def only_costs() -> None:
    """only the costs are returned, the weights are missing

    You return one history, the costs. A first one belongs before it: every point w^k, the starting point
    first, in the same order and of the same length. Look at the handout's line `(weight_history,
    cost_history)`.
    """


@form
def both() -> None:
    """two histories are returned, where the costs alone are asked for

    You return the points and the costs. Here one list is asked for, the cost g(w^k) of every point, the start
    first. Look at the handout's line on what this function returns, and return that list alone.
    """


@form
def returns_nothing() -> None:
    """the function returns nothing

    Your function ran to its end and gave back None. Printing or plotting the values does not hand them over.
    The last line of the function has to return the pair that the handout asks for, `(weight_history,
    cost_history)`.
    """
