"""Submissions that share much of their code: found in a class, and shown beside each other.

    fragments      a source as what stays of it in disguise
    similar_sets   which of many sets are alike, at nearly linear cost
    comparison     a class of submissions -> pairs that are alike
    side_by_side   two sources as HTML, with what is alike marked

Imports `reports.elements` alone; `course.class_report`, `course.drawing` and the review server import it.
"""

__all__ = ["comparison", "fragments", "side_by_side"]
