"""A report to look at: the terminal, HTML and pictures. README.md has the rules for all of it.

Imports `base`, `model` and `judging`; `course` and `frontends` import it.
"""

__all__ = [
    "causes", "code", "elements", "look", "pictures", "question_html", "step_view", "student_page", "terminal",
    "totals",
]  # fmt: skip
