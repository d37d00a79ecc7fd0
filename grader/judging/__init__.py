"""Key + transcript -> report: forms, verdicts, diagnosis, explanation. Pure functions in NumPy, no student code.

Imports `base` and `model`; `reports`, `course`, `authoring` and `frontends` import it.
"""
