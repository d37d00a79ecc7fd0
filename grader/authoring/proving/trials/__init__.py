"""What a rehearsal tries: known mistakes, two of them at once, checks, special inputs, changes of the solution.

`proving.rehearsal` and `proving.proof_page` import it.
"""

__all__ = ["check_trials", "double_trials", "mistake_trials", "special_inputs", "surviving_changes"]
