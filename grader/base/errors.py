"""What the user can fix: one base class, caught once at the edge of the program, printed as one sentence.

Everything else that is raised is a bug of ours and stays a traceback.
"""

from __future__ import annotations


class UserError(Exception):
    """The input, the command or the machine is at fault, and the user can do something about it.

    The message says what happened, where, what was expected and what to try.
    """

    exit_code = 2  # of the command that ends with it
