"""What staff decide after grading: points set by hand, excuses, comments, due dates, in a log of their own; and names.

`course.classroom` and the frontends of staff import it; it imports `judging`, `model` and `base`, never the gradebook.
"""

__all__ = ["decided", "decision", "decision_csv", "decision_log", "entering", "named_answers", "trail"]
