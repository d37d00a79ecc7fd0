"""Right answers, how far honest work may drift from them, and the answers of known mistakes.

`authoring.compiler` and `authoring.proving` import it. It computes with `reference`.
"""

__all__ = [
    "agreement", "answer_forms", "case_functions", "mistake_answers", "part_tolerances", "right_answers", "solution",
    "wrong_files",
]  # fmt: skip
