"""The page about a whole class, and what it shows: statistics, groups of equal answers, similar submissions; a term.

Imports `model`, `judging`, `reports` and `course.results`; `course.classroom` and the staff's commands import it.
"""

__all__ = ["class_page", "lecture_page", "similarity", "statistics", "term_table"]
