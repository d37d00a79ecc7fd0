"""Where people meet the grader: `student`, `gradescope` and `staff`, a package each, since each ships to other people.

Nothing imports them but the command line.
"""

__all__ = ["gradescope", "staff", "student"]
