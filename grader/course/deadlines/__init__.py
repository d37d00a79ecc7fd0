"""Late work: due dates and rules of a course, slip days over its homeworks, and what they take off a report.

`course.results` applies it to everything that is shown; `course.term` reads the slip days that are left.
"""

__all__ = [
    "counted_attempts",
    "course_file",
]
