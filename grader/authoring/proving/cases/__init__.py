"""Cases that tell more than an assignment's own: drawn near these, or without what is special.

`proving.trials` and `proving.rehearsal` import it.
"""

__all__ = ["drawn_cases", "special_inputs", "survivors"]
