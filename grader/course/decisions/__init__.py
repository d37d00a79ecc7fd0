"""What staff decide after grading: points set by hand, excuses, comments, extensions. Kept in a log of their own.

`course.classroom` and the frontends of staff import it; it imports `model` and `base`, and never the gradebook.
"""

__all__ = ["decided", "decision", "decision_csv", "decision_log", "entering", "trail"]
