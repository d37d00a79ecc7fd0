"""A class: each function here is what one command of staff does, and raises UserError for what the user can fix.

The staff's commands and the review server import it; it imports all of `course`.
"""

__all__ = ["deciding", "exporting", "grading", "reporting"]
