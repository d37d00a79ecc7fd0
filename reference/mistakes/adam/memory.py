"""What is not set back from one call to the next."""

from __future__ import annotations

from typing import Any

from reference.mistakes import dynamics
from reference.mistakes.adam.rule import right, wrong
from reference.mistakes.mistake import Problems


@wrong.calls
def t_kept(problems: Problems) -> list[Any]:
    """k goes on from the call before

    The first call is right, and in the later ones the correction is too weak: k does not begin with 1 but
    goes on where the call before has stopped. k is a variable of the notebook. Set it back inside the
    function, before the loop. Look at the line "k counts from 1" in the handout.
    """
    return dynamics.with_memory(right, ["k"], problems)


@wrong.calls
def averages_kept(problems: Problems) -> list[Any]:
    """m and v go on from the call before

    The first call is right, and each later one begins with the m and v that the call before has left, while k
    begins anew. They are variables of the notebook, or default arguments, and outlive the call. Set them to 0
    inside the function. Look at the line "both averages start at 0" in the handout.
    """
    return dynamics.with_memory(right, ["m", "v"], problems)


@wrong.calls
def everything_kept(problems: Problems) -> list[Any]:
    """k, m and v go on from the call before

    The first call is right, and each later one goes on with the k, m and v that the call before has left.
    They are variables of the notebook, or attributes of an object that is made once. Set all three back
    inside the function. Look at the lines "k counts from 1" and "both averages start at 0" in the handout.
    """
    return dynamics.with_memory(right, ["k", "m", "v"], problems)
