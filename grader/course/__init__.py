"""A class over a term: grade many submissions, keep them, change and export what they earned, show the class.

`frontends.staff` imports it; nothing of it ships to students or to Gradescope.
"""

__all__ = ["class_report", "classroom", "decisions", "drawing", "naming", "platforms", "results", "similar"]
