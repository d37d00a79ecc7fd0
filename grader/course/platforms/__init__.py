"""Results on their way to the platforms of a course: gradebooks, the platforms' own worksheets, feedback.

Imports `model`, `submissions`, `reports` and `course.results`; `course.classroom` imports it.
"""

__all__ = ["codes", "exports", "feedback", "worksheets"]
