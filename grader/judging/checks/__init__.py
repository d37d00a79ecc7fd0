"""Checks: staff's Python that decides about a result, run outside of the judge, within limits on time and memory.

`grader.judging.verdicts` imports `check_verdicts`; `check_child` is the process in which a check runs.
"""

__all__ = ["check_process", "check_verdicts"]
