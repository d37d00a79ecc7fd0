"""What a rehearsal tries: known mistakes and what students read of them, two at once, checks, changed solutions.

`proving.rehearsal` and `proving.proof_page` import it.
"""

__all__ = [
    "accepted_changes",
    "check_trials",
    "double_trials",
    "mistake_trials",
    "scavenger",
    "simple_programs",
    "student_text",
    "surviving_changes",
    "value_parts",
]
