"""The proofs of an assignment: `preflight` before a release, in seconds, and `rehearsal`, in minutes.

`authoring.release` and `frontends.staff` import it.
"""

__all__ = [
    "distances", "double_trials", "honest_work", "mistake_trials", "preflight", "proof", "rehearsal",
]  # fmt: skip
