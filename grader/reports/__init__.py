"""A report to look at: the terminal, HTML and pictures. README.md says which module makes what.

Imports `base`, `model` and `judging`; `course` and `frontends` import it.
"""

__all__ = ["causes", "elements", "look", "pictures", "question_html", "step_view", "student_page", "terminal", "totals"]
