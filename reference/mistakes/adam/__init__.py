"""Adam, wrong on purpose.

    m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2        m^0 = v^0 = 0, k from 1
    w = w - alpha (m / (1 - beta1^k)) / (sqrt(v / (1 - beta2^k)) + eps)

The lines that the hints name are those of Kingma and Ba's Algorithm 1, which the handout prints.
"""

from __future__ import annotations

from importlib import import_module

from reference.mistakes import dynamics
from reference.mistakes.adam.rule import corrected, right, step, wrong

__all__ = ["corrected", "right", "step", "wrong"]

for _story in ("bias_correction", "denominator", "means", "squares", "other_methods", "memory"):  # in this order
    import_module(f"{__name__}.{_story}")

dynamics.take(wrong, right, line="that computes w^k at the end of Algorithm 1")
