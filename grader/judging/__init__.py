"""Key + transcript -> report: forms, verdicts, diagnosis, messages. Pure functions in NumPy, no student code.

Imports `base` and `model`; `reports`, `course`, `authoring` and `frontends` import it.
"""

__all__ = [
    "checks", "diagnosis", "forms", "history_slips", "judge", "messages", "outcomes", "own_costs", "parts",
    "question_groups", "verdicts", "written_answers",
]  # fmt: skip
