"""Every sentence that a student reads about a verdict: what is right, the first wrong step, the likely cause.

Numbers are those of the key and of the student's own points. Nothing here depends on a hidden case, except what
`question_messages` offers for the time after the due date. `judging.judge`, `reports`, `frontends` and `authoring`
import it.
"""

__all__ = [
    "case_calls",
    "case_messages",
    "cause_messages",
    "formatting",
    "part_messages",
    "question_messages",
    "step_sizes",
]
