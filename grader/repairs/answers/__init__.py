"""What answers tell: which numbers are wrong, how near an edited program comes, and which two edits together may do.

The other modules of `repairs` import all of them.
"""

__all__ = ["close_pairs", "nearness", "short_cases"]
