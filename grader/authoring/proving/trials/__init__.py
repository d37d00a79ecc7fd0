"""What a rehearsal tries: known mistakes and what students read of them, two at once, checks, order, changed solutions.

`proving.rehearsal` and `proving.proof_page` import it.
"""

__all__ = ["check_trials", "double_trials", "mistake_trials", "part_order", "student_text", "surviving_changes"]
