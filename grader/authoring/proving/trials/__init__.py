"""What a rehearsal tries: known mistakes, two at once, checks, special inputs, order of parts, changed solutions.

`proving.rehearsal` and `proving.proof_page` import it.
"""

__all__ = ["check_trials", "double_trials", "mistake_trials", "part_order", "special_inputs", "surviving_changes"]
