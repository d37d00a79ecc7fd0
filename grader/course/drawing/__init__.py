"""What `report` draws of a class: the pages of those for whom something changed, and what is counted of everybody.

Imports `course.results` and `course.class_report`; `course.classroom` imports it, and the review server `observed`.
"""

__all__ = ["class_statistics", "marks", "observed", "pages"]
