"""Errors that the user can fix: one base class, caught once at the edge of the program, printed as one sentence.

Any other exception is a bug of the grader and stays a traceback.
"""

from __future__ import annotations

import traceback


class UserError(Exception):
    """The input, the command or the machine is at fault, and the user can do something about it.

    The message says what happened, where, what was expected and what to try.
    """

    exit_code = 2  # of the command that raises it

    def _render_traceback_(self) -> list[str]:
        """What IPython prints in a notebook: our frames would tell its reader nothing, those of a cause may."""
        return [str(self)] if self.__cause__ is None else traceback.format_exception(self)
