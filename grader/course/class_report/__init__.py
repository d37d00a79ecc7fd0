"""The page about a whole class, and what it shows: statistics and groups of equal answers; a term.

Imports `model`, `judging`, `reports`, `course.similar` and `course.results`; `course.classroom`, `course.drawing`,
the staff's commands and `frontends.review` import it.
"""

__all__ = ["class_page", "lecture_page", "observation", "queue", "statistics", "student_table", "term_table"]
