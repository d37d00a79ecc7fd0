"""A student's own program, edited in one or two places until every case is right: the edit says what the slip is.

`frontends.staff` imports `repair` for `grader explain`. Edits are texts that are made here; the edited programs run
in the sandbox as any submission does, and neither the key nor a solution is with them.
"""

__all__ = ["repair"]
