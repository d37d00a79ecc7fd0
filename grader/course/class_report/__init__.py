"""The page about a whole class, and what it shows: statistics, groups of equal answers, similar submissions.

Imports `model`, `judging` and `reports`; `course.classroom` imports it.
"""

__all__ = ["class_page", "lecture_page", "similarity", "statistics"]
