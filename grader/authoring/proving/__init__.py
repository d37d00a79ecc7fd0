"""The proofs of an assignment: `preflight` before a release, in seconds, and `rehearsal`, in minutes.

`authoring.release` and `frontends.staff` import it.
"""

__all__ = ["preflight", "proof", "proof_page", "rehearsal", "remembered", "trials"]
