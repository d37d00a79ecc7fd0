"""Coordinate descent on g(w) = a + b'w + w'Cw, wrong on purpose.

    w_n = -(sum over j != n of C_nj w_j + b_n / 2) / C_nn        n = 0, ..., N - 1, `max_its` times over

A step of the loop is one coordinate update here, so a run of `steps` sweeps has 1 + N * steps rows.
"""

from __future__ import annotations

from importlib import import_module

from reference.mistakes import dynamics
from reference.mistakes.coordinate_descent.rule import by_updates, right, update, wrong

__all__ = ["right", "wrong"]

for _story in ("equation", "order", "record", "cost"):  # in this order
    import_module(f"{__name__}.{_story}")

dynamics.take(
    wrong,
    update,
    line='"each solved exactly with the newest values of the others"',
    translate=by_updates,
    without={
        # no gradient, no steplength, no step that climbs
        "ascent", "frozen_gradient", "lagging_gradient", "cost_for_gradient", "absolute_gradient", "summed_gradient",
        "mean_gradient", "clipped_gradient", "coarse_difference", "difference_of_four", "difference_not_halved",
        "difference_halved", "no_alpha", "alpha_hard_coded", "alpha_squared", "weight_decay", "best_so_far",
        "no_step_uphill", "halved_when_uphill",
        # the same as `always_first_coordinate`, or as the right answer: solving twice changes nothing
        "first_coordinate_only", "two_updates",
        # named as `restarts_each_sweep`, or nothing that anybody would write
        "from_start", "step_for_point", "gradients_for_points", "half_precision",
    },
)  # fmt: skip
