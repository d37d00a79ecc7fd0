"""What is right, how far honest work may drift from it, and what the known mistakes answer.

`authoring.compiler` and `authoring.proving` import it. With `proving` it is the only package that imports `reference`.
"""

__all__ = ["answer_forms", "method_errors", "non_smooth_points", "tolerances"]
