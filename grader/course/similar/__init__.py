"""Submissions that share much of their code: found in a class, and shown beside each other.

Imports `base` and `reports.elements` alone; `course.class_report`, `course.drawing` and the review server import it.
"""

__all__ = ["comparison", "fragments", "numbering", "side_by_side"]
